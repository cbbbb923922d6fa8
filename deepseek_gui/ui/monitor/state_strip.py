"""A strip that says what state the page is in, with its mark and the way out."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from deepseek_gui.ui.widgets.card import em_of
from deepseek_gui.ui.widgets.notice import paint_ground
from deepseek_gui.ui.widgets.plain import plain_label


class StateStrip(QWidget):
    """Hidden until it has something to say.

    Args:
        tone: colour of mark and ground.
        bars: the mark is the two bars of a pause instead of the dot of a recording.
    """

    def __init__(
        self, tone: Callable[[QPalette], QColor], *, bars: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._tone = tone
        self._bars = bars
        self._words = plain_label()
        self.button = QPushButton()
        em = em_of(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(round(2.3 * em), round(0.3 * em), round(0.6 * em), round(0.3 * em))
        row.addWidget(self._words, 1)
        row.addWidget(self.button)
        self.hide()

    @property
    def text(self) -> str:
        """Return what it says."""
        return self._words.text()

    def say(self, words: str, button: str) -> None:
        """Show these words and the button's; no words hide the strip."""
        if words != self._words.text():
            self._words.setText(words)
        self.button.setText(button)
        self.setVisible(bool(words))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        """Draw ground and mark."""
        del event
        em, tone = em_of(self), self._tone(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_ground(painter, self, tone)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tone)
        mark = QRectF(0.8 * em, (self.height() - 0.9 * em) / 2, 0.9 * em, 0.9 * em)
        if self._bars:
            painter.drawRect(mark.adjusted(0, 0, -0.6 * em, 0))
            painter.drawRect(mark.adjusted(0.6 * em, 0, 0, 0))
        else:
            painter.drawEllipse(mark)
        painter.end()
