from __future__ import annotations

import threading

import pytest

from deepseek_gui.hardware.background import BackgroundSource

WAIT_S = 10.0


class Scripted:
    """A source whose reads wait for leave when told to."""

    def __init__(self) -> None:
        self.reads = 0
        self.leave: threading.Event | None = None
        self.inside = threading.Event()
        self.error: Exception | None = None
        self.threads: set[str] = set()
        self.closed = threading.Event()

    def read(self) -> int:
        self.reads += 1
        self.threads.add(threading.current_thread().name)
        self.inside.set()
        if self.leave is not None:
            self.leave.wait()
        if self.error is not None:
            raise self.error
        return self.reads

    def close(self) -> None:
        self.threads.add(threading.current_thread().name)
        self.closed.set()


@pytest.fixture
def scripted() -> Scripted:
    return Scripted()


def source_of(scripted: Scripted) -> BackgroundSource[int]:
    return BackgroundSource("driver", scripted.read, scripted.close)


def test_an_answer_in_time(scripted: Scripted):
    source = source_of(scripted)
    assert source.begin()
    answer = source.collect(WAIT_S)
    assert (answer.value, answer.unanswered_s, answer.error) == (1, None, None)
    source.close()


def test_one_thread_alone_touches_the_source_and_closes_it(scripted: Scripted):
    source = source_of(scripted)
    for _ in range(3):
        source.begin()
        source.collect(WAIT_S)
    source.close()
    assert scripted.closed.wait(WAIT_S)
    assert scripted.threads == {"driver"}


def test_a_source_that_hangs_is_asked_once_keeps_its_last_value_and_comes_back(scripted: Scripted):
    source = source_of(scripted)
    source.begin()
    source.collect(WAIT_S)
    scripted.leave = threading.Event()
    source.begin()
    late = source.collect(0.01)
    assert late.value == 1
    assert late.unanswered_s is not None
    assert late.unanswered_s >= 0.01
    assert not source.begin()
    later = source.collect(WAIT_S)  # an overdue answer is not waited for: this would fail the test run by its time
    assert later.unanswered_s is not None
    assert later.unanswered_s < WAIT_S
    assert scripted.reads == 2
    scripted.leave.set()
    while not source.begin():
        scripted.inside.wait(0.001)
    assert source.collect(WAIT_S).unanswered_s is None
    source.close()


def test_closing_wakes_a_collect_that_waits_and_ends_the_thread_when_the_call_returns(scripted: Scripted):
    scripted.leave = threading.Event()
    source = source_of(scripted)
    source.begin()
    assert scripted.inside.wait(WAIT_S)
    waiter = threading.Thread(target=source.collect, args=(600.0,))
    waiter.start()
    source.close()
    waiter.join(WAIT_S)
    assert not waiter.is_alive()
    assert not scripted.closed.is_set()
    scripted.leave.set()
    assert scripted.closed.wait(WAIT_S)


@pytest.mark.expects_log
def test_an_error_keeps_the_last_value_is_logged_once_and_passes(scripted: Scripted, caplog: pytest.LogCaptureFixture):
    source = source_of(scripted)
    source.begin()
    source.collect(WAIT_S)
    scripted.error = OSError("bus error")
    for _ in range(3):
        source.begin()
        answer = source.collect(WAIT_S)
        assert (answer.value, answer.error) == (1, "bus error")
    assert len(caplog.records) == 1
    scripted.error = None
    source.begin()
    assert source.collect(WAIT_S).error is None
    source.close()


def test_nothing_is_asked_after_closing(scripted: Scripted):
    source = source_of(scripted)
    source.close()
    assert not source.begin()
    assert source.collect(WAIT_S).value is None
    assert scripted.reads == 0
