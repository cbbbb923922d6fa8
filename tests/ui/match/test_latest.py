from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from typing import Any

from pytestqt.qtbot import QtBot

from deepseek_gui.services.tasks import TaskRunner
from deepseek_gui.ui.match.latest import LatestTask


class Answers:
    """Collects what arrives."""

    def __init__(self, latest: LatestTask) -> None:
        self.results: list[Any] = []
        self.errors: list[Any] = []
        latest.done.connect(self.results.append)
        latest.failed.connect(self.errors.append)


def test_only_the_newest_answer_comes_and_what_waits_is_replaced(qtbot: QtBot, tasks: TaskRunner):
    latest = LatestTask(tasks)
    answers = Answers(latest)
    gate, started = threading.Event(), threading.Event()
    worked: list[str] = []

    def work(name: str) -> Callable[[], str]:
        def run() -> str:
            worked.append(name)
            started.set()
            assert gate.wait(10)
            return name

        return run

    latest.submit(work("first"))
    assert started.wait(10)
    latest.submit(work("second"))
    latest.submit(work("third"))
    with qtbot.waitSignal(latest.done):
        gate.set()
    assert answers.results == ["third"]
    assert worked == ["first", "third"]
    assert not latest.busy


def test_an_error_is_told_and_the_next_work_goes_on(qtbot: QtBot, tasks: TaskRunner):
    latest = LatestTask(tasks)
    answers = Answers(latest)
    with qtbot.waitSignal(latest.failed):
        latest.submit(lambda: 1 // 0)
    assert isinstance(answers.errors[0], ZeroDivisionError)
    with qtbot.waitSignal(latest.done):
        latest.submit(lambda: "fine")
    assert answers.results == ["fine"]


def test_busy_is_told_once_for_a_series(qtbot: QtBot, tasks: TaskRunner):
    latest = LatestTask(tasks)
    states: list[bool] = []
    latest.busy_changed.connect(states.append)
    with qtbot.waitSignal(latest.done):
        for number in range(20):
            latest.submit(partial(abs, number))
    assert states == [True, False]
