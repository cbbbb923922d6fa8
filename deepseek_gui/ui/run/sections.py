"""A conversation as the sections that its view shows: prompts, headings, and passages of thoughts and answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from deepseek_gui.ui.run.passages import Passage, PassageCutter
from deepseek_gui.ui.run.transcript import Role, Turn

if TYPE_CHECKING:
    from PySide6.QtGui import QTextFrame


class Kind(Enum):
    """What a section holds."""

    PROMPT = auto()
    HEADING = auto()
    THOUGHT = auto()
    ANSWER = auto()


@dataclass(slots=True, eq=False)
class Section:
    """A part of a turn that is written, shown and taken away as one.

    Attributes:
        passage: its text; empty for a heading, which says what the turn says.
        growing: more may come; it is shown as it came until then.
        frame: where the document holds it; None when it does not.
    """

    kind: Kind
    turn: Turn
    passage: Passage
    growing: bool = False
    frame: QTextFrame | None = None

    @property
    def length(self) -> int:
        """Return about how many characters it takes."""
        return len(self.passage.text) + 1


class TurnSections:
    """The sections of one turn in reading order, kept up as it grows."""

    def __init__(self, turn: Turn) -> None:
        self.turn = turn
        prompt = turn.role is Role.USER
        self.head = Section(Kind.PROMPT if prompt else Kind.HEADING, turn, Passage(turn.text if prompt else ""))
        self.thoughts: list[Section] = []
        self.answers: list[Section] = []
        self._cutters = {Kind.THOUGHT: PassageCutter(), Kind.ANSWER: PassageCutter()}
        if not prompt:
            self.add(turn.thinking, thinking=True)
            self.add(turn.text, thinking=False)
            if turn.ended:
                self.end()

    def __iter__(self) -> Iterator[Section]:
        """Go through them in reading order."""
        yield self.head
        yield from self.thoughts
        yield from self.answers

    def add(self, text: str, *, thinking: bool) -> list[Section]:
        """Take what the turn said more; return the sections that changed or are new."""
        kind = Kind.THOUGHT if thinking else Kind.ANSWER
        cutter = self._cutters[kind]
        changed = [self._put(kind, passage) for passage in cutter.add(text)]
        if text and cutter.tail.strip():
            changed.append(self._put(kind, Passage(cutter.tail, cutter.opening), growing=True))
        return changed

    def end(self) -> list[Section]:
        """Close what was growing, unless the answer broke off in it; return what changed."""
        if self.turn.failed:
            return []
        ends = ((kind, cutter.end()) for kind, cutter in self._cutters.items())
        return [self._put(kind, passage) for kind, passage in ends if passage is not None and passage.text.strip()]

    def _put(self, kind: Kind, passage: Passage, *, growing: bool = False) -> Section:
        sections = self.thoughts if kind is Kind.THOUGHT else self.answers
        if not sections or not sections[-1].growing:
            sections.append(Section(kind, self.turn, passage, growing))
        else:
            sections[-1].passage, sections[-1].growing = passage, growing
        return sections[-1]
