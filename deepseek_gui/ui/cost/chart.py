"""What has been spent by each month: cloud, API and local as lines, their crossings marked."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from deepseek_gui.ui.theme import card_colour, muted_colour, scaled_font, series_colour
from deepseek_gui.ui.widgets.card import em_of, paint_card
from deepseek_gui.ui.widgets.plot_frame import GRID, SMALL, nice_top, paint_axes, paint_title

STYLES = (Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine, Qt.PenStyle.DotLine)
"""Local, cloud, API: told apart without colour too."""


@dataclass(frozen=True, slots=True)
class Course:
    """A line of the chart.

    Attributes:
        name: for the legend.
        values: amount spent by the end of each month, the first at the start.
        style: index of its colour and dashes, the same whatever else is shown.
        crossing: month in which local has cost no more than this; None if never, and for local itself.
    """

    name: str
    values: tuple[float, ...]
    style: int
    crossing: int | None = None


class CostChart(QWidget):
    """A drawing; the table beneath it says the same to a screen reader."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._axis, self._symbol, self._mark = "", "", "$", ""
        self._courses: tuple[Course, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @property
    def courses(self) -> tuple[Course, ...]:
        """Return the lines that are drawn."""
        return self._courses

    def set_words(self, title: str, axis: str, mark: str) -> None:
        """Set the title, the name of the time axis and the words at a crossing ("month {month}")."""
        self._title, self._axis, self._mark = title, axis, mark
        self.setAccessibleName(title)
        self.update()

    def show_courses(self, courses: tuple[Course, ...], symbol: str, description: str) -> None:
        """Draw these lines; the description says in words what they show."""
        self._courses, self._symbol = courses, symbol
        self.setAccessibleDescription(description)
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802  Qt's name
        """Return a height at which the lines can be told apart."""
        em = em_of(self)
        return QSize(round(30 * em), round(15 * em))

    def minimumSizeHint(self) -> QSize:  # noqa: N802  Qt's name
        """Return the smallest width at which the axis can be read."""
        em = em_of(self)
        return QSize(round(18 * em), round(15 * em))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        """Draw card, title, legend, axes, lines and crossings."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        em = em_of(self)
        paint_card(painter, QRectF(self.rect()), self.palette(), em)
        paint_title(painter, self, self._title)
        if self._courses:
            self._paint_legend(painter, em)
            self._paint_plot(painter, em)
        painter.end()

    def _colour(self, course: Course) -> QColor:
        return series_colour(self.palette(), course.style)

    def _paint_legend(self, painter: QPainter, em: float) -> None:
        painter.setFont(self.font())
        x, y = em, 2.6 * em
        for course in self._courses:
            painter.setPen(QPen(self._colour(course), 2.2, STYLES[course.style]))
            painter.drawLine(QPointF(x, y), QPointF(x + 2 * em, y))
            painter.setPen(muted_colour(self.palette()))
            width = QFontMetricsF(self.font()).horizontalAdvance(course.name)
            painter.drawText(
                QRectF(x + 2.4 * em, y - 0.7 * em, width + 2, 1.4 * em), Qt.AlignmentFlag.AlignVCenter, course.name
            )
            x += width + 3.8 * em

    def _paint_plot(self, painter: QPainter, em: float) -> None:
        painter.setFont(scaled_font(self.font(), SMALL))
        top = nice_top(max(max(course.values) for course in self._courses))
        labels = [f"{self._symbol}{short_amount(top * step / GRID)}" for step in range(GRID + 1)]
        left = max(QFontMetricsF(painter.font()).horizontalAdvance(label) for label in labels) + 1.5 * em
        area = QRectF(left, 3.8 * em, self.width() - left - 1.5 * em, self.height() - 6.4 * em)
        months = len(self._courses[0].values) - 1
        steps = range(0, months + 1, month_step(months))
        marks = [(area.left() + area.width() * month / months, str(month)) for month in steps]
        paint_axes(painter, self, area, labels=labels, marks=marks, caption=self._axis, caption_em=1.3)
        for course in self._courses:
            points = [_place(area, month / months, value / top) for month, value in enumerate(course.values)]
            painter.setPen(QPen(self._colour(course), 2, STYLES[course.style]))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPolyline(QPolygonF(points))
        for course in self._courses:
            if course.crossing is not None:
                where = _place(area, course.crossing / months, course.values[course.crossing] / top)
                self._paint_crossing(painter, where, course, area, em)

    def _paint_crossing(self, painter: QPainter, where: QPointF, course: Course, area: QRectF, em: float) -> None:
        painter.setPen(QPen(self._colour(course), 2))
        painter.setBrush(card_colour(self.palette()))
        painter.drawEllipse(where, 0.35 * em, 0.35 * em)
        words = self._mark.format(month=course.crossing)
        width = QFontMetricsF(painter.font()).horizontalAdvance(words) + 0.6 * em
        left = min(where.x() + 0.6 * em, area.right() - width)
        box = QRectF(left, min(where.y() + 0.4 * em, area.bottom() - 1.5 * em), width, 1.4 * em)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawRoundedRect(box, 0.3 * em, 0.3 * em)
        painter.setPen(self.palette().text().color())
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)


def _place(area: QRectF, across: float, up: float) -> QPointF:
    return QPointF(area.left() + area.width() * across, area.bottom() - area.height() * max(0.0, up))


def month_step(months: int) -> int:
    """Return how many months lie between two numbers on the axis, so that at most about twelve are shown."""
    return next(step for step in (1, 2, 3, 6, 12, 24) if months / step <= 13 or step == 24)


def short_amount(value: float) -> str:
    """Return an amount for an axis: "0", "800", "20k", "1.2M"."""
    for limit, letter in ((1e9, "G"), (1e6, "M"), (1e4, "k")):
        if value >= limit:
            return f"{value / (1e3 if letter == 'k' else limit):g}{letter}"
    return f"{value:,g}" if value >= 1 or value == 0 else f"{value:.2g}"
