"""One line of plain words, shortened where the window is narrow; the tool tip has all of it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from deepseek_gui.ui.widgets.card import em_of
from deepseek_gui.ui.widgets.plain import set_tip


class ElidedLabel(QLabel):
    """Shows its words letter by letter, with an ellipsis in the middle when they do not fit."""

    def __init__(self, words: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.show_words(words)

    def show_words(self, words: str) -> None:
        """Show other words."""
        self.setText(words)
        set_tip(self, words)

    def minimumSizeHint(self) -> QSize:  # noqa: N802  Qt's name
        """Return room for about a dozen letters."""
        return QSize(round(6 * em_of(self)), super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        """Draw the words as they fit."""
        del event
        painter = QPainter(self)
        words = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideMiddle, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
        painter.end()
