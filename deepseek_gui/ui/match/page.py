"""The Match page: a wizard in the window, from this machine to a plan."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import IntEnum, StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QEvent, QMimeData, Qt, Signal, Slot
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent, QKeySequence, QUndoStack
from PySide6.QtWidgets import QHBoxLayout, QMessageBox, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from deepseek_gui.core.estimating import estimate
from deepseek_gui.core.insight import Insight
from deepseek_gui.core.machine_edits import machine_of_words, machine_words
from deepseek_gui.core.matching import Licence, Priority, UseCase, default_need
from deepseek_gui.core.model_facts import model_facts
from deepseek_gui.core.plan_file import SUFFIX, OpenedPlan, is_plan, open_plan, save_plan
from deepseek_gui.core.report import Subject, report_html
from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.machine import Machine
from deepseek_gui.domain.match_state import MatchState
from deepseek_gui.domain.model import Model
from deepseek_gui.domain.plan import Estimate
from deepseek_gui.domain.verdict import Claim, Place, Principle, Sufficiency, Tier, TierNeed
from deepseek_gui.services.tasks import TaskRunner
from deepseek_gui.ui.match.backend import MatchBackend, core_backend
from deepseek_gui.ui.match.latest import LatestTask
from deepseek_gui.ui.match.machine_edit import MachineEdit
from deepseek_gui.ui.match.machine_step import THIS_COMPUTER, MachineStep
from deepseek_gui.ui.match.need_step import NeedStep
from deepseek_gui.ui.match.plan_step import PlanStep
from deepseek_gui.ui.match.report_file import save_report
from deepseek_gui.ui.match.step_bar import StepBar
from deepseek_gui.ui.match.upgrade_step import UpgradeStep
from deepseek_gui.ui.match.verdict_step import VerdictStep
from deepseek_gui.ui.texts import translate
from deepseek_gui.ui.widgets.banner import ErrorBanner
from deepseek_gui.ui.widgets.card import em_of
from deepseek_gui.ui.widgets.plain import plain_label

if TYPE_CHECKING:
    from deepseek_gui.core.matching import MatchResult
    from deepseek_gui.core.upgrades import Upgrade


_Word = TypeVar("_Word", bound=StrEnum)


class Step(IntEnum):
    """The wizard's steps, in order."""

    MACHINE = 0
    NEED = 1
    VERDICT = 2
    UPGRADE = 3
    PLAN = 4


_PLAN_PLACES = (Place.MEMORY, Place.OPTIONS)
"""Claims about running a model stand with the plan."""


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
    """This computer's `Machine` with its memory's bandwidth as just measured."""
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
        self._machine: Machine | None = None
        self._models: Mapping[str, Model] = {}
        self._needs: Mapping[Tier, TierNeed] = {}
        self._examples: Mapping[str, str] = {}
        self._result: MatchResult | None = None
        self._selected: Estimate | None = None
        self._measuring: threading.Event | None = None
        self._choice = THIS_COMPUTER
        self._edits = QUndoStack(self)
        self._remembered_edit = False
        self._machines = LatestTask(tasks, self)
        self._matches = LatestTask(tasks, self)
        self._opened = LatestTask(tasks, self)
        self._upgrades = LatestTask(tasks, self)
        self._upgraded: MatchResult | None = None
        self._waiting: Path | None = None
        self._foreign: OpenedPlan | None = None
        self._ranking = False
        self._bar = StepBar(len(Step))
        self._banner = ErrorBanner()
        self.machine_step, self.need_step = MachineStep(), NeedStep()
        self.verdict_step, self.plan_step = VerdictStep(), PlanStep()
        self.upgrade_step = UpgradeStep(self._backend.per_usd)
        self._stack = QStackedWidget()
        self._state = plain_label(muted=True)
        self.back_button, self.next_button = QPushButton(), QPushButton()
        self.next_button.setDefault(True)
        self.setAcceptDrops(True)
        self._connect()
        self._lay_out()
        self._retranslate()
        self._begin(machine)

    @property
    def machine(self) -> Machine | None:
        """Return what is matched for; None while this computer is being read."""
        return self._machine

    @property
    def result(self) -> MatchResult | None:
        """Return the newest result, None before the first."""
        return self._result

    @property
    def selected(self) -> Estimate | None:
        """Return the selected plan's estimate."""
        return self._selected

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

    def set_machine(self, machine: Machine) -> None:
        """Match for this machine from now on."""
        self._take_machine((self._choice_of(machine), machine))

    @Slot(object)
    def refresh_machine(self, machine: Machine) -> None:
        """Take what is known by now of the computer the program runs on, unless another machine is being tried."""
        if self._machine is None or (machine is not self._machine and not self._machine.simulated):
            self.set_machine(machine)

    @Slot(str)
    def choose_machine(self, choice: str) -> None:
        """Match for an example machine, a machine file, or (empty) this computer, once it is read."""
        self._banner.dismiss()
        self._machines.submit(partial(_read_machine, self._backend, choice))

    @Slot(int)
    def show_step(self, step: int) -> None:
        """Show a step, if it is open, and give it the focus."""
        if not self._is_open(Step(step)):
            return
        if step == Step.PLAN:
            self._fill_plan()
        if step == Step.UPGRADE:
            self._ask_upgrades()
        self._stack.setCurrentIndex(step)
        self._show_state()
        if not self._bar.button(step).hasFocus():
            self._focus_step()

    def open_file(self, path: Path) -> None:
        """Show a plan file's plan on the machine at hand, or match for a machine file's machine."""
        self._banner.dismiss()
        if not is_plan(path):
            self.choose_machine(str(path))
        elif self._machine is None:
            self._waiting = path
        else:
            self._opened.submit(partial(_open_plan, path, self._machine))

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
        self.back_button.clicked.connect(self._on_back)
        self.next_button.clicked.connect(self._on_next)
        self.machine_step.machine_wanted.connect(self.choose_machine)
        self.machine_step.measure_wanted.connect(self._on_measure)
        self.machine_step.measure_cancelled.connect(self._on_cancel_measuring)
        self.machine_step.fact_edited.connect(self._on_fact_edited)
        self.machine_step.gpus_wanted.connect(self._on_gpus_wanted)
        self.machine_step.save_wanted.connect(self._on_save_wanted)
        self.machine_step.undo_button.clicked.connect(self._edits.undo)
        self.machine_step.redo_button.clicked.connect(self._edits.redo)
        self._edits.indexChanged.connect(self._show_undo)
        for key, slot in (
            (QKeySequence.StandardKey.Undo, self._edits.undo),
            (QKeySequence.StandardKey.Redo, self._edits.redo),
        ):
            action = QAction(self)
            action.setShortcuts(key)
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.triggered.connect(slot)
            self.addAction(action)
        self.need_step.need_changed.connect(self._on_need)
        self.verdict_step.plan_selected.connect(self._on_selected)
        self.verdict_step.plan_entered.connect(self._on_entered)
        self.plan_step.run_wanted.connect(self._on_run)
        self.plan_step.export_wanted.connect(self._on_export)
        self.plan_step.save_wanted.connect(self._on_save_plan)
        self.plan_step.report_wanted.connect(self._on_report)
        self._opened.done.connect(self._on_opened)
        self._upgrades.done.connect(self._on_upgrades)
        self._upgrades.failed.connect(self._on_failed)
        self._upgrades.busy_changed.connect(self._show_state)
        self._opened.failed.connect(self._on_failed)
        self.verdict_step.plans.link_box.valueChanged.connect(self._tell_state)
        self.plan_step.cost_wanted.connect(self._on_cost)
        self._machines.done.connect(self._take_machine)
        self._machines.failed.connect(self._on_machine_failed)
        self._machines.busy_changed.connect(self._show_state)
        self._matches.done.connect(self._on_matched)
        self._matches.failed.connect(self._on_failed)
        self._matches.busy_changed.connect(self._show_state)

    def _lay_out(self) -> None:
        em = round(em_of(self))
        for step in (self.machine_step, self.need_step, self.verdict_step, self.upgrade_step, self.plan_step):
            self._stack.addWidget(step)
        foot = QHBoxLayout()
        foot.addWidget(self._state, 1)
        foot.addWidget(self.back_button)
        foot.addWidget(self.next_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(em, round(0.7 * em), em, round(0.7 * em))
        column.setSpacing(round(0.7 * em))
        column.addWidget(self._bar)
        column.addWidget(self._banner)
        column.addWidget(self._stack, 1)
        column.addLayout(foot)

    def _begin(self, machine: Machine | None) -> None:
        self._tasks.run(partial(_read_catalogue, self._backend), self._on_catalogue, self._on_failed)
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
        self.back_button.setText(self.tr("&Back"))
        self.next_button.setText(self.tr("&Next"))
        self._show_state()

    def _is_open(self, step: Step) -> bool:
        if step in (Step.VERDICT, Step.UPGRADE):
            return self._result is not None
        return step != Step.PLAN or self._selected is not None

    def _ask(self) -> None:
        """Match anew; the answer to an older question is never shown."""
        if self._machine is not None:
            self._matches.submit(partial(self._backend.match, self._machine, self.need_step.need))

    def _fill_plan(self) -> None:
        if self._selected is not None:
            self._show_plan(self._selected)

    def _show_plan(self, found: Estimate) -> None:
        if self._machine is not None:
            known = found.plan.model in self._models
            facts = model_facts(found.plan.model, self.need_step.need.use_case) if known else None
            self.plan_step.show_plan(found, facts, self._machine)

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

    def _names(self) -> dict[str, str]:
        return {key: model.name for key, model in self._models.items()}

    def _choice_of(self, machine: Machine) -> str:
        """Return the choice that stands for a machine which was given from outside."""
        if not machine.simulated:
            return THIS_COMPUTER
        return next((key for key, name in self._examples.items() if name == machine.name), machine.name)

    @Slot()
    def _show_state(self) -> None:
        for step in Step:
            self._bar.set_open(step, self._is_open(step))
        step = self.step
        self._bar.set_current(step)
        self.back_button.setVisible(step != Step.MACHINE)
        self.next_button.setVisible(step != Step.PLAN)
        self.next_button.setEnabled(step != Step.PLAN and self._is_open(Step(step + 1)))
        self._state.setText(self._state_words())

    def _state_words(self) -> str:
        if self._machines.busy or self._machine is None:
            return self.tr("Reading the machine…")
        if self._upgrades.busy:
            return self.tr("Weighing upgrades…")
        if self._matches.busy:
            return self.tr("Ranking plans…")
        return ""

    @Slot(object)
    def _on_catalogue(self, found: _Catalogue) -> None:
        self._models, self._examples = found.models, found.examples
        self._needs = {need.tier: need for need in found.tiers}
        self.verdict_step.set_article(found.claims, found.sufficiencies)
        self.upgrade_step.set_claims(tuple(claim for claim in found.claims if claim.place is Place.OUTLOOK))
        self.plan_step.set_claims(tuple(claim for claim in found.claims if claim.place in _PLAN_PLACES))
        if self._machine is not None:
            if self._choice == self._machine.name:
                self._choice = self._choice_of(self._machine)
            self.machine_step.set_machine(self._machine, self._choice)
        self.machine_step.set_gpu_names(found.gpu_names)
        self.machine_step.set_examples(self._examples)
        if self._result is not None:
            self._show_result(self._result)

    @Slot(object)
    def _take_machine(self, chosen: tuple[str, Machine]) -> None:
        self._choice, machine = chosen
        self._remembered_edit = False
        self._edits.clear()
        self._show_machine(machine)
        self._tell_state()

    def _show_machine(self, machine: Machine) -> None:
        """Match for a machine from now on; what was chosen stays chosen."""
        self._machine, self._foreign = machine, None
        if self._waiting is not None:
            self._opened.submit(partial(_open_plan, self._waiting, machine))
            self._waiting = None
        self.machine_step.set_machine(machine, self._choice)
        self.machine_changed.emit(machine)
        self._ask()

    @Slot(str, str)
    def _on_fact_edited(self, key: str, words: str) -> None:
        self._edit(lambda machine: self._backend.edited(machine, key, words))

    @Slot(str, int)
    def _on_gpus_wanted(self, name: str, count: int) -> None:
        self._edit(lambda machine: self._backend.with_gpus(machine, name, count))

    def _edit(self, change: Callable[[Machine], Machine]) -> None:
        """Make an edit that can be undone; one that is refused says why."""
        if self._machine is None:
            return
        self._banner.dismiss()
        try:
            after = change(self._machine)
        except ActionableError as error:
            self._banner.show_error(error)
            return
        self._edits.push(MachineEdit(self._machine, after, self._show_machine))

    @Slot()
    def _show_undo(self) -> None:
        self.machine_step.set_undo(can_undo=self._edits.canUndo(), can_redo=self._edits.canRedo())
        self._tell_state()

    @Slot(str)
    def _on_save_wanted(self, path: str) -> None:
        if self._machine is not None:
            work = partial(self._backend.save_machine, self._machine, Path(path))
            self._tasks.run(work, self._on_saved, self._on_failed)

    @Slot(object)
    def _on_saved(self, result: None) -> None:
        del result
        self._state.setText(self.tr("Saved."))

    @property
    def _edited(self) -> bool:
        return self._remembered_edit or self._edits.canUndo()

    @property
    def state(self) -> MatchState:
        """Return what is worth remembering for the next start."""
        need, machine = self.need_step.need, self._machine
        return MatchState(
            use_case=str(need.use_case),
            context=need.context,
            users=need.users,
            min_tps=need.min_tps or 0.0,
            licence=str(need.licence),
            priority=str(need.priority),
            link_mbps=self.verdict_step.plans.link_box.value(),
            choice=self._choice,
            machine=machine_words(machine) if machine is not None and self._edited else "",
        )

    def restore(self, state: MatchState) -> None:
        """Ask again what was asked before the last end."""
        start = default_need(_known(UseCase, state.use_case, UseCase.CHAT))
        need = replace(
            start,
            context=state.context or start.context,
            users=max(1, state.users),
            min_tps=state.min_tps or None,
            licence=_known(Licence, state.licence, Licence.ANY),
            priority=_known(Priority, state.priority, Priority.BALANCED),
        )
        self.need_step.set_need(need)
        self.verdict_step.plans.link_box.setValue(state.link_mbps)
        if state.machine:
            self._take_edited(state)
        elif state.choice != THIS_COMPUTER:
            self._machines.submit(partial(_remembered, self._backend, state.choice))
        else:
            self._ask()

    def _take_edited(self, state: MatchState) -> None:
        try:
            machine = machine_of_words(state.machine)
        except ActionableError as error:
            self._banner.show_error(error)
            return
        self._choice, self._remembered_edit = state.choice, True
        self._show_machine(machine)

    @Slot()
    def _tell_state(self) -> None:
        if self._machine is not None:
            self.state_changed.emit(self.state)

    @Slot(object)
    def _on_need(self, need: object) -> None:
        del need
        self._ask()
        self._tell_state()

    @Slot(object)
    def _on_matched(self, result: MatchResult) -> None:
        self._result = result
        self._show_result(result)
        if self.step == Step.PLAN:
            self._fill_plan()
        if self.step == Step.UPGRADE:
            self._ask_upgrades()
        self._show_state()
        self.result_changed.emit(result)

    @Slot(object)
    def _on_machine_failed(self, error: Exception) -> None:
        self.machine_step.reject_choice()
        self._on_failed(error)

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        self._banner.show_error(error)
        self._show_state()

    @Slot()
    def _on_measure(self) -> None:
        if self._machine is None or self._measuring is not None:
            return
        self._measuring = threading.Event()
        self.machine_step.set_measuring(True)
        work = partial(self._backend.measured_machine, self._machine, self._measuring)
        self._tasks.run(work, self._on_measured, self._on_measure_failed)

    @Slot()
    def _on_cancel_measuring(self) -> None:
        if self._measuring is not None:
            self._measuring.set()

    @Slot(object)
    def _on_measured(self, machine: Machine | None) -> None:
        self._end_measuring()
        if machine is not None:
            self.refresh_machine(machine)
            self.machine_measured.emit(machine)

    @Slot(object)
    def _on_measure_failed(self, error: Exception) -> None:
        self._end_measuring()
        self._on_failed(error)

    def _end_measuring(self) -> None:
        self._measuring = None
        self.machine_step.set_measuring(False)

    @Slot(object)
    def _on_selected(self, estimate: Estimate | None) -> None:
        if self._foreign is not None and self._ranking:
            return  # the list chose anew, not the person: a plan from a file stays
        self._selected, self._foreign = estimate, None
        self.plan_step.set_concerns(())
        lines = () if estimate is None or self._result is None else self._principles(estimate, self._result)
        self.verdict_step.show_principles(lines)
        self._show_state()

    def _show_result(self, result: MatchResult) -> None:
        insight = partial(_insight, self._backend, result.machine)
        self._ranking = True
        self.verdict_step.show_result(result, self._needs, self._names(), insight)
        self._ranking = False

    def _principles(self, estimate: Estimate, result: MatchResult) -> tuple[Principle, ...]:
        return self._backend.principles(estimate, result.machine, result.need)

    @Slot(object)
    def _on_entered(self, estimate: Estimate) -> None:
        self._on_selected(estimate)
        self.show_step(Step.PLAN)

    def _ask_upgrades(self) -> None:
        """Weigh upgrades of the newest result, once."""
        if self._result is not None and self._result is not self._upgraded:
            self._upgraded = self._result
            self._upgrades.submit(partial(self._backend.upgrades, self._result))

    @Slot(object)
    def _on_upgrades(self, found: tuple[tuple[Upgrade, ...], tuple[Upgrade, ...]]) -> None:
        tiers = {tier: translate(need.name) for tier, need in self._needs.items()}
        self.upgrade_step.show_upgrades(*found, self._names(), tiers)

    @Slot(object)
    def _on_opened(self, opened: tuple[OpenedPlan, Estimate]) -> None:
        """Show a plan from outside; it is confirmed before it is started."""
        self._foreign, self._selected = opened
        self.plan_step.set_concerns(self._foreign.concerns)
        self._show_plan(self._selected)
        self._stack.setCurrentIndex(Step.PLAN)
        self._show_state()
        self._focus_step()

    @Slot(str)
    def _on_save_plan(self, path: str) -> None:
        if self._selected is not None:
            self._tasks.run(partial(save_plan, self._selected.plan, Path(path)), self._on_saved, self._on_failed)

    @Slot(str)
    def _on_report(self, path: str) -> None:
        if self._selected is None or self._machine is None or self._result is None:
            return
        found = self._selected
        tiers = [(self._needs[tier.tier], tier) for tier in self._result.tiers if tier.tier in self._needs]
        subject = Subject(
            estimate=found,
            model=self._models.get(found.plan.model),
            machine=self._machine,
            need=self._result.need,
            tiers=tiers,
            principles=self._principles(found, self._result),
            day=datetime.now(tz=UTC).date(),
            link_mbps=self.verdict_step.plans.link_box.value(),
        )
        try:
            save_report(report_html(subject, translate), Path(path))
        except ActionableError as error:
            self._on_failed(error)
        else:
            self._on_saved(None)

    @Slot()
    def _on_back(self) -> None:
        self.show_step(max(0, self.step - 1))

    @Slot()
    def _on_next(self) -> None:
        self.show_step(min(len(Step) - 1, self.step + 1))

    @Slot()
    def _on_run(self) -> None:
        if self._selected is None:
            return
        if self._foreign is not None and self._foreign.concerns:
            self._confirm(self._foreign)
            return
        self.plan_chosen.emit(self._selected.plan)

    def _confirm(self, foreign: OpenedPlan) -> None:
        """Ask before a plan from outside touches what is not the catalogue's."""
        kinds = QMessageBox.StandardButton
        box = QMessageBox(QMessageBox.Icon.Question, self.tr("Start this plan?"), "", kinds.Ok | kinds.Cancel, self)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText("\n".join([self.tr("This plan comes from a file."), *map(translate, foreign.concerns)]))
        box.setDefaultButton(kinds.Cancel)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.accepted.connect(self._on_confirmed)
        box.open()

    @Slot()
    def _on_confirmed(self) -> None:
        if self._selected is not None:
            self.plan_chosen.emit(self._selected.plan)

    @Slot()
    def _on_cost(self) -> None:
        if self._selected is not None:
            self.cost_requested.emit(self._selected)

    @Slot()
    def _on_export(self) -> None:
        if self._selected is not None:
            self.export_requested.emit(self._selected)


def _open_plan(path: Path, machine: Machine) -> tuple[OpenedPlan, Estimate]:
    """Return a file's plan with what it takes here; where it comes from is told with the machine at hand."""
    opened = open_plan(path)
    return opened, estimate(opened.plan, machine)


def _dropped(data: QMimeData) -> Path | None:
    """Return the local TOML file that is dragged, if it is one."""
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return paths[0] if len(paths) == 1 and paths[0].suffix.lower() == SUFFIX else None


def _insight(backend: MatchBackend, machine: Machine, found: Estimate) -> Insight:
    return backend.insight(found, machine)


def _read_machine(backend: MatchBackend, choice: str) -> tuple[str, Machine]:
    machine = backend.current_machine() if choice == THIS_COMPUTER else backend.machine_named(choice)
    return choice, machine


@dataclass(frozen=True, slots=True)
class _Catalogue:
    models: Mapping[str, Model]
    tiers: tuple[TierNeed, ...]
    examples: Mapping[str, str]
    claims: tuple[Claim, ...]
    sufficiencies: tuple[Sufficiency, ...]
    gpu_names: tuple[str, ...]


def _read_catalogue(backend: MatchBackend) -> _Catalogue:
    names = {key: machine.name for key, machine in backend.examples().items()}
    claims, figures = backend.claims(*Place), backend.sufficiencies()
    return _Catalogue(backend.models(), backend.tiers(), names, claims, figures, backend.gpu_names())


def _remembered(backend: MatchBackend, choice: str) -> tuple[str, Machine]:
    """Return the machine that was tried before the last end; one that is gone is this computer."""
    try:
        return _read_machine(backend, choice)
    except ActionableError:
        return _read_machine(backend, THIS_COMPUTER)


def _known(kind: type[_Word], word: str, default: _Word) -> _Word:
    """Return an enum's member, the default for a word that this version does not know."""
    return kind(word) if word in list(kind) else default
