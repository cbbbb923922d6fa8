"""Choosing what to run: lists the choices and reads what is known of the selected one."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QMimeData, QObject, Signal, Slot

from deepseek_gui.core import runnable
from deepseek_gui.core.runnable import PlanFacts
from deepseek_gui.domain.machine import Machine
from deepseek_gui.domain.plan import Plan
from deepseek_gui.services.tasks import Task, TaskRunner
from deepseek_gui.ui.run.choices import Choice, ChoiceModel, Origin
from deepseek_gui.ui.run.model_bar import ModelBar

_SUFFIX = ".gguf"


class Library(Protocol):
    """Where choices and facts come from: `core.runnable`, or a fake in tests."""

    def demo_plan(self) -> Plan | None:
        """Return the bundled demo model's plan."""
        ...

    def synthetic_plans(self, machine: Machine) -> tuple[Plan, ...]:
        """Return plans of random weights."""
        ...

    def plan_to_run(self, plan: Plan) -> Plan:
        """Return a plan that can be started."""
        ...

    def model_name(self, plan: Plan) -> str:
        """Return a plan's model for a person."""
        ...

    def describe(self, plan: Plan, machine: Machine) -> PlanFacts:
        """Return what is known of a plan; may read a file."""
        ...


class Chooser(QObject):
    """Holds the selected plan's facts; the model bar shows them.

    Args:
        tasks: runs what reads files.
        choices: the list that the bar shows.
        bar: where a choice is made.
        library: choices and facts.
    """

    changed = Signal()
    """Another choice is selected, or the same is read anew: its facts are not known yet."""
    described = Signal()
    """The selected choice's facts are known."""
    failed = Signal(object)
    """The exception that kept the selected choice from being read."""

    def __init__(
        self,
        tasks: TaskRunner,
        choices: ChoiceModel,
        bar: ModelBar,
        library: Library = runnable,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._choices = choices
        self._bar = bar
        self._library = library
        self._machine: Machine | None = None
        self._facts: PlanFacts | None = None
        self._describing: Task | None = None
        self._listed = False
        bar.choice_changed.connect(self.describe)

    @property
    def facts(self) -> PlanFacts | None:
        """Return what is known of the selected choice; None while it is read or when it can't be."""
        return self._facts

    def set_machine(self, machine: Machine) -> None:
        """Estimate on this machine from now on."""
        self._machine = machine
        self._list(machine)
        self.describe()

    def choose_plan(self, plan: Plan) -> None:
        """Select a plan of Match's."""
        runnable_plan = self._library.plan_to_run(plan)
        self.choose(Choice(runnable_plan, self._library.model_name(runnable_plan), Origin.MATCH))

    def choose_file(self, path: Path) -> None:
        """Select a model file of the person's."""
        self.choose(Choice(Plan(model=path.name, quantisation=None, file=path), path.name, Origin.FILE))

    def choose(self, choice: Choice, instead_of: Choice | None = None) -> None:
        """Select a choice, on top of the list or in the place of another one."""
        row = self._choices.row_of(instead_of) if instead_of is not None else -1
        self._bar.combo.blockSignals(True)
        if row < 0:
            self._choices.put_first(choice)
        else:
            self._choices.replace(row, choice)
        self._bar.select(max(row, 0))
        self._bar.combo.blockSignals(False)
        self.describe()

    @Slot()
    def describe(self) -> None:
        """Read what is known of the selected choice; what was read before is dropped."""
        if self._describing is not None:
            self._describing.cancel()
        choice = self._bar.current()
        self._facts = None
        self._bar.show_facts(None, describing=choice is not None)
        self.changed.emit()
        if choice is not None and self._machine is not None:
            work = functools.partial(self._library.describe, choice.plan, self._machine)
            self._describing = self._tasks.run(work, self._on_described, self._on_failed)

    def _list(self, machine: Machine) -> None:
        if self._listed:
            return
        self._listed = True
        demo = self._library.demo_plan()
        choices = [Choice(demo, self._library.model_name(demo), Origin.DEMO)] if demo else []
        choices += [
            Choice(plan, self._library.model_name(plan), Origin.CATALOGUE)
            for plan in self._library.synthetic_plans(machine)
        ]
        self._bar.combo.blockSignals(True)  # the caller looks at the choice itself
        self._choices.extend(choices)
        self._bar.combo.blockSignals(False)

    def _on_described(self, facts: PlanFacts) -> None:
        self._describing = None
        self._facts = facts
        self._bar.show_facts(facts)
        self.described.emit()

    def _on_failed(self, error: Exception) -> None:
        self._describing = None
        self._bar.show_facts(None)
        self.failed.emit(error)


def dropped_file(data: QMimeData) -> Path | None:
    """Return the model file that is dragged, None for anything else."""
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return paths[0] if len(paths) == 1 and paths[0].suffix.lower() == _SUFFIX else None
