"""The list of what can be started, newest wish first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from deepseek_gui.core.attaching import Server
from deepseek_gui.domain.plan import Plan

PlanRole = Qt.ItemDataRole.UserRole


class Origin(StrEnum):
    """Where a choice comes from."""

    DEMO = "demo"
    MATCH = "match"
    FILE = "file"
    SERVER = "server"
    """A server that a person attached."""
    OLLAMA = "ollama"
    """A model of the person's own Ollama, which runs."""
    CATALOGUE = "catalogue"


@dataclass(frozen=True, slots=True)
class Choice:
    """One plan that can be started.

    Attributes:
        name: the model's name, for a person.
        keeps_engine: the plan's engine was meant, and is not just the usual one.
        server: who runs the model already; None when the plan is ours to start.
    """

    plan: Plan
    name: str
    origin: Origin
    keeps_engine: bool = False
    server: Server | None = None


def server_choice(server: Server, origin: Origin = Origin.SERVER) -> Choice:
    """Return the choice of a model that a running server has."""
    return Choice(server.plan, server.model, origin, keeps_engine=True, server=server)


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

    def set_served(self, choices: Sequence[Choice], keep: Choice | None) -> None:
        """Show what runs elsewhere above the random weights, instead of what ran there before.

        Args:
            choices: those that are there now.
            keep: the one that is selected; it stays although it is gone.
        """
        for row in reversed(range(len(self._choices))):
            old = self._choices[row]
            if old.origin is Origin.OLLAMA and old not in choices and old != keep:
                self.beginRemoveRows(QModelIndex(), row, row)
                del self._choices[row]
                self.endRemoveRows()
        self.put_above_random(choices)

    def put_above_random(self, choices: Sequence[Choice]) -> None:
        """Put choices that are not there yet above the random weights."""
        new = [choice for choice in choices if self.row_of(choice) < 0]
        if new:
            origins = [choice.origin for choice in self._choices]
            first = origins.index(Origin.CATALOGUE) if Origin.CATALOGUE in origins else len(origins)
            self.beginInsertRows(QModelIndex(), first, first + len(new) - 1)
            self._choices[first:first] = new
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
        if choice.server is not None:
            return self._served_title(choice.name, choice.server, choice.origin)
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

    def _served_title(self, name: str, server: Server, origin: Origin) -> str:
        if origin is Origin.OLLAMA:
            return self.tr("{name}, in your Ollama").format(name=name)
        return self.tr("{name} at {address}").format(name=name, address=server.address)
