"""A page with scripted services: the same signals as the real ones, no engine and no sampler."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from deepseek_gui.core.attaching import Server
from deepseek_gui.core.engine_shelf import BARE, ShelfBackend
from deepseek_gui.core.load_test import Caller
from deepseek_gui.core.runnable import PlanFacts, Weights
from deepseek_gui.core.session import ChatMessage, SessionState
from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.events import Done, EngineEvent, Failed, Loading, Notice, Ready, Token, Unloaded
from deepseek_gui.domain.machine import Cpu, Machine, Memory
from deepseek_gui.domain.plan import DeviceMemory, Estimate, Plan, Range, Source, Speed
from deepseek_gui.domain.sample import CpuState, GpuState, MemoryState, ProcessState, Sample
from deepseek_gui.domain.text import Text
from deepseek_gui.domain.units import GIB
from deepseek_gui.services.engine_shelf import EngineShelf
from deepseek_gui.services.preferences import Preferences
from deepseek_gui.services.tasks import TaskRunner
from deepseek_gui.ui.run import RunPage
from deepseek_gui.ui.run.model_bar import Start

MACHINE = Machine("test machine", Cpu("a CPU", 2, 2), Memory(8 * GIB, 6 * GIB))
DONE = Done(24, 120, 0.41, 24.8, 210.0, 25.1)


class FakeEngine(QObject):
    """Records calls; the test says what happens."""

    event_received = Signal(object)
    state_changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.loaded: list[Plan] = []
        self.attached: list[Server] = []
        self.sent: list[tuple[tuple[ChatMessage, ...], int | None]] = []
        self.cancelled = 0
        self.unloaded = 0

    def load(self, plan: Plan, machine: Machine) -> None:
        assert machine.name == MACHINE.name
        self.loaded.append(plan)
        self.state_changed.emit(SessionState.LOADING)
        self.event_received.emit(Loading())

    def attach(self, server: Server) -> None:
        self.attached.append(server)
        self.state_changed.emit(SessionState.LOADING)
        self.event_received.emit(Loading())

    def send(self, messages: Sequence[ChatMessage], max_tokens: int | None = None) -> None:
        self.sent.append((tuple(messages), max_tokens))
        self.state_changed.emit(SessionState.GENERATING)

    def cancel(self) -> None:
        self.cancelled += 1

    def unload(self) -> None:
        self.unloaded += 1

    def open_connection(self) -> Caller:
        raise ActionableError(Text("No model is loaded."))

    def remark(self, notice: Notice) -> None:
        self.event_received.emit(notice)

    def become_ready(self, pid: int | None = 4242) -> None:
        self.state_changed.emit(SessionState.READY)
        self.event_received.emit(Ready(0.8, pid))

    def answer(self, *pieces: str, thinking: Sequence[str] = (), rate: float = 25.0) -> None:
        for number, (piece, thought) in enumerate([(t, True) for t in thinking] + [(p, False) for p in pieces]):
            self.event_received.emit(Token(piece, 0.4 + number / rate, thinking=thought))

    def finish(self, done: Done = DONE) -> None:
        self.state_changed.emit(SessionState.READY)
        self.event_received.emit(done)

    def fail(self, failed: Failed, state: SessionState = SessionState.IDLE) -> None:
        self.state_changed.emit(state)
        self.event_received.emit(failed)

    def finish_unload(self) -> None:
        self.state_changed.emit(SessionState.UNLOADING)
        self.state_changed.emit(SessionState.IDLE)
        self.event_received.emit(Unloaded())


class FakeMonitor(QObject):
    """Gives the samples that a test hands in."""

    sample_taken = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.watched: list[int | None] = []

    def watch_process(self, pid: int | None) -> None:
        self.watched.append(pid)


@dataclass
class FakeLibrary:
    """Two plans and what is known of them; a file called "bad.gguf" can't be read."""

    demo: Plan | None = None
    described: list[Plan] = field(default_factory=list)
    machines: list[Machine] = field(default_factory=list)

    def demo_plan(self) -> Plan | None:
        return self.demo

    def synthetic_plans(self, machine: Machine) -> tuple[Plan, ...]:
        assert machine.name == MACHINE.name
        return (Plan("small", "Q4_0", synthetic=True), Plan("large", "Q4_K_M", synthetic=True))

    def plan_to_run(self, plan: Plan) -> Plan:
        return plan if plan.file or plan.engine == "vllm" else replace(plan, synthetic=True)

    def model_name(self, plan: Plan) -> str:
        return plan.model.capitalize()

    def describe(self, plan: Plan, machine: Machine) -> PlanFacts:
        assert machine.name == MACHINE.name
        self.described.append(plan)
        self.machines.append(machine)
        if plan.file and plan.file.name == "bad.gguf":
            raise ActionableError(Text("This is not a GGUF file."), Text("Choose another file."), "magic 0000")
        weights = Weights.DEMO if plan.model == "demo" else Weights.RANDOM if plan.synthetic else Weights.REAL
        return PlanFacts(
            plan, self.model_name(plan), "qwen2", plan.quantisation, 1_777_088_000, 131072, weights, an_estimate(plan)
        )


def an_estimate(plan: Plan) -> Estimate:
    device = DeviceMemory("CPU", "host", int(1.7 * GIB), GIB // 8, GIB // 16, 0, 6 * GIB)
    speed = Speed(decode_tps=Range(18, 24, 31), basis=Text("memory bandwidth"))
    return Estimate(plan, plan.settings, Source.COMPUTED, fits=True, file_bytes=GIB, devices=(device,), speed=speed)


def a_sample(number: int, *, gpu: bool = False) -> Sample:
    process = ProcessState(4242, int(1.8 * GIB), 5 * GIB if gpu else None, 190.0)
    gpus = (GpuState(0, "a GPU", 88.0, 6 * GIB, 12 * GIB),) if gpu else ()
    return Sample(
        time.time(), time.monotonic(), CpuState(70.0 + number % 9), MemoryState(8 * GIB), gpus, process=process
    )


@dataclass
class Rig:
    """The page and everything it speaks to."""

    page: RunPage
    engine: FakeEngine
    monitor: FakeMonitor
    library: FakeLibrary
    tasks: TaskRunner

    def wait_described(self, bot: QtBot) -> None:
        bot.waitUntil(self.page.bar.start_button.isEnabled)

    def start(self, bot: QtBot) -> None:
        self.wait_described(bot)
        self.page.bar.start_button.click()
        self.engine.become_ready()

    def action(self) -> Start:
        return self.page.bar.action

    def ask(self, prompt: str) -> None:
        self.page.chat.prompt_box.setPlainText(prompt)
        self.page.chat.prompt_box.submitted.emit()

    def say(self, event: EngineEvent) -> None:
        self.engine.event_received.emit(event)


@pytest.fixture
def make_rig(qtbot: QtBot) -> Iterator[Callable[..., Rig]]:
    rigs: list[Rig] = []

    def make(
        *,
        demo: bool = True,
        machine: Machine = MACHINE,
        backend: ShelfBackend = BARE,
        preferences: Preferences | None = None,
    ) -> Rig:
        library = FakeLibrary(Plan("demo", None, file=Path("demo.gguf")) if demo else None)
        tasks = TaskRunner()
        engine, monitor = FakeEngine(), FakeMonitor()
        page = RunPage(
            engine,  # type: ignore[arg-type]
            monitor,  # type: ignore[arg-type]
            tasks,
            machine,
            library=library,
            shelf=EngineShelf(tasks, backend),
            preferences=preferences,
        )
        qtbot.addWidget(page)
        rigs.append(Rig(page, engine, monitor, library, tasks))
        return rigs[-1]

    yield make
    for rig in rigs:
        rig.tasks.shut_down()


@pytest.fixture
def rig(make_rig: Callable[..., Rig]) -> Rig:
    return make_rig()
