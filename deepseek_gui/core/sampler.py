"""The sampler: one daemon thread that reads the machine at a steady pace."""

from __future__ import annotations

import logging
import math
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from deepseek_gui.domain.sample import Sample


log = logging.getLogger(__name__)

SHORTEST_INTERVAL_S = 0.05
"""Drivers take a lock for each call: nobody gains from reading faster."""
LONGEST_INTERVAL_S = 3600.0
"""A thread cannot wait for ever: far above this the system's clock types overflow."""


class Reader(Protocol):
    """Where samples come from: the real machine or a simulated one."""

    def read(self) -> Sample:
        """Read everything once; called on the sampler's thread only."""

    def watch_process(self, pid: int | None) -> None:
        """Add this process and its children to later samples; callable from any thread."""

    def close(self) -> None:
        """End a read that waits and free the sources; callable from any thread, returns at once."""


class Sampler:
    """Reads a reader again and again on a thread of its own.

    The thread is a daemon: a driver call that never returns cannot keep the program from ending.
    """

    def __init__(self, reader: Reader, on_sample: Callable[[Sample], None], interval_s: float = 1.0) -> None:
        """Prepare; nothing runs before `start`.

        Args:
            reader: owned by the sampler from here on, closed by `stop`.
            on_sample: called on the sampler's thread with each sample; must return quickly.
            interval_s: seconds between the starts of two reads, clamped to the shortest and the longest.
        """
        self._reader = reader
        self._on_sample = on_sample
        self._interval_s = _possible(interval_s)
        self._stopping = False
        self._changed = threading.Event()
        self._failing = False
        self._thread = threading.Thread(target=self._run, name="sampler", daemon=True)

    def start(self) -> None:
        """Begin to read. A sampler runs once; make a new one to run again."""
        self._thread.start()

    def stop(self, timeout_s: float = 1.0) -> bool:
        """End the thread and close the reader.

        Returns:
            True when the thread has ended; False when it hangs in a call and was abandoned after `timeout_s`.
        """
        self._stopping = True
        self._changed.set()
        self._reader.close()
        if self._thread.is_alive() and self._thread is not threading.current_thread():
            self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def set_interval(self, interval_s: float) -> None:
        """Change the pace from the next tick on, seconds; clamped to the shortest and the longest."""
        self._interval_s = _possible(interval_s)
        self._changed.set()

    def watch_process(self, pid: int | None) -> None:
        """Follow this process and its children in later samples; None ends it."""
        self._reader.watch_process(pid)

    def _run(self) -> None:
        begun_s = time.monotonic()
        sample = self._tick()
        # The first read opens the sources and takes longer: the grid starts where its sample was taken.
        in_time = sample is not None and begun_s <= sample.monotonic_s <= time.monotonic()
        due_s = sample.monotonic_s if sample is not None and in_time else begun_s
        while (next_s := self._wait_after(due_s)) is not None:
            due_s = next_s
            self._tick()

    def _wait_after(self, previous_s: float) -> float | None:
        """Wait for the tick after the previous one, whatever the interval becomes meanwhile.

        Returns:
            when the tick was due, None to end.
        """
        while not self._stopping:
            now_s = time.monotonic()
            due_s = next_deadline(previous_s, self._interval_s, now_s)
            if not self._changed.wait(due_s - now_s):
                return due_s
            self._changed.clear()
        return None

    def _tick(self) -> Sample | None:
        """Read once and hand the sample on; None when that failed."""
        try:
            sample = self._reader.read()
            if not self._stopping:
                self._on_sample(sample)
        except Exception:
            if not self._failing and not self._stopping:
                log.exception("a sample was lost; later losses of this kind are not logged")
            self._failing = True
            return None
        self._failing = False
        return sample


def _possible(interval_s: float) -> float:
    return min(max(interval_s, SHORTEST_INTERVAL_S), LONGEST_INTERVAL_S)


def next_deadline(previous_s: float, interval_s: float, now_s: float) -> float:
    """Return when the next read is due: on the grid of the previous one, past ticks skipped."""
    missed = math.floor((now_s - previous_s) / interval_s)
    return previous_s + interval_s * max(1, missed + 1)
