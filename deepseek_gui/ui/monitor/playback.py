"""A recording that is shown: what it holds, and the bar that moves through it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QDateTime, QEvent, QLocale, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSlider, QVBoxLayout, QWidget

from deepseek_gui.ui.monitor.timeline import Timeline, timeline_of
from deepseek_gui.ui.texts import join_sentences
from deepseek_gui.ui.theme import warn_colour
from deepseek_gui.ui.widgets.card import em_of
from deepseek_gui.ui.widgets.chart_paint import clock_text, duration_text
from deepseek_gui.ui.widgets.notice import paint_ground
from deepseek_gui.ui.widgets.plain import plain_label

if TYPE_CHECKING:
    from deepseek_gui.core.recording import Recording
    from deepseek_gui.domain.sample import Sample


@dataclass(frozen=True, slots=True)
class Playback:
    """A recording with its course.

    Attributes:
        name: of the file.
    """

    name: str
    recording: Recording
    timeline: Timeline

    @property
    def samples(self) -> tuple[Sample, ...]:
        """Return what was recorded, oldest first."""
        return self.recording.samples


def playback_of(name: str, recording: Recording) -> Playback:
    """Return a recording made ready to show; a long one takes seconds, so off the GUI thread."""
    return Playback(name, recording, timeline_of(recording.samples))


class PlaybackBar(QWidget):
    """Says which recording is shown, moves through it, and leads back. Hidden without one."""

    moved = Signal(int)
    """Index of the sample to show."""
    left = Signal()
    """Back to live."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._playback: Playback | None = None
        self._words = plain_label(bold=True)
        self._place = plain_label(muted=True)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.valueChanged.connect(self._on_moved)
        self.leave = QPushButton()
        self.leave.clicked.connect(self.left)
        self._lay_out()
        self._retranslate()
        self.hide()

    @property
    def text(self) -> str:
        """Return what is said of the recording."""
        return self._words.text()

    @property
    def place(self) -> str:
        """Return where in the recording the page stands."""
        return self._place.text()

    def show_playback(self, playback: Playback | None) -> None:
        """Show the bar of a recording, at its end; None hides it."""
        self._playback = playback
        self.setVisible(playback is not None)
        if playback is not None:
            count = len(playback.samples)
            self.slider.blockSignals(True)
            self.slider.setRange(0, max(0, count - 1))
            self.slider.setPageStep(max(1, count // 20))
            self.slider.setValue(count - 1)
            self.slider.blockSignals(False)
            self.slider.setVisible(count > 1)
            self._retranslate()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  Qt's name
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        """Draw a tinted ground."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_ground(painter, self, warn_colour(self.palette()))
        painter.end()

    def _lay_out(self) -> None:
        em = em_of(self)
        head = QHBoxLayout()
        head.addWidget(self._words, 1)
        head.addWidget(self.leave)
        line = QHBoxLayout()
        line.addWidget(self.slider, 1)
        line.addWidget(self._place)
        self._place.setWordWrap(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(round(0.8 * em), round(0.5 * em), round(0.8 * em), round(0.5 * em))
        column.addLayout(head)
        column.addLayout(line)

    def _retranslate(self) -> None:
        self.leave.setText(self.tr("&Back to live"))
        self.slider.setAccessibleName(self.tr("Time in the recording"))
        if self._playback is not None:
            self._words.setText(self._describe(self._playback))
            self._say_place(self.slider.value())

    def _describe(self, playback: Playback) -> str:
        recording = playback.recording
        name = recording.machine.name if recording.machine is not None else playback.name
        words = self.tr("Recording of {name}.").format(name=name or playback.name)
        if playback.samples:
            when = QDateTime.fromMSecsSinceEpoch(round(playback.samples[0].time_s * 1000))
            date = QLocale().toString(when, QLocale.FormatType.ShortFormat)
            words = self.tr("Recording of {name}, from {date}.").format(name=name or playback.name, date=date)
        cut = self.tr("Its end is missing.") if recording.truncated else ""
        thin = self.tr("It is long: one of {step} samples is shown.").format(step=recording.step)
        return join_sentences(words, cut, thin if recording.step > 1 else "")

    def _say_place(self, index: int) -> None:
        samples = self._playback.samples if self._playback is not None else ()
        if samples:
            passed = duration_text(samples[index].time_s - samples[0].time_s)
            whole = duration_text(samples[-1].time_s - samples[0].time_s)
            self._place.setText(
                self.tr("{clock}, {passed} of {whole}").format(
                    clock=clock_text(samples[index].time_s), passed=passed, whole=whole
                )
            )

    @Slot(int)
    def _on_moved(self, index: int) -> None:
        self._say_place(index)
        self.moved.emit(index)
