"""Machines and samples for the window's tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from deepseek_gui.domain.sample import CpuState, GpuState, MemoryState, Sample, TransferRates
from deepseek_gui.domain.units import GIB
from deepseek_gui.ui.widgets.chart_library import chart_library


@pytest.fixture
def charts_ready(qtbot: QtBot) -> Iterator[None]:
    """Have numpy imported, as it is a moment after the first paint."""
    library = chart_library()
    if not library.ready:
        with qtbot.waitSignal(library.loaded, timeout=20_000):
            library.start()
    yield
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def sample() -> Sample:
    """One moment of a machine with one GPU."""
    return make_sample(10.0)


def make_sample(time_s: float, gpus: int = 1) -> Sample:
    return Sample(
        time_s=1e9 + time_s,
        monotonic_s=time_s,
        cpu=CpuState(37.4, (10.0, 64.8)),
        memory=MemoryState(32 * GIB, 12 * GIB, 20 * GIB),
        gpus=tuple(
            GpuState(index, f"RTX {index}", 91.2, 6 * GIB, 8 * GIB, 112.0, 61.0, sm_activity_percent=72.0)
            for index in range(gpus)
        ),
        disk=TransferRates(5e6, 1e6),
        network=TransferRates(2e6, None),
    )
