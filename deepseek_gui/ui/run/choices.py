"""The list of what can be started, newest wish first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from deepseek_gui.domain.plan import Plan

PlanRole = Qt.ItemDataRole.UserRole


class Origin(StrEnum):
    """Where a choice comes from."""

    DEMO = "demo"
    MATCH = "match"
    FILE = "file"
    CATALOGUE = "catalogue"


@dataclass(frozen=True, slots=True)
class Choice:
    """One plan that can be started.

    Attributes:
        name: the model's name, for a person.
    """

    plan: Plan
    name: str
    origin: Origin


class ChoiceModel(QAbstractListModel):
    """The choices for a combo box: handed over and opened ones above, then the demo model, then random weights."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._choices: list[Choice] = []

    @property
    def choices(self) -> tuple[Choice, ...]:
        """Return the rows."""
        return tuple(self._choices)

    def extend(self, choices: Iterable[Choice]) -> None:
        """Add choices below."""
        new = [choice for choice in choices if self.row_of(choice) < 0]
        if new:
            first = len(self._choices)
            self.beginInsertRows(QModelIndex(), first, first + len(new) - 1)
            self._choices.extend(new)
            self.endInsertRows()

    def put_first(self, choice: Choice) -> None:
        """Put a choice on top; an equal one moves there."""
        row = self.row_of(choice)
        if row >= 0:
            self.beginRemoveRows(QModelIndex(), row, row)
            del self._choices[row]
            self.endRemoveRows()
        self.beginInsertRows(QModelIndex(), 0, 0)
        self._choices.insert(0, choice)
        self.endInsertRows()

    def replace(self, row: int, choice: Choice) -> None:
        """Put a choice in another one's place."""
        self._choices[row] = choice
        self.dataChanged.emit(self.index(row), self.index(row))

    def row_of(self, choice: Choice) -> int:
        """Return a choice's row, -1 when it is not there."""
        return self._choices.index(choice) if choice in self._choices else -1

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008, N802  Qt's
        """Return the number of choices."""
        return 0 if parent.isValid() else len(self._choices)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a row's words or its choice."""
        if not index.isValid():
            return None
        choice = self._choices[index.row()]
        if role == PlanRole:
            return choice
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._title(choice)
        if role == Qt.ItemDataRole.ToolTipRole:
            return str(choice.plan.file) if choice.plan.file else self._title(choice)
        return None

    def retranslate(self) -> None:
        """Say the titles in the new language."""
        if self._choices:
            self.dataChanged.emit(self.index(0), self.index(len(self._choices) - 1))

    def _title(self, choice: Choice) -> str:
        name = " ".join(part for part in (choice.name, choice.plan.quantisation) if part)
        if choice.origin is Origin.DEMO:
            return self.tr("Demo model (part of the program)")
        if choice.origin is Origin.MATCH and choice.plan.synthetic:
            return self.tr("From Match: {name}, random weights").format(name=name)
        if choice.origin is Origin.MATCH:
            return self.tr("From Match: {name}").format(name=name)
        if choice.origin is Origin.CATALOGUE:
            return self.tr("{name}, random weights").format(name=name)
        return name
