"""The left rail: one button a page."""

from __future__ import annotations

import sys

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QSizePolicy, QVBoxLayout, QWidget

from deepseek_gui.ui.icons import draw_icon
from deepseek_gui.ui.theme import accent_colour, blend, line_colour, muted_colour, scaled_font, with_alpha
from deepseek_gui.ui.widgets.card import em_of

# QStyle.SH_UnderlineShortcut would say this too, but touching QStyle costs 8 ms of the first paint (PySide6 6.11).
_MNEMONIC = Qt.TextFlag.TextHideMnemonic if sys.platform == "darwin" else Qt.TextFlag.TextShowMnemonic


class RailButton(QAbstractButton):
    """An icon over a word; a mark at its edge tells the page that is shown."""

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key = key
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._ring = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802  Qt's name
        """Return a square-ish size in the font's measure."""
        em = em_of(self)
        return QSize(round(5.2 * em), round(3.9 * em))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        """Draw ground, mark, icon and word."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        em = em_of(self)
        colour = accent_colour(self.palette()) if self.isChecked() else muted_colour(self.palette())
        if not self.isChecked() and self.underMouse():
            colour = self.palette().color(QPalette.ColorRole.WindowText)
        icon = 1.5 * em
        draw_icon(painter, QRectF((self.width() - icon) / 2, 0.6 * em, icon, icon), self.key, colour)
        painter.setPen(colour if not self.isChecked() else self.palette().color(QPalette.ColorRole.WindowText))
        painter.setFont(scaled_font(self.font(), 0.88, bold=self.isChecked()))
        flags = Qt.AlignmentFlag.AlignCenter | _MNEMONIC
        painter.drawText(QRectF(0, 2.2 * em, self.width(), 1.4 * em), flags, self.text())
        painter.end()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802  Qt's name
        """Show the ring only to a person who uses the keyboard."""
        self._ring = event.reason() in (
            Qt.FocusReason.TabFocusReason,
            Qt.FocusReason.BacktabFocusReason,
            Qt.FocusReason.ShortcutFocusReason,
        )
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """Show the ring from the first key on."""
        self._ring = True
        super().keyPressEvent(event)

    def _paint_ground(self, painter: QPainter) -> None:
        em = em_of(self)
        rect = QRectF(self.rect()).adjusted(0.3 * em, 1, -0.3 * em, -1)
        accent = accent_colour(self.palette())
        if self.isChecked() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(with_alpha(accent, 0.13 if self.isChecked() else 0.06))
            painter.drawRoundedRect(rect, 0.45 * em, 0.45 * em)
        if self.isChecked():
            painter.setBrush(accent)
            painter.drawRoundedRect(QRectF(0, rect.top() + 0.7 * em, 0.2 * em, rect.height() - 1.4 * em), 2, 2)
        if self.hasFocus() and self._ring:
            painter.setPen(QPen(blend(accent, self.palette().window().color(), 0.8), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 0.4 * em, 0.4 * em)


class Rail(QWidget):
    """The buttons in order, those of `below` under a divider at the bottom."""

    chosen = Signal(str)

    def __init__(self, above: tuple[str, ...], below: tuple[str, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons = {key: RailButton(key, self) for key in (*above, *below)}
        self._group = QButtonGroup(self)
        self._divider = QWidget(self)
        self._divider.setFixedHeight(max(1, round(em_of(self) * 0.6)))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, round(0.5 * em_of(self)), 0, round(0.4 * em_of(self)))
        column.setSpacing(round(0.15 * em_of(self)))
        for key in above:
            column.addWidget(self._buttons[key])
        column.addStretch(1)
        column.addWidget(self._divider)
        for key in below:
            column.addWidget(self._buttons[key])
        for button in self._buttons.values():
            self._group.addButton(button)
        self._group.buttonClicked.connect(self._on_clicked)

    @property
    def keys(self) -> tuple[str, ...]:
        """Return the pages' keys from top to bottom."""
        return tuple(self._buttons)

    def button(self, key: str) -> RailButton:
        """Return the button of a page."""
        return self._buttons[key]

    def set_title(self, key: str, title: str, tip: str) -> None:
        """Give a button its word, with a mnemonic, and its tool tip."""
        button = self._buttons[key]
        button.setText(title)
        button.setToolTip(tip)
        button.setAccessibleName(title.replace("&", ""))

    def select(self, key: str) -> None:
        """Mark a page's button without saying so."""
        self._buttons[key].setChecked(True)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        """Draw the hairlines beside the pages and over the lower buttons."""
        del event
        painter = QPainter(self)
        painter.setPen(QPen(line_colour(self.palette()), 1))
        edge = self.width() - 0.5
        painter.drawLine(QPointF(edge, 0), QPointF(edge, self.height()))
        y = self._divider.geometry().center().y() + 0.5
        em = em_of(self)
        painter.drawLine(QPointF(em, y), QPointF(self.width() - em, y))
        painter.end()

    @Slot(QAbstractButton)
    def _on_clicked(self, button: QAbstractButton) -> None:
        if isinstance(button, RailButton):
            self.chosen.emit(button.key)
