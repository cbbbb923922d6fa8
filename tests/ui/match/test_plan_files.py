"""Plans saved, opened from outside, confirmed, and printed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from deepseek_gui.core.machines import machine_named
from deepseek_gui.core.plan_file import save_plan
from deepseek_gui.domain.machine import Machine
from deepseek_gui.domain.plan import Plan, RunSettings
from deepseek_gui.services.tasks import TaskRunner
from deepseek_gui.ui.match.confirm_dialog import ConfirmPlanDialog
from deepseek_gui.ui.match.page import MatchPage, Step

MakePage = Callable[[Machine | None], MatchPage]
PLAN = Plan("r1-distill-qwen-1.5b", "Q8_0", settings=RunSettings(context=2048, threads=3))


@pytest.fixture
def make_page(qtbot: QtBot, tasks: TaskRunner) -> Iterator[MakePage]:
    def make(machine: Machine | None) -> MatchPage:
        page = MatchPage(tasks, machine)
        qtbot.addWidget(page)
        page.resize(900, 640)
        page.show()
        return page

    yield make
    qtbot.waitUntil(lambda: not tasks.busy, timeout=30_000)


def test_a_plan_that_is_opened_at_the_start_stays_when_the_ranking_comes(
    qtbot: QtBot, make_page: MakePage, tasks: TaskRunner, tmp_path: Path
):
    path = tmp_path / "plan.toml"
    save_plan(PLAN, path)
    page = make_page(None)
    page.open_file(path)
    page.set_machine(machine_named("basic"))
    qtbot.waitUntil(lambda: page.result is not None and not tasks.busy, timeout=30_000)
    assert page.step == Step.PLAN
    assert page.selected is not None
    assert page.selected.plan == PLAN
    with qtbot.waitSignal(page.plan_chosen) as told:
        page.plan_step.run_button.click()
    assert told.args == [PLAN]


def test_a_plan_with_a_file_of_its_own_is_confirmed_first(
    qtbot: QtBot, make_page: MakePage, tasks: TaskRunner, tmp_path: Path
):
    from deepseek_gui.core.model_store import demo_file

    demo = demo_file()
    assert demo is not None
    path = tmp_path / "plan.toml"
    save_plan(Plan("demo.gguf", None, file=demo, settings=RunSettings(context=512)), path)
    page = make_page(machine_named("basic"))
    page.open_file(path)
    qtbot.waitUntil(lambda: page.step == Step.PLAN and not tasks.busy, timeout=30_000)
    assert str(demo) in page.plan_step.notes
    with qtbot.assertNotEmitted(page.plan_chosen):
        page.plan_step.run_button.click()
    (dialog,) = page.findChildren(ConfirmPlanDialog)
    assert str(demo) in dialog.words
    assert not dialog.start_button.isEnabled()
    dialog.boxes[0].click()
    with qtbot.waitSignal(page.plan_chosen):
        dialog.start_button.click()


FOREIGN = """plan_format = 1
model = "r1-distill-qwen-1.5b"
quantisation = "Q8_0"
engine = "llama-server"
[settings]
context = 2048
[extra]
flags = [["--temp", "0.3"], ["--brand-new-thing"]]
adapter = "<b>style</b>.gguf"
chat_template = "chat.jinja"
host = "127.0.0.1"
"""


def test_everything_a_plan_adds_is_seen_and_confirmed_one_by_one(
    qtbot: QtBot, make_page: MakePage, tasks: TaskRunner, tmp_path: Path
):
    path = tmp_path / "plan.toml"
    path.write_text(FOREIGN)
    page = make_page(machine_named("basic"))
    page.open_file(path)
    qtbot.waitUntil(lambda: page.step == Step.PLAN and not tasks.busy, timeout=30_000)
    chosen: list[Plan] = []
    page.plan_chosen.connect(chosen.append)
    page.plan_step.run_button.click()
    (dialog,) = page.findChildren(ConfirmPlanDialog)
    for words in ("--temp 0.3", "--brand-new-thing", "<b>style</b>.gguf", "chat.jinja", "127.0.0.1"):
        assert words in dialog.words
    assert dialog.words.count("Risk: ") == len(dialog.boxes) == 5
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in dialog.findChildren(QLabel))
    dialog.cancel_button.click()
    assert not chosen
    page.plan_step.run_button.click()
    dialog = page.findChildren(ConfirmPlanDialog)[-1]
    for box in dialog.boxes:
        assert not dialog.start_button.isEnabled()
        QTest.keyClick(box, Qt.Key.Key_Space)
    dialog.start_button.click()
    (plan,) = chosen
    assert plan.extras.flags == (("--temp", "0.3"), ("--brand-new-thing", None))
    assert plan.extras.adapter == tmp_path / "<b>style</b>.gguf"


def test_a_plan_that_would_listen_to_others_is_refused(
    qtbot: QtBot, make_page: MakePage, tasks: TaskRunner, tmp_path: Path
):
    path = tmp_path / "plan.toml"
    path.write_text(FOREIGN.replace("127.0.0.1", "0.0.0.0"))
    page = make_page(machine_named("basic"))
    qtbot.waitUntil(lambda: not tasks.busy, timeout=30_000)
    page.open_file(path)
    qtbot.waitUntil(page.banner.isVisible)
    assert "0.0.0.0" in page.banner.message
    assert "Nothing listens beyond 127.0.0.1" in page.banner.hint


def test_a_file_is_dropped_on_the_page(qtbot: QtBot, make_page: MakePage, tasks: TaskRunner, tmp_path: Path):
    path = tmp_path / "plan.toml"
    save_plan(PLAN, path)
    page = make_page(machine_named("basic"))
    qtbot.waitUntil(lambda: not tasks.busy, timeout=30_000)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    page.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, buttons, keys))
    qtbot.waitUntil(lambda: page.step == Step.PLAN, timeout=30_000)
    assert page.selected is not None
    assert page.selected.plan == PLAN


def test_a_file_that_is_no_plan_is_a_sentence(qtbot: QtBot, make_page: MakePage, tasks: TaskRunner, tmp_path: Path):
    path = tmp_path / "plan.toml"
    path.write_text('plan_format = 1\nmodel = "r1"\nexecutable = "/bin/sh"\n')
    page = make_page(machine_named("basic"))
    qtbot.waitUntil(lambda: not tasks.busy, timeout=30_000)
    page.open_file(path)
    qtbot.waitUntil(page.banner.isVisible)
    assert "executable" in page.banner.message
    assert page.step == Step.MACHINE


def test_plan_and_report_are_saved(
    qtbot: QtBot, make_page: MakePage, tasks: TaskRunner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    page = make_page(machine_named("basic"))
    qtbot.waitUntil(lambda: page.result is not None and not tasks.busy, timeout=30_000)
    page.show_step(Step.PLAN)
    names = {"plan.toml": page.plan_step.save_button, "r.html": page.plan_step.report_button}
    names["r.pdf"] = page.plan_step.report_button
    for name, button in names.items():
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, name=name: (str(tmp_path / name), ""))
        button.click()
        qtbot.waitUntil((tmp_path / name).exists)
        qtbot.waitUntil(lambda: not tasks.busy)
    assert (tmp_path / "r.pdf").read_bytes()[:5] == b"%PDF-"
    assert "<h1>" in (tmp_path / "r.html").read_text(encoding="utf-8")
    assert page.selected is not None
    assert page.selected.plan.model in (tmp_path / "plan.toml").read_text(encoding="utf-8")


def test_a_report_that_cannot_be_written_is_a_sentence(qtbot: QtBot, make_page: MakePage, tasks: TaskRunner):
    page = make_page(machine_named("basic"))
    qtbot.waitUntil(lambda: page.result is not None and not tasks.busy, timeout=30_000)
    page.plan_step.report_wanted.emit("/nowhere/at/all/report.html")
    assert "/nowhere" in page.banner.message
