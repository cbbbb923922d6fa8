"""A card that is chosen like a radio button, with labels inside."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QLabel, QSizePolicy, QVBoxLayout, QWidget

from deepseek_gui.ui.theme import accent_colour, blend, card_colour, line_colour
from deepseek_gui.ui.widgets.card import em_of
from deepseek_gui.ui.widgets.plain import plain_label


class CardButton(QAbstractButton):
    """A checkable card; in a group the arrow keys move the choice as with radio buttons."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        em = round(em_of(self))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(em, round(0.7 * em), em, round(0.7 * em))
        self._column.setSpacing(round(0.25 * em))

    def add_label(self, *, scale: float = 1.0, bold: bool = False, muted: bool = False) -> QLabel:
        """Add a line; clicks on it are clicks on the card."""
        label = plain_label(scale=scale, bold=bold, muted=muted)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._column.addWidget(label)
        return label

    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: N802  Qt's name
        """Show that the card can be chosen."""
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802  Qt's name
        """Show that the pointer has gone."""
        super().leaveEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        """Draw the ground, the choice and the focus."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        accent, ground = accent_colour(self.palette()), card_colour(self.palette())
        radius = 0.45 * em_of(self)
        width = 2.0 if self.isChecked() else 1.0
        painter.setPen(QPen(accent if self.isChecked() else line_colour(self.palette()), width))
        tint = 0.08 if self.isChecked() else 0.04 if self.underMouse() else 0.0
        painter.setBrush(blend(accent, ground, tint))
        inset = width / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), radius, radius)
        if self.hasFocus():
            painter.setPen(QPen(accent, 1, Qt.PenStyle.DotLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(4, 4, -4, -4), radius, radius)
        painter.end()


def one_tab_stop(group: QButtonGroup) -> None:
    """Let Tab stop at the chosen button only: Qt itself does so not before one of them had the focus."""
    for button in group.buttons():
        chosen = button is group.checkedButton()
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if chosen else Qt.FocusPolicy.ClickFocus)
