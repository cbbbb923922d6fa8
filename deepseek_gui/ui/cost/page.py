"""The Cost page: does a machine of one's own pay off against the cloud and the API?"""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QUndoStack
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from deepseek_gui.core.cost_words import headline, remarks
from deepseek_gui.core.costing import PRESETS, preset, with_estimate, with_measured_watts
from deepseek_gui.domain.comparison import Comparison
from deepseek_gui.domain.cost import SYMBOLS, CostPlan, Currency
from deepseek_gui.domain.cost_fields import MAX_YEARS, MIN_YEARS, converted
from deepseek_gui.domain.machine import Machine
from deepseek_gui.domain.plan import Estimate
from deepseek_gui.domain.verdict import Verdict
from deepseek_gui.sizing.cost import compare
from deepseek_gui.ui.cost.inputs import CostInputs
from deepseek_gui.ui.cost.number_box import NumberBox
from deepseek_gui.ui.cost.results import CostResults
from deepseek_gui.ui.match.marks import Mark
from deepseek_gui.ui.texts import translate
from deepseek_gui.ui.widgets.card import Card, em_of
from deepseek_gui.ui.widgets.edits import Edit, add_history_keys
from deepseek_gui.ui.widgets.plain import plain_label


class CostPage(QWidget):
    """Holds the plan and its history of edits; every edit is answered at once.

    Args:
        plan: where the person left off; None begins with the prices of today.
    """

    plan_changed = Signal(object)
    """The `CostPlan` as edited, undone or redone."""

    def __init__(self, plan: CostPlan | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan = plan or preset("plan")
        self._own: tuple[Estimate, Machine] | None = None
        self._history = QUndoStack(self)
        self.preset_box, self.currency_box = QComboBox(), QComboBox()
        self.years_box = NumberBox(MIN_YEARS, MAX_YEARS, 1)
        self.undo_button, self.redo_button = QPushButton(), QPushButton()
        self._labels = {"preset": QLabel(), "currency": QLabel(), "years": QLabel()}
        self._mark, self._headline, self._remarks = Mark(), plain_label(scale=1.2, bold=True), plain_label(muted=True)
        self.inputs = CostInputs(self._plan)
        self.results = CostResults()
        self._lay_out()
        self._connect()
        self._retranslate()
        self._show(self._plan)

    @property
    def plan(self) -> CostPlan:
        """Return the inputs in force."""
        return self._plan

    @property
    def comparison(self) -> Comparison:
        """Return the answer to them."""
        return self._found

    @property
    def answer(self) -> str:
        """Return the answer in one sentence, as shown."""
        return self._headline.text()

    @property
    def history(self) -> QUndoStack:
        """Return the edits."""
        return self._history

    def set_plan(self, estimate: Estimate, machine: Machine) -> None:
        """Take the speed of a plan of Match and the rated watts and the price of its machine; an edit like any other.

        Args:
            estimate: the plan with its speed.
            machine: what it was matched for.
        """
        self._own = (estimate, machine)
        begin = self._plan if self._plan.preset == "plan" else self._with_rates(preset("plan"))
        self._edit(with_estimate(begin, estimate, machine), "")

    def set_measured_watts(self, busy_watts: float, idle_watts: float | None = None) -> None:
        """Take watts that were measured while a model ran, for the whole machine."""
        self._edit(with_measured_watts(self._plan, busy_watts, idle_watts), "")

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  Qt's name
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            self._show_answer()

    def _connect(self) -> None:
        self.inputs.edited.connect(self._edit)
        self.preset_box.activated.connect(self._on_preset)
        self.currency_box.activated.connect(self._on_currency)
        self.years_box.entered.connect(self._on_years)
        self.undo_button.clicked.connect(self._history.undo)
        self.redo_button.clicked.connect(self._history.redo)
        self._history.canUndoChanged.connect(self.undo_button.setEnabled)
        self._history.canRedoChanged.connect(self.redo_button.setEnabled)
        self.undo_button.setEnabled(False)
        self.redo_button.setEnabled(False)
        add_history_keys(self, self._history)

    def _lay_out(self) -> None:
        em = em_of(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(round(em), round(0.7 * em), round(em), 0)
        column.setSpacing(round(0.6 * em))
        column.addLayout(self._top(em))
        column.addWidget(self._answer(em))
        body = QHBoxLayout()
        body.setSpacing(round(0.6 * em))
        self.inputs.setFixedWidth(round(25 * em))
        body.addWidget(self.inputs)
        body.addWidget(self.results, 1)
        column.addLayout(body, 1)

    def _top(self, em: float) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(round(0.5 * em))
        for name, widget in (("preset", self.preset_box), ("currency", self.currency_box), ("years", self.years_box)):
            self._labels[name].setBuddy(widget)
            row.addWidget(self._labels[name])
            row.addWidget(widget)
            row.addSpacing(round(0.7 * em))
        row.addStretch(1)
        row.addWidget(self.undo_button)
        row.addWidget(self.redo_button)
        return row

    def _answer(self, em: float) -> Card:
        card = Card()
        row = QHBoxLayout(card)
        row.setContentsMargins(round(0.9 * em), round(0.6 * em), round(0.9 * em), round(0.6 * em))
        row.setSpacing(round(0.7 * em))
        words = QVBoxLayout()
        words.setSpacing(round(0.2 * em))
        words.addWidget(self._headline)
        words.addWidget(self._remarks)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        return card

    def _retranslate(self) -> None:
        self._labels["preset"].setText(self.tr("&Preset"))
        self._labels["currency"].setText(self.tr("Curr&ency"))
        self._labels["years"].setText(self.tr("&Years"))
        self.years_box.setAccessibleName(self.tr("Years"))
        self.preset_box.setAccessibleName(self.tr("Preset"))
        self.currency_box.setAccessibleName(self.tr("Currency"))
        self.undo_button.setText(self.tr("&Undo"))
        self.redo_button.setText(self.tr("Red&o"))
        self.undo_button.setToolTip("Ctrl+Z")
        self.redo_button.setToolTip("Ctrl+Shift+Z")
        self.preset_box.clear()
        for name, text in PRESETS.items():
            self.preset_box.addItem(translate(text), name)
        self.currency_box.clear()
        for currency in Currency:
            self.currency_box.addItem(f"{SYMBOLS[currency]} {currency}", currency.value)
        self._show_choices()

    @Slot(object, str)
    def _edit(self, plan: CostPlan, key: str) -> None:
        """Make a change that can be undone."""
        if plan != self._plan:
            self._history.push(Edit(self._plan, plan, self._take, key=key))

    def _take(self, plan: CostPlan) -> None:
        self._show(plan)
        self.plan_changed.emit(plan)

    def _show(self, plan: CostPlan) -> None:
        self._plan = plan
        self._found = compare(plan)
        self.inputs.show_plan(plan)
        self._show_choices()
        self._show_answer()

    def _show_choices(self) -> None:
        self.preset_box.setCurrentIndex(self.preset_box.findData(self._plan.preset))
        self.currency_box.setCurrentIndex(self.currency_box.findData(self._plan.currency.value))
        self.years_box.show_value(self._plan.years)

    def _show_answer(self) -> None:
        found = self._found
        self._mark.set_verdict(self._verdict(found))
        self._headline.setText(translate(headline(found)))
        self._remarks.setText("\n".join(translate(remark) for remark in remarks(found)))
        self._remarks.setVisible(bool(self._remarks.text()))
        self.results.show_answer(found)

    def _verdict(self, found: Comparison) -> Verdict:
        if found.pays_off:
            return Verdict.PASS
        return Verdict.SHORT if found.saving is not None and found.saving < 0 else Verdict.UNKNOWN

    def _with_rates(self, plan: CostPlan) -> CostPlan:
        """Return a preset with the person's exchange rates and currency."""
        plan = replace(plan, cny_per_usd=self._plan.cny_per_usd, eur_per_usd=self._plan.eur_per_usd)
        return converted(plan, self._plan.currency)

    def choose_preset(self, name: str) -> None:
        """Begin anew with a preset, "plan", "article" or "blank"; an edit like any other."""
        plan = self._with_rates(preset(name))
        if plan.preset == "plan" and self._own is not None:
            plan = with_estimate(plan, *self._own)
        self._edit(plan, "")
        self._show_choices()

    @Slot(int)
    def _on_preset(self, index: int) -> None:
        self.choose_preset(self.preset_box.itemData(index))

    @Slot(int)
    def _on_currency(self, index: int) -> None:
        self._edit(converted(self._plan, Currency(self.currency_box.itemData(index))), "")

    @Slot(float)
    def _on_years(self, years: float) -> None:
        self._edit(replace(self._plan, years=years), "years")
