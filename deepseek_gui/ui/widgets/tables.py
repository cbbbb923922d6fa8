"""The look and the keys that every table shares."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from deepseek_gui.ui.widgets.card import em_of


class RoomyDelegate(QStyledItemDelegate):
    """Leaves air between columns that are as wide as their words."""

    def sizeHint(  # noqa: N802  Qt's name
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Return the words' size and a font height."""
        size = super().sizeHint(option, index)
        return QSize(size.width() + size.height(), size.height())


class FactTable(QTableView):
    """A table of rows to read: Tab leaves it, Enter chooses a row."""

    row_entered = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setWordWrap(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setItemDelegate(RoomyDelegate(self))
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.set_row_height(1.7)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def set_row_height(self, em: float) -> None:
        """Make each row this many font heights high."""
        self.verticalHeader().setDefaultSectionSize(round(em * em_of(self)))

    def sizeHint(self) -> QSize:  # noqa: N802  Qt's name
        """Return the size of a few rows: a table takes what is left, it asks for little."""
        em = em_of(self)
        return QSize(round(24 * em), round(9 * em))

    def content_height(self) -> int:
        """Return the height that shows every row without scrolling, pixels."""
        head = self.horizontalHeader().sizeHint().height()
        return head + self.verticalHeader().length() + 2 * self.frameWidth() + 2

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """Choose the current row with Enter."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentIndex().isValid():
            self.row_entered.emit(self.currentIndex().row())
            return
        super().keyPressEvent(event)
