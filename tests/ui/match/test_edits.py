"""Facts edited, taken back, saved, and remembered."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from deepseek_gui.core.machines import machine_named
from deepseek_gui.core.matching import Licence, Priority, UseCase
from deepseek_gui.domain.machine import Machine
from deepseek_gui.domain.match_state import MatchState
from deepseek_gui.domain.units import GIB
from deepseek_gui.services.tasks import TaskRunner
from deepseek_gui.ui.match.fact_model import Column
from deepseek_gui.ui.match.gpu_dialog import GpuDialog
from deepseek_gui.ui.match.page import MatchPage

MakePage = Callable[[Machine | None], MatchPage]


@pytest.fixture
def make_page(qtbot: QtBot, tasks: TaskRunner) -> Iterator[MakePage]:
    def make(machine: Machine | None) -> MatchPage:
        page = MatchPage(tasks, machine)
        qtbot.addWidget(page)
        page.resize(900, 640)
        page.show()
        qtbot.waitExposed(page)
        qtbot.waitUntil(lambda: not tasks.busy, timeout=30_000)
        return page

    yield make
    qtbot.waitUntil(lambda: not tasks.busy, timeout=30_000)


def row_of(page: MatchPage, title: str, section: str) -> int:
    model = page.machine_step.model
    for row in range(model.rowCount()):
        words = [model.index(row, column).data(Qt.ItemDataRole.AccessibleTextRole) for column in Column]
        if words[:2] == [section, title]:
            return row
    raise AssertionError(title)


def test_a_fact_is_edited_with_the_keyboard_and_taken_back(qtbot: QtBot, make_page: MakePage):
    page = make_page(machine_named("basic"))
    step = page.machine_step
    step.table.setCurrentIndex(step.model.index(row_of(page, "Installed", "Memory"), Column.VALUE))
    QTest.keyClick(step.table, Qt.Key.Key_Return)
    editor = step.table.findChild(QLineEdit)
    assert editor is not None
    assert editor.text() == "32 GiB"
    editor.setText("64")
    with qtbot.waitSignal(page.result_changed, timeout=30_000):
        QTest.keyClick(editor, Qt.Key.Key_Return)
    assert page.machine is not None
    assert page.machine.memory.total_bytes == 64 * GIB
    with qtbot.waitSignal(page.result_changed, timeout=30_000):
        QTest.keyClick(step.table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert page.machine == machine_named("basic")
    with qtbot.waitSignal(page.result_changed, timeout=30_000):
        page.foot.redo_button.click()
    assert page.machine.memory.total_bytes == 64 * GIB
    assert not page.foot.redo_button.isEnabled()


def test_a_value_that_cannot_be_is_refused_in_words(make_page: MakePage):
    page = make_page(machine_named("basic"))
    page.machine_step.fact_edited.emit("cpu.cores", "lots")
    assert page.banner.isVisible()
    assert "lots" in page.banner.message
    assert page.machine == machine_named("basic")


def test_other_gpus_are_tried_by_name_and_count(qtbot: QtBot, make_page: MakePage):
    page = make_page(machine_named("office"))
    page.machine_step.gpus_button.click()
    (dialog,) = page.machine_step.findChildren(GpuDialog)
    dialog.name_box.setCurrentText("NVIDIA A100-SXM4-80GB")
    dialog.count_box.setValue(4)
    with qtbot.waitSignal(page.result_changed, timeout=30_000):
        dialog.accept()
    assert page.machine is not None
    assert [gpu.vram_bytes for gpu in page.machine.gpus] == [80 * GIB] * 4


def test_a_machine_is_saved_as_a_file(
    qtbot: QtBot, make_page: MakePage, tasks: TaskRunner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    page = make_page(machine_named("basic"))
    path = tmp_path / "mine.toml"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    page.machine_step.save_button.click()
    qtbot.waitUntil(lambda: path.exists() and not tasks.busy)
    assert machine_named(path).cpu == machine_named("basic").cpu


def test_what_was_asked_and_edited_is_there_after_a_restart(qtbot: QtBot, make_page: MakePage):
    page = make_page(machine_named("basic"))
    page.need_step.licence_box.setCurrentIndex(1)
    page.need_step.priority_box.setCurrentIndex(2)
    page.need_step.users_box.setValue(3)
    with qtbot.waitSignal(page.state_changed) as told:
        page.machine_step.fact_edited.emit("memory.total_bytes", "256")
    (state,) = told.args
    assert (state.choice, state.users) == ("basic", 3)
    later = make_page(None)
    with qtbot.waitSignal(later.result_changed, timeout=30_000):
        later.restore(state)
    assert later.machine is not None
    assert later.machine.memory.total_bytes == 256 * GIB
    need = later.need_step.need
    assert (need.licence, need.priority, need.users) == (Licence.COMMERCIAL, Priority.SPEED, 3)
    assert later.state == state


def test_a_state_of_another_version_or_a_machine_that_is_gone_is_no_trouble(qtbot: QtBot, make_page: MakePage):
    page = make_page(None)
    state = MatchState(use_case="telepathy", licence="?", choice="gone.toml", context=-5)
    with qtbot.waitSignal(page.result_changed, timeout=30_000):
        page.restore(state)
    assert page.machine is not None
    assert not page.machine.simulated
    assert page.need_step.need.use_case is UseCase.CHAT
