"""The Run page: lays out model choice, conversation, charts, log and failures, and wires them."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from deepseek_gui.core import runnable
from deepseek_gui.core.memory_seen import MemorySeen
from deepseek_gui.core.session import SessionState
from deepseek_gui.domain.events import Done, Failed, Loading, LogLine, Notice, PromptProgress, Ready, Token, Unloaded
from deepseek_gui.domain.failure import Cause
from deepseek_gui.domain.machine import Machine
from deepseek_gui.domain.plan import Plan
from deepseek_gui.domain.sample import Sample
from deepseek_gui.services.engine import EngineService
from deepseek_gui.services.engine_shelf import EngineShelf
from deepseek_gui.services.monitor import MonitorService
from deepseek_gui.services.preferences import Preferences
from deepseek_gui.services.tasks import TaskRunner
from deepseek_gui.ui.run.asking import Asking
from deepseek_gui.ui.run.chat_panel import ChatPanel
from deepseek_gui.ui.run.choices import ChoiceModel
from deepseek_gui.ui.run.chooser import Chooser, Library
from deepseek_gui.ui.run.drop_area import DropArea
from deepseek_gui.ui.run.engine_desk import EngineDesk
from deepseek_gui.ui.run.failure_panel import FailurePanel
from deepseek_gui.ui.run.live_charts import LiveCharts
from deepseek_gui.ui.run.load_testing import LoadTesting
from deepseek_gui.ui.run.log_pane import LogPane
from deepseek_gui.ui.run.model_bar import ModelBar
from deepseek_gui.ui.run.notice_stack import NoticeStack
from deepseek_gui.ui.run.rate import RateMeter
from deepseek_gui.ui.run.running import Running
from deepseek_gui.ui.run.starting import Starting
from deepseek_gui.ui.run.state_words import StateWords, engine_state
from deepseek_gui.ui.texts import translate
from deepseek_gui.ui.widgets.card import em_of

_LOG_TAIL_LINES = 60
_STEADY_TOKENS = 16
"""Before so many an answer's speed says little."""


class RunPage(DropArea):
    """Starts a model, talks to it, shows what it takes."""

    export_requested = Signal(object)
    """The `Plan` to export."""
    engine_changed = Signal(object, str)
    """The engine's state as a `Text` and the model's name, for the status bar."""

    def __init__(
        self,
        engine_service: EngineService,
        monitor_service: MonitorService,
        tasks: TaskRunner,
        machine: Machine | None = None,
        *,
        library: Library = runnable,
        shelf: EngineShelf | None = None,
        preferences: Preferences | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Make the page.

        Args:
            engine_service: runs the model; the owner closes it.
            monitor_service: where samples come from; the owner starts and stops it.
            tasks: runs what reads files.
            machine: where the plan runs; None until `set_machine`.
            library: choices and facts.
            shelf: the engines of this machine; None is the built-in one.
            preferences: where engine and server are remembered; None remembers nothing.
            parent: owner.
        """
        super().__init__(parent)
        self._engine = engine_service
        self._monitor = monitor_service
        self._running = Running()
        self._words = StateWords(self)
        self._choices = ChoiceModel(self)
        self._bar = ModelBar(self._choices, self)
        self._chooser = Chooser(tasks, self._choices, self._bar, library, self)
        self._desk = EngineDesk(shelf or EngineShelf(tasks, parent=self), preferences, self._chooser, self._bar, self)
        self._failure = FailurePanel(self)
        self._notices = NoticeStack(self)
        self._chat = ChatPanel(self)
        self._charts = LiveCharts(tasks, self)
        self._load_testing = LoadTesting(engine_service, tasks, library, self)
        self._log = LogPane(self)
        self._asking = Asking(self._running, engine_service, self._chat, self._charts, self._words, self)
        self._starting = Starting(
            self._running, engine_service, self._asking, self._chooser, self._bar, self._desk, self._failure, self
        )
        self._lay_out()
        self._connect()
        self._show_state()
        if machine is not None:
            self.set_machine(machine)

    @property
    def engine_service(self) -> EngineService:
        """Return the service that runs the model."""
        return self._engine

    @property
    def meter(self) -> RateMeter:
        """Return the meter of the answer that runs or ran last."""
        return self._asking.meter

    @property
    def memory_seen(self) -> tuple[MemorySeen, ...]:
        """Return the most memory that the engine was seen to take, beside what was predicted."""
        return self._running.memory.seen

    @property
    def bar(self) -> ModelBar:
        """Return the model bar."""
        return self._bar

    @property
    def desk(self) -> EngineDesk:
        """Return what opens the dialogs about engines and servers."""
        return self._desk

    @property
    def chat(self) -> ChatPanel:
        """Return the conversation."""
        return self._chat

    @property
    def charts(self) -> LiveCharts:
        """Return the charts."""
        return self._charts

    @property
    def failure_panel(self) -> FailurePanel:
        """Return the panel that shows what went wrong."""
        return self._failure

    @property
    def notices(self) -> NoticeStack:
        """Return the strips about an engine that goes on."""
        return self._notices

    @property
    def log_pane(self) -> LogPane:
        """Return the engine's log."""
        return self._log

    @Slot(object)
    def set_machine(self, machine: Machine) -> None:
        """Estimate and run on this machine from now on."""
        self._starting.set_machine(machine)
        self._charts.set_machine(machine)
        self._load_testing.set_machine(machine)
        self._chooser.set_machine(machine)
        self._desk.set_machine(machine)

    def set_plan(self, plan: Plan) -> None:
        """Take a plan from Match: it becomes the first choice; a model that runs goes on running."""
        self._chooser.choose_plan(plan)

    @Slot(object)
    def open_file(self, path: Path) -> None:
        """Choose a model file of the person's."""
        self._chooser.choose_file(path)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  Qt's name
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._choices.retranslate()
            self._splitter.setAccessibleName(self.tr("Conversation and charts"))
            self._show_state()

    def _lay_out(self) -> None:
        em = round(em_of(self))
        self._splitter = QSplitter(Qt.Orientation.Horizontal, self, childrenCollapsible=False)
        self._splitter.addWidget(self._chat)
        self._splitter.addWidget(self._charts)
        self._splitter.setStretchFactor(0, 3)
        self._splitter.setStretchFactor(1, 2)
        self._splitter.setHandleWidth(round(0.7 * em))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(em, em, em, em // 2)
        layout.setSpacing(round(0.7 * em))
        layout.addWidget(self._bar)
        layout.addWidget(self._failure)
        layout.addWidget(self._notices)
        layout.addWidget(self._splitter, 1)
        layout.addWidget(self._log)

    def _connect(self) -> None:
        self.dropped.connect(self.open_file)
        self._chooser.engines_known.connect(self._show_state)
        self._starting.begins.connect(self._on_begins)
        self._starting.changed.connect(self._show_state)
        self._asking.changed.connect(self._show_state)
        self._bar.export_clicked.connect(self._on_export_clicked)
        self._notices.remedy_requested.connect(self._starting.take)
        self._charts.test_clicked.connect(self._load_testing.open)
        self._load_testing.restart_requested.connect(self._starting.restart)
        self._engine.event_received.connect(self._on_event)
        self._engine.state_changed.connect(self._on_state_changed)
        self._monitor.sample_taken.connect(self._on_sample)

    @Slot()
    def _on_export_clicked(self) -> None:
        if self._chooser.facts is not None:
            self.export_requested.emit(self._chooser.facts.plan)

    @Slot()
    def _on_begins(self) -> None:
        self._notices.clear()
        self._log.clear_lines()

    # what the engine says

    @Slot(object)
    def _on_state_changed(self, state: SessionState) -> None:
        before, self._running.state = self._running.state, state
        if state is SessionState.LOADING:
            facts = self._running.facts
            self._charts.begin_loading(facts.estimate if facts is not None else None)
        elif before is SessionState.LOADING and state is SessionState.READY:
            self._charts.end_phase()  # not with `Ready`: a prompt may go out before that event comes
        elif state in (SessionState.UNLOADING, SessionState.IDLE):
            self._charts.end_engine()
        self._show_state()

    @Slot(object)
    def _on_event(self, event: object) -> None:
        match event:
            case Token():
                self._on_token(event)
            case PromptProgress():
                self._charts.take_progress(event)
            case LogLine():
                self._log.add_line(event.text)
            case Loading():
                self._show_loading(event)
            case Ready():
                self._on_ready(event)
            case Done():
                self._asking.end(event)
                self._show_state()
            case Failed():
                self._on_failed(event)
            case Notice():
                self._notices.show_notice(event)
            case Unloaded():
                self._on_unloaded()
            case _:
                raise TypeError(event)

    def _on_token(self, token: Token) -> None:
        if self._chat.answering:
            self._notices.take_back(Cause.HUNG)
            self._asking.take_token(token)

    def _on_ready(self, ready: Ready) -> None:
        self._monitor.watch_process(ready.pid)
        self._running.memory.begin(ready.pid)
        if self._bar.start_button.hasFocus():  # it says Unload now: Enter should not end what has just begun
            self._chat.prompt_box.setFocus()
        self._asking.send_waiting()
        self._show_state()

    def _on_failed(self, failed: Failed) -> None:
        self._charts.end_phase()
        self._asking.give_back()
        self._asking.break_off()
        lines = self._log.text().splitlines()
        self._failure.show_failure(failed, "\n".join(lines[-_LOG_TAIL_LINES:]))
        if self._running.state is SessionState.IDLE:
            self._monitor.watch_process(None)
        self._show_state()

    def _on_unloaded(self) -> None:
        self._monitor.watch_process(None)
        self._asking.break_off()
        self._show_state()

    @Slot(object)
    def _on_sample(self, sample: Sample) -> None:
        self._charts.take_sample(sample)
        self._running.memory.look(sample)
        self._chat.figures.show_memory(self._running.memory.seen)
        rate = self._asking.meter.mean(_STEADY_TOKENS)
        spilled = self._running.spill.look(sample, rate) if self._chat.answering else None
        if spilled is not None:
            self._engine.remark(spilled)

    # what the page says

    def _show_loading(self, loading: Loading) -> None:
        words = translate(loading.step) + "…" if loading.step else self.tr("Loading the model…")
        self._bar.set_stage(words, loading.progress)

    @Slot()
    def _show_state(self) -> None:
        """Bring every part in line with the state."""
        state, chosen, loaded = self._running.state, self._chooser.facts, self._running.facts
        startable, waiting = self._chooser.startable, self._asking.waiting
        self._bar.set_action(self._starting.action(), attached=self._running.server is not None)
        stages = {
            SessionState.LOADING: self.tr("Loading the model…"),
            SessionState.UNLOADING: self.tr("Ending the engine…"),
        }
        self._bar.set_stage(stages.get(state, ""))
        ready = state in (SessionState.READY, SessionState.LOADING) or (state is SessionState.IDLE and startable)
        self._chat.set_can_send(ready and not waiting)
        facts = chosen if state is SessionState.IDLE else loaded
        self._chat.notice.show_words(self._words.worth(facts))
        self._chat.empty_state.show_words(*self._words.next_step(state, startable, facts is not None, waiting))
        self._charts.set_can_test(state is SessionState.READY)
        self._load_testing.show_engine(loaded.plan if loaded is not None else None, state)
        alive = self._running.alive
        self.engine_changed.emit(engine_state(state, alive), self._words.speaker(alive))
