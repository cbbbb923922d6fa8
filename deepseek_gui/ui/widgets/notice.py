"""Sentences on what the program can't see, beside an "i"."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from deepseek_gui.domain.text import Text
from deepseek_gui.ui.icons import draw_icon
from deepseek_gui.ui.texts import translate
from deepseek_gui.ui.theme import accent_colour, blend, card_colour
from deepseek_gui.ui.widgets.card import em_of


class Notice(QWidget):
    """Hidden while there is nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
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
        self._texts = tuple(texts)
        self._label.setText("\n".join(translate(text) for text in self._texts))
        self.setVisible(bool(self._texts))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  Qt's name
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.show_texts(self._texts)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        """Draw a tinted ground and the mark."""
        del event
        em, accent, card = em_of(self), accent_colour(self.palette()), card_colour(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(blend(accent, card, 0.35))
        painter.setBrush(blend(accent, card, 0.07))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 0.45 * em, 0.45 * em)
        top = 0.45 * em + (em_of(self._label) - 1.1 * em) / 2
        draw_icon(painter, QRectF(0.7 * em, top, 1.1 * em, 1.1 * em), "info", accent)
        painter.end()
