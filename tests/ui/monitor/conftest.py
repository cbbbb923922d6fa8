"""A page on the screen, and samples with all that a driver can tell."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from deepseek_gui.domain.sample import CpuState, GpuProcess, GpuState, MemoryState, Sample, Throttle, TransferRates
from deepseek_gui.domain.units import GIB
from deepseek_gui.ui.files import FileQuestion, OnChosen
from deepseek_gui.ui.monitor.page import MonitorPage


class Asked:
    """Stands in for the file dialog: remembers the questions and answers with a path."""

    def __init__(self) -> None:
        self.questions: list[FileQuestion] = []
        self.answer: Path | None = None
        self.agreed = True

    def __call__(self, question: FileQuestion, on_chosen: OnChosen, parent: QWidget) -> None:
        assert parent.isVisible()
        self.questions.append(question)
        if self.answer is not None:
            on_chosen(self.answer, self.agreed)


@pytest.fixture
def asked() -> Asked:
    return Asked()


@pytest.fixture
def page(qtbot: QtBot, asked: Asked) -> MonitorPage:
    widget = MonitorPage(ask=asked)
    qtbot.addWidget(widget)
    widget.resize(1100, 760)
    widget.show()
    return widget


def full_gpu(index: int = 0, **changed: object) -> GpuState:
    values: dict[str, object] = {
        "utilisation_percent": 91.2,
        "memory_used_bytes": 6 * GIB,
        "memory_total_bytes": 80 * GIB,
        "power_w": 412.4,
        "power_limit_w": 700.0,
        "temperature_c": 61.0,
        "uuid": f"GPU-{index}",
        "has_counters": True,
        "sm_activity_percent": 72.0,
        "tensor_activity_percent": 12.0,
        "dram_activity_percent": 64.0,
        "sm_clock_mhz": 1980.0,
        "memory_clock_mhz": 2619.0,
        "throttles": (Throttle.POWER_CAP,),
        "pcie_generation": 5,
        "pcie_width": 16,
        "pcie_rx_bytes_per_s": 1.25e9,
        "pcie_tx_bytes_per_s": 2e7,
        "ecc_uncorrected": 0,
        "ecc_corrected": 3,
    }
    return GpuState(index, f"H100 {index}", **{**values, **changed})  # type: ignore[arg-type]


def full_sample(time_s: float, count: int = 1, **changed: object) -> Sample:
    values: dict[str, object] = {
        "cpu": CpuState(37.4, (10.0, 64.8), 3200.0),
        "memory": MemoryState(32 * GIB, 12 * GIB, 20 * GIB),
        "gpus": tuple(full_gpu(index) for index in range(count)),
        "disk": TransferRates(5e6, 1e6),
        "network": TransferRates(2e6, None),
        "gpu_processes": (GpuProcess(40, 0, "python3", 5 * GIB, 90.0), GpuProcess(7, 0, None, None)),
    }
    return Sample(1e9 + time_s, time_s, **{**values, **changed})  # type: ignore[arg-type]
