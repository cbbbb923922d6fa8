"""Rows of one kind as an item model that tells only what changed."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QSortFilterProxyModel, Qt

from deepseek_gui.ui.texts import UNKNOWN
from deepseek_gui.ui.widgets.plain import plain_tip

Index = QModelIndex | QPersistentModelIndex
SORT_ROLE = Qt.ItemDataRole.UserRole
"""What a cell is sorted by: a number, a text, or None for the unknown."""

T = TypeVar("T")

Key = Callable[[T], float | str | None]


@dataclass(frozen=True, slots=True)
class Column(Generic[T]):
    """One thing that rows tell.

    Attributes:
        key: names it.
        text: what a cell says; empty is unknown.
        sort: what it is sorted by.
        widest: a text as wide as any, so that columns keep their width while numbers change.
        rank: 0 is always shown; the higher, the earlier it is hidden in a narrow window.
        numeric: set flush right.
    """

    key: str
    text: Callable[[T], str]
    sort: Key[T]
    widest: str
    rank: int = 0
    numeric: bool = True


class RowModel(QAbstractTableModel, Generic[T]):
    """Shows rows that are told apart by a key; a row that stays keeps its selection.

    Args:
        columns: left to right.
        identify: row -> what it is told apart by.
    """

    def __init__(
        self, columns: Sequence[Column[T]], identify: Callable[[T], Hashable], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._identify = identify
        self._rows: list[T] = []
        self._words: list[tuple[str, ...]] = []
        self._titles: tuple[str, ...] = tuple(column.key for column in columns)

    @property
    def rows(self) -> tuple[T, ...]:
        """Return what is shown."""
        return tuple(self._rows)

    @property
    def titles(self) -> tuple[str, ...]:
        """Return the columns' titles."""
        return self._titles

    def retranslate(self) -> None:
        """Say everything in the language of now."""

    def set_titles(self, titles: Sequence[str]) -> None:
        """Name the columns, and say every cell again: the language changed."""
        self._titles = tuple(titles)
        self._words = [self._say(row) for row in self._rows]
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, len(self.columns) - 1))

    def show_rows(self, rows: Sequence[T]) -> None:
        """Show these rows: gone ones leave, new ones are added at the end, changed cells are told."""
        by_key = {self._identify(row): row for row in rows}
        self._drop_all_but(by_key)
        for number, old in enumerate(self._rows):
            self._replace(number, by_key.pop(self._identify(old)))
        if by_key:
            first = len(self._rows)
            self.beginInsertRows(QModelIndex(), first, first + len(by_key) - 1)
            self._rows += by_key.values()
            self._words += [self._say(row) for row in by_key.values()]
            self.endInsertRows()

    def widest(self, column: int) -> str:
        """Return a text as wide as any of a column's."""
        return self.columns[column].widest

    def words(self, row: int) -> tuple[str, ...]:
        """Return what a row's cells say."""
        return self._words[row]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  Qt's name and default
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  Qt's name and default
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a cell's words, its sort key, or the whole row as a tool tip."""
        if not index.isValid():
            return None
        column = self.columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words[index.row()][index.column()]
        if role == SORT_ROLE:
            return column.sort(self._rows[index.row()])
        if role == Qt.ItemDataRole.TextAlignmentRole and column.numeric:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(self.describe(index.row()))
        return None

    def headerData(  # noqa: N802  Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return a column's title, set as its cells are."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._titles[section]
        if role == Qt.ItemDataRole.TextAlignmentRole and self.columns[section].numeric:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def describe(self, row: int) -> str:
        """Return everything that a row tells, hidden columns too."""
        return "; ".join(f"{title}: {words}" for title, words in zip(self._titles, self._words[row], strict=True))

    def _say(self, row: T) -> tuple[str, ...]:
        return tuple(column.text(row) or UNKNOWN for column in self.columns)

    def _replace(self, number: int, row: T) -> None:
        words, before = self._say(row), self._words[number]
        self._rows[number] = row
        if words == before:
            return
        self._words[number] = words
        changed = [column for column, (new, old) in enumerate(zip(words, before, strict=True)) if new != old]
        self.dataChanged.emit(self.index(number, changed[0]), self.index(number, changed[-1]))

    def _drop_all_but(self, kept: dict[Hashable, T]) -> None:
        for number in reversed(range(len(self._rows))):
            if self._identify(self._rows[number]) not in kept:
                self.beginRemoveRows(QModelIndex(), number, number)
                del self._rows[number], self._words[number]
                self.endRemoveRows()


class RowOrder(QSortFilterProxyModel):
    """Sorts numbers as numbers; the unknown comes last whichever way it goes."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setSortRole(SORT_ROLE)

    def lessThan(self, left: Index, right: Index) -> bool:  # noqa: N802  Qt's name
        """Return whether `left` stands before `right` when ascending."""
        one, other = left.data(SORT_ROLE), right.data(SORT_ROLE)
        ascending = self.sortOrder() == Qt.SortOrder.AscendingOrder
        if one is None and other is None:
            return (left.row() < right.row()) == ascending
        if one is None or other is None:
            return (other is None) == ascending
        if isinstance(one, str):
            return one.casefold() < str(other).casefold()
        return bool(one < other)
