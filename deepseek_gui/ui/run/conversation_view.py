"""The conversation on screen: streams plain text, formats an answer at its end, loads nothing."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QTimer, QUrl, Slot
from PySide6.QtGui import (
    QFont,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrame,
    QTextFrameFormat,
)
from PySide6.QtWidgets import QTextBrowser, QWidget

from deepseek_gui.ui import theme
from deepseek_gui.ui.run import markdown
from deepseek_gui.ui.run.transcript import Role, Turn

FRAME_MS = 33
"""Milliseconds between two appends: 30 a second reads as a stream and leaves the processor to the engine."""

_LONGEST_BLOCK = 1200
"""Characters: Qt lays out the last paragraph anew at each append, so an endless one is broken while it streams."""

_AT_END_SLACK = 4
_THINKING_SCHEME = "thinking"


class QuietDocument(QTextDocument):
    """A document that fetches nothing, whatever its text names (`//host/share` would send a login hash)."""

    def loadResource(self, kind: int, name: QUrl | str) -> Any:  # noqa: N802  Qt's name
        """Return nothing."""
        del kind, name
        return None


class ConversationView(QTextBrowser):
    """Shows turns; the owner of the transcript says when one was added, grew or ended."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setDocument(QuietDocument(self))
        self.document().setUndoRedoEnabled(False)
        self.document().setDocumentMargin(0)
        self.setOpenLinks(False)
        self.setAcceptDrops(False)
        self.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.anchorClicked.connect(self._on_anchor_clicked)
        self._turns: list[Turn] = []
        self._frames: dict[Turn, QTextFrame] = {}
        self._unfolded: set[Turn] = set()
        self._show_thinking = False
        self._pending: list[tuple[str, bool]] = []
        self._block_length = 0
        self._tail_thinks: bool | None = None
        self._at_end = True
        self._frame_timer = QTimer(self, interval=FRAME_MS, singleShot=True)
        self._frame_timer.timeout.connect(self.flush)
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
        self.document().clear()
        self._frames.clear()
        self._turns = []
        for turn in turns:
            self.add_turn(turn)

    def add_turn(self, turn: Turn) -> None:
        """Show a turn below the others and go to the end."""
        self.flush()
        self._turns.append(turn)
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        cursor.movePosition(QTextCursor.MoveOperation.End)
        self._make_flat(cursor)
        self._frames[turn] = cursor.insertFrame(self._turn_format(turn))
        self._write(turn)
        cursor.movePosition(QTextCursor.MoveOperation.End)
        self._make_flat(cursor)
        cursor.endEditBlock()
        self.go_to_end()

    def extend(self, text: str, *, thinking: bool = False) -> None:
        """Add to the newest turn with the next frame; the turn itself holds the text already."""
        self._pending.append((text, thinking))
        if not self._frame_timer.isActive():
            self._frame_timer.start()

    @Slot()
    def flush(self) -> None:
        """Write what came since the last frame."""
        self._frame_timer.stop()
        if not self._pending:
            return
        pending, self._pending = self._pending, []
        if {thinking for _, thinking in pending} != {self._tail_thinks}:
            self._write_once(self._turns[-1])  # begins to think, or to answer: the turn holds these pieces already
            return
        self._extend("".join(text for text, _ in pending))

    def end_turn(self, turn: Turn) -> None:
        """Format an answer that will not grow any more."""
        self._pending.clear()
        self._frame_timer.stop()
        self._write_once(turn)

    @Slot(bool)
    def set_show_thinking(self, show: bool) -> None:
        """Unfold or fold the thinking of every answer."""
        self._show_thinking = show
        self._unfolded.clear()
        for turn in self._turns:
            if turn.thinking:
                self._write_once(turn)

    def go_to_end(self) -> None:
        """Scroll down and follow what comes."""
        self._at_end = True
        self.verticalScrollBar().setValue(self.verticalScrollBar().maximum())

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  Qt's name
        """Take new colours and words."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.LanguageChange):
            self._rewrite()

    @staticmethod
    def _make_flat(cursor: QTextCursor) -> None:
        """Take the height from the empty paragraph that Qt keeps around a frame."""
        form = QTextBlockFormat()
        form.setLineHeight(1, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        cursor.setBlockFormat(form)

    def _rewrite(self) -> None:
        for turn in self._turns:
            self._frames[turn].setFrameFormat(self._turn_format(turn))
            self._write_once(turn)

    @Slot(int)
    def _on_scrolled(self, value: int) -> None:
        self._at_end = value >= self.verticalScrollBar().maximum() - _AT_END_SLACK

    @Slot(int, int)
    def _on_range_changed(self, _low: int, high: int) -> None:
        if self._at_end:
            self.verticalScrollBar().setValue(high)

    @Slot(QUrl)
    def _on_anchor_clicked(self, url: QUrl) -> None:
        if url.scheme() != _THINKING_SCHEME:
            return
        turn = self._turns[int(url.path())]
        self._unfolded ^= {turn}
        self._write_once(turn)

    def _is_unfolded(self, turn: Turn) -> bool:
        return self._show_thinking != (turn in self._unfolded)

    def _write_once(self, turn: Turn) -> None:
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        self._write(turn)
        cursor.endEditBlock()

    def _write(self, turn: Turn) -> None:
        """Write a turn's frame anew from the turn."""
        cursor = self._frames[turn].firstCursorPosition()
        cursor.setPosition(self._frames[turn].lastPosition(), QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()
        cursor.setBlockFormat(QTextBlockFormat())
        if turn.role is Role.USER:
            cursor.insertText(turn.text, self._plain())
            return
        self._write_heading(cursor, turn)
        if turn.thinking:
            self._write_thinking(cursor, turn)
        self._write_text(cursor, turn)

    def _write_heading(self, cursor: QTextCursor, turn: Turn) -> None:
        style = self._muted()
        style.setFontWeight(QFont.Weight.DemiBold)
        cursor.insertText(turn.speaker, style)

    def _write_thinking(self, cursor: QTextCursor, turn: Turn) -> None:
        unfolded = self._is_unfolded(turn)
        cursor.insertBlock(self._spaced(0.25))
        cursor.insertText(self._thinking_line(turn), self._anchor(turn))
        if unfolded:
            self._write_plain(cursor, turn.thinking.strip(), self._muted(), indent=1)

    def _thinking_line(self, turn: Turn) -> str:
        return f"{'▾' if self._is_unfolded(turn) else '▸'} {self._thinking_title(turn)}"

    def _anchor(self, turn: Turn) -> QTextCharFormat:
        style = self._muted()
        style.setAnchor(True)
        style.setAnchorHref(f"{_THINKING_SCHEME}:{self._turns.index(turn)}")
        return style

    def _thinking_title(self, turn: Turn) -> str:
        if turn.text_parts or turn.ended:
            words = self.tr("Thought for {seconds} s ({tokens} tokens)")
        else:
            words = self.tr("Thinking… {seconds} s ({tokens} tokens)")
        return words.format(seconds=f"{turn.thinking_s:.1f}", tokens=turn.thinking_tokens)

    def _write_text(self, cursor: QTextCursor, turn: Turn) -> None:
        text = turn.text.lstrip()
        self._tail_thinks = False if text else bool(turn.thinking) or None
        if not text:
            return
        if turn.ended and not turn.failed and len(text) <= markdown.LONGEST_RENDERED:
            self._write_formatted(cursor, text)
        else:
            self._write_plain(cursor, text, self._plain(), indent=0)

    def _write_formatted(self, cursor: QTextCursor, text: str) -> None:
        palette = self.palette()
        html = markdown.render(
            text, code_background=theme.track_colour(palette).name(), rule=theme.line_colour(palette).name()
        )
        cursor.insertBlock(self._spaced(0.25))
        cursor.setCharFormat(self._plain())
        self.document().setDefaultStyleSheet(self._style_sheet())
        cursor.insertHtml(html)

    def _style_sheet(self) -> str:
        gap = self.fontMetrics().height() // 2
        return (
            f"p, pre {{ margin-top: 0; margin-bottom: {gap}px }} "
            f"h1, h2, h3, h4 {{ margin-top: {gap}px; margin-bottom: {gap // 2}px; font-size: large }} "
            f"ul, ol {{ margin-top: 0; margin-bottom: {gap}px }} "
            f"table {{ margin-top: {gap}px; margin-bottom: {gap}px }}"
        )

    def _write_plain(self, cursor: QTextCursor, text: str, style: QTextCharFormat, *, indent: int) -> None:
        form = self._spaced(0.25)
        form.setIndent(indent)
        cursor.insertBlock(form)
        self._block_length = 0
        self._insert_broken(cursor, text, style)

    def _extend(self, text: str) -> None:
        """Add plain text to the end of the newest turn."""
        turn = self._turns[-1]
        frame = self._frames[turn]
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        if self._tail_thinks:
            self._update_thinking_title(frame, turn)
        if not self._tail_thinks or self._is_unfolded(turn):
            cursor.setPosition(frame.lastPosition())
            self._insert_broken(cursor, text, self._muted() if self._tail_thinks else self._plain())
        cursor.endEditBlock()

    def _update_thinking_title(self, frame: QTextFrame, turn: Turn) -> None:
        cursor = QTextCursor(frame.firstCursorPosition().block().next())
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(self._thinking_line(turn), self._anchor(turn))

    def _insert_broken(self, cursor: QTextCursor, text: str, style: QTextCharFormat) -> None:
        """Insert text, breaking paragraphs that grow too long to be laid out at every frame."""
        start = 0
        while len(text) - start > _LONGEST_BLOCK - self._block_length:
            cut = start + max(1, _LONGEST_BLOCK - self._block_length)
            self._insert(cursor, text[start:cut], style)
            start = cut
            if self._block_length >= _LONGEST_BLOCK:
                cursor.insertBlock()
                self._block_length = 0
        self._insert(cursor, text[start:], style)

    def _insert(self, cursor: QTextCursor, text: str, style: QTextCharFormat) -> None:
        cursor.insertText(text, style)
        newline = text.rfind("\n")
        self._block_length = self._block_length + len(text) if newline < 0 else len(text) - newline - 1

    def _plain(self) -> QTextCharFormat:
        style = QTextCharFormat()
        style.setForeground(self.palette().text())
        return style

    def _muted(self) -> QTextCharFormat:
        style = QTextCharFormat()
        style.setForeground(theme.muted_colour(self.palette()))
        return style

    def _spaced(self, lines: float) -> QTextBlockFormat:
        form = QTextBlockFormat()
        form.setTopMargin(lines * self.fontMetrics().height())
        return form

    def _turn_format(self, turn: Turn) -> QTextFrameFormat:
        form = QTextFrameFormat()
        height = self.fontMetrics().height()
        form.setTopMargin(0.6 * height)
        if turn.role is Role.USER:
            form.setBackground(theme.track_colour(self.palette()))
            form.setPadding(0.5 * height)
            form.setLeftMargin(4 * height)
        return form
