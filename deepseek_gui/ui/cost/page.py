"""The Cost page: does a machine of one's own pay off against the cloud and the API?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut, QUndoStack
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from deepseek_gui.core.cost_article import article_rows
from deepseek_gui.core.cost_words import headline, remarks
from deepseek_gui.core.costing import PRESETS, preset, with_estimate, with_measured_watts
from deepseek_gui.domain.comparison import Comparison, CostLine
from deepseek_gui.domain.cost import SYMBOLS, CostPlan, Currency, format_money
from deepseek_gui.domain.cost_fields import MAX_YEARS, MIN_YEARS, converted
from deepseek_gui.domain.machine import Machine
from deepseek_gui.domain.plan import Estimate
from deepseek_gui.domain.verdict import Verdict
from deepseek_gui.sizing.cost import compare, sensitivity
from deepseek_gui.ui.cost.chart import CostChart, Course
from deepseek_gui.ui.cost.edits import Edit
from deepseek_gui.ui.cost.inputs import CostInputs
from deepseek_gui.ui.cost.number_box import NumberBox
from deepseek_gui.ui.cost.tables import WordsTable
from deepseek_gui.ui.match.marks import Mark
from deepseek_gui.ui.texts import UNKNOWN, translate
from deepseek_gui.ui.widgets.card import Card, em_of
from deepseek_gui.ui.widgets.plain import plain_label

LOCAL, CLOUD, API = range(3)
"""Colours and dashes of the lines."""


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
        self.chart = CostChart()
        self.totals, self.sensitivity, self.article = WordsTable(), WordsTable(), WordsTable()
        self._titles = {"totals": plain_label(bold=True), "sensitivity": plain_label(bold=True)}
        self._titles["article"] = plain_label(bold=True)
        self._notes = {"totals": plain_label(muted=True), "sensitivity": plain_label(muted=True)}
        self._notes["article"] = plain_label(muted=True)
        self._article_card = self._card("article", self.article)
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
        for keys, slot in (
            ("Ctrl+Z", self._history.undo),
            ("Ctrl+Shift+Z", self._history.redo),
            ("Ctrl+Y", self._history.redo),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

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
        body.addWidget(self._results(em), 1)
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

    def _results(self, em: float) -> QScrollArea:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, round(0.6 * em), round(0.6 * em))
        column.setSpacing(round(0.6 * em))
        column.addWidget(self.chart, 1)
        column.addWidget(self._card("totals", self.totals))
        column.addWidget(self._article_card)
        column.addWidget(self._card("sensitivity", self.sensitivity))
        area = QScrollArea()
        area.setWidget(content)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return area

    def _card(self, name: str, table: WordsTable) -> Card:
        em = em_of(self)
        card = Card()
        column = QVBoxLayout(card)
        column.setContentsMargins(round(0.9 * em), round(0.7 * em), round(0.9 * em), round(0.7 * em))
        column.setSpacing(round(0.3 * em))
        column.addWidget(self._titles[name])
        column.addWidget(table)
        column.addWidget(self._notes[name])
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
        titles = {
            "totals": (self.totals, self.tr("Over the whole time")),
            "sensitivity": (self.sensitivity, self.tr("What decides: one input a quarter lower or higher")),
            "article": (self.article, self.tr("The article's table, as it stands and computed")),
        }
        for name, (table, words) in titles.items():
            self._titles[name].setText(words)
            table.setAccessibleName(words)
        self._notes["sensitivity"].setText(
            self.tr(
                "Change of what local saves, and the month in which it then pays off. "
                "Hours and shares stop at their end."
            )
        )
        self.chart.set_words(self.tr("Spent by each month"), self.tr("months"), self.tr("month {month}"))
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
            self._history.push(Edit(self._plan, plan, key, self._take))

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
        self._show_chart(found)
        self._show_totals(found)
        self._show_sensitivity(found)
        self._article_card.setVisible(self._plan.preset == "article")
        self._show_article()

    def _verdict(self, found: Comparison) -> Verdict:
        if found.pays_off:
            return Verdict.PASS
        return Verdict.SHORT if found.saving is not None and found.saving < 0 else Verdict.UNKNOWN

    def _show_chart(self, found: Comparison) -> None:
        courses = tuple(
            Course(name, line.cumulative, style, None if style == LOCAL else line.break_even_month)
            for style, name, line in self._lines(found)
        )
        self.chart.show_courses(courses, SYMBOLS[found.plan.currency], self.answer)

    def _lines(self, found: Comparison) -> Iterator[tuple[int, str, CostLine]]:
        """Yield the lines that there are, with their style and name."""
        yield LOCAL, self.tr("Local"), found.local
        if found.cloud is not None:
            yield CLOUD, self.tr("Cloud"), found.cloud
        if found.api is not None:
            yield API, self.tr("API"), found.api

    def _show_totals(self, found: Comparison) -> None:
        titles = ("", self.tr("Total"), self.tr("A month"), self.tr("A million tokens"), self.tr("Local pays off"))
        rows = [
            (
                name,
                self._money(line.total),
                self._money(line.per_month),
                UNKNOWN if line.per_million is None else self._money(line.per_million),
                "" if style == LOCAL else self._month(line.break_even_month),
            )
            for style, name, line in self._lines(found)
        ]
        self.totals.words.set_rows(titles, rows)
        parts = found.parts
        self._notes["totals"].setText(
            self.tr(
                "Local: purchase {purchase}, electricity {electricity}, maintenance {maintenance}, resale {resale}."
            ).format(
                purchase=self._money(parts.purchase),
                electricity=self._money(parts.electricity),
                maintenance=self._money(parts.maintenance),
                resale=self._money(-parts.resale),
            )
        )

    def _show_sensitivity(self, found: Comparison) -> None:
        titles = (
            self.tr("Input"),
            self.tr("−25 %"),
            self.tr("+25 %"),
            self.tr("−25 %, month"),
            self.tr("+25 %, month"),
        )
        rows = [
            (
                translate(row.field.title),
                self._change(row.saving_low),
                self._change(row.saving_high),
                self._month(row.month_low, short=True),
                self._month(row.month_high, short=True),
            )
            for row in sensitivity(found)
        ]
        self.sensitivity.words.set_rows(titles, rows)

    def _show_article(self) -> None:
        titles = ("", self.tr("Cloud"), self.tr("Local"), self.tr("Local pays off"))
        rows = article_rows(self._plan.currency, self._plan)
        cells = [
            (translate(row.title), self._money(row.cloud), self._money(row.local), self._month(row.break_even_month))
            for row in rows
        ]
        words = [translate(row.remark) for row in rows]
        self.article.words.set_rows(titles, cells, words)
        self._notes["article"].setText("\n".join(f"• {remark}" for remark in words))

    def _money(self, value: float) -> str:
        return format_money(value, self._plan.currency)

    def _change(self, value: float) -> str:
        return f"+{self._money(value)}" if value > 0 else self._money(value)

    def _month(self, month: int | None, *, short: bool = False) -> str:
        if month is None:
            return self.tr("never")
        return str(month) if short else self.tr("month {month}").format(month=month)

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
