"""A gauge: a ring with its number, a label, a detail and the last minute as a sparkline."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from deepseek_gui.ui.texts import UNKNOWN
from deepseek_gui.ui.theme import muted_colour, scaled_font, series_colour, track_colour, with_alpha
from deepseek_gui.ui.widgets.card import em_of
from deepseek_gui.ui.widgets.history import History

SPARK_SPAN_S = 60.0
_START = 225 * 16  # QPainter counts sixteenths of a degree, anticlockwise from three o'clock
_SWEEP = -270 * 16


@dataclass(frozen=True, slots=True)
class Reading:
    """What a gauge shows.

    Attributes:
        share: 0 to 1 of the ring; None is unknown.
        number: the big number.
        unit: under it.
        detail: beside it, secondary.
    """

    share: float | None = None
    number: str = UNKNOWN
    unit: str = ""
    detail: str = ""


class Gauge(QWidget):
    """Painted by QPainter alone: cheap, and there from the first paint on."""

    def __init__(self, label: str = "", colour_index: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = label
        self._colour_index = colour_index
        self._reading = Reading()
        self._faded = False
        self._history = History(1, SPARK_SPAN_S)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._describe()

    @property
    def reading(self) -> Reading:
        """Return what is shown."""
        return self._reading

    def set_label(self, label: str) -> None:
        """Name the gauge."""
        self._label = label
        self._describe()
        self.update()

    def show_reading(self, time_s: float, reading: Reading) -> None:
        """Show new values; `time_s` is a clock that never jumps."""
        self._history.append(time_s, (reading.share,))
        self._reading = reading
        self._describe()
        self.update()

    def restate(self, reading: Reading) -> None:
        """Say the same in other words (the language changed): no new point in the sparkline."""
        self._reading = reading
        self._describe()
        self.update()

    def set_faded(self, faded: bool) -> None:
        """Grey the gauge when its values are old."""
        if faded != self._faded:
            self._faded = faded
            self.update()

    def sizeHint(self) -> QSize:  # noqa: N802  Qt's name
        """Return room for the ring and a sparkline as wide as it."""
        em = em_of(self)
        return QSize(round(14.5 * em), round(5.4 * em))

    def minimumSizeHint(self) -> QSize:  # noqa: N802  Qt's name
        """Return room for the ring and a short detail."""
        em = em_of(self)
        return QSize(round(11.5 * em), round(5.4 * em))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        """Draw everything."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._faded:
            painter.setOpacity(0.4)
        em = em_of(self)
        size = 5.2 * em
        self._paint_ring(painter, QRectF(0, 0.1 * em, size, size), em)
        words = QRectF(size + 0.8 * em, 0.1 * em, self.width() - size - 0.8 * em, self.height() - 0.2 * em)
        self._paint_words(painter, words, em)
        self._paint_spark(painter, words.adjusted(0, 2.75 * em, 0, -0.35 * em))
        painter.end()

    def _colour(self) -> QColor:
        return series_colour(self.palette(), self._colour_index)

    def _paint_ring(self, painter: QPainter, rect: QRectF, em: float) -> None:
        width = 0.5 * em
        arc = rect.adjusted(width, width, -width, -width).translated(0, 0.15 * em)
        pen = QPen(track_colour(self.palette()), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.drawArc(arc, _START, _SWEEP)
        if self._reading.share is not None:
            pen.setColor(self._colour())
            painter.setPen(pen)
            painter.drawArc(arc, _START, round(_SWEEP * min(1.0, max(0.004, self._reading.share))))
        self._paint_number(painter, arc, em)

    def _paint_number(self, painter: QPainter, arc: QRectF, em: float) -> None:
        font = scaled_font(self.font(), 1.75, bold=True)
        room = arc.width() - 1.0 * em
        wide = QFontMetricsF(font).horizontalAdvance(self._reading.number)
        if wide > room:
            font = scaled_font(font, room / wide, bold=True)
        painter.setFont(font)
        painter.setPen(self.palette().text().color())
        painter.drawText(arc.adjusted(0, -0.5 * em, 0, -0.2 * em), Qt.AlignmentFlag.AlignCenter, self._reading.number)
        painter.setFont(scaled_font(self.font(), 0.85))
        painter.setPen(muted_colour(self.palette()))
        low = QRectF(arc.left(), arc.center().y() + 0.75 * em, arc.width(), 1.2 * em)
        painter.drawText(low, Qt.AlignmentFlag.AlignCenter, self._reading.unit)

    def _paint_words(self, painter: QPainter, rect: QRectF, em: float) -> None:
        painter.setFont(scaled_font(self.font(), 1.0, bold=True))
        painter.setPen(self.palette().text().color())
        painter.drawText(rect.adjusted(0, 0, 0, -rect.height() + 1.4 * em), Qt.AlignmentFlag.AlignVCenter, self._label)
        painter.setFont(scaled_font(self.font(), 0.9))
        painter.setPen(muted_colour(self.palette()))
        detail = QFontMetricsF(painter.font()).elidedText(
            self._reading.detail, Qt.TextElideMode.ElideRight, rect.width()
        )
        line = QRectF(rect.left(), rect.top() + 1.3 * em, rect.width(), 1.3 * em)
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, detail)

    def _paint_spark(self, painter: QPainter, rect: QRectF) -> None:
        """Draw the last minute, 0 to 100 %, now at the right edge."""
        painter.setPen(QPen(track_colour(self.palette()), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        for run in self._runs(rect):
            ground = QPolygonF([*run, QPointF(run[-1].x(), rect.bottom()), QPointF(run[0].x(), rect.bottom())])
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(with_alpha(self._colour(), 0.14))
            painter.drawPolygon(ground)
            painter.setPen(QPen(self._colour(), 1.2))
            painter.drawPolyline(QPolygonF(run))

    def _runs(self, rect: QRectF) -> list[list[QPointF]]:
        """Return the points between gaps."""
        runs: list[list[QPointF]] = [[]]
        for age, (share,) in self._history.since(SPARK_SPAN_S):
            if share is None:
                runs.append([])
                continue
            x = rect.right() + age / SPARK_SPAN_S * rect.width()
            runs[-1].append(QPointF(x, rect.bottom() - min(1.0, max(0.0, share)) * rect.height()))
        return [run for run in runs if len(run) > 1]

    def _describe(self) -> None:
        reading = self._reading
        value = f"{reading.number} {reading.unit}".strip() if reading.number != UNKNOWN else UNKNOWN
        self.setAccessibleName(f"{self._label}: {value}")
        self.setAccessibleDescription(reading.detail)
