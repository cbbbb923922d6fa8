"""A box for one number of a plan, with its unit and without needless zeros."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QDoubleSpinBox, QWidget

from deepseek_gui.domain.cost_fields import RANGES, CostField, Kind
from deepseek_gui.ui.widgets.edits import HistoryKeys

DECIMALS: Mapping[Kind, int] = {Kind.MONEY: 4, Kind.PERCENT: 1, Kind.HOURS: 1, Kind.COUNT: 0, Kind.TOKENS: 3}


class NumberBox(QDoubleSpinBox):
    """Tells a number when it is entered; undo and redo belong to the page unless something is being typed."""

    entered = Signal(float)

    def __init__(self, low: float, high: float, decimals: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setDecimals(decimals)
        self.setRange(low, high)
        self.setKeyboardTracking(False)
        self.setGroupSeparatorShown(True)
        self.setStepType(QDoubleSpinBox.StepType.AdaptiveDecimalStepType)
        self.setCorrectionMode(QDoubleSpinBox.CorrectionMode.CorrectToNearestValue)
        self.valueChanged.connect(self._on_changed)
        HistoryKeys(self).watch(self)

    def show_value(self, value: float) -> None:
        """Show a number without telling it; the plan keeps the digits that do not fit in here."""
        self.blockSignals(True)
        self.setValue(value)
        self.blockSignals(False)
        self.lineEdit().setModified(False)

    def textFromValue(self, value: float) -> str:  # noqa: N802  Qt's name
        """Return "21.9576" or "24", never "24.0000"."""
        text = super().textFromValue(value)
        point = self.locale().decimalPoint()
        return text.rstrip("0").rstrip(point) if point in text else text

    @Slot(float)
    def _on_changed(self, value: float) -> None:
        self.lineEdit().setModified(False)
        self.entered.emit(value)


def box_of(field: CostField) -> NumberBox:
    """Return a box with the range of a field."""
    low, high = RANGES[field.kind]
    return NumberBox(low, high, DECIMALS.get(field.kind, 0))
