"""The measurement gives a plausible number and can be stopped; nothing is said about how fast this machine is."""

from __future__ import annotations

import threading

import psutil
import pytest

from deepseek_gui.domain.units import MIB
from deepseek_gui.hardware import bandwidth
from deepseek_gui.hardware.bandwidth import best_rate, measure_bandwidth


@pytest.mark.parametrize("threads", [1, 2, 3])
def test_a_short_measurement_gives_a_plausible_number(threads: int):
    measured = measure_bandwidth(threads, duration_s=0.01, total_bytes=threads * MIB)
    assert measured is not None
    assert 0.01 < measured < 100_000


def test_the_share_that_is_done_is_told_on_the_calling_thread():
    told: list[tuple[float, threading.Thread]] = []
    measured = measure_bandwidth(
        2, progress=lambda share: told.append((share, threading.current_thread())), duration_s=0.2, total_bytes=2 * MIB
    )
    assert measured is not None
    shares = [share for share, _ in told]
    assert shares == sorted(shares)
    assert 0 <= shares[0] <= shares[-1] == 1.0
    assert {thread for _, thread in told} == {threading.main_thread()}


def test_what_was_cancelled_before_gives_nothing_and_starts_nothing(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(bandwidth, "_read", lambda *_: pytest.fail("a cancelled measurement began"))
    cancelled = threading.Event()
    cancelled.set()
    assert measure_bandwidth(1, cancelled=cancelled) is None


def test_cancelling_ends_a_measurement_that_would_take_an_hour():
    cancelled = threading.Event()
    timer = threading.Timer(0.05, cancelled.set)
    timer.start()
    assert measure_bandwidth(2, cancelled=cancelled, duration_s=3600, total_bytes=2 * MIB) is None
    timer.join()


def test_a_machine_without_free_memory_is_left_alone(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(bandwidth, "_size", lambda _: 0)
    assert measure_bandwidth(1) is None


def test_memory_that_one_reader_does_not_get_ends_all_of_them():
    assert measure_bandwidth(2, total_bytes=2**62, duration_s=0.01) is None


@pytest.mark.parametrize(
    ("available", "readers", "size"),
    [
        (64 * 1024, 8, 256),
        (64 * 1024, 32, 512),
        (600, 4, 150),
        (200, 4, 0),
    ],
)
def test_little_free_memory_makes_the_buffers_small(
    monkeypatch: pytest.MonkeyPatch, available: int, readers: int, size: int
):
    class State:
        """What psutil says."""

    State.available = available * MIB  # type: ignore[attr-defined]
    monkeypatch.setattr(psutil, "virtual_memory", lambda: State)
    assert bandwidth._size(readers) == size * MIB


def test_the_best_window_counts_only_readers_at_work_together():
    # Two readers take 1 byte every 0.25 s; the second pauses from 2 s to 4 s.
    first = [(i / 4, (i + 1) / 4) for i in range(24)]
    second = [span for span in first if not 2 <= span[0] < 4]
    assert best_rate([first, second], 1, 1.0) == pytest.approx(8)
    paused = [(0.0, 3.0), (3.0, 6.0)]
    assert best_rate([first, paused], 1, 1.0) == pytest.approx(4 + 1 / 3)


def test_a_time_shorter_than_a_window_is_one_window():
    assert best_rate([[(0.0, 0.5)], [(0.0, 0.25)]], 1, 1.0) == pytest.approx(2 + 4)
