"""Runs as a person may see them, for `--screenshots`: answers on simulated GPUs, and tests with several users."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from deepseek_gui.core.load_steps import LoadOutcome, LoadProgress, LoadSettings, LoadStep, with_slots
from deepseek_gui.core.load_test import Caller
from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.events import Done, PromptProgress, Token
from deepseek_gui.domain.machine import Machine
from deepseek_gui.domain.plan import DeviceMemory, Estimate, Plan, Range, RunSettings, Source, Speed
from deepseek_gui.domain.sample import ProcessState, Sample
from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text
from deepseek_gui.domain.units import GIB
from deepseek_gui.services.load_test import LoadTestService
from deepseek_gui.ui.run.load_dialog import LoadDialog
from deepseek_gui.ui.run.page import RunPage
from deepseek_gui.ui.run.rate import RateMeter

_STEP_S = 0.25
_LOADED_S, _FIRST_S, _END_S = 6.0, 8.0, 36.0
_PROMPT_TOKENS = 1840
_ANSWER = (
    "A mixture-of-experts model reads only a few of its experts for every token, so it is as fast as a much smaller "
    "model while it remembers as much as a large one. All experts have to lie in memory nevertheless, because any of "
    "them may be asked next. That is why the graphics memory decides what fits, and its bandwidth decides how fast.\n\n"
)
_QUESTION = (
    "Why is a mixture-of-experts model with 671 billion parameters faster than a dense one with 70 billion, and why "
    "does it need more memory all the same?"
)
_PLAN = Plan("r1-distill-qwen-7b", "Q4_K_M", settings=RunSettings(context=32_768, parallel=8))
_THROUGHPUT = {1: 46.0, 2: 88.0, 4: 160.0, 8: 262.0, 16: 380.0, 32: 455.0}
_FAST = 400.0
"""Tokens per second of the prompt, which the users wait for in line."""


class StagedTest(LoadTestService):
    """A test whose steps the scene tells."""

    def __init__(self) -> None:
        super().__init__(_nobody)
        self._on = False

    @property
    def running(self) -> bool:
        """Whether the scene is in the middle of a test."""
        return self._on

    def start(self, settings: LoadSettings) -> None:
        """Begin to be told."""
        del settings
        self._on = True

    def cancel(self) -> None:
        """End with the dialog."""
        self._on = False

    def finish(self, outcome: LoadOutcome) -> None:
        """Tell how it ended."""
        self._on = False
        self.ended.emit(outcome)


@dataclass(frozen=True, slots=True)
class LoadScene:
    """A state of the dialog of several users.

    Attributes:
        slots: how many the engine answers at once.
        steps: how many of the steps are done; None before Start.
        error: why the next one failed.
        unended: the test goes on.
    """

    name: str
    slots: int = 8
    steps: int | None = None
    error: ActionableError | None = None
    unended: bool = False


LOAD_SCENES = (
    LoadScene("empty"),
    LoadScene("slots", slots=1),
    LoadScene("running", steps=2, unended=True),
    LoadScene("done", steps=4),
    LoadScene(
        "failed",
        steps=2,
        error=ActionableError(
            Text(QT_TRANSLATE_NOOP("core", "The connection to the engine broke off.")),
            Text(QT_TRANSLATE_NOOP("core", "Start the model again.")),
        ),
    ),
)


def load_dialog(scene: LoadScene) -> LoadDialog:
    """Return the dialog in a scene's state; closing it is enough."""
    service = StagedTest()
    dialog = LoadDialog(service)
    service.setParent(dialog)
    dialog.set_engine(replace(_PLAN, settings=replace(_PLAN.settings, parallel=scene.slots)), ready=True)
    dialog.set_estimates({users: _estimate(users) for users in _THROUGHPUT})
    if scene.steps is None:
        return dialog
    dialog.start.click()
    steps = tuple(_step(users) for users in list(_THROUGHPUT)[: scene.steps])
    for step in steps:
        service.step_taken.emit(step)
    if scene.unended:
        service.progressed.emit(LoadProgress(4, 96, 0.7))
    else:
        service.finish(LoadOutcome(steps, error=scene.error))
    return dialog


def show_answer(page: RunPage, estimate: Estimate | None, samples: Iterator[Sample]) -> None:
    """Load a model, read a prompt and write an answer on the page's charts and into its conversation.

    Args:
        page: of an engine that runs nothing.
        estimate: what the plan is predicted to take.
        samples: one a second, at least `_END_S` of them.
    """
    charts, chat, meter = page.charts, page.chat, RateMeter()
    now_s, words = 0.0, itertools.cycle(re.findall(r"\S+\s+", _ANSWER))
    charts.clock = lambda: 1000.0 + now_s
    charts.begin_loading(estimate)
    count = 0
    while now_s < _END_S:
        if now_s == int(now_s):
            charts.take_sample(_watched(next(samples), min(1.0, now_s / _LOADED_S)))
        if now_s == _LOADED_S:
            charts.end_phase()
            chat.begin(_QUESTION, estimate.plan.model if estimate is not None else "")
            charts.begin_prompt(meter)
        elif _LOADED_S < now_s < _FIRST_S:
            share = (now_s - _LOADED_S) / (_FIRST_S - _LOADED_S)
            charts.take_progress(PromptProgress(round(share * _PROMPT_TOKENS), _PROMPT_TOKENS, 0, now_s - _LOADED_S))
        elif now_s >= _FIRST_S:
            for _ in range(9 + count % 3):
                count += 1
                token = Token(next(words), now_s - _LOADED_S)
                meter.add(token.time_s, token.count)
                charts.take_token(token)
                chat.add_token(token)
            charts.tick()
        now_s += _STEP_S
    charts.end_phase()
    done = Done(_PROMPT_TOKENS, count, _FIRST_S - _LOADED_S, meter.mean(), _PROMPT_TOKENS / 1.9, meter.mean())
    chat.end_answer(done)
    chat.figures.show_done(done, estimate, 32_768)


def plan_for(machine: Machine) -> Plan:
    """Return a plan to answer with: a larger model where there are many GPUs."""
    return Plan("r1-distill-llama-70b", "Q4_K_M") if len(machine.gpus) > 1 else replace(_PLAN, settings=RunSettings())


def _watched(sample: Sample, loaded: float) -> Sample:
    """Return a sample whose engine holds most of the memory of every GPU, or RAM without one, as far as it is there."""
    held = tuple(
        replace(process, memory_bytes=round(0.9 * loaded * (process.memory_bytes or 0)), watched=True)
        for process in sample.gpu_processes or ()
    )
    rss = round((1.6 if held else 5.2) * loaded * GIB)
    vram = sum(process.memory_bytes or 0 for process in held) if held else None
    return replace(sample, gpu_processes=held or None, process=ProcessState(4711, rss, vram))


def _estimate(users: int) -> Estimate:
    plan, expected = with_slots(_PLAN, users), _THROUGHPUT[users] * 1.1
    kv_bytes = plan.settings.context * 57_344  # Qwen 7B: 28 layers, 4 heads of 128, keys and values, 2 bytes
    device = DeviceMemory("RTX 4090", "gpu", round(4.3 * GIB), kv_bytes, GIB // 3, GIB // 2)
    speed = Speed(throughput_tps=Range(0.75 * expected, expected, 1.2 * expected), streams=users)
    return Estimate(
        plan, plan.settings, Source.COMPUTED, fits=True, file_bytes=round(4.4 * GIB), devices=(device,), speed=speed
    )


def _step(users: int) -> LoadStep:
    tps = _THROUGHPUT[users]
    wait_s = 64 * users / _FAST
    return LoadStep(users, 64 * users / tps, 64 * users, tps / users, 0.05 + wait_s, 0.09 + 2 * wait_s)


def _nobody() -> Caller:
    raise NotImplementedError
