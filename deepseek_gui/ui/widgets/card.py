"""The ground that gauges and charts are drawn on: a rounded card in the palette's colours."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QWidget

from deepseek_gui.ui.theme import card_colour, line_colour

_RADIUS_EM = 0.45


def paint_card(painter: QPainter, rect: QRectF, palette: QPalette, em: float) -> None:
    """Fill a card into `rect`, with a hairline around it."""
    painter.setPen(QPen(line_colour(palette), 1))
    painter.setBrush(card_colour(palette))
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS_EM * em, _RADIUS_EM * em)


def em_of(widget: QWidget) -> float:
    """Return the widget's font height in pixels, the unit of our layouts."""
    return float(widget.fontMetrics().height())


class Card(QWidget):
    """A container that looks like a card."""

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        """Draw the ground."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_card(painter, QRectF(self.rect()), self.palette(), em_of(self))
        painter.end()
