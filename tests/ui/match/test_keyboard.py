"""The wizard by keys alone, from the first step to Run, and by ear."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from deepseek_gui.core.machines import machine_named
from deepseek_gui.core.matching import MatchResult, UseCase
from deepseek_gui.core.plan_concerns import concerns
from deepseek_gui.core.upgrades import Upgrade, changes, evaluated
from deepseek_gui.domain.machine import Machine
from deepseek_gui.domain.plan import Extras, Plan
from deepseek_gui.services.tasks import TaskRunner
from deepseek_gui.ui.match.backend import MatchBackend
from deepseek_gui.ui.match.confirm_dialog import ConfirmPlanDialog
from deepseek_gui.ui.match.page import MatchPage, Step
from tests.ui.accessible import nameless

Key = Qt.Key
MakePage = Callable[[Machine], MatchPage]


@pytest.fixture
def make_page(qtbot: QtBot, tasks: TaskRunner, backend: MatchBackend) -> Iterator[MakePage]:
    def weighed(result: MatchResult) -> tuple[tuple[Upgrade, ...], tuple[Upgrade, ...]]:
        found = (evaluated(result, changes(result.machine)[0]),)
        return found, found

    def make(machine: Machine) -> MatchPage:
        page = MatchPage(tasks, machine, replace(backend, upgrades=weighed))
        qtbot.addWidget(page)
        page.resize(900, 640)
        page.show()
        page.activateWindow()
        qtbot.waitUntil(lambda: page.result is not None and not tasks.busy)
        return page

    yield make
    qtbot.waitUntil(lambda: not tasks.busy, timeout=30_000)


def press(*keys: Qt.Key) -> None:
    """Press keys where the focus is, as a person does."""
    for key in keys:
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, key)


def tab_to(widget: QWidget) -> None:
    for _ in range(60):
        if QApplication.focusWidget() is widget:
            return
        press(Key.Key_Tab)
    raise AssertionError(f"Tab does not reach {widget}")


def shown(page: MatchPage) -> Step:
    return page.step


def test_from_the_first_step_to_run(qtbot: QtBot, make_page: MakePage, tasks: TaskRunner):
    page = make_page(machine_named("basic"))
    page.machine_step.choices.setFocus()
    with qtbot.waitSignals([page.machine_changed, page.result_changed]):
        press(Key.Key_Down)
    qtbot.waitUntil(lambda: not tasks.busy)
    assert page.machine is not None
    assert page.machine.name == machine_named("office").name
    tab_to(page.foot.next_button)
    press(Key.Key_Return)
    assert shown(page) == Step.NEED
    with qtbot.waitSignal(page.result_changed):
        press(Key.Key_Right)
    assert page.need_step.need.use_case is UseCase.CODING
    tab_to(page.need_step.context_slider)
    with qtbot.waitSignal(page.result_changed):
        press(Key.Key_Left)
    tab_to(page.need_step.users_box)
    with qtbot.waitSignal(page.result_changed):
        press(Key.Key_Up)
    assert page.need_step.need.users == 2
    tab_to(page.foot.next_button)
    press(Key.Key_Return)
    assert shown(page) == Step.VERDICT
    assert QApplication.focusWidget() is page.verdict_step.plans.table
    press(Key.Key_Down)
    wanted = page.selected
    assert wanted == page.verdict_step.plans.model.estimate_at(1)
    tab_to(page.foot.next_button)
    press(Key.Key_Return)
    assert shown(page) == Step.UPGRADE
    qtbot.waitUntil(lambda: page.upgrade_step.model.rowCount() > 0 and not tasks.busy, timeout=30_000)
    tab_to(page.foot.next_button)
    press(Key.Key_Return)
    assert shown(page) == Step.PLAN
    assert QApplication.focusWidget() is page.plan_step.run_button
    with qtbot.waitSignal(page.plan_chosen) as told:
        press(Key.Key_Return)
    assert wanted is not None
    assert told.args == [wanted.plan]


def test_back_by_keys_too(make_page: MakePage):
    page = make_page(machine_named("basic"))
    page.show_step(Step.VERDICT)
    tab_to(page.foot.back_button)
    press(Key.Key_Space)
    assert page.step == Step.NEED


@pytest.mark.parametrize("step", list(Step))
@pytest.mark.parametrize("simulated", [True, False])
def test_everything_that_takes_the_focus_has_a_name(
    qtbot: QtBot, make_page: MakePage, tasks: TaskRunner, step: Step, *, simulated: bool
):
    page = make_page(replace(machine_named("basic"), simulated=simulated))
    page.show_step(step)
    qtbot.waitUntil(lambda: not tasks.busy, timeout=30_000)
    assert nameless(page) == []


def test_so_has_what_a_foreign_plan_asks(qtbot: QtBot):
    plan = Plan("m", "Q4_K_M", "llama-server", extras=Extras((("--temp", "1"), ("--top-p", "0.9"))))
    dialog = ConfirmPlanDialog(concerns(plan))
    qtbot.addWidget(dialog)
    dialog.show()
    assert nameless(dialog) == []
