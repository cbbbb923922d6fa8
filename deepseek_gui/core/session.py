"""The engine that runs now: load a plan, talk to it, end it. No call waits; what happens arrives as events."""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from pathlib import Path

from deepseek_gui.core.attaching import AttachedRun, Server
from deepseek_gui.core.connection import Connection
from deepseek_gui.core.engine_run import EngineRun, ended_failure
from deepseek_gui.core.engine_store import chosen_programs
from deepseek_gui.core.model_store import MakingCancelledError, checkpoint, library_tag, model_file
from deepseek_gui.core.remedies import Ladder, without_gpu
from deepseek_gui.core.watching import SILENCE_S, SilenceWatch, silence, slow_loading
from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.events import Done, EngineEvent, Failed, Loading, LogLine, Notice, Ready, Unloaded
from deepseek_gui.domain.machine import Machine
from deepseek_gui.domain.plan import Plan
from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text
from deepseek_gui.engines.base import ModelKind, Surroundings
from deepseek_gui.engines.registry import engine
from deepseek_gui.engines.stream import StreamBrokenError
from deepseek_gui.settings.paths import Paths, default_paths

_log = logging.getLogger(__name__)

_END_TIMEOUT_S = 3.0


class SessionState(Enum):
    """What the session is doing."""

    IDLE = "idle"
    LOADING = "loading"
    READY = "ready"
    GENERATING = "generating"
    UNLOADING = "unloading"


@dataclass(frozen=True, slots=True)
class ChatMessage:
    """One message of a conversation.

    Attributes:
        role: "system", "user" or "assistant".
    """

    role: str
    content: str


@dataclass(eq=False, slots=True)
class _Load:
    plan: Plan
    machine: Machine
    cancelled: threading.Event = field(default_factory=threading.Event)


@dataclass(eq=False, slots=True)
class _Attach:
    server: Server
    cancelled: threading.Event = field(default_factory=threading.Event)


@dataclass(eq=False, slots=True)
class _Send:
    messages: tuple[ChatMessage, ...]
    max_tokens: int | None
    temperature: float | None
    cancelled: threading.Event = field(default_factory=threading.Event)


@dataclass(frozen=True, slots=True)
class _Unload:
    pass


@dataclass(frozen=True, slots=True)
class _Close:
    pass


@dataclass(frozen=True, slots=True)
class _FromEngine:
    """Something that the engine's process told."""

    run: EngineRun
    what: Loading | Ready | None
    """None: it has ended."""


_Message = _Load | _Attach | _Send | _Unload | _Close | _FromEngine


class EngineSession:
    """One engine at a time, driven from one thread of its own.

    Every event is told to `on_event` and every change of state to `on_state` first, so a listener that hears `Ready`
    may send at once. After `Failed` the state says what is left: READY, the engine still answers; IDLE, it is gone.
    `LogLine`s come from a second thread.
    """

    def __init__(
        self,
        on_event: Callable[[EngineEvent], None],
        work_dir: Path,
        *,
        on_state: Callable[[SessionState], None] | None = None,
        paths: Paths | None = None,
        port: int = 0,
        programs: Callable[[], Mapping[str, Path]] | None = None,
        silence_s: float = SILENCE_S,
    ) -> None:
        """Prepare; no thread or process is started before the first `load`.

        Args:
            on_event: called on the session's threads; must not wait for the session.
            on_state: called likewise.
            work_dir: keeps the engine's last log (`engine.log`); when it cannot be written the log is not kept.
            paths: where model files are found and made; the user's own folders when None.
            port: TCP port of the engine; 0 takes a free one.
            programs: asked before each start: engine id -> the program to use instead of the one on the search path;
                None takes the build that the person's settings name.
            silence_s: after so long without a token a `Notice` is told.
        """
        self._on_event = on_event
        self._on_state = on_state or (lambda _state: None)
        self._work_dir = work_dir
        self._paths = paths
        self._port = port
        self._programs = programs or (lambda: chosen_programs(paths or default_paths()))
        self._silence_s = silence_s
        self._ladder = Ladder()
        self._loaded: _Load | None = None
        self._state = SessionState.IDLE
        self._inbox: queue.SimpleQueue[_Message] = queue.SimpleQueue()
        self._run: EngineRun | AttachedRun | None = None
        self._lock = threading.Lock()
        self._outstanding: set[_Load | _Attach | _Send] = set()
        self._thread: threading.Thread | None = None
        self._closed = False

    @property
    def state(self) -> SessionState:
        """What the session is doing now."""
        return self._state

    def load(self, plan: Plan, machine: Machine) -> None:
        """Start the engine of a plan; one that runs is ended first."""
        self._abandon(_Load, _Attach, _Send)
        self._post(_Load(plan, machine))

    def attach(self, server: Server) -> None:
        """Speak to a server that somebody else runs; an engine of ours is ended first. `Ready` or `Failed` follows."""
        self._abandon(_Load, _Attach, _Send)
        self._post(_Attach(server))

    def send(
        self, messages: Sequence[ChatMessage], *, max_tokens: int | None = None, temperature: float | None = None
    ) -> None:
        """Ask for the next message of a conversation; `Token`s and a `Done` follow.

        Args:
            messages: the whole conversation, oldest first.
            max_tokens: None lets the model end by itself.
            temperature: None takes what the model's makers recommend, or else the engine's default.
        """
        self._post(_Send(tuple(messages), max_tokens, temperature))

    def cancel(self) -> None:
        """End the answers that are under way or asked for; each ends with a `Done` marked as cancelled."""
        self._abandon(_Send)

    def unload(self) -> None:
        """End the engine, also while it loads; `Unloaded` follows unless nothing was loaded."""
        self._abandon(_Load, _Attach, _Send)
        self._post(_Unload())

    def open_connection(self) -> Connection:
        """Return a connection of one's own to the engine that answers now; from any thread.

        Raises:
            ActionableError: there is none.
        """
        run = self._run
        if run is None:
            failed = _not_ready()
            raise ActionableError(failed.message, failed.hint)
        return run.open_connection()

    def remark(self, notice: Notice) -> None:
        """Tell what the caller saw of the engine that runs, with what to try."""
        self._on_event(self._advised(notice))

    def close(self, timeout_s: float = _END_TIMEOUT_S) -> None:
        """End the engine and the session's threads; blocks until they are gone, at most `timeout_s` seconds."""
        self._closed = True
        self._abandon(_Load, _Attach, _Send)
        thread = self._thread
        if thread is None:
            return
        self._inbox.put(_Close())
        thread.join(timeout_s)
        run = self._run
        if thread.is_alive() and run is not None:
            _log.warning("the session did not end in time; its engine is killed")
            run.kill()

    def _post(self, message: _Load | _Attach | _Send | _Unload) -> None:
        with self._lock:
            if self._closed:
                return
            if isinstance(message, _Load | _Attach | _Send):
                self._outstanding.add(message)
            if self._thread is None:
                self._thread = threading.Thread(target=self._serve, name="engine-session", daemon=True)
                self._thread.start()
        self._inbox.put(message)

    def _abandon(self, *kinds: type[_Load | _Attach | _Send]) -> None:
        with self._lock:
            for message in self._outstanding:
                if isinstance(message, kinds):
                    message.cancelled.set()
        run = self._run
        if run is not None:
            run.abort_answer()

    # From here on: the session's own thread.

    def _serve(self) -> None:
        while True:
            message = self._inbox.get()
            try:
                if isinstance(message, _Close):
                    self._end_run()
                    return
                self._handle(message)
            except Exception as error:  # noqa: BLE001  a mistake of ours must reach the window, not end the thread
                _log.exception("the engine session failed")
                self._end_run()
                self._fail(_bug(error), SessionState.IDLE)
            finally:
                if isinstance(message, _Load | _Attach | _Send):
                    with self._lock:
                        self._outstanding.discard(message)

    def _handle(self, message: _Load | _Attach | _Send | _Unload | _FromEngine) -> None:
        match message:
            case _Load():
                self._load(message)
            case _Attach():
                self._attach(message)
            case _Send():
                self._answer(message)
            case _Unload():
                self._unload()
            case _FromEngine(run=run, what=what) if run is self._run:
                self._hear(run, what)
            case _FromEngine():
                pass  # an engine that was ended meanwhile

    def _load(self, command: _Load) -> None:
        self._unload()
        if command.cancelled.is_set():
            return
        self._loaded = command
        self._enter(SessionState.LOADING)
        self._on_event(Loading())
        try:
            self._run = self._start(command)
        except MakingCancelledError:
            self._enter(SessionState.IDLE)
            self._on_event(Unloaded())
        except ActionableError as error:
            self._fail(_failed(error), SessionState.IDLE)

    def _attach(self, command: _Attach) -> None:
        self._unload()
        if command.cancelled.is_set():
            return
        self._loaded = None
        self._enter(SessionState.LOADING)
        self._on_event(Loading())
        began_s = time.monotonic()
        try:
            self._run = AttachedRun(command.server)
        except ActionableError as error:
            self._fail(_failed(error), SessionState.IDLE)
        else:
            self._enter(SessionState.READY)
            self._on_event(Ready(time.monotonic() - began_s, None))

    def _start(self, command: _Load) -> EngineRun:
        plan = command.plan
        paths = self._paths or default_paths()
        chosen = engine(plan.engine, Surroundings(paths.cache_dir, self._programs()))
        match chosen.model_kind:
            case ModelKind.CHECKPOINT:
                file = checkpoint(plan, paths, self._on_event, cancelled=command.cancelled.is_set)
            case ModelKind.TAG if not plan.synthetic:
                file = library_tag(plan)
            case _:
                file = model_file(plan, paths, self._on_event, cancelled=command.cancelled.is_set)
        from deepseek_gui.core.estimating import with_load_mode  # noqa: PLC0415  not before a model is started

        plan = with_load_mode(plan, command.machine)
        return EngineRun(chosen, plan, file, self._hear_from, port=self._port, work_dir=self._work_dir)

    def _hear_from(self, run: EngineRun, what: Loading | Ready | LogLine | Notice | None) -> None:
        """Take what a run tells, on its own thread."""
        if isinstance(what, LogLine | Notice):
            self._on_event(what)
        else:
            self._inbox.put(_FromEngine(run, what))

    def _hear(self, run: EngineRun, what: Loading | Ready | None) -> None:
        if what is None:
            self._run = None
            run.end(0.0)
            self._fail(ended_failure(run), SessionState.IDLE)
        elif isinstance(what, Ready):
            self._enter(SessionState.READY)
            self._on_event(what)
            self._remark(run, what)
        elif self._state is SessionState.LOADING:
            self._on_event(what)

    def _remark(self, run: EngineRun, ready: Ready) -> None:
        """Tell what a person should know of an engine that has just come up."""
        if self._loaded is None:
            return
        self._ladder.forget(self._loaded.plan)
        for notice in (without_gpu(run.build, self._loaded.machine), slow_loading(run.file_bytes, ready.load_s)):
            if notice is not None:
                self._on_event(self._advised(notice))

    def _answer(self, command: _Send) -> None:
        run = self._run
        if run is None or self._state is not SessionState.READY:
            self._fail(_not_ready(), self._state)
            return
        if command.cancelled.is_set():
            self._on_event(Done(None, 0, None, None, None, None, cancelled=True))
            return
        self._enter(SessionState.GENERATING)
        messages = [{"role": message.role, "content": message.content} for message in command.messages]
        watch = SilenceWatch(lambda: self._on_event(self._advised(silence(self._silence_s))), self._silence_s)
        try:
            with watch:
                for event in run.answer(messages, command.max_tokens, command.temperature, command.cancelled):
                    watch.heard()
                    if isinstance(event, Done):
                        self._enter(SessionState.READY)
                    self._on_event(event)
        except ActionableError as error:
            self._fail(_failed(error), SessionState.READY)
        except StreamBrokenError as error:
            self._lose(run, str(error))

    def _lose(self, run: EngineRun | AttachedRun, details: str) -> None:
        """The answer broke off: say whether the engine is gone with it."""
        if isinstance(run, EngineRun) and run.has_ended(within_s=1.0):
            self._run = None
            run.end(0.0)
            self._fail(ended_failure(run), SessionState.IDLE)
        else:
            self._fail(_broken(details), SessionState.READY)

    def _unload(self) -> None:
        if self._run is None:
            return
        self._enter(SessionState.UNLOADING)
        self._end_run()
        self._enter(SessionState.IDLE)
        self._on_event(Unloaded())

    def _end_run(self) -> None:
        run, self._run = self._run, None
        if run is not None:
            run.end(_END_TIMEOUT_S)

    def _fail(self, failure: Failed, state: SessionState) -> None:
        self._enter(state)
        loaded = self._loaded
        self._on_event(failure if loaded is None else self._ladder.failed(failure, loaded.plan, loaded.machine))

    def _advised(self, notice: Notice) -> Notice:
        """Return a notice with what to try."""
        loaded = self._loaded
        if loaded is None or notice.cause is None or notice.remedies:
            return notice
        return replace(notice, remedies=self._ladder.propose(notice.cause, loaded.plan, loaded.machine))

    def _enter(self, state: SessionState) -> None:
        if state is not self._state:
            self._state = state
            self._on_state(state)


def _failed(error: ActionableError) -> Failed:
    return Failed(error.message, error.hint, error.details, error.cause)


def _not_ready() -> Failed:
    return Failed(
        Text(QT_TRANSLATE_NOOP("core", "No model is loaded.")),
        Text(QT_TRANSLATE_NOOP("core", "Start one, then send again.")),
    )


def _broken(details: str) -> Failed:
    return Failed(
        Text(QT_TRANSLATE_NOOP("core", "The connection to the engine broke off in the middle of the answer.")),
        Text(QT_TRANSLATE_NOOP("core", "Send again; if it happens again, unload the model and start it anew.")),
        details,
    )


def _bug(error: Exception) -> Failed:
    return Failed(
        Text(QT_TRANSLATE_NOOP("core", "The program made a mistake: {error}"), {"error": str(error)}),
        Text(QT_TRANSLATE_NOOP("core", "Start the model again, and report this with the details.")),
        repr(error),
    )
