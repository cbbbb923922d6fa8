"""A real H100's answers, recorded beside nvidia-smi, read again by our source."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from deepseek_gui.hardware.nvidia import NvidiaSource
from deepseek_gui.hardware.nvidia_probe import probe_nvidia

Make = Callable[..., Any]
RECORDED: dict[str, Any] = json.loads((Path(__file__).parent / "data/h100.json").read_text(encoding="utf-8"))
MIB = 1024**2
MEMORY_V2 = "nvmlDeviceGetMemoryInfo[33554472]"


def smi(line: str) -> dict[str, str]:
    return dict(zip(RECORDED["smi_columns"].split(","), (cell.strip() for cell in line.split(",")), strict=False))


def card_of(make_card: Make, nvml: dict[str, Any], sm_activity: float | None) -> Any:
    return make_card(
        utilisation=nvml["nvmlDeviceGetUtilizationRates"]["gpu"],
        used=nvml[MEMORY_V2]["used"],
        total=nvml[MEMORY_V2]["total"],
        reserved=0,
        milliwatts=nvml["nvmlDeviceGetPowerUsage"],
        celsius=nvml["nvmlDeviceGetTemperature[0]"],
        compute=[(process["pid"], process["used"]) for process in nvml["nvmlDeviceGetComputeRunningProcesses"]],
        sm_activity=sm_activity,
    )


@pytest.mark.parametrize("load", list(RECORDED["loads"]))
def test_our_reading_agrees_with_nvidia_smi(make_nvml: Make, make_card: Make, load: str):
    recorded = RECORDED["loads"][load]
    card = card_of(make_card, recorded["nvml"], recorded["reader"]["sm_activity_percent"])
    source = NvidiaSource(lambda: make_nvml(card))
    source.wants_processes = True
    readings = source.read()
    (state,), theirs = readings.states, smi(recorded["smi"])
    assert state.utilisation_percent == float(theirs["utilization.gpu"])
    assert state.memory_used_bytes is not None
    assert state.memory_used_bytes // MIB == pytest.approx(float(theirs["memory.used"]), abs=1)
    assert state.memory_total_bytes == float(theirs["memory.total"]) * MIB
    assert state.power_w == pytest.approx(float(theirs["power.draw"]), rel=0.01)
    assert state.temperature_c == pytest.approx(float(theirs["temperature.gpu"]), abs=1)
    pid = recorded["process"]["pid"]
    sizes = {process.pid: process.memory_bytes for process in readings.processes or ()}
    assert sizes[pid] == recorded["smi_process_mib"] * MIB


def test_the_known_loads_are_told_apart_by_their_sm_activity():
    """The truth table of the five loads: a memory copy keeps the SMs busy, a transfer over PCIe does not."""
    activity = {load: recorded["reader"]["sm_activity_percent"] for load, recorded in RECORDED["loads"].items()}
    busy = {load: recorded["reader"]["utilisation_percent"] for load, recorded in RECORDED["loads"].items()}
    assert activity["matmul"] > 90
    assert activity["copy"] > 90
    assert 70 < activity["matvec"] < 90
    assert activity["h2d"] < 5
    assert busy["h2d"] > 95
    assert activity["tiny"] < 5


def test_the_probe_agrees_with_nvidia_smi(make_nvml: Make, make_card: Make, nvml_error: Make):
    raw, theirs = RECORDED["raw_idle"], smi(RECORDED["smi_idle"])
    info = raw["nvmlDeviceGetMemoryInfo"]
    card = make_card(
        name=raw["nvmlDeviceGetName"],
        total=info["total"],
        used=info["used"],
        cores=raw["nvmlDeviceGetNumGpuCores"],
        architecture=raw["nvmlDeviceGetArchitecture"],
        limit_milliwatts=raw["nvmlDeviceGetPowerManagementDefaultLimit"],
        nvlink=nvml_error(3),
    )
    (gpu,) = probe_nvidia(lambda: make_nvml(card)).gpus
    assert gpu.name == theirs["name"]
    assert gpu.tdp_w == float(theirs["power.default_limit"])
    assert gpu.compute_capability == theirs["compute_cap"]
    assert gpu.free_bytes == info["free"]
    assert gpu.multiprocessors == 132  # NVIDIA's H100 SXM data sheet; PyTorch reported the same on this card
    assert gpu.interconnect is None
    assert gpu.pcie_gbs == RECORDED["probe"]["gpus"][0]["pcie_gbs"] == 63.0
