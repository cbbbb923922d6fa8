"""The engine's own numbers in an estimate, from the real embedded engine and from a recorded server's log."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from deepseek_gui.catalog.models import find_model
from deepseek_gui.core.estimating import estimate
from deepseek_gui.core.machines import machine_named
from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.machine import Gpu, Machine, Memory, Storage
from deepseek_gui.domain.plan import Plan, RunSettings, Source
from deepseek_gui.domain.units import GIB, MIB
from deepseek_gui.modelfiles.writer import write_sparse
from deepseek_gui.sizing.tensors import inventory

HOST = Machine("host", memory=Memory(total_bytes=64 * GIB, available_bytes=60 * GIB))
GPU_MACHINE = replace(HOST, gpus=(Gpu("NVIDIA H200", vendor="nvidia", vram_bytes=140 * GIB, free_bytes=139 * GIB),))

# llama.cpp's printer (common/fit.cpp, autumn 2026) on a CUDA build; the 1.5B shape.
CUDA_LOG = """
I common_memory_breakdown_print: | memory breakdown [MiB] | total    free     self    model   context   compute    unaccounted |
I common_memory_breakdown_print: |   - CUDA0 (NVIDIA H200) | 143156 = 140001 + (1239 =  828 +     112 +     299) +        1916 |
I common_memory_breakdown_print: |   - CUDA1 (NVIDIA H200) | 143156 = 140001 + (   0 =    0 +       0 +       0) +        1916 |
I common_memory_breakdown_print: |   - Host                |                    135 =   125 +       0 +      10                |
I common_params_fit_impl: done
"""  # noqa: E501  as the engine writes it
CPU_LOG = """
I common_memory_breakdown_print: |   - Host                | 1135 = 1000 + 125 + 10 |
I common_params_fit_impl: done
"""


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """Return what puts a llama-server on PATH that writes a log; its arguments go to the file that is returned."""
    if os.name == "nt":
        pytest.skip("the stand-in is a shell script")

    def install(log: str) -> Path:
        (tmp_path / "log").write_text(log)
        program, arguments = tmp_path / "llama-server", tmp_path / "argv"
        program.write_text(f'#!/bin/sh\necho "$@" > {arguments}\ncat {tmp_path}/log\nexec sleep 60\n')
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
        return arguments

    return install


def test_the_embedded_engine_says_what_a_model_takes_that_was_never_downloaded() -> None:
    plan = Plan("deepseek-v3", "Q4_0", settings=RunSettings(context=8192))
    found, computed = estimate(plan, HOST, Source.ENGINE), estimate(plan, HOST)
    assert (found.source, computed.source) == (Source.ENGINE, Source.COMPUTED)
    assert found.devices[-1].kv_cache_bytes == 61 * 8192 * 576 * 2
    assert found.devices[-1].total_bytes == pytest.approx(computed.devices[-1].total_bytes, rel=0.005)
    assert found.speed == computed.speed
    assert not found.fits
    assert found.reason is not None
    assert found.remedy is not None


def test_mapped_originals_count_only_where_there_is_room() -> None:
    plan = Plan("r1-distill-qwen-7b", "Q4_K_M")
    roomy = estimate(plan, HOST, Source.ENGINE)
    tight_host = replace(HOST, memory=Memory(total_bytes=8 * GIB, available_bytes=6 * GIB))
    tight = estimate(plan, tight_host, Source.ENGINE)
    assert roomy.fits
    assert tight.fits
    assert tight.devices[-1].weights_bytes < 0.7 * roomy.devices[-1].weights_bytes


def test_a_real_file_is_asked_about_itself(tmp_path: Path) -> None:
    shape = find_model("r1-distill-qwen-1.5b").architecture
    assert shape is not None
    file = tmp_path / "mine.gguf"
    write_sparse(file, shape, "Q8_0", name="mine")
    found = estimate(Plan("mine.gguf", None, file=file), HOST, Source.ENGINE)
    assert found.devices[-1].weights_bytes == pytest.approx(
        sum(tensor.bytes for tensor in inventory(shape, "Q8_0")), abs=2 * MIB
    )


def test_a_disk_that_is_too_small_counts() -> None:
    small = replace(HOST, storage=Storage(free_bytes=GIB))
    found = estimate(Plan("r1-distill-qwen-7b", "Q4_0"), small, Source.ENGINE)
    assert not found.fits
    assert "disk" in str(found.reason)


def test_an_installed_server_reports_the_gpus_that_hold_something(server: Callable[[str], Path]) -> None:
    arguments = server(CUDA_LOG)
    found = estimate(Plan("r1-distill-qwen-1.5b", "Q4_K_M", "llama-server"), GPU_MACHINE, Source.ENGINE)
    gpu, host = found.devices
    assert (gpu.name, gpu.kind, gpu.free_bytes) == ("NVIDIA H200", "gpu", 138 * GIB)  # a margin of 1 GiB stays
    assert (gpu.weights_bytes, gpu.kv_cache_bytes, gpu.compute_bytes) == (828 * MIB, 112 * MIB, 299 * MIB)
    assert gpu.overhead_bytes > 0
    assert host.weights_bytes == 125 * MIB
    assert found.fits
    assert "-ngl 29" in arguments.read_text()


def test_a_gpu_without_room_is_short(server: Callable[[str], Path]) -> None:
    server(CUDA_LOG)
    full = replace(GPU_MACHINE, gpus=(replace(GPU_MACHINE.gpus[0], free_bytes=GIB),))
    plan = Plan("r1-distill-qwen-1.5b", "Q4_K_M", "llama-server", RunSettings(gpu_layers=99))
    found = estimate(plan, full, Source.ENGINE)
    assert not found.fits
    assert "GPU memory" in str(found.reason)


def test_a_build_without_cuda_is_no_answer_for_a_gpu(server: Callable[[str], Path]) -> None:
    server(CPU_LOG)
    with pytest.raises(ActionableError, match="CUDA") as caught:
        estimate(Plan("r1-distill-qwen-1.5b", "Q4_K_M", "llama-server"), GPU_MACHINE, Source.ENGINE)
    assert "computed" in str(caught.value.hint)


def test_layers_on_a_gpu_are_no_question_for_the_embedded_engine() -> None:
    plan = Plan("r1-distill-qwen-1.5b", "Q4_K_M", settings=RunSettings(gpu_layers=10))
    with pytest.raises(ActionableError, match="H200"):
        estimate(plan, GPU_MACHINE, Source.ENGINE)


@pytest.mark.parametrize(
    ("engine", "machine", "word"),
    [("embedded", machine_named("basic"), "this computer"), ("ollama", HOST, "ollama")],
)
def test_who_cannot_be_asked(engine: str, machine: Machine, word: str) -> None:
    with pytest.raises(ActionableError, match=word) as caught:
        estimate(Plan("r1-distill-qwen-7b", "Q4_0", engine), machine, Source.ENGINE)
    assert caught.value.hint is not None
