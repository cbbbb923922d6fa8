"""Work runs elsewhere, its result comes back on the GUI thread, and nothing outlives the runner."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtCore import QObject, Slot
from pytestqt.qtbot import QtBot

from deepseek_gui.services.tasks import TaskRunner

pytestmark = pytest.mark.usefixtures("qapp")


class Receiver(QObject):
    """Notes what came and on which thread."""

    def __init__(self) -> None:
        super().__init__()
        self.results: list[object] = []
        self.errors: list[Exception] = []
        self.threads: set[int] = set()

    @Slot(object)
    def take(self, result: object) -> None:
        self.results.append(result)
        self.threads.add(threading.get_ident())

    @Slot(object)
    def fail(self, error: Exception) -> None:
        self.errors.append(error)
        self.threads.add(threading.get_ident())


@pytest.fixture
def tasks() -> Iterator[TaskRunner]:
    runner = TaskRunner()
    yield runner
    runner.shut_down(2.0)


def test_result_arrives_on_the_gui_thread(qtbot: QtBot, tasks: TaskRunner):
    receiver = Receiver()
    tasks.run(threading.get_ident, receiver.take)
    qtbot.waitUntil(lambda: bool(receiver.results))
    assert receiver.threads == {threading.get_ident()}
    assert receiver.results != [threading.get_ident()]
    assert not tasks.busy


def test_error_arrives_on_the_gui_thread(qtbot: QtBot, tasks: TaskRunner):
    receiver = Receiver()
    tasks.run(lambda: 1 / 0, receiver.take, receiver.fail)
    qtbot.waitUntil(lambda: bool(receiver.errors))
    assert isinstance(receiver.errors[0], ZeroDivisionError)
    assert receiver.threads == {threading.get_ident()}
    assert not receiver.results


def test_error_without_a_taker_is_a_bug(qtbot: QtBot, tasks: TaskRunner):
    receiver = Receiver()
    with qtbot.captureExceptions() as bugs:
        tasks.run(lambda: 1 / 0, receiver.take)
        qtbot.waitUntil(lambda: not tasks.busy)
    assert [kind for kind, _, _ in bugs] == [ZeroDivisionError]


def test_cancelled_task_does_not_call_back(qtbot: QtBot, tasks: TaskRunner):
    receiver, go = Receiver(), threading.Event()
    task = tasks.run(lambda: go.wait(5), receiver.take)
    task.cancel()
    go.set()
    qtbot.waitUntil(lambda: not tasks.busy)
    assert not receiver.results


def test_callback_of_a_dead_object_is_dropped(qtbot: QtBot, tasks: TaskRunner):
    receiver, go = Receiver(), threading.Event()
    tasks.run(lambda: go.wait(5), receiver.take)
    shiboken6.delete(receiver)
    go.set()
    qtbot.waitUntil(lambda: not tasks.busy)
    assert not receiver.results


def test_runner_may_die_before_its_work():
    receiver, go, done = Receiver(), threading.Event(), threading.Event()

    def work() -> None:
        go.wait(5)
        done.set()

    runner = TaskRunner()
    thread = runner.run(work, receiver.take).thread
    assert thread is not None
    shiboken6.delete(runner)
    go.set()
    thread.join(5)
    assert done.is_set()
    assert not receiver.results


def test_shut_down_leaves_hanging_work_behind():
    receiver, go = Receiver(), threading.Event()
    runner = TaskRunner()
    task = runner.run(lambda: go.wait(30), receiver.take)
    began = time.monotonic()
    runner.shut_down(0.05)
    assert time.monotonic() - began < 10  # it did not wait for the work
    assert task.cancelled
    assert task.thread is not None
    assert task.thread.daemon
    go.set()
    task.thread.join(5)
