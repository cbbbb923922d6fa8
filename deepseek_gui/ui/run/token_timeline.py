"""Which tokens were written when, in little memory however long it goes on."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

SLOT_S = 0.05
"""Tokens that come closer together share a slot; a pixel of the shortest axis is about as long."""
MOST_SLOTS = 40_000
MOST_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class Written:
    """What was written in a while.

    Attributes:
        tokens: how many; a piece of text may be several.
    """

    text: str
    tokens: int


class TokenTimeline:
    """Text by time: some 20 bytes a slot and the text itself, once.

    Past `MOST_SLOTS` neighbouring slots become one, so that old and new tokens alike are found, half as finely; past
    `MOST_BYTES` of text the oldest half goes.
    """

    def __init__(self, most_slots: int = MOST_SLOTS, most_bytes: int = MOST_BYTES) -> None:
        self._most_slots = most_slots
        self._most_bytes = most_bytes
        self._slot_s = SLOT_S
        self._starts = array("d")
        self._ends = array("d")
        self._text_ends = array("Q")
        self._counts = array("L")
        self._text = bytearray()

    def __len__(self) -> int:
        return len(self._starts)

    @property
    def size_bytes(self) -> int:
        """Return about what it takes."""
        arrays = (self._starts, self._ends, self._text_ends, self._counts)
        return len(self._text) + sum(part.itemsize * len(part) for part in arrays)

    def add(self, time_s: float, text: str, tokens: int) -> None:
        """Take in what was written at a time; times do not go back."""
        self._text += text.encode(errors="replace")
        if self._starts and time_s - self._starts[-1] < self._slot_s:
            self._ends[-1], self._text_ends[-1] = time_s, len(self._text)
            self._counts[-1] += tokens
            return
        self._starts.append(time_s)
        self._ends.append(time_s)
        self._text_ends.append(len(self._text))
        self._counts.append(tokens)
        if len(self._starts) > self._most_slots:
            self._coarsen()
        if len(self._text) > self._most_bytes:
            self._drop(len(self._starts) // 2)

    def near(self, time_s: float, within_s: float) -> Written | None:
        """Return what was written in the slot nearest to a time; None when that is further than `within_s`."""
        after = bisect_left(self._ends, time_s)
        places = [place for place in (after - 1, after) if 0 <= place < len(self._ends)]
        nearest = min(places, key=lambda place: self._distance(place, time_s), default=-1)
        if nearest < 0 or self._distance(nearest, time_s) > within_s:
            return None
        return self._written(nearest, nearest + 1)

    def between(self, after_s: float, until_s: float) -> Written:
        """Return what was written after a time and up to another one, by the ends of its slots."""
        return self._written(bisect_right(self._ends, after_s), bisect_right(self._ends, until_s))

    def copy(self) -> TokenTimeline:
        """Return a copy, for another thread."""
        other = TokenTimeline(self._most_slots, self._most_bytes)
        other._slot_s, other._text = self._slot_s, self._text[:]
        other._starts, other._ends = self._starts[:], self._ends[:]
        other._text_ends, other._counts = self._text_ends[:], self._counts[:]
        return other

    def clear(self) -> None:
        """Forget everything."""
        self._drop(len(self._starts))
        self._slot_s = SLOT_S

    def _distance(self, place: int, time_s: float) -> float:
        return max(self._starts[place] - time_s, time_s - self._ends[place], 0.0)

    def _written(self, first: int, end: int) -> Written:
        if first >= end:
            return Written("", 0)
        start = self._text_ends[first - 1] if first else 0
        text = self._text[start : self._text_ends[end - 1]].decode(errors="replace")
        return Written(text, sum(self._counts[first:end]))

    def _coarsen(self) -> None:
        if len(self._starts) % 2:
            self._drop(1)
        self._counts = array("L", map(sum, zip(self._counts[::2], self._counts[1::2], strict=True)))
        self._starts, self._ends, self._text_ends = self._starts[::2], self._ends[1::2], self._text_ends[1::2]
        self._slot_s *= 2

    def _drop(self, slots: int) -> None:
        """Forget the oldest slots and their text."""
        gone = self._text_ends[slots - 1] if slots else 0
        del self._text[:gone]
        for part in (self._starts, self._ends, self._counts):
            del part[:slots]
        self._text_ends = array("Q", (end - gone for end in self._text_ends[slots:]))
