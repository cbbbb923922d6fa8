"""What is around the lines of a history chart: title and legend, axes, the crosshair and its box."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QWidget

from deepseek_gui.ui.theme import accent_colour, card_colour, line_colour, muted_colour, scaled_font
from deepseek_gui.ui.widgets.card import em_of

Look = Callable[[int], tuple[QColor, Qt.PenStyle]]

_SMALL = 0.85
_TIME_LABELS = 5


def paint_head(painter: QPainter, widget: QWidget, title: str, entries: Sequence[str], look: Look) -> None:
    """Draw the title, and as many entries of the legend as fit."""
    em = em_of(widget)
    left, top = 0.8 * em, 0.5 * em
    line = QRectF(left, top, widget.width() - 2 * left, 1.4 * em)
    painter.setFont(scaled_font(widget.font(), 1.0, bold=True))
    painter.setPen(widget.palette().text().color())
    metrics = QFontMetricsF(painter.font())
    words = metrics.elidedText(title, Qt.TextElideMode.ElideRight, line.width())
    painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, words)
    painter.setFont(widget.font())
    _paint_legend(painter, widget, line.adjusted(metrics.horizontalAdvance(words) + em, 0, 0, 0), entries, look)


def paint_axes(painter: QPainter, widget: QWidget, area: QRectF, top: float) -> None:
    """Draw the frame of a plot: rules and numbers at 0, half and top."""
    em, line = em_of(widget), line_colour(widget.palette())
    painter.setFont(scaled_font(widget.font(), _SMALL))
    for share in (0.0, 0.5, 1.0):
        y = round(area.bottom() - share * area.height()) + 0.5
        painter.setPen(QPen(line, 1))
        painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
        painter.setPen(muted_colour(widget.palette()))
        number = QRectF(0, y - 0.7 * em, area.left() - 0.35 * em, 1.4 * em)
        painter.drawText(number, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, tick_text(share * top))


def paint_ages(painter: QPainter, widget: QWidget, area: QRectF, span_s: float) -> None:
    """Draw the numbers of the time axis below a plot."""
    em = em_of(widget)
    painter.setFont(scaled_font(widget.font(), _SMALL))
    painter.setPen(muted_colour(widget.palette()))
    for index in range(_TIME_LABELS):
        share = index / (_TIME_LABELS - 1)
        words = age_text((1 - share) * span_s)
        width = QFontMetricsF(painter.font()).horizontalAdvance(words) + 2
        x = min(area.left() + share * area.width() - width / 2, widget.width() - width - 0.2 * em)
        painter.drawText(QRectF(x, area.bottom() + 0.15 * em, width, 1.3 * em), Qt.AlignmentFlag.AlignCenter, words)


def paint_focus(painter: QPainter, rect: QRectF, widget: QWidget) -> None:
    """Show that the keyboard is here."""
    painter.setPen(QPen(accent_colour(widget.palette()), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 0.45 * em_of(widget), 0.45 * em_of(widget))


def paint_rule(painter: QPainter, widget: QWidget, area: QRectF, x: float) -> None:
    """Draw the crosshair's line."""
    painter.setPen(QPen(muted_colour(widget.palette()), 1))
    painter.drawLine(QPointF(round(x) + 0.5, area.top()), QPointF(round(x) + 0.5, area.bottom()))


def paint_box(  # noqa: PLR0917  a painter's arguments
    painter: QPainter,
    widget: QWidget,
    area: QRectF,
    x: float,
    heads: Sequence[str],
    entries: Sequence[tuple[int, str]],
    look: Look,
) -> None:
    """Draw the time and what else is said of it, then every value, in as many columns as the height needs."""
    em = _SMALL * em_of(widget)
    painter.setFont(scaled_font(widget.font(), _SMALL))
    metrics = QFontMetricsF(painter.font())
    lines = int((widget.height() - 1.15 * em) // (1.25 * em))
    rows = max(1, min(len(entries), lines - len(heads)))
    columns = -(-len(entries) // rows)
    step = max((metrics.horizontalAdvance(words) for _, words in entries), default=0) + 2 * em
    most = widget.width() - 1.2 * em - 4
    heads = [metrics.elidedText(words, Qt.TextElideMode.ElideRight, most) for words in heads]
    width = max(columns * step, *(metrics.horizontalAdvance(words) for words in heads)) + 1.2 * em
    height = (rows + len(heads)) * 1.25 * em + 0.6 * em
    left = x + 0.6 * em if x + 0.6 * em + width < widget.width() else x - 0.6 * em - width
    top = min(area.top(), widget.height() - height - 2)
    box = QRectF(max(2.0, min(left, widget.width() - width - 2)), max(2.0, top), width, height)
    painter.setPen(QPen(line_colour(widget.palette()), 1))
    painter.setBrush(card_colour(widget.palette()))
    painter.drawRoundedRect(box, 0.3 * em, 0.3 * em)
    inner = box.adjusted(0.6 * em, 0.3 * em, -0.6 * em, 0)
    painter.setPen(muted_colour(widget.palette()))
    for place, words in enumerate(heads):
        line = QRectF(inner.left(), inner.top() + place * 1.25 * em, inner.width() + 2, 1.25 * em)
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, words)
    for place, (index, words) in enumerate(entries):
        column, row = divmod(place, rows)
        cell = QRectF(inner.left() + column * step, inner.top() + (row + len(heads)) * 1.25 * em, step, 1.25 * em)
        _paint_entry(painter, cell, words, look(index), widget.palette().text().color())


def tick_text(value: float) -> str:
    """Return a number of the y axis."""
    return f"{value:,.0f}" if value >= 10 or value == int(value) else f"{value:g}"


def age_text(age_s: float) -> str:
    """Return a label of the time axis: 0, −30 s, −5 min, −6 h."""
    if age_s == 0:
        return "0"
    if age_s < 120:
        return f"−{age_s:.0f} s"
    return f"−{age_s / 60:g} min" if age_s < 7200 else f"−{age_s / 3600:g} h"


def duration_text(age_s: float) -> str:
    """Return an age in words: 12 s, 3 min 20 s, 2 h 5 min."""
    seconds = round(age_s)
    if seconds < 60:
        return f"{seconds} s"
    minutes, seconds = divmod(seconds, 60)
    if minutes < 60:
        return f"{minutes} min {seconds} s" if seconds else f"{minutes} min"
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes} min" if minutes else f"{hours} h"


def clock_text(time_s: float) -> str:
    """Return the local time of day of seconds since the epoch."""
    from PySide6.QtCore import QDateTime  # noqa: PLC0415  not before the first paint

    return QDateTime.fromMSecsSinceEpoch(round(time_s * 1000)).toString("HH:mm:ss")


def _paint_legend(painter: QPainter, widget: QWidget, rect: QRectF, entries: Sequence[str], look: Look) -> None:
    """Draw entries up to the right edge; how many are left out stands at the end, they are in the tool tip."""
    em, metrics = em_of(widget), QFontMetricsF(widget.font())
    room, widths = metrics.horizontalAdvance("+99") + 0.6 * em, list[float]()
    while len(widths) < len(entries) and sum(widths) <= rect.width():
        widths.append(metrics.horizontalAdvance(entries[len(widths)]) + 1.6 * em)
    shown = len(widths)
    while shown and sum(widths[:shown]) + (room if shown < len(entries) else 0) > rect.width():
        shown -= 1
    colour = muted_colour(widget.palette())
    rest = f"+{len(entries) - shown}" if shown < len(entries) else ""
    painter.setPen(colour)
    painter.drawText(rect, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, rest)
    x = rect.right() - sum(widths[:shown]) - (room if rest else 0)
    for index in range(shown):
        _paint_entry(
            painter, QRectF(x + 0.5 * em, rect.top(), widths[index], rect.height()), entries[index], look(index), colour
        )
        x += widths[index]


def _paint_entry(painter: QPainter, cell: QRectF, words: str, look: tuple[QColor, Qt.PenStyle], colour: QColor) -> None:
    """Draw a short piece of the line and its words."""
    em = QFontMetricsF(painter.font()).height()
    y = round(cell.center().y())
    painter.setPen(QPen(look[0], 2, look[1]))
    painter.drawLine(QPointF(cell.left(), y), QPointF(cell.left() + 0.7 * em, y))
    painter.setPen(colour)
    painter.drawText(cell.adjusted(em, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, words)
