"""A watched process and its children: memory and CPU, summed."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass

import psutil

from deepseek_gui.domain.sample import ProcessState

DISCOVERY_S = 3.0
"""Looking for children walks all of /proc, twice the cost of everything else in a sample (FACTS.md 8)."""


@dataclass(slots=True)
class _Member:
    """One process of the tree; `primed` once a first reading gave the CPU share its start."""

    process: psutil.Process
    primed: bool = False

    def read(self) -> tuple[int, float | None]:
        """Return resident bytes and the CPU share since the reading before, percent of one thread."""
        with self.process.oneshot():
            rss_bytes = self.process.memory_info().rss
            share = self.process.cpu_percent(None)
        primed, self.primed = self.primed, True
        return rss_bytes, share if primed else None


class ProcessTree:
    """One process and all its descendants; the objects are kept, since CPU shares need the reading before."""

    def __init__(self, pid: int, clock: Callable[[], float] = time.monotonic) -> None:
        """Prepare to follow `pid`; the process need not exist."""
        self.pid = pid
        self._clock = clock
        self._members: dict[int, _Member] = {}
        self._next_discovery_s = -math.inf

    @property
    def pids(self) -> frozenset[int]:
        """The processes seen at the last reading."""
        return frozenset(self._members)

    def read(self) -> ProcessState | None:
        """Return the tree's sums; None once the root has ended.

        The CPU share is None at the first reading: it is what was used since the one before.
        """
        now_s = self._clock()
        if now_s >= self._next_discovery_s:
            self._discover()
            self._next_discovery_s = now_s + DISCOVERY_S
        readings = [reading for pid in tuple(self._members) if (reading := self._read_member(pid)) is not None]
        if self.pid not in self._members:
            return None
        shares = [share for _, share in readings if share is not None]
        return ProcessState(
            pid=self.pid,
            rss_bytes=sum(rss_bytes for rss_bytes, _ in readings) if readings else None,
            cpu_percent=round(sum(shares), 1) if shares else None,
        )

    def _discover(self) -> None:
        try:
            root = self._members[self.pid].process if self.pid in self._members else psutil.Process(self.pid)
            found = [root, *root.children(recursive=True)]
        except psutil.Error:
            self._members.clear()
            return
        self._members = {process.pid: self._members.get(process.pid) or _Member(process) for process in found}

    def _read_member(self, pid: int) -> tuple[int, float | None] | None:
        """Return one process's reading; None when it has ended or is not ours to see."""
        try:
            return self._members[pid].read()
        except psutil.NoSuchProcess:
            del self._members[pid]
        except psutil.AccessDenied:
            pass
        return None
