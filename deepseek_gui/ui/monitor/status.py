"""What is said above the gauges: recording, pause, limits that are passed, what can't be read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text
from deepseek_gui.ui.monitor.state_strip import StateStrip
from deepseek_gui.ui.theme import accent_colour, bad_colour, warn_colour
from deepseek_gui.ui.widgets.card import em_of
from deepseek_gui.ui.widgets.chart_paint import clock_text, duration_text
from deepseek_gui.ui.widgets.notice import Notice

if TYPE_CHECKING:
    from deepseek_gui.domain.machine import Machine
    from deepseek_gui.domain.sample import Sample

_STALE = QT_TRANSLATE_NOOP("core", "{source}: {reason}")
_SOURCES = {
    "cpu": QT_TRANSLATE_NOOP("core", "CPU"),
    "memory": QT_TRANSLATE_NOOP("core", "RAM"),
    "disk": QT_TRANSLATE_NOOP("core", "Disk"),
    "network": QT_TRANSLATE_NOOP("core", "Network"),
    "process": QT_TRANSLATE_NOOP("core", "Engine process"),
}


class MonitorStatus(QWidget):
    """One line each, hidden while there is nothing to say.

    Attributes:
        recording_strip: the mark of a recording that is being written.
        pause_strip: the mark of a page that is held still.
        alert_notice: the sentences on limits that are passed.
        notice: the sentences on what can't be read.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._recording: Path | None = None
        self._recorded_from_s: float | None = None
        self._newest_s: float | None = None
        self._paused = False
        self._held: Sample | None = None
        self.recording_strip = StateStrip(bad_colour)
        self.pause_strip = StateStrip(accent_colour, bars=True)
        self.alert_notice = Notice(warn_colour)
        self.notice = Notice()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(round(0.5 * em_of(self)))
        for widget in self._lines():
            column.addWidget(widget)
        self._fit()

    def show_recording(self, path: Path | None) -> None:
        """Say which file samples go to; None: none."""
        self._recording, self._recorded_from_s = path, self._newest_s
        self._say_recording()

    def show_time(self, newest_s: float) -> None:
        """Count a recording's time."""
        self._newest_s = newest_s
        if self._recorded_from_s is None:
            self._recorded_from_s = newest_s
        self._say_recording()

    def show_pause(self, held: Sample | None, *, paused: bool) -> None:
        """Say that the page is held still, and since when."""
        self._held, self._paused = held, paused
        self._say_pause()

    def show_alerts(self, texts: Sequence[Text]) -> None:
        """Say which limits are passed."""
        self.alert_notice.show_texts(texts)
        self._fit()

    def show_unread(self, machine: Machine | None, sample: Sample | None) -> None:
        """Say what can't be read: of this machine, and right now."""
        stale = sample.stale.items() if sample is not None else ()
        old = [Text(_STALE, {"source": _source(key), "reason": reason}) for key, reason in stale]
        self.notice.show_texts([*(machine.notices if machine is not None else ()), *old])
        self._fit()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  Qt's name
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say_recording()
            self._say_pause()

    def _lines(self) -> tuple[QWidget, ...]:
        return (self.recording_strip, self.pause_strip, self.alert_notice, self.notice)

    def _fit(self) -> None:
        """Take no room without a line."""
        wanted = any(not line.isHidden() for line in self._lines())
        if wanted == self.isHidden():
            self.setVisible(wanted)

    def _say_pause(self) -> None:
        words = self.tr("Paused. Sampling and recording go on.") if self._paused else ""
        if self._paused and self._held is not None:
            clock = clock_text(self._held.time_s)
            words = self.tr("Paused at {clock}. Sampling and recording go on.").format(clock=clock)
        self.pause_strip.say(words, self.tr("&Go on"))
        self._fit()

    def _say_recording(self) -> None:
        words = ""
        if self._recording is not None:
            passed_s = (self._newest_s or 0.0) - (self._recorded_from_s or 0.0)
            words = self.tr("Recording into {name}, for {time}.").format(
                name=self._recording.name, time=duration_text(passed_s)
            )
        self.recording_strip.say(words, self.tr("S&top recording"))
        self._fit()


def _source(key: str) -> Text:
    """Return a source's name; a driver's name stands for itself."""
    return Text(_SOURCES.get(key, key.replace("{", "").replace("}", "")))
