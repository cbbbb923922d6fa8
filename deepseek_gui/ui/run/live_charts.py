"""The charts beside the conversation: what the engine does, on one time axis with its tokens."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QTimer, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from deepseek_gui.core.recording import SampleTail
from deepseek_gui.domain.events import PromptProgress, Token
from deepseek_gui.domain.machine import Machine
from deepseek_gui.domain.plan import Estimate
from deepseek_gui.domain.sample import Sample
from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text
from deepseek_gui.services.tasks import TaskRunner
from deepseek_gui.ui.run.chart_bar import ChartBar
from deepseek_gui.ui.run.chart_saver import ChartSaver
from deepseek_gui.ui.run.chart_stack import ChartStack
from deepseek_gui.ui.run.course import Answer, RunCourse
from deepseek_gui.ui.run.phases import Phase, PhaseStrip, PhaseTrack
from deepseek_gui.ui.run.rate import RateMeter
from deepseek_gui.ui.run.reading_line import ReadingLine
from deepseek_gui.ui.run.run_chart import RunChart
from deepseek_gui.ui.run.token_timeline import TokenTimeline
from deepseek_gui.ui.run.transcript import clean
from deepseek_gui.ui.widgets.banner import ErrorBanner
from deepseek_gui.ui.widgets.notice import Notice

SPANS_S = (20.0, 40.0, 60.0, 120.0, 240.0)
"""The axis holds what happened since the engine started, in steps: moving it at every point costs too much."""

_TICK_MS = 250
"""Milliseconds between two points while tokens come; else the samples set the pace."""
_READ_EVERY_S = 0.1
"""Between two points while a prompt is read; some engines tell of each batch."""
_NEAR_S = 0.05
_NEAR_SHARE = 0.01
"""A token counts as the crosshair's when it is not further than this, or than this share of the span."""
_MOST_SAID = 60


class LiveCharts(QWidget):
    """Buttons, a line of figures, the strip of phases and the charts; every row of points has one time for all.

    Attributes:
        clock: seconds, never jumps; samples and tokens are taken in at its time.
    """

    hidden_changed = Signal(object)
    """The keys of the charts that the person does not want, a frozenset; to be remembered."""
    test_clicked = Signal()
    """The throughput with several users is to be measured."""

    def __init__(self, tasks: TaskRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.clock = time.monotonic
        self._track = PhaseTrack()
        self._tokens = TokenTimeline()
        self._course = RunCourse()
        self._answer: Answer | None = None
        self._begun_s = 0.0
        self._row_s = 0.0
        self._span_s = SPANS_S[0]
        self._chosen_span_s: float | None = None
        self._stack = ChartStack(self._course, self._track, self._said, self._span_s)
        self._prompt_chart = self._stack.chart("prompt")
        self._bar = ChartBar(self._stack, lambda: self._course.gpus)
        self._reading = ReadingLine()
        self._strip = PhaseStrip(self._track, self._span_s)
        self._notice = Notice()
        self._banner = ErrorBanner()
        self._saver = ChartSaver(self._course, self._track, self._tokens, tasks, self)
        self._tick_timer = QTimer(self, interval=_TICK_MS)
        self._lay_out()
        self._connect()

    @property
    def charts(self) -> tuple[RunChart, ...]:
        """Return every chart, in order."""
        return self._stack.charts

    @property
    def stack(self) -> ChartStack:
        """Return what holds the charts."""
        return self._stack

    @property
    def bar(self) -> ChartBar:
        """Return the buttons."""
        return self._bar

    @property
    def reading(self) -> ReadingLine:
        """Return the line of figures."""
        return self._reading

    @property
    def saver(self) -> ChartSaver:
        """Return what saves the charts."""
        return self._saver

    @property
    def track(self) -> PhaseTrack:
        """Return the phases behind the strip."""
        return self._track

    @property
    def tokens(self) -> TokenTimeline:
        """Return which tokens came when."""
        return self._tokens

    @property
    def course(self) -> RunCourse:
        """Return the table behind the charts."""
        return self._course

    def set_machine(self, machine: Machine) -> None:
        """Chart this machine from now on."""
        self._saver.machine = machine
        self._course.has_true_power = not machine.simulated

    def set_hidden(self, keys: Sequence[str]) -> None:
        """Hide these charts, as the person chose before."""
        self._stack.set_hidden(keys)

    def set_can_test(self, can_test: bool) -> None:
        """Allow the test with several users."""
        self._bar.set_can_test(can_test)

    def begin_loading(self, estimate: Estimate | None) -> None:
        """An engine starts: everything is counted anew, beside what was predicted of it."""
        now_s = self.clock()
        self._track.clear()
        self._tokens.clear()
        self._course.restart()
        self._course.engine_runs = True
        self._prompt_chart.clear_marks()
        self._saver.samples = SampleTail()
        self._saver.plan = estimate.plan if estimate is not None else None
        self._begun_s = now_s
        self._stack.begin_bands(estimate.devices if estimate is not None else (), now_s)
        self._track.begin(Phase.LOADING, now_s)
        self._append(now_s)

    def begin_prompt(self, meter: RateMeter) -> None:
        """A prompt was sent; `meter` will know the tokens."""
        now_s = self.clock()
        self._answer = self._course.answer = Answer(meter, now_s)
        self._track.begin(Phase.PROMPT, now_s)
        self._append(now_s)
        self._tick_timer.start()

    def take_progress(self, progress: PromptProgress) -> None:
        """The engine tells how far it has read the prompt."""
        if self._answer is None:
            return
        self._answer.read = progress
        now_s = self.clock()
        if now_s - self._row_s >= _READ_EVERY_S:
            self._append(now_s)

    def take_token(self, token: Token) -> None:
        """Tokens have come."""
        answer = self._answer
        if answer is None:
            return
        if answer.first_s is None:
            now_s = self.clock()
            answer.first_s = token.time_s
            self._course.energy.begin(now_s)
            self._track.begin(Phase.GENERATION, now_s)
            self._prompt_chart.mark(now_s, self.tr("first token {seconds} s").format(seconds=f"{token.time_s:.2f}"))
            answer.tokens += token.count
            self._append(now_s)
        else:
            answer.tokens += token.count
        self._tokens.add(answer.sent_s + token.time_s, clean(token.text), token.count)

    def end_phase(self) -> None:
        """Loading or the answer is over."""
        if self._track.current is None:
            return
        now_s = self.clock()
        self._course.energy.end(now_s)
        if self._tick_timer.isActive():
            self._append(now_s)
            self._tick_timer.stop()
        self._track.end(now_s)
        self._course.answer = None

    def end_engine(self) -> None:
        """The engine is gone: nothing is predicted any more."""
        self.end_phase()
        self._course.engine_runs = False
        self._stack.end_bands(self.clock())

    @Slot()
    def tick(self) -> None:
        """Draw what has come until now."""
        self._append(self.clock())

    def take_sample(self, sample: Sample) -> None:
        """Use what the machine is doing now."""
        now_s = self.clock()
        self._saver.samples.add(sample)
        self._course.take_sample(sample, now_s)
        if not self._tick_timer.isActive():
            self._append(now_s)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  Qt's name
        """Follow the font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._align_strip()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(self.fontMetrics().height() // 3)
        for part in (self._bar, self._reading, self._notice, self._banner, self._strip):
            layout.addWidget(part)
        layout.addWidget(self._stack, 1)
        self._align_strip()

    def _connect(self) -> None:
        self._tick_timer.timeout.connect(self.tick)
        self._stack.width_changed.connect(self._align_strip)
        self._bar.hidden_chosen.connect(self._on_hidden_chosen)
        self._bar.device_chosen.connect(self._stack.set_device)
        self._bar.span_chosen.connect(self._on_span_chosen)
        self._bar.save_chosen.connect(self._on_save_chosen)
        self._bar.test_clicked.connect(self.test_clicked)
        self._saver.set_parts(self._shown_parts)
        self._saver.saved.connect(self._on_saved)
        self._saver.failed.connect(self._on_save_failed)

    @Slot()
    def _align_strip(self) -> None:
        left, right = self._stack.charts[0].axis_insets()
        self._strip.set_insets(left, right + max(0, self._stack.width() - self._stack.viewport().width()))

    def _append(self, now_s: float) -> None:
        self._row_s = now_s
        self._fit_span(now_s)
        self._course.append(now_s)
        self._stack.refresh()
        self._strip.show_now(now_s)
        if self._course.answer is not None:
            energy = self._course.energy
            joules = energy.per_token_j(self._course.answer.tokens, now_s)
            simulated = not self._course.has_true_power
            self._reading.show_reading(self._course.answer, joules, energy.counted, simulated=simulated)

    def _fit_span(self, now_s: float) -> None:
        """Show the shortest span that holds the engine's life so far, or the one that was chosen."""
        age_s = now_s - self._begun_s if self._begun_s else 0.0
        span_s = self._chosen_span_s or next((span for span in SPANS_S if age_s <= span), SPANS_S[-1])
        if span_s != self._span_s:
            self._span_s = span_s
            self._strip.set_span(span_s)
            self._stack.set_span(span_s)

    def _said(self, time_s: float) -> Sequence[str]:
        """Return what a time's crosshair says beside the values: the phase, and the tokens written then."""
        phase = self._strip.name_of(self._track.at(time_s))
        written = self._tokens.near(time_s, max(_NEAR_S, self._span_s * _NEAR_SHARE))
        if written is None:
            return (phase,)
        text = written.text.replace("\n", "⏎")
        short = text if len(text) <= _MOST_SAID else f"{text[:_MOST_SAID]}…"
        return (phase, self.tr("“{text}” ({count} tok)").format(text=short, count=written.tokens))

    def _shown_parts(self) -> list[QWidget]:
        parts: list[QWidget] = [self._strip, self._stack.content]
        return [self._reading, *parts] if self._reading.isVisible() else parts

    @Slot(object)
    def _on_hidden_chosen(self, keys: frozenset[str]) -> None:
        self._stack.set_hidden(keys)
        self.hidden_changed.emit(keys)

    @Slot(object)
    def _on_span_chosen(self, span_s: float | None) -> None:
        self._chosen_span_s = span_s
        self._fit_span(self.clock())

    @Slot(object)
    def _on_save_chosen(self, kind: object) -> None:
        self._notice.show_texts(())
        self._banner.dismiss()
        self._saver.save(kind)  # type: ignore[arg-type]

    @Slot(object)
    def _on_saved(self, path: Path) -> None:
        self._notice.show_texts((Text(QT_TRANSLATE_NOOP("core", "Saved as {path}."), {"path": str(path)}),))

    @Slot(object)
    def _on_save_failed(self, error: Exception) -> None:
        self._banner.show_error(error)
