"""The machine that is matched for: chosen, edited, measured, saved."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QUndoStack

from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.machine import Machine
from deepseek_gui.domain.text import Text
from deepseek_gui.services.tasks import TaskRunner
from deepseek_gui.ui.match.backend import MatchBackend
from deepseek_gui.ui.match.catalogue import Catalogue
from deepseek_gui.ui.match.latest import LatestTask
from deepseek_gui.ui.match.machine_step import MachineStep
from deepseek_gui.ui.match.measure_bar import Measurement
from deepseek_gui.ui.match.tried import THIS_COMPUTER, Tried
from deepseek_gui.ui.widgets.edits import Edit


class MachineControl(QObject):
    """Holds the machine and drives step 1; every change of it can be undone.

    Args:
        step: shows it.
        backend: where machines come from.
        tasks: runs what is slow.
        edits: takes the changes.
    """

    machine_changed = Signal(object)
    """The `Machine` that is matched for from now on."""
    machine_measured = Signal(object)
    """This computer's `Machine` with what was just measured."""
    asked = Signal()
    """Something was asked: an older error has been read."""
    saved = Signal()
    failed = Signal(object)
    busy_changed = Signal(bool)
    _progressed = Signal(float)

    def __init__(
        self, step: MachineStep, backend: MatchBackend, tasks: TaskRunner, edits: QUndoStack, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._step, self._backend, self._tasks, self._edits = step, backend, tasks, edits
        self._catalogue = Catalogue()
        self._own: Machine | None = None
        self._tried = Tried()
        self._measuring: threading.Event | None = None
        self._machines = LatestTask(tasks, self)
        self._machines.done.connect(self._on_read)
        self._machines.failed.connect(self._on_not_read)
        self._machines.busy_changed.connect(self.busy_changed)
        step.machine_wanted.connect(self.choose)
        step.measure.wanted.connect(self._on_measure)
        step.measure.cancelled.connect(self.cancel_measuring)
        self._progressed.connect(step.measure.set_progress)
        step.fact_edited.connect(self._on_fact_edited)
        step.gpus_wanted.connect(self._on_gpus_wanted)
        step.save_wanted.connect(self._on_save_wanted)

    @property
    def machine(self) -> Machine | None:
        """Return what is matched for; None while this computer is being read."""
        return self._tried.machine or self._own

    @property
    def tried(self) -> Tried:
        """Return which machine that is."""
        return self._tried

    @property
    def busy(self) -> bool:
        """Return whether a machine is being read."""
        return self._machines.busy

    def set_catalogue(self, catalogue: Catalogue) -> None:
        """Offer example machines and GPUs, and find the machine at hand among them."""
        self._catalogue = catalogue
        machine = self.machine
        if machine is not None and self._tried.choice == machine.name:
            self._tried = Tried(self._choice_of(machine), machine, self._tried.edited)
        self._step.measure.set_folder(catalogue.disk_folder)
        self._step.set_gpu_names(catalogue.gpu_names)
        self._step.set_examples(catalogue.examples)
        if machine is not None:
            self._step.set_machine(machine, self._tried.choice)

    def set_machine(self, machine: Machine) -> None:
        """Match for a machine that is given from outside."""
        if not machine.simulated:
            self._own = machine
            self.show_tried(Tried())
        else:
            self.show_tried(Tried(self._choice_of(machine), machine))

    def refresh(self, machine: Machine) -> None:
        """Take what is known by now of the computer the program runs on, unless another machine is being tried."""
        if self.machine is None:
            self.set_machine(machine)
        elif not machine.simulated and machine is not self._own:
            self._own = machine
            if self._tried.machine is None:
                self.show_tried(self._tried)

    @Slot(str)
    def choose(self, choice: str) -> None:
        """Match for an example machine, a machine file, or (empty) this computer, once it is read."""
        self.asked.emit()
        self._machines.submit(partial(_read, self._backend, choice))

    def choose_if_there(self, choice: str) -> None:
        """Match for the machine that was chosen before the last end; one that is gone is this computer."""
        self._machines.submit(partial(_read_if_there, self._backend, choice))

    def show_tried(self, tried: Tried) -> None:
        """Match for this from now on, without a step to undo."""
        self._tried = tried
        machine = self.machine
        if machine is not None:
            self._step.set_machine(machine, tried.choice)
            self.machine_changed.emit(machine)

    def _choice_of(self, machine: Machine) -> str:
        """Return the choice that stands for a machine which was given from outside."""
        return self._catalogue.example_of(machine) or machine.name

    @Slot(object)
    def _on_read(self, read: _Read) -> None:
        is_own = read.choice == THIS_COMPUTER
        tried = Tried(read.choice, None if is_own else read.machine)
        undoable = read.undoable and self.machine is not None and tried != self._tried
        if is_own:
            self._own = read.machine
        if undoable:
            self._push(tried, self.tr("the machine"))
        else:
            self.show_tried(tried)

    @Slot(object)
    def _on_not_read(self, error: Exception) -> None:
        self._step.reject_choice()
        self.failed.emit(error)

    @Slot(str, str)
    def _on_fact_edited(self, key: str, words: str) -> None:
        self._edit(lambda machine: self._backend.edited(machine, key, words))

    @Slot(str, int)
    def _on_gpus_wanted(self, name: str, count: int) -> None:
        self._edit(lambda machine: self._backend.with_gpus(machine, name, count))

    def _edit(self, change: Callable[[Machine], Machine]) -> None:
        """Make an edit that can be undone; one that is refused says why."""
        if self.machine is None:
            return
        self.asked.emit()
        try:
            after = change(self.machine)
        except ActionableError as error:
            self.failed.emit(error)
            return
        self._push(Tried(self._tried.choice, after, edited=True), self.tr("a fact of the machine"))

    def _push(self, tried: Tried, words: str) -> None:
        self._edits.push(Edit(self._tried, tried, self.show_tried, words=words))

    @Slot(str)
    def _on_save_wanted(self, path: str) -> None:
        if self.machine is not None:
            work = partial(self._backend.save_machine, self.machine, Path(path))
            self._tasks.run(work, self._on_saved, self._on_failed)

    @Slot(object)
    def _on_saved(self, result: None) -> None:
        del result
        self.saved.emit()

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        self.failed.emit(error)

    @Slot(str)
    def _on_measure(self, wanted: str) -> None:
        if self._own is None or self._measuring is not None:
            return
        self.asked.emit()
        self._measuring = threading.Event()
        what = Measurement(wanted)
        self._step.measure.set_running(what)
        measure = self._backend.measured_disk if what is Measurement.DISK else self._backend.measured_memory
        work = partial(measure, self._own, self._measuring, self._progressed.emit)
        self._tasks.run(work, self._on_measured, self._on_measure_failed)

    @Slot()
    def cancel_measuring(self) -> None:
        """End a measurement that is under way; it leaves nothing behind."""
        if self._measuring is not None:
            self._measuring.set()

    @Slot(object)
    def _on_measured(self, found: tuple[Machine | None, Text | None]) -> None:
        self._end_measuring()
        machine, reason = found
        if machine is not None:
            self.refresh(machine)
            self.machine_measured.emit(machine)
        elif reason is not None:
            self.failed.emit(ActionableError(reason))

    @Slot(object)
    def _on_measure_failed(self, error: Exception) -> None:
        self._end_measuring()
        self.failed.emit(error)

    def _end_measuring(self) -> None:
        self._measuring = None
        self._step.measure.set_running(None)


@dataclass(frozen=True, slots=True)
class _Read:
    choice: str
    machine: Machine
    undoable: bool


def _read(backend: MatchBackend, choice: str, *, undoable: bool = True) -> _Read:
    machine = backend.current_machine() if choice == THIS_COMPUTER else backend.machine_named(choice)
    return _Read(choice, machine, undoable)


def _read_if_there(backend: MatchBackend, choice: str) -> _Read:
    try:
        return _read(backend, choice, undoable=False)
    except ActionableError:
        return _read(backend, THIS_COMPUTER, undoable=False)
