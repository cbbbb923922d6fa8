"""Sentences on what the program can't see, beside an "i"."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from deepseek_gui.domain.text import Text
from deepseek_gui.ui.icons import draw_icon
from deepseek_gui.ui.texts import translate
from deepseek_gui.ui.theme import accent_colour, blend, card_colour
from deepseek_gui.ui.widgets.card import em_of


class Notice(QWidget):
    """Hidden while there is nothing to say.

    Args:
        tone: the colour of its mark and its ground.
    """

    def __init__(self, tone: Callable[[QPalette], QColor] = accent_colour, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone = tone
        self._texts: tuple[Text, ...] = ()
        self._label = QLabel()
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setWordWrap(True)
        self._label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        em = em_of(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(round(2.3 * em), round(0.45 * em), round(0.8 * em), round(0.45 * em))
        row.addWidget(self._label)
        self.hide()

    @property
    def text(self) -> str:
        """Return the sentences."""
        return self._label.text()

    def show_texts(self, texts: Sequence[Text]) -> None:
        """Show these sentences, one a line; none hides the notice."""
        if tuple(texts) != self._texts:
            self._texts = tuple(texts)
            self._say()

    def _say(self) -> None:
        self._label.setText("\n".join(translate(text) for text in self._texts))
        self.setVisible(bool(self._texts))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  Qt's name
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        """Draw a tinted ground and the mark."""
        del event
        em, tone = em_of(self), self._tone(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_ground(painter, self, tone)
        top = 0.45 * em + (em_of(self._label) - 1.1 * em) / 2
        draw_icon(painter, QRectF(0.7 * em, top, 1.1 * em, 1.1 * em), "info", tone)
        painter.end()


def paint_ground(painter: QPainter, widget: QWidget, tone: QColor) -> None:
    """Fill a widget with a card in a light tint of a colour."""
    em, card = em_of(widget), card_colour(widget.palette())
    painter.setPen(blend(tone, card, 0.35))
    painter.setBrush(blend(tone, card, 0.07))
    painter.drawRoundedRect(QRectF(widget.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 0.45 * em, 0.45 * em)
