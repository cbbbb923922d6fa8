"""Families of GPUs, and the shipped constants against public measurements."""

from __future__ import annotations

import json
import statistics
from pathlib import Path

import pytest

from deepseek_gui.catalog.gpus import gpu_specs
from deepseek_gui.domain.machine import Gpu
from deepseek_gui.sizing.rooflines import decode_seconds, family, generation, roofline

POINTS = Path(__file__).parents[1] / "bench" / "data" / "speed_points.json"


def gpu_of(spec_id: str) -> Gpu:
    spec = next(spec for spec in gpu_specs() if spec.id == spec_id)
    return Gpu(spec.name, spec.id, spec.vendor, spec.architecture, bandwidth_gbs=spec.bandwidth_gbs)


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
        seconds = decode_seconds(row["active_bytes"], gpu.bandwidth_gbs or 0, row["layers"], constants, generation(gpu))
        errors.append(abs(1 / seconds / row["decode_tps"] - 1))
    assert len(errors) == 14
    assert statistics.median(errors) <= 0.12
