"""The totals of an answer: a row of figures, each with its name."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from deepseek_gui.core.memory_seen import MemorySeen
from deepseek_gui.domain.events import Done
from deepseek_gui.domain.plan import Estimate, Range
from deepseek_gui.domain.units import format_gib
from deepseek_gui.ui import theme
from deepseek_gui.ui.texts import UNKNOWN, join_sentences, translate
from deepseek_gui.ui.widgets.plain import plain_label

Cell = tuple[QLabel, QLabel]
"""A figure above its name."""


class Figures(QWidget):
    """What the last answer took and what memory the engine takes, beside what was estimated.

    The memory is shown while the engine runs, the rest after the first answer. Below the row stands the reason when a
    prediction was more than 3 % off.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._done: Done | None = None
        self._estimate: Estimate | None = None
        self._memory: tuple[MemorySeen, ...] = ()
        self._context = 0
        self._reason = plain_label(scale=0.85, muted=True)
        self._grid = QGridLayout()
        self._grid.setVerticalSpacing(0)
        self._grid.setHorizontalSpacing(self.fontMetrics().height())
        self._cells: list[Cell] = []
        self._placed = (0, 0, 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(self.fontMetrics().height() // 4)
        layout.addLayout(self._grid)
        layout.addWidget(self._reason)
        self.hide()

    def show_done(self, done: Done, estimate: Estimate | None, context: int) -> None:
        """Show an answer's totals.

        Args:
            done: how it ended.
            estimate: what was expected; None when nothing was.
            context: size of the cache, tokens.
        """
        self._done, self._estimate, self._context = done, estimate, context
        self._fill()

    def show_memory(self, seen: Sequence[MemorySeen]) -> None:
        """Show the most memory that the engine was seen to take, by kind."""
        if tuple(seen) != self._memory:
            self._memory = tuple(seen)
            self._fill()

    def clear(self) -> None:
        """Forget the last answer; the memory stays while the engine runs."""
        self._done = None
        self._fill()

    @property
    def reason(self) -> str:
        """Return why a prediction was off; empty when none was."""
        return "" if self._reason.isHidden() else self._reason.text()

    def text(self) -> str:
        """Return the row as a sentence, for a screen reader and for tests."""
        return ", ".join(f"{caption.text()}: {value.text()}" for value, caption in self._cells if value.text())

    def minimumSizeHint(self) -> QSize:  # noqa: N802  Qt's name
        """Return the width of the widest figure: the others go below it."""
        widest = max((_width(cell) for cell in self._cells), default=0)
        return QSize(widest, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  Qt's name
        """Take as few rows as the width allows."""
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  Qt's name
        """Follow the language and the palette."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._fill()

    def _fill(self) -> None:
        entries = [*(self._entries(self._done) if self._done else ()), *map(self._memory_entry, self._memory)]
        for column, (caption, value, hint) in enumerate(entries):
            self._set_cell(column, caption, value, hint)
        for labels in self._cells[len(entries) :]:
            for label in labels:
                label.clear()
        self._arrange()
        reasons = [translate(seen.reason) for seen in self._memory if seen.reason is not None]
        self._reason.setText(" ".join(reasons))
        self._reason.setVisible(bool(reasons))
        self.setAccessibleName(self.tr("Totals of the last answer"))
        self.setAccessibleDescription(join_sentences(self.text(), *reasons))
        self.setVisible(bool(entries))

    def _entries(self, done: Done) -> list[tuple[str, str, str]]:
        """Return caption, value and tool tip of each figure."""
        return [
            (
                self.tr("first token"),
                _with_unit(done.time_to_first_token_s, self.tr("s"), 2),
                self.tr("Time from sending the prompt to the first token"),
            ),
            (
                self.tr("prompt"),
                _with_unit(done.prompt_tokens, self.tr("tok"), 0),
                self.tr("Tokens of the prompt with the conversation so far; it was read at {rate}").format(
                    rate=_with_unit(done.prefill_tps, self.tr("tok/s"), 0)
                ),
            ),
            (self.tr("answer"), _with_unit(done.tokens, self.tr("tok"), 0), self._context_hint(done)),
            (
                self.tr("speed seen"),
                _with_unit(done.decode_tps, self.tr("tok/s"), 1),
                self.tr("Speed as it arrived in this window, from the first to the last token"),
            ),
            (
                self.tr("engine's speed"),
                _with_unit(done.engine_decode_tps, self.tr("tok/s"), 1),
                self.tr("Speed by the engine's own timings"),
            ),
            (self.tr("expected"), self._expected_speed(), self.tr("The estimate for this plan on this machine")),
        ]

    def _context_hint(self, done: Done) -> str:
        words = self.tr("Tokens of the answer, thinking included.")
        if self._context and done.prompt_tokens is not None:
            share = 100 * (done.prompt_tokens + done.tokens) / self._context
            words = join_sentences(words, self.tr("The context is {percent} % full.").format(percent=f"{share:.0f}"))
        return words

    def _expected_speed(self) -> str:
        speed = self._estimate.speed.decode_tps if self._estimate else None
        return range_text(speed) + " " + self.tr("tok/s") if speed else UNKNOWN

    def _memory_entry(self, seen: MemorySeen) -> tuple[str, str, str]:
        words = self.tr("The most that the engine's process was seen to take since it was ready.")
        if seen.kind == "host":
            words = join_sentences(words, self.tr("Pages of the model file that it has mapped and read count."))
        value, off = format_gib(seen.peak_bytes), seen.difference
        if seen.expected_bytes is not None and off is not None:
            words = join_sentences(
                words, self.tr("Expected: {expected}.").format(expected=format_gib(seen.expected_bytes))
            )
            value = self.tr("{seen} ({percent} %)").format(seen=value, percent=_percent(off))
        return self.tr("GPU peak") if seen.kind == "gpu" else self.tr("RAM peak"), value, words

    def _set_cell(self, column: int, caption: str, value: str, hint: str) -> None:
        if column == len(self._cells):
            self._add_cell()
        value_label, caption_label = self._cells[column]
        value_label.setText(value)
        caption_label.setText(caption)
        for label in (value_label, caption_label):
            label.setToolTip(hint)
        palette = caption_label.palette()
        palette.setColor(QPalette.ColorRole.WindowText, theme.muted_colour(self.palette()))
        caption_label.setPalette(palette)

    def _add_cell(self) -> None:
        value = QLabel(self, textFormat=Qt.TextFormat.PlainText)
        value.setFont(theme.scaled_font(self.font(), 1.0, bold=True))
        caption = QLabel(self, textFormat=Qt.TextFormat.PlainText)
        caption.setFont(theme.scaled_font(self.font(), 0.85))
        self._cells.append((value, caption))

    def _arrange(self) -> None:
        """Put the figures that are shown into rows of equal length."""
        shown = [cell for cell in self._cells if cell[0].text()]
        columns = self._columns(shown)
        placed = (columns, len(shown), len(self._cells))
        if placed == self._placed:
            return
        self._placed = placed
        for place, cell in enumerate(self._cells):
            row, column = divmod(place, columns)
            for line, label in enumerate(cell):
                self._grid.removeWidget(label)
                self._grid.addWidget(label, 3 * row + line, column)
        for row in range(len(self._cells)):  # a gap below every row but the last
            below = (row + 1) * columns < len(shown)
            self._grid.setRowMinimumHeight(3 * row + 2, self.fontMetrics().height() // 4 if below else 0)

    def _columns(self, cells: Sequence[Cell]) -> int:
        """Return the number of figures in a row."""
        gap = self._grid.horizontalSpacing()
        for rows in range(1, len(cells)):
            columns = -(-len(cells) // rows)
            widths = (max(map(_width, cells[column::columns])) for column in range(columns))
            if sum(widths) + gap * (columns - 1) <= self.width():
                return columns
        return 1


def _width(cell: Cell) -> int:
    return max(label.sizeHint().width() for label in cell)


def range_text(values: Range) -> str:
    """Return "18–31", or one number when both ends read the same."""
    low, high = _digits(values.low), _digits(values.high)
    return low if low == high else f"{low}–{high}"


def _digits(value: float) -> str:
    return f"{value:,.0f}" if value >= 10 else f"{value:.1f}" if value >= 1 else f"{value:.2f}"


def _percent(share: float) -> str:
    value = round(100 * share, 1 if abs(share) < 0.1 else 0) or 0.0  # no "-0.0"
    return f"{value:+g}".replace("-", "−")


def _with_unit(value: float | None, unit: str, digits: int) -> str:
    return UNKNOWN if value is None else f"{value:,.{digits}f} {unit}"
