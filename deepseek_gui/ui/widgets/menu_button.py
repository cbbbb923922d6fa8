"""A button that opens a menu, the same on every page."""

from __future__ import annotations

from PySide6.QtWidgets import QMenu, QPushButton, QWidget


class MenuButton(QPushButton):
    """A push button: a tool button's arrow sits in its corner, below the words, and can't be told from a flat one's."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries = QMenu(self)
        self.setMenu(self._entries)
        self.setAutoDefault(False)

    @property
    def entries(self) -> QMenu:
        """Return the menu; it may be filled when it is about to be shown."""
        return self._entries
