"""The engine session for the window: the same calls, its events as signals on the GUI thread."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from deepseek_gui.core.attaching import Server
from deepseek_gui.core.connection import Connection
from deepseek_gui.core.engine_store import named_programs
from deepseek_gui.core.session import ChatMessage, EngineSession, SessionState
from deepseek_gui.domain.events import EngineEvent, Notice, Token
from deepseek_gui.domain.machine import Machine
from deepseek_gui.domain.plan import Plan
from deepseek_gui.settings.paths import Paths
from deepseek_gui.settings.store import Settings

_PERIOD_S = 0.016
"""Shortest time between two deliveries: tokens in between are joined, so that 1,000 a second cost no more than 60."""


class EngineService(QObject):
    """Carries events from the session's threads to the thread that owns this object.

    Signals:
        event_received: an `EngineEvent`; neighbouring `Token`s of one delivery come as one (`count` is their sum,
            `time_s` that of the last).
        state_changed: the new `SessionState`, before the event that belongs to it.
    """

    event_received = Signal(object)
    state_changed = Signal(object)
    _woken = Signal()

    def __init__(
        self, paths: Paths, parent: QObject | None = None, *, settings: Callable[[], Settings] | None = None
    ) -> None:
        """Prepare; nothing is started before the first `load`.

        Args:
            paths: of the profile.
            parent: owner.
            settings: asked before each start for the programs that they name; None reads their file.
        """
        super().__init__(parent)
        self._waiting: deque[EngineEvent | SessionState] = deque()
        self._lock = threading.Lock()
        self._wake_queued = False
        self._delivered_s = 0.0
        self._state = SessionState.IDLE
        self._closed = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._deliver)
        self._woken.connect(self._on_woken, Qt.ConnectionType.QueuedConnection)
        programs = None if settings is None else lambda: named_programs(settings(), paths)
        self._session = EngineSession(self._take, paths.log_dir, on_state=self._take, paths=paths, programs=programs)

    @property
    def state(self) -> SessionState:
        """The state as last told by `state_changed`."""
        return self._state

    def load(self, plan: Plan, machine: Machine) -> None:
        """Start the engine with a plan; one that runs is ended first. Returns at once."""
        self._session.load(plan, machine)

    def attach(self, server: Server) -> None:
        """Speak to a server that somebody else runs; an engine of ours is ended first. Returns at once."""
        self._session.attach(server)

    def send(self, messages: Sequence[ChatMessage], max_tokens: int | None = None) -> None:
        """Ask for an answer to a conversation. Returns at once."""
        self._session.send(messages, max_tokens=max_tokens)

    def cancel(self) -> None:
        """Stop the answer; a `Done` with `cancelled` follows. Returns at once."""
        self._session.cancel()

    def unload(self) -> None:
        """End the engine, also while it loads or its model file is made; `Unloaded` follows. Returns at once."""
        self._session.unload()

    def open_connection(self) -> Connection:
        """Return a connection of one's own to the engine; from any thread, which it may keep waiting for a moment.

        Raises:
            ActionableError: no engine answers.
        """
        return self._session.open_connection()

    def remark(self, notice: Notice) -> None:
        """Tell what was seen of the engine that runs; the `Notice` comes back with what to try. Returns at once."""
        self._session.remark(notice)

    def close(self, timeout_s: float = 3.0) -> None:
        """End the engine and every thread; blocks at most `timeout_s` seconds. No signal follows."""
        with self._lock:
            self._closed = True
            self._waiting.clear()
        self._timer.stop()
        self._session.close(timeout_s)

    def _take(self, item: EngineEvent | SessionState) -> None:
        with self._lock:
            if self._closed:
                return
            self._waiting.append(item)
            wake = not self._wake_queued
            self._wake_queued = True
        if wake:
            self._woken.emit()

    @Slot()
    def _on_woken(self) -> None:
        left_s = self._delivered_s + _PERIOD_S - time.monotonic()
        if left_s > 0:
            self._timer.start(max(1, round(left_s * 1000)))
        else:
            self._deliver()

    @Slot()
    def _deliver(self) -> None:
        with self._lock:
            items = list(self._waiting)
            self._waiting.clear()
            self._wake_queued = False
        self._delivered_s = time.monotonic()
        for item in join_tokens(items):
            if isinstance(item, SessionState):
                self._state = item
                self.state_changed.emit(item)
            else:
                self.event_received.emit(item)


def join_tokens(items: Iterable[EngineEvent | SessionState]) -> list[EngineEvent | SessionState]:
    """Return the items with each run of neighbouring tokens of one kind (thinking or not) joined into one."""
    joined: list[EngineEvent | SessionState] = []
    for item in items:
        last = joined[-1] if joined else None
        if isinstance(item, Token) and isinstance(last, Token) and item.thinking == last.thinking:
            joined[-1] = replace(item, text=last.text + item.text, count=last.count + item.count)
        else:
            joined.append(item)
    return joined
