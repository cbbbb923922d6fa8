"""Throughput against the number of users: what was measured beside what was predicted."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from deepseek_gui.core.load_steps import LoadStep
from deepseek_gui.domain.plan import Range
from deepseek_gui.ui.theme import (
    card_colour,
    muted_colour,
    scaled_font,
    series_colour,
    with_alpha,
)
from deepseek_gui.ui.widgets.card import em_of, paint_card
from deepseek_gui.ui.widgets.chart_paint import tick_text
from deepseek_gui.ui.widgets.plot_frame import GRID, SMALL, nice_top, paint_axes, paint_title


class LoadChart(QWidget):
    """A drawing; the table beneath it says the same to a screen reader. Users double from one mark to the next."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._users: tuple[int, ...] = (1,)
        self._steps: tuple[LoadStep, ...] = ()
        self._expected: dict[int, Range] = {}
        self._words = ("", "", "", "")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def set_words(self, title: str, axis: str, measured: str, predicted: str) -> None:
        """Set the title with its unit, the name of the axis of users, and the two entries of the legend."""
        self._words = (title, axis, measured, predicted)
        self.setAccessibleName(title)
        self.update()

    def show_steps(self, users: Sequence[int], steps: Sequence[LoadStep], expected: Mapping[int, Range]) -> None:
        """Draw the steps that were measured and the predictions; `users` are the marks of the axis."""
        self._users, self._steps, self._expected = tuple(users), tuple(steps), dict(expected)
        self.setAccessibleDescription(
            ", ".join(f"{step.users}: {step.throughput_tps:.1f}" for step in steps if step.throughput_tps is not None)
        )
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802  Qt's name
        """Return a size at which the lines can be told apart."""
        em = em_of(self)
        return QSize(round(34 * em), round(13 * em))

    def minimumSizeHint(self) -> QSize:  # noqa: N802  Qt's name
        """Return the smallest size at which the axes can be read."""
        em = em_of(self)
        return QSize(round(20 * em), round(11 * em))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        """Draw card, title, legend, axes, the predicted range and the measured points."""
        del event
        em = em_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_card(painter, QRectF(self.rect()), self.palette(), em)
        self._paint_head(painter, em)
        tops = [step.throughput_tps or 0.0 for step in self._steps] + [found.high for found in self._expected.values()]
        top = nice_top(max(tops, default=0.0))
        painter.setFont(scaled_font(self.font(), SMALL))
        labels = [tick_text(top * step / GRID) for step in range(GRID + 1)]
        left = max(map(QFontMetricsF(painter.font()).horizontalAdvance, labels)) + 1.5 * em
        area = QRectF(left, 2.6 * em, self.width() - left - 1.5 * em, self.height() - 5.6 * em)
        marks = [(self._x(area, users), str(users)) for users in self._users]
        paint_axes(painter, self, area, labels=labels, marks=marks, caption=self._words[1], caption_em=1.4)
        self._paint_expected(painter, area, top)
        self._paint_measured(painter, area, top, em)
        painter.end()

    def _x(self, area: QRectF, users: int) -> float:
        most = math.log2(max(2, *self._users))
        return area.left() + area.width() * math.log2(users) / most

    def _paint_head(self, painter: QPainter, em: float) -> None:
        title, _, measured, predicted = self._words
        line = paint_title(painter, self, title)
        painter.setFont(self.font())
        metrics = QFontMetricsF(self.font())
        x, y = line.right(), line.center().y()
        for words, number, style in ((predicted, 1, Qt.PenStyle.DashLine), (measured, 0, Qt.PenStyle.SolidLine)):
            x -= metrics.horizontalAdvance(words)
            painter.setPen(muted_colour(self.palette()))
            painter.drawText(QPointF(x, y + metrics.ascent() / 2 - 1), words)
            painter.setPen(QPen(series_colour(self.palette(), number), 2, style))
            painter.drawLine(QPointF(x - 2.2 * em, y), QPointF(x - 0.5 * em, y))
            x -= 3.4 * em

    def _paint_expected(self, painter: QPainter, area: QRectF, top: float) -> None:
        known = sorted(self._expected.items())
        if not known:
            return
        colour = series_colour(self.palette(), 1)

        def points(value: str) -> list[QPointF]:
            return [
                QPointF(self._x(area, users), area.bottom() - getattr(found, value) / top * area.height())
                for users, found in known
            ]

        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(with_alpha(colour, 0.15))
        painter.drawPolygon(QPolygonF([*points("high"), *reversed(points("low"))]))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour, 2, Qt.PenStyle.DashLine))
        painter.drawPolyline(QPolygonF(points("expected")))

    def _paint_measured(self, painter: QPainter, area: QRectF, top: float, em: float) -> None:
        points = [
            QPointF(self._x(area, step.users), area.bottom() - step.throughput_tps / top * area.height())
            for step in self._steps
            if step.throughput_tps is not None
        ]
        painter.setPen(QPen(series_colour(self.palette(), 0), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF(points))
        painter.setBrush(card_colour(self.palette()))
        for point in points:
            painter.drawEllipse(point, 0.3 * em, 0.3 * em)
