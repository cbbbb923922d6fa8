"""Families of GPUs, and the shipped constants against public measurements."""

from __future__ import annotations

import json
import statistics
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from deepseek_gui.catalog.gpus import gpu_specs
from deepseek_gui.catalog.models import find_model
from deepseek_gui.domain.machine import Gpu, Machine, Memory
from deepseek_gui.domain.plan import RunSettings
from deepseek_gui.domain.units import GIB
from deepseek_gui.sizing.placement import place
from deepseek_gui.sizing.processors import weights_kind
from deepseek_gui.sizing.rooflines import (
    decode_seconds,
    family,
    generation,
    is_small_integrated,
    prefill_flops,
    prefill_spread,
    roofline,
)
from deepseek_gui.sizing.speed import estimate_speed
from deepseek_gui.sizing.weights import weights_of

POINTS = Path(__file__).parents[1] / "bench" / "data" / "speed_points.json"


def gpu_of(spec_id: str) -> Gpu:
    spec = next(spec for spec in gpu_specs() if spec.id == spec_id)
    return Gpu(
        spec.name,
        spec.id,
        spec.vendor,
        spec.architecture,
        vram_bytes=80 * GIB,
        bandwidth_gbs=spec.bandwidth_gbs,
        fp16_tflops=spec.fp16_tflops,
    )


@pytest.mark.parametrize(
    ("spec_id", "backend", "expected"),
    [
        ("rtx3060", None, "nvidia"),
        ("rtx3090", "vulkan", "nvidia-vulkan"),
        ("a100-40gb", None, "nvidia-hbm"),
        ("rtx-a4000", None, "nvidia"),
        ("a40", None, "nvidia"),
        ("p40", None, "nvidia-pascal"),
        ("rtx2080", None, "nvidia"),
        ("rx7900xtx", None, "amd"),
        ("rx7900xtx", "rocm", "amd-rocm"),
        ("mi300x", None, "amd-cdna"),
        ("m4-max", None, "apple"),
        ("arc-b580", None, "intel"),
    ],
)
def test_a_gpu_belongs_to_its_family(spec_id: str, backend: str | None, expected: str):
    assert family(gpu_of(spec_id), backend) == expected


def test_an_unknown_vendor_has_the_widest_range():
    unknown = roofline(Gpu("Something"))
    assert unknown.spread > max(roofline(gpu_of(spec)).spread for spec in ("rtx3060", "m4-max", "a100-40gb"))


def test_apples_generation_is_its_m_number():
    assert generation(gpu_of("m2-ultra")) == "M2"


def test_a_small_integrated_gpu_reads_prompts_slower_than_its_rate_says_and_less_surely():
    small = replace(gpu_of("radeon-890m"), unified_memory=True)
    large = replace(gpu_of("strix-halo"), unified_memory=True)
    assert is_small_integrated(small)
    assert not is_small_integrated(large)  # four times the memory's width, and the power to go with it
    assert not is_small_integrated(replace(gpu_of("m3"), unified_memory=True))
    assert not is_small_integrated(gpu_of("rx6600"))
    shares = []
    for gpu in (small, large):
        flops = prefill_flops(gpu, "K", experts=False)
        assert flops
        shares.append(flops / ((gpu.fp16_tflops or 0) * 1e12))
    assert shares[0] == pytest.approx(shares[1] / 2)
    assert prefill_spread(small) == prefill_spread(large) > prefill_spread(gpu_of("rx6600"))
    assert prefill_flops(replace(small, fp16_tflops=None), "K", experts=False) is None


def test_a_radeon_890m_is_met():
    # 14B Q4_K_M, llama.cpp Vulkan: 77.9 tokens per second of a 512-token prompt (row b127)
    shape = find_model("r1-distill-qwen-14b").architecture
    assert shape is not None
    weights = weights_of(shape, "Q4_K_M")
    gpu = replace(gpu_of("radeon-890m"), unified_memory=True)
    card = Machine("m", memory=Memory(total_bytes=64 * GIB), gpus=(gpu,), simulated=True)
    prefill = estimate_speed(shape, weights, place(shape, weights, card, RunSettings()), card).prefill_tps
    assert prefill
    assert prefill.expected == pytest.approx(77.9, rel=0.15)
    assert prefill.high / prefill.expected > 1.5


def test_rows_never_fitted_are_met_within_twelve_percent_in_the_median():
    errors = []
    for row in json.loads(POINTS.read_text())["rows"]:
        dense = row["model"].startswith(("llama", "r1-distill", "r1-0528"))
        if row["use"] != "test" or not dense or row["gpus"] != 1 or not row.get("decode_tps"):
            continue
        if row.get("gpu", "cpu") == "cpu" or not row.get("active_bytes"):
            continue
        gpu = gpu_of(row["gpu"])
        constants = roofline(gpu, row.get("backend"))
        kind = weights_kind(row["quantisation"])
        seconds = decode_seconds(row["active_bytes"], gpu, row["layers"], constants, kind=kind)
        errors.append(abs(1 / seconds / row["decode_tps"] - 1))
    assert len(errors) == 14
    assert statistics.median(errors) <= 0.12


OWN = [row for row in json.loads(POINTS.read_text())["rows"] if row["id"].startswith("h")]


@pytest.mark.parametrize("row", OWN, ids=lambda row: f"{row['model']}-{row['quantisation']}")
def test_a_measured_card_is_met_by_kind_of_weights_and_with_experts(row: dict[str, Any]):
    shape = find_model(row["model"]).architecture
    assert shape is not None
    weights = weights_of(shape, row["quantisation"])
    card = Machine("m", memory=Memory(total_bytes=256 * GIB), gpus=(gpu_of(row["gpu"]),), simulated=True)
    speed = estimate_speed(shape, weights, place(shape, weights, card, RunSettings()), card)
    assert speed.decode_tps is not None
    assert speed.prefill_tps is not None
    assert speed.decode_tps.expected == pytest.approx(row["decode_tps"], rel=0.08)
    assert speed.prefill_tps.low <= row["prefill_tps"] <= speed.prefill_tps.high
