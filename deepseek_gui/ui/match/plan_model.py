"""The ranked plans as an item model that sorts and filters itself (thousands of rows, one Python list)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from deepseek_gui.core.ranking import reaches
from deepseek_gui.domain.plan import Estimate
from deepseek_gui.domain.units import format_gib
from deepseek_gui.ui.match.words import count_text, quantisation_text, speed_text
from deepseek_gui.ui.texts import translate
from deepseek_gui.ui.widgets.plain import plain_tip

Index = QModelIndex | QPersistentModelIndex
ESTIMATE_ROLE = Qt.ItemDataRole.UserRole
"""The whole `Estimate` of a row, for delegates."""


class Column(IntEnum):
    """What a plan is told by, left to right."""

    RANK = 0
    MODEL = 1
    QUANTISATION = 2
    MEMORY = 3
    SPEED = 4
    CONTEXT = 5
    FITS = 6


@dataclass(frozen=True, slots=True)
class Row:
    """A plan with its place in the ranking.

    Attributes:
        rank: 1 is best.
        name: the model's name for a person.
        too_slow: it is expected to be slower than was asked for.
    """

    rank: int
    name: str
    estimate: Estimate
    too_slow: bool = False


@dataclass(frozen=True, slots=True)
class PlanFilter:
    """Which plans are shown.

    Attributes:
        fitting_only: hide what does not fit.
        best_of_model: only the best plan of each model.
        words: all of them must stand in the model's name or id or the quantisation.
    """

    fitting_only: bool = True
    best_of_model: bool = False
    words: str = ""


class PlanModel(QAbstractTableModel):
    """Plans, best first until a person sorts otherwise."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: tuple[Row, ...] = ()
        self._rows: list[Row] = []
        self._filter = PlanFilter()
        self._order = (int(Column.RANK), Qt.SortOrder.AscendingOrder)

    def set_plans(self, plans: tuple[Estimate, ...], names: Mapping[str, str], min_tps: float | None = None) -> None:
        """Show these plans, best first.

        Args:
            plans: the estimates in ranking order.
            names: catalogue id -> name for a person; an id without one stands for itself.
            min_tps: the least decode speed that was asked for.
        """
        self.beginResetModel()
        self._all = tuple(
            Row(rank, names.get(plan.plan.model, plan.plan.model), plan, reaches(plan, min_tps) is False)
            for rank, plan in enumerate(plans, start=1)
        )
        self._rows = self._visible()
        self.endResetModel()

    def set_filter(self, wanted: PlanFilter) -> None:
        """Show only what the filter lets through."""
        self.beginResetModel()
        self._filter = wanted
        self._rows = self._visible()
        self.endResetModel()

    @property
    def plan_filter(self) -> PlanFilter:
        """Return the filter that holds."""
        return self._filter

    @property
    def total(self) -> int:
        """Return how many plans there are, hidden ones too."""
        return len(self._all)

    @property
    def fitting(self) -> int:
        """Return how many plans fit, hidden ones too."""
        return sum(row.estimate.fits for row in self._all)

    def row_of(self, estimate: Estimate | None) -> int | None:
        """Return the visible row of the same plan (its numbers may have changed), or None."""
        if estimate is None:
            return None
        key = _key(estimate)
        return next((number for number, row in enumerate(self._rows) if _key(row.estimate) == key), None)

    def estimate_at(self, row: int) -> Estimate:
        """Return the estimate of a visible row."""
        return self._rows[row].estimate

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  Qt's name and default
        """Return the number of visible plans."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  Qt's name and default
        """Return the number of columns."""
        return 0 if parent.isValid() else len(Column)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the words, the tool tip or the estimate of a cell."""
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], Column(index.column())
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return self._words(row, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(self._tip(row, column))
        if role == Qt.ItemDataRole.TextAlignmentRole and column in {Column.RANK, Column.CONTEXT}:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return row.estimate if role == ESTIMATE_ROLE else None

    def headerData(  # noqa: N802  Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return a column's title."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.ToolTipRole and section == Column.RANK:
            return self._rule()
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        titles = {
            Column.RANK: self.tr("#"),
            Column.MODEL: self.tr("Model"),
            Column.QUANTISATION: self.tr("Quantisation"),
            Column.MEMORY: self.tr("Memory"),
            Column.SPEED: self.tr("Speed"),
            Column.CONTEXT: self.tr("Context"),
            Column.FITS: self.tr("Fits here"),
        }
        return titles[Column(section)]

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; -1 is the ranking. Ties stay in ranking order, unknown values come last."""
        self._order = (max(column, 0), order)
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        kept = [self._rows[index.row()].rank for index in before]
        self._rows.sort(key=lambda row: row.rank)
        self._sort(self._rows)
        places = {row.rank: number for number, row in enumerate(self._rows)}
        after = [self.index(places[rank], index.column()) for rank, index in zip(kept, before, strict=True)]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def retranslate(self) -> None:
        """Tell the views that every word has changed."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(Column) - 1)
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, len(Column) - 1))

    def _visible(self) -> list[Row]:
        rows = [row for row in self._all if _matches(row, self._filter)]
        if self._filter.best_of_model:
            rows = _first_of_each(rows)
        self._sort(rows)
        return rows

    def _sort(self, rows: list[Row]) -> None:
        column, order = self._order
        key = _SORT_KEYS[Column(column)]
        known = [row for row in rows if key(row) is not None]
        unknown = [row for row in rows if key(row) is None]
        known.sort(key=key, reverse=order == Qt.SortOrder.DescendingOrder)
        rows[:] = known + unknown

    def _words(self, row: Row, column: Column) -> str:
        words = _WORDS.get(column)
        return self._verdict(row) if words is None else words(row)

    def _verdict(self, row: Row) -> str:
        estimate = row.estimate
        if estimate.fits:
            return self.tr("Fits, slower than asked") if row.too_slow else self.tr("Fits")
        if estimate.reason is None:
            return self.tr("Does not fit")
        return self.tr("No: {reason}").format(reason=translate(estimate.reason))

    def _rule(self) -> str:
        return plain_tip(
            self.tr(
                "Best first: what fits and is as fast as asked; then what is more able (size, age, purpose), "
                "loses less by its quantisation and is comfortably fast. What does not fit comes last, smallest first."
            )
        )

    def _tip(self, row: Row, column: Column) -> str:
        if column == Column.MEMORY:
            return "\n".join(f"{device.name}: {format_gib(device.total_bytes)}" for device in row.estimate.devices)
        remedy = row.estimate.remedy
        if column == Column.FITS and remedy is not None:
            return f"{self._verdict(row)} {translate(remedy)}"
        if column == Column.MODEL:
            return f"{row.name} ({row.estimate.plan.model})"
        return self._words(row, column)


def short_name(name: str) -> str:
    """Return a model's name without the maker's: every model here is DeepSeek's, and columns are narrow."""
    short = name.removeprefix("DeepSeek").lstrip("-")
    return short.strip() if name != short and name[8:9] in {"-", " "} else name


def _key(estimate: Estimate) -> tuple[str, str | None, str, bool]:
    plan = estimate.plan
    return plan.model, plan.quantisation, plan.engine, plan.file is not None


def _matches(row: Row, wanted: PlanFilter) -> bool:
    if wanted.fitting_only and not row.estimate.fits:
        return False
    text = f"{row.name} {row.estimate.plan.model} {row.estimate.plan.quantisation}".casefold()
    return all(word in text for word in wanted.words.casefold().split())


def _first_of_each(rows: list[Row]) -> list[Row]:
    firsts: dict[str, Row] = {}
    for row in rows:
        firsts.setdefault(row.estimate.plan.model, row)
    return list(firsts.values())


def _total_bytes(row: Row) -> int:
    return sum(device.total_bytes for device in row.estimate.devices)


def _decode(row: Row) -> float | None:
    rate = row.estimate.speed.decode_tps
    return None if rate is None else rate.expected


_SORT_KEYS: Mapping[Column, Callable[[Row], Any]] = {
    Column.RANK: lambda row: row.rank,
    Column.MODEL: lambda row: row.name.casefold(),
    Column.QUANTISATION: lambda row: row.estimate.plan.quantisation,
    Column.MEMORY: _total_bytes,
    Column.SPEED: _decode,
    Column.CONTEXT: lambda row: row.estimate.settings.context,
    Column.FITS: lambda row: not row.estimate.fits,
}

_WORDS: Mapping[Column, Callable[[Row], str]] = {
    Column.RANK: lambda row: str(row.rank),
    Column.MODEL: lambda row: short_name(row.name),
    Column.QUANTISATION: lambda row: quantisation_text(row.estimate),
    Column.MEMORY: lambda row: format_gib(_total_bytes(row)),
    Column.SPEED: lambda row: speed_text(row.estimate.speed.decode_tps),
    Column.CONTEXT: lambda row: count_text(row.estimate.settings.context),
}
