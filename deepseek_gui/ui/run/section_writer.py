"""Writes the sections of a conversation into its document: where their frames stand and what they look like."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QFont, QTextBlockFormat, QTextCharFormat, QTextCursor, QTextFrame, QTextFrameFormat

from deepseek_gui.ui import theme
from deepseek_gui.ui.run import markdown
from deepseek_gui.ui.run.sections import Kind, Section

if TYPE_CHECKING:
    from deepseek_gui.ui.run.conversation_view import ConversationView
    from deepseek_gui.ui.run.transcript import Turn

THINKING = "thinking"
EARLIER = "earlier"
"""Schemes of the links that the view follows itself."""


class SectionWriter(QObject):
    """Knows the colours and measures; what is folded and where a turn stands it asks the view.

    Attributes:
        frames_made: since the document was cleared.
    """

    def __init__(self, view: ConversationView) -> None:
        super().__init__(view)
        self._view = view
        self.frames_made = 0

    def insert_frame(self, before: QTextFrame | None) -> QTextFrame:
        """Return a new empty frame before another, or at the document's end."""
        cursor = QTextCursor(self._view.document())
        if before is None:
            cursor.movePosition(QTextCursor.MoveOperation.End)
        else:
            cursor.setPosition(before.firstPosition() - 1)
        self._make_flat(cursor)
        self.frames_made += 1
        frame = cursor.insertFrame(QTextFrameFormat())
        cursor.setPosition(frame.lastPosition() + 1)
        self._make_flat(cursor)
        return frame

    def remove_frame(self, frame: QTextFrame) -> None:
        """Take a frame out of the document with what it holds."""
        cursor = QTextCursor(self._view.document())
        cursor.setPosition(frame.firstPosition() - 1)
        cursor.setPosition(frame.lastPosition() + 1, QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()

    def write(self, section: Section) -> None:
        """Write a section anew into its frame, if it has one."""
        if section.frame is None:
            return
        section.frame.setFrameFormat(self._frame_format(section.kind))
        cursor = self._emptied(section.frame)
        match section.kind:
            case Kind.PROMPT:
                cursor.insertText(section.passage.text, self._plain())
            case Kind.HEADING:
                self._write_heading(cursor, section.turn)
            case Kind.THOUGHT:
                self._write_thought(cursor, section)
            case Kind.ANSWER if section.growing:
                cursor.insertText(section.passage.text.lstrip("\n"), self._plain())
            case Kind.ANSWER:
                self._write_formatted(cursor, section.passage.source)

    def append(self, section: Section, text: str) -> None:
        """Add to the end of a section that grows."""
        if section.frame is not None:
            cursor = section.frame.lastCursorPosition()
            cursor.insertText(text, self._muted() if section.kind is Kind.THOUGHT else self._plain())

    def write_earlier(self, frame: QTextFrame) -> None:
        """Write the link to what the document does not hold."""
        self._emptied(frame).insertText(f"▴ {self.tr('Show what came before')}", self._link(f"{EARLIER}:"))

    def _emptied(self, frame: QTextFrame) -> QTextCursor:
        cursor = frame.firstCursorPosition()
        cursor.setPosition(frame.lastPosition(), QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()
        cursor.setBlockFormat(QTextBlockFormat())
        return cursor

    def _write_heading(self, cursor: QTextCursor, turn: Turn) -> None:
        style = self._muted()
        style.setFontWeight(QFont.Weight.DemiBold)
        cursor.insertText(turn.speaker, style)
        if turn.thinking_parts:
            form = QTextBlockFormat()
            form.setTopMargin(0.25 * self._line())
            cursor.insertBlock(form)
            mark = "▾" if self._view.is_unfolded(turn) else "▸"
            link = self._link(f"{THINKING}:{self._view.turn_number(turn)}")
            cursor.insertText(f"{mark} {self._thinking_title(turn)}", link)

    def _thinking_title(self, turn: Turn) -> str:
        if turn.text_parts or turn.ended:
            words = self.tr("Thought for {seconds} s ({tokens} tokens)")
        else:
            words = self.tr("Thinking… {seconds} s ({tokens} tokens)")
        return words.format(seconds=f"{turn.thinking_s:.1f}", tokens=turn.thinking_tokens)

    def _write_thought(self, cursor: QTextCursor, section: Section) -> None:
        form = QTextBlockFormat()
        form.setIndent(1)
        cursor.setBlockFormat(form)
        text = section.passage.text.lstrip("\n")
        cursor.insertText(text if section.growing else text.rstrip(), self._muted())

    def _write_formatted(self, cursor: QTextCursor, source: str) -> None:
        palette = self._view.palette()
        html = markdown.render(
            source, code_background=theme.track_colour(palette).name(), rule=theme.line_colour(palette).name()
        )
        cursor.setCharFormat(self._plain())
        self._view.document().setDefaultStyleSheet(self._style_sheet())
        cursor.insertHtml(html)

    def _style_sheet(self) -> str:
        gap = self._line() // 2
        return (
            f"p, pre {{ margin-top: 0; margin-bottom: {gap}px }} "
            f"h1, h2, h3, h4 {{ margin-top: {gap}px; margin-bottom: {gap // 2}px; font-size: large }} "
            f"ul, ol {{ margin-top: 0; margin-bottom: {gap}px }} "
            f"table {{ margin-top: {gap}px; margin-bottom: {gap}px }}"
        )

    @staticmethod
    def _make_flat(cursor: QTextCursor) -> None:
        """Take the height from the empty paragraph that Qt keeps around a frame."""
        form = QTextBlockFormat()
        form.setLineHeight(1, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        cursor.setBlockFormat(form)

    def _line(self) -> int:
        return int(self._view.fontMetrics().height())

    def _plain(self) -> QTextCharFormat:
        style = QTextCharFormat()
        style.setForeground(self._view.palette().text())
        return style

    def _muted(self) -> QTextCharFormat:
        style = QTextCharFormat()
        style.setForeground(theme.muted_colour(self._view.palette()))
        return style

    def _link(self, address: str) -> QTextCharFormat:
        style = self._muted()
        style.setAnchor(True)
        style.setAnchorHref(address)
        return style

    def _frame_format(self, kind: Kind) -> QTextFrameFormat:
        form = QTextFrameFormat()
        line = self._line()
        form.setTopMargin((0.6 if kind in (Kind.PROMPT, Kind.HEADING) else 0.4) * line)
        if kind is Kind.PROMPT:
            form.setBackground(theme.track_colour(self._view.palette()))
            form.setPadding(0.5 * line)
            form.setLeftMargin(4 * line)
        return form
