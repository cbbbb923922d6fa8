"""The ranked plans: search, filters, the table and the selected plan in full."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
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
from deepseek_gui.core.ranking import Licence
from deepseek_gui.domain.match_state import PlanFilter
from deepseek_gui.domain.plan import ENGINE_NAMES, Estimate
from deepseek_gui.domain.text import Text
from deepseek_gui.ui.match.compare_dialog import MOST_PLANS, Compared, CompareDialog
from deepseek_gui.ui.match.delegates import MemoryDelegate, VerdictDelegate
from deepseek_gui.ui.match.plan_details import PlanDetails
from deepseek_gui.ui.match.plan_model import DEFAULT_LINK_MBPS, Column, InsightOf, PlanModel
from deepseek_gui.ui.match.rule_dialog import RuleDialog
from deepseek_gui.ui.texts import join_sentences
from deepseek_gui.ui.widgets.card import em_of
from deepseek_gui.ui.widgets.plain import plain_label, set_tip
from deepseek_gui.ui.widgets.tables import FactTable

FactsOf = Callable[[str], ModelFacts]

_WIDTHS_EM = {
    Column.RANK: 2.4,
    Column.MODEL: 9,
    Column.QUANTISATION: 6,
    Column.ENGINE: 5.2,
    Column.MEMORY: 7.6,
    Column.SPEED: 4.4,
    Column.LOSS: 3.2,
    Column.CONTEXT: 5.8,
    Column.DOWNLOAD: 8,
    Column.CONFIDENCE: 4.6,
    Column.FITS: 5,
}

_BASE_WIDTH_EM = 65
"""The width of the list in a window of 1024 pixels; columns grow from there."""

MOST_LINK_MBPS = 100_000

_BOX_LETTERS = 8
"""Letters that a filter's box has room for; its list is as wide as its words."""


class PlanList(QWidget):
    """Shows plans and tells which one is selected."""

    plan_selected = Signal(object)
    plan_entered = Signal(object)
    filters_changed = Signal(object)
    """The `PlanFilter` that a person chose."""

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
        self.engine_box, self.licence_box = QComboBox(), QComboBox()
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
        self._offer_engines()
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
    def filters(self) -> PlanFilter:
        """Return which plans are shown."""
        return self._model.plan_filter

    def set_filters(self, wanted: PlanFilter) -> None:
        """Show only what the filter lets through, and say so in the boxes; a word that is not known is no filter."""
        boxes = {self._fitting: wanted.fitting_only, self._best: wanted.best_of_model, self._grouped: wanted.grouped}
        with _silent(*boxes, self._search, self.engine_box, self.licence_box):
            for box, checked in boxes.items():
                box.setChecked(checked)
            self._search.setText(wanted.words)
            self._offer_engines(wanted.engine)
            self.licence_box.setCurrentIndex(max(0, self.licence_box.findData(wanted.licence)))
        self._on_filter()

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
        self._grouped.setChecked(True)
        self._fitting.toggled.connect(self._on_filter)
        self._best.toggled.connect(self._on_filter)
        self._grouped.toggled.connect(self._on_filter)
        for licence in ("", Licence.COMMERCIAL, Licence.FREE):
            self.licence_box.addItem("", str(licence))
        self._offer_engines()
        for box in (self.engine_box, self.licence_box):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(_BOX_LETTERS)
        self.engine_box.currentIndexChanged.connect(self._on_filter)
        self.licence_box.currentIndexChanged.connect(self._on_filter)
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
        tools.setSpacing(round(0.6 * em))
        tools.addWidget(self._grouped)
        tools.addWidget(self.engine_box)
        tools.addWidget(self.licence_box)
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
        self._table.setColumnHidden(Column.CONFIDENCE, width_em < _BASE_WIDTH_EM)  # the verdict needs its room
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
        self.rule_button.setText(self.tr("Ranking rul&e…"))
        self._search_caption.setText(self.tr("Searc&h:"))
        self._search.setPlaceholderText(self.tr("model or quantisation"))
        self._table.setAccessibleName(self.tr("Plans, best first"))
        self.engine_box.setAccessibleName(self.tr("Engine"))
        self.licence_box.setAccessibleName(self.tr("Licence"))
        words = (self.tr("any licence"), self.tr("commercial use"), self.tr("no conditions"))
        for number, text in enumerate(words):
            self.licence_box.setItemText(number, text)
        self.engine_box.setItemText(0, self.tr("any engine"))
        self._model.retranslate()
        self._show_counts()

    def _offer_engines(self, chosen: str | None = None) -> None:
        """Offer the engines that there are plans for, and the chosen one; without a choice it stays as it is."""
        wanted = self.engine_box.currentData() or "" if chosen is None else chosen
        names = self._model.engines
        if wanted in ENGINE_NAMES.values() and wanted not in names:
            names = (*names, wanted)
        if [self.engine_box.itemData(number) for number in range(self.engine_box.count())] != ["", *names]:
            with _silent(self.engine_box):
                self.engine_box.clear()
                self.engine_box.addItem(self.tr("any engine"), "")
                for name in names:
                    self.engine_box.addItem(name, name)
        with _silent(self.engine_box):
            self.engine_box.setCurrentIndex(max(0, self.engine_box.findData(wanted)))

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
        if self.filters.engine or self.filters.licence:
            return self.tr("No plan is for this engine and licence. Choose others to see more.")
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
            self._fitting.isChecked(),
            self._best.isChecked(),
            self._grouped.isChecked(),
            self._search.text(),
            self.engine_box.currentData() or "",
            self.licence_box.currentData() or "",
        )
        if wanted == self.filters:
            return
        self._model.set_filter(wanted)
        self._reselect()
        self._show_counts()
        self.filters_changed.emit(wanted)

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


@contextmanager
def _silent(*widgets: QWidget) -> Iterator[None]:
    """Keep widgets from telling what the program itself sets in them."""
    before = [widget.blockSignals(True) for widget in widgets]
    yield
    for widget, blocked in zip(widgets, before, strict=True):
        widget.blockSignals(blocked)
