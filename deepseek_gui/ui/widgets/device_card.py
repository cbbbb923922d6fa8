"""A card for one device: its name, its two gauges, a few facts, and why its values are old when they are."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from deepseek_gui.ui.theme import muted_colour, scaled_font, warn_colour
from deepseek_gui.ui.widgets.card import Card, em_of
from deepseek_gui.ui.widgets.gauge import Gauge
from deepseek_gui.ui.widgets.plain import plain_tip

_HEAD_EM = 2.1


class DeviceCard(Card):
    """Two gauges under a headline."""

    def __init__(self, first_colour: int, second_colour: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = ""
        self._subtitle = ""
        self._facts = ""
        self._stale = ""
        self.first = Gauge(colour_index=first_colour)
        self.second = Gauge(colour_index=second_colour)
        em = em_of(self)
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(round(0.8 * em), round(_HEAD_EM * em), round(0.8 * em), round(0.3 * em))
        row.setSpacing(round(1.0 * em))
        row.addWidget(self.first, 1)
        row.addWidget(self.second, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def stale(self) -> str:
        """Return why the values are old; empty when they are not."""
        return self._stale

    @property
    def facts(self) -> str:
        """Return the facts at the right of the headline."""
        return self._facts

    def set_title(self, title: str, subtitle: str = "") -> None:
        """Name the device."""
        if (title, subtitle) != (self._title, self._subtitle):
            self._title, self._subtitle = title, subtitle
            self._describe()
            self.update()

    def set_facts(self, facts: str) -> None:
        """Show a few numbers at the right of the headline ("412 W · 61 °C")."""
        if facts != self._facts:
            self._facts = facts
            self._describe()
            self.update(0, 0, self.width(), round(_HEAD_EM * em_of(self)))

    def set_stale(self, reason: str) -> None:
        """Grey the gauges and say why; an empty reason brings them back."""
        if reason != self._stale:
            self._stale = reason
            self.first.set_faded(bool(reason))
            self.second.set_faded(bool(reason))
            self._describe()
            self.update()

    def sizeHint(self) -> QSize:  # noqa: N802  Qt's name
        """Return the gauges' size with the headline."""
        return self._row.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        """Draw the ground and the headline."""
        super().paintEvent(event)
        painter = QPainter(self)
        em = em_of(self)
        line = QRectF(0.8 * em, 0.45 * em, self.width() - 1.6 * em, 1.5 * em)
        right = self._stale or self._facts
        painter.setPen(warn_colour(self.palette()) if self._stale else muted_colour(self.palette()))
        painter.setFont(self.font())
        metrics = QFontMetricsF(self.font())
        right = metrics.elidedText(right, Qt.TextElideMode.ElideRight, line.width() * (0.6 if self._stale else 0.5))
        painter.drawText(line, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, right)
        self._paint_name(painter, line.adjusted(0, 0, -metrics.horizontalAdvance(right) - em, 0))
        painter.end()

    def _paint_name(self, painter: QPainter, line: QRectF) -> None:
        painter.setPen(self.palette().text().color())
        painter.setFont(scaled_font(self.font(), 1.0, bold=True))
        bold = QFontMetricsF(painter.font())
        title = bold.elidedText(self._title, Qt.TextElideMode.ElideRight, line.width())
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, title)
        rest = line.adjusted(bold.horizontalAdvance(title) + 0.6 * em_of(self), 0, 0, 0)
        painter.setPen(muted_colour(self.palette()))
        painter.setFont(self.font())
        subtitle = QFontMetricsF(self.font()).elidedText(self._subtitle, Qt.TextElideMode.ElideRight, rest.width())
        painter.drawText(rest, Qt.AlignmentFlag.AlignVCenter, subtitle)

    def _describe(self) -> None:
        self.setAccessibleName(f"{self._title} {self._subtitle}".strip())
        self.setAccessibleDescription(self._stale or self._facts)
        parts = (self.accessibleName(), self._stale, self._facts)
        self.setToolTip(plain_tip("\n".join(part for part in parts if part)))
