"""Other GPUs to try: by name, from the catalogue, and by count."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from deepseek_gui.ui.widgets.card import em_of
from deepseek_gui.ui.widgets.plain import plain_label

MOST_GPUS = 1024


class GpuDialog(QDialog):
    """Asks for a kind of GPU and how many; none at all is an answer."""

    def __init__(self, names: Sequence[str], name: str, count: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Try other GPUs"))
        self.name_box, self.count_box = QComboBox(), QSpinBox()
        self._fill(names, name)
        self.count_box.setRange(0, MOST_GPUS)
        self.count_box.setValue(count)
        self.count_box.valueChanged.connect(self._show_possible)
        form = QFormLayout()
        form.addRow(self.tr("&Name:"), self.name_box)
        form.addRow(self.tr("&Count:"), self.count_box)
        kinds = QDialogButtonBox.StandardButton
        self._buttons = QDialogButtonBox(kinds.Ok | kinds.Cancel)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        note = self.tr("A name that the catalogue lacks can be typed too; state its memory and bandwidth afterwards.")
        column.addLayout(form)
        column.addWidget(plain_label(note, muted=True))
        column.addWidget(self._buttons)
        self.setMinimumWidth(round(32 * em_of(self)))
        self._show_possible()

    @property
    def name(self) -> str:
        """Return the name that is chosen or typed."""
        return self.name_box.currentText().strip()

    @property
    def count(self) -> int:
        """Return how many."""
        return self.count_box.value()

    def _fill(self, names: Sequence[str], name: str) -> None:
        box = self.name_box
        box.setEditable(True)
        box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        box.addItems(list(names))
        completer = QCompleter(list(names), box)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        box.setCompleter(completer)
        box.setCurrentText(name or (names[0] if names else ""))
        box.currentTextChanged.connect(self._show_possible)

    @Slot()
    def _show_possible(self) -> None:
        possible = self.count == 0 or bool(self.name)
        self._buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(possible)
