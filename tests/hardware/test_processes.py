"""Process trees of real children, and the names of processes."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator

import psutil
import pytest

from deepseek_gui.hardware.processes import THREADS_EVERY_S, ProcessNames, ProcessTree

BUSY = "import sys, threading\nprint(1, flush=True)\nwhile True: pass"


class Clock:
    now_s = 0.0

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
def busy_child() -> Iterator[psutil.Process]:
    """A child that keeps one thread busy."""
    with subprocess.Popen([sys.executable, "-c", BUSY], stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        child.stdout.readline()
        yield psutil.Process(child.pid)
        child.kill()


def used_s(process: psutil.Process) -> float:
    times = process.cpu_times()
    return times.user + times.system


def test_a_busy_thread_is_seen(busy_child: psutil.Process):
    clock = Clock()
    tree = ProcessTree(busy_child.pid, clock)
    first = tree.read().state
    assert first is not None
    assert (first.busiest_thread_percent, first.threads) == (None, 1)
    begun_s = used_s(busy_child)
    while used_s(busy_child) < begun_s + 0.1:
        pass
    clock.now_s = THREADS_EVERY_S - 0.1
    early = tree.read().state
    assert early is not None
    assert early.busiest_thread_percent is None
    clock.now_s = THREADS_EVERY_S
    state = tree.read().state
    assert state is not None
    assert (state.busiest_thread_percent or 0) >= 100 * 0.1 / THREADS_EVERY_S


@pytest.mark.skipif(not hasattr(psutil.Process, "io_counters"), reason="macOS does not tell a process's transfers")
def test_transfers_of_a_tree_are_rates():
    clock = Clock()
    tree = ProcessTree(os.getpid(), clock)
    first = tree.read().state
    clock.now_s = 1.0
    second = tree.read().state
    assert first is not None
    assert second is not None
    assert first.read_bytes_per_s is None
    assert second.read_bytes_per_s is not None


def test_a_process_that_does_not_exist():
    reading = ProcessTree(2**31 - 2).read()
    assert (reading.state, reading.pids) == (None, frozenset())


def test_names_are_looked_up_once_for_a_process(monkeypatch: pytest.MonkeyPatch):
    names = ProcessNames()
    own = names.name_of(os.getpid())
    assert own == psutil.Process().name()
    monkeypatch.setattr(psutil.Process, "name", lambda _self: "another")
    assert names.name_of(os.getpid()) == own
    monkeypatch.setattr(psutil.Process, "create_time", lambda _self: 1.0)
    assert names.name_of(os.getpid()) == "another"


@pytest.mark.parametrize("pid", [2**31 - 2, 2**32 - 1, -1])
def test_a_process_that_is_not_there_has_no_name(pid: int):
    assert ProcessNames().name_of(pid) is None
