"""The frame of a drawn plot on a card: its title, and axes with a grid, for plots that do not run with the clock."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QWidget

from deepseek_gui.ui.theme import line_colour, muted_colour, scaled_font
from deepseek_gui.ui.widgets.card import em_of

SMALL = 0.88
"""Size of an axis' text."""
GRID = 4
"""Parts of the upright axis."""


def nice_top(highest: float) -> float:
    """Return the next number above `highest` whose quarters are round."""
    if highest <= 0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(highest))
    return next(step * power for step in (1, 1.2, 1.6, 2, 2.4, 3, 4, 6, 8, 10) if step * power >= highest)


def paint_title(painter: QPainter, widget: QWidget, title: str) -> QRectF:
    """Paint a plot's title, and return the line that it stands in."""
    em = em_of(widget)
    line = QRectF(em, 0.5 * em, widget.width() - 2 * em, 1.4 * em)
    painter.setFont(scaled_font(widget.font(), 1.0, bold=True))
    painter.setPen(widget.palette().text().color())
    painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, title)
    return line


def paint_axes(
    painter: QPainter,
    widget: QWidget,
    area: QRectF,
    *,
    labels: Sequence[str],
    marks: Iterable[tuple[float, str]],
    caption: str,
    caption_em: float,
) -> None:
    """Paint grid and axes in the painter's font.

    Args:
        painter: of the widget.
        widget: whose palette and font are used.
        area: of the plot.
        labels: of the upright axis, from below; the grid has a line at each.
        marks: place in pixels and words of each mark of the lower axis.
        caption: what the lower axis shows.
        caption_em: how far below the area it stands, em.
    """
    em = em_of(widget)
    side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    for step, label in enumerate(labels):
        y = area.bottom() - area.height() * step / (len(labels) - 1)
        painter.setPen(QPen(line_colour(widget.palette()), 1))
        painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
        painter.setPen(muted_colour(widget.palette()))
        painter.drawText(QRectF(0, y - 0.7 * em, area.left() - 0.5 * em, 1.4 * em), side, label)
    for x, words in marks:
        place = QRectF(x - 2 * em, area.bottom() + 0.2 * em, 4 * em, 1.2 * em)
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, words)
    below = QRectF(area.left(), area.bottom() + caption_em * em, area.width(), 1.2 * em)
    painter.drawText(below, Qt.AlignmentFlag.AlignCenter, caption)
