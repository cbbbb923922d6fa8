"""The load test with scripted users, with a scripted server, and with the real engine."""

from __future__ import annotations

import csv
import json
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from deepseek_gui.core.connection import Connection
from deepseek_gui.core.load_steps import (
    LoadOutcome,
    LoadProgress,
    LoadSettings,
    LoadStep,
    load_csv,
    percentile,
    steps_up_to,
    with_slots,
)
from deepseek_gui.core.load_test import LoadTest
from deepseek_gui.core.session import EngineSession
from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.events import Done, EngineEvent, Failed, Ready, Token
from deepseek_gui.domain.machine import Machine
from deepseek_gui.domain.plan import Plan, Range, RunSettings
from deepseek_gui.domain.text import Text
from deepseek_gui.engines.stream import AnswerEvent, ChatStream, StreamBrokenError
from deepseek_gui.settings.paths import profile_paths

WAIT_S = 60.0


class ScriptedUser:
    """Writes as many tokens as asked for; `held` keeps it from its last one until it is aborted."""

    def __init__(self, *, held: bool = False, error: Exception | None = None) -> None:
        self.questions: list[str] = []
        self.extra: Mapping[str, Any] = {}
        self.began = threading.Event()
        self.closed = False
        self._held = held
        self._error = error
        self._aborted = threading.Event()

    def answer(
        self, messages: Sequence[Mapping[str, str]], max_tokens: int, extra: Mapping[str, Any]
    ) -> Iterator[AnswerEvent]:
        self.questions.append(messages[0]["content"])
        self.extra = extra
        if self._error is not None and len(self.questions) > 1:
            raise self._error
        for number in range(max_tokens - 1):
            yield Token("x", 0.01 * number)
        self.began.set()
        if self._held and len(self.questions) > 1:
            assert self._aborted.wait(WAIT_S)
        if not self._aborted.is_set():
            yield Token("x", 1.0)
        yield Done(10, max_tokens, 0.0, 1.0, 1.0, 1.0, cancelled=self._aborted.is_set())

    def abort(self) -> None:
        self._aborted.set()

    def close(self) -> None:
        self.closed = True


def ticking() -> Callable[[], float]:
    """Return a clock that goes on by a millisecond with each look."""
    lock, looks = threading.Lock(), [0]

    def now_s() -> float:
        with lock:
            looks[0] += 1
            return looks[0] * 0.001

    return now_s


def run(users: list[ScriptedUser], settings: LoadSettings) -> tuple[LoadOutcome, list[LoadStep]]:
    left = iter(users)
    steps: list[LoadStep] = []
    outcome = LoadTest(lambda: next(left), settings, steps.append, clock=ticking()).run()
    return outcome, steps


def test_every_step_asks_so_many_users_different_questions():
    users = [ScriptedUser() for _ in range(4)]
    outcome, steps = run(users, LoadSettings(most_users=4, answer_tokens=8))
    assert [step.users for step in steps] == [1, 2, 4]
    assert outcome == LoadOutcome(tuple(steps))
    assert [step.tokens for step in steps] == [8, 16, 32]
    assert all(step.throughput_tps and step.user_tps and step.first_token_p50_s for step in steps)
    assert not any(step.errors or step.cut for step in steps)
    questions = [question for user in users for question in user.questions]
    assert len(questions) == len(set(questions)) == 1 + 1 + 2 + 4  # the first one warms up
    assert users[3].extra["ignore_eos"] is True
    assert all(user.closed for user in users)


def test_when_every_answer_fails_it_ends():
    outcome, steps = run([ScriptedUser(error=StreamBrokenError("gone"))], LoadSettings(most_users=2))
    assert [(step.users, step.errors) for step in steps] == [(1, 1)]
    assert outcome.error is not None
    assert "broke off" in str(outcome.error.message)
    assert steps[0].throughput_tps is None


def test_one_failure_of_two_is_told_beside_what_was_measured():
    class Refusing(ScriptedUser):
        def answer(self, *_: Any) -> Iterator[AnswerEvent]:
            raise ActionableError(Text("The engine refused."))

    outcome, steps = run([ScriptedUser(), Refusing()], LoadSettings(most_users=2, answer_tokens=4))
    assert outcome.error is None
    assert (steps[1].errors, steps[1].tokens) == (1, 4)
    assert str(steps[1].first_error) == "The engine refused."


def test_a_step_is_bounded_in_time_and_the_next_one_gets_new_connections():
    held, fresh = ScriptedUser(held=True), [ScriptedUser(), ScriptedUser()]
    outcome, steps = run([held, *fresh], LoadSettings(most_users=2, answer_tokens=4, step_limit_s=0.0))
    assert not outcome.cancelled
    assert steps[0].cut
    assert steps[0].tokens >= 3
    assert held.closed
    assert len(fresh[1].questions) == 1


def test_it_can_be_cancelled_in_the_middle_of_an_answer():
    user = ScriptedUser(held=True)
    test = LoadTest(lambda: user, LoadSettings(most_users=1, answer_tokens=4))
    found: list[LoadOutcome] = []
    thread = threading.Thread(target=lambda: found.append(test.run()))
    thread.start()
    assert user.began.wait(WAIT_S)
    test.cancel()
    thread.join(WAIT_S)
    assert found == [LoadOutcome((), cancelled=True)]
    assert user.closed


def test_without_an_engine_it_says_so():
    def connect() -> ScriptedUser:
        raise ActionableError(Text("No model is loaded."))

    outcome = LoadTest(connect, LoadSettings()).run()
    assert outcome.error is not None
    assert str(outcome.error.message) == "No model is loaded."


def test_progress_is_told_while_a_step_lasts():
    user = ScriptedUser(held=True)
    told: list[LoadProgress] = []

    def on_progress(progress: LoadProgress) -> None:
        told.append(progress)
        user.abort()

    LoadTest(lambda: user, LoadSettings(most_users=1, answer_tokens=4), on_progress=on_progress).run()
    assert told[0].users == 1
    assert told[0].tokens == 3


@pytest.mark.parametrize(("most", "steps"), [(1, (1,)), (2, (1, 2)), (8, (1, 2, 4, 8)), (32, (1, 2, 4, 8, 16, 32))])
def test_steps(most: int, steps: tuple[int, ...]):
    assert steps_up_to(most) == steps


def test_percentiles_are_those_of_numpy():
    """numpy.percentile([1, 2, 4, 8], [50, 95]) is 3.0 and 7.4."""
    assert percentile([8, 1, 4, 2], 50) == pytest.approx(3.0)
    assert percentile([8, 1, 4, 2], 95) == pytest.approx(7.4)
    assert percentile([], 50) is None


def test_more_slots_keep_the_context_of_each_user():
    plan = Plan("m", None, settings=RunSettings(context=8192, parallel=2))
    assert with_slots(plan, 8).settings == RunSettings(context=32768, parallel=8)


def test_the_table_names_its_units_and_leaves_empty_what_is_not_known():
    steps = (LoadStep(1, 2.0, 100, 50.0, 0.25, 0.5), LoadStep(2, 0.0, 0, None, None, None, errors=2))
    head, first, second = csv.reader(load_csv(steps, {1: Range(40, 55, 70)}).splitlines())
    assert dict(zip(head, first, strict=True)) == {
        "users": "1",
        "throughput_tokens_per_s": "50",
        "expected_low_tokens_per_s": "40",
        "expected_tokens_per_s": "55",
        "expected_high_tokens_per_s": "70",
        "per_user_tokens_per_s": "50",
        "first_token_p50_s": "0.25",
        "first_token_p95_s": "0.5",
        "tokens": "100",
        "seconds": "2.000",
        "errors": "0",
        "cut": "0",
    }
    assert second[:8] == ["2", "", "", "", "", "", "", ""]


@pytest.fixture
def web() -> Iterator[ThreadingHTTPServer]:
    """A server with two slots: two answers at once, the next one waits in line."""
    slots, lock, most, busy = threading.Semaphore(2), threading.Lock(), [0], [0]

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            with slots:
                with lock:
                    busy[0] += 1
                    most[0] = max(most[0], busy[0])
                self.send_response(200)
                self.end_headers()
                for _ in range(body["max_tokens"]):
                    self.wfile.write(b'data: {"choices":[{"delta":{"content":"x"}}]}\n\n')
                self.wfile.write(b'data: {"choices":[{"delta":{},"finish_reason":"length"}]}\n\ndata: [DONE]\n\n')
                with lock:
                    busy[0] -= 1

        def log_message(self, *_: Any) -> None:
            pass

    found = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    found.daemon_threads = True
    thread = threading.Thread(target=found.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield found
    found.shutdown()
    thread.join()
    found.server_close()
    assert 1 <= most[0] <= 2


def test_over_real_connections(web: ThreadingHTTPServer):
    address = f"http://127.0.0.1:{web.server_port}"
    outcome = LoadTest(
        lambda: Connection(lambda: ChatStream(address, ""), {}), LoadSettings(most_users=8, answer_tokens=5)
    ).run()
    assert outcome.error is None
    assert [(step.users, step.tokens, step.errors) for step in outcome.steps] == [
        (1, 5, 0),
        (2, 10, 0),
        (4, 20, 0),
        (8, 40, 0),
    ]


def test_a_server_that_is_not_there():
    connection = Connection(lambda: ChatStream("http://127.0.0.1:9", ""), {})
    outcome = LoadTest(lambda: connection, LoadSettings(most_users=1)).run()
    assert outcome.error is not None
    assert outcome.steps == ()


def test_two_users_of_the_real_engine(tiny_model: Path, tmp_path: Path):
    ready = threading.Event()
    failed: list[Failed] = []

    def on_event(event: EngineEvent) -> None:
        if isinstance(event, Failed):
            failed.append(event)
        if isinstance(event, Ready | Failed):
            ready.set()

    session = EngineSession(on_event, tmp_path, paths=profile_paths(tmp_path))
    with pytest.raises(ActionableError, match="No model is loaded"):
        session.open_connection()
    plan = Plan("tiny", None, file=tiny_model, settings=RunSettings(context=1024, parallel=1))
    try:
        session.load(with_slots(plan, 2), Machine("a machine"))
        assert ready.wait(WAIT_S)
        assert not failed
        outcome = LoadTest(session.open_connection, LoadSettings(most_users=2, answer_tokens=32)).run()
    finally:
        session.close()
    assert outcome.error is None
    assert [(step.users, step.tokens, step.errors, step.cut) for step in outcome.steps] == [
        (1, 32, 0, False),
        (2, 64, 0, False),
    ]
    assert all(step.first_token_p95_s for step in outcome.steps)
