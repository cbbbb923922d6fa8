"""Where the wizard was left is where it is after a restart; junk is no trouble."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from deepseek_gui.core.machines import machine_named
from deepseek_gui.domain.cost import Currency
from deepseek_gui.domain.machine import Machine
from deepseek_gui.domain.match_state import MatchState, PlanFilter
from deepseek_gui.services.tasks import TaskRunner
from deepseek_gui.settings.paths import profile_paths
from deepseek_gui.settings.store import Settings, load, save
from deepseek_gui.ui.match.backend import MatchBackend
from deepseek_gui.ui.match.page import MatchPage, Step
from deepseek_gui.ui.match.plan_model import Column

MakePage = Callable[[Machine | None], MatchPage]


@pytest.fixture
def make_page(qtbot: QtBot, tasks: TaskRunner, backend: MatchBackend) -> Iterator[MakePage]:
    def make(machine: Machine | None) -> MatchPage:
        page = MatchPage(tasks, machine, backend)
        qtbot.addWidget(page)
        page.resize(900, 640)
        page.show()
        qtbot.waitUntil(lambda: not tasks.busy)
        return page

    yield make
    qtbot.waitUntil(lambda: not tasks.busy)


def through_a_file(state: MatchState, folder: Path) -> MatchState:
    """Return what the settings file makes of a state."""
    paths = profile_paths(folder)
    save(Settings(match=state), paths)
    kept = load(paths).match
    assert kept == state
    assert kept is not None
    return kept


def test_everything_is_as_it_was_left(qtbot: QtBot, make_page: MakePage, tasks: TaskRunner, tmp_path: Path):
    page = make_page(machine_named("basic"))
    plans = page.verdict_step.plans
    page.show_step(Step.VERDICT)
    plans.fitting_box.setChecked(False)
    plans.search_box.setText("14b")
    plans.table.sortByColumn(Column.SPEED, plans.table.horizontalHeader().sortIndicatorOrder().DescendingOrder)
    shown = (plans.model.estimate_at(row).plan for row in range(plans.model.rowCount()))
    wanted = ("Q8_0", "embedded")
    row = next(row for row, plan in enumerate(shown) if (plan.quantisation, plan.engine) == wanted)
    plans.select_row(row)
    page.upgrade_step.set_currency(Currency.EUR)
    page.upgrade_step.prices_edited.emit({"gpu:rtx-4090:1": 1234.5}, "gpu:rtx-4090:1")
    with qtbot.waitSignal(page.state_changed) as told:
        page.show_step(Step.PLAN)
    assert told.args is not None
    state = through_a_file(told.args[0], tmp_path)
    assert (state.plan_model, state.plan_quantisation, state.step) == ("r1-distill-qwen-14b", "Q8_0", "plan")
    later = make_page(machine_named("office"))
    with qtbot.waitSignal(later.state_changed):
        later.restore(state)
    qtbot.waitUntil(lambda: later.step == Step.PLAN and not tasks.busy)
    assert later.selected is not None
    assert (later.selected.plan.model, later.selected.plan.quantisation) == ("r1-distill-qwen-14b", "Q8_0")
    assert later.verdict_step.plans.search_box.text() == "14b"
    assert later.upgrade_step.prices == {"gpu:rtx-4090:1": 1234.5}
    assert later.state == state
    assert not later.history.canUndo()


def test_nothing_half_restored_is_told(qtbot: QtBot, make_page: MakePage, tasks: TaskRunner):
    page = make_page(machine_named("office"))
    told: list[MatchState] = []
    page.state_changed.connect(told.append)
    chosen = {"plan_model": "r1-distill-qwen-7b", "plan_quantisation": "Q8_0", "plan_engine": "embedded"}
    state = MatchState(choice="basic", step="plan", **chosen)  # type: ignore[arg-type]
    page.restore(state)
    qtbot.waitUntil(lambda: page.step == Step.PLAN and not tasks.busy)
    assert {(one.choice, one.plan_model) for one in told} == {("basic", "r1-distill-qwen-7b")}


def test_who_goes_on_is_not_taken_back_to_where_it_was_left(qtbot: QtBot, make_page: MakePage, tasks: TaskRunner):
    page = make_page(machine_named("office"))
    page.restore(MatchState(choice="basic", step="verdict"))
    page.show_step(Step.NEED)
    qtbot.waitUntil(lambda: page.state.choice == "basic" and not tasks.busy)
    assert page.step == Step.NEED


def test_the_best_plan_is_no_choice_to_remember(make_page: MakePage):
    page = make_page(machine_named("basic"))
    page.verdict_step.plans.select_row(0)
    assert page.state.plan_model == ""


HUGE = 10**30


@pytest.mark.parametrize(
    "junk",
    [
        MatchState(step="telepathy", plan_model="gone", plan_quantisation="Q0"),
        MatchState(filters=PlanFilter(words="x" * 10_000), sort="mood", descending=True),
        MatchState(prices={"": float("nan"), "a": -1.0, "b": float("inf"), "c": 1e300}, currency="shells"),
        MatchState(context=HUGE, users=HUGE, min_tps=float("nan"), link_mbps=float("nan")),
        MatchState(context=-HUGE, users=-HUGE, min_tps=float("inf"), link_mbps=float("-inf")),
    ],
    ids=["step and plan", "list", "prices", "too much", "too little"],
)
def test_junk_is_no_trouble(qtbot: QtBot, make_page: MakePage, tasks: TaskRunner, tmp_path: Path, junk: MatchState):
    paths = profile_paths(tmp_path)
    paths.config_dir.mkdir()
    paths.settings_file.write_text(json.dumps({"match": asdict(junk)}))
    kept = load(paths).match
    assert kept is not None
    page = make_page(machine_named("basic"))
    page.restore(kept)
    qtbot.waitUntil(lambda: page.result is not None and not tasks.busy)
    assert page.upgrade_step.prices == {}
    assert page.upgrade_step.currency is Currency.USD
    assert 1 <= page.need_step.need.users <= 512
    assert page.verdict_step.plans.link_box.value() > 0
    again = replace(page.state, filters=PlanFilter())
    assert load_of(again, tmp_path) == again


def load_of(state: MatchState, folder: Path) -> MatchState | None:
    paths = profile_paths(folder)
    save(Settings(match=state), paths)
    return load(paths).match
