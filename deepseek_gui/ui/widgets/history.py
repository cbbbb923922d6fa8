"""The course of a few values, for charts and sparklines: in full while it is new, in bins when it is old."""

from __future__ import annotations

import math
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

HOUR_S = 3600.0
DAY_S = 24 * HOUR_S

_TRIM_SHARE = 1.25
_GAP_S = 15.0
_GAP_STEPS = 4.0


@dataclass(frozen=True, slots=True)
class Bins:
    """A coarser copy of a course: the lowest and the highest value of every `bin_s` seconds, for `kept_s` seconds."""

    bin_s: float
    kept_s: float


DAY_BINS = (Bins(1.0, HOUR_S / 2), Bins(5.0, 2 * HOUR_S), Bins(30.0, 6 * HOUR_S), Bins(120.0, DAY_S))
"""A day in some thousand rows a tier, so that no span draws more points than there are pixels."""


@dataclass(frozen=True, slots=True)
class Window:
    """Rows to draw, oldest first.

    Attributes:
        times: "d", seconds.
        values: "f", `columns` a row, one row after the other; NaN is unknown.
    """

    times: array[float]
    values: array[float]
    columns: int


class Course(Protocol):
    """What a chart draws: a history, or some of its columns."""

    def __len__(self) -> int: ...

    @property
    def columns(self) -> int:
        """Return the number of values a row."""
        ...

    @property
    def last(self) -> tuple[float | None, ...]:
        """Return the newest row, or a row of None."""
        ...

    @property
    def newest_s(self) -> float | None:
        """Return the time of the newest row; None without one."""
        ...

    def ages(self) -> list[float]:
        """Return each single row's time relative to the newest, seconds, zero or negative."""
        ...

    def column(self, index: int) -> list[float | None]:
        """Return one value's course, oldest first."""
        ...

    def window(self, span_s: float, now_s: float | None = None) -> Window:
        """Return the rows of the `span_s` seconds up to `now_s` (the newest row), and one before."""
        ...

    def at(self, time_s: float, within_s: float) -> tuple[float | None, ...]:
        """Return the values at a time from a row not further than `within_s`."""
        ...


class History:
    """Rows of values by time, four bytes a value.

    Times only grow (the sampler's monotonic clock). None is "not known" and stays a gap; so does a time without rows.

    Args:
        columns: number of values a row.
        span_s: how far back every single row is kept.
        bins: coarser copies that reach further back, finest first.
    """

    def __init__(self, columns: int, span_s: float, bins: Sequence[Bins] = ()) -> None:
        self._columns = columns
        self._span_s = span_s
        self._raw = _Rows(columns, span_s)
        self._tiers: tuple[_Rows, ...] = (self._raw, *(_BinnedRows(columns, tier) for tier in bins))
        self._last: tuple[float | None, ...] = (None,) * columns
        self._step_s = 0.0

    def __len__(self) -> int:
        return len(self._raw.times) - self._start

    @property
    def columns(self) -> int:
        """Return the number of values a row."""
        return self._columns

    @property
    def last(self) -> tuple[float | None, ...]:
        """Return the newest row, or a row of None."""
        return self._last

    @property
    def newest_s(self) -> float | None:
        """Return the time of the newest row; None without one."""
        return self._raw.times[-1] if self._raw.times else None

    def append(self, time_s: float, values: Sequence[float | None]) -> None:
        """Add a row; a missing value at the end counts as unknown."""
        self._last = (*values, *((None,) * self._columns))[: self._columns]
        row = [math.nan if value is None else value for value in self._last]
        self._mark_gap(time_s)
        for tier in self._tiers:
            tier.append(time_s, row)

    def ages(self) -> list[float]:
        """Return each single row's time relative to the newest, seconds, zero or negative."""
        newest = self.newest_s or 0.0
        return [time - newest for time in self._raw.times[self._start :]]

    def column(self, index: int) -> list[float | None]:
        """Return one value's course, oldest first."""
        course = self._raw.values[self._start * self._columns + index :: self._columns]
        return [None if math.isnan(value) else value for value in course]

    def window(self, span_s: float, now_s: float | None = None, most: int = 1500) -> Window:
        """Return the rows of the `span_s` seconds up to `now_s` (the newest row), and one before, to begin the line.

        Args:
            span_s: seconds.
            now_s: the right edge; None is the newest row.
            most: more rows than this are taken from a coarser copy, where there is one that reaches as far back.
        """
        now = now_s if now_s is not None else self.newest_s
        if now is None:
            return Window(array("d"), array("f"), self._columns)
        fitting = (tier for tier in self._tiers if tier.reaches(now - span_s) and tier.count(now - span_s, now) <= most)
        return next(fitting, self._tiers[-1]).window(now - span_s, now)

    def at(self, time_s: float, within_s: float) -> tuple[float | None, ...]:
        """Return the values at a time from a row not further than `within_s`; of a bin the highest."""
        for tier in self._tiers:
            row = tier.at(time_s, max(within_s, tier.bin_s))
            if row is not None:
                return tuple(None if math.isnan(value) else value for value in row)
        return (None,) * self._columns

    def rows(self) -> Window:
        """Return a copy of all single rows, oldest first."""
        return Window(self._raw.times[self._start :], self._raw.values[self._start * self._columns :], self._columns)

    def clear(self) -> None:
        """Forget everything."""
        for tier in self._tiers:
            tier.clear()
        self._last = (None,) * self._columns
        self._step_s = 0.0

    @property
    def _start(self) -> int:
        return self._raw.first_since((self.newest_s or 0.0) - self._span_s)

    def _mark_gap(self, time_s: float) -> None:
        """Break the lines where no rows came for much longer than before: the computer slept."""
        newest = self.newest_s
        if newest is None:
            return
        step_s, before_s = time_s - newest, self._step_s
        self._step_s = step_s
        if step_s > _GAP_S and step_s > _GAP_STEPS * before_s > 0:
            for tier in self._tiers:
                tier.break_line(newest + before_s)


class Columns:
    """Some columns of a history, in an order of their own, without a copy of it."""

    def __init__(self, history: History, places: Sequence[int]) -> None:
        self._history = history
        self._places = tuple(places)

    def __len__(self) -> int:
        return len(self._history)

    @property
    def columns(self) -> int:
        """Return the number of values a row."""
        return len(self._places)

    @property
    def last(self) -> tuple[float | None, ...]:
        """Return the newest row, or a row of None."""
        return self._pick(self._history.last)

    @property
    def newest_s(self) -> float | None:
        """Return the time of the newest row; None without one."""
        return self._history.newest_s

    def ages(self) -> list[float]:
        """Return each single row's time relative to the newest, seconds, zero or negative."""
        return self._history.ages()

    def column(self, index: int) -> list[float | None]:
        """Return one value's course, oldest first."""
        return self._history.column(self._places[index])

    def window(self, span_s: float, now_s: float | None = None) -> Window:
        """Return the rows of the `span_s` seconds up to `now_s` (the newest row), and one before."""
        whole = self._history.window(span_s, now_s)
        values = array("f", bytes(4 * len(whole.times) * len(self._places)))
        for index, place in enumerate(self._places):
            values[index :: len(self._places)] = whole.values[place :: whole.columns]
        return Window(whole.times, values, len(self._places))

    def at(self, time_s: float, within_s: float) -> tuple[float | None, ...]:
        """Return the values at a time from a row not further than `within_s`."""
        return self._pick(self._history.at(time_s, within_s))

    def _pick(self, row: Sequence[float | None]) -> tuple[float | None, ...]:
        return tuple(row[place] for place in self._places)


class _Rows:
    """Every row for a while: times, and values one row after the other."""

    bin_s = 0.0

    def __init__(self, columns: int, kept_s: float) -> None:
        self.times = array("d")
        self.values = array("f")
        self._columns = columns
        self._kept_s = kept_s
        self._trimmed = False

    def append(self, time_s: float, row: Sequence[float]) -> None:
        """Add a row and, now and then, drop those that are too old."""
        self.times.append(time_s)
        self.values.extend(row)
        if self.times[0] < time_s - _TRIM_SHARE * self._kept_s:
            first = self.first_since(time_s - self._kept_s)
            del self.times[:first]
            del self.values[: first * self._columns]
            self._trimmed = True

    def break_line(self, time_s: float) -> None:
        """Add a row of unknown values."""
        _Rows.append(self, time_s, [math.nan] * self._columns)

    def reaches(self, time_s: float) -> bool:
        """Return whether nothing since `time_s` was dropped."""
        return not self._trimmed or self.times[0] <= time_s

    def first_since(self, time_s: float) -> int:
        """Return the index of the first row not older than a time."""
        return bisect_left(self.times, time_s)

    def count(self, start_s: float, end_s: float) -> int:
        """Return the number of rows between two times."""
        return bisect_right(self.times, end_s) - self.first_since(start_s)

    def window(self, start_s: float, end_s: float) -> Window:
        """Return the rows between two times and the one before."""
        first, last = max(0, self.first_since(start_s) - 1), bisect_right(self.times, end_s)
        columns = self._columns
        return Window(self.times[first:last], self.values[first * columns : last * columns], columns)

    def at(self, time_s: float, within_s: float) -> Sequence[float] | None:
        """Return the nearest row; None when it is further than `within_s`."""
        index = self.first_since(time_s)
        places = (i for i in (index - 1, index) if 0 <= i < len(self.times))
        near = min(places, key=lambda i: abs(self.times[i] - time_s), default=-1)
        if near < 0 or abs(self.times[near] - time_s) > within_s:
            return None
        return self.values[near * self._columns : (near + 1) * self._columns]

    def clear(self) -> None:
        """Forget everything."""
        self.times, self.values, self._trimmed = array("d"), array("f"), False


class _BinnedRows(_Rows):
    """Two rows for each bin of time: the lowest and the highest of every value."""

    def __init__(self, columns: int, bins: Bins) -> None:
        super().__init__(columns, bins.kept_s)
        self.bin_s = bins.bin_s
        self._open: _OpenBin | None = None

    def append(self, time_s: float, row: Sequence[float]) -> None:
        """Take a row into its bin; the bin before is written."""
        number = math.floor(time_s / self.bin_s)
        if self._open is not None and self._open.number == number:
            self._open.add(time_s, row)
            return
        self._close()
        self._open = _OpenBin(number, time_s, time_s, list(row), list(row))

    def break_line(self, time_s: float) -> None:
        """End the bin and add a row of unknown values."""
        self._close()
        super().break_line(time_s)

    def window(self, start_s: float, end_s: float) -> Window:
        """Return the rows between two times, with the bin that is not full yet."""
        window = super().window(start_s, end_s)
        if self._open is not None and self._open.first_s <= end_s:
            for time, row in self._open.rows():
                window.times.append(time)
                window.values.extend(row)
        return window

    def at(self, time_s: float, within_s: float) -> Sequence[float] | None:
        """Return the highest values of the bin around a time; None without one."""
        if self._open is not None and self._open.first_s <= time_s <= self._open.last_s + within_s:
            return self._open.high
        index = self.first_since(time_s)
        near = [i for i in (index - 1, index) if 0 <= i < len(self.times) and abs(self.times[i] - time_s) <= within_s]
        rows = [self.values[i * self._columns : (i + 1) * self._columns] for i in near]
        return [_highest(values) for values in zip(*rows, strict=True)] if rows else None

    def clear(self) -> None:
        """Forget everything."""
        super().clear()
        self._open = None

    def _close(self) -> None:
        if self._open is not None:
            for time, row in self._open.rows():
                super().append(time, row)
        self._open = None


@dataclass(slots=True)
class _OpenBin:
    """A bin that still takes rows in."""

    number: int
    first_s: float
    last_s: float
    low: list[float]
    high: list[float]

    def add(self, time_s: float, row: Sequence[float]) -> None:
        """Widen the bin's ranges; what is unknown changes nothing."""
        self.last_s = time_s
        low, high = self.low, self.high
        for index, value in enumerate(row):
            if not value >= low[index]:
                low[index] = low[index] if math.isnan(value) else value
            if not value <= high[index]:
                high[index] = high[index] if math.isnan(value) else value

    def rows(self) -> list[tuple[float, list[float]]]:
        """Return the bin as rows: one of the lowest and one of the highest values."""
        if self.first_s == self.last_s:
            return [(self.first_s, self.low)]
        return [(self.first_s, self.low), (self.last_s, self.high)]


def _highest(values: Sequence[float]) -> float:
    return max((value for value in values if not math.isnan(value)), default=math.nan)
