"""Memory on one and two GPUs against 217 recorded dry runs of a CUDA build, every device on its own."""

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
from deepseek_gui.domain.plan import DeviceMemory, FlashAttention, RunSettings
from deepseek_gui.domain.units import MIB
from deepseek_gui.sizing.placement import place
from deepseek_gui.sizing.tensors import fused
from deepseek_gui.sizing.weights import weights_of

GOLDEN = json.loads((Path(__file__).parent / "dry_runs_gpus.json").read_text())
ROWS: list[dict[str, Any]] = [dict(zip(GOLDEN["columns"], row, strict=True)) for row in GOLDEN["rows"]]
GPU = Gpu("NVIDIA H200", vendor="nvidia", vram_bytes=1 << 50)


@dataclass(frozen=True)
class Cell:
    """One device of one dry run: model, context and compute, MiB."""

    row: dict[str, Any]
    device: str
    engine: tuple[int, ...]
    computed: tuple[float, ...]

    @property
    def error(self) -> float:
        # The engine cuts each part off to whole MiB: half a MiB a part is what it lost on average.
        said = sum(self.engine) + 1.5
        return sum(self.computed) / said - 1

    @property
    def error_mib(self) -> float:
        return sum(self.computed) - sum(self.engine) - 1.5


def devices_of(row: dict[str, Any]) -> tuple[DeviceMemory, ...]:
    shape = find_model(row["model"].removesuffix("+fused")).architecture
    assert shape is not None
    shape = fused(shape) if row["model"].endswith("+fused") else shape
    settings = RunSettings(
        context=row["context"],
        parallel=row["parallel"],
        kv_type_k=row["kv_k"],
        kv_type_v=row["kv_v"],
        flash_attention=FlashAttention(row["flash_attention"]),
        ubatch=row["ubatch"],
        gpu_layers=min(row["gpu_layers"], shape.n_layers + 1),
        cpu_experts=min(row["cpu_experts"], shape.n_layers),
        tensor_split=tuple(map(float, row["tensor_split"])),
    )
    machine = Machine("cuda", memory=Memory(1 << 50), gpus=(GPU,) * len(row["gpus_mib"]), simulated=True)
    return place(shape, weights_of(shape, row["quantisation"]), machine, settings, "llama.cpp").devices


@cache
def cells() -> tuple[Cell, ...]:
    found = []
    for row in ROWS:
        for index, (device, said) in enumerate(zip(devices_of(row), [*row["gpus_mib"], row["host_mib"]], strict=True)):
            parts = (device.weights_bytes, device.kv_cache_bytes, device.compute_bytes)
            name = "host" if device.kind == "host" else f"gpu{index}"
            found.append(Cell(row, name, tuple(said), tuple(part / MIB for part in parts)))
    return tuple(found)


def is_forced(row: dict[str, Any]) -> bool:
    """Whole layers in host memory although there is room: only a person asks for that."""
    return bool(row["gpu_layers"] < 999)


@pytest.mark.parametrize("gpus", [1, 2])
def test_the_median_error_of_a_gpu_is_tiny(gpus: int):
    errors = [abs(cell.error) for cell in cells() if cell.device != "host" and len(cell.row["gpus_mib"]) == gpus]
    assert len(errors) > 100
    assert median(errors) <= 0.001


def test_every_gpu_is_within_two_percent():
    bad = [
        (cell.row, cell.device, f"{cell.error:+.1%}")
        for cell in cells()
        if cell.device != "host" and not is_forced(cell.row) and abs(cell.error) > 0.02
    ]
    assert not bad


def test_gpus_with_some_layers_are_near():
    bad = [
        (cell.row, cell.device, f"{cell.error:+.1%}")
        for cell in cells()
        if cell.device != "host" and 2 < cell.row["gpu_layers"] < 999 and abs(cell.error) > 0.035
    ]
    assert not bad


def test_hosts_are_within_two_percent_or_a_little():
    bad = [
        (cell.row, cell.error_mib)
        for cell in cells()
        if cell.device == "host" and abs(cell.error) > 0.02 and abs(cell.error_mib) > 48
    ]
    assert not bad


def test_weights_and_cache_of_every_gpu_are_exact():
    for cell in cells():
        if cell.device != "host":
            assert cell.computed[0] == pytest.approx(cell.engine[0] + 0.5, abs=1.1), cell.row
            assert cell.computed[1] == pytest.approx(cell.engine[1] + 0.5, abs=1.1), cell.row
