"""Labels and tool tips for words from anywhere: shown as they are, never as markup."""

from __future__ import annotations

import html

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from deepseek_gui.ui.theme import scaled_font


def plain_label(words: str = "", *, scale: float = 1.0, bold: bool = False, muted: bool = False) -> QLabel:
    """Return a wrapping label that shows its words letter by letter and lets them be selected."""
    label = QLabel(words)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    if bold or scale != 1.0:
        label.setFont(scaled_font(label.font(), scale, bold=bold))
    if muted:
        label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
    return label


def plain_tip(words: str) -> str:
    """Return a tool tip that shows the words as they are, wrapped: Qt would take `<b>` in a name for markup."""
    return f"<span>{html.escape(words)}</span>" if words else ""


def set_tip(widget: QWidget, words: str) -> None:
    """Give a widget a tool tip of plain words."""
    widget.setToolTip(plain_tip(words))
