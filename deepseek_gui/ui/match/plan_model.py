"""The ranked plans as an item model that sorts and filters itself (thousands of rows, one Python list)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from deepseek_gui.core.catalogue import models_by_id
from deepseek_gui.core.insight import Confidence, Insight, confidence
from deepseek_gui.core.ranking import LICENCES, Licence, reaches
from deepseek_gui.domain.licence import Commercial, commercial_use
from deepseek_gui.domain.match_state import PlanFilter
from deepseek_gui.domain.plan import ENGINE_NAMES, Estimate, Plan, RunSettings
from deepseek_gui.domain.units import format_gib
from deepseek_gui.ui.match.words import (
    confidence_text,
    count_text,
    download_text,
    loss_detail,
    loss_text,
    quantisation_text,
    span_text,
    speed_text,
)
from deepseek_gui.ui.texts import UNKNOWN, translate
from deepseek_gui.ui.widgets.plain import plain_tip

Index = QModelIndex | QPersistentModelIndex
InsightOf = Callable[[Estimate], Insight]
ESTIMATE_ROLE = Qt.ItemDataRole.UserRole
"""The whole `Estimate` of a row, for delegates."""


class Column(IntEnum):
    """What a plan is told by, left to right."""

    RANK = 0
    MODEL = 1
    QUANTISATION = 2
    ENGINE = 3
    MEMORY = 4
    SPEED = 5
    LOSS = 6
    CONTEXT = 7
    DOWNLOAD = 8
    CONFIDENCE = 9
    FITS = 10


_COLUMNS = tuple(Column)

DEFAULT_LINK_MBPS = 100.0
"""An ordinary line at home; a person sets their own."""


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


class PlanModel(QAbstractTableModel):
    """Plans, best first until a person sorts otherwise."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: tuple[Row, ...] = ()
        self._rows: list[Row] = []
        self._filter = PlanFilter()
        self._order = (int(Column.RANK), Qt.SortOrder.AscendingOrder)
        self._insight: InsightOf = _no_insight
        self._insights: dict[_InsightKey, Insight] = {}
        self._seen: dict[int, Insight] = {}
        self._link_mbps = DEFAULT_LINK_MBPS
        self._titles = self._translated_titles()

    def set_plans(
        self,
        plans: tuple[Estimate, ...],
        names: Mapping[str, str],
        min_tps: float | None = None,
        insight: InsightOf | None = None,
    ) -> None:
        """Show these plans, best first.

        Args:
            plans: the estimates in ranking order.
            names: catalogue id -> name for a person; an id without one stands for itself.
            min_tps: the least decode speed that was asked for.
            insight: tells more of a plan; asked only for rows that are looked at.
        """
        self.beginResetModel()
        self._insight, self._seen = insight or _no_insight, {}
        if len(self._insights) > _MOST_INSIGHTS:
            self._insights = {}
        self._all = tuple(
            Row(
                rank,
                names.get(plan.plan.model, plan.plan.model),
                plan,
                too_slow=min_tps is not None and reaches(plan, min_tps) is False,
            )
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

    def set_link(self, mbps: float) -> None:
        """State how fast downloads are, in 10**6 bits per second."""
        self._link_mbps = mbps
        if self._rows:
            self.dataChanged.emit(self.index(0, Column.DOWNLOAD), self.index(len(self._rows) - 1, Column.DOWNLOAD))

    def insight_of(self, estimate: Estimate) -> Insight:
        """Return what else is known of a plan, computed when it is first asked for; another context changes nothing."""
        found = self._seen.get(id(estimate))
        if found is None:
            key = _insight_key(estimate)
            found = self._insights.get(key) or self._insight(estimate)
            self._insights[key] = self._seen[id(estimate)] = found
        return found

    @property
    def plan_filter(self) -> PlanFilter:
        """Return the filter that holds."""
        return self._filter

    @property
    def engines(self) -> tuple[str, ...]:
        """Return the families of engines that the plans are for, hidden ones too, in the order of the rule."""
        found = {engine_name(row.estimate) for row in self._all}
        return tuple(dict.fromkeys(name for name in ENGINE_NAMES.values() if name in found))

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
        return 0 if parent.isValid() else len(_COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the words, the tool tip or the estimate of a cell."""
        if role not in _ROLES or not index.isValid():
            return None
        row, column = self._rows[index.row()], _COLUMNS[index.column()]
        if role == _DISPLAY and column == Column.MODEL and not self._opens_group(index.row()):
            return ""
        if role in {_DISPLAY, _ACCESSIBLE_TEXT}:
            return self._words(row, column)
        if role == _TOOL_TIP:
            return plain_tip(self._tip(row, column))
        if role == _ALIGNMENT:
            return _TO_THE_RIGHT if column in _NUMBERS else None
        return row.estimate

    def headerData(  # noqa: N802  Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return a column's title."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(self._explained(Column(section)))
        return self._titles[_COLUMNS[section]] if role == Qt.ItemDataRole.DisplayRole else None

    def _translated_titles(self) -> Mapping[Column, str]:
        """Return the columns' titles; views ask for them hundreds of times a repaint."""
        return {
            Column.RANK: self.tr("#"),
            Column.MODEL: self.tr("Model"),
            Column.QUANTISATION: self.tr("Quantisation"),
            Column.ENGINE: self.tr("Engine"),
            Column.MEMORY: self.tr("Memory"),
            Column.SPEED: self.tr("Tokens/s"),
            Column.LOSS: self.tr("Loss"),
            Column.CONTEXT: self.tr("Most context"),
            Column.DOWNLOAD: self.tr("Download"),
            Column.CONFIDENCE: self.tr("Confidence"),
            Column.FITS: self.tr("Fits here"),
        }

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
        self._titles = self._translated_titles()
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(Column) - 1)
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, len(Column) - 1))

    def _opens_group(self, row: int) -> bool:
        """Tell whether a model is named here: in a group, its first plan names it."""
        if not self._filter.grouped or self._order[0] != Column.RANK or row == 0:
            return True
        return self._rows[row].estimate.plan.model != self._rows[row - 1].estimate.plan.model

    def _visible(self) -> list[Row]:
        rows = [row for row in self._all if _matches(row, self._filter)]
        if self._filter.best_of_model:
            rows = _first_of_each(rows)
        self._sort(rows)
        return rows

    def _sort(self, rows: list[Row]) -> None:
        column, order = self._order
        key = self._sort_key(Column(column))
        if column == Column.RANK and self._filter.grouped:
            firsts = {row.estimate.plan.model: row.rank for row in sorted(rows, key=lambda row: -row.rank)}
            rows.sort(key=lambda row: firsts[row.estimate.plan.model], reverse=order == Qt.SortOrder.DescendingOrder)
            return
        known = [row for row in rows if key(row) is not None]
        unknown = [row for row in rows if key(row) is None]
        known.sort(key=key, reverse=order == Qt.SortOrder.DescendingOrder)
        rows[:] = known + unknown

    def _sort_key(self, column: Column) -> Callable[[Row], Any]:
        if column == Column.LOSS:
            return lambda row: self.insight_of(row.estimate).loss
        if column == Column.CONTEXT:
            return lambda row: self.insight_of(row.estimate).most_context
        return _SORT_KEYS[column]

    def _words(self, row: Row, column: Column) -> str:
        match column:
            case Column.LOSS:
                return loss_text(self.insight_of(row.estimate).loss)
            case Column.CONTEXT:
                most = self.insight_of(row.estimate).most_context
                return UNKNOWN if most is None else count_text(most)
            case Column.DOWNLOAD:
                return download_text(row.estimate.file_bytes, self._link_mbps)
            case Column.FITS:
                return self._verdict(row)
            case _:
                return _WORDS[column](row)

    def _verdict(self, row: Row) -> str:
        estimate = row.estimate
        if estimate.fits:
            return self.tr("Fits, slower than asked") if row.too_slow else self.tr("Fits")
        if estimate.reason is None:
            return self.tr("Does not fit")
        return self.tr("No: {reason}").format(reason=translate(estimate.reason))

    def _explained(self, column: Column) -> str:
        """Return what a column means."""
        words = {
            Column.RANK: self.tr("1 is best; “Ranking rule” tells why."),
            Column.ENGINE: self.tr("The program that runs the model."),
            Column.SPEED: self.tr("What one user gets at the beginning; four of five machines lie in the range."),
            Column.LOSS: self.tr("Quality that the quantisation costs, by llama.cpp's published perplexities."),
            Column.CONTEXT: self.tr("Tokens for each user that would still fit with the same placement."),
            Column.DOWNLOAD: self.tr("Size of the file and its time over the link that is stated above."),
            Column.CONFIDENCE: self.tr("How narrow the range of the speed is, or whether it was measured."),
        }
        return words.get(column, "")

    def _tip(self, row: Row, column: Column) -> str:
        if column == Column.MEMORY:
            return "\n".join(f"{device.name}: {format_gib(device.total_bytes)}" for device in row.estimate.devices)
        remedy = row.estimate.remedy
        if column == Column.FITS and remedy is not None:
            return f"{self._verdict(row)} {translate(remedy)}"
        if column == Column.MODEL:
            return f"{row.name} ({row.estimate.plan.model})"
        if column == Column.SPEED:
            return speed_text(row.estimate.speed.decode_tps)
        if column == Column.LOSS:
            return loss_detail(self.insight_of(row.estimate).loss)
        return self._words(row, column)


_InsightKey = tuple[Plan, RunSettings, bool, tuple[tuple[str, int, int, int | None], ...]]
_MOST_INSIGHTS = 4096


def _insight_key(estimate: Estimate) -> _InsightKey:
    """Return all that an insight depends on: the plan and its placement but for the context, and the devices' room."""
    plan = replace(estimate.plan, settings=replace(estimate.plan.settings, context=0))
    devices = tuple(
        (device.name, device.weights_bytes, device.overhead_bytes, device.free_bytes) for device in estimate.devices
    )
    return plan, replace(estimate.settings, context=0), estimate.fits, devices


def _no_insight(_: Estimate) -> Insight:
    return Insight()


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
    plan = row.estimate.plan
    if wanted.engine and engine_name(row.estimate) != wanted.engine:
        return False
    if wanted.licence and _licence(plan.model) not in LICENCES[Licence(wanted.licence)]:
        return False
    if not wanted.words:
        return True
    text = f"{row.name} {plan.model} {plan.quantisation} {engine_name(row.estimate)}".casefold()
    return all(word in text for word in wanted.words.casefold().split())


def engine_name(estimate: Estimate) -> str:
    """Return the family of a plan's engine, as a person knows it."""
    return ENGINE_NAMES.get(estimate.plan.engine, estimate.plan.engine)


def _licence(model_id: str) -> Commercial:
    model = models_by_id().get(model_id)
    return commercial_use(model.license if model else None)


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
    Column.ENGINE: lambda row: engine_name(row.estimate).casefold(),
    Column.MEMORY: _total_bytes,
    Column.SPEED: _decode,
    Column.DOWNLOAD: lambda row: row.estimate.file_bytes,
    Column.CONFIDENCE: lambda row: list(Confidence).index(confidence(row.estimate)),
    Column.FITS: lambda row: not row.estimate.fits,
}

_WORDS: Mapping[Column, Callable[[Row], str]] = {
    Column.RANK: lambda row: str(row.rank),
    Column.MODEL: lambda row: short_name(row.name),
    Column.QUANTISATION: lambda row: quantisation_text(row.estimate),
    Column.ENGINE: lambda row: engine_name(row.estimate),
    Column.MEMORY: lambda row: format_gib(_total_bytes(row)),
    Column.SPEED: lambda row: span_text(row.estimate.speed.decode_tps),
    Column.CONFIDENCE: lambda row: confidence_text(confidence(row.estimate)),
}

_DISPLAY, _ACCESSIBLE_TEXT = int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.AccessibleTextRole)
_TOOL_TIP, _ALIGNMENT = int(Qt.ItemDataRole.ToolTipRole), int(Qt.ItemDataRole.TextAlignmentRole)
_ROLES = frozenset((_DISPLAY, _ACCESSIBLE_TEXT, _TOOL_TIP, _ALIGNMENT, int(ESTIMATE_ROLE)))
"""As numbers: a repaint asks a thousand times, mostly for others, and an enumeration takes its time to hash."""

_TO_THE_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

_NUMBERS = {Column.RANK, Column.SPEED, Column.CONTEXT}
"""Columns that stand to the right."""
