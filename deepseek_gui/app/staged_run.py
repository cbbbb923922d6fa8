"""The states of Run for `--screenshots`, without an engine: its events are told, not made."""

from __future__ import annotations

import itertools
import math
import random
import time
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from deepseek_gui.core.session import ChatMessage, SessionState
from deepseek_gui.domain.events import Done, Loading, LogLine, Ready, Token
from deepseek_gui.domain.machine import Machine
from deepseek_gui.domain.plan import Plan
from deepseek_gui.services.engine import EngineService
from deepseek_gui.ui.run.phases import Phase

if TYPE_CHECKING:
    from deepseek_gui.ui.run.page import RunPage

PROMPT = "Which model fits a graphics card with 12 GB?"
_SYLLABLES = ("ka", "lo", "mi", "ren", "su", "ta", "vel", "no", "dri", "es", "bo", "an")
_DECODE_TPS = 25.8
_LOADED_GIB = 1.9


class StillEngine(EngineService):
    """An engine that starts nothing: the pictures tell its events."""

    def load(self, plan: Plan, machine: Machine) -> None:
        """Start nothing."""
        del plan, machine

    def send(self, messages: Sequence[ChatMessage], max_tokens: int | None = None) -> None:
        """Send nothing."""
        del messages, max_tokens

    def tell(self, state: SessionState) -> None:
        """Say that the engine is in this state."""
        self._state = state
        self.state_changed.emit(state)


def begin_loading(page: RunPage, engine: StillEngine) -> None:
    """Show a model that is being read."""
    page.bar.start_clicked.emit()
    engine.tell(SessionState.LOADING)
    engine.event_received.emit(Loading(0.62))


def generate(page: RunPage, engine: StillEngine) -> None:
    """Show a conversation under way, its charts filled as after a minute."""
    page.bar.start_clicked.emit()
    engine.tell(SessionState.LOADING)
    engine.tell(SessionState.READY)
    engine.event_received.emit(Ready(1.4, 0))
    for line in ("load_tensors: CPU_Mapped model buffer size = 828.59 MiB", "server is listening on 127.0.0.1"):
        engine.event_received.emit(LogLine(line))
    page.chat.prompt_entered.emit(PROMPT)
    engine.tell(SessionState.GENERATING)
    for number, word in enumerate(itertools.islice(random_words(), 150)):
        engine.event_received.emit(Token(word, 0.4 + number / _DECODE_TPS))
    fill_charts(page)


def finish(engine: StillEngine) -> None:
    """Show the answer's figures."""
    engine.tell(SessionState.READY)
    engine.event_received.emit(Done(14, 150, 0.41, _DECODE_TPS, 96.0, 26.0))


def fill_charts(page: RunPage) -> None:
    """Draw the course of a load and an answer that ended now."""
    speed, memory, load = page.charts.charts
    track, now_s = page.charts.track, time.monotonic()
    for chart in page.charts.charts:
        chart.clear()
    track.spans.clear()
    track.begin(Phase.LOADING, now_s - 75)
    track.begin(Phase.PROMPT, now_s - 62)
    track.begin(Phase.GENERATION, now_s - 60)
    for age_s in range(100, -1, -1):
        loaded = min(1.0, max(0.0, (75 - age_s) / 13))
        running = age_s <= 60
        rate = _DECODE_TPS + 1.2 * math.sin(age_s / 3) if running else None
        rest: tuple[float | None, ...] = (None,) * (memory.history.columns - 1)
        speed.append(now_s - age_s, (rate, _DECODE_TPS if running else None))
        memory.append(now_s - age_s, (0.1 + _LOADED_GIB * loaded, *rest))
        busy = 96 + 3 * math.sin(age_s) if running else 55 * (0 < loaded < 1) + 6
        load.append(now_s - age_s, (busy,))


def random_words() -> Iterator[str]:
    """Yield invented words, the same each time: random weights speak like this."""
    dice = random.Random(7)  # noqa: S311  a picture, not a secret
    while True:
        word = "".join(dice.choice(_SYLLABLES) for _ in range(dice.randint(1, 3)))
        yield word + dice.choice((" ", " ", " ", ", ", ". "))
