"""The marks beside verdicts: three shapes that differ without colour."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from deepseek_gui.domain.verdict import Verdict
from deepseek_gui.ui.theme import bad_colour, good_colour, warn_colour
from deepseek_gui.ui.widgets.card import em_of


def verdict_colour(palette: QPalette, verdict: Verdict) -> QColor:
    """Return the colour of a verdict; a word and a mark stand beside it."""
    colours = {Verdict.PASS: good_colour, Verdict.SHORT: bad_colour, Verdict.UNKNOWN: warn_colour}
    return colours[verdict](palette)


def paint_mark(painter: QPainter, rect: QRectF, verdict: Verdict, palette: QPalette) -> None:
    """Draw a tick, a cross or a question mark in a disc that fills `rect`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(verdict_colour(palette, verdict))
    painter.drawEllipse(rect)
    pen = QPen(palette.color(QPalette.ColorRole.Base), rect.width() * 0.13)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    _SHAPES[verdict](painter, rect)
    painter.restore()


def _point(rect: QRectF, x: float, y: float) -> QPointF:
    return QPointF(rect.left() + x * rect.width(), rect.top() + y * rect.height())


def _tick(painter: QPainter, rect: QRectF) -> None:
    painter.drawPolyline([_point(rect, 0.28, 0.53), _point(rect, 0.44, 0.69), _point(rect, 0.73, 0.35)])


def _cross(painter: QPainter, rect: QRectF) -> None:
    painter.drawLine(_point(rect, 0.33, 0.33), _point(rect, 0.67, 0.67))
    painter.drawLine(_point(rect, 0.33, 0.67), _point(rect, 0.67, 0.33))


def _question(painter: QPainter, rect: QRectF) -> None:
    font = painter.font()
    font.setPixelSize(max(1, round(rect.height() * 0.72)))
    font.setBold(True)
    painter.setFont(font)
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, "?")


_SHAPES = {Verdict.PASS: _tick, Verdict.SHORT: _cross, Verdict.UNKNOWN: _question}


class Mark(QWidget):
    """The verdict's mark."""

    def __init__(self) -> None:
        super().__init__()
        self._verdict = Verdict.UNKNOWN
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_verdict(self, verdict: Verdict) -> None:
        """Show this verdict."""
        self._verdict = verdict
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802  Qt's name
        """Return a square of a little more than a line."""
        side = round(1.3 * em_of(self))
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        """Draw the mark."""
        del event
        painter = QPainter(self)
        paint_mark(painter, QRectF(self.rect()).adjusted(1, 1, -1, -1), self._verdict, self.palette())
        painter.end()
