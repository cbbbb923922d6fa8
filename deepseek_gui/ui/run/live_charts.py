"""Speed, memory and load of the running engine on one time axis."""

from __future__ import annotations

import time

from PySide6.QtCore import QEvent, QSize, QTimer, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from deepseek_gui.domain.sample import GpuState, Sample
from deepseek_gui.domain.units import gib
from deepseek_gui.ui.run.phases import Phase, PhaseStrip, PhaseTrack
from deepseek_gui.ui.run.rate import RateMeter
from deepseek_gui.ui.widgets.card import em_of
from deepseek_gui.ui.widgets.charts import TimeChart

SPANS_S = (20.0, 40.0, 60.0, 120.0, 240.0)
"""The axis holds what happened since the engine started, in steps: moving it at every point costs too much."""

_TICK_MS = 250
"""Milliseconds between two points while tokens come; else the samples set the pace."""


class LowChart(TimeChart):
    """A chart that three of fit above each other in a small window."""

    def minimumSizeHint(self) -> QSize:  # noqa: N802  Qt's name
        """Return less than Monitor's charts need."""
        em = em_of(self)
        return QSize(round(15 * em), round(6 * em))


class LiveCharts(QWidget):
    """Three charts and the strip of phases; every row of points has one time for all."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._gpus = False
        self._track = PhaseTrack()
        self._meter: RateMeter | None = None
        self._sent_s = 0.0
        self._begun_s = 0.0
        self._span_s = SPANS_S[0]
        self._sample: Sample | None = None
        self._peak_bytes: dict[str, int] = {}
        self._expected_gib: float | None = None
        self._speed = LowChart("", series=("", ""), span_s=SPANS_S[0])
        self._memory = LowChart("", series=("", ""), span_s=SPANS_S[0])
        self._load = LowChart("", series=("",), span_s=SPANS_S[0], maximum=100.0)
        self._strip = PhaseStrip(self._track, SPANS_S[0])
        self._tick_timer = QTimer(self, interval=_TICK_MS)
        self._tick_timer.timeout.connect(self._on_tick)
        self._lay_out()
        self._retranslate()

    @property
    def charts(self) -> tuple[TimeChart, ...]:
        """Return speed, memory and load."""
        return (self._speed, self._memory, self._load)

    @property
    def track(self) -> PhaseTrack:
        """Return the phases behind the strip."""
        return self._track

    @property
    def peak_bytes(self) -> dict[str, int]:
        """Return the most memory the engine was seen to take: "ram" and, where the driver tells it, "vram"."""
        return dict(self._peak_bytes)

    def set_has_gpus(self, gpus: bool) -> None:
        """Draw a line for the accelerators, or leave it out on a machine that has none."""
        self._gpus = gpus
        self._retranslate()

    def begin_loading(self, expected_bytes: int | None) -> None:
        """An engine starts: its memory is counted anew, beside what was expected of it."""
        self._peak_bytes.clear()
        self._expected_gib = _gib(expected_bytes)
        self._begun_s = time.monotonic()
        self._enter(Phase.LOADING)

    def begin_prompt(self, meter: RateMeter) -> None:
        """A prompt was sent; `meter` will know the tokens."""
        self._meter = meter
        self._sent_s = time.monotonic()
        self._enter(Phase.PROMPT)
        self._tick_timer.start()

    def begin_generation(self) -> None:
        """Tokens come."""
        if self._track.current is Phase.PROMPT:
            self._enter(Phase.GENERATION)

    def end_phase(self) -> None:
        """Loading or the answer is over."""
        if self._track.current is None:
            return
        if self._tick_timer.isActive():
            self._on_tick()
            self._tick_timer.stop()
        self._track.end(time.monotonic())
        self._meter = None

    def end_engine(self) -> None:
        """The engine is gone: nothing is expected any more."""
        self.end_phase()
        self._expected_gib = None

    def take_sample(self, sample: Sample) -> None:
        """Use what the machine is doing now."""
        self._sample = sample
        process = sample.process
        if process is not None:
            for key, value in (("ram", process.rss_bytes), ("vram", process.vram_bytes)):
                if value is not None:
                    self._peak_bytes[key] = max(value, self._peak_bytes.get(key, 0))
        if not self._tick_timer.isActive():
            self._append(time.monotonic())

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  Qt's name
        """Follow the language and the font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        if event.type() == QEvent.Type.FontChange:
            self._strip.set_insets(*self._speed.axis_insets())

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(self.fontMetrics().height() // 3)
        layout.addWidget(self._strip)
        for chart in self.charts:
            layout.addWidget(chart, 1)
        self._strip.set_insets(*self._speed.axis_insets())

    def _enter(self, phase: Phase) -> None:
        self._track.begin(phase, time.monotonic())
        self._strip.show_now(time.monotonic())

    @Slot()
    def _on_tick(self) -> None:
        self._append(time.monotonic())

    def _append(self, now_s: float) -> None:
        self._fit_span(now_s)
        meter = self._meter
        rates = (meter.momentary(now_s - self._sent_s), meter.mean()) if meter else (None, None)
        self._speed.append(now_s, rates)
        sample = self._sample
        process = sample.process if sample else None
        ram = _gib(process.rss_bytes if process else None)
        vram = _gib(process.vram_bytes if process else None)
        cpu = sample.cpu.utilisation_percent if sample else None
        gpu = _mean_utilisation(sample.gpus) if sample else None
        self._memory.append(now_s, (ram, vram, self._expected_gib) if self._gpus else (ram, self._expected_gib))
        self._load.append(now_s, (cpu, gpu) if self._gpus else (cpu,))
        self._strip.show_now(now_s)

    def _fit_span(self, now_s: float) -> None:
        """Show the shortest span that holds the engine's life so far."""
        age_s = now_s - self._begun_s if self._begun_s else 0.0
        span_s = next((span for span in SPANS_S if age_s <= span), SPANS_S[-1])
        if span_s != self._span_s:
            self._span_s = span_s
            self._strip.set_span(span_s)
            for chart in self.charts:
                chart.set_span(span_s)

    def _retranslate(self) -> None:
        self._speed.set_labels(self.tr("Speed"), self.tr("tok/s"), (self.tr("now"), self.tr("mean")))
        memory = (self.tr("RAM"), *((self.tr("GPU"),) if self._gpus else ()), self.tr("expected"))
        self._memory.set_labels(self.tr("Memory"), self.tr("GiB"), memory)
        load = (self.tr("CPU"), self.tr("GPU")) if self._gpus else (self.tr("CPU"),)
        self._load.set_labels(self.tr("Machine load"), "%", load)


def _gib(size_bytes: int | None) -> float | None:
    return None if size_bytes is None else gib(size_bytes)


def _mean_utilisation(gpus: tuple[GpuState, ...]) -> float | None:
    known = [gpu.utilisation_percent for gpu in gpus if gpu.utilisation_percent is not None]
    return sum(known) / len(known) if known else None
