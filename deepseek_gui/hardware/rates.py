"""Counters that only grow, turned into rates."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from deepseek_gui.domain.sample import TransferRates

Counters = tuple[int, int]
"""Bytes in and bytes out since some start."""
SHORTEST_SPAN_S = 0.02
"""Over less, the steps of the counters say more than the traffic."""
HIGHEST_RATE = 1e13
"""No disk, link or sensor of one computer moves ten terabytes a second: a counter that was set anew does."""


class RateMeter:
    """Turns counters into rates over the time since the reading before.

    The clock stands still or goes on while the computer sleeps, as the system likes; so do the counters, and the
    rate is what truly passed per second of the clock.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Prepare.

        Args:
            clock: seconds, never backwards.
        """
        self._clock = clock
        self._before: tuple[float, tuple[int | None, ...]] | None = None
        self._latest: tuple[float | None, ...] = ()

    def rates(self, counters: Sequence[int | None]) -> tuple[float | None, ...]:
        """Return each counter's growth per second since the last call.

        None at the first call, for a counter that is unknown, and for one that went back or leapt (a disk left).
        """
        now_s = self._clock()
        if self._before is None or len(self._before[1]) != len(counters):
            self._latest = (None,) * len(counters)
        elif now_s - self._before[0] < SHORTEST_SPAN_S:
            return self._latest
        else:
            before_s, before = self._before
            span_s = now_s - before_s
            self._latest = tuple(_rate(old, new, span_s) for old, new in zip(before, counters, strict=True))
        self._before = (now_s, tuple(counters))
        return self._latest


class TransferMeter:
    """Bytes per second of a pair of counters."""

    def __init__(self, counters: Callable[[], Counters | None], clock: Callable[[], float] = time.monotonic) -> None:
        """Prepare.

        Args:
            counters: reads bytes in and out; None where the system does not count.
            clock: seconds, never backwards.
        """
        self._counters = counters
        self._meter = RateMeter(clock)

    def read(self) -> TransferRates:
        """Return the rates since the last call; unknown at the first."""
        read, write = self._meter.rates(self._counters() or (None, None))
        return TransferRates(read_bytes_per_s=read, write_bytes_per_s=write)


def _rate(old: int | None, new: int | None, span_s: float) -> float | None:
    if old is None or new is None or not 0 <= new - old <= HIGHEST_RATE * span_s:
        return None
    return round((new - old) / span_s, 1)
