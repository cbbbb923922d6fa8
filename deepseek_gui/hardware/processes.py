"""Processes: the names of those on a GPU, and a watched one with its children, summed."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TypeVar

import psutil

from deepseek_gui.domain.sample import ProcessState
from deepseek_gui.hardware.drm_clients import device_bytes
from deepseek_gui.hardware.rates import RateMeter

T = TypeVar("T")

DISCOVERY_S = 3.0
"""Looking for children walks all of /proc, twice the cost of everything else in a sample."""
THREADS_EVERY_S = 2.0
"""Threads are one file each, and the kernel counts their time in steps of 10 ms."""


class ProcessNames:
    """Names of processes by their ids. An id that is used anew is another process."""

    def __init__(self) -> None:
        """Prepare; nothing is known."""
        self._names: dict[tuple[int, float], str] = {}

    def name_of(self, pid: int) -> str | None:
        """Return the name of the process's program; None when it has ended or is not ours to see."""
        try:
            process = psutil.Process(pid)
            key = (pid, process.create_time())
            if key not in self._names:
                self._names = {old: name for old, name in self._names.items() if old[0] != pid}
                self._names[key] = process.name()
        except (psutil.Error, ValueError, OverflowError):  # a driver may name a process id that cannot be one
            return None
        return self._names[key] or None


@dataclass(frozen=True, slots=True)
class _Reading:
    """One process at one moment; shares in percent of one thread, over the time since the reading before."""

    rss_bytes: int
    cpu_percent: float | None
    threads: int
    busiest_thread_percent: float | None
    read_bytes_per_s: float | None
    write_bytes_per_s: float | None


@dataclass(slots=True)
class _Member:
    """One process of the tree with what its rates need; `primed` once a first reading gave the CPU share its start."""

    process: psutil.Process
    clock: Callable[[], float]
    transfers: RateMeter = field(init=False)
    threads: _BusiestThread = field(init=False)
    primed: bool = False

    def __post_init__(self) -> None:
        self.transfers = RateMeter(self.clock)
        self.threads = _BusiestThread(self.process, self.clock)

    def read(self) -> _Reading:
        with self.process.oneshot():
            rss_bytes = self.process.memory_info().rss
            share = self.process.cpu_percent(None)
            threads = self.process.num_threads()
        primed, self.primed = self.primed, True
        read, write = self.transfers.rates(self._transferred())
        return _Reading(rss_bytes, share if primed else None, threads, self.threads.read(), read, write)

    def _transferred(self) -> tuple[int | None, int | None]:
        """Return bytes read from and written to disks; not every system tells, nor of every process."""
        try:
            counters = self.process.io_counters()
        except (psutil.AccessDenied, AttributeError, NotImplementedError):
            return None, None
        return counters.read_bytes, counters.write_bytes


class _BusiestThread:
    """The busiest thread of a process, percent; the last value between its readings."""

    def __init__(self, process: psutil.Process, clock: Callable[[], float]) -> None:
        self._process = process
        self._clock = clock
        self._before_s = -math.inf
        self._before: dict[int, float] = {}
        self._percent: float | None = None

    def read(self) -> float | None:
        now_s = self._clock()
        if now_s < self._before_s + THREADS_EVERY_S:
            return self._percent
        try:
            used_s = {thread.id: thread.user_time + thread.system_time for thread in self._process.threads()}
        except psutil.AccessDenied:
            used_s = {}
        spent_s = [seconds - self._before[thread] for thread, seconds in used_s.items() if thread in self._before]
        share = 100 * max(spent_s, default=math.nan) / (now_s - self._before_s)
        self._percent = None if math.isnan(share) else round(min(100.0, max(0.0, share)), 1)
        self._before, self._before_s = used_s, now_s
        return self._percent


@dataclass(frozen=True, slots=True)
class TreeReading:
    """A watched tree at one moment.

    Attributes:
        root: the process asked for.
        state: None once the root has ended.
        pids: of all its processes.
        device_bytes: what AMD's and Intel's drivers say of their device memory, of up to some seconds ago.
    """

    root: int
    state: ProcessState | None
    pids: frozenset[int]
    device_bytes: int | None = None


class ProcessTree:
    """One process and all its descendants; the objects are kept, since CPU shares need the reading before."""

    def __init__(self, pid: int, clock: Callable[[], float] = time.monotonic) -> None:
        """Prepare to follow `pid`; the process need not exist."""
        self.pid = pid
        self._clock = clock
        self._members: dict[int, _Member] = {}
        self._next_discovery_s = -math.inf
        self._device_bytes: int | None = None

    def read(self) -> TreeReading:
        """Return the tree's sums. Shares and rates are unknown at the first reading."""
        now_s = self._clock()
        if now_s >= self._next_discovery_s:
            self._discover()
            self._device_bytes = device_bytes(self._members)
            self._next_discovery_s = now_s + DISCOVERY_S
        readings = [reading for pid in tuple(self._members) if (reading := self._read_member(pid)) is not None]
        state = _summed(self.pid, readings) if self.pid in self._members else None
        return TreeReading(self.pid, state, frozenset(self._members), self._device_bytes)

    def _discover(self) -> None:
        try:
            root = self._members[self.pid].process if self.pid in self._members else psutil.Process(self.pid)
            found = [root, *root.children(recursive=True)]
        except psutil.Error:
            self._members.clear()
            return
        known = {member.process: member for member in self._members.values()}  # equal only when it is not an id anew
        self._members = {process.pid: known.get(process) or _Member(process, self._clock) for process in found}

    def _read_member(self, pid: int) -> _Reading | None:
        """Return one process's reading; None when it has ended or is not ours to see."""
        try:
            return self._members[pid].read()
        except psutil.NoSuchProcess:
            del self._members[pid]
        except psutil.AccessDenied:
            pass
        return None


def _summed(pid: int, readings: list[_Reading]) -> ProcessState:
    busiest = [reading.busiest_thread_percent for reading in readings if reading.busiest_thread_percent is not None]
    cpu_percent = _sum(reading.cpu_percent for reading in readings)
    return ProcessState(
        pid=pid,
        rss_bytes=_sum(reading.rss_bytes for reading in readings),
        cpu_percent=None if cpu_percent is None else round(cpu_percent, 1),
        busiest_thread_percent=max(busiest, default=None),
        threads=_sum(reading.threads for reading in readings),
        read_bytes_per_s=_sum(reading.read_bytes_per_s for reading in readings),
        write_bytes_per_s=_sum(reading.write_bytes_per_s for reading in readings),
    )


def _sum(values: Iterable[T | None]) -> T | None:
    """Return the sum of what is known; None when nothing is."""
    known = [value for value in values if value is not None]
    return sum(known[1:], start=known[0]) if known else None  # type: ignore[call-overload]
