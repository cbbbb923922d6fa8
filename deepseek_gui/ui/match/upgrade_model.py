"""Upgrades as an item model; a price can be edited."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QLocale, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from deepseek_gui.core.upgrades import Upgrade
from deepseek_gui.domain.cost import SYMBOLS, Currency
from deepseek_gui.domain.verdict import Tier
from deepseek_gui.ui.match.plan_model import short_name
from deepseek_gui.ui.match.words import quantisation_text, rate_text
from deepseek_gui.ui.texts import UNKNOWN, join_sentences, translate
from deepseek_gui.ui.widgets.plain import plain_tip

Index = QModelIndex | QPersistentModelIndex
DEAREST = 1e9


class Column(IntEnum):
    """What an upgrade is told by, left to right."""

    CHANGE = 0
    PRICE = 1
    GAIN = 2
    SPEED = 3
    TIERS = 4
    MODELS = 5
    BEST = 6
    SOURCE = 7


_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_ALIGNED = {Column.PRICE: _RIGHT, Column.GAIN: _RIGHT, Column.SPEED: int(Qt.AlignmentFlag.AlignCenter)}


class UpgradeModel(QAbstractTableModel):
    """One upgrade a row, as the core lists them, with the prices that were edited."""

    prices_edited = Signal(object, str)
    """The edited prices by the upgrades' keys, dollars, as they are now; and the key of the one that changed."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[Upgrade, ...] = ()
        self._names: Mapping[str, str] = {}
        self._tiers: Mapping[Tier, str] = {}
        self._prices: Mapping[str, float] = {}
        self._currency, self._rate = Currency.USD, 1.0

    def set_upgrades(self, upgrades: Sequence[Upgrade], names: Mapping[str, str], tiers: Mapping[Tier, str]) -> None:
        """Show these.

        Args:
            upgrades: to show, in order.
            names: catalogue id -> the model's name.
            tiers: the tiers' names.
        """
        self.beginResetModel()
        self._rows, self._names, self._tiers = tuple(upgrades), names, tiers
        self.endResetModel()

    def set_currency(self, currency: Currency, per_usd: float) -> None:
        """Show prices in a currency, of which a dollar is so much."""
        self._currency, self._rate = currency, per_usd
        self._changed()

    def set_prices(self, prices: Mapping[str, float]) -> None:
        """Take edited prices, dollars by the upgrades' keys."""
        self._prices = prices
        self._changed()

    def price_usd(self, upgrade: Upgrade) -> float | None:
        """Return the price that holds: the edited one, or the stated one."""
        return self._prices.get(upgrade.change.key, upgrade.change.price_usd)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  Qt's name and default
        """Return the number of upgrades."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  Qt's name and default
        """Return the number of columns."""
        return 0 if parent.isValid() else len(Column)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let prices be edited."""
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if index.isValid() and index.column() == Column.PRICE else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the words, the tool tip or the price to edit of a cell."""
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], Column(index.column())
        if role == Qt.ItemDataRole.EditRole and column == Column.PRICE:
            price = self.price_usd(row)
            return "" if price is None else f"{price * self._rate:.10g}"
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return self._words(row, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(self._tip(row, column))
        return _ALIGNED.get(column) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: N802  Qt's name
        """Take an edited price; an empty one is the stated one again, what is no price is refused."""
        if role != Qt.ItemDataRole.EditRole or not index.isValid() or index.column() != Column.PRICE:
            return False
        key = self._rows[index.row()].change.key
        words = str(value).strip().replace(",", "")
        try:
            price = float(words) / self._rate if words else None
        except ValueError:
            return False
        if price is not None and not 0 < price <= DEAREST:
            return False
        prices = {other: kept for other, kept in self._prices.items() if other != key}
        self.set_prices(prices if price is None else prices | {key: price})
        self.prices_edited.emit(self._prices, key)
        return True

    def headerData(  # noqa: N802  Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return a column's title, or what it means."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _ALIGNED.get(Column(section))
        if role == Qt.ItemDataRole.ToolTipRole and section == Column.GAIN:
            return plain_tip(
                self.tr("Tokens per second that today's best plan gains for 1000 $, or for each $/h when it is rented.")
            )
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        titles = {
            Column.CHANGE: self.tr("Change"),
            Column.PRICE: self.tr("Price"),
            Column.GAIN: self.tr("Tok/s gained"),
            Column.SPEED: self.tr("Today's plan"),
            Column.TIERS: self.tr("Tiers"),
            Column.MODELS: self.tr("New models"),
            Column.BEST: self.tr("Best plan then"),
            Column.SOURCE: self.tr("Price from"),
        }
        return titles[Column(section)]

    def retranslate(self) -> None:
        """Tell the views that every word has changed."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(Column) - 1)
        self._changed()

    def _changed(self) -> None:
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, len(Column) - 1))

    def _words(self, row: Upgrade, column: Column) -> str:
        makers = {
            Column.CHANGE: lambda: translate(row.change.title),
            Column.PRICE: lambda: self._price_words(row),
            Column.GAIN: lambda: self._gain_words(row),
            Column.SPEED: lambda: self._speed_words(row),
            Column.TIERS: lambda: (
                self.tr(", ").join(self._tiers.get(tier, tier.value) for tier in row.tiers) or UNKNOWN
            ),
            Column.MODELS: lambda: str(len(row.models)) if row.models else UNKNOWN,
            Column.BEST: lambda: self._best_words(row),
            Column.SOURCE: lambda: self._source_words(row),
        }
        return makers[column]()

    def _price_words(self, row: Upgrade) -> str:
        price = self.price_usd(row)
        if price is None:
            return UNKNOWN
        symbol = SYMBOLS[self._currency]
        if row.change.hourly:
            return self.tr("{price} {symbol}/h").format(price=f"{price * self._rate:.2f}", symbol=symbol)
        amount = QLocale(QLocale.Language.English).toString(round(price * self._rate))
        return f"{amount} {symbol}"

    def _gain_words(self, row: Upgrade) -> str:
        gain = row.gain(self.price_usd(row))
        if gain is None:
            return UNKNOWN
        unit = self.tr("per $/h") if row.change.hourly else self.tr("per 1000 $")
        return f"{gain:+.{1 if abs(gain) < 10 else 0}f} {unit}"

    def _speed_words(self, row: Upgrade) -> str:
        if row.before_tps is None:
            return UNKNOWN
        after = UNKNOWN if row.after_tps is None else rate_text(row.after_tps)
        if not row.still_fits:
            after = self.tr("does not fit")
        return f"{rate_text(row.before_tps)} → {after}"

    def _best_words(self, row: Upgrade) -> str:
        if row.best is None:
            return self.tr("nothing fits")
        name = self._names.get(row.best.plan.model, row.best.plan.model)
        return f"{short_name(name)} {quantisation_text(row.best)}"

    def _source_words(self, row: Upgrade) -> str:
        if row.change.key in self._prices:
            return self.tr("edited by you")
        return self.tr(", ").join(filter(None, (translate(row.change.source), row.change.date)))

    def _tip(self, row: Upgrade, column: Column) -> str:
        if column == Column.MODELS and row.models:
            return self.tr(", ").join(short_name(self._names.get(model, model)) for model in row.models)
        if column == Column.PRICE:
            return join_sentences(self._source_words(row), self.tr("Double-click or F2 to edit."))
        return self._words(row, column)
