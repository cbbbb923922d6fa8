"""What the Monitor page costs with eight GPUs: processor time, frames, quitting, memory, a day of samples.

Run: python tests/bench/monitor_page.py [--seconds 20] [--machine enterprise] [--scroll 0]
(under `xvfb-run -s "-screen 0 1400x900x24"` with QT_QPA_PLATFORM=xcb for a real screen; offscreen otherwise).
The reader plays samples that were made before, so that only the window's cost is counted: process time, all threads.
`--scroll 1` shows the charts instead of the gauges.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import psutil
from PySide6.QtCore import QEventLoop, QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication, QScrollArea

from deepseek_gui.app.desktop import Desktop
from deepseek_gui.app.screenshots import samples
from deepseek_gui.core.machines import machine_named
from deepseek_gui.domain.machine import Machine
from deepseek_gui.domain.sample import Sample
from deepseek_gui.services.monitor import MonitorService
from deepseek_gui.settings.paths import profile_paths
from deepseek_gui.ui.monitor.bar import SPANS_S
from deepseek_gui.ui.widgets.chart_library import chart_library

DAY = 86_400
HANG_S = 5.0
GOALS = {
    "visible_1hz_percent": 0.8,
    "visible_10hz_percent": 8.0,
    "hidden_1hz_percent": 0.3,
    "longest_frame_ms": 30.0,
    "longest_frame_while_it_hangs_ms": 30.0,
    "quit_while_it_hangs_ms": 200.0,
    "day_growth_mib": 64.0,
    "day_redraw_ms": 16.0,
    "rss_mib": 130.0,
}


class ScriptedReader:
    """Plays a course again and again with the time of now; hangs when told to."""

    def __init__(self, course: tuple[Sample, ...]) -> None:
        self._course = course
        self._place = 0
        self.hang = threading.Event()

    def read(self) -> Sample:
        """Return the next sample."""
        if self.hang.is_set():
            time.sleep(HANG_S)
            self.hang.clear()
        self._place += 1
        sample = self._course[self._place % len(self._course)]
        return replace(sample, monotonic_s=time.monotonic(), time_s=time.time())

    def watch_process(self, pid: int | None) -> None:
        """Nothing is watched."""

    def close(self) -> None:
        """Nothing is open."""


class Gaps(QObject):
    """Measures how long the event loop was busy at a time."""

    def __init__(self) -> None:
        super().__init__()
        self.longest_s = 0.0
        self._last_s: float | None = None
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._on_tick)
        self._timer.start(2)

    def stop(self) -> float:
        """Return the longest gap in milliseconds."""
        self._timer.stop()
        return 1000 * self.longest_s

    @Slot()
    def _on_tick(self) -> None:
        now_s = time.perf_counter()
        if self._last_s is not None:
            self.longest_s = max(self.longest_s, now_s - self._last_s - 0.002)
        self._last_s = now_s


def run_for(seconds: float) -> None:
    """Let the event loop run without waking it."""
    loop = QEventLoop()
    QTimer.singleShot(round(1000 * seconds), loop.quit)
    loop.exec()


def wait(ready: Callable[[], bool]) -> None:
    """Turn the event loop until something is so."""
    while not ready():
        run_for(0.05)


def percent_of_a_core(seconds: float) -> float:
    """Return the process time of the next seconds."""
    before, began = time.process_time(), time.monotonic()
    run_for(seconds)
    return round(100 * (time.process_time() - before) / (time.monotonic() - began), 2)


class Bench:
    """A window with Monitor, fed by a scripted reader."""

    def __init__(self, machine: Machine, profile: Path, scroll: float) -> None:
        self._course = tuple(samples(machine, 300))
        self.desktop = Desktop(profile_paths(profile), machine, live=False)
        self.desktop.show_machine(machine)
        self.desktop.window.resize(1280, 800)
        self.desktop.window.show()
        self.page = self.desktop.monitor_page
        self.reader = ScriptedReader(self._course)
        self._scroll = scroll

    def fill(self, hertz: float) -> None:
        """Give the charts their two minutes."""
        now_s, count = time.monotonic(), round(125 * hertz)
        for number in range(count):
            age_s = (count - number) / hertz
            self.page.show_sample(
                replace(self._course[number % len(self._course)], monotonic_s=now_s - age_s, time_s=time.time() - age_s)
            )
        run_for(0.3)
        area = self.page.findChild(QScrollArea)
        if isinstance(area, QScrollArea):
            area.verticalScrollBar().setValue(round(self._scroll * self.page.view.charts.y()))

    def serve(self, hertz: float) -> MonitorService:
        """Begin to sample."""
        service = MonitorService(lambda: self.reader, self.desktop)
        service.sample_taken.connect(self.page.show_sample)
        service.set_interval(1 / hertz)
        service.start()
        run_for(2)
        return service

    def cost(self, hertz: float, seconds: float) -> float:
        """Return percent of a core at a pace."""
        self.fill(hertz)
        service = self.serve(hertz)
        percent = percent_of_a_core(seconds)
        service.stop()
        return percent

    def frames(self) -> dict[str, float]:
        """Return the longest frames, while all is well and while a driver hangs, and the time to quit then."""
        service = self.serve(2)
        gaps = Gaps()
        run_for(5)
        figures = {"longest_frame_ms": round(gaps.stop(), 1)}
        self.reader.hang.set()
        gaps = Gaps()
        run_for(HANG_S)
        figures["longest_frame_while_it_hangs_ms"] = round(gaps.stop(), 1)
        service.stop()
        return figures

    def day(self) -> dict[str, object]:
        """Return what a day of samples takes, and the slowest redraw of the whole page afterwards."""
        self.desktop.window.hide()
        gc.collect()
        before = rss_mib()
        began = time.process_time()
        for second in range(DAY):
            self.page.show_sample(
                replace(self._course[second % len(self._course)], monotonic_s=1e6 + second, time_s=1e9 + second)
            )
        feed_s = time.process_time() - began
        gc.collect()
        growth = rss_mib() - before
        self.desktop.window.show()
        run_for(0.5)
        redraws = {f"{span_s:.0f}": self.redraw_ms(span_s) for span_s in SPANS_S}
        return {
            "day_growth_mib": round(growth, 1),
            "day_redraw_ms": max(redraws.values()),
            "day_redraw_by_span_s": redraws,
            "day_sample_us": round(1e6 * feed_s / DAY),
        }

    def redraw_ms(self, span_s: float) -> float:
        """Return the processor time of one redraw of what is on the screen."""
        self.page.view.set_span(span_s)
        run_for(0.2)
        times = []
        for _ in range(9):
            began = time.process_time()
            self.page.view.charts.repaint()
            for chart in self.page.view.charts.findChildren(type(self.page.view.charts.chart("memory"))):
                if not chart.visibleRegion().isEmpty():
                    chart.repaint()
            times.append(1000 * (time.process_time() - began))
        return round(sorted(times)[len(times) // 2], 1)

    def quit_ms(self) -> float:
        """Return how long closing takes while a driver hangs."""
        self.desktop.monitor._make_reader = lambda: self.reader
        self.desktop.monitor.start()
        run_for(1.5)
        self.reader.hang.set()
        run_for(1.2)
        began = time.perf_counter()
        self.desktop.window.close()
        return round(1000 * (time.perf_counter() - began), 1)


def rss_mib() -> float:
    """Return the resident memory of this process."""
    return float(psutil.Process().memory_info().rss) / 1024**2


def main() -> None:
    """Measure everything and print one JSON document."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--machine", default="enterprise")
    parser.add_argument("--scroll", type=float, default=0.0)
    parser.add_argument("--skip-day", action="store_true")
    options = parser.parse_args()
    app = QApplication([])
    chart_library().start()
    with tempfile.TemporaryDirectory() as profile:
        bench = Bench(machine_named(options.machine), Path(profile), options.scroll)
        wait(lambda: chart_library().ready)
        gc.freeze()  # as the program does after its first paint
        figures: dict[str, object] = {"platform": app.platformName()}
        figures["visible_1hz_percent"] = bench.cost(1, options.seconds)
        figures["rss_mib"] = round(rss_mib(), 1)
        figures["visible_10hz_percent"] = bench.cost(10, options.seconds)
        figures |= bench.frames()
        bench.desktop.window.hide()
        figures["hidden_1hz_percent"] = bench.cost(1, options.seconds)
        bench.desktop.window.show()
        if not options.skip_day:
            figures |= bench.day()
        figures["quit_while_it_hangs_ms"] = bench.quit_ms()
    print(json.dumps({"goals": GOALS, "figures": figures}, indent=1))


if __name__ == "__main__":
    main()
