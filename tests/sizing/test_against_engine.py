"""Memory closed forms against 800 recorded dry runs of the engine, CPU and CUDA, both accountings."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from statistics import median
from typing import Any

import pytest

from deepseek_gui.catalog.models import find_model
from deepseek_gui.domain.machine import Gpu, Machine, Memory
from deepseek_gui.domain.model import Architecture
from deepseek_gui.domain.plan import DeviceMemory, FlashAttention, RunSettings
from deepseek_gui.domain.units import MIB
from deepseek_gui.sizing.placement import place
from deepseek_gui.sizing.tensors import fused
from deepseek_gui.sizing.weights import weights_of

GOLDEN = json.loads((Path(__file__).parent / "dry_runs.json").read_text())
ROWS: list[dict[str, Any]] = [dict(zip(GOLDEN["columns"], row, strict=True)) for row in GOLDEN["rows"]]
LARGE = Memory(total_bytes=1 << 50)
CPU = Machine("cpu", memory=LARGE)
CUDA = Machine("cuda", memory=LARGE, gpus=(Gpu("H100", vendor="nvidia", vram_bytes=1 << 50),), simulated=True)


@dataclass(frozen=True)
class Case:
    """One device of one dry run: what the engine reserved and what we compute, bytes."""

    row: dict[str, Any]
    kind: str
    engine_bytes: float
    computed_bytes: float

    @property
    def error(self) -> float:
        return self.computed_bytes / self.engine_bytes - 1


def architecture(name: str) -> Architecture:
    found = find_model(name.removesuffix("+fused")).architecture
    assert found is not None
    return fused(found) if name.endswith("+fused") else found


def settings(row: dict[str, Any]) -> RunSettings:
    return RunSettings(
        context=row["context"],
        parallel=row["parallel"],
        kv_type_k=row["kv_k"],
        kv_type_v=row["kv_v"],
        flash_attention=FlashAttention(row["flash_attention"]),
        ubatch=row["ubatch"],
        gpu_layers=row["gpu_layers"],
        cpu_experts=row["cpu_experts"],
    )


def buffers(device: DeviceMemory) -> int:
    return device.weights_bytes + device.kv_cache_bytes + device.compute_bytes


def cases_of(row: dict[str, Any]) -> list[Case]:
    shape = architecture(row["model"])
    weights = weights_of(shape, row["quantisation"])
    engine = "llama-server" if row["accounting"] == "server" else "llama.cpp"
    machine = CPU if row["backend"] == "cpu" else CUDA
    devices = place(shape, weights, machine, settings(row), engine).devices
    copies = weights.repacked_bytes if row["backend"] == "cpu" else 0
    recorded = [row["gpu_mib"], row["host_mib"]] if row["gpu_mib"] else [row["host_mib"]]
    return [
        Case(row, device.kind, sum(parts) * MIB, buffers(device) - (copies if device.kind == "host" else 0))
        for device, parts in zip(devices, recorded, strict=True)
    ]


@cache
def cases() -> tuple[Case, ...]:
    return tuple(case for row in ROWS for case in cases_of(row))


def test_median_error_is_small_for_each_backend_and_accounting() -> None:
    for backend in ("cpu", "cuda"):
        for accounting in ("server", "tools"):
            errors = [
                abs(case.error)
                for case in cases()
                if (case.row["backend"], case.row["accounting"]) == (backend, accounting)
            ]
            assert not errors or median(errors) <= 0.005


def test_gpu_memory_is_within_two_percent() -> None:
    # One layer on the GPU is its output alone; no placement of ours asks for that, and 12 % of it is 100 MiB.
    bad = [
        (case.row, case.error)
        for case in cases()
        if case.kind == "gpu" and abs(case.error) > (0.12 if case.row["gpu_layers"] == 1 else 0.02)
    ]
    assert not bad


def test_host_memory_is_within_two_percent_or_a_little() -> None:
    # A host that only feeds GPUs holds some hundred MiB: there 24 MiB are the bound.
    bad = [
        (case.row, case.error)
        for case in cases()
        if case.kind == "host" and abs(case.error) > 0.02 and abs(case.computed_bytes - case.engine_bytes) > 24 * MIB
    ]
    assert not bad


def test_cache_and_weights_are_exact() -> None:
    for row in ROWS:
        if row["backend"] == "cuda" and row["gpu_layers"] == 999 and not row["cpu_experts"]:
            shape = architecture(row["model"])
            weights = weights_of(shape, row["quantisation"])
            gpu = place(shape, weights, CUDA, settings(row), "llama-server").devices[0]
            assert gpu.weights_bytes / MIB == pytest.approx(row["gpu_mib"][0], abs=0.5)
            # Quantised caches carry a rotation of some KiB.
            assert gpu.kv_cache_bytes / MIB == pytest.approx(row["gpu_mib"][1], abs=0.1)


def test_the_golden_file_covers_what_it_claims() -> None:
    assert len(ROWS) >= 800
    assert {row["backend"] for row in ROWS} == {"cpu", "cuda"}
    assert len({row["model"] for row in ROWS}) >= 15
