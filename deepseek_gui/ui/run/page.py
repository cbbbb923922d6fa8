"""The Run page: brings model choice, conversation, charts, log and failures together."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QEvent, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from deepseek_gui.core import runnable
from deepseek_gui.core.memory_seen import MemorySeen, MemoryWatch
from deepseek_gui.core.runnable import PlanFacts, Weights
from deepseek_gui.core.session import ChatMessage, SessionState
from deepseek_gui.core.watching import SpillWatch
from deepseek_gui.domain.events import Done, Failed, Loading, LogLine, Notice, PromptProgress, Ready, Token, Unloaded
from deepseek_gui.domain.failure import Cause, Remedy
from deepseek_gui.domain.machine import Machine
from deepseek_gui.domain.plan import Plan
from deepseek_gui.domain.sample import Sample
from deepseek_gui.services.engine import EngineService
from deepseek_gui.services.engine_shelf import EngineShelf
from deepseek_gui.services.monitor import MonitorService
from deepseek_gui.services.preferences import Preferences
from deepseek_gui.services.tasks import TaskRunner
from deepseek_gui.ui import theme
from deepseek_gui.ui.run.chat_panel import ChatPanel
from deepseek_gui.ui.run.choices import Choice, ChoiceModel
from deepseek_gui.ui.run.chooser import Chooser, Library, dropped_file
from deepseek_gui.ui.run.engine_desk import EngineDesk
from deepseek_gui.ui.run.failure_panel import FailurePanel
from deepseek_gui.ui.run.live_charts import LiveCharts
from deepseek_gui.ui.run.load_testing import LoadTesting
from deepseek_gui.ui.run.log_pane import LogPane
from deepseek_gui.ui.run.model_bar import ModelBar, Start
from deepseek_gui.ui.run.notice_stack import NoticeStack
from deepseek_gui.ui.run.rate import RateMeter
from deepseek_gui.ui.run.state_words import StateWords, engine_state
from deepseek_gui.ui.texts import translate
from deepseek_gui.ui.widgets.card import em_of

_RANDOM_ANSWER_TOKENS = 512
"""Random weights know no end of an answer."""
_LOG_TAIL_LINES = 60
_STEADY_TOKENS = 16
"""Before so many an answer's speed says little."""


class RunPage(QWidget):
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
        self._machine: Machine | None = None
        self._state = SessionState.IDLE
        self._loaded: PlanFacts | None = None
        self._loaded_choice: Choice | None = None
        self._load_when_described = False
        self._spill = SpillWatch(None)
        self._memory = MemoryWatch(None)
        self._undescribed = False
        self._pending_prompt: str | None = None
        self._meter = RateMeter()
        self._dragging = False
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
        self.setAcceptDrops(True)
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
        return self._meter

    @property
    def memory_seen(self) -> tuple[MemorySeen, ...]:
        """Return the most memory that the engine was seen to take, beside what was predicted."""
        return self._memory.seen

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
        self._machine = machine
        self._charts.set_machine(machine)
        self._load_testing.set_machine(machine)
        self._chooser.set_machine(machine)
        self._desk.set_machine(machine)

    def set_plan(self, plan: Plan) -> None:
        """Take a plan from Match: it becomes the first choice; a model that runs goes on running."""
        self._chooser.choose_plan(plan)

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

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802  Qt's name
        """Welcome one model file."""
        self._dragging = dropped_file(event.mimeData()) is not None
        if self._dragging:
            event.acceptProposedAction()
        self.update()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: N802  Qt's name
        """Forget the file that passed over."""
        super().dragLeaveEvent(event)
        self._dragging = False
        self.update()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802  Qt's name
        """Choose the file."""
        self._dragging = False
        self.update()
        path = dropped_file(event.mimeData())
        if path is not None:
            event.acceptProposedAction()
            self.open_file(path)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        """Draw a frame while a model file hovers over the page."""
        if self._dragging:
            em = em_of(self)
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.accent_colour(self.palette()), em / 4, Qt.PenStyle.DashLine))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(em / 4, em / 4, -em / 4, -em / 4), em / 2, em / 2)
            painter.end()

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
        self._chooser.changed.connect(self._on_choice_changed)
        self._chooser.engines_known.connect(self._show_state)
        self._chooser.described.connect(self._on_described)
        self._chooser.failed.connect(self._on_describe_failed)
        self._desk.failed.connect(self._on_desk_failed)
        self._desk.agreed.connect(self._take_remedy)
        self._bar.start_clicked.connect(self._on_start_clicked)
        self._bar.export_clicked.connect(self._on_export_clicked)
        self._failure.retry_requested.connect(self._on_retry_requested)
        self._failure.remedy_requested.connect(self._on_remedy_requested)
        self._notices.remedy_requested.connect(self._on_remedy_requested)
        self._chat.prompt_entered.connect(self._on_prompt_entered)
        self._chat.stop_clicked.connect(self._on_stop_clicked)
        self._charts.test_clicked.connect(self._load_testing.open)
        self._load_testing.restart_requested.connect(self._on_restart_requested)
        self._engine.event_received.connect(self._on_event)
        self._engine.state_changed.connect(self._on_state_changed)
        self._monitor.sample_taken.connect(self._on_sample)

    # choosing

    @Slot()
    def _on_choice_changed(self) -> None:
        self._forget_wish_to_load()
        self._show_state()

    @Slot()
    def _on_described(self) -> None:
        if self._state is SessionState.IDLE or self._undescribed:
            self._failure.dismiss()
        self._undescribed = False
        if self._load_when_described:
            self._load_when_described = False
            self._load()
        self._show_state()

    @Slot(object)
    def _on_describe_failed(self, error: Exception) -> None:
        self._forget_wish_to_load()
        self._undescribed = True
        self._failure.show_failure(error)
        self._show_state()

    def _forget_wish_to_load(self) -> None:
        if self._load_when_described:
            self._load_when_described = False
            self._give_prompt_back()

    @Slot(object)
    def _on_desk_failed(self, error: Exception) -> None:
        self._failure.show_failure(error)

    @Slot()
    def _on_export_clicked(self) -> None:
        if self._chooser.facts is not None:
            self.export_requested.emit(self._chooser.facts.plan)

    # starting and asking

    @Slot()
    def _on_start_clicked(self) -> None:
        if self._bar.action in (Start.START, Start.SWITCH):
            self._load()
        elif self._bar.action in (Start.CANCEL, Start.UNLOAD):
            self._give_prompt_back()
            self._engine.unload()

    def _load(self) -> None:
        if self._chooser.facts is None or not self._chooser.startable or self._machine is None:
            return
        self._failure.dismiss()
        self._notices.clear()
        self._log.clear_lines()
        self._loaded, self._loaded_choice = self._chooser.facts, self._bar.current()
        estimate = None if self._machine.simulated else self._chooser.facts.estimate
        self._spill, self._memory = SpillWatch(estimate), MemoryWatch(estimate)
        server = self._loaded_choice.server if self._loaded_choice is not None else None
        if server is not None:
            self._engine.attach(server)
        else:
            self._engine.load(self._chooser.facts.plan, self._machine)

    @Slot(str)
    def _on_prompt_entered(self, prompt: str) -> None:
        if self._state is SessionState.READY:
            self._send(prompt)
        elif self._state is SessionState.LOADING:
            self._pending_prompt = prompt
        else:
            self._pending_prompt = prompt
            self._load()
        self._show_state()

    def _send(self, prompt: str) -> None:
        self._failure.dismiss()
        self._chat.begin(prompt, self._words.speaker(self._loaded))
        self._meter = RateMeter()
        self._charts.begin_prompt(self._meter)
        self._engine.send(self._messages(), self._max_tokens())

    @Slot()
    def _on_stop_clicked(self) -> None:
        self._engine.cancel()

    @Slot()
    def _on_retry_requested(self) -> None:
        self._failure.dismiss()
        if self._chooser.facts is None:
            self._chooser.describe()
            return
        prompt = self._failed_prompt()
        if prompt is not None:
            self._on_prompt_entered(prompt)
        elif self._state is SessionState.IDLE:
            self._load()

    @Slot(object)
    def _on_remedy_requested(self, remedy: Remedy) -> None:
        """Take a remedy, after its question if it has one, or lead to where a person does."""
        if remedy.question is not None:
            self._desk.ask(remedy)
        elif remedy.plan is None:
            self._desk.take_by_hand(remedy, self._loaded.plan.engine if self._loaded else "")
        else:
            self._take_remedy(remedy)

    @Slot(object)
    def _take_remedy(self, remedy: Remedy) -> None:
        """Load a changed plan in the place of the one that it comes from, and ask again what failed with that."""
        if remedy.plan is None or self._loaded_choice is None:
            return
        self._failure.dismiss()
        prompt = self._failed_prompt()
        self._on_restart_requested(remedy.plan)
        self._pending_prompt = prompt
        self._show_state()

    @Slot(object)
    def _on_restart_requested(self, plan: Plan) -> None:
        """Load a changed plan in the place of the one that it comes from."""
        if self._loaded_choice is None:
            return
        changed = replace(self._loaded_choice, plan=plan, keeps_engine=True)
        self._chooser.choose(changed, instead_of=self._loaded_choice)
        self._load_when_described = True
        self._show_state()

    def _failed_prompt(self) -> str | None:
        """Take the prompt whose answer failed out of the conversation, to ask it again."""
        answer = self._chat.transcript.last_answer()
        return self._chat.take_back() if answer is not None and answer.failed else None

    def _give_prompt_back(self) -> None:
        """Put a prompt that could not be sent back where it was written."""
        if self._pending_prompt is not None and not self._chat.prompt_box.toPlainText():
            self._chat.prompt_box.setPlainText(self._pending_prompt)
        self._pending_prompt = None

    def _messages(self) -> list[ChatMessage]:
        """Return what is sent: the conversation, or of random words only the newest prompt.

        Invented syllables come back as one token a byte, so that a second turn would fill the context with noise.
        """
        messages = [ChatMessage(role.value, text) for role, text in self._chat.transcript.history()]
        return messages[-1:] if self._has_random_weights() else messages

    def _max_tokens(self) -> int | None:
        return _RANDOM_ANSWER_TOKENS if self._has_random_weights() else None

    def _is_attached(self) -> bool:
        return self._loaded_choice is not None and self._loaded_choice.server is not None

    def _has_random_weights(self) -> bool:
        return self._loaded is not None and self._loaded.weights is Weights.RANDOM

    # what the engine says

    @Slot(object)
    def _on_state_changed(self, state: SessionState) -> None:
        before, self._state = self._state, state
        if state is SessionState.LOADING:
            self._charts.begin_loading(self._loaded.estimate if self._loaded is not None else None)
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
                self._on_done(event)
            case Failed():
                self._on_failed(event)
            case Notice():
                self._notices.show_notice(event)
            case Unloaded():
                self._on_unloaded()
            case _:
                raise TypeError(event)

    def _on_token(self, token: Token) -> None:
        if not self._chat.answering:
            return
        self._notices.take_back(Cause.HUNG)
        self._meter.add(token.time_s, token.count)
        self._charts.take_token(token)
        self._chat.add_token(token)

    def _on_ready(self, ready: Ready) -> None:
        self._monitor.watch_process(ready.pid)
        self._memory.begin(ready.pid)
        if self._bar.start_button.hasFocus():  # it says Unload now: Enter should not end what has just begun
            self._chat.prompt_box.setFocus()
        prompt, self._pending_prompt = self._pending_prompt, None
        if prompt is not None:
            self._send(prompt)
        self._show_state()

    def _on_done(self, done: Done) -> None:
        self._charts.end_phase()
        self._chat.end_answer(done)
        if self._loaded is not None:
            context = 0 if self._is_attached() else self._loaded.plan.settings.context
            self._memory.answered(done.prompt_tokens)
            self._chat.figures.show_memory(self._memory.seen)
            self._chat.figures.show_done(done, self._loaded.estimate, context)
        self._show_state()

    def _on_failed(self, failed: Failed) -> None:
        self._charts.end_phase()
        self._give_prompt_back()
        if self._chat.answering:
            self._chat.end_answer(None)
        lines = self._log.text().splitlines()
        self._failure.show_failure(failed, "\n".join(lines[-_LOG_TAIL_LINES:]))
        if self._state is SessionState.IDLE:
            self._monitor.watch_process(None)
        self._show_state()

    def _on_unloaded(self) -> None:
        self._monitor.watch_process(None)
        if self._chat.answering:
            self._chat.end_answer(None)
        self._show_state()

    @Slot(object)
    def _on_sample(self, sample: Sample) -> None:
        self._charts.take_sample(sample)
        self._memory.look(sample)
        self._chat.figures.show_memory(self._memory.seen)
        spilled = self._spill.look(sample, self._meter.mean(_STEADY_TOKENS)) if self._chat.answering else None
        if spilled is not None:
            self._engine.remark(spilled)

    # what the page says

    def _show_loading(self, loading: Loading) -> None:
        words = translate(loading.step) + "…" if loading.step else self.tr("Loading the model…")
        self._bar.set_stage(words, loading.progress)

    @Slot()
    def _show_state(self) -> None:
        """Bring every part in line with the state."""
        self._bar.set_action(self._start_action(), attached=self._is_attached())
        if self._state is SessionState.LOADING:
            self._bar.set_stage(self.tr("Loading the model…"))
        elif self._state is SessionState.UNLOADING:
            self._bar.set_stage(self.tr("Ending the engine…"))
        else:
            self._bar.set_stage("")
        startable = self._state is SessionState.IDLE and self._chooser.startable
        waiting = self._pending_prompt is not None
        ready = self._state in (SessionState.READY, SessionState.LOADING)
        self._chat.set_can_send((startable or ready) and not waiting)
        facts = self._chooser.facts if self._state is SessionState.IDLE else self._loaded
        self._chat.notice.show_words(self._words.worth(facts))
        self._chat.empty_state.show_words(
            *self._words.next_step(self._state, self._chooser.startable, facts is not None, waiting)
        )
        self._charts.set_can_test(self._state is SessionState.READY)
        self._load_testing.show_engine(self._loaded.plan if self._loaded is not None else None, self._state)
        self._tell_engine()

    def _start_action(self) -> Start:
        if self._state is SessionState.IDLE:
            return Start.START
        if self._state is SessionState.UNLOADING:
            return Start.WAIT
        if self._state is SessionState.LOADING:
            return Start.CANCEL
        facts, loaded = self._chooser.facts, self._loaded
        same = facts is None or loaded is None or (facts.plan == loaded.plan and self._same_server())
        return Start.UNLOAD if same else Start.SWITCH

    def _same_server(self) -> bool:
        """Return whether one server stands behind what is selected and what is loaded: two may name a model alike."""
        selected, loaded = self._bar.current(), self._loaded_choice
        return (selected.server if selected else None) == (loaded.server if loaded else None)

    def _tell_engine(self) -> None:
        running = self._loaded if self._state is not SessionState.IDLE else None
        self.engine_changed.emit(engine_state(self._state, running), self._words.speaker(running))
