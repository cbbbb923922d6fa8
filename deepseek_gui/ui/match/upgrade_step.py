"""Step 4: what money buys, for the matched machine and for the article's own path."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from deepseek_gui.core.upgrades import Upgrade
from deepseek_gui.domain.cost import Currency
from deepseek_gui.domain.verdict import Claim, Tier
from deepseek_gui.ui.match.upgrade_model import Column, UpgradeModel
from deepseek_gui.ui.widgets.article_notes import ArticleNotes
from deepseek_gui.ui.widgets.card import em_of
from deepseek_gui.ui.widgets.plain import plain_label
from deepseek_gui.ui.widgets.tables import FactTable, FittedColumns

_FLEXIBLE_EM: Mapping[int, float] = {Column.CHANGE: 8, Column.SOURCE: 4}
"""Their words are long and stand in the tool tip too."""


class UpgradeStep(QScrollArea):
    """Shows two tables: changes of the machine, and the article's short, medium and long term."""

    prices_edited = Signal(object, str)
    """The edited prices by the upgrades' keys, dollars, and the key of the one that changed."""
    currency_changed = Signal()

    def __init__(self, per_usd: Callable[[Currency], float], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._per_usd = per_usd
        self._prices: Mapping[str, float] = {}
        self._title = plain_label(scale=1.35, bold=True)
        self._lead = plain_label(muted=True)
        self._caption = QLabel()
        self.currency_box = QComboBox()
        self.model, self.article_model = UpgradeModel(self), UpgradeModel(self)
        self.table, self.article_table = FactTable(), FactTable()
        self._article_title = plain_label(bold=True)
        self.outlook = ArticleNotes()
        self._set_up()
        self._lay_out()
        self._retranslate()

    def show_upgrades(
        self,
        own: tuple[Upgrade, ...],
        article: tuple[Upgrade, ...],
        names: Mapping[str, str],
        tiers: Mapping[Tier, str],
    ) -> None:
        """Show what changes bring.

        Args:
            own: of the matched machine.
            article: the article's path.
            names: catalogue id -> the model's name.
            tiers: the tiers' names.
        """
        for model, table, found in ((self.model, self.table, own), (self.article_model, self.article_table, article)):
            model.set_upgrades(found, names, tiers)
            table.setFixedHeight(table.content_height())
        self._columns.fit()

    @property
    def prices(self) -> Mapping[str, float]:
        """Return the edited prices that hold, dollars by the upgrades' keys."""
        return self._prices

    def set_prices(self, prices: Mapping[str, float]) -> None:
        """Show these edited prices without telling them."""
        self._prices = prices
        for model in (self.model, self.article_model):
            model.set_prices(prices)

    @property
    def currency(self) -> Currency:
        """Return the currency of the prices."""
        return Currency(self.currency_box.currentData())

    def set_currency(self, currency: Currency) -> None:
        """Show prices in a currency."""
        self.currency_box.setCurrentIndex(self.currency_box.findData(currency))

    def set_claims(self, claims: tuple[Claim, ...]) -> None:
        """Show the article's outlook, which is nothing to buy."""
        self.outlook.show_notes(claims)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  Qt's name
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _set_up(self) -> None:
        for currency in Currency:
            self.currency_box.addItem(str(currency), currency)
        self.currency_box.currentIndexChanged.connect(self._on_currency)
        self._caption.setBuddy(self.currency_box)
        triggers = QAbstractItemView.EditTrigger
        for table, model in ((self.table, self.model), (self.article_table, self.article_model)):
            table.setModel(model)
            model.prices_edited.connect(self.prices_edited)
            table.setEditTriggers(triggers.DoubleClicked | triggers.EditKeyPressed)
            table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)  # it is as high as its rows
        self._columns = FittedColumns((self.table, self.article_table), _FLEXIBLE_EM, self)
        self.table.row_entered.connect(self._on_entered)

    def _lay_out(self) -> None:
        em = round(em_of(self))
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._caption)
        head.addWidget(self.currency_box)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(round(0.6 * em))
        column.addLayout(head)
        for widget in (self._lead, self.table, self._article_title, self.article_table, self.outlook):
            column.addWidget(widget)
        column.addStretch(1)
        self.setWidget(body)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)

    def _retranslate(self) -> None:
        self._title.setText(self.tr("What one more unit of money buys"))
        self.setAccessibleName(self._title.text())
        self._lead.setText(
            self.tr(
                "Each change is matched anew for what you asked. Prices are dated or estimates; "
                "edit them with Enter, F2 or a double click."
            )
        )
        self._caption.setText(self.tr("C&urrency:"))
        self._article_title.setText(self.tr("The article's path, from its professional machine"))
        self.table.setAccessibleName(self.tr("Upgrades of this machine"))
        self.article_table.setAccessibleName(self.tr("The article's upgrades"))
        self.model.retranslate()
        self.article_model.retranslate()
        self._columns.fit()

    @Slot()
    def _on_currency(self) -> None:
        currency = self.currency
        for model in (self.model, self.article_model):
            model.set_currency(currency, self._per_usd(currency))
        self.currency_changed.emit()

    @Slot(int)
    def _on_entered(self, row: int) -> None:
        index = self.model.index(row, Column.PRICE)
        self.table.setCurrentIndex(index)
        self.table.edit(index)
