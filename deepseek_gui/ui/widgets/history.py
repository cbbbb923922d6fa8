"""The last minutes of a few values, for charts and sparklines."""

from __future__ import annotations

from bisect import bisect_left
from collections import deque
from collections.abc import Sequence
from itertools import islice


class History:
    """Rows of values by time; rows older than the span are forgotten.

    Times only grow (the sampler's monotonic clock). None is "not known" and stays a gap.
    """

    def __init__(self, columns: int, span_s: float) -> None:
        self._columns = columns
        self._span_s = span_s
        self._times: deque[float] = deque()
        self._rows: deque[tuple[float | None, ...]] = deque()

    def __len__(self) -> int:
        return len(self._times)

    @property
    def columns(self) -> int:
        """Return the number of values a row."""
        return self._columns

    @property
    def span_s(self) -> float:
        """Return how far back the rows reach, seconds."""
        return self._span_s

    @property
    def last(self) -> tuple[float | None, ...]:
        """Return the newest row, or a row of None."""
        return self._rows[-1] if self._rows else (None,) * self._columns

    def append(self, time_s: float, values: Sequence[float | None]) -> None:
        """Add a row; a missing value at the end counts as unknown."""
        row = (*values, *((None,) * self._columns))[: self._columns]
        self._times.append(time_s)
        self._rows.append(row)
        while self._times and self._times[0] < time_s - self._span_s:
            self._times.popleft()
            self._rows.popleft()

    def ages(self) -> list[float]:
        """Return each row's time relative to the newest, seconds, zero or negative."""
        newest = self._times[-1] if self._times else 0.0
        return [time - newest for time in self._times]

    def column(self, index: int) -> list[float | None]:
        """Return one value's course, oldest first."""
        return [row[index] for row in self._rows]

    def since(self, age_s: float) -> list[tuple[float, tuple[float | None, ...]]]:
        """Return (age, row) of the rows not older than `age_s` seconds, oldest first."""
        ages = self.ages()
        first = bisect_left(ages, -age_s)
        return list(zip(ages[first:], islice(self._rows, first, None), strict=True))

    def resize(self, span_s: float) -> None:
        """Change how far back new rows are kept."""
        self._span_s = span_s

    def clear(self) -> None:
        """Forget everything."""
        self._times.clear()
        self._rows.clear()
