"""The steps of a load test as a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from deepseek_gui.core.load_steps import LoadStep
from deepseek_gui.domain.plan import Range
from deepseek_gui.ui.run.figures import range_text
from deepseek_gui.ui.texts import UNKNOWN, translate
from deepseek_gui.ui.widgets.plain import plain_tip

Index = QModelIndex | QPersistentModelIndex
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class LoadModel(QAbstractTableModel):
    """A step a row; what was not measured yet shows what is predicted."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._users: tuple[int, ...] = ()
        self._steps: dict[int, LoadStep] = {}
        self._expected: dict[int, Range] = {}

    def show_steps(self, users: Sequence[int], steps: Sequence[LoadStep], expected: Mapping[int, Range]) -> None:
        """Show these."""
        self.beginResetModel()
        self._users, self._expected = tuple(users), dict(expected)
        self._steps = {step.users: step for step in steps}
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  Qt's name and default
        """Return the number of steps."""
        return 0 if parent.isValid() else len(self._users)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  Qt's name and default
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self._titles())

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the words of a cell."""
        if not index.isValid():
            return None
        users = self._users[index.row()]
        step = self._steps.get(users)
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return self._cells(users, step)[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole and step is not None and step.first_error is not None:
            return plain_tip(translate(step.first_error))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT
        return None

    def headerData(  # noqa: N802  Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return a column's title."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT
        return self._titles()[section] if role == Qt.ItemDataRole.DisplayRole else None

    def _titles(self) -> tuple[str, ...]:
        return (
            self.tr("Users"),
            self.tr("Together"),
            self.tr("Predicted"),
            self.tr("Each user"),
            self.tr("First token p50"),
            self.tr("First token p95"),
            self.tr("Errors"),
        )

    def _cells(self, users: int, step: LoadStep | None) -> tuple[str, ...]:
        guess = self._expected.get(users)
        rate = self.tr("{number} tok/s")
        predicted = UNKNOWN if guess is None else rate.format(number=range_text(guess))
        if step is None:
            return (str(users), UNKNOWN, predicted, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN)
        together = _with_unit(step.throughput_tps, rate)
        return (
            str(users),
            self.tr("{rate} (cut)").format(rate=together) if step.cut else together,
            predicted,
            _with_unit(step.user_tps, rate),
            _with_unit(step.first_token_p50_s, "{number} s"),
            _with_unit(step.first_token_p95_s, "{number} s"),
            str(step.errors),
        )


def _with_unit(value: float | None, pattern: str) -> str:
    if value is None:
        return UNKNOWN
    return pattern.format(number=f"{value:,.{0 if value >= 100 else 1 if value >= 10 else 2}f}")
