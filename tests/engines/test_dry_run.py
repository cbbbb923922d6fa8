"""The engine's own fit pass, on the real engine and on recorded lines."""

from __future__ import annotations

import os
import stat
import threading
from pathlib import Path

import pytest

from deepseek_gui.catalog.models import find_model
from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.machine import Gpu, Machine, Memory
from deepseek_gui.domain.model import Architecture
from deepseek_gui.domain.plan import FlashAttention, RunSettings
from deepseek_gui.domain.units import GIB, MIB
from deepseek_gui.engines.dry_run import breakdown, device_memory, dry_run
from deepseek_gui.modelfiles.writer import write_sparse
from deepseek_gui.sizing.placement import place
from deepseek_gui.sizing.weights import weights_of

# llama.cpp's printer (common/fit.cpp, autumn 2026) on a CUDA build; the 1.5B shape.
CUDA_LOG = """
0.01 I common_memory_breakdown_print: | memory breakdown [MiB] | total    free     self   model   context   compute    unaccounted |
0.01 I common_memory_breakdown_print: |   - CUDA0 (NVIDIA H200) | 143156 = 140001 + (1239 =  828 +     112 +     299) +        1916 |
0.01 I common_memory_breakdown_print: |   - Host                |                    135 =   125 +       0 +      10                |
0.01 I common_params_fit_impl: projected to use 1239 MiB of device memory
0.02 I common_memory_breakdown_print: |   - CUDA0 (NVIDIA H200) | 1 = 1 + (3 =  1 +     1 +     1) +        1 |
"""  # noqa: E501  as the engine writes it


def architecture(name: str) -> Architecture:
    found = find_model(name).architecture
    assert found is not None
    return found


def test_recorded_rows_become_devices() -> None:
    gpu, host = device_memory(breakdown(CUDA_LOG.splitlines()))
    assert (gpu.name, gpu.kind, gpu.free_bytes) == ("CUDA0 (NVIDIA H200)", "gpu", 140001 * MIB)
    assert (gpu.weights_bytes, gpu.kv_cache_bytes, gpu.compute_bytes) == (828 * MIB, 112 * MIB, 299 * MIB)
    assert (host.kind, host.weights_bytes, host.compute_bytes) == ("host", 125 * MIB, 10 * MIB)


@pytest.mark.parametrize(
    ("name", "quantisation", "settings"),
    [
        ("deepseek-v3", "Q4_K_M", RunSettings(context=8192)),
        ("r1-distill-qwen-1.5b", "Q4_0", RunSettings(context=4096)),
        ("deepseek-v2-lite", "Q8_0", RunSettings(context=16384, flash_attention=FlashAttention.OFF, ubatch=256)),
        ("r1-distill-llama-8b", "Q4_K_M", RunSettings(context=16384, parallel=4, kv_type_k="q8_0", kv_type_v="q8_0")),
        ("deepseek-v4-flash", "MXFP4_MOE", RunSettings(context=32768)),
    ],
)
def test_computed_agrees_with_the_engine(name: str, quantisation: str, settings: RunSettings, tmp_path: Path) -> None:
    shape = architecture(name)
    file = tmp_path / "model.gguf"
    write_sparse(file, shape, quantisation, name=name)
    engine = dry_run(file, settings)[-1]
    host = Machine("as large as it takes", memory=Memory(total_bytes=4096 * GIB))
    computed = place(shape, weights_of(shape, quantisation), host, settings).devices[-1]
    assert engine.kv_cache_bytes == pytest.approx(computed.kv_cache_bytes, abs=MIB)
    assert engine.total_bytes == pytest.approx(computed.total_bytes - computed.overhead_bytes, rel=0.01, abs=4 * MIB)


def test_a_file_that_is_no_model_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "junk.gguf"
    file.write_bytes(b"GGUF" + bytes(100))
    with pytest.raises(ActionableError, match=r"junk\.gguf") as raised:
        dry_run(file, RunSettings())
    assert raised.value.details


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ActionableError, match=r"none\.gguf"):
        dry_run(tmp_path / "none.gguf", RunSettings())


def test_an_engine_that_is_not_installed_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    file = tmp_path / "model.gguf"
    file.touch()
    with pytest.raises(ActionableError, match="llama-server"):
        dry_run(file, RunSettings(), "llama-server")


def fake_server(folder: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    program = folder / "llama-server"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    file = folder / "model.gguf"
    file.touch()
    return file


@pytest.mark.skipif(os.name == "nt", reason="the stand-in is a shell script")
def test_an_installed_server_is_asked_and_ended_at_its_last_row(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = tmp_path / "log"
    log.write_text(CUDA_LOG)
    file = fake_server(tmp_path, f'echo "$@" > {tmp_path}/argv; cat {log}; exec sleep 60', monkeypatch)
    before = threading.active_count()
    devices = dry_run(file, RunSettings(context=1234), "llama-server")
    assert [device.kind for device in devices] == ["gpu", "host"]
    assert "-c 1234" in (tmp_path / "argv").read_text()
    assert threading.active_count() == before


@pytest.mark.skipif(os.name == "nt", reason="the stand-in is a shell script")
def test_an_engine_that_says_nothing_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = fake_server(tmp_path, "exec sleep 60", monkeypatch)
    with pytest.raises(ActionableError, match=r"model\.gguf"):
        dry_run(file, RunSettings(), "llama-server", timeout_s=0.2)


def test_a_gpu_that_no_build_sees_is_computed_only() -> None:
    shape = architecture("r1-distill-qwen-1.5b")
    machine = Machine("m", gpus=(Gpu("RTX 3060", vendor="nvidia", vram_bytes=12 * GIB),), simulated=True)
    devices = place(shape, weights_of(shape, "Q4_K_M"), machine, RunSettings()).devices
    assert [device.kind for device in devices] == ["gpu", "host"]
