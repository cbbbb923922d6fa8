from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.plan import FlashAttention, LoadMode, Plan, RunSettings
from deepseek_gui.engines.base import EngineBuild, Surroundings
from deepseek_gui.engines.llama_server import LlamaServer
from deepseek_gui.engines.registry import engine, engine_ids
from tests.fake_programs import fake_program

PLAN = Plan("r1-distill-qwen-7b", "Q4_K_M", "llama-server")
FILE = Path("/models/my model.gguf")


def flags(settings: RunSettings) -> list[str]:
    return list(LlamaServer().launch(PLAN, settings, FILE, 8080, "secret").argv)


def test_the_plain_command_line() -> None:
    """Names of the flags: llama.cpp common/arg.cpp @0c1e57098."""
    assert flags(RunSettings()) == [
        "llama-server",
        *("-m", str(FILE), "-c", "4096", "-np", "1", "-b", "2048", "-ub", "512"),
        *("-fa", "auto", "-ctk", "f16", "-ctv", "f16"),
        *("--host", "127.0.0.1", "--port", "8080", "--no-webui"),
    ]


def test_placement_and_threads_are_told_when_they_are_set() -> None:
    settings = RunSettings(
        gpu_layers=20,
        cpu_experts=8,
        tensor_split=(3.0, 1.5),
        threads=6,
        kv_type_k="q8_0",
        kv_type_v="q8_0",
        flash_attention=FlashAttention.ON,
    )
    line = " ".join(flags(settings))
    for part in ("-ngl 20", "-ncmoe 8", "-ts 3,1.5", "-t 6", "-ctk q8_0 -ctv q8_0", "-fa on"):
        assert part in line


def test_no_layer_on_the_gpu_is_told_too() -> None:
    assert "-ngl 0" in " ".join(flags(RunSettings(gpu_layers=0)))


def test_the_key_is_not_on_the_command_line() -> None:
    spec = LlamaServer().launch(PLAN, RunSettings(), FILE, 8080, "secret")
    assert "secret" not in " ".join(spec.argv)
    assert spec.environment == {"LLAMA_API_KEY": "secret"}
    assert spec.base_url == "http://127.0.0.1:8080"


def test_detection_looks_on_the_search_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert LlamaServer().detect() is None
    program = tmp_path / "llama-server"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    found = LlamaServer().detect()
    assert found is not None
    assert found.executable == program
    assert found.version is None


def build_of(folder: Path, help_file: str, cache: Path | None = None) -> tuple[LlamaServer, EngineBuild]:
    path = fake_program(folder, help_file=help_file)
    adapter = LlamaServer(Surroundings(cache, {"llama-server": path}))
    found = adapter.detect()
    assert found is not None
    return adapter, found


def line_of(folder: Path, help_file: str, settings: RunSettings) -> str:
    adapter, found = build_of(folder, help_file)
    return " ".join(adapter.launch(PLAN, settings, FILE, 8080, "secret", build=found).argv)


def test_a_chosen_program_goes_before_the_search_path(tmp_path: Path) -> None:
    (tmp_path / "libggml-vulkan.so").touch()
    (tmp_path / "libggml-cpu-haswell.so").touch()
    adapter, found = build_of(tmp_path, "llama-server-new.help", tmp_path / "cache")
    assert found.version == "0.5.0-dev (build 11374, commit b92761a51)"
    assert found.backends == ("Vulkan", "CPU")
    options = adapter.options(found)
    assert options is not None
    assert options.source == "llama-server 0.5.0-dev (build 11374, commit b92761a51)"
    argv = adapter.launch(PLAN, RunSettings(), FILE, 8080, "", build=found).argv
    assert argv[0] == str(found.executable)


@pytest.mark.parametrize(
    ("mode", "old", "new"),
    [
        (LoadMode.READ, "--no-mmap", "-lm none"),
        (LoadMode.LOCK, "--no-mmap --mlock", "-lm mlock"),
        (LoadMode.MMAP_LOCK, "--mlock", "-lm mmap+mlock"),
        (LoadMode.MMAP, "", "-lm mmap"),
    ],
)
def test_the_load_mode_is_told_in_the_words_of_the_build(mode: LoadMode, old: str, new: str, tmp_path: Path) -> None:
    settings = RunSettings(load_mode=mode)
    told_old = line_of(tmp_path / "old", "llama-server-old.help", settings)
    told_new = line_of(tmp_path / "new", "llama-server-new.help", settings)
    assert old in told_old
    assert "-lm" not in told_old
    assert ("mlock" in told_old) == ("mlock" in old)
    assert new in told_new
    assert "--no-mmap" not in told_new


def test_flash_attention_was_a_switch_once(tmp_path: Path) -> None:
    def old(**settings: str | FlashAttention) -> list[str]:
        made = replace(RunSettings(), **settings)  # type: ignore[arg-type]
        return line_of(tmp_path / "old", "llama-server-old.help", made).split()

    words = old(flash_attention=FlashAttention.ON)
    assert words[words.index("-fa") + 1].startswith("-")
    assert "-fa" not in old(flash_attention=FlashAttention.OFF)
    assert "-fa" not in old()
    assert "-fa" in old(kv_type_v="q8_0")  # a compressed V cache needs it
    assert "-fa auto" in line_of(tmp_path / "new", "llama-server-new.help", RunSettings())


def test_builds_of_any_age_behave_alike(tmp_path: Path) -> None:
    settings = RunSettings(gpu_layers=9)
    old = line_of(tmp_path / "old", "llama-server-old.help", settings)
    new = line_of(tmp_path / "new", "llama-server-new.help", settings)
    assert "--jinja" in old
    assert "--jinja" not in new  # its default
    assert "-fit off" in new
    assert "-fit" not in old
    assert "-cram 0" in new
    assert "--no-ui --cors-origins  --no-cors-credentials" in new
    assert "--no-webui" in old
    assert all("--reasoning-format deepseek" in line for line in (old, new))


def test_experts_in_ram_are_told_to_a_build_without_the_short_flag(tmp_path: Path) -> None:
    settings = RunSettings(cpu_experts=1)
    assert "-ncmoe 1" in line_of(tmp_path / "new", "llama-server-new.help", settings)
    old = line_of(tmp_path / "old", "llama-server-old.help", settings)
    assert r"-ot blk\.0\.ffn_(up|down|gate|gate_up)_(ch|)exps=CPU" in old


def test_a_plan_that_the_build_cannot_express_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ActionableError, match="does not accept turbo3 for its option -ctk"):
        line_of(tmp_path, "llama-server-new.help", RunSettings(kv_type_k="turbo3"))


def test_every_flag_of_a_command_line_is_in_the_build_s_help(tmp_path: Path) -> None:
    """Also without a build: today's flags (recorded from llama.cpp, autumn 2026)."""
    settings = RunSettings(gpu_layers=20, cpu_experts=8, tensor_split=(3.0, 1.5), threads=6, load_mode=LoadMode.READ)
    adapter, found = build_of(tmp_path, "llama-server-new.help")
    options = adapter.options(found)
    assert options is not None
    for build in (None, found):
        argv = adapter.launch(PLAN, settings, FILE, 8080, "k", build=build).argv[1:]
        words = iter(argv)
        for word in words:
            assert options.has(word)
            if word not in options.switches:
                next(words)


def test_engines_are_found_by_their_ids() -> None:
    assert engine_ids()[0] == "embedded"
    assert all(engine(name).id == name for name in engine_ids())
    with pytest.raises(ActionableError, match="no engine “vllm2”") as caught:
        engine("vllm2")
    assert "embedded" in str(caught.value.hint)
