"""The conversation on screen: streams plain text, formats each passage at its end, loads nothing."""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QTimer, QUrl, Slot
from PySide6.QtGui import QResizeEvent, QTextCursor, QTextDocument, QTextFrame
from PySide6.QtWidgets import QTextBrowser, QWidget

from deepseek_gui.ui.run.section_writer import EARLIER, THINKING, SectionWriter
from deepseek_gui.ui.run.sections import Kind, Section, TurnSections
from deepseek_gui.ui.run.transcript import Turn
from deepseek_gui.ui.widgets.card import em_of

FRAME_MS = 33
"""Milliseconds between two appends: 30 a second reads as a stream and leaves the processor to the engine."""

MOST_SHOWN = 96_000
"""Characters in the document while its end is followed: what is older is one click away. Some fifty screens."""

KEPT_SHOWN = 64_000
"""Characters that stay when there are too many."""

_MOST_READ = 3 * MOST_SHOWN
"""Characters in the document while the person reads further up: taking away what stands there would disturb."""

_MOST_FRAMES = 1_000
"""Made in one document: Qt keeps the format of each for as long as the document lives, half a kilobyte or so."""

_AT_END_SLACK = 4

_WIDEST_EM = 56
"""Font heights; the eye loses its way back from the end of a longer line."""


class QuietDocument(QTextDocument):
    """A document that fetches nothing, whatever its text names (`//host/share` would send a login hash)."""

    def loadResource(self, kind: int, name: QUrl | str) -> Any:  # noqa: N802  Qt's name
        """Return nothing."""
        del kind, name
        return None


class ConversationView(QTextBrowser):
    """Shows turns; the owner of the transcript says when one was added, grew or ended.

    The document holds the newest sections, each in a frame of its own, so that a token costs the same in a
    conversation of any length: of a growing answer the last passage alone is laid out anew.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setDocument(QuietDocument(self))
        self.document().setUndoRedoEnabled(False)
        self.document().setDocumentMargin(0)
        self.setOpenLinks(False)
        self.setAcceptDrops(False)
        self.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.anchorClicked.connect(self._on_anchor_clicked)
        self._writer = SectionWriter(self)
        self._turns: list[TurnSections] = []
        self._sections: list[Section] = []
        self._first = 0
        """Of the sections that may be in the document."""
        self._earlier: QTextFrame | None = None
        self._unfolded: set[Turn] = set()
        self._show_thinking = False
        self._pending: list[tuple[str, bool]] = []
        self._at_end = True
        self._frame_timer = QTimer(self, interval=FRAME_MS, singleShot=True)
        self._frame_timer.timeout.connect(self._on_frame)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self.verticalScrollBar().rangeChanged.connect(self._on_range_changed)

    def loadResource(self, kind: int, name: QUrl | str) -> Any:  # noqa: N802  Qt's name
        """Return nothing: an answer fetches no picture and no style sheet."""
        del kind, name
        return None

    def show_turns(self, turns: list[Turn]) -> None:
        """Show a whole conversation anew."""
        self._pending.clear()
        self._frame_timer.stop()
        self._turns = [TurnSections(turn) for turn in turns]
        self._sections = [section for turn in self._turns for section in turn]
        self._begin_document(KEPT_SHOWN)

    def add_turn(self, turn: Turn) -> None:
        """Show a turn below the others and go to the end."""
        self.flush()
        self._turns.append(TurnSections(turn))
        cursor = self._begin_edit()
        for section in self._turns[-1]:
            self._sections.append(section)
            self._show_section(section)
        cursor.endEditBlock()
        self.go_to_end()

    def extend(self, text: str, *, thinking: bool = False) -> None:
        """Add to the newest turn with the next frame; the turn itself holds the text already."""
        self._pending.append((text, thinking))
        if not self._frame_timer.isActive():
            self._frame_timer.start()

    @Slot()
    def _on_frame(self) -> None:
        """Write what came, or begin the document anew: both would take longer than a frame."""
        if self._at_end and self._writer.frames_made > _MOST_FRAMES:
            self._begin_document(KEPT_SHOWN // 16)
            self._frame_timer.start()
        else:
            self.flush()

    def flush(self) -> None:
        """Write what came since the last frame."""
        self._frame_timer.stop()
        if not self._pending:
            return
        pending, self._pending = self._pending, []
        turn = self._turns[-1]
        cursor = self._begin_edit()
        for text, thinking in _joined(pending):
            self._grow(turn, text, thinking=thinking)
        if turn.turn.thinking_parts:
            self._writer.write(turn.head)
        cursor.endEditBlock()
        if self.document().characterCount() > (MOST_SHOWN if self._at_end else _MOST_READ):
            self._take_away_oldest()

    def end_turn(self, turn: Turn) -> None:
        """Format the end of the newest turn, which will not grow any more."""
        self.flush()
        sections = next(found for found in reversed(self._turns) if found.turn is turn)
        cursor = self._begin_edit()
        for section in sections.end():
            self._show_section(section)
        self._writer.write(sections.head)
        cursor.endEditBlock()

    @Slot(bool)
    def set_show_thinking(self, show: bool) -> None:
        """Unfold or fold the thinking of every answer."""
        self._show_thinking = show
        self._unfolded.clear()
        self._fold(self._sections[self._first :])

    def is_unfolded(self, turn: Turn) -> bool:
        """Whether a turn's thinking is shown."""
        return self._show_thinking != (turn in self._unfolded)

    def turn_number(self, turn: Turn) -> int:
        """Return the place of a turn in the conversation, from 0."""
        return next(number for number, found in enumerate(self._turns) if found.turn is turn)

    def go_to_end(self) -> None:
        """Scroll down and follow what comes."""
        self._at_end = True
        self.verticalScrollBar().setValue(self.verticalScrollBar().maximum())

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  Qt's name
        """Take new colours and words."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.LanguageChange):
            self._rewrite()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  Qt's name
        """Keep lines short enough to read in a wide window."""
        super().resizeEvent(event)
        spare = max(0, self.width() - round(_WIDEST_EM * em_of(self))) // 2
        if self.viewportMargins().left() != spare:
            self.setViewportMargins(spare, 0, spare, 0)

    def _begin_document(self, characters: int) -> None:
        """Fill the document anew with the last sections, of about so many characters."""
        self.document().clear()
        self._writer.frames_made = 0
        self._earlier = None
        for section in self._sections:
            section.frame = None
        self._first = len(self._sections)
        self._show_earlier(characters)
        self.go_to_end()

    def _rewrite(self) -> None:
        cursor = self._begin_edit()
        for section in self._sections[self._first :]:
            self._writer.write(section)
        if self._earlier is not None:
            self._writer.write_earlier(self._earlier)
        cursor.endEditBlock()

    def _begin_edit(self) -> QTextCursor:
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        return cursor

    @Slot(int)
    def _on_scrolled(self, value: int) -> None:
        self._at_end = value >= self.verticalScrollBar().maximum() - _AT_END_SLACK

    @Slot(int, int)
    def _on_range_changed(self, _low: int, high: int) -> None:
        if self._at_end:
            self.verticalScrollBar().setValue(high)

    @Slot(QUrl)
    def _on_anchor_clicked(self, url: QUrl) -> None:
        if url.scheme() == EARLIER:
            self._show_earlier(KEPT_SHOWN // 2)
        elif url.scheme() == THINKING:
            turn = self._turns[int(url.path())].turn
            self._unfolded ^= {turn}
            self._fold([section for section in self._sections[self._first :] if section.turn is turn])

    # what the document holds

    def _grow(self, turn: TurnSections, text: str, *, thinking: bool) -> None:
        """Let a turn grow; where a passage only became longer, append to it."""
        known = (turn.thoughts if thinking else turn.answers)[-1:]
        grew = bool(known) and known[0].growing
        changed = turn.add(text, thinking=thinking)
        if grew and changed == known and known[0].growing and known[0].frame is not None:
            self._writer.append(known[0], text)
            return
        for section in changed:
            if section not in known:
                self._place(turn, section)
            self._show_section(section)

    def _place(self, turn: TurnSections, section: Section) -> None:
        """Take a new section of the newest turn into the order; thoughts stand before the answer."""
        after = len(turn.answers) if section.kind is Kind.THOUGHT else 0
        self._sections.insert(len(self._sections) - after, section)

    def _show_section(self, section: Section) -> None:
        """Write a section where it belongs, or take it away when it is folded."""
        if section.kind is Kind.THOUGHT and not self.is_unfolded(section.turn):
            self._take_away(section)
            return
        if section.frame is None:
            section.frame = self._writer.insert_frame(self._frame_after(section))
        self._writer.write(section)

    def _frame_after(self, section: Section) -> QTextFrame | None:
        if section is self._sections[-1]:
            return None
        following = self._sections[self._sections.index(section) + 1 :]
        return next((found.frame for found in following if found.frame is not None), None)

    def _take_away(self, section: Section) -> None:
        if section.frame is not None:
            self._writer.remove_frame(section.frame)
            section.frame = None

    def _fold(self, sections: Sequence[Section]) -> None:
        """Show or take away the thoughts among sections."""
        cursor = self._begin_edit()
        for section in sections:
            if section.kind is Kind.THOUGHT:
                self._show_section(section)
            elif section.kind is Kind.HEADING:
                self._writer.write(section)
        cursor.endEditBlock()

    def _take_away_oldest(self) -> None:
        """Let the document forget its beginning; what stands on the screen stays where it is."""
        excess = self.document().characterCount() - KEPT_SHOWN
        last = len(self._sections) - 1
        with self._still_screen():
            while excess > 0 and self._first < last:
                section = self._sections[self._first]
                excess -= section.length if section.frame is not None else 0
                self._take_away(section)
                self._first += 1
            self._update_earlier()

    def _show_earlier(self, characters: int) -> None:
        """Let the document reach further back, by whole sections of about so many characters."""
        with self._still_screen():
            while characters > 0 and self._first > 0:
                self._first -= 1
                section = self._sections[self._first]
                self._show_section(section)
                characters -= section.length if section.frame is not None else 0
            self._update_earlier()

    def _update_earlier(self) -> None:
        """Offer what is not in the document at its top."""
        if self._earlier is not None:
            self._writer.remove_frame(self._earlier)
            self._earlier = None
        if self._first > 0:
            following = (section.frame for section in self._sections[self._first :])
            self._earlier = self._writer.insert_frame(next(frame for frame in following if frame is not None))
            self._writer.write_earlier(self._earlier)

    @contextlib.contextmanager
    def _still_screen(self) -> Iterator[None]:
        """Change the document's beginning as one edit and keep on the screen what stands there."""
        kept = next((section.frame for section in reversed(self._sections) if section.frame is not None), None)
        before = self._top_of(kept)
        cursor = self._begin_edit()
        yield
        cursor.endEditBlock()
        if not self._at_end:
            bar = self.verticalScrollBar()
            bar.setValue(round(bar.value() + self._top_of(kept) - before))

    def _top_of(self, frame: QTextFrame | None) -> float:
        return 0.0 if frame is None else self.document().documentLayout().frameBoundingRect(frame).top()


def _joined(pieces: Iterable[tuple[str, bool]]) -> Iterator[tuple[str, bool]]:
    """Yield the pieces with neighbours of one kind joined."""
    for thinking, group in itertools.groupby(pieces, key=lambda piece: piece[1]):
        yield "".join(text for text, _ in group), thinking
