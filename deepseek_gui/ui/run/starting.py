"""Starts what is chosen: the button, a prompt's wish, and the next setting after a failure."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal, Slot

from deepseek_gui.core.session import SessionState
from deepseek_gui.domain.failure import Remedy
from deepseek_gui.domain.machine import Machine
from deepseek_gui.domain.plan import Plan
from deepseek_gui.services.engine import EngineService
from deepseek_gui.ui.run.asking import Asking
from deepseek_gui.ui.run.chooser import Chooser
from deepseek_gui.ui.run.engine_desk import EngineDesk
from deepseek_gui.ui.run.failure_panel import FailurePanel
from deepseek_gui.ui.run.model_bar import ModelBar, Start
from deepseek_gui.ui.run.running import Running


class Starting(QObject):
    """Loads the chosen plan, at once or as soon as it is described.

    Args:
        running: what is loaded.
        engine: loads it.
        asking: holds the prompt that waits for it.
        chooser: what is chosen.
        bar: where it is started.
        desk: asks questions and leads to what only a person can do.
        failure: shows what went wrong, and what to do next.
    """

    begins = Signal()
    """Something else is loaded from now on: what was said of the engine before is over."""
    changed = Signal()

    def __init__(  # noqa: PLR0917  what it brings together
        self,
        running: Running,
        engine: EngineService,
        asking: Asking,
        chooser: Chooser,
        bar: ModelBar,
        desk: EngineDesk,
        failure: FailurePanel,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._running = running
        self._engine = engine
        self._asking = asking
        self._chooser = chooser
        self._bar = bar
        self._desk = desk
        self._failure = failure
        self._machine: Machine | None = None
        self._load_when_described = False
        self._undescribed = False
        self._connect()

    def set_machine(self, machine: Machine) -> None:
        """Run on this machine from now on."""
        self._machine = machine

    def action(self) -> Start:
        """Return what the start button does now."""
        state, facts, loaded = self._running.state, self._chooser.facts, self._running.facts
        fixed = {
            SessionState.IDLE: Start.START,
            SessionState.UNLOADING: Start.WAIT,
            SessionState.LOADING: Start.CANCEL,
        }
        if state in fixed:
            return fixed[state]
        same = facts is None or loaded is None or (facts.plan == loaded.plan and self._same_server())
        return Start.UNLOAD if same else Start.SWITCH

    @Slot()
    def load(self) -> None:
        """Load what is chosen, if it can be."""
        facts = self._chooser.facts
        if facts is None or not self._chooser.startable or self._machine is None:
            return
        self._failure.dismiss()
        self.begins.emit()
        self._running.begin(facts, self._bar.current(), self._machine)
        if self._running.server is not None:
            self._engine.attach(self._running.server)
        else:
            self._engine.load(facts.plan, self._machine)

    @Slot(object)
    def restart(self, plan: Plan) -> None:
        """Load a changed plan in the place of the one that it comes from."""
        if self._running.choice is None:
            return
        changed = replace(self._running.choice, plan=plan, keeps_engine=True)
        self._chooser.choose(changed, instead_of=self._running.choice)
        self._load_when_described = True
        self.changed.emit()

    def _connect(self) -> None:
        self._chooser.changed.connect(self._on_choice_changed)
        self._chooser.described.connect(self._on_described)
        self._chooser.failed.connect(self._on_describe_failed)
        self._desk.failed.connect(self._on_desk_failed)
        self._desk.agreed.connect(self._take_remedy)
        self._bar.start_clicked.connect(self._on_start_clicked)
        self._asking.load_wanted.connect(self.load)
        self._asking.sent.connect(self._failure.dismiss)
        self._failure.retry_requested.connect(self._on_retry_requested)
        self._failure.remedy_requested.connect(self.take)

    @Slot()
    def _on_choice_changed(self) -> None:
        self._forget_wish_to_load()
        self.changed.emit()

    @Slot()
    def _on_described(self) -> None:
        if self._running.state is SessionState.IDLE or self._undescribed:
            self._failure.dismiss()
        self._undescribed = False
        if self._load_when_described:
            self._load_when_described = False
            self.load()
        self.changed.emit()

    @Slot(object)
    def _on_describe_failed(self, error: Exception) -> None:
        self._forget_wish_to_load()
        self._undescribed = True
        self._failure.show_failure(error)
        self.changed.emit()

    @Slot(object)
    def _on_desk_failed(self, error: Exception) -> None:
        self._failure.show_failure(error)

    def _forget_wish_to_load(self) -> None:
        if self._load_when_described:
            self._load_when_described = False
            self._asking.give_back()

    @Slot()
    def _on_start_clicked(self) -> None:
        if self._bar.action in (Start.START, Start.SWITCH):
            self.load()
        elif self._bar.action in (Start.CANCEL, Start.UNLOAD):
            self._asking.give_back()
            self._engine.unload()

    @Slot()
    def _on_retry_requested(self) -> None:
        self._failure.dismiss()
        if self._chooser.facts is None:
            self._chooser.describe()
            return
        prompt = self._asking.take_failed()
        if prompt is not None:
            self._asking.ask(prompt)
        elif self._running.state is SessionState.IDLE:
            self.load()

    @Slot(object)
    def take(self, remedy: Remedy) -> None:
        """Take a remedy, after its question if it has one, or lead to where a person does."""
        if remedy.question is not None:
            self._desk.ask(remedy)
        elif remedy.plan is None:
            self._desk.take_by_hand(remedy, self._running.facts.plan.engine if self._running.facts else "")
        else:
            self._take_remedy(remedy)

    @Slot(object)
    def _take_remedy(self, remedy: Remedy) -> None:
        """Load a changed plan in the place of the one that it comes from, and ask again what failed with that."""
        if remedy.plan is None or self._running.choice is None:
            return
        self._failure.dismiss()
        prompt = self._asking.take_failed()
        self.restart(remedy.plan)
        self._asking.hold(prompt)
        self.changed.emit()

    def _same_server(self) -> bool:
        """Return whether one server stands behind what is selected and what is loaded: two may name a model alike."""
        selected = self._bar.current()
        return (selected.server if selected else None) == self._running.server
