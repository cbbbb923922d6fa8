"""The selected plan: opened from a file, saved, reported, and started once a foreign one is confirmed."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot

from deepseek_gui.core.estimating import estimate
from deepseek_gui.core.matching import UseCase
from deepseek_gui.core.model_facts import model_facts
from deepseek_gui.core.plan_file import OpenedPlan, open_plan, save_plan
from deepseek_gui.core.report import Subject, report_html
from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.machine import Machine
from deepseek_gui.domain.plan import Estimate
from deepseek_gui.domain.verdict import Place, Principle
from deepseek_gui.services.tasks import TaskRunner
from deepseek_gui.ui.match.backend import MatchBackend
from deepseek_gui.ui.match.catalogue import Catalogue
from deepseek_gui.ui.match.confirm_dialog import ConfirmPlanDialog
from deepseek_gui.ui.match.latest import LatestTask
from deepseek_gui.ui.match.plan_step import PlanStep
from deepseek_gui.ui.match.report_file import save_report
from deepseek_gui.ui.texts import translate

if TYPE_CHECKING:
    from deepseek_gui.core.matching import MatchResult


class PlanControl(QObject):
    """Holds the selected plan and drives the last step.

    Args:
        step: shows the plan.
        backend: tells a plan's principles.
        tasks: runs what is slow.
    """

    plan_chosen = Signal(object)
    """The `Plan` to run."""
    export_requested = Signal(object)
    cost_requested = Signal(object)
    """The selected `Estimate`."""
    opened = Signal()
    """A plan from a file is selected."""
    saved = Signal()
    failed = Signal(object)

    def __init__(self, step: PlanStep, backend: MatchBackend, tasks: TaskRunner, parent: QObject) -> None:
        super().__init__(parent)
        self._step, self._backend, self._tasks = step, backend, tasks
        self._catalogue = Catalogue()
        self._machine: Machine | None = None
        self._selected: Estimate | None = None
        self._foreign: OpenedPlan | None = None
        self._waiting: Path | None = None
        self._plans = LatestTask(tasks, self)
        self._plans.done.connect(self._on_opened)
        self._plans.failed.connect(self.failed)
        step.run_wanted.connect(self._on_run)
        step.export_wanted.connect(self._on_export)
        step.cost_wanted.connect(self._on_cost)
        step.save_wanted.connect(self._on_save)

    @property
    def selected(self) -> Estimate | None:
        """Return the selected plan's estimate."""
        return self._selected

    @property
    def is_foreign(self) -> bool:
        """Return whether it came from a file."""
        return self._foreign is not None

    def set_catalogue(self, catalogue: Catalogue) -> None:
        """Know the models' names from now on; claims about running a model stand with the plan."""
        self._catalogue = catalogue
        self._step.set_claims(catalogue.claims_at(Place.MEMORY, Place.OPTIONS))

    def set_machine(self, machine: Machine) -> None:
        """Take what is matched for from now on; a file that waited for a machine is opened."""
        self._machine, self._foreign = machine, None
        if self._waiting is not None:
            waiting, self._waiting = self._waiting, None
            self.open_file(waiting)

    def select(self, found: Estimate | None) -> None:
        """Take the plan that a person, or the ranking, chose."""
        self._selected, self._foreign = found, None
        self._step.set_concerns(())

    def open_file(self, path: Path) -> None:
        """Select and show a file's plan, once there is a machine."""
        if self._machine is None:
            self._waiting = path
        else:
            self._plans.submit(partial(_open_plan, path, self._machine))

    def show_plan(self, use_case: UseCase) -> None:
        """Show the selected plan, and what is known of its model for a use."""
        found = self._selected
        if found is not None and self._machine is not None:
            known = found.plan.model in self._catalogue.models
            facts = model_facts(found.plan.model, use_case) if known else None
            self._step.show_plan(found, facts, self._machine)

    def principles(self, result: MatchResult | None) -> tuple[Principle, ...]:
        """Return the selected plan's three principles for what was matched."""
        if self._selected is None or result is None:
            return ()
        return self._backend.principles(self._selected, result.machine, result.need)

    def save_report(self, result: MatchResult, link_mbps: float, path: Path) -> None:
        """Write a report of the selected plan, ".pdf" or ".html"."""
        found = self._selected
        if found is None or self._machine is None:
            return
        needs = self._catalogue.needs
        subject = Subject(
            estimate=found,
            model=self._catalogue.models.get(found.plan.model),
            machine=self._machine,
            need=result.need,
            tiers=[(needs[tier.tier], tier) for tier in result.tiers if tier.tier in needs],
            principles=self.principles(result),
            day=datetime.now(tz=UTC).date(),
            link_mbps=link_mbps,
        )
        try:
            save_report(report_html(subject, translate), path)
        except ActionableError as error:
            self.failed.emit(error)
        else:
            self.saved.emit()

    @Slot(object)
    def _on_opened(self, opened: tuple[OpenedPlan, Estimate]) -> None:
        """Show a plan from outside; it is confirmed before it is started."""
        self._foreign, self._selected = opened
        self._step.set_concerns(self._foreign.concerns)
        self.opened.emit()

    @Slot(str)
    def _on_save(self, path: str) -> None:
        if self._selected is not None:
            self._tasks.run(partial(save_plan, self._selected.plan, Path(path)), self._on_saved, self._on_failed)

    @Slot(object)
    def _on_saved(self, result: None) -> None:
        del result
        self.saved.emit()

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        self.failed.emit(error)

    @Slot()
    def _on_run(self) -> None:
        if self._foreign is not None and self._foreign.concerns:
            self._confirm(self._foreign)
        else:
            self._on_confirmed()

    def _confirm(self, foreign: OpenedPlan) -> None:
        """Ask before a plan from outside touches what is not the catalogue's."""
        dialog = ConfirmPlanDialog(foreign.concerns, self._step)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(self._on_confirmed)
        dialog.open()

    @Slot()
    def _on_confirmed(self) -> None:
        if self._selected is not None:
            self.plan_chosen.emit(self._selected.plan)

    @Slot()
    def _on_export(self) -> None:
        if self._selected is not None:
            self.export_requested.emit(self._selected)

    @Slot()
    def _on_cost(self) -> None:
        if self._selected is not None:
            self.cost_requested.emit(self._selected)


def _open_plan(path: Path, machine: Machine) -> tuple[OpenedPlan, Estimate]:
    """Return a file's plan with what it takes here; where it comes from is told with the machine at hand."""
    opened = open_plan(path)
    return opened, estimate(opened.plan, machine)
