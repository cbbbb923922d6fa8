"""A gauge: a number to be read from two metres, its share of the whole as a bar, the last minute as a sparkline."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from deepseek_gui.ui.texts import UNKNOWN
from deepseek_gui.ui.theme import card_colour, muted_colour, scaled_font, series_colour, track_colour, with_alpha
from deepseek_gui.ui.widgets.card import em_of
from deepseek_gui.ui.widgets.chart_library import chart_library
from deepseek_gui.ui.widgets.history import Bins, History

SPARK_SPAN_S = 60.0
NUMBER_SCALE = 3.2
"""Digits of 7 mm at 96 dpi: 12 minutes of arc from two metres, where 5 can just be told apart."""

_SPARK_BINS = (Bins(0.5, SPARK_SPAN_S),)
_MOST_POINTS = 150
_SPARK_EVERY_S = 0.5
"""The sparkline moves by less than a pixel meanwhile."""
_HEIGHT_EM = 5.5
_NUMBER_EM = 5.3
"""Room for "100 %", so that the sparkline stays where it is."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a gauge shows.

    Attributes:
        share: 0 to 1 of the bar; None is unknown.
        number: the big number.
        unit: behind it.
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
        self._history = _new_history()
        self._drawn_s = 0.0
        self._spark_left = 10_000
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # the card below need not be painted each time
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
        self.restate(reading)
        if abs(time_s - self._drawn_s) >= _SPARK_EVERY_S:
            self._drawn_s = time_s
            self.update()

    def show_course(self, course: Iterable[tuple[float, float | None]]) -> None:
        """Draw another past: times and shares, oldest first."""
        self._history = _new_history()
        for time_s, share in course:
            self._history.append(time_s, (share,))
        self.update()

    def restate(self, reading: Reading) -> None:
        """Say the same in other words (the language changed): no new point in the sparkline."""
        if reading != self._reading:
            self._reading = reading
            self._describe()
            self.update(0, 0, self._spark_left, self.height())
            self.update(self._bar_rect().toAlignedRect())

    def set_faded(self, faded: bool) -> None:
        """Grey the gauge when its values are old."""
        if faded != self._faded:
            self._faded = faded
            self.update()

    @property
    def number_font(self) -> QFont:
        """Return the font of the big number."""
        return scaled_font(self.font(), NUMBER_SCALE, bold=True)

    def sizeHint(self) -> QSize:  # noqa: N802  Qt's name
        """Return room for the number and a sparkline as wide as it."""
        em = em_of(self)
        return QSize(round(14.5 * em), round(_HEIGHT_EM * em))

    def minimumSizeHint(self) -> QSize:  # noqa: N802  Qt's name
        """Return room for the number and a short detail."""
        em = em_of(self)
        return QSize(round(11.5 * em), round(_HEIGHT_EM * em))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        """Draw everything, or only what changes with the reading."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(event.rect(), card_colour(self.palette()))
        if self._faded:
            painter.setOpacity(0.4)
        em = em_of(self)
        area = QRectF(self.rect())
        self._paint_words(painter, area.adjusted(0, 0, 0, 1.4 * em - area.height()), em)
        middle = area.adjusted(0, 1.4 * em, 0, -0.95 * em)
        used = self._paint_number(painter, middle, em)
        spark = middle.adjusted(max(used, _NUMBER_EM * em) + 0.8 * em, 0.45 * em, 0, -0.45 * em)
        self._spark_left = round(spark.left())
        if event.region().intersects(spark.toRect()):
            self._paint_spark(painter, spark)
        self._paint_bar(painter, self._bar_rect())
        painter.end()

    def _bar_rect(self) -> QRectF:
        em, area = em_of(self), QRectF(self.rect())
        return area.adjusted(0, area.height() - 0.8 * em, 0, -0.3 * em)

    def _colour(self) -> QColor:
        return series_colour(self.palette(), self._colour_index)

    def _paint_bar(self, painter: QPainter, rect: QRectF) -> None:
        radius = rect.height() / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(track_colour(self.palette()))
        painter.drawRoundedRect(rect, radius, radius)
        if self._reading.share is not None:
            filled = QRectF(rect)
            filled.setWidth(max(rect.height(), min(1.0, self._reading.share) * rect.width()))
            painter.setBrush(self._colour())
            painter.drawRoundedRect(filled, radius, radius)

    def _paint_number(self, painter: QPainter, rect: QRectF, em: float) -> float:
        """Draw number and unit from the left edge; return the width they take."""
        font, room = self.number_font, rect.width() - 2.2 * em
        wide = QFontMetricsF(font).horizontalAdvance(self._reading.number)
        if wide > room:
            font, wide = scaled_font(font, room / wide, bold=True), room
        painter.setFont(font)
        painter.setPen(self.palette().text().color())
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip, self._reading.number)
        ascent = QFontMetricsF(font).capHeight() / 2
        painter.setFont(scaled_font(self.font(), 1.2))
        painter.setPen(muted_colour(self.palette()))
        base = QPointF(rect.left() + wide + 0.25 * em, rect.center().y() + ascent)
        painter.drawText(base, self._reading.unit)
        return wide + 0.25 * em + QFontMetricsF(painter.font()).horizontalAdvance(self._reading.unit)

    def _paint_words(self, painter: QPainter, rect: QRectF, em: float) -> None:
        painter.setFont(scaled_font(self.font(), 1.0, bold=True))
        painter.setPen(self.palette().text().color())
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, self._label)
        used = QFontMetricsF(painter.font()).horizontalAdvance(self._label) + 0.6 * em
        painter.setFont(scaled_font(self.font(), 0.9))
        painter.setPen(muted_colour(self.palette()))
        metrics = QFontMetricsF(painter.font())
        detail = metrics.elidedText(self._reading.detail, Qt.TextElideMode.ElideRight, rect.width() - used)
        painter.drawText(rect.adjusted(used, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, detail)

    def _paint_spark(self, painter: QPainter, rect: QRectF) -> None:
        """Draw the last minute, 0 to 100 %, now at the right edge."""
        painter.setPen(QPen(track_colour(self.palette()), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if not chart_library().ready:
            return
        from deepseek_gui.ui.widgets import plot  # noqa: PLC0415  imports numpy

        window = self._history.window(SPARK_SPAN_S, most=_MOST_POINTS)
        scale = plot.Scale(rect, self._history.newest_s or 0.0, SPARK_SPAN_S, 1.0)
        colour = self._colour()
        ground = with_alpha(colour, 0.14)
        plot.paint_lines(painter, window, scale, lambda _: (colour, Qt.PenStyle.SolidLine), ground)

    def _describe(self) -> None:
        reading = self._reading
        value = f"{reading.number} {reading.unit}".strip() if reading.number != UNKNOWN else UNKNOWN
        self.setAccessibleName(f"{self._label}: {value}")
        self.setAccessibleDescription(reading.detail)


def _new_history() -> History:
    return History(1, SPARK_SPAN_S, _SPARK_BINS)
