"""The foot of the wizard: what is under way, Undo and Redo, Back and Next."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Slot
from PySide6.QtGui import QKeySequence, QUndoStack
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from deepseek_gui.ui.widgets.plain import plain_label, set_tip


class StepFoot(QWidget):
    """Stands below every step.

    Args:
        history: what its Undo and Redo act on.
    """

    def __init__(self, history: QUndoStack, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._what = {"undo": "", "redo": ""}
        self._state = plain_label(muted=True)
        self.undo_button, self.redo_button = QPushButton(), QPushButton()
        self.back_button, self.next_button = QPushButton(), QPushButton()
        self.next_button.setDefault(True)
        self.undo_button.clicked.connect(history.undo)
        self.redo_button.clicked.connect(history.redo)
        self.undo_button.setEnabled(False)
        self.redo_button.setEnabled(False)
        history.canUndoChanged.connect(self.undo_button.setEnabled)
        history.canRedoChanged.connect(self.redo_button.setEnabled)
        history.undoTextChanged.connect(self._on_undo_text)
        history.redoTextChanged.connect(self._on_redo_text)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._state, 1)
        for button in (self.undo_button, self.redo_button, self.back_button, self.next_button):
            row.addWidget(button)
        self._retranslate()

    def set_state(self, words: str) -> None:
        """Say what is under way or done."""
        self._state.setText(words)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  Qt's name
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self.undo_button.setText(self.tr("Undo"))
        self.redo_button.setText(self.tr("Redo"))
        self.back_button.setText(self.tr("&Back"))
        self.next_button.setText(self.tr("&Next"))
        self._show_tips()

    @Slot(str)
    def _on_undo_text(self, what: str) -> None:
        self._what["undo"] = what
        self._show_tips()

    @Slot(str)
    def _on_redo_text(self, what: str) -> None:
        self._what["redo"] = what
        self._show_tips()

    def _show_tips(self) -> None:
        """Say what would be taken back and done again."""
        keys = QKeySequence.StandardKey
        for button, template, what, key in (
            (self.undo_button, self.tr("Take back: {what} ({key})"), self._what["undo"], keys.Undo),
            (self.redo_button, self.tr("Do again: {what} ({key})"), self._what["redo"], keys.Redo),
        ):
            key_words = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
            set_tip(button, template.format(what=what, key=key_words) if what else "")
