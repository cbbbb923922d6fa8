"""Rows of words, each with the page that it was read on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Slot
from PySide6.QtWidgets import QHeaderView, QWidget

from deepseek_gui.ui.web import open_page
from deepseek_gui.ui.widgets.plain import plain_tip
from deepseek_gui.ui.widgets.tables import FactTable

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class LinkedRow:
    """Words, a cell each, and the https address of their source."""

    cells: tuple[str, ...]
    url: str


class LinkedRows(QAbstractTableModel):
    """The rows as an item model."""

    def __init__(self, titles: Iterable[str], rows: Sequence[LinkedRow], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._titles, self._rows = tuple(titles), tuple(rows)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  Qt's name and default
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  Qt's name and default
        """Return the number of cells in a row."""
        return 0 if parent.isValid() else len(self._titles)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """Return the words of a cell; its tip is the address."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.cells[index.column()]
        return plain_tip(row.url) if role == Qt.ItemDataRole.ToolTipRole else None

    def headerData(  # noqa: N802  Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        """Return a column's title."""
        shown = orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return self._titles[section] if shown else None

    def url_at(self, row: int) -> str:
        """Return the address of a row's source."""
        return self._rows[row].url


class LinkedTable(FactTable):
    """Shows the rows; Enter or a double click opens a row's source."""

    def __init__(self, titles: Iterable[str], rows: Sequence[LinkedRow], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = LinkedRows(titles, rows, self)
        self.setModel(self.rows)
        head = self.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setStretchLastSection(True)
        self.row_entered.connect(self._on_entered)
        self.doubleClicked.connect(self._on_double_clicked)
        self.setFixedHeight(self.content_height() + self.horizontalScrollBar().sizeHint().height())

    @Slot(int)
    def _on_entered(self, row: int) -> None:
        open_page(self.rows.url_at(row))

    @Slot(QModelIndex)
    def _on_double_clicked(self, index: QModelIndex) -> None:
        open_page(self.rows.url_at(index.row()))
