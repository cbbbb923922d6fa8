"""The inputs of a cost comparison, in groups, with units and where each price is from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from deepseek_gui.core.cost_estimates import is_estimate, origin
from deepseek_gui.core.costing import chosen, price_lists, put_choice, rates_text
from deepseek_gui.domain.cost import SYMBOLS, CostPlan
from deepseek_gui.domain.cost_fields import FIELDS, RATE_RANGE, RATES, with_rate
from deepseek_gui.ui.cost.number_box import NumberBox, box_of
from deepseek_gui.ui.texts import join_sentences, translate
from deepseek_gui.ui.theme import scaled_font
from deepseek_gui.ui.widgets.card import Card, em_of
from deepseek_gui.ui.widgets.plain import plain_label, set_tip

SECTIONS: Mapping[str, tuple[str, ...]] = {
    "use": ("use.tokens_in", "use.tokens_out", "use.cached_percent"),
    "cloud": (
        "list.cloud",
        "cloud.price_per_hour",
        "cloud.instances",
        "cloud.hours_per_day",
        "switch.reserved",
        "cloud.discount_percent",
    ),
    "api": ("list.api", "api.price_in", "api.price_cached", "api.price_out"),
    "local": (
        "list.purchase",
        "local.purchase",
        "local.depreciation_percent",
        "local.resale_percent",
        "local.busy_watts",
        "local.idle_watts",
        "switch.measured",
        "list.electricity",
        "local.price_per_kwh",
        "local.maintenance_per_year",
        "local.hours_per_day",
        "local.utilisation_percent",
        "local.concurrency",
        "local.speed_tps",
        "local.prefill_tps",
    ),
    "rates": ("rate.cny_per_usd", "rate.eur_per_usd"),
}
"""Groups and their rows, in the order of the Tab key."""

_ESTIMATE_MARK = " ≈"
"""Behind the name of an estimate; the line at the end of the page says so."""

LISTS = ("cloud", "api", "purchase", "electricity")


class CostInputs(QScrollArea):
    """Shows a plan's numbers and tells each change as a whole new plan."""

    edited = Signal(object, str)
    """The new `CostPlan`, and the key of the number that made it (empty for a choice)."""

    def __init__(self, plan: CostPlan, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan = plan
        self._fields = {field.key: field for field in FIELDS}
        self.boxes: dict[str, NumberBox] = {key: box_of(field) for key, field in self._fields.items()}
        self.boxes |= {f"rate.{name}": NumberBox(*RATE_RANGE, 4) for name in RATES}
        self.lists = {name: QComboBox() for name in LISTS}
        self.compared = {"cloud": QCheckBox(), "api": QCheckBox()}
        self.switches = {"reserved": QCheckBox(), "measured": QCheckBox()}
        self._titles = {name: QLabel() for name in ("use", "local", "rates")}
        self._captions: dict[str, QLabel] = {}
        self._legend = plain_label(muted=True)
        self._lay_out()
        self._connect()
        self._retranslate()
        self.show_plan(plan)

    def show_plan(self, plan: CostPlan) -> None:
        """Show a plan without telling it."""
        self._plan = plan
        for key, field in self._fields.items():
            self.boxes[key].show_value(field.value(plan))
        for name in RATES:
            self.boxes[f"rate.{name}"].show_value(getattr(plan, name))
        for box, on in (
            (self.compared["cloud"], plan.cloud.compared),
            (self.compared["api"], plan.api.compared),
            (self.switches["reserved"], plan.cloud.reserved),
            (self.switches["measured"], plan.local.measured),
        ):
            box.setChecked(on)
        self._show_lists()
        self._show_units()
        self._show_enabled()

    def caption(self, key: str) -> QLabel:
        """Return the words before a row."""
        return self._captions[key]

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  Qt's name
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _connect(self) -> None:
        for key, box in self.boxes.items():
            box.setObjectName(key)
            box.entered.connect(self._on_number)
        for name, chooser in self.lists.items():
            chooser.setObjectName(name)
            chooser.activated.connect(self._on_choice)
        for check in (*self.compared.values(), *self.switches.values()):
            check.clicked.connect(self._on_switch)

    def _lay_out(self) -> None:
        em = em_of(self)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, round(0.6 * em), round(0.6 * em))
        column.setSpacing(round(0.6 * em))
        for name, keys in SECTIONS.items():
            column.addWidget(self._section(name, keys, em))
        column.addWidget(self._legend)
        column.addStretch(1)
        self.setWidget(body)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def _section(self, name: str, keys: tuple[str, ...], em: float) -> Card:
        card = Card()
        form = QFormLayout(card)
        form.setContentsMargins(round(0.9 * em), round(0.7 * em), round(0.9 * em), round(0.8 * em))
        form.setHorizontalSpacing(round(0.8 * em))
        form.setVerticalSpacing(round(0.45 * em))
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        head: QWidget = self.compared[name] if name in self.compared else self._titles[name]
        head.setFont(scaled_font(self.font(), 1.05, bold=True))
        form.addRow(head)
        for key in keys:
            self._add_row(form, key, em)
        return card

    def _add_row(self, form: QFormLayout, key: str, em: float) -> None:
        kind, _, name = key.partition(".")
        if kind == "switch":
            form.addRow(self.switches[name])
            return
        if kind == "list":
            self.lists[name].setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            form.addRow(self.lists[name])  # the whole width: the names are long
            return
        caption = self._captions[key] = QLabel()
        self.boxes[key].setMinimumWidth(round(9 * em))
        caption.setBuddy(self.boxes[key])
        form.addRow(caption, self.boxes[key])

    def _retranslate(self) -> None:
        self.setAccessibleName(self.tr("Inputs"))
        titles = {"use": self.tr("Use"), "local": self.tr("Local machine"), "rates": self.tr("Exchange rates")}
        for name, words in titles.items():
            self._titles[name].setText(words)
        self.compared["cloud"].setText(self.tr("Cloud: a rented machine"))
        self.compared["api"].setText(self.tr("API: paid by the token"))
        self.switches["reserved"].setText(self.tr("Reserved for the whole time"))
        self.switches["measured"].setText(self.tr("These watts were measured"))
        set_tip(self.switches["reserved"], self.tr("Paid for 24 hours a day, used or not, at the discount."))
        set_tip(self.switches["measured"], self.tr("Off: they are the parts' ratings and an allowance for the rest."))
        for name, (words, own) in self._list_words().items():
            self.lists[name].setAccessibleName(words)
            self._fill(self.lists[name], name, own)
        for key, field in self._fields.items():
            self._name_row(key, translate(field.title))
        self._name_row("rate.cny_per_usd", self.tr("Yuan for a dollar"))
        self._name_row("rate.eur_per_usd", self.tr("Euro for a dollar"))
        self._legend.setText(
            self.tr("≈ is an estimate: its tool tip says of when and made of what. Enter your own number instead.")
        )
        self._show_lists()
        self._show_units()

    def _name_row(self, key: str, words: str) -> None:
        self._captions[key].setText(words)
        buddy = self._captions[key].buddy()
        if buddy is not None:
            buddy.setAccessibleName(words)

    def _list_words(self) -> dict[str, tuple[str, str]]:
        """Return each price list's name, and the words of the entry for a price that is not on it."""
        return {
            "cloud": (self.tr("Listed instances"), self.tr("Own price of an instance")),
            "api": (self.tr("Listed models"), self.tr("Own prices of an API")),
            "purchase": (self.tr("Listed machines"), self.tr("Own purchase price")),
            "electricity": (self.tr("Listed electricity prices"), self.tr("Own electricity price")),
        }

    def _fill(self, chooser: QComboBox, name: str, own: str) -> None:
        chooser.clear()
        chooser.addItem(own, "")
        for choice in price_lists()[name]:
            chooser.addItem(translate(choice.name), choice.id)
            chooser.setItemData(chooser.count() - 1, translate(choice.where), Qt.ItemDataRole.ToolTipRole)

    def _show_lists(self) -> None:
        for name, chooser in self.lists.items():
            choice = chosen(self._plan, name)
            chooser.setCurrentIndex(chooser.findData(choice.id if choice else ""))
            where = translate(choice.where) if choice else self.tr("Your own price.")
            set_tip(chooser, where)
            chooser.setAccessibleDescription(where)

    def _show_units(self) -> None:
        """Put units behind the numbers, and in the tool tips what is meant and where a listed price is from."""
        money = SYMBOLS[self._plan.currency]
        for key, field in self._fields.items():
            box, unit = self.boxes[key], translate(field.unit_in(money))
            box.setSuffix(f" {unit}" if unit else "")
            words = join_sentences(translate(field.hint), self._where(key))
            guessed = is_estimate(self._plan, key)
            self._captions[key].setText(translate(field.title) + (_ESTIMATE_MARK if guessed else ""))
            set_tip(box, words)
            box.setAccessibleDescription(words)
        for name in RATES:
            set_tip(self.boxes[f"rate.{name}"], translate(rates_text()))

    def _where(self, key: str) -> str:
        found = origin(self._plan, key)
        return translate(found) if found else ""

    def _show_enabled(self) -> None:
        for part, check in self.compared.items():
            for key in SECTIONS[part]:
                self._row_widget(key).setEnabled(check.isChecked())
        self.boxes["cloud.discount_percent"].setEnabled(self._plan.cloud.compared and self._plan.cloud.reserved)
        self.boxes["cloud.hours_per_day"].setEnabled(self._plan.cloud.compared and not self._plan.cloud.reserved)

    def _row_widget(self, key: str) -> QWidget:
        kind, _, name = key.partition(".")
        widgets: Mapping[str, Mapping[str, QWidget]] = {"list": self.lists, "switch": self.switches}
        return widgets[kind][name] if kind in widgets else self.boxes[key]

    @Slot(float)
    def _on_number(self, value: float) -> None:
        key = self.sender().objectName()
        kind, _, name = key.partition(".")
        if kind == "rate":
            self.edited.emit(with_rate(self._plan, name, value), key)
        else:
            self.edited.emit(self._fields[key].put(self._plan, value), key)

    @Slot(int)
    def _on_choice(self, index: int) -> None:
        name = self.sender().objectName()
        wanted = self.lists[name].itemData(index)
        for choice in price_lists()[name]:
            if choice.id == wanted:
                self.edited.emit(put_choice(self._plan, choice), "")
        self._show_lists()

    @Slot()
    def _on_switch(self) -> None:
        plan = self._plan
        cloud = replace(
            plan.cloud, compared=self.compared["cloud"].isChecked(), reserved=self.switches["reserved"].isChecked()
        )
        api = replace(plan.api, compared=self.compared["api"].isChecked())
        local = replace(plan.local, measured=self.switches["measured"].isChecked())
        self.edited.emit(replace(plan, cloud=cloud, api=api, local=local), "")
