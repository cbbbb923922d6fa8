"""Cuts a growing answer into passages: whole blocks of Markdown that need not be looked at again."""

from __future__ import annotations

import re
from dataclasses import dataclass

LONGEST_PASSAGE = 4_000
"""Characters; parsing and laying out more at once would hold up a frame (7 ms for so many)."""

LONGEST_PARAGRAPH = 2_000
"""Characters without a line break: Qt lays out the last paragraph anew at each append."""

_SLICE = 1_000
"""Characters that are looked at together; it keeps passages near their longest."""

_FENCE = re.compile(r"\s*(`{3,}|~{3,})")
_LIST_ITEM = re.compile(r"([-*+]|\d{1,9}[.)])\s")

_TELLING = re.compile(r"\S*\s|\S{11}")
"""A line that has begun so far that a list item would be known by its mark."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of an answer that grows no more.

    Attributes:
        text: as the model wrote it; the passages of an answer, joined, are the whole answer.
        opening: the line that opens the fenced code in whose middle the piece begins; else empty.
    """

    text: str
    opening: str = ""

    @property
    def source(self) -> str:
        """Return Markdown that stands by itself."""
        return self.opening + self.text


class PassageCutter:
    """Takes an answer as it grows and gives away what is complete.

    A passage ends before a line that follows an empty one and continues neither fenced code nor a list, or where it
    has grown too long. Each line is looked at once: an answer of any length costs the same a token.
    """

    def __init__(self) -> None:
        self._tail = ""
        self._line_start = 0
        """Of the first line in the tail that was not looked at."""
        self._after_blank = False
        self._fence = ""
        """The line that opened the fenced code in which we are."""
        self._mark = ""
        self._opening = ""
        """The same where the tail begins."""

    @property
    def tail(self) -> str:
        """Return what is still open."""
        return self._tail

    @property
    def opening(self) -> str:
        """Return the line that opens the fenced code in whose middle the tail begins; else empty."""
        return self._opening

    def add(self, text: str) -> list[Passage]:
        """Take more text and return the passages that are complete now."""
        closed: list[Passage] = []
        for start in range(0, len(text), _SLICE):
            self._tail += text[start : start + _SLICE]
            while (end := self._next_end()) is not None:
                closed.append(self._cut(end))
        return closed

    def end(self) -> Passage | None:
        """Return the last passage, after which nothing comes; None when there is none left."""
        return self._cut(len(self._tail)) if self._tail else None

    def _cut(self, end: int) -> Passage:
        passage = Passage(self._tail[:end], self._opening)
        self._tail = self._tail[end:]
        self._line_start = max(0, self._line_start - end)
        self._opening = self._fence
        return passage

    def _next_end(self) -> int | None:
        """Return where the tail's first passage ends; None while it may grow."""
        while (newline := self._tail.find("\n", self._line_start)) >= 0:
            start, line = self._line_start, self._tail[self._line_start : newline + 1]
            if self._begins_block(line):
                self._after_blank = False
                return start
            self._look_at(line)
            self._line_start = newline + 1
        rest = self._tail[self._line_start :]
        if _TELLING.match(rest) and self._begins_block(rest):
            return self._line_start
        if len(self._tail) > LONGEST_PASSAGE:
            return self._line_start or self._last_space()
        if len(rest) > LONGEST_PARAGRAPH:
            return self._line_start + self._last_space()
        return None

    def _begins_block(self, line: str) -> bool:
        if not self._after_blank or self._fence or line[0].isspace():
            return False
        before = self._tail[: self._line_start].lstrip()
        return bool(before) and not (_LIST_ITEM.match(line) and _LIST_ITEM.match(before))

    def _look_at(self, line: str) -> None:
        self._after_blank = not line.strip()
        mark = _FENCE.match(line)
        if mark is None:
            return
        if not self._fence:
            self._fence, self._mark = line.lstrip(), mark[1]
        elif line.strip() == mark[1] and mark[1].startswith(self._mark):
            self._fence = ""

    def _last_space(self) -> int:
        """Return the characters of a line without an end up to a space near its longest."""
        rest = self._tail[self._line_start : self._line_start + LONGEST_PARAGRAPH]
        return rest.rfind(" ", LONGEST_PARAGRAPH // 2) + 1 or len(rest)
