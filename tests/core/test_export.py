"""From a plan to a script."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from deepseek_gui.catalog.models import find_model, models
from deepseek_gui.core.export import FORMATS, PLANNED, export_script, find_format, suggested_name
from deepseek_gui.core.machines import machine_named
from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.model import Architecture
from deepseek_gui.domain.plan import Extras, FlashAttention, Plan, RunSettings
from deepseek_gui.modelfiles.checkpoint_files import write_checkpoint
from deepseek_gui.modelfiles.writer import write_sparse

SHELLCHECK = Path(sys.executable).with_name("shellcheck")
BASIC = machine_named("basic")


def complaints(text: str) -> list[object]:
    command = [str(SHELLCHECK), "--format=json", "-"]
    done = subprocess.run(command, input=text.encode(), capture_output=True, check=False)
    found: list[object] = json.loads(done.stdout)
    return found


def test_the_placement_and_the_estimate_are_in_the_script():
    text = export_script(Plan("r1-distill-qwen-7b", "Q4_K_M"), BASIC, "bash")
    assert text.startswith("#!/usr/bin/env bash\n# Starts DeepSeek-R1-Distill-Qwen-7B Q4_K_M with llama-server.\n")
    assert "\n  -ngl 29 " in text  # 28 layers and the output
    assert "# Memory on NVIDIA GeForce RTX 3060:" in text
    assert "tokens per second" in text
    assert "hf download unsloth/DeepSeek-R1-Distill-Qwen-7B-GGUF" in text


def test_every_model_gives_a_clean_script(tmp_path: Path):
    machine = machine_named("enterprise")
    for model in models():
        if model.architecture:
            text = export_script(Plan(model.id, model.quantisations[-1]), machine, "bash")
            (tmp_path / f"{model.id}.sh").write_text(text)
    scripts = sorted(map(str, tmp_path.iterdir()))
    assert len(scripts) == 37
    done = subprocess.run([str(SHELLCHECK), *scripts], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


def test_settings_reach_the_script():
    settings = RunSettings(8192, 2, "q8_0", "q8_0", FlashAttention.ON, 1024, 256, threads=6)
    text = export_script(Plan("r1-distill-llama-8b", "Q4_K_M", settings=settings), BASIC, "bash")
    for words in ("-c 8192", "-np 2", "-ctk q8_0", "-ctv q8_0", "-fa on", "-b 1024", "-ub 256", "-t 6"):
        assert f"\n  {words} " in text


def test_what_a_plan_adds_is_in_the_script_quoted(tmp_path: Path):
    adapter = tmp_path / "it's $(touch here).gguf"
    extras = Extras((("--temp", "$(id) `id` 'x'"), ("--no-warmup", None)), adapter, tmp_path / "chat.jinja")
    text = export_script(Plan("r1-distill-qwen-7b", "Q4_K_M", extras=extras), BASIC, "bash")
    assert not complaints(text)
    listed = text[text.index("arguments=(") : text.index("\n)\n", text.index("arguments=("))] + "\n)"
    shown = f'model=m\nport=1\n{listed}\nprintf "%s\\n" "${{arguments[@]}}"'
    done = subprocess.run(["bash", "-c", shown], cwd=tmp_path, capture_output=True, text=True, check=True)
    words = done.stdout.splitlines()
    added = ["--temp", "$(id) `id` 'x'", "--no-warmup", "--lora", str(adapter)]
    assert words[words.index("--temp") :] == [*added, "--chat-template-file", str(tmp_path / "chat.jinja")]
    assert text.count("added by the plan") == 4
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("engine", ["vllm", "sglang", "ollama"])
def test_an_engine_without_scripts_is_refused_by_name(engine: str):
    with pytest.raises(ActionableError) as refused:
        export_script(Plan("r1-distill-qwen-7b", None, engine), BASIC, "bash")
    assert engine in str(refused.value.message)
    assert "bash" in str(refused.value.hint)
    assert "llama-server" in str(refused.value.hint)


@pytest.mark.parametrize("engine", ["embedded", "llama-server", "llama.cpp"])
def test_plans_of_llama_cpp_are_exported(engine: str):
    assert "llama-server" in export_script(Plan("r1-distill-qwen-7b", "Q4_K_M", engine), BASIC, "bash")


def test_plans_of_transformers_start_its_own_server(tmp_path: Path):
    text = export_script(Plan("r1-distill-qwen-7b", "F16", "transformers"), machine_named("enterprise"), "bash")
    assert text.startswith("#!/usr/bin/env bash\n# Starts DeepSeek-R1-Distill-Qwen-7B F16 with transformers.\n")
    assert "default_model=deepseek-ai/DeepSeek-R1-Distill-Qwen-7B\n" in text.replace("'", "")
    for words in ("--dtype float16 ", "--device auto ", "--host 127.0.0.1"):
        assert f"\n  {words}" in text.replace("127.0.0.1\n", "127.0.0.1\n")
    assert "trust" not in text
    assert complaints(text) == []
    folder = tmp_path / "it's $(touch pwned)"
    write_checkpoint(folder, Architecture("qwen2", 2, 64, 128, 4, 2, 16, 512, 4096), "BF16")
    text = export_script(Plan(folder.name, "NF4", "transformers", file=folder), BASIC, "bash")
    assert "--quantization bnb-4bit" in text
    assert complaints(text) == []
    line = next(line for line in text.splitlines() if line.startswith("default_model="))
    echo = ["bash", "-c", f'{line}\nprintf %s "$default_model"']
    assert subprocess.run(echo, capture_output=True, text=True, check=True).stdout == str(folder)
    text = export_script(Plan("r1-distill-qwen-1.5b", "F16", "transformers", synthetic=True), BASIC, "bash")
    assert "--quant F16 --engine transformers --synthetic" in text
    assert complaints(text) == []


def test_several_gpus_are_split():
    text = export_script(Plan("r1-distill-llama-70b", "Q4_K_M"), machine_named("professional"), "bash")
    assert "\n  -ts '" in text


def test_a_plan_that_does_not_fit_warns():
    text = export_script(Plan("deepseek-r1-0528", "Q4_K_M"), BASIC, "bash")
    assert "this does not fit" in text
    assert complaints(text) == []


def test_a_file_with_a_hostile_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    architecture = find_model("r1-distill-qwen-1.5b").architecture
    assert architecture is not None
    name = "-it's $(touch pwned) `x`.gguf"
    write_sparse(tmp_path / name, architecture, "Q4_0", name="shape")
    monkeypatch.chdir(tmp_path)
    text = export_script(Plan(name, None, file=Path(name)), BASIC, "bash")
    assert complaints(text) == []
    line = next(line for line in text.splitlines() if line.startswith("default_model="))
    echo = ["bash", "-c", f'{line}\nprintf %s "$default_model"']
    assert subprocess.run(echo, capture_output=True, text=True, check=True).stdout == str(tmp_path / name)
    assert not (tmp_path / "pwned").exists()


def test_random_weights_are_named_as_such():
    text = export_script(Plan("r1-distill-qwen-1.5b", "Q4_0", synthetic=True), BASIC, "bash")
    assert "random weights" in text
    assert "r1-distill-qwen-1.5b-Q4_0.gguf" in text
    assert "hf download" not in text
    assert "deepseek-gui run --model r1-distill-qwen-1.5b --quant Q4_0 --synthetic" in text
    assert complaints(text) == []


@pytest.mark.parametrize("name", [*PLANNED, "morse"])
def test_formats_that_are_not_there_are_refused(name: str):
    with pytest.raises(ActionableError) as caught:
        export_script(Plan("r1-distill-qwen-7b", "Q4_0"), BASIC, name)
    assert name in str(caught.value.message)
    assert "bash" in str(caught.value.hint)


def test_formats_and_file_names():
    assert set(FORMATS).isdisjoint(PLANNED)
    assert find_format("bash").executable
    assert suggested_name(Plan("r1-distill-qwen-7b", "Q4_K_M"), "bash") == "start-r1-distill-qwen-7b-Q4_K_M.sh"
    assert suggested_name(Plan("x.gguf", None, file=Path("x.gguf")), "bash") == "start-x.sh"


def test_the_script_of_a_split_model_names_its_first_part(split_model: tuple[Path, Path]):
    first, second = split_model
    assert str(first) in export_script(Plan(second.name, None, file=second), BASIC, "bash")
