"""The load test's signals, and its end with the window."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pytestqt.qtbot import QtBot

from deepseek_gui.core.load_steps import LoadOutcome, LoadSettings, LoadStep
from deepseek_gui.domain.events import Done, Token
from deepseek_gui.engines.stream import AnswerEvent
from deepseek_gui.services.load_test import LoadTestService

SETTINGS = LoadSettings(most_users=2, answer_tokens=3)


class User:
    """Answers at once, or not before it is aborted."""

    def __init__(self, *, silent: bool = False) -> None:
        self._silent = silent
        self.asked = threading.Event()
        self.aborted = threading.Event()

    def answer(
        self, messages: Sequence[Mapping[str, str]], max_tokens: int, extra: Mapping[str, Any]
    ) -> Iterator[AnswerEvent]:
        del messages, extra
        self.asked.set()
        if self._silent:
            assert self.aborted.wait(30)
        for _ in range(max_tokens):
            yield Token("x", 0.1)
        yield Done(1, max_tokens, 0.1, 1.0, 1.0, 1.0)

    def abort(self) -> None:
        self.aborted.set()

    def close(self) -> None:
        pass


def test_steps_arrive_on_the_gui_thread_and_it_can_run_again(qtbot: QtBot):
    service = LoadTestService(User)
    steps: list[LoadStep] = []
    threads: list[threading.Thread] = []
    service.step_taken.connect(steps.append)
    service.step_taken.connect(lambda _: threads.append(threading.current_thread()))
    for _ in range(2):
        steps.clear()
        with qtbot.waitSignal(service.ended, timeout=30_000) as ended:
            service.start(SETTINGS)
            service.start(SETTINGS)  # one at a time
        assert not service.running
        assert ended.args == [LoadOutcome(tuple(steps))]
        assert [step.users for step in steps] == [1, 2]
    assert set(threads) == {threading.main_thread()}


def test_cancelling_ends_it(qtbot: QtBot):
    user = User(silent=True)
    service = LoadTestService(lambda: user)
    with qtbot.waitSignal(service.ended, timeout=30_000) as ended:
        service.start(SETTINGS)
        assert user.asked.wait(30)
        service.cancel()
    assert ended.args == [LoadOutcome((), cancelled=True)]


def test_closing_tells_nothing_more(qtbot: QtBot):
    user = User(silent=True)
    service = LoadTestService(lambda: user)
    service.start(SETTINGS)
    assert user.asked.wait(30)
    with qtbot.assertNotEmitted(service.ended):
        service.close(30.0)
    assert user.aborted.is_set()
    assert not any(thread.name == "load-test" for thread in threading.enumerate())


def test_it_ends_with_its_owner(qtbot: QtBot):
    user = User(silent=True)
    service = LoadTestService(lambda: user)
    service.start(SETTINGS)
    assert user.asked.wait(30)
    with qtbot.waitSignal(service.destroyed, timeout=30_000):
        service.deleteLater()
    assert user.aborted.is_set()
