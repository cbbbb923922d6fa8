from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from PySide6.QtCore import QCoreApplication, QObject, QThread, Slot
from pytestqt.qtbot import QtBot

from deepseek_gui.core.session import ChatMessage, SessionState
from deepseek_gui.domain.events import Done, EngineEvent, Failed, LogLine, Ready, Token, Unloaded
from deepseek_gui.domain.machine import Machine
from deepseek_gui.domain.plan import Plan, RunSettings
from deepseek_gui.services.engine import EngineService, join_tokens
from deepseek_gui.settings.paths import profile_paths

ASK = [ChatMessage("user", "Tell me a long story.")]
TIMEOUT_MS = 60_000


class Listener(QObject):
    """Keeps what arrives and on which thread."""

    def __init__(self, service: EngineService) -> None:
        super().__init__()
        self.events: list[EngineEvent] = []
        self.states: list[SessionState] = []
        self.threads: set[QThread] = set()
        service.event_received.connect(self._on_event)
        service.state_changed.connect(self._on_state)

    @Slot(object)
    def _on_event(self, event: EngineEvent) -> None:
        self.threads.add(QThread.currentThread())
        self.events.append(event)

    @Slot(object)
    def _on_state(self, state: SessionState) -> None:
        self.states.append(state)

    def has(self, kind: type[EngineEvent]) -> bool:
        return any(isinstance(event, kind) for event in self.events)


@pytest.fixture
def service(qapp: QCoreApplication, tmp_path: Path) -> Iterator[EngineService]:
    assert qapp is not None
    made = EngineService(profile_paths(tmp_path))
    yield made
    made.close()
    assert not psutil.Process().children(recursive=True)


def load(service: EngineService, file: Path) -> None:
    service.load(Plan(file.name, None, file=file, settings=RunSettings(context=2048)), Machine("here"))


def test_events_arrive_on_the_window_s_thread_in_order(qtbot: QtBot, service: EngineService, tiny_model: Path) -> None:
    listener = Listener(service)
    load(service, tiny_model)
    qtbot.waitUntil(lambda: listener.has(Ready), timeout=TIMEOUT_MS)
    service.send(ASK, 200)
    qtbot.waitUntil(lambda: listener.has(Done), timeout=TIMEOUT_MS)
    service.unload()
    qtbot.waitUntil(lambda: listener.has(Unloaded), timeout=TIMEOUT_MS)
    assert listener.threads == {QThread.currentThread()}
    done = next(event for event in listener.events if isinstance(event, Done))
    tokens = [event for event in listener.events if isinstance(event, Token)]
    assert sum(token.count for token in tokens) <= done.tokens
    assert listener.states[0] is SessionState.LOADING
    assert listener.states[-1] is SessionState.IDLE
    assert service.state is SessionState.IDLE


def test_a_fast_engine_costs_few_deliveries(qtbot: QtBot, service: EngineService) -> None:
    listener = Listener(service)

    def tell() -> None:
        for number in range(5000):
            service._take(Token(f"{number} ", number / 1000))
        service._take(Done(1, 5000, 0.1, 1.0, 1.0, 1.0))

    thread = threading.Thread(target=tell)
    thread.start()
    qtbot.waitUntil(lambda: listener.has(Done), timeout=TIMEOUT_MS)
    thread.join()
    tokens = [event for event in listener.events if isinstance(event, Token)]
    assert "".join(token.text for token in tokens) == "".join(f"{number} " for number in range(5000))
    assert sum(token.count for token in tokens) == 5000
    assert len(tokens) < 500
    assert isinstance(listener.events[-1], Done)


def test_only_neighbours_of_one_kind_are_joined() -> None:
    items: list[EngineEvent | SessionState] = [
        Token("a", 1.0, thinking=True),
        Token("b", 2.0, 2, thinking=True),
        Token("c", 3.0),
        LogLine("x"),
        Token("d", 4.0),
    ]
    assert join_tokens(items) == [
        Token("ab", 2.0, 3, thinking=True),
        Token("c", 3.0),
        LogLine("x"),
        Token("d", 4.0),
    ]


def test_a_failure_arrives_as_an_event(qtbot: QtBot, service: EngineService, tmp_path: Path) -> None:
    listener = Listener(service)
    load(service, tmp_path / "nothing.gguf")
    qtbot.waitUntil(lambda: listener.has(Failed), timeout=TIMEOUT_MS)
    assert service.state is SessionState.IDLE


def test_closing_in_the_middle_of_an_answer_leaves_nothing(qtbot: QtBot, tmp_path: Path, chatty_model: Path) -> None:
    service = EngineService(profile_paths(tmp_path))
    listener = Listener(service)
    load(service, chatty_model)
    qtbot.waitUntil(lambda: listener.has(Ready), timeout=TIMEOUT_MS)
    service.send(ASK)
    qtbot.waitUntil(lambda: listener.has(Token), timeout=TIMEOUT_MS)
    service.close()
    told = len(listener.events)
    assert not psutil.Process().children(recursive=True)
    qtbot.wait(50)
    assert len(listener.events) == told
    service.deleteLater()
