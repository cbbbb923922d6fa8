"""A bar for every hardware thread."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from deepseek_gui.ui.theme import blend, muted_colour, scaled_font, series_colour, track_colour
from deepseek_gui.ui.widgets.card import Card, em_of

_NARROWEST_EM = 0.28
_DEPTHS = 20


class CoreStrip(Card):
    """Bars side by side, in as many rows as they need; the busiest thread in words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = ""
        self._summary = ""
        self._percents: tuple[float, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def set_title(self, title: str) -> None:
        """Name the strip."""
        self._title = title
        self.setAccessibleName(title)
        self.update()

    def show_percents(self, percents: Sequence[float], summary: str) -> None:
        """Show each thread's utilisation, 0 to 100, and a sentence for those who can't see bars."""
        self._percents = tuple(percents)
        if summary != self._summary:
            self._summary = summary
            self.setAccessibleDescription(summary)
        self.update()

    @property
    def percents(self) -> tuple[float, ...]:
        """Return what is shown."""
        return self._percents

    @property
    def summary(self) -> str:
        """Return the sentence beside the title."""
        return self._summary

    def sizeHint(self) -> QSize:  # noqa: N802  Qt's name
        """Return a strip's height."""
        em = em_of(self)
        return QSize(round(20 * em), round(5 * em))

    def minimumSizeHint(self) -> QSize:  # noqa: N802  Qt's name
        """Return the least that can be read."""
        em = em_of(self)
        return QSize(round(12 * em), round(5 * em))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        """Draw ground, words and bars."""
        super().paintEvent(event)
        em = em_of(self)
        painter = QPainter(self)
        line = QRectF(0.8 * em, 0.45 * em, self.width() - 1.6 * em, 1.5 * em)
        painter.setFont(scaled_font(self.font(), 1.0, bold=True))
        painter.setPen(self.palette().text().color())
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, self._title)
        painter.setFont(self.font())
        painter.setPen(muted_colour(self.palette()))
        painter.drawText(line, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self._summary)
        self._paint_bars(painter, QRectF(line.left(), 2.2 * em, line.width(), self.height() - 3.0 * em), em)
        painter.end()

    def _paint_bars(self, painter: QPainter, rect: QRectF, em: float) -> None:
        count = len(self._percents)
        if not count:
            return
        rows = max(1, math.ceil(count * _NARROWEST_EM * em / rect.width()))
        columns = math.ceil(count / rows)
        step = min(rect.width() / columns, 8 * em)
        height = rect.height() / rows
        gap = 1 if step < 0.6 * em else 0.15 * em
        track, depths = track_colour(self.palette()), self._depths()
        for index, percent in enumerate(self._percents):
            row, column = divmod(index, columns)
            cell = QRectF(rect.left() + column * step, rect.top() + row * height, step - gap, height - (rows > 1) * gap)
            painter.fillRect(cell, track)
            share = min(1.0, max(0.0, percent / 100))
            # Height and depth of colour say the same: a hot thread stands out from across the room.
            painter.fillRect(cell.adjusted(0, cell.height() * (1 - share), 0, 0), depths[round(share * _DEPTHS)])

    def _depths(self) -> list[QColor]:
        """Return the colours from idle to busy."""
        track, full = track_colour(self.palette()), series_colour(self.palette(), 0)
        return [blend(full, track, 0.45 + 0.55 * step / _DEPTHS) for step in range(_DEPTHS + 1)]
