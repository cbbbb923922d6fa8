"""One history for the whole wizard: machine, need and prices; a text field keeps its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from deepseek_gui.core.machines import machine_named
from deepseek_gui.core.matching import MatchResult, Need, UseCase, match
from deepseek_gui.core.upgrades import Upgrade, article_path, upgrades
from deepseek_gui.services.tasks import TaskRunner
from deepseek_gui.ui.match.backend import MatchBackend
from deepseek_gui.ui.match.page import MatchPage, Step
from deepseek_gui.ui.match.upgrade_model import Column

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(scope="module")
def weighed() -> tuple[tuple[Upgrade, ...], tuple[Upgrade, ...]]:
    return upgrades(match(machine_named("basic"), Need())), article_path(Need())


@pytest.fixture
def page(
    qtbot: QtBot, tasks: TaskRunner, backend: MatchBackend, weighed: tuple[tuple[Upgrade, ...], tuple[Upgrade, ...]]
) -> Iterator[MatchPage]:
    def found(_: MatchResult) -> tuple[tuple[Upgrade, ...], tuple[Upgrade, ...]]:
        return weighed

    page = MatchPage(tasks, machine_named("basic"), replace(backend, upgrades=found))
    qtbot.addWidget(page)
    page.resize(900, 640)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(lambda: page.result is not None and not tasks.busy)
    yield page
    qtbot.waitUntil(lambda: not tasks.busy)


def test_edits_of_every_step_are_taken_back_in_order(qtbot: QtBot, page: MatchPage):
    page.need_step.users_box.setValue(3)
    page.show_step(Step.UPGRADE)
    step = page.upgrade_step
    qtbot.waitUntil(lambda: step.model.rowCount() > 0)
    price = step.model.index(0, Column.PRICE)
    stated = price.data()
    assert step.model.setData(price, "123")
    page.choose_machine("enterprise")
    qtbot.waitUntil(lambda: page.history.count() == 3)
    assert page.machine is not None
    assert page.machine.name == machine_named("enterprise").name
    undo, redo = page.foot.undo_button, page.foot.redo_button
    undo.click()
    assert page.machine == machine_named("basic")
    assert page.machine_step.choices.currentData() == "basic"
    assert price.data() == "123 $"
    undo.click()
    assert price.data() == stated
    undo.click()
    assert page.need_step.users_box.value() == 1
    assert not undo.isEnabled()
    for _ in range(3):
        redo.click()
    assert (page.need_step.users_box.value(), price.data()) == (3, "123 $")
    assert page.machine == machine_named("enterprise")
    assert not redo.isEnabled()


def test_a_need_is_taken_back_with_the_keys_and_matched_anew(qtbot: QtBot, page: MatchPage):
    page.show_step(Step.NEED)
    box = page.need_step.users_box
    box.setFocus()
    box.selectAll()
    QTest.keyClicks(box, "12")
    assert box.value() == 12
    assert page.history.count() == 1  # typing a number is one step
    page.need_step.card(UseCase.CODING).click()
    with qtbot.waitSignal(page.result_changed) as told:
        QTest.keyClick(page.need_step.card(UseCase.CODING), Qt.Key.Key_Z, CTRL)
    assert told.args is not None
    assert told.args[0].need.use_case is UseCase.CHAT
    assert box.value() == 12
    QTest.keyClick(box, Qt.Key.Key_Z, CTRL)
    assert box.value() == 1
    QTest.keyClick(box, Qt.Key.Key_Y, CTRL)
    assert box.value() == 12


def test_a_field_of_text_takes_its_own_typing_back(page: MatchPage):
    page.need_step.users_box.setValue(2)
    page.show_step(Step.VERDICT)
    search = page.verdict_step.plans.search_box
    search.setFocus()
    QTest.keyClicks(search, "7b")
    QTest.keyClick(search, Qt.Key.Key_Z, CTRL)
    assert search.text() == ""
    assert page.need_step.users_box.value() == 2
    assert page.history.canUndo()


def test_the_editor_of_a_price_takes_its_own_typing_back(qtbot: QtBot, page: MatchPage):
    page.need_step.users_box.setValue(2)
    page.show_step(Step.UPGRADE)
    step = page.upgrade_step
    qtbot.waitUntil(lambda: step.model.rowCount() > 0)
    step.table.setCurrentIndex(step.model.index(0, Column.PRICE))
    QTest.keyClick(step.table, Qt.Key.Key_Return)
    editor = step.table.findChild(QLineEdit)
    assert editor is not None
    stated = editor.text()
    QTest.keyClicks(editor, "77")
    QTest.keyClick(editor, Qt.Key.Key_Z, CTRL)
    assert editor.text() == stated
    assert page.history.count() == 1
    QTest.keyClicks(editor, "77")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.history.count() == 2)
    QTest.keyClick(step.table, Qt.Key.Key_Z, CTRL)
    assert page.need_step.users_box.value() == 2
    assert step.prices == {}


def test_what_would_be_taken_back_is_named(page: MatchPage):
    page.need_step.users_box.setValue(2)
    assert "what is asked for" in page.foot.undo_button.toolTip()
    page.history.undo()
    assert page.foot.undo_button.toolTip() == ""
    assert "what is asked for" in page.foot.redo_button.toolTip()


def test_an_edit_that_leads_back_is_none(page: MatchPage):
    page.need_step.users_box.setValue(2)
    page.need_step.users_box.setValue(1)
    assert not page.history.canUndo()
