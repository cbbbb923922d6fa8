"""Plans side by side, and the rule in words."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from pytestqt.qtbot import QtBot

from deepseek_gui.core.insight import Insight
from deepseek_gui.core.matching import MatchResult
from deepseek_gui.core.ranking import rule
from deepseek_gui.domain.licence import Commercial
from deepseek_gui.domain.plan import Estimate
from deepseek_gui.ui.match.compare_dialog import Compared, CompareDialog, CompareModel
from deepseek_gui.ui.match.plan_list import PlanList
from deepseek_gui.ui.match.plan_model import Column
from deepseek_gui.ui.match.rule_dialog import RuleDialog


@pytest.fixture
def plans(qtbot: QtBot, result: MatchResult) -> PlanList:
    plans = PlanList()
    qtbot.addWidget(plans)
    plans.set_plans(result.plans, {}, rule=rule(result.need))
    plans.show()
    return plans


def choose(plans: PlanList, *rows: int) -> None:
    kind = QItemSelectionModel.SelectionFlag
    plans.table.clearSelection()
    for row in rows:
        index = plans.model.index(row, Column.MODEL)
        plans.table.selectionModel().select(index, kind.Select | kind.Rows)


def test_two_or_three_plans_can_be_compared(plans: PlanList):
    for rows, possible in (((0,), False), ((0, 2), True), ((0, 1, 2), True), ((0, 1, 2, 3), False)):
        choose(plans, *rows)
        assert plans.compare_button.isEnabled() is possible
    choose(plans, 2, 0)
    plans.compare_button.click()
    (dialog,) = plans.findChildren(CompareDialog)
    heads = [dialog.model.headerData(column, Qt.Orientation.Horizontal) for column in range(2)]
    assert heads == ["r1-distill-qwen-14b · Q4_K_M · llama.cpp", "r1-distill-qwen-7b · Q4_K_M · llama.cpp"]
    dialog.close()


def test_a_column_says_what_is_known(qapp: object, plan_of: Callable[..., Estimate]):
    del qapp
    good = Compared("A", plan_of(), Insight(0.25, 16_384, Commercial.CONDITIONS))
    bad = Compared("B", plan_of(gpu_gib=(20.0,), tps=None), Insight())
    model = CompareModel([good, bad], 100)
    columns = [
        {
            model.headerData(row, Qt.Orientation.Vertical): model.index(row, column).data()
            for row in range(model.rowCount())
        }
        for column in range(2)
    ]
    assert columns[0]["Most context that fits"] == "16,384"
    assert columns[0]["Quality cost"] == "small: as much as 16 % of the model's size"
    assert "700 million" in columns[0]["Licence"]
    assert columns[1]["Fits here"] == "No: Short by 10.0 GiB of GPU memory. Take Q3_K_M."
    assert columns[1]["Speed"] == "—"


def test_the_rule_is_shown_on_demand(plans: PlanList):
    plans.rule_button.click()
    (dialog,) = plans.findChildren(RuleDialog)
    assert "doublings" in dialog.words.text()
    dialog.close()
