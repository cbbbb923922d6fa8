"""Asks before something that a person should not agree to without a thought."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from deepseek_gui.domain.failure import Remedy
from deepseek_gui.ui.texts import translate


class QuestionDialog(QMessageBox):
    """Explains a remedy's risk; "No" is the default and what Escape means. Accepted is a "Yes"."""

    def __init__(self, remedy: Remedy, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.remedy = remedy
        self.setIcon(QMessageBox.Icon.Warning)
        self.setWindowTitle(self.tr("Do you want this?"))
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(translate(remedy.text))
        self.setInformativeText(translate(remedy.question) if remedy.question is not None else "")
        self.yes_button = self.addButton(self.tr("&Yes, I trust it"), QMessageBox.ButtonRole.YesRole)
        self.no_button = self.addButton(self.tr("&No"), QMessageBox.ButtonRole.NoRole)
        self.setDefaultButton(self.no_button)
        self.setEscapeButton(self.no_button)

    @property
    def agreed(self) -> bool:
        """Return whether "Yes" was pressed."""
        return self.clickedButton() is self.yes_button
