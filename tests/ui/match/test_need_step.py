from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from deepseek_gui.core.matching import Licence, Need, Priority, UseCase, default_need
from deepseek_gui.ui.match.need_step import CONTEXTS, NeedStep


@pytest.fixture
def step(qtbot: QtBot) -> NeedStep:
    step = NeedStep()
    qtbot.addWidget(step)
    step.resize(800, 600)
    step.show()
    qtbot.waitExposed(step)
    return step


@pytest.mark.parametrize("use", list(UseCase))
def test_a_use_brings_its_own_beginning(qtbot: QtBot, step: NeedStep, use: UseCase):
    step.set_need(Need(UseCase.BATCH if use != UseCase.BATCH else UseCase.CHAT, 2048, 3, 7))
    with qtbot.waitSignal(step.need_changed) as changed:
        QTest.mouseClick(step.card(use), Qt.MouseButton.LeftButton)
    start = default_need(use)
    assert changed.args == [Need(use, start.context, start.users, 7), ""]


def test_arrow_keys_move_the_use_and_the_context(qtbot: QtBot, step: NeedStep):
    step.card(UseCase.CHAT).setFocus()
    with qtbot.waitSignal(step.need_changed):
        QTest.keyClick(step.card(UseCase.CHAT), Qt.Key.Key_Right)
    assert step.need.use_case is UseCase.CODING
    with qtbot.waitSignal(step.need_changed):
        QTest.keyClick(step.context_slider, Qt.Key.Key_Right)
    assert step.need.context == 32_768


def test_every_default_context_is_on_offer():
    assert {default_need(use).context for use in UseCase} <= set(CONTEXTS)


def test_a_speed_of_zero_asks_for_none(qtbot: QtBot, step: NeedStep):
    with qtbot.waitSignal(step.need_changed):
        step.speed_box.setValue(20)
    assert step.need.min_tps == 20
    step.speed_box.setValue(0)
    assert step.need.min_tps is None
    assert step.speed_box.text() == "any"


def test_a_need_that_is_set_is_no_change_of_the_person(qtbot: QtBot, step: NeedStep):
    need = Need(UseCase.TEAM, 16_384, 12, 15)
    with qtbot.assertNotEmitted(step.need_changed):
        step.set_need(need)
    assert step.need == need
    step.set_need(Need(UseCase.CHAT, 5000, 1, None))
    assert step.need.context == 8192


def test_cards_and_fields_have_names(step: NeedStep):
    assert step.card(UseCase.TEAM).accessibleName() == "Team"
    assert step.card(UseCase.TEAM).accessibleDescription()
    assert step.context_slider.accessibleName() == "Context length per user"


def test_licence_and_priority_are_part_of_the_need(qtbot: QtBot, step: NeedStep):
    with qtbot.waitSignal(step.need_changed):
        step.licence_box.setCurrentIndex(2)
    with qtbot.waitSignal(step.need_changed):
        step.priority_box.setCurrentIndex(1)
    assert (step.need.licence, step.need.priority) == (Licence.FREE, Priority.QUALITY)
    QTest.mouseClick(step.card(UseCase.BATCH), Qt.MouseButton.LeftButton)
    assert (step.need.licence, step.need.priority) == (Licence.FREE, Priority.QUALITY)
