"""Choosing what to run: lists the choices and reads what is known of the selected one."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, Signal, Slot

from deepseek_gui.core import runnable
from deepseek_gui.core.attaching import Server
from deepseek_gui.core.engine_choice import Offer, cpu_instead_of_gpu, for_engine, pick, refusal, seen_by
from deepseek_gui.core.engine_facts import EngineBuild, EngineFacts
from deepseek_gui.core.runnable import PlanFacts, Weights
from deepseek_gui.domain.machine import Machine
from deepseek_gui.domain.plan import Plan
from deepseek_gui.services.tasks import Task, TaskRunner
from deepseek_gui.ui.run.choices import Choice, ChoiceModel, Origin, server_choice
from deepseek_gui.ui.run.model_bar import ModelBar


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
    engines_known = Signal()
    """The same choice stands, but whether its engine can run it may have changed."""
    engine_picked = Signal(str)
    """The id of the engine that a person chose."""

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
        self._engines: tuple[EngineFacts, ...] = ()
        self._wanted_engine = ""
        self._described: tuple[Plan, Machine] | None = None
        self._families: dict[tuple[str, Path | None], str] = {}
        bar.choice_changed.connect(self.describe)
        bar.engines.picked.connect(self.pick_engine)

    @property
    def facts(self) -> PlanFacts | None:
        """Return what is known of the selected choice; None while it is read or when it can't be."""
        return self._facts

    @property
    def startable(self) -> bool:
        """Return whether the selected choice is known and its engine can run it."""
        return self._facts is not None and self._bar.engines.refusal is None

    def set_engines(self, engines: Sequence[EngineFacts], wanted: str) -> None:
        """Take what was found on this machine, and what the person chose before; the choice is read anew if it matters.

        Args:
            engines: every engine; the built-in one runs what it can until they are known.
            wanted: an engine's id, empty for none.
        """
        self._engines, self._wanted_engine = tuple(engines), wanted
        choice = self._bar.current()
        if choice is None or self._machine is None:
            return
        if choice.server is None and self._resolved(choice, self._machine) != self._described:
            self.describe()
        else:
            self._show_engines(choice, self._machine)
            self._bar.show_facts(self._facts, describing=self._describing is not None)
            self.engines_known.emit()

    @Slot(str)
    def pick_engine(self, engine: str) -> None:
        """Run the selected choice, and from now on others too, with an engine that the person chose."""
        self._wanted_engine = engine
        self.engine_picked.emit(engine)
        choice = self._bar.current()
        if choice is not None and choice.keeps_engine:
            self.choose(replace(choice, plan=self._ready(choice, engine)), instead_of=choice)
        else:
            self.describe()

    def set_machine(self, machine: Machine) -> None:
        """Estimate on this machine from now on."""
        self._machine = machine
        self._list(machine)
        self.describe()

    def choose_plan(self, plan: Plan) -> None:
        """Select a plan of Match's."""
        runnable_plan = self._library.plan_to_run(plan)
        name = self._library.model_name(runnable_plan)
        self.choose(Choice(runnable_plan, name, Origin.MATCH, keeps_engine=True))

    def choose_file(self, path: Path) -> None:
        """Select a model file of the person's, or a folder of safetensors."""
        self.choose(Choice(Plan(model=path.name, quantisation=None, file=path), path.name, Origin.FILE))

    def choose_hub(self, name: str) -> None:
        """Select a model by its name on Hugging Face; an engine that reads safetensors fetches it."""
        self.choose(Choice(Plan(model=name, quantisation=None), name, Origin.FILE))

    def choose_server(self, server: Server) -> None:
        """Select a model of a server that runs already."""
        self.choose(server_choice(server))

    def list_attached(self, server: Server) -> None:
        """List a server of an earlier time without selecting it."""
        self._bar.combo.blockSignals(True)
        self._choices.put_above_random([server_choice(server)])
        self._bar.combo.blockSignals(False)

    def list_served(self, choices: Sequence[Choice]) -> None:
        """List what runs elsewhere now, instead of what ran there before."""
        self._bar.combo.blockSignals(True)
        self._choices.set_served(choices, keep=self._bar.current())
        self._bar.combo.blockSignals(False)

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
        if choice is not None and self._machine is not None:
            self._show_engines(choice, self._machine)
        self._bar.show_facts(None, describing=choice is not None and choice.server is None)
        self.changed.emit()
        if choice is None or self._machine is None:
            return
        if choice.server is not None:
            self._on_described(PlanFacts(choice.plan, choice.name, "", None, None, None, Weights.REAL))
            return
        self._described = plan, machine = self._resolved(choice, self._machine)
        self._describing = self._tasks.run(
            functools.partial(self._library.describe, plan, machine), self._on_described, self._on_failed
        )

    def _offers(self, choice: Choice) -> tuple[Offer, ...]:
        """Return the engines for a choice, each with what speaks against it."""
        family = self._families.get((choice.plan.model, choice.plan.file), "")
        plans = ((facts, self._ready(choice, facts.id)) for facts in self._engines)
        return tuple(Offer(facts, refusal(facts, plan, family)) for facts, plan in plans)

    def _ready(self, choice: Choice, engine: str) -> Plan:
        """Return a choice's plan for an engine; of Match's with the makers' weights where that has or gets them."""
        plan = for_engine(choice.plan, engine, self._engines)
        return self._library.plan_to_run(replace(plan, synthetic=False)) if choice.origin is Origin.MATCH else plan

    def _resolved(self, choice: Choice, machine: Machine) -> tuple[Plan, Machine]:
        """Return the plan with the engine that it will have, and the machine as that engine's build sees it."""
        plan = choice.plan
        if not choice.keeps_engine:
            engine = pick(self._offers(choice), machine, self._wanted_engine)
            plan = self._ready(choice, engine)
        return plan, seen_by(self._build(plan.engine), machine)

    def _show_engines(self, choice: Choice, machine: Machine) -> None:
        if choice.server is not None:
            self._bar.engines.show_server(choice.server.address)
            return
        engine = self._resolved(choice, machine)[0].engine
        remark = None if machine.simulated else cpu_instead_of_gpu(self._build(engine), machine)
        self._bar.engines.show_offers(self._offers(choice), engine, remark)

    def _build(self, engine: str) -> EngineBuild | None:
        return next((facts.build for facts in self._engines if facts.id == engine), None)

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
        self._families[facts.plan.model, facts.plan.file] = facts.family
        choice = self._bar.current()
        if choice is not None and choice.server is None and self._machine is not None:
            if self._resolved(choice, self._machine) != self._described:  # its engine does not know the family
                self.describe()
                return
            self._show_engines(choice, self._machine)
        self._facts = facts
        self._bar.show_facts(facts)
        self.described.emit()

    def _on_failed(self, error: Exception) -> None:
        self._describing = None
        self._bar.show_facts(None)
        self.failed.emit(error)
