"""vLLM 0.33.0 and SGLang 0.5.23 were not run here: every option is held against the list from their sources."""

from __future__ import annotations

import ast
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.events import Failed
from deepseek_gui.domain.plan import LaunchSpec, Plan, RunSettings
from deepseek_gui.engines.base import EngineBuild, Surroundings
from deepseek_gui.engines.flag_lists import listed_options
from deepseek_gui.engines.torch_servers import Sglang, Vllm

PLAN = Plan("deepseek-v3", "FP8", "vllm")
SETTINGS = RunSettings(context=65536, parallel=8, tensor_split=(1.0,) * 8, kv_type_k="q8_0", kv_type_v="q8_0")
MODEL = Path("deepseek-ai/DeepSeek-V3")
KEY = "a-secret"
ENGINES = [Vllm(), Sglang()]


def launch(engine: Vllm | Sglang, settings: RunSettings = SETTINGS, plan: Plan = PLAN) -> LaunchSpec:
    build = EngineBuild(engine.id, "1", ("CUDA",), Path("/venv/bin") / engine.id)
    return engine.launch(plan, settings, MODEL, 8000, KEY, build=build)


@pytest.mark.parametrize("engine", ENGINES, ids=lambda found: found.id)
def test_every_emitted_option_is_in_the_makers_list(engine: Vllm | Sglang) -> None:
    flags = {word for word in launch(engine).argv if word.startswith("--")}
    assert len(flags) > 6
    assert flags <= listed_options(engine.id).flags
    assert not engine.run_here
    assert engine.options(EngineBuild(engine.id, None, ())) == listed_options(engine.id)


@pytest.mark.parametrize("engine", ENGINES, ids=lambda found: found.id)
def test_the_key_is_in_the_environment_and_the_door_is_closed(engine: Vllm | Sglang) -> None:
    spec = launch(engine)
    assert KEY not in " ".join(spec.argv)
    assert KEY in spec.environment.values()
    words = " ".join(spec.argv)
    assert "--host 127.0.0.1 --port 8000" in words
    assert "--load-format safetensors" in words
    assert "trust-remote-code" not in words
    assert "--trust-remote-code" in launch(engine, plan=replace(PLAN, trusts_code=True)).argv
    assert (spec.ready_path, spec.served_model) == ("/health", "deepseek-v3")
    assert "not run" in str(spec.checks[0])


def test_a_plan_in_vllm_s_words() -> None:
    words = " ".join(launch(Vllm()).argv)
    assert words.startswith("/venv/bin/vllm serve deepseek-ai/DeepSeek-V3 ")
    for part in ("--max-model-len 8192", "--max-num-seqs 8", "--tensor-parallel-size 8", "--kv-cache-dtype fp8"):
        assert part in words


def test_a_plan_in_sglang_s_words() -> None:
    spec = launch(Sglang())
    words = " ".join(spec.argv)
    assert spec.argv[:2] == ("/venv/bin/python3", "-c")
    ast.parse(spec.argv[2])
    for part in ("--context-length 8192", "--max-running-requests 8", "--tp-size 8", "--kv-cache-dtype fp8_e4m3"):
        assert part in words


def test_sglang_s_start_hands_the_key_over_inside_the_process(tmp_path: Path) -> None:
    import os
    import subprocess

    (tmp_path / "sglang").mkdir()
    (tmp_path / "sglang" / "__init__.py").touch()
    (tmp_path / "sglang" / "launch_server.py").write_text("import os, sys; print(sys.argv[1:], len(os.environ))")
    spec = replace(launch(Sglang()), argv=(sys.executable, *launch(Sglang()).argv[1:]))
    before = dict(os.environ, PYTHONPATH=str(tmp_path), **spec.environment)
    done = subprocess.run(spec.argv, env=before, capture_output=True, text=True, check=True)
    assert done.stdout.startswith("['--api-key', 'a-secret', '--model-path', 'deepseek-ai/DeepSeek-V3'")


@pytest.mark.parametrize("engine", ENGINES, ids=lambda found: found.id)
def test_what_only_llama_cpp_does_is_refused_by_name(engine: Vllm | Sglang) -> None:
    for settings, word in (
        (RunSettings(gpu_layers=3), "-ngl"),
        (RunSettings(cpu_experts=3), "-ncmoe"),
        (RunSettings(kv_type_k="q4_0", kv_type_v="q4_0"), "q4_0"),
        (RunSettings(kv_type_k="q8_0"), "q8_0, f16"),
    ):
        with pytest.raises(ActionableError, match=word):
            launch(engine, settings)
    with pytest.raises(ActionableError, match="Q4_K_M"):
        launch(engine, plan=replace(PLAN, quantisation="Q4_K_M"))


@pytest.mark.parametrize("engine", [Vllm, Sglang])
def test_it_is_found_on_the_search_path_with_its_version(
    engine: type[Vllm | Sglang], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    assert engine().detect() is None
    program = tmp_path / "bin" / engine.id
    program.parent.mkdir()
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    (tmp_path / "lib" / "python3.11" / "site-packages" / f"{engine.id}-0.33.0.dist-info").mkdir(parents=True)
    found = engine().detect()
    assert found is not None
    assert (found.executable, found.version) == (program, "0.33.0")
    chosen = engine(Surroundings(None, {engine.id: program})).detect()
    assert chosen == found


def test_their_failures_are_read() -> None:
    found = Vllm().parse_log("torch.OutOfMemoryError: CUDA out of memory.")
    assert isinstance(found, Failed)
