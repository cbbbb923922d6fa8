"""The list of plans as words to remember: the one place that knows its filters and its order."""

from __future__ import annotations

import math

from PySide6.QtCore import QObject, Qt, Signal

from deepseek_gui.domain.match_state import MatchState
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
        plans.filters_changed.connect(self.changed)
        plans.link_box.valueChanged.connect(self.changed)
        plans.plan_selected.connect(self.changed)
        plans.table.horizontalHeader().sortIndicatorChanged.connect(self.changed)

    @property
    def state(self) -> MatchState:
        """Return how the list is shown, and nothing else."""
        head = self._plans.table.horizontalHeader()
        column = head.sortIndicatorSection()
        return MatchState(
            filters=self._plans.filters,
            sort=Column(column).name.lower() if column in set(Column) else "",
            descending=head.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder,
            link_mbps=self._plans.link_box.value(),
        )

    def restore(self, state: MatchState) -> None:
        """Show the list as it was; a column that this version lacks is the ranking's own order."""
        self._plans.set_filters(state.filters)
        if math.isfinite(state.link_mbps):  # the box keeps its range, and would show what is no number
            self._plans.link_box.setValue(state.link_mbps)
        column = next((column for column in Column if column.name.lower() == state.sort), None)
        order = Qt.SortOrder.DescendingOrder if state.descending else Qt.SortOrder.AscendingOrder
        if column is None:
            column, order = Column.RANK, Qt.SortOrder.AscendingOrder
        self._plans.table.sortByColumn(column, order)

    def select(self, model: str, quantisation: str, engine: str) -> None:
        """Select a plan, if it is shown."""
        rows = self._plans.model.rowCount()
        wanted = (model, quantisation, engine)
        row = next((row for row in range(rows) if key_of(self._plans.model.estimate_at(row)) == wanted), None)
        if row is not None:
            self._plans.select_row(row)


def key_of(found: Estimate) -> tuple[str, str, str]:
    """Return what tells one plan of the list from another."""
    return found.plan.model, found.plan.quantisation or "", found.plan.engine
