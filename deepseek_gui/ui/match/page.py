"""The Match page: a wizard in the window, from this machine to a plan."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData, Qt, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QUndoStack
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from deepseek_gui.core.plan_file import SUFFIX, is_plan
from deepseek_gui.domain.machine import Machine
from deepseek_gui.domain.match_state import MatchState
from deepseek_gui.domain.plan import Estimate
from deepseek_gui.services.tasks import TaskRunner
from deepseek_gui.ui.match.backend import MatchBackend, core_backend
from deepseek_gui.ui.match.catalogue import Catalogue, read_catalogue
from deepseek_gui.ui.match.foot import StepFoot
from deepseek_gui.ui.match.list_memory import ListMemory
from deepseek_gui.ui.match.machine_control import MachineControl
from deepseek_gui.ui.match.machine_step import MachineStep
from deepseek_gui.ui.match.match_control import MatchControl
from deepseek_gui.ui.match.need_step import NeedStep
from deepseek_gui.ui.match.plan_control import PlanControl
from deepseek_gui.ui.match.plan_step import PlanStep
from deepseek_gui.ui.match.remembered import WizardMemory
from deepseek_gui.ui.match.step_bar import Step, StepBar
from deepseek_gui.ui.match.upgrade_step import UpgradeStep
from deepseek_gui.ui.match.verdict_step import VerdictStep
from deepseek_gui.ui.widgets.banner import ErrorBanner
from deepseek_gui.ui.widgets.card import em_of
from deepseek_gui.ui.widgets.edits import add_history_keys

if TYPE_CHECKING:
    from deepseek_gui.core.matching import MatchResult


__all__ = ["MatchPage", "Step"]


class MatchPage(QWidget):
    """Holds what was asked and found; each step is given its part.

    Args:
        tasks: runs what is slow.
        machine: the machine to begin with; None waits for `set_machine` or `choose_machine`.
        backend: where machines and matches come from; None is the program's own.
    """

    plan_chosen = Signal(object)
    """The `Plan` to run."""
    export_requested = Signal(object)
    """The `Estimate` to write a script of; `machine` is what it was matched for."""
    cost_requested = Signal(object)
    """The `Estimate` to compare the costs of; `machine` is what it was matched for."""
    machine_changed = Signal(object)
    """The `Machine` that the page now matches for."""
    machine_measured = Signal(object)
    """This computer's `Machine` with what was just measured of it."""
    state_changed = Signal(object)
    """The `MatchState` to remember."""
    result_changed = Signal(object)
    """The newest `MatchResult` is on the screen."""

    def __init__(
        self,
        tasks: TaskRunner,
        machine: Machine | None = None,
        backend: MatchBackend | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._backend = backend or core_backend()
        self._edits = QUndoStack(self)
        self._bar = StepBar(len(Step))
        self._banner = ErrorBanner()
        self._foot = StepFoot(self._edits)
        self.machine_step, self.need_step = MachineStep(), NeedStep()
        self.verdict_step, self.plan_step = VerdictStep(), PlanStep()
        self.upgrade_step = UpgradeStep(self._backend.per_usd)
        self._machines = MachineControl(self.machine_step, self._backend, tasks, self._edits, self)
        steps = (self.need_step, self.verdict_step, self.upgrade_step)
        self._matches = MatchControl(steps, self._backend, tasks, self._edits, self)
        self._plans = PlanControl(self.plan_step, self._backend, tasks, self)
        shown = ListMemory(self.verdict_step.plans, self)
        controls = (self._machines, self._matches, self._plans)
        self._memory = WizardMemory(controls, shown, self.upgrade_step, self)
        self._stack = QStackedWidget()
        self.setAcceptDrops(True)
        self._connect()
        self._lay_out()
        self._retranslate()
        self._begin(machine)

    @property
    def machine(self) -> Machine | None:
        """Return what is matched for; None while this computer is being read."""
        return self._machines.machine

    @property
    def result(self) -> MatchResult | None:
        """Return the newest result, None before the first."""
        return self._matches.result

    @property
    def selected(self) -> Estimate | None:
        """Return the selected plan's estimate."""
        return self._plans.selected

    @property
    def step(self) -> Step:
        """Return the step that is shown."""
        return Step(self._stack.currentIndex())

    @property
    def step_bar(self) -> StepBar:
        """Return the head with the steps."""
        return self._bar

    @property
    def banner(self) -> ErrorBanner:
        """Return the page's own error banner."""
        return self._banner

    @property
    def foot(self) -> StepFoot:
        """Return what stands below every step."""
        return self._foot

    @property
    def history(self) -> QUndoStack:
        """Return the edits that can be undone."""
        return self._edits

    @property
    def state(self) -> MatchState:
        """Return what is worth remembering for the next start."""
        return self._memory.state

    def restore(self, state: MatchState) -> None:
        """Ask again what was asked before the last end, and go to where that was."""
        self._memory.restore(state)

    def set_machine(self, machine: Machine) -> None:
        """Match for this machine from now on."""
        self._machines.set_machine(machine)

    @Slot(object)
    def refresh_machine(self, machine: Machine) -> None:
        """Take what is known by now of the computer the program runs on, unless another machine is being tried."""
        self._machines.refresh(machine)

    @Slot(str)
    def choose_machine(self, choice: str) -> None:
        """Match for an example machine, a machine file, or (empty) this computer, once it is read."""
        self._machines.choose(choice)

    def stop(self) -> None:
        """End what is under way and would outlast the window."""
        self._machines.cancel_measuring()

    @Slot(int)
    def show_step(self, step: int) -> None:
        """Show a step, if it is open, and give it the focus."""
        if not self._is_open(Step(step)):
            return
        if step == Step.PLAN:
            self._plans.show_plan(self._matches.need.use_case)
        if step == Step.UPGRADE:
            self._matches.ask_upgrades()
        self._go_to(Step(step))

    def open_file(self, path: Path) -> None:
        """Show a plan file's plan on the machine at hand, or match for a machine file's machine."""
        self._banner.dismiss()
        if is_plan(path):
            self._plans.open_file(path)
        else:
            self.choose_machine(str(path))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802  Qt's name
        """Take plan and machine files."""
        if _dropped(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802  Qt's name
        """Open what was dropped."""
        path = _dropped(event.mimeData())
        if path is not None:
            event.acceptProposedAction()
            self.open_file(path)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  Qt's name
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _connect(self) -> None:
        self._bar.step_chosen.connect(self.show_step)
        self._foot.back_button.clicked.connect(self._on_back)
        self._foot.next_button.clicked.connect(self._on_next)
        add_history_keys(self, self._edits)
        machines, matches, plans = self._machines, self._matches, self._plans
        for control in (machines, matches, plans, self._memory):
            control.failed.connect(self._on_failed)
        for saver in (machines, plans):
            saver.saved.connect(self._on_saved)
        for worker in (machines, matches):
            worker.busy_changed.connect(self._show_state)
        machines.machine_changed.connect(self._on_machine)
        machines.machine_measured.connect(self.machine_measured)
        machines.asked.connect(self._banner.dismiss)
        matches.matched.connect(self._on_matched)
        plans.plan_chosen.connect(self.plan_chosen)
        plans.export_requested.connect(self.export_requested)
        plans.cost_requested.connect(self.cost_requested)
        plans.opened.connect(self._on_opened)
        self.plan_step.report_wanted.connect(self._on_report)
        self.verdict_step.plan_selected.connect(self._on_selected)
        self.verdict_step.plan_entered.connect(self._on_entered)
        self._memory.changed.connect(self.state_changed)
        self._memory.step_wanted.connect(self.show_step)

    def _lay_out(self) -> None:
        em = round(em_of(self))
        for step in (self.machine_step, self.need_step, self.verdict_step, self.upgrade_step, self.plan_step):
            self._stack.addWidget(step)
        column = QVBoxLayout(self)
        column.setContentsMargins(em, round(0.7 * em), em, round(0.7 * em))
        column.setSpacing(round(0.7 * em))
        column.addWidget(self._bar)
        column.addWidget(self._banner)
        column.addWidget(self._stack, 1)
        column.addWidget(self._foot)

    def _begin(self, machine: Machine | None) -> None:
        self._tasks.run(partial(read_catalogue, self._backend), self._on_catalogue, self._on_failed)
        if machine is not None:
            self.set_machine(machine)
        self._show_state()

    def _retranslate(self) -> None:
        self._bar.set_titles(
            (
                self.tr("This machine"),
                self.tr("What for"),
                self.tr("Verdict and models"),
                self.tr("Upgrade path"),
                self.tr("Plan"),
            )
        )
        self._show_state()

    def _is_open(self, step: Step) -> bool:
        if step in (Step.VERDICT, Step.UPGRADE):
            return self.result is not None
        return step != Step.PLAN or self.selected is not None

    def _go_to(self, step: Step) -> None:
        by_bar = self._bar.button(step).hasFocus()  # asked before the focus moves on from a button that goes
        self._stack.setCurrentIndex(step)
        self._memory.set_step(step)
        self._show_state()
        if not by_bar:
            self._focus_step()

    def _focus_step(self) -> None:
        """Move the focus to the first thing of the step: who uses the keyboard goes on from there."""
        if not self.isVisible():
            return
        plan = self.plan_step
        targets: dict[Step, QWidget] = {
            Step.MACHINE: self.machine_step.choices,
            Step.NEED: self.need_step.card(self.need_step.need.use_case),
            Step.VERDICT: self.verdict_step.plans.table,
            Step.UPGRADE: self.upgrade_step.table,
            Step.PLAN: plan.run_button if plan.run_button.isEnabled() else plan.export_button,
        }
        targets[self.step].setFocus(Qt.FocusReason.TabFocusReason)

    @Slot()
    def _show_state(self) -> None:
        for step in Step:
            self._bar.set_open(step, self._is_open(step))
        step = self.step
        self._bar.set_current(step)
        foot = self._foot
        foot.back_button.setVisible(step != Step.MACHINE)
        foot.next_button.setVisible(step != Step.PLAN)
        foot.next_button.setEnabled(step != Step.PLAN and self._is_open(Step(step + 1)))
        reading = self._machines.busy or self.machine is None
        foot.set_state(self.tr("Reading the machine…") if reading else self._matches.busy_words)

    @Slot(object)
    def _on_catalogue(self, found: Catalogue) -> None:
        self._plans.set_catalogue(found)
        self._machines.set_catalogue(found)
        self._matches.set_catalogue(found)

    @Slot(object)
    def _on_machine(self, machine: Machine) -> None:
        """Match for a machine from now on; what was chosen stays chosen."""
        self._plans.set_machine(machine)
        self.machine_changed.emit(machine)
        self._matches.set_machine(machine)

    @Slot()
    def _on_saved(self) -> None:
        self._foot.set_state(self.tr("Saved."))

    @Slot(object)
    def _on_matched(self, result: MatchResult) -> None:
        if self.step == Step.PLAN:
            self._plans.show_plan(self._matches.need.use_case)
        if self.step == Step.UPGRADE:
            self._matches.ask_upgrades()
        self._show_state()
        self.result_changed.emit(result)

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        self._banner.show_error(error)
        self._show_state()

    @Slot(object)
    def _on_selected(self, estimate: Estimate | None) -> None:
        if self._plans.is_foreign and self._matches.is_ranking:
            return  # the list chose anew, not the person: a plan from a file stays
        self._plans.select(estimate)
        self.verdict_step.show_principles(self._plans.principles(self.result))
        self._show_state()

    @Slot(object)
    def _on_entered(self, estimate: Estimate) -> None:
        self._on_selected(estimate)
        self.show_step(Step.PLAN)

    @Slot()
    def _on_opened(self) -> None:
        """Go to a plan from outside."""
        self._plans.show_plan(self._matches.need.use_case)
        self._go_to(Step.PLAN)

    @Slot(str)
    def _on_report(self, path: str) -> None:
        if self.result is not None:
            self._plans.save_report(self.result, self.verdict_step.plans.link_box.value(), Path(path))

    @Slot()
    def _on_back(self) -> None:
        self.show_step(max(0, self.step - 1))

    @Slot()
    def _on_next(self) -> None:
        self.show_step(min(len(Step) - 1, self.step + 1))


def _dropped(data: QMimeData) -> Path | None:
    """Return the local TOML file that is dragged, if it is one."""
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return paths[0] if len(paths) == 1 and paths[0].suffix.lower() == SUFFIX else None
