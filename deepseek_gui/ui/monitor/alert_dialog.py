"""Where a person sets the limits of Monitor's alerts."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QFormLayout, QSpinBox, QVBoxLayout, QWidget

from deepseek_gui.settings.store import ALERT_RANGES, AlertLimits
from deepseek_gui.ui.widgets.card import em_of
from deepseek_gui.ui.widgets.plain import plain_label

_SUGGESTED = {"gpu_temperature_c": 85, "gpu_memory_percent": 95, "ram_percent": 90}
"""What a box says before a person sets a limit."""


class AlertDialog(QDialog):
    """A tick and a number for each limit."""

    limits_chosen = Signal(object)
    """The `AlertLimits`."""

    def __init__(self, limits: AlertLimits, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = plain_label()
        self.checks = {name: QCheckBox() for name in ALERT_RANGES}
        self.boxes = {name: _limit_box(name) for name in ALERT_RANGES}
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        self.accepted.connect(self._on_accepted)
        for name, check in self.checks.items():
            value = getattr(limits, name)
            check.toggled.connect(self.boxes[name].setEnabled)
            check.setChecked(value is not None)
            self.boxes[name].setEnabled(value is not None)
            self.boxes[name].setValue(_SUGGESTED[name] if value is None else round(value))
        self._lay_out()
        self._retranslate()

    @property
    def limits(self) -> AlertLimits:
        """Return what is set."""
        return AlertLimits(
            **{name: float(self.boxes[name].value()) for name, check in self.checks.items() if check.isChecked()}
        )

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  Qt's name
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _lay_out(self) -> None:
        em = round(em_of(self))
        form = QFormLayout()
        form.setHorizontalSpacing(em)
        for name, check in self.checks.items():
            form.addRow(check, self.boxes[name])
        column = QVBoxLayout(self)
        column.setSpacing(em)
        column.addWidget(self._words)
        column.addLayout(form)
        column.addWidget(self._buttons)
        self.setMinimumWidth(26 * em)

    def _retranslate(self) -> None:
        self.setWindowTitle(self.tr("Alerts"))
        self._words.setText(
            self.tr("Monitor says so in a quiet line while a limit is passed. It ends by itself: no sound, no window.")
        )
        names = {
            "gpu_temperature_c": self.tr("&Temperature of a GPU from"),
            "gpu_memory_percent": self.tr("&Memory of a GPU from"),
            "ram_percent": self.tr("&RAM from"),
        }
        for name, words in names.items():
            self.checks[name].setText(words)
            self.boxes[name].setAccessibleName(words.replace("&", ""))

    @Slot()
    def _on_accepted(self) -> None:
        self.limits_chosen.emit(self.limits)


def _limit_box(name: str) -> QSpinBox:
    box = QSpinBox()
    low, high = ALERT_RANGES[name]
    box.setRange(round(low), round(high))
    box.setSuffix(" °C" if name == "gpu_temperature_c" else " %")
    return box
