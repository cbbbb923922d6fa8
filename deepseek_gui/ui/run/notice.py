"""A line that says plainly what the words of this model are worth."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from deepseek_gui.ui import theme
from deepseek_gui.ui.widgets.card import em_of


class Notice(QWidget):
    """A tinted line, hidden while it has nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = QLabel(self, wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self._label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        em = round(em_of(self))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(em, em // 3, em // 2, em // 3)
        layout.addWidget(self._label)
        self.hide()

    def show_words(self, words: str) -> None:
        """Show a sentence; none hides the line."""
        self._label.setText(words)
        self.setAccessibleName(words)
        self.setVisible(bool(words))

    def text(self) -> str:
        """Return the sentence."""
        return self._label.text()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        """Paint a tinted ground with a mark at its left edge."""
        em, warn = em_of(self), theme.warn_colour(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.with_alpha(warn, 0.12))
        painter.drawRoundedRect(QRectF(self.rect()), 0.3 * em, 0.3 * em)
        painter.setBrush(warn)
        painter.drawRoundedRect(QRectF(0.35 * em, 0.4 * em, 0.2 * em, self.height() - 0.8 * em), 2, 2)
        painter.end()
