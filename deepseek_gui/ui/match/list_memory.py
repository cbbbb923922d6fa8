"""The list of plans as words to remember: the one place that knows its filters and its order."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal

from deepseek_gui.domain.match_state import ListState
from deepseek_gui.domain.plan import Estimate
from deepseek_gui.ui.match.plan_list import PlanList
from deepseek_gui.ui.match.plan_model import Column


class ListMemory(QObject):
    """Tells when a list is filtered, sorted or its plan chosen otherwise, and puts it as it was.

    Args:
        plans: the list.
    """

    changed = Signal()

    def __init__(self, plans: PlanList, parent: QObject) -> None:
        super().__init__(parent)
        self._plans = plans
        for box in (plans.fitting_box, plans.best_box, plans.group_box):
            box.toggled.connect(self.changed)
        plans.search_box.textChanged.connect(self.changed)
        plans.link_box.valueChanged.connect(self.changed)
        plans.plan_selected.connect(self.changed)
        plans.table.horizontalHeader().sortIndicatorChanged.connect(self.changed)

    @property
    def state(self) -> ListState:
        """Return how the list is shown."""
        plans, head = self._plans, self._plans.table.horizontalHeader()
        column = head.sortIndicatorSection()
        return ListState(
            fitting=plans.fitting_box.isChecked(),
            best=plans.best_box.isChecked(),
            grouped=plans.group_box.isChecked(),
            words=plans.search_box.text(),
            sort=Column(column).name.lower() if column in set(Column) else "",
            descending=head.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder,
        )

    def restore(self, state: ListState) -> None:
        """Show the list as it was; a column that this version lacks is the ranking's own order."""
        plans = self._plans
        plans.fitting_box.setChecked(state.fitting)
        plans.best_box.setChecked(state.best)
        plans.group_box.setChecked(state.grouped)
        plans.search_box.setText(state.words)
        column = next((column for column in Column if column.name.lower() == state.sort), None)
        order = Qt.SortOrder.DescendingOrder if state.descending else Qt.SortOrder.AscendingOrder
        if column is None:
            column, order = Column.RANK, Qt.SortOrder.AscendingOrder
        plans.table.sortByColumn(column, order)

    @property
    def link_mbps(self) -> float:
        """Return how fast downloads are, 10**6 bits per second."""
        return self._plans.link_box.value()

    def set_link(self, mbps: float) -> None:
        """State how fast downloads are; the box keeps it in its range."""
        self._plans.link_box.setValue(mbps)

    def select(self, model: str, quantisation: str) -> None:
        """Select a plan, if it is shown."""
        rows = self._plans.model.rowCount()
        wanted = (model, quantisation)
        row = next((row for row in range(rows) if key_of(self._plans.model.estimate_at(row)) == wanted), None)
        if row is not None:
            self._plans.select_row(row)


def key_of(found: Estimate) -> tuple[str, str]:
    """Return what tells one plan of the list from another."""
    return found.plan.model, found.plan.quantisation or ""
