"""How throughput grows with users: several conversations at once with the engine that runs, step by step.

Every user asks one question at the same moment; the step ends with the last answer. Questions differ, so that no engine
can answer one from what it kept of another. Answers are asked to go on to their full length (`ignore_eos`).
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from deepseek_gui.core.load_steps import LoadOutcome, LoadProgress, LoadSettings, LoadStep, percentile, steps_up_to
from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.events import Done, PromptProgress, Token
from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text
from deepseek_gui.engines.stream import AnswerEvent, StreamBrokenError

_TELL_EVERY_S = 0.25
_END_S = 5.0
"""An aborted connection ends at once; an engine that hangs is not waited for."""
_WARM_TOKENS = 4
_EXTRA: Mapping[str, Any] = {
    "ignore_eos": True,
    "cache_prompt": False,
    "timings_per_token": False,
    "return_progress": False,
}
"""What costs the engine and us time with each token is left out: we count pieces, the last one tells the tokens."""
_QUESTION = (
    "{number} people stand in a queue at a counter. Describe in detail what the first, the last and number {middle} of "
    "them may be waiting for, what they think, and what they say to each other."
)


class Caller(Protocol):
    """One user's connection: `core.connection.Connection`, or a fake in tests."""

    def answer(
        self, messages: Sequence[Mapping[str, str]], max_tokens: int, extra: Mapping[str, Any]
    ) -> Iterable[AnswerEvent]:
        """Yield the pieces of an answer, then `Done`."""
        ...

    def abort(self) -> None:
        """End the answer under way, and every later one."""
        ...

    def close(self) -> None:
        """Close what is open."""
        ...


class LoadTest:
    """One run of the test; `run` blocks, `cancel` may be called from any thread.

    Args:
        connect: opens a connection for one user.
        on_step: called with each finished step, on the thread of `run`.
        on_progress: called some times a second, likewise.
        clock: seconds, never backwards.
    """

    def __init__(
        self,
        connect: Callable[[], Caller],
        settings: LoadSettings,
        on_step: Callable[[LoadStep], None] = lambda _: None,
        on_progress: Callable[[LoadProgress], None] = lambda _: None,
        clock: Callable[[], float] = time.perf_counter,
    ) -> None:
        self._connect = connect
        self._settings = settings
        self._on_step = on_step
        self._on_progress = on_progress
        self._clock = clock
        self._callers: list[Caller] = []
        self._cancelled = threading.Event()
        self._lock = threading.Lock()
        self._asked = 0

    def cancel(self) -> None:
        """End the test; `run` returns soon after, with the steps that were complete."""
        self._cancelled.set()
        self._abort()

    def run(self) -> LoadOutcome:
        """Go through the steps; never raises what an engine does."""
        steps: list[LoadStep] = []
        try:
            self._grow(1)
            self._warm_up()
            for users in steps_up_to(self._settings.most_users):
                if self._cancelled.is_set():
                    break
                step = self._step(users)
                if self._cancelled.is_set():
                    break
                steps.append(step)
                self._on_step(step)
                if step.errors == users:
                    return LoadOutcome(tuple(steps), error=_all_failed(step))
        except ActionableError as error:
            return LoadOutcome(tuple(steps), self._cancelled.is_set(), None if self._cancelled.is_set() else error)
        finally:
            for caller in self._callers:
                caller.close()
        return LoadOutcome(tuple(steps), self._cancelled.is_set())

    def _grow(self, users: int) -> None:
        """Have a connection for each user; those that were aborted are done with."""
        while len(self._callers) < users:
            caller = self._connect()
            with self._lock:
                self._callers.append(caller)
            if self._cancelled.is_set():
                caller.abort()

    def _abort(self) -> None:
        with self._lock:
            callers = tuple(self._callers)
        for caller in callers:
            caller.abort()

    def _warm_up(self) -> None:
        """Let the engine touch what the first answer would otherwise pay for."""
        try:
            for _ in self._callers[0].answer(self._question(), _WARM_TOKENS, _EXTRA):
                pass
        except StreamBrokenError as error:
            raise _gone(str(error)) from error

    def _question(self) -> list[Mapping[str, str]]:
        with self._lock:
            self._asked += 1
            number = 10 + self._asked
        return [{"role": "user", "content": _QUESTION.format(number=number, middle=number // 2)}]

    def _step(self, users: int) -> LoadStep:
        self._grow(users)
        all_done = threading.Semaphore(0)
        began_s = self._clock()
        asked = [_User(caller, self._question(), self._clock) for caller in self._callers[:users]]
        threads = [
            threading.Thread(
                target=user.ask, args=(self._settings.answer_tokens, all_done), name=f"user-{number}", daemon=True
            )
            for number, user in enumerate(asked)
        ]
        for thread in threads:
            thread.start()
        cut = not self._await(all_done, asked, began_s)
        if cut:
            self._abort()
        for thread in threads:
            thread.join(_END_S)
        if cut:
            self._renew()
        return _summary(asked, began_s, cut=cut)

    def _await(self, all_done: threading.Semaphore, asked: Sequence[_User], began_s: float) -> bool:
        """Wait for every answer; return False when the time was up or the test was cancelled."""
        left = len(asked)
        while left:
            if all_done.acquire(timeout=_TELL_EVERY_S):
                left -= 1
                continue
            seconds = self._clock() - began_s
            self._on_progress(LoadProgress(len(asked), sum(user.tokens for user in asked), seconds))
            if seconds > self._settings.step_limit_s or self._cancelled.is_set():
                return False
        return not self._cancelled.is_set()

    def _renew(self) -> None:
        """Let go of connections that were aborted."""
        with self._lock:
            callers, self._callers = self._callers, []
        for caller in callers:
            caller.close()


@dataclass(slots=True, eq=False)
class _User:
    """One user's question and what came back."""

    caller: Caller
    question: list[Mapping[str, str]]
    clock: Callable[[], float]
    tokens: int = 0
    asked_s: float = 0.0
    first_s: float | None = None
    last_s: float | None = None
    error: Text | None = None
    done: Done | None = None

    def ask(self, answer_tokens: int, all_done: threading.Semaphore) -> None:
        try:
            self._ask(answer_tokens)
        finally:
            all_done.release()

    def _ask(self, answer_tokens: int) -> None:
        self.asked_s = self.clock()
        try:
            for event in self.caller.answer(self.question, answer_tokens, _EXTRA):
                match event:
                    case Token():
                        self.last_s = self.clock()
                        self.first_s = self.last_s if self.first_s is None else self.first_s
                        self.tokens += event.count
                    case Done():
                        self.done = event
                        self.tokens = max(self.tokens, event.tokens)
                    case PromptProgress():
                        pass
        except ActionableError as error:
            self.error = error.message
        except StreamBrokenError as error:
            self.error = _gone(str(error)).message


def _summary(asked: Sequence[_User], began_s: float, *, cut: bool) -> LoadStep:
    ends = [user.last_s for user in asked if user.last_s is not None]
    firsts = [user.first_s - user.asked_s for user in asked if user.first_s is not None]
    rates = [user.tokens / (user.last_s - user.asked_s) for user in asked if user.last_s is not None]
    errors = [user.error for user in asked if user.error is not None]
    return LoadStep(
        users=len(asked),
        seconds=max(ends, default=began_s) - began_s,
        tokens=sum(user.tokens for user in asked),
        user_tps=percentile(rates, 50),
        first_token_p50_s=percentile(firsts, 50),
        first_token_p95_s=percentile(firsts, 95),
        errors=len(errors),
        first_error=errors[0] if errors else None,
        cut=cut or any(user.done is not None and user.done.cancelled for user in asked),
    )


def _all_failed(step: LoadStep) -> ActionableError:
    reason = step.first_error or Text("?")
    return ActionableError(
        Text(
            QT_TRANSLATE_NOOP("core", "With {users} users every answer failed: {reason}"),
            {"users": step.users, "reason": reason},
        ),
        Text(QT_TRANSLATE_NOOP("core", "Look at the engine's log, or try fewer users.")),
    )


def _gone(details: str) -> ActionableError:
    return ActionableError(
        Text(QT_TRANSLATE_NOOP("core", "The connection to the engine broke off.")),
        Text(QT_TRANSLATE_NOOP("core", "Start the model again.")),
        details,
    )
