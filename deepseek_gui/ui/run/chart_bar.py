"""The buttons above the charts: which are shown, saving them, and the test with several users."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from deepseek_gui.ui.run.chart_stack import KINDS, ChartStack
from deepseek_gui.ui.widgets.menu_button import MenuButton

SPANS_S = (60.0, 300.0, 1800.0)
"""What can be chosen beside the span that follows the run."""

Wish = tuple[str, object]
"""What an entry of the menu changes, and to what."""


class SaveAs(StrEnum):
    """What the charts can be saved as."""

    PICTURE = "picture"
    TABLE = "table"
    RECORDING = "recording"


class ChartBar(QWidget):
    """Menus are filled when they are opened."""

    hidden_chosen = Signal(object)
    """The keys of the charts that are not wanted, a frozenset."""
    device_chosen = Signal(object)
    """Index of the GPU to show; None is all."""
    span_chosen = Signal(object)
    """Seconds; None follows the run."""
    save_chosen = Signal(object)
    """A `SaveAs`."""
    test_clicked = Signal()

    def __init__(self, stack: ChartStack, gpus: Callable[[], int], parent: QWidget | None = None) -> None:
        """Prepare.

        Args:
            stack: the charts.
            gpus: how many GPUs there are now.
            parent: owner.
        """
        super().__init__(parent)
        self._stack = stack
        self._gpus = gpus
        self._span_s: float | None = None
        self.charts, self.save = MenuButton(self), MenuButton(self)
        self.charts_menu, self.save_menu = self.charts.entries, self.save.entries
        self.test = QPushButton(self)
        self.test.clicked.connect(self.test_clicked)
        self.charts_menu.aboutToShow.connect(self.fill_charts_menu)
        self._save_actions = {kind: self.save_menu.addAction("") for kind in SaveAs}
        for kind, action in self._save_actions.items():
            action.setData(kind.value)
        self.charts_menu.triggered.connect(self._on_charts_action)
        self.save_menu.triggered.connect(self._on_save_action)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch()
        for button in (self.test, self.charts, self.save):
            row.addWidget(button)
        self.set_can_test(False)
        self._retranslate()

    def set_can_test(self, can_test: bool) -> None:
        """Allow the test with several users: an engine answers."""
        self.test.setEnabled(can_test)

    @Slot()
    def fill_charts_menu(self) -> None:
        """List the charts, the GPUs where there are several, and the spans of time."""
        menu = self.charts_menu
        menu.clear()
        for key in KINDS:
            words = self._stack.title(key)
            if not self._stack.is_known(key):
                words = self.tr("{chart} (nothing known yet)").format(chart=words)
            self._add(words, ("chart", key), checked=key not in self._stack.hidden)
        if self._gpus() > 1:
            self._add_devices()
        menu.addSection(self.tr("Time shown"))
        group = QActionGroup(menu)
        for span_s in (None, *SPANS_S):
            words = self.tr("Follows the run") if span_s is None else self._minutes(span_s)
            group.addAction(self._add(words, ("span", span_s), checked=span_s == self._span_s))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  Qt's name
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _add(self, words: str, wish: Wish, *, checked: bool) -> QAction:
        action = self.charts_menu.addAction(words.replace("&", "&&"))
        action.setCheckable(True)
        action.setChecked(checked)
        action.setData(wish)
        return action

    def _add_devices(self) -> None:
        self.charts_menu.addSection(self.tr("GPUs"))
        group = QActionGroup(self.charts_menu)
        shown = self._stack.device
        everything = self.tr("All {count} together").format(count=self._gpus())
        group.addAction(self._add(everything, ("device", None), checked=shown is None))
        for index in range(self._gpus()):
            words = self.tr("GPU {index}").format(index=index)
            group.addAction(self._add(words, ("device", index), checked=shown == index))

    @Slot(QAction)
    def _on_charts_action(self, action: QAction) -> None:
        what, value = action.data()
        match what:
            case "chart":
                hidden = self._stack.hidden
                self.hidden_chosen.emit(hidden - {value} if action.isChecked() else hidden | {value})
            case "device":
                self.device_chosen.emit(value)
            case "span":
                self._span_s = value
                self.span_chosen.emit(value)

    @Slot(QAction)
    def _on_save_action(self, action: QAction) -> None:
        self.save_chosen.emit(SaveAs(action.data()))

    def _minutes(self, span_s: float) -> str:
        return self.tr("Last {minutes} min").format(minutes=round(span_s / 60))

    def _retranslate(self) -> None:
        self.charts.setText(self.tr("Charts"))
        self.charts.setToolTip(self.tr("Which charts are shown, of which GPU, and how far back"))
        self.save.setText(self.tr("Save charts…"))
        self.save.setToolTip(self.tr("Save what happened since the engine was started"))
        self.test.setText(self.tr("Several users…"))
        self.test.setToolTip(self.tr("Measure how the throughput grows with the number of users at once"))
        self._save_actions[SaveAs.PICTURE].setText(self.tr("Picture (PNG)…"))
        self._save_actions[SaveAs.TABLE].setText(self.tr("Table (CSV)…"))
        self._save_actions[SaveAs.RECORDING].setText(self.tr("Recording for Monitor…"))
