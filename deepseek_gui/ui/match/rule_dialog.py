"""The rule that orders the plans, in words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from deepseek_gui.domain.text import Text
from deepseek_gui.ui.texts import translate
from deepseek_gui.ui.widgets.card import em_of
from deepseek_gui.ui.widgets.plain import plain_label


class RuleDialog(QDialog):
    """Shows the sentences of `ranking.rule`; closes with Escape."""

    def __init__(self, rule: Sequence[Text], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("How the plans are ordered"))
        self.words = plain_label("\n\n".join(f"• {translate(line)}" for line in rule))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        em = round(em_of(self))
        column = QVBoxLayout(self)
        column.setContentsMargins(em, em, em, em)
        column.addWidget(self.words, 1)
        column.addWidget(buttons)
        self.setMinimumWidth(44 * em)
