"""The list's filters: by engine and licence, from outside and by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from deepseek_gui.core.matching import MatchResult
from deepseek_gui.domain.match_state import PlanFilter
from deepseek_gui.domain.plan import Estimate
from deepseek_gui.ui.match.plan_list import PlanList
from deepseek_gui.ui.match.plan_model import Column


def with_engine(found: Estimate, engine: str) -> Estimate:
    return replace(found, plan=replace(found.plan, engine=engine))


@pytest.fixture
def plans(qtbot: QtBot, result: MatchResult) -> PlanList:
    served = with_engine(result.plans[1], "vllm")
    library = with_engine(result.plans[2], "transformers")
    plans = PlanList()
    qtbot.addWidget(plans)
    plans.set_plans((*result.plans[:1], served, library, *result.plans[3:]), {})
    return plans


def column(plans: PlanList, which: Column) -> list[str]:
    return [plans.model.index(row, which).data() for row in range(plans.model.rowCount())]


def offered(plans: PlanList) -> list[str]:
    return [plans.engine_box.itemText(number) for number in range(plans.engine_box.count())]


def test_engines_that_have_plans_are_offered(plans: PlanList, result: MatchResult):
    assert offered(plans) == ["any engine", "llama.cpp", "vLLM", "transformers"]
    plans.set_plans(result.plans, {})
    assert offered(plans) == ["any engine", "llama.cpp"]


def test_one_engine_is_shown_and_the_choice_is_told(qtbot: QtBot, plans: PlanList):
    with qtbot.waitSignal(plans.filters_changed) as told:
        plans.engine_box.setCurrentText("vLLM")
    assert told.args == [PlanFilter(engine="vLLM")]
    assert column(plans, Column.ENGINE) == ["vLLM"]
    assert plans.filters.engine == "vLLM"


def test_a_chosen_engine_stays_chosen_where_it_has_no_plans(plans: PlanList, result: MatchResult):
    plans.engine_box.setCurrentText("vLLM")
    plans.set_plans(result.plans, {})
    assert plans.engine_box.currentText() == "vLLM"
    assert plans.model.rowCount() == 0
    assert not plans.table.isVisibleTo(plans)
    plans.engine_box.setCurrentIndex(0)
    assert plans.model.rowCount() == 5


def test_licences_are_told_apart(plans: PlanList, result: MatchResult):
    plans.licence_box.setCurrentText("no conditions")
    # Qwen's distillations are under MIT; DeepSeek-V2-Lite has the DeepSeek Model License.
    assert column(plans, Column.MODEL) == ["r1-distill-qwen-14b", "r1-distill-qwen-7b", "", "r1-distill-qwen-1.5b"]
    plans.licence_box.setCurrentText("commercial use")
    assert "deepseek-v2-lite" in column(plans, Column.MODEL)
    assert len(column(plans, Column.MODEL)) == sum(found.fits for found in result.plans)


def test_filters_from_outside_show_in_the_boxes(qtbot: QtBot, plans: PlanList):
    wanted = PlanFilter(False, True, False, "qwen", "transformers", "free")
    with qtbot.waitSignal(plans.filters_changed) as told:
        plans.set_filters(wanted)
    assert told.args == [wanted]
    assert plans.filters == wanted
    boxes = (plans.fitting_box, plans.best_box, plans.group_box)
    assert [box.isChecked() for box in boxes] == [False, True, False]
    assert plans.search_box.text() == "qwen"
    assert (plans.engine_box.currentText(), plans.licence_box.currentText()) == ("transformers", "no conditions")
    with qtbot.assertNotEmitted(plans.filters_changed):
        plans.set_filters(wanted)


def test_words_of_another_version_are_no_filter(plans: PlanList):
    plans.set_filters(PlanFilter(engine="an engine of tomorrow", licence="a licence of tomorrow"))
    assert plans.filters == PlanFilter()
    assert plans.model.rowCount() == 5


def test_the_filters_are_reached_by_the_keyboard(plans: PlanList):
    order, widget = [], plans.fitting_box.nextInFocusChain()
    while widget is not None and widget is not plans.fitting_box:
        order.append(widget)
        widget = widget.nextInFocusChain()
    assert {plans.engine_box, plans.licence_box} <= set(order)
    assert plans.engine_box.accessibleName()
    assert plans.licence_box.accessibleName()


def test_a_search_finds_an_engine(plans: PlanList):
    plans.search_box.setText("vllm q8")
    assert column(plans, Column.ENGINE) == ["vLLM"]
