from __future__ import annotations

import logging
import threading
from collections.abc import Callable

import pytest

from deepseek_gui.core import sampler as sampler_module
from deepseek_gui.core.sampler import LONGEST_INTERVAL_S, SHORTEST_INTERVAL_S, Sampler, next_deadline
from deepseek_gui.domain.sample import Sample

WAIT_S = 10.0


class ScriptedReader:
    """Answers with numbered samples; `behave` may raise or block."""

    def __init__(self, behave: Callable[[int], None] | None = None) -> None:
        self.reads = 0
        self.watched: list[int | None] = []
        self.closed = threading.Event()
        self.behave = behave

    def read(self) -> Sample:
        self.reads += 1
        if self.behave is not None:
            self.behave(self.reads)
        return Sample(time_s=float(self.reads), monotonic_s=float(self.reads))

    def watch_process(self, pid: int | None) -> None:
        self.watched.append(pid)

    def close(self) -> None:
        self.closed.set()


class Collector:
    def __init__(self, wanted: int) -> None:
        self.samples: list[Sample] = []
        self.threads: set[threading.Thread] = set()
        self.enough = threading.Event()
        self._wanted = wanted

    def __call__(self, sample: Sample) -> None:
        self.samples.append(sample)
        self.threads.add(threading.current_thread())
        if len(self.samples) >= self._wanted:
            self.enough.set()


@pytest.mark.parametrize(
    ("now_s", "due_s"),
    [(100.0, 101.0), (100.4, 101.0), (101.0, 102.0), (103.7, 104.0), (100.999, 101.0)],
)
def test_deadlines_stay_on_their_grid_and_skip_what_was_missed(now_s: float, due_s: float):
    assert next_deadline(100.0, 1.0, now_s) == due_s


def test_a_clock_that_stands_still_or_went_back_gives_the_next_tick():
    assert next_deadline(100.0, 1.0, 99.0) == 101.0


def test_samples_come_from_one_daemon_thread():
    collect = Collector(3)
    sampler = Sampler(ScriptedReader(), collect, SHORTEST_INTERVAL_S)
    sampler.start()
    assert collect.enough.wait(WAIT_S)
    assert sampler.stop()
    (thread,) = collect.threads
    assert thread.daemon
    assert not thread.is_alive()


def test_stop_closes_the_reader_and_ends_the_thread():
    reader, collect = ScriptedReader(), Collector(1)
    sampler = Sampler(reader, collect, SHORTEST_INTERVAL_S)
    sampler.start()
    collect.enough.wait(WAIT_S)
    assert sampler.stop()
    assert reader.closed.is_set()
    assert len(collect.samples) == reader.reads


def test_stop_before_start_is_harmless():
    reader = ScriptedReader()
    assert Sampler(reader, Collector(1)).stop()
    assert reader.closed.is_set()


def test_a_long_interval_is_cut_short_by_a_new_one():
    collect = Collector(3)
    sampler = Sampler(ScriptedReader(), collect, 3600.0)
    sampler.start()
    sampler.set_interval(SHORTEST_INTERVAL_S)
    assert collect.enough.wait(WAIT_S)
    assert sampler.stop()


def test_stop_does_not_wait_for_the_interval():
    sampler = Sampler(ScriptedReader(), collect := Collector(1), 3600.0)
    sampler.start()
    collect.enough.wait(WAIT_S)
    assert sampler.stop(timeout_s=WAIT_S)


def test_an_interval_that_no_clock_holds_becomes_the_longest():
    sampler = Sampler(ScriptedReader(), Collector(1), 1e300)
    assert sampler._interval_s == LONGEST_INTERVAL_S
    sampler.set_interval(1e300)
    assert sampler._interval_s == LONGEST_INTERVAL_S


@pytest.mark.expects_log
def test_a_read_that_raises_costs_that_tick_only_and_is_logged_once(caplog: pytest.LogCaptureFixture):
    def fail_early(number: int) -> None:
        if number in (2, 3):
            raise OSError("sensor gone")

    collect = Collector(2)
    with caplog.at_level(logging.ERROR):
        sampler = Sampler(ScriptedReader(fail_early), collect, SHORTEST_INTERVAL_S)
        sampler.start()
        assert collect.enough.wait(WAIT_S)
        sampler.stop()
    assert [sample.time_s for sample in collect.samples][:2] == [1.0, 4.0]
    assert len(caplog.records) == 1


@pytest.mark.expects_log
def test_a_receiver_that_raises_does_not_end_the_sampling():
    reader, third = ScriptedReader(), threading.Event()

    def receive(_sample: Sample) -> None:
        if reader.reads >= 3:
            third.set()
        raise ValueError("receiver")

    sampler = Sampler(reader, receive, SHORTEST_INTERVAL_S)
    sampler.start()
    assert third.wait(WAIT_S)
    assert sampler.stop()


def test_a_read_that_hangs_is_abandoned_and_its_late_sample_thrown_away():
    hanging, release = threading.Event(), threading.Event()

    def hang(number: int) -> None:
        if number == 2:
            hanging.set()
            release.wait()

    collect = Collector(1)
    sampler = Sampler(ScriptedReader(hang), collect, SHORTEST_INTERVAL_S)
    sampler.start()
    assert hanging.wait(WAIT_S)
    assert not sampler.stop(timeout_s=0.05)
    (thread,) = collect.threads
    release.set()
    thread.join(WAIT_S)
    assert len(collect.samples) == 1


def test_the_watched_process_reaches_the_reader():
    reader = ScriptedReader()
    sampler = Sampler(reader, Collector(1))
    sampler.watch_process(42)
    sampler.watch_process(None)
    assert reader.watched == [42, None]


def test_the_grid_starts_at_the_first_samples_time_not_before_its_sources_were_opened(monkeypatch: pytest.MonkeyPatch):
    now = Ticking()
    monkeypatch.setattr(sampler_module, "time", now)
    due: list[float] = []

    class Opening(ScriptedReader):
        def read(self) -> Sample:
            self.reads += 1
            now.now_s += 0.4 if self.reads == 1 else 0.01
            return Sample(time_s=0.0, monotonic_s=now.now_s - 0.01)

    sampler = Sampler(Opening(), lambda sample: due.append(sample.monotonic_s), 1.0)
    monkeypatch.setattr(sampler, "_changed", now)

    def end_after_three() -> bool:
        sampler._stopping = len(due) >= 3
        return sampler._stopping

    now.ended = end_after_three
    sampler._run()
    assert due == pytest.approx([100.39, 101.39, 102.39])


class Ticking:
    """A clock and an event in one: waiting moves the time."""

    def __init__(self) -> None:
        self.now_s = 100.0
        self.ended: Callable[[], bool] = lambda: False

    def monotonic(self) -> float:
        return self.now_s

    def wait(self, timeout_s: float) -> bool:
        if self.ended():
            return True
        self.now_s += timeout_s
        return False

    def clear(self) -> None:
        """Nothing is set."""
