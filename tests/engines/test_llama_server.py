from __future__ import annotations

from pathlib import Path

import pytest

from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.plan import FlashAttention, Plan, RunSettings
from deepseek_gui.engines.llama_server import LlamaServer
from deepseek_gui.engines.registry import engine, engine_ids

PLAN = Plan("r1-distill-qwen-7b", "Q4_K_M", "llama-server")
FILE = Path("/models/my model.gguf")


def flags(settings: RunSettings) -> list[str]:
    return list(LlamaServer().launch(PLAN, settings, FILE, 8080, "secret").argv)


def test_the_plain_command_line() -> None:
    """Names of the flags: llama.cpp common/arg.cpp @0c1e57098, FACTS.md section 4."""
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


def test_engines_are_found_by_their_ids() -> None:
    assert engine_ids()[0] == "embedded"
    assert all(engine(name).id == name for name in engine_ids())
    with pytest.raises(ActionableError, match="no engine “vllm2”") as caught:
        engine("vllm2")
    assert "embedded" in str(caught.value.hint)
