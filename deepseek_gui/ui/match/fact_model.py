"""A machine's facts as an item model."""

from __future__ import annotations

from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFont

from deepseek_gui.core.machine_edits import editable, fact_words
from deepseek_gui.domain.machine import Machine
from deepseek_gui.ui.match.facts import Fact, machine_facts
from deepseek_gui.ui.widgets.plain import plain_tip

Index = QModelIndex | QPersistentModelIndex


class Column(IntEnum):
    """What a fact is told by, left to right."""

    SECTION = 0
    FACT = 1
    VALUE = 2
    SOURCE = 3


class FactModel(QAbstractTableModel):
    """Every fact of a machine, one a row; an edit is told, not made: the owner shows the machine that follows."""

    fact_edited = Signal(str, str)
    """A fact's key and the words that a person wrote for it."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._machine: Machine | None = None
        self._facts: tuple[Fact, ...] = ()

    def set_machine(self, machine: Machine) -> None:
        """Show this machine."""
        self.beginResetModel()
        self._machine = machine
        self._facts = machine_facts(machine)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  Qt's name and default
        """Return the number of facts."""
        return 0 if parent.isValid() else len(self._facts)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  Qt's name and default
        """Return the number of columns."""
        return 0 if parent.isValid() else len(Column)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the words of a cell; a section is named on its first row and, for a screen reader, on each."""
        if not index.isValid():
            return None
        words = self._words(self._facts[index.row()], Column(index.column()))
        if role == Qt.ItemDataRole.EditRole:
            return self._edit_words(self._facts[index.row()])
        if role == Qt.ItemDataRole.DisplayRole:
            return words if index.column() != Column.SECTION or self._opens(index.row()) else ""
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return words
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(words)
        return _bold() if role == Qt.ItemDataRole.FontRole and index.column() == Column.SECTION else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let values be edited."""
        flags = super().flags(index)
        if index.isValid() and index.column() == Column.VALUE and editable(self._facts[index.row()].key):
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: N802  Qt's name
        """Tell of an edit."""
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        fact = self._facts[index.row()]
        if str(value).strip() != self._edit_words(fact):
            self.fact_edited.emit(fact.key, str(value))
        return True

    def _edit_words(self, fact: Fact) -> str:
        return fact_words(self._machine, fact.key) if self._machine is not None and editable(fact.key) else ""

    def headerData(  # noqa: N802  Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return a column's title."""
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (self.tr("Part"), self.tr("Fact"), self.tr("Value"), self.tr("Where from"))[section]

    def retranslate(self) -> None:
        """Build every word anew."""
        if self._machine is not None:
            self.set_machine(self._machine)
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(Column) - 1)

    def _opens(self, row: int) -> bool:
        """Tell whether a section begins here: GPUs of different kinds are sections of their own."""
        return row == 0 or _part(self._facts[row]) != _part(self._facts[row - 1])

    def _words(self, fact: Fact, column: Column) -> str:
        return (fact.section, fact.title, fact.value, fact.source)[column]


def _part(fact: Fact) -> str:
    return fact.key.rpartition(".")[0]


def _bold() -> QFont:
    font = QFont()
    font.setBold(True)
    return font
