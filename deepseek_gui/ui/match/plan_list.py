"""The ranked plans: search, filters, the table and the selected plan in full."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QDialog,
    QDoubleSpinBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from deepseek_gui.core.model_facts import ModelFacts
from deepseek_gui.domain.plan import Estimate
from deepseek_gui.domain.text import Text
from deepseek_gui.ui.match.compare_dialog import MOST_PLANS, Compared, CompareDialog
from deepseek_gui.ui.match.delegates import MemoryDelegate, VerdictDelegate
from deepseek_gui.ui.match.plan_details import PlanDetails
from deepseek_gui.ui.match.plan_model import DEFAULT_LINK_MBPS, Column, InsightOf, PlanFilter, PlanModel
from deepseek_gui.ui.match.rule_dialog import RuleDialog
from deepseek_gui.ui.texts import join_sentences
from deepseek_gui.ui.widgets.card import em_of
from deepseek_gui.ui.widgets.plain import plain_label, set_tip
from deepseek_gui.ui.widgets.tables import FactTable

FactsOf = Callable[[str], ModelFacts]

_WIDTHS_EM = {
    Column.RANK: 2.4,
    Column.MODEL: 10,
    Column.QUANTISATION: 6,
    Column.MEMORY: 9,
    Column.SPEED: 4.6,
    Column.LOSS: 4,
    Column.CONTEXT: 6.2,
    Column.DOWNLOAD: 8,
    Column.CONFIDENCE: 5.6,
}

_BASE_WIDTH_EM = 65
"""The width of the list in a window of 1024 pixels; columns grow from there."""

MOST_LINK_MBPS = 100_000


class PlanList(QWidget):
    """Shows plans and tells which one is selected."""

    plan_selected = Signal(object)
    plan_entered = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names: Mapping[str, str] = {}
        self._wanted: Estimate | None = None
        self._reselecting = False
        self._left_out: tuple[str, ...] = ()
        self._title = plain_label(scale=1.1, bold=True)
        self._rest = plain_label(muted=True)
        self._search = QLineEdit()
        self._search_caption = QLabel()
        self._fitting = QCheckBox()
        self._best = QCheckBox()
        self._grouped = QCheckBox()
        self._link_caption = QLabel()
        self.link_box = QDoubleSpinBox()
        self.compare_button, self.rule_button = QPushButton(), QPushButton()
        self._rule: tuple[Text, ...] = ()
        self._facts_of: FactsOf | None = None
        self._model = PlanModel(self)
        self._table = FactTable()
        self._empty = plain_label(muted=True)
        self._details = PlanDetails()
        self._set_up()
        self._lay_out()
        self._retranslate()

    def set_plans(
        self,
        plans: tuple[Estimate, ...],
        names: Mapping[str, str],
        *,
        min_tps: float | None = None,
        left_out: tuple[str, ...] = (),
        insight: InsightOf | None = None,
        rule: tuple[Text, ...] = (),
        facts: FactsOf | None = None,
    ) -> None:
        """Show these plans, best first; the same plan as before stays selected, otherwise the best one is.

        Args:
            plans: the estimates in ranking order.
            names: catalogue id -> the model's name.
            min_tps: the least speed that was asked for.
            left_out: models that can't be estimated.
            insight: tells more of a plan.
            rule: how the plans were ordered, in words.
            facts: tells what is known of a model by its id.
        """
        self._names, self._left_out, self._rule, self._facts_of = names, left_out, rule, facts
        self._model.set_plans(plans, names, min_tps, insight)
        self._reselect()
        self._show_counts()
        self._show_comparable()

    @property
    def model(self) -> PlanModel:
        """Return the model of the plans."""
        return self._model

    @property
    def table(self) -> FactTable:
        """Return the table."""
        return self._table

    @property
    def details(self) -> PlanDetails:
        """Return the panel of the selected plan."""
        return self._details

    @property
    def search_box(self) -> QLineEdit:
        """Return the search box."""
        return self._search

    @property
    def fitting_box(self) -> QCheckBox:
        """Return the box "only those that fit"."""
        return self._fitting

    @property
    def best_box(self) -> QCheckBox:
        """Return the box "one plan of each model"."""
        return self._best

    @property
    def group_box(self) -> QCheckBox:
        """Return the box "grouped by model"."""
        return self._grouped

    @property
    def selected(self) -> Estimate | None:
        """Return the estimate of the selected row, None without one."""
        return self._details.estimate

    def select_row(self, row: int) -> None:
        """Select a visible row."""
        self._table.setCurrentIndex(self._model.index(row, Column.MODEL))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  Qt's name
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _set_up(self) -> None:
        self._search_caption.setBuddy(self._search)
        self._search.setClearButtonEnabled(True)
        self._search.textChanged.connect(self._on_filter)
        self._fitting.setChecked(True)
        self._fitting.toggled.connect(self._on_filter)
        self._best.toggled.connect(self._on_filter)
        self._grouped.toggled.connect(self._on_filter)
        self._link_caption.setBuddy(self.link_box)
        self.link_box.setRange(1, MOST_LINK_MBPS)
        self.link_box.setDecimals(0)
        self.link_box.setSingleStep(50)
        self.link_box.setValue(DEFAULT_LINK_MBPS)
        self.link_box.valueChanged.connect(self._on_link)
        self.compare_button.clicked.connect(self._on_compare)
        self.rule_button.clicked.connect(self._on_rule)
        self._table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self._table.setModel(self._model)
        self._table.set_row_height(2.0)
        self._table.setItemDelegateForColumn(Column.MEMORY, MemoryDelegate(self._table))
        self._table.setItemDelegateForColumn(Column.FITS, VerdictDelegate(self._table))
        head = self._table.horizontalHeader()
        head.setStretchLastSection(True)
        head.setSortIndicator(Column.RANK, Qt.SortOrder.AscendingOrder)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self._table.setSortingEnabled(True)
        self._table.selectionModel().currentRowChanged.connect(self._on_current)
        self._table.selectionModel().selectionChanged.connect(self._show_comparable)
        self._table.row_entered.connect(self._on_entered)
        self._table.doubleClicked.connect(self._on_double_clicked)
        self._details.choose.clicked.connect(self._on_choose)

    def _lay_out(self) -> None:
        em = round(em_of(self))
        filters = QHBoxLayout()
        filters.setSpacing(em)
        filters.addWidget(self._title)
        filters.addWidget(self._rest)
        filters.addStretch(1)
        for widget in (self._fitting, self._best, self._search_caption, self._search):
            filters.addWidget(widget)
        self._title.setWordWrap(False)
        self._rest.setWordWrap(False)
        self._search.setMinimumWidth(9 * em)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(round(0.5 * em))
        tools = QHBoxLayout()
        tools.setSpacing(em)
        tools.addWidget(self._grouped)
        tools.addWidget(self._link_caption)
        tools.addWidget(self.link_box)
        tools.addStretch(1)
        tools.addWidget(self.compare_button)
        tools.addWidget(self.rule_button)
        column.addLayout(filters)
        column.addLayout(tools)
        column.addWidget(self._table, 1)
        column.addWidget(self._empty)
        column.addWidget(self._details)
        self._table.setMinimumHeight(8 * em)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  Qt's name
        """Share a wider window among the columns, until a person moves one."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._share_width(event.size().width() / em_of(self))

    def _share_width(self, width_em: float) -> None:
        factor = min(1.6, max(1.0, width_em / _BASE_WIDTH_EM))
        for column, width in _WIDTHS_EM.items():
            self._table.horizontalHeader().resizeSection(column, round(width * factor * em_of(self)))

    def _retranslate(self) -> None:
        self._fitting.setText(self.tr("Only those that &fit"))
        self._best.setText(self.tr("Best of each mode&l"))
        self._grouped.setText(self.tr("&Group by model"))
        self._link_caption.setText(self.tr("Do&wnload at:"))
        self.link_box.setSuffix(self.tr(" Mbit/s"))
        self.compare_button.setText(self.tr("C&ompare…"))
        set_tip(self.compare_button, self.tr("Select two or three plans with Ctrl and a click, or Ctrl and Space"))
        self.rule_button.setText(self.tr("How they are order&ed…"))
        self._search_caption.setText(self.tr("Searc&h:"))
        self._search.setPlaceholderText(self.tr("model or quantisation"))
        self._table.setAccessibleName(self.tr("Plans, best first"))
        self._model.retranslate()
        self._show_counts()

    def _show_counts(self) -> None:
        model = self._model
        words = self.tr("Plans: {fitting} of {total} fit")
        self._title.setText(words.format(fitting=model.fitting, total=model.total))
        self._rest.setText(self.tr("not estimated: {count}").format(count=len(self._left_out)))
        self._rest.setVisible(bool(self._left_out))
        reason = self.tr("No engine here knows the shapes of these:")
        set_tip(self._rest, join_sentences(reason, self.tr(", ").join(self._left_out)))
        self._empty.setVisible(model.rowCount() == 0)
        self._table.setVisible(model.rowCount() > 0)
        self._empty.setText(self._empty_words())

    def _empty_words(self) -> str:
        if self._model.total == 0:
            return self.tr("No plans yet.")
        if self._search.text().strip():
            return self.tr("No plan has these words. Clear the search to see all.")
        return self.tr(
            "Nothing fits as asked. Show the other plans too: each says what is missing and what would help."
        )

    def _reselect(self) -> None:
        """Select what the person selected last, or else the best: that one is no choice to hold on to."""
        self._reselecting = True
        row = self._model.row_of(self._wanted)
        if row is None and self._model.rowCount():
            row = 0
        if row is None:
            self._show(None)
        else:
            self.select_row(row)
            self._show(self._model.estimate_at(row))
        self._reselecting = False

    def _show(self, estimate: Estimate | None) -> None:
        name = self._name(estimate) if estimate else ""
        self._details.show_estimate(estimate, name, self._facts(estimate) if estimate else None)
        self.plan_selected.emit(estimate)

    @Slot()
    def _on_filter(self) -> None:
        wanted = PlanFilter(
            self._fitting.isChecked(), self._best.isChecked(), self._grouped.isChecked(), self._search.text()
        )
        self._model.set_filter(wanted)
        self._reselect()
        self._show_counts()

    @Slot(float)
    def _on_link(self, mbps: float) -> None:
        self._model.set_link(mbps)

    @Slot()
    def _show_comparable(self) -> None:
        count = len(self._table.selectionModel().selectedRows())
        self.compare_button.setEnabled(2 <= count <= MOST_PLANS)

    @Slot()
    def _on_compare(self) -> None:
        rows = sorted(index.row() for index in self._table.selectionModel().selectedRows())[:MOST_PLANS]
        found = [self._model.estimate_at(row) for row in rows]
        plans = [
            Compared(self._name(estimate), estimate, self._model.insight_of(estimate), self._facts(estimate))
            for estimate in found
        ]
        self._open(CompareDialog(plans, self.link_box.value(), self))

    @Slot()
    def _on_rule(self) -> None:
        self._open(RuleDialog(self._rule, self))

    def _open(self, dialog: QDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _name(self, estimate: Estimate) -> str:
        return self._names.get(estimate.plan.model, estimate.plan.model)

    def _facts(self, estimate: Estimate) -> ModelFacts | None:
        return self._facts_of(estimate.plan.model) if self._facts_of else None

    @Slot(QModelIndex)
    def _on_current(self, current: QModelIndex) -> None:
        if current.isValid() and not self._reselecting:
            self._wanted = self._model.estimate_at(current.row())
            self._show(self._wanted)

    @Slot(int)
    def _on_entered(self, row: int) -> None:
        self.plan_entered.emit(self._model.estimate_at(row))

    @Slot(QModelIndex)
    def _on_double_clicked(self, index: QModelIndex) -> None:
        self.plan_entered.emit(self._model.estimate_at(index.row()))

    @Slot()
    def _on_choose(self) -> None:
        if self.selected is not None:
            self.plan_entered.emit(self.selected)
