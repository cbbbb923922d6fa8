from __future__ import annotations

from collections import Counter

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

from deepseek_gui.core.machines import machine_named
from deepseek_gui.domain.machine import Machine
from deepseek_gui.services.tasks import TaskRunner
from deepseek_gui.ui.main_window import MainWindow, PageEntry
from deepseek_gui.ui.match.backend import MatchBackend
from deepseek_gui.ui.match.page import MatchPage, Step


def letters(words: list[str]) -> list[str]:
    keys = (QKeySequence.mnemonic(text) for text in words if "&" in text)
    return [key.toString() for key in keys if not key.isEmpty()]


@pytest.mark.parametrize("machine", [machine_named("basic"), Machine("this machine")], ids=["tried", "this one"])
@pytest.mark.parametrize("step", list(Step))
def test_no_letter_stands_twice_on_a_step_or_in_the_rail(
    qtbot: QtBot, tasks: TaskRunner, backend: MatchBackend, step: Step, machine: Machine
):
    page = MatchPage(tasks, machine, backend)
    others = [PageEntry(key, QWidget, below=key == "settings") for key in ("monitor", "run", "settings")]
    window = MainWindow([PageEntry("match", lambda: page), *others])
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: page.result is not None and not tasks.busy)
    page.show_step(step)
    words = [button.text() for button in window.findChildren(QAbstractButton) if button.isVisible()]
    words += [label.text() for label in window.findChildren(QLabel) if label.isVisible() and label.buddy()]
    assert "M&atch" in words
    counts = Counter(letters(words))
    assert counts
    assert max(counts.values()) == 1, counts
