"""Step 1: this machine, or another one to try."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from deepseek_gui.core.machine_edits import EDITED
from deepseek_gui.domain.machine import Machine
from deepseek_gui.ui.match.fact_model import Column, FactModel
from deepseek_gui.ui.match.facts import machine_summary
from deepseek_gui.ui.match.gpu_dialog import GpuDialog
from deepseek_gui.ui.match.measure_bar import MeasureBar
from deepseek_gui.ui.match.tried import THIS_COMPUTER
from deepseek_gui.ui.texts import translate
from deepseek_gui.ui.widgets.card import em_of
from deepseek_gui.ui.widgets.plain import plain_label
from deepseek_gui.ui.widgets.tables import FactTable


class MachineStep(QWidget):
    """Shows a machine's facts and offers others."""

    machine_wanted = Signal(str)
    """The name of an example machine or the path of a machine file; empty is this computer."""
    fact_edited = Signal(str, str)
    """A fact's key and its new value in words."""
    gpus_wanted = Signal(str, int)
    """Try other GPUs: name and count."""
    save_wanted = Signal(str)
    """The path of a machine file to write."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._machine: Machine | None = None
        self._choice = THIS_COMPUTER
        self._title = plain_label(scale=1.35, bold=True)
        self._summary = plain_label(muted=True)
        self._notices = plain_label()
        self._caption = QLabel()
        self.choices = QComboBox()
        self._open = QPushButton()
        self._detect = QPushButton()
        self.measure = MeasureBar()
        self.edit_button, self.gpus_button, self.save_button = QPushButton(), QPushButton(), QPushButton()
        self._gpu_names: tuple[str, ...] = ()
        self._model = FactModel(self)
        self._table = FactTable()
        self._set_up()
        self._lay_out()
        self._retranslate()

    def set_examples(self, names: Mapping[str, str]) -> None:
        """Offer example machines.

        Args:
            names: what `machine_wanted` carries -> the machine's name for a person.
        """
        del self._examples[:]
        self._examples.extend(names.items())
        self._fill_choices()

    def set_machine(self, machine: Machine, choice: str) -> None:
        """Show a machine.

        Args:
            machine: what to show.
            choice: which choice it is: empty for this computer, an example's name or a file's path.
        """
        self._machine, self._choice = machine, choice
        self._model.set_machine(machine)
        self._fill_choices()
        self._show_words()

    def set_gpu_names(self, names: tuple[str, ...]) -> None:
        """Offer these GPUs."""
        self._gpu_names = names

    @property
    def table(self) -> FactTable:
        """Return the table of the facts."""
        return self._table

    @property
    def model(self) -> FactModel:
        """Return the model of the facts."""
        return self._model

    @Slot()
    def reject_choice(self) -> None:
        """Show the choice again that holds: the wanted machine could not be had."""
        self._fill_choices()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  Qt's name
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _set_up(self) -> None:
        self._examples: list[tuple[str, str]] = []
        self._table.setModel(self._model)
        triggers = QAbstractItemView.EditTrigger
        self._table.setEditTriggers(triggers.DoubleClicked | triggers.EditKeyPressed)
        self._table.row_entered.connect(self._on_edit)
        self._model.fact_edited.connect(self.fact_edited)
        self.edit_button.clicked.connect(self._on_edit)
        self.gpus_button.clicked.connect(self._on_gpus)
        self.save_button.clicked.connect(self._on_save)
        head = self._table.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(Column.SOURCE, QHeaderView.ResizeMode.Stretch)
        self._caption.setBuddy(self.choices)
        self.choices.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.choices.setMinimumContentsLength(28)
        self.choices.activated.connect(self._on_chosen)
        self._open.clicked.connect(self._on_open)
        self._detect.clicked.connect(self._on_detect)

    def _lay_out(self) -> None:
        em = round(em_of(self))
        row = QHBoxLayout()
        row.addWidget(self._caption)
        row.addWidget(self.choices, 1)
        row.addWidget(self._open)
        row.addWidget(self._detect)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(round(0.6 * em))
        column.addWidget(self._title)
        column.addWidget(self._summary)
        column.addLayout(row)
        column.addWidget(self._notices)
        column.addWidget(self._table, 1)
        column.addLayout(self._actions())
        column.addWidget(self.measure)

    def _actions(self) -> QHBoxLayout:
        row = QHBoxLayout()
        for button in (self.edit_button, self.gpus_button, self.save_button):
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _retranslate(self) -> None:
        self.edit_button.setText(self.tr("Ed&it fact"))
        self.edit_button.setToolTip(self.tr("Change the selected fact: Enter, F2 or a double click does the same"))
        self.gpus_button.setText(self.tr("Other &GPUs…"))
        self.save_button.setText(self.tr("Sa&ve machine file…"))
        self._caption.setText(self.tr("Machin&e:"))
        self._open.setText(self.tr("&Open machine file…"))
        self._open.setToolTip(self.tr("Try a machine that a TOML file describes"))
        self._detect.setText(self.tr("De&tect again"))
        self.choices.setAccessibleName(self.tr("Machine to match for"))
        self._table.setAccessibleName(self.tr("Facts of the machine"))
        self._model.retranslate()
        self._fill_choices()
        self._show_words()

    def _fill_choices(self) -> None:
        self.choices.clear()
        self.choices.addItem(self.tr("This computer"), THIS_COMPUTER)
        for key, name in self._examples:
            self.choices.addItem(name, key)
        if self.choices.findData(self._choice) < 0:
            self.choices.addItem(Path(self._choice).name, self._choice)
        self.choices.setCurrentIndex(self.choices.findData(self._choice))

    def _show_words(self) -> None:
        machine = self._machine
        self.measure.set_possible(machine is not None and not machine.simulated)
        if machine is None:
            self._title.setText(self.tr("Reading this machine…"))
            self._summary.setText("")
            self._notices.hide()
            return
        name = self.tr("{name} (simulated)") if machine.simulated else "{name}"
        if EDITED in machine.sources.values():
            name = self.tr("{name} (edited)")
        self._title.setText(name.format(name=machine.name))
        self._summary.setText(machine_summary(machine))
        self._notices.setText("\n".join(f"ⓘ {translate(notice)}" for notice in machine.notices))
        self._notices.setVisible(bool(machine.notices))

    @Slot(int)
    def _on_chosen(self, index: int) -> None:
        self.machine_wanted.emit(self.choices.itemData(index))

    @Slot()
    def _on_open(self) -> None:
        title, kinds = self.tr("Open a machine file"), self.tr("Machine files (*.toml *.json)")
        path, _ = QFileDialog.getOpenFileName(self, title, "", kinds)
        if path:
            self.machine_wanted.emit(path)

    @Slot()
    def _on_edit(self) -> None:
        """Open the value of the current row, or of the first one."""
        row = max(0, self._table.currentIndex().row())
        index = self._model.index(row, Column.VALUE)
        self._table.setCurrentIndex(index)
        if index.flags() & Qt.ItemFlag.ItemIsEditable:
            self._table.edit(index)
        else:
            self._on_gpus()

    @Slot()
    def _on_gpus(self) -> None:
        gpus = self._machine.gpus if self._machine else ()
        dialog = GpuDialog(self._gpu_names, gpus[0].name if gpus else "", len(gpus) or 1, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(self._on_gpus_chosen)
        dialog.open()

    @Slot()
    def _on_gpus_chosen(self) -> None:
        dialog = self.sender()
        if isinstance(dialog, GpuDialog):
            self.gpus_wanted.emit(dialog.name, dialog.count)

    @Slot()
    def _on_save(self) -> None:
        title, kinds = self.tr("Save as a machine file"), self.tr("Machine files (*.toml)")
        path, _ = QFileDialog.getSaveFileName(self, title, "machine.toml", kinds)
        if path:
            self.save_wanted.emit(path)

    @Slot()
    def _on_detect(self) -> None:
        self.machine_wanted.emit(THIS_COMPUTER)
