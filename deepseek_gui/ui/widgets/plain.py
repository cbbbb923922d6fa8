"""Labels and tool tips for words from anywhere: shown as they are, never as markup."""

from __future__ import annotations

import html

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from deepseek_gui.ui.theme import muted_colour, scaled_font


class MutedLabel(QLabel):
    """A label in the colour of secondary text, in every theme."""

    def __init__(self, words: str = "", parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self._follow()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  Qt's name
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._follow()

    def _follow(self) -> None:
        palette = self.palette()
        colour = muted_colour(palette)
        if palette.color(QPalette.ColorRole.WindowText) != colour:
            palette.setColor(QPalette.ColorRole.WindowText, colour)
            self.setPalette(palette)


def plain_label(words: str = "", *, scale: float = 1.0, bold: bool = False, muted: bool = False) -> QLabel:
    """Return a wrapping label that shows its words letter by letter and lets them be selected."""
    label = MutedLabel(words) if muted else QLabel(words)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
    policy.setHeightForWidth(True)
    label.setSizePolicy(policy)
    if bold or scale != 1.0:
        label.setFont(scaled_font(label.font(), scale, bold=bold))
    return label


def plain_tip(words: str) -> str:
    """Return a tool tip that shows the words as they are, wrapped: Qt would take `<b>` in a name for markup."""
    lines = html.escape(words).replace("\n", "<br>")
    return f"<span>{lines}</span>" if words else ""


def set_tip(widget: QWidget, words: str) -> None:
    """Give a widget a tool tip of plain words."""
    widget.setToolTip(plain_tip(words))
