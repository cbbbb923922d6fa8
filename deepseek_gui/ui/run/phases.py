"""What the engine was doing when: the strip above the charts, on their time axis."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, replace
from enum import IntEnum

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from deepseek_gui.ui import theme
from deepseek_gui.ui.widgets import chart_paint
from deepseek_gui.ui.widgets.card import em_of

_MOST_SPANS = 200
_STRIP_EM, _AGES_EM = 1.3, 1.3


class Phase(IntEnum):
    """What takes the time. The value is the series whose colour it wears."""

    LOADING = 4
    PROMPT = 2
    GENERATION = 0


@dataclass(slots=True)
class Span:
    """A phase in time, monotonic seconds.

    Attributes:
        end_s: None while it lasts.
    """

    phase: Phase
    start_s: float
    end_s: float | None = None


class PhaseTrack:
    """The phases of the last minutes; at most one is open."""

    def __init__(self) -> None:
        self.spans: deque[Span] = deque(maxlen=_MOST_SPANS)

    def begin(self, phase: Phase, now_s: float) -> None:
        """Start a phase; the one before ends here."""
        self.end(now_s)
        self.spans.append(Span(phase, now_s))

    def copy(self) -> PhaseTrack:
        """Return a copy, for another thread."""
        other = PhaseTrack()
        other.spans.extend(replace(span) for span in self.spans)
        return other

    def clear(self) -> None:
        """Forget every phase."""
        self.spans.clear()

    def end(self, now_s: float) -> None:
        """End the open phase, if any."""
        if self.spans and self.spans[-1].end_s is None:
            self.spans[-1].end_s = now_s

    def between(self, from_s: float, to_s: float) -> list[Span]:
        """Return the phases that touch a time."""
        return [span for span in self.spans if span.start_s <= to_s and (span.end_s is None or span.end_s > from_s)]

    def at(self, time_s: float) -> Phase | None:
        """Return the phase of a moment."""
        found = (s for s in reversed(self.spans) if s.start_s <= time_s and (s.end_s is None or time_s <= s.end_s))
        span = next(found, None)
        return None if span is None else span.phase

    @property
    def current(self) -> Phase | None:
        """Return the open phase."""
        return self.spans[-1].phase if self.spans and self.spans[-1].end_s is None else None


class PhaseStrip(QWidget):
    """Paints the track and the time axis of the charts below it, from `span_s` seconds ago to now."""

    def __init__(self, track: PhaseTrack, span_s: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._track = track
        self._span_s = span_s
        self._now_s = 0.0
        self._insets = (0.0, 0.0)
        self._names: dict[Phase, str] = {}
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._retranslate()

    def set_span(self, span_s: float) -> None:
        """Show the last `span_s` seconds."""
        self._span_s = span_s
        self.update()

    def set_insets(self, left: float, right: float) -> None:
        """Line up with the charts: pixels left and right of their time axis."""
        self._insets = (left, right)
        self.update()

    def show_now(self, now_s: float) -> None:
        """Move the right edge to a time."""
        self._now_s = now_s
        self.setAccessibleDescription(self.description())
        self.update()

    def name_of(self, phase: Phase | None) -> str:
        """Return a phase's name; of none "idle"."""
        return self.tr("idle") if phase is None else self._names[phase]

    def description(self) -> str:
        """Return the phases as words, for a screen reader."""
        return ", ".join(f"{self._names[span.phase]} {self._seconds(span):.1f} s" for span in self._visible())

    def sizeHint(self) -> QSize:  # noqa: N802  Qt's name
        """Return two lines of small text."""
        em = em_of(self)
        return QSize(round(10 * em), round((_STRIP_EM + _AGES_EM) * em))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  Qt's name
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        """Paint the ground and each phase with its name where it fits."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setFont(theme.scaled_font(self.font(), 0.85))
        whole = QRectF(self.rect()).adjusted(self._insets[0], 0, -self._insets[1], 0)
        area = whole.adjusted(0, 2, 0, -_AGES_EM * em_of(self))
        painter.setBrush(theme.track_colour(self.palette()))
        painter.drawRoundedRect(area, 3, 3)
        painter.setClipRect(area)
        for span in self._visible():
            self._paint_span(painter, area, span)
        painter.setClipping(False)
        chart_paint.paint_ages(painter, self, area, self._span_s)
        painter.end()

    def _paint_span(self, painter: QPainter, area: QRectF, span: Span) -> None:
        scale = area.width() / self._span_s
        end = self._now_s if span.end_s is None else span.end_s
        left = area.right() - (self._now_s - span.start_s) * scale
        right = area.right() - (self._now_s - end) * scale
        rect = QRectF(left, area.top(), max(right - left, 2.0), area.height())
        colour = theme.series_colour(self.palette(), span.phase)
        painter.fillRect(rect, theme.blend(colour, theme.card_colour(self.palette()), 0.35))
        painter.fillRect(QRectF(rect.left(), rect.bottom() - 2, rect.width(), 2), colour)
        shown = rect.intersected(area)
        if QFontMetricsF(painter.font()).horizontalAdvance(self._names[span.phase]) + 6 <= shown.width():
            painter.setPen(self.palette().text().color())
            painter.drawText(shown, Qt.AlignmentFlag.AlignCenter, self._names[span.phase])
            painter.setPen(Qt.PenStyle.NoPen)

    def _visible(self) -> list[Span]:
        return self._track.between(self._now_s - self._span_s, self._now_s)

    def _seconds(self, span: Span) -> float:
        return max(0.0, (self._now_s if span.end_s is None else span.end_s) - span.start_s)

    def _retranslate(self) -> None:
        self._names = {
            Phase.LOADING: self.tr("loading"),
            Phase.PROMPT: self.tr("prompt"),
            Phase.GENERATION: self.tr("answer"),
        }
        self.setAccessibleName(self.tr("Phases of the engine"))
        self.setToolTip(self.tr("What the engine was doing, on the time axis of the charts"))
        self.update()
