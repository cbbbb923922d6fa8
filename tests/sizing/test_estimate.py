"""The front of the room."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from deepseek_gui.catalog.models import find_model
from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.machine import Cpu, Gpu, Machine, Memory, Storage
from deepseek_gui.domain.plan import Estimate, Plan, RunSettings, Source
from deepseek_gui.domain.units import GIB
from deepseek_gui.sizing.estimate import estimate_plan
from deepseek_gui.sizing.weights import weights_of

DESK = Machine(
    "desk",
    cpu=Cpu(cores=8, threads=16),
    memory=Memory(total_bytes=32 * GIB, bandwidth_gbs=51.2),
    gpus=(
        Gpu(
            "NVIDIA GeForce RTX 3060",
            vendor="nvidia",
            vram_bytes=12 * GIB,
            bandwidth_gbs=360,
            fp16_tflops=51,
            cuda_cores=3584,
        ),
    ),
    storage=Storage(free_bytes=500 * GIB),
    simulated=True,
)


def estimate(where: Machine = DESK, engine: str = "embedded", file: Path | None = None) -> Estimate:
    shape = find_model("7B").architecture
    assert shape is not None
    weights = weights_of(shape, "Q4_K_M")
    plan = Plan("r1-distill-qwen-7b", "Q4_K_M", engine, RunSettings(), file)
    return estimate_plan(plan, shape, weights, where, weights.file_bytes)


def test_an_estimate_is_complete() -> None:
    result = estimate()
    assert result.fits
    assert result.source is Source.COMPUTED
    assert result.settings.gpu_layers == 29
    speed = result.speed
    assert speed.decode_tps is not None
    assert speed.decode_tps.low < speed.decode_tps.expected < speed.decode_tps.high
    assert speed.decode_tps_at_context is not None
    assert speed.decode_tps_at_context.expected < speed.decode_tps.expected
    assert speed.basis is not None


def test_tools_reserve_more_than_the_server() -> None:
    server, tools = estimate(engine="llama-server"), estimate(engine="llama.cpp")
    # llama.cpp: 4 * n_ubatch * (n_vocab + n_embd) against one row a sequence.
    assert tools.devices[0].compute_bytes == 4 * 512 * (152064 + 3584)
    assert server.devices[0].compute_bytes < tools.devices[0].compute_bytes


def test_the_articles_7b_in_fp16_does_not_fit_its_12_gb_card() -> None:
    shape = find_model("7B").architecture
    assert shape is not None
    weights = weights_of(shape, "F16")
    plan = Plan("r1-distill-qwen-7b", "F16", "embedded", RunSettings(gpu_layers=29))
    result = estimate_plan(plan, shape, weights, DESK, weights.file_bytes)
    assert not result.fits
    assert "GPU memory" in str(result.reason)


def test_an_unknown_bandwidth_makes_the_speed_unknown_not_zero() -> None:
    result = estimate(replace(DESK, gpus=(), memory=Memory(total_bytes=32 * GIB)))
    assert result.fits
    assert result.speed.decode_tps is None
    assert result.speed.basis is not None


def test_a_full_disk_is_a_reason_unless_the_file_is_there() -> None:
    full = replace(DESK, storage=Storage(free_bytes=GIB))
    assert "disk" in str(estimate(full).reason)
    assert not estimate(full).fits
    assert estimate(full, file=Path("model.gguf")).fits


def test_an_engine_that_is_not_estimated_is_named() -> None:
    with pytest.raises(ActionableError, match="vllm"):
        estimate(engine="vllm")
