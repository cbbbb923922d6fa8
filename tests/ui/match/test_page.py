"""The wizard as a person walks through it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTranslator
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from deepseek_gui.core.machines import machine_named
from deepseek_gui.core.matching import MatchResult, Need, UseCase
from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.machine import Cpu, Machine, Memory, Storage
from deepseek_gui.domain.plan import Plan
from deepseek_gui.domain.text import Text
from deepseek_gui.domain.verdict import Tier
from deepseek_gui.services.tasks import TaskRunner
from deepseek_gui.ui.match.backend import MatchBackend, Progress
from deepseek_gui.ui.match.page import MatchPage, Step
from deepseek_gui.ui.match.plan_model import Column
from deepseek_gui.ui.match.tried import THIS_COMPUTER

MakePage = Callable[..., MatchPage]


@pytest.fixture
def make_page(qtbot: QtBot, tasks: TaskRunner) -> MakePage:
    def make(machine: Machine | None, backend: MatchBackend | None = None) -> MatchPage:
        page = MatchPage(tasks, machine, backend)
        qtbot.addWidget(page)
        page.resize(840, 636)
        page.show()
        qtbot.waitExposed(page)
        if machine is not None:
            qtbot.waitUntil(lambda: page.result is not None, timeout=30_000)
        qtbot.waitUntil(lambda: not tasks.busy)
        return page

    return make


def press(page: MatchPage, step: Step) -> None:
    """Press Next with the space bar until a step shows."""
    while page.step != step:
        QTest.keyClick(page.foot.next_button, Qt.Key.Key_Space)


def test_the_wizard_is_walked_with_the_keyboard_and_the_real_core(qtbot: QtBot, make_page: MakePage):
    page = make_page(machine_named("basic"))
    assert page.machine_step.model.rowCount() > 15
    press(page, Step.NEED)
    with qtbot.waitSignal(page.result_changed, timeout=30_000):
        QTest.keyClick(page.need_step.context_slider, Qt.Key.Key_Left)
    press(page, Step.VERDICT)
    assert page.verdict_step.card(Tier.BASIC).accessibleName() == "Basic: pass"
    assert page.verdict_step.card(Tier.PROFESSIONAL).accessibleName() == "Professional: short"
    plans = page.verdict_step.plans
    assert plans.model.fitting > 50
    QTest.keyClick(plans.table, Qt.Key.Key_Down)
    QTest.keyClick(plans.table, Qt.Key.Key_Return)
    assert page.step == Step.PLAN
    chosen = page.selected
    assert chosen == plans.model.estimate_at(1)
    assert chosen is not None
    assert chosen.settings.context == 4096
    with qtbot.waitSignal(page.plan_chosen) as told:
        QTest.keyClick(page.plan_step.run_button, Qt.Key.Key_Space)
    assert told.args == [chosen.plan]
    with qtbot.waitSignal(page.export_requested) as told:
        QTest.keyClick(page.plan_step.export_button, Qt.Key.Key_Space)
    assert told.args == [chosen]


def test_tab_reaches_everything_that_can_be_done(make_page: MakePage, backend: MatchBackend):
    page = make_page(machine_named("basic"), backend)
    page.show_step(Step.VERDICT)
    page.activateWindow()
    plans = page.verdict_step.plans
    wanted = {
        plans.table,
        plans.search_box,
        plans.fitting_box,
        plans.best_box,
        plans.group_box,
        plans.link_box,
        plans.rule_button,
        plans.details.choose,
        page.verdict_step.card(Tier.BASIC),
        page.foot.next_button,
        page.foot.back_button,
        page.step_bar.button(Step.VERDICT),
    }
    reached = set()
    plans.table.setFocus()
    for _ in range(40):
        focused = QApplication.focusWidget()
        assert focused is not None
        reached.add(focused)
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    assert wanted <= reached


def test_going_back_keeps_what_was_asked_and_chosen(qtbot: QtBot, make_page: MakePage, backend: MatchBackend):
    page = make_page(machine_named("basic"), backend)
    page.show_step(Step.NEED)
    with qtbot.waitSignal(page.result_changed):
        QTest.mouseClick(page.need_step.card(UseCase.TEAM), Qt.MouseButton.LeftButton)
    page.show_step(Step.VERDICT)
    page.verdict_step.plans.select_row(2)
    page.show_step(Step.PLAN)
    for step in (Step.UPGRADE, Step.VERDICT, Step.NEED, Step.MACHINE):
        QTest.mouseClick(page.foot.back_button, Qt.MouseButton.LeftButton)
        assert page.step == step
    with qtbot.waitSignal(page.result_changed):
        page.need_step.users_box.setValue(2)
    assert page.need_step.need.use_case is UseCase.TEAM
    selected = page.selected
    assert selected is not None
    assert (selected.plan.model, selected.plan.quantisation) == ("r1-distill-qwen-7b", "Q4_K_M")
    assert selected.settings.parallel == 2


def test_rows_that_do_not_fit_show_the_reason_and_the_remedy(make_page: MakePage):
    page = make_page(machine_named("laptop"))
    page.show_step(Step.VERDICT)
    plans = page.verdict_step.plans
    plans.fitting_box.setChecked(False)
    plans.search_box.setText("deepseek-r1 q4_k_m 671")
    plans.search_box.setText("DeepSeek-V3 Q4_K_M")
    estimate = plans.selected
    assert estimate is not None
    assert not estimate.fits
    assert str(estimate.reason) in plans.details.verdict
    assert str(estimate.remedy) in plans.details.verdict
    row = plans.model.row_of(estimate)
    assert row is not None
    assert plans.model.index(row, Column.FITS).data().startswith("No: Short by")


def test_every_row_that_does_not_fit_has_a_reason(make_page: MakePage):
    page = make_page(machine_named("office"))
    assert page.result is not None
    bad = [plan for plan in page.result.plans if not plan.fits]
    assert bad
    assert all(plan.reason is not None and plan.remedy is not None for plan in bad)


def test_another_machine_brings_other_verdicts(qtbot: QtBot, make_page: MakePage, backend: MatchBackend):
    page = make_page(machine_named("basic"), backend)
    combo = page.machine_step.choices
    assert combo.currentData() == "basic"
    index = combo.findData("enterprise")
    with qtbot.waitSignals([page.machine_changed, page.result_changed]):
        combo.setCurrentIndex(index)
        combo.activated.emit(index)
    assert page.machine is not None
    assert len(page.machine.gpus) == 8
    assert page.verdict_step.card(Tier.ENTERPRISE).accessibleName() == "Enterprise: pass"
    with qtbot.waitSignal(page.result_changed):
        page.choose_machine(THIS_COMPUTER)
    assert combo.currentData() == THIS_COMPUTER


def test_a_machine_file_is_tried(qtbot: QtBot, make_page: MakePage, backend: MatchBackend, tmp_path: Path):
    path = tmp_path / "mine.toml"
    path.write_text('name = "Mine <b>"\n[[gpus]]\nname = "RTX 4090"\n', encoding="utf-8")
    page = make_page(machine_named("basic"), backend)
    with qtbot.waitSignal(page.result_changed):
        page.choose_machine(str(path))
    assert page.machine is not None
    assert page.machine.name == "Mine <b>"
    assert page.machine_step.choices.currentText() == "mine.toml"


def test_a_wrong_machine_file_is_a_sentence_and_the_old_machine_stays(
    qtbot: QtBot, make_page: MakePage, backend: MatchBackend, tmp_path: Path
):
    path = tmp_path / "wrong.toml"
    path.write_text('[cpu]\ncores = "many"\n', encoding="utf-8")
    page = make_page(machine_named("basic"), backend)
    page.choose_machine(str(path))
    qtbot.waitUntil(page.banner.isVisible)
    assert "wrong.toml" in page.banner.message
    assert page.banner.hint
    assert page.machine_step.choices.currentData() == "basic"
    assert page.machine is not None
    assert page.machine.name == machine_named("basic").name


def test_without_a_machine_the_page_waits(qtbot: QtBot, make_page: MakePage, backend: MatchBackend):
    page = make_page(None, backend)
    assert not page.step_bar.button(Step.VERDICT).isEnabled()
    page.show_step(Step.VERDICT)
    assert page.step == Step.MACHINE
    with qtbot.waitSignal(page.result_changed):
        page.set_machine(replace(machine_named("office"), simulated=False))
    assert page.step_bar.button(Step.VERDICT).isEnabled()
    assert page.machine_step.choices.currentData() == THIS_COMPUTER


def test_an_overtaken_question_is_never_answered(qtbot: QtBot, make_page: MakePage, backend: MatchBackend):
    gate, started = threading.Event(), threading.Event()

    def slow(machine: Machine, need: Need) -> MatchResult:
        started.set()
        assert gate.wait(10)
        return backend.match(machine, need)

    page = make_page(None, replace(backend, match=slow))
    page.set_machine(machine_named("basic"))
    assert started.wait(10)
    for context in range(5):
        page.need_step.context_slider.setValue(context)
    with qtbot.waitSignal(page.result_changed) as told:
        gate.set()
    assert told.args is not None
    assert told.args[0].need == page.need_step.need


def test_a_failing_match_is_told_and_the_page_lives_on(qtbot: QtBot, make_page: MakePage, backend: MatchBackend):
    def broken(machine: Machine, need: Need) -> MatchResult:
        raise ZeroDivisionError(machine.name, need.users)

    page = make_page(None, replace(backend, match=broken))
    page.set_machine(machine_named("basic"))
    qtbot.waitUntil(page.banner.isVisible)
    assert "ZeroDivisionError" in page.banner.message
    page.show_step(Step.NEED)
    assert page.step == Step.NEED


def test_nothing_that_fits_is_said_with_a_way_out(qtbot: QtBot, make_page: MakePage, backend: MatchBackend):
    page = make_page(machine_named("basic"), backend)
    page.show_step(Step.VERDICT)
    plans = page.verdict_step.plans
    with qtbot.waitSignal(plans.plan_selected) as told:
        plans.search_box.setText("no such model")
    assert told.args == [None]
    assert not plans.table.isVisible()
    assert not page.step_bar.button(Step.PLAN).isEnabled()
    plans.search_box.clear()
    assert plans.table.isVisible()
    assert page.step_bar.button(Step.PLAN).isEnabled()


class Shouting(QTranslator):
    """Translates everything into capitals, placeholders kept."""

    def isEmpty(self) -> bool:  # noqa: N802  Qt's name
        return False

    def translate(self, context: str, source: str, disambiguation: str | None = None, n: int = -1) -> str:
        del context, disambiguation, n
        return "".join(part if part.startswith("{") else part.upper() for part in _split(source))


def _split(source: str) -> list[str]:
    return source.replace("{", "\0{").replace("}", "}\0").split("\0")


def test_a_new_language_reaches_every_step(make_page: MakePage, backend: MatchBackend):
    page = make_page(machine_named("basic"), backend)
    translator = Shouting()
    QCoreApplication.installTranslator(translator)
    try:
        QCoreApplication.sendEvent(page, QEvent(QEvent.Type.LanguageChange))
        assert page.foot.next_button.text() == "&NEXT"
        assert page.step_bar.button(Step.PLAN).text() == "PLAN"
        assert page.verdict_step.card(Tier.BASIC).accessibleName() == "BASIC: PASS"
        assert page.verdict_step.plans.model.index(0, Column.FITS).data() == "FITS"
        assert page.machine_step.model.index(0, 0).data() == "PROCESSOR"
        page.show_step(Step.PLAN)
        assert page.plan_step.rows()[0][0] == "MODEL"
    finally:
        QCoreApplication.removeTranslator(translator)
    QCoreApplication.sendEvent(page, QEvent(QEvent.Type.LanguageChange))
    assert page.foot.next_button.text() == "&Next"


@pytest.mark.parametrize("step", list(Step))
def test_nothing_is_wider_than_the_smallest_window(make_page: MakePage, backend: MatchBackend, step: Step):
    page = make_page(machine_named("enterprise"), backend)
    page.show_step(step)
    assert page.width() == 840
    assert page.minimumSizeHint().width() <= 840
    for area in (page.verdict_step, page.plan_step):  # one that is hidden is not laid out yet
        assert not area.isVisible() or area.horizontalScrollBar().maximum() == 0


def test_a_plan_is_what_run_gets(qtbot: QtBot, make_page: MakePage, backend: MatchBackend):
    page = make_page(machine_named("basic"), backend)
    page.show_step(Step.PLAN)
    with qtbot.waitSignal(page.plan_chosen) as told:
        page.plan_step.run_button.click()
    assert told.args is not None
    assert isinstance(told.args[0], Plan)


def here(bandwidth_gbs: float | None = None) -> Machine:
    memory = Memory(16 * 1024**3, bandwidth_gbs=bandwidth_gbs, bandwidth_measured=bandwidth_gbs is not None)
    return Machine("this machine", Cpu("a CPU", 4, 8), memory)


def test_only_this_computer_can_be_measured(make_page: MakePage, backend: MatchBackend):
    page = make_page(machine_named("basic"), backend)
    tried = page.machine_step.measure
    assert not tried.memory_button.isEnabled()
    assert not tried.disk_button.isEnabled()
    assert "only this computer" in tried.words
    page = make_page(here(), replace(backend, disk_folder=lambda: Path("/models")))
    own = page.machine_step.measure
    assert own.memory_button.isEnabled()
    assert own.disk_button.isEnabled()
    assert "/models" in own.words


def here_with_disk(read_mbs: float) -> Machine:
    return replace(here(), storage=Storage(read_mbs=read_mbs), sources={"storage.read_mbs": "measured"})


@pytest.mark.parametrize(("what", "found"), [("memory", here(31.2)), ("disk", here_with_disk(3456.0))])
def test_what_was_measured_is_matched_with_and_told(
    qtbot: QtBot, make_page: MakePage, backend: MatchBackend, what: str, found: Machine
):
    asked: list[Machine] = []
    gate = threading.Event()

    def measured(machine: Machine, cancelled: threading.Event, progress: Progress) -> tuple[Machine, None]:
        progress(0.25)
        assert gate.wait(20)
        assert not cancelled.is_set()
        asked.append(machine)
        return found, None

    page = make_page(here(), replace(backend, measured_memory=measured, measured_disk=measured))
    bar = page.machine_step.measure
    button = {"memory": bar.memory_button, "disk": bar.disk_button}[what]
    button.click()
    qtbot.waitUntil(lambda: bar.progress.value() == 250)
    assert bar.progress.isVisible()
    with qtbot.waitSignals([page.machine_measured, page.result_changed]):
        gate.set()
    assert asked == [here()]
    assert page.machine == found
    assert page.result is not None
    assert page.result.machine == found
    assert not bar.progress.isVisible()
    assert button.isEnabled()


def test_a_measured_disk_stands_in_the_facts(qtbot: QtBot, make_page: MakePage, backend: MatchBackend):
    page = make_page(
        here(), replace(backend, measured_disk=lambda _machine, _stop, _tell: (here_with_disk(3456.0), None))
    )
    with qtbot.waitSignal(page.result_changed):
        page.machine_step.measure.disk_button.click()
    model = page.machine_step.model
    rows = [
        [model.index(row, column).data() for column in range(model.columnCount())] for row in range(model.rowCount())
    ]
    (row,) = [row for row in rows if row[1] == "Read speed"]
    assert row[2:] == ["3,456 MB/s", "measured on this machine"]


def test_a_measurement_is_cancelled(qtbot: QtBot, make_page: MakePage, backend: MatchBackend):
    def measured(_: Machine, cancelled: threading.Event, __: Progress) -> tuple[None, None]:
        assert cancelled.wait(20)
        return None, None

    page = make_page(here(), replace(backend, measured_disk=measured))
    bar = page.machine_step.measure
    bar.disk_button.setFocus()
    QTest.keyClick(bar.disk_button, Qt.Key.Key_Space)
    assert bar.cancel_button.isVisible()
    assert not bar.disk_button.isVisible()
    QTest.keyClick(bar.cancel_button, Qt.Key.Key_Space)
    qtbot.waitUntil(bar.disk_button.isVisible)
    assert page.machine == here()
    assert not page.banner.isVisible()


def test_a_measurement_that_fails_is_told_and_can_be_asked_again(
    qtbot: QtBot, make_page: MakePage, backend: MatchBackend
):
    def measured(_: Machine, __: threading.Event, ___: Progress) -> tuple[None, Text]:
        return None, Text("Too little is free.")

    def broken(_: Machine, __: threading.Event, ___: Progress) -> tuple[None, None]:
        raise ActionableError(Text("It went wrong."))

    page = make_page(here(), replace(backend, measured_memory=broken, measured_disk=measured))
    bar = page.machine_step.measure
    bar.memory_button.click()
    qtbot.waitUntil(lambda: "went wrong" in page.banner.message)
    bar.disk_button.click()
    qtbot.waitUntil(lambda: "Too little is free" in page.banner.message)
    assert bar.memory_button.isVisible()


def test_an_edited_machine_keeps_its_edits_when_a_measurement_ends(
    qtbot: QtBot, make_page: MakePage, backend: MatchBackend
):
    gate = threading.Event()

    def measured(_: Machine, __: threading.Event, ___: Progress) -> tuple[Machine, None]:
        assert gate.wait(20)
        return here(31.2), None

    tried = replace(here(), simulated=True, name="edited")
    page = make_page(here(), replace(backend, measured_memory=measured, edited=lambda _machine, _key, _words: tried))
    page.machine_step.measure.memory_button.click()
    page.machine_step.fact_edited.emit("cpu.cores", "8")
    with qtbot.waitSignal(page.machine_measured):
        gate.set()
    assert page.machine == tried
    page.history.undo()
    assert page.machine == here(31.2)  # what was taken back to is what is known by now


def test_news_of_this_computer_do_not_replace_a_machine_that_is_tried(
    qtbot: QtBot, make_page: MakePage, backend: MatchBackend
):
    page = make_page(machine_named("basic"), backend)
    page.refresh_machine(here(31.2))
    assert page.machine == machine_named("basic")
    page = make_page(here(), backend)
    with qtbot.waitSignal(page.result_changed):
        page.refresh_machine(here(31.2))
    assert page.machine == here(31.2)
