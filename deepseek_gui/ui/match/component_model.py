"""A tier's verdict, component by component, as an item model."""

from __future__ import annotations

from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from deepseek_gui.domain.verdict import ComponentVerdict, TierVerdict, Verdict
from deepseek_gui.ui.texts import translate
from deepseek_gui.ui.widgets.plain import plain_tip

Index = QModelIndex | QPersistentModelIndex
VERDICT_ROLE = Qt.ItemDataRole.UserRole + 1
"""The `Verdict` of a row, for the delegate that draws its mark."""


class Column(IntEnum):
    """What a component is told by, left to right."""

    COMPONENT = 0
    NEED = 1
    HAVE = 2
    VERDICT = 3
    DECIDES = 4


class ComponentModel(QAbstractTableModel):
    """What a tier asks of each component and what the machine has."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[ComponentVerdict, ...] = ()

    def set_tier(self, tier: TierVerdict | None) -> None:
        """Show this tier; what decides comes first."""
        self.beginResetModel()
        components = tier.components if tier else ()
        self._rows = tuple(sorted(components, key=lambda component: not component.decides))
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  Qt's name and default
        """Return the number of components."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  Qt's name and default
        """Return the number of columns."""
        return 0 if parent.isValid() else len(Column)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the words, the tool tip or the verdict of a cell."""
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], Column(index.column())
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return self._words(row, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(self._words(row, column))
        return row.verdict if role == VERDICT_ROLE and column == Column.VERDICT else None

    def headerData(  # noqa: N802  Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return a column's title."""
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        titles = {
            Column.COMPONENT: self.tr("Component"),
            Column.NEED: self.tr("Need"),
            Column.HAVE: self.tr("Have"),
            Column.VERDICT: self.tr("Verdict"),
            Column.DECIDES: self.tr("Decides"),
        }
        return titles[Column(section)]

    def retranslate(self) -> None:
        """Tell the views that every word has changed."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(Column) - 1)
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, len(Column) - 1))

    def _words(self, row: ComponentVerdict, column: Column) -> str:
        match column:
            case Column.COMPONENT:
                return translate(row.title)
            case Column.NEED:
                return translate(row.need)
            case Column.HAVE:
                return translate(row.have)
            case Column.VERDICT:
                return self.verdict_word(row.verdict)
            case Column.DECIDES:
                return self.tr("yes") if row.decides else self.tr("shown only")

    def verdict_word(self, verdict: Verdict) -> str:
        """Return the word of a verdict."""
        words = {
            Verdict.PASS: self.tr("pass"),
            Verdict.SHORT: self.tr("short"),
            Verdict.UNKNOWN: self.tr("unknown"),
        }
        return words[verdict]
