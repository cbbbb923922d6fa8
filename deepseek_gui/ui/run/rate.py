"""Tokens per second, now and on the whole, from the times at which tokens came."""

from __future__ import annotations

from collections import deque


class RateMeter:
    """Counts tokens by the engine client's own clock.

    The momentary rate looks back over a window, so that a queue in front of the screen can't bend it;
    the mean runs from the first token, as `Done.decode_tps` does.
    """

    def __init__(self, window_s: float = 1.0) -> None:
        self._window_s = window_s
        self._recent: deque[tuple[float, int]] = deque()
        self._first_s: float | None = None
        self._last_s = 0.0
        self._after_first = 0

    def add(self, time_s: float, count: int) -> None:
        """Note `count` tokens that came `time_s` seconds after the prompt was sent."""
        if self._first_s is None:
            self._first_s = time_s
        else:
            self._after_first += count
        self._last_s = time_s
        self._recent.append((time_s, count))
        while self._recent[0][0] < time_s - self._window_s:
            self._recent.popleft()

    def momentary(self, now_s: float | None = None) -> float | None:
        """Return tokens per second over the window that ends now (default: at the last token); None before two."""
        if self._first_s is None or self._after_first == 0:
            return None
        end = self._last_s if now_s is None else max(now_s, self._last_s)
        start = max(self._first_s, end - self._window_s)
        count = sum(count for time_s, count in self._recent if time_s > start)
        return count / (end - start) if end > start else None

    def mean(self, at_least: int = 1) -> float | None:
        """Return tokens per second from the first to the last token; None before `at_least` came after the first."""
        if self._first_s is None or self._last_s <= self._first_s or self._after_first < at_least:
            return None
        return self._after_first / (self._last_s - self._first_s)
