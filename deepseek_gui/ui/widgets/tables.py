"""The look and the keys that every table shares."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt, Signal, Slot
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


class FittedColumns(QObject):
    """Fits a table's columns to its width; tables above each other have the same.

    Every column is as wide as its words ask for. What is left goes to all of them, what is missing is taken from some.

    Args:
        tables: with as many columns each, as wide as each other.
        flexible: columns whose words may be elided, each with its least width in font heights.
    """

    def __init__(
        self, tables: Sequence[QTableView], flexible: Mapping[int, float], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._tables = tuple(tables)
        self._flexible = dict(flexible)
        self._fitting = False
        for table in self._tables:
            table.horizontalHeader().setStretchLastSection(True)
            table.horizontalHeader().sectionResized.connect(self._on_resized)
            table.viewport().installEventFilter(self)

    def fit(self) -> None:
        """Look at the words and the room anew."""
        wanted = {column: self._wanted(column) for column in range(self._tables[0].model().columnCount())}
        spare = min(table.viewport().width() for table in self._tables) - sum(wanted.values())
        if spare >= 0:
            widths = {column: width + spare // len(wanted) for column, width in wanted.items()}
        else:
            asked = max(1, sum(wanted[column] for column in self._flexible))
            least = {column: round(share * em_of(self._tables[0])) for column, share in self._flexible.items()}
            widths = wanted | {
                column: max(wanted[column] + spare * wanted[column] // asked, least[column]) for column in least
            }
        for column, width in widths.items():
            self._resize(column, width)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        """Follow the width of the tables."""
        if event.type() == QEvent.Type.Resize:
            self.fit()
        return super().eventFilter(watched, event)

    def _wanted(self, column: int) -> int:
        head = max(table.horizontalHeader().sectionSizeHint(column) for table in self._tables)
        words = max(table.sizeHintForColumn(column) for table in self._tables)
        return max(words, head)

    @Slot(int, int, int)
    def _on_resized(self, column: int, _before: int, width: int) -> None:
        """Follow a person's hand in the other tables."""
        if not self._fitting:
            self._resize(column, width)

    def _resize(self, column: int, width: int) -> None:
        self._fitting = True
        for table in self._tables:
            table.horizontalHeader().resizeSection(column, width)
        self._fitting = False
