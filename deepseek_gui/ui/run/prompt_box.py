"""Where the person writes: Enter sends, Shift+Enter makes a new line."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

_FEWEST_LINES = 2
_MOST_LINES = 6


class PromptBox(QPlainTextEdit):
    """A text field that grows with its text up to a few lines."""

    submitted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setAcceptDrops(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().documentLayout().documentSizeChanged.connect(self._on_size_changed)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """Send on Enter; an input method's Enter never comes here."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and not event.modifiers() & (Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.AltModifier):
            self.submitted.emit()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:  # noqa: N802  Qt's name
        """Return room for the text, two to six lines."""
        lines = min(max(int(self.document().size().height()), _FEWEST_LINES), _MOST_LINES)
        margins = 2 * (self.frameWidth() + int(self.document().documentMargin()))
        return QSize(super().sizeHint().width(), lines * self.fontMetrics().lineSpacing() + margins + 2)

    def minimumSizeHint(self) -> QSize:  # noqa: N802  Qt's name
        """Return the same: the box never hides its text."""
        return QSize(super().minimumSizeHint().width(), self.sizeHint().height())

    @Slot()
    def _on_size_changed(self) -> None:
        self.updateGeometry()
