"""Counters that only grow, turned into bytes per second."""

from __future__ import annotations

import time
from collections.abc import Callable

from deepseek_gui.domain.sample import TransferRates

Counters = tuple[int, int]
"""Bytes in and bytes out since some start."""


class RateMeter:
    """Turns a pair of counters into rates over the time since the reading before."""

    def __init__(self, counters: Callable[[], Counters | None], clock: Callable[[], float] = time.monotonic) -> None:
        """Prepare.

        Args:
            counters: reads bytes in and out; None where the system does not count.
            clock: seconds, never backwards.
        """
        self._counters = counters
        self._clock = clock
        self._before: tuple[float, Counters] | None = None

    def read(self) -> TransferRates:
        """Return the rates since the last call; unknown at the first and when a counter went back (a disk left)."""
        counters = self._counters()
        now_s = self._clock()
        before, self._before = self._before, None if counters is None else (now_s, counters)
        if counters is None or before is None or now_s <= before[0]:
            return TransferRates()
        span_s = now_s - before[0]
        read, write = (_rate(new - old, span_s) for new, old in zip(counters, before[1], strict=True))
        return TransferRates(read_bytes_per_s=read, write_bytes_per_s=write)


def _rate(grown: int, span_s: float) -> float | None:
    return round(grown / span_s, 1) if grown >= 0 else None
