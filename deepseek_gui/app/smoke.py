"""`--smoke`: the window shows real values once, says how long it took and what it weighs, and closes."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Slot

from deepseek_gui.app.desktop import Desktop
from deepseek_gui.ui.widgets.chart_library import chart_library

LONGEST_S = 30.0


class Smoke(QObject):
    """Waits for the first paint, the first sample and the charts, prints one JSON line and closes the window.

    Attributes:
        exit_code: 0 when all of it came within `LONGEST_S`.
    """

    def __init__(self, desktop: Desktop) -> None:
        super().__init__(desktop)
        self.exit_code = 1
        self._desktop = desktop
        self._first_paint_ms: float | None = None
        self._first_paint_cpu_ms = 0.0
        self._sampled = False
        self._deadline = QTimer(self)
        self._deadline.setSingleShot(True)
        self._deadline.timeout.connect(self._on_deadline)
        self._deadline.start(round(LONGEST_S * 1000))
        desktop.window.first_painted.connect(self._on_first_painted)
        desktop.monitor.sample_taken.connect(self._on_sample)
        chart_library().loaded.connect(self._finish)

    @Slot()
    def _on_first_painted(self) -> None:
        self._first_paint_ms = process_age_s() * 1000
        self._first_paint_cpu_ms = time.process_time() * 1000

    @Slot(object)
    def _on_sample(self, sample: object) -> None:
        del sample
        self._sampled = True
        self._finish()

    @Slot()
    def _finish(self) -> None:
        if self._first_paint_ms is None or not self._sampled or not chart_library().ready or self.exit_code == 0:
            return
        self.exit_code = 0
        import json  # noqa: PLC0415  after the first paint, which it would delay

        figures = {
            "first_paint_ms": round(self._first_paint_ms, 1),
            "first_paint_cpu_ms": round(self._first_paint_cpu_ms, 1),
            "rss_mib": round(rss_mib(), 1),
        }
        print(json.dumps(figures), flush=True)
        self._desktop.window.close()

    @Slot()
    def _on_deadline(self) -> None:
        self._desktop.window.close()
        print(f"deepseek-gui: nothing to see after {LONGEST_S:.0f} s", file=sys.stderr)


def process_age_s() -> float:
    """Return seconds since the operating system started this process.

    On Linux from `/proc/self/stat` against the boot clock: exact to one clock tick (10 ms), rounded up. psutil's
    `create_time` is built on a boot time in whole seconds there, elsewhere it is exact.
    """
    if sys.platform.startswith("linux"):
        import os  # noqa: PLC0415  only here

        started = int(Path("/proc/self/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()[19])
        return time.clock_gettime(time.CLOCK_BOOTTIME) - started / os.sysconf("SC_CLK_TCK")
    import psutil  # noqa: PLC0415  only here

    return time.time() - psutil.Process().create_time()


def rss_mib() -> float:
    """Return the resident memory of this process."""
    import psutil  # noqa: PLC0415  after the first paint

    return psutil.Process().memory_info().rss / 1024**2
