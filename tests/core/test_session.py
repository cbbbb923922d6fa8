"""The session with the real engine in its real processes."""

from __future__ import annotations

import contextlib
import json
import os
import queue
import shutil
import signal
import socket
import stat
import sys
import threading
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import psutil
import pytest

from deepseek_gui.core.session import ChatMessage, EngineSession, SessionState
from deepseek_gui.domain.events import (
    Done,
    EngineEvent,
    Failed,
    Loading,
    LogLine,
    Notice,
    PromptProgress,
    Ready,
    Token,
    Unloaded,
)
from deepseek_gui.domain.failure import Cause, Step
from deepseek_gui.domain.machine import Gpu, Machine
from deepseek_gui.domain.plan import Extras, LaunchSpec, LoadMode, Plan, RunSettings
from deepseek_gui.domain.text import Text
from deepseek_gui.engines.embedded import EmbeddedEngine
from deepseek_gui.settings.paths import profile_paths
from tests.fake_programs import fake_program

HERE = Machine("here")
ASK = [ChatMessage("user", "Tell me a long story.")]
TIMEOUT_S = 60

E = TypeVar("E", bound=EngineEvent)


class Driver:
    """A session and everything that it told."""

    def __init__(
        self, folder: Path, port: int = 0, programs: Mapping[str, Path] | None = None, silence_s: float = 60.0
    ) -> None:
        self.told: queue.SimpleQueue[EngineEvent] = queue.SimpleQueue()
        self.states: list[SessionState] = []
        self.log: list[str] = []
        self.paths = profile_paths(folder)
        self.session = EngineSession(
            self.told.put,
            self.paths.log_dir,
            on_state=self.states.append,
            paths=self.paths,
            port=port,
            programs=lambda: programs or {},
            silence_s=silence_s,
        )

    def load(self, file: Path, context: int = 4096) -> None:
        self.session.load(Plan(file.name, None, file=file, settings=RunSettings(context=context)), HERE)

    def until(self, *kinds: type[E]) -> E:
        while True:
            event = self.told.get(timeout=TIMEOUT_S)
            if isinstance(event, LogLine):
                self.log.append(event.text)
            elif isinstance(event, kinds):
                return event
            else:
                assert not isinstance(event, Failed), f"{event.message} {event.details}"

    def failure(self) -> Failed:
        while not isinstance(event := self.told.get(timeout=TIMEOUT_S), Failed):
            pass
        return event

    def ready(self, file: Path, context: int = 4096) -> Ready:
        self.load(file, context)
        return self.until(Ready)


@pytest.fixture
def driver(tmp_path: Path) -> Iterator[Driver]:
    made = Driver(tmp_path / "profile")
    before = set(psutil.Process().children(recursive=True))
    yield made
    made.session.close()
    assert set(psutil.Process().children(recursive=True)) <= before, "a process was left"
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("engine-")]


def test_a_model_is_loaded_answers_and_goes(driver: Driver, tiny_model: Path) -> None:
    driver.load(tiny_model)
    assert driver.until(Loading) == Loading()
    ready = driver.until(Ready)
    assert psutil.Process(ready.pid).memory_info().rss > 0
    assert ready.load_s > 0
    driver.session.send(ASK, max_tokens=20, temperature=0.5)
    first = driver.until(Token)
    done = driver.until(Done)
    assert first.time_s > 0
    assert 0 < done.tokens <= 20
    assert done.prompt_tokens
    assert done.time_to_first_token_s is not None
    assert not done.cancelled
    driver.session.unload()
    driver.until(Unloaded)
    assert ready.pid
    assert not psutil.pid_exists(ready.pid)
    assert driver.states == [
        SessionState.LOADING,
        SessionState.READY,
        SessionState.GENERATING,
        SessionState.READY,
        SessionState.UNLOADING,
        SessionState.IDLE,
    ]


def test_the_loading_is_told_in_steps(driver: Driver, slow_model: Path) -> None:
    driver.load(slow_model)
    told: list[float] = []
    while not told or told[-1] < 1.0:
        progress = driver.until(Loading).progress
        told += [] if progress is None else [progress]
    driver.until(Ready)
    assert told == sorted(told)
    assert any(0.0 < progress < 1.0 for progress in told)


def test_cancelling_ends_the_answer_and_frees_the_engine(driver: Driver, chatty_model: Path) -> None:
    driver.ready(chatty_model, 8192)
    driver.session.send(ASK)
    driver.until(Token)
    driver.session.cancel()
    done = driver.until(Done)
    assert done.cancelled
    assert done.tokens < 4000
    # One slot: a second answer comes only when the first has really stopped.
    driver.session.send(ASK, max_tokens=3)
    assert not driver.until(Done).cancelled
    assert driver.session.state is SessionState.READY


def test_cancelling_while_the_prompt_is_read(driver: Driver, chatty_model: Path) -> None:
    driver.ready(chatty_model, 8192)
    driver.session.send([ChatMessage("user", "word " * 2000)])
    driver.session.cancel()
    done = driver.until(Done)
    assert done.cancelled
    assert done.tokens == 0


def test_a_second_model_takes_the_place_of_the_first(driver: Driver, tiny_model: Path) -> None:
    first = driver.ready(tiny_model)
    second = driver.ready(tiny_model)
    assert first.pid
    assert first.pid != second.pid
    assert not psutil.pid_exists(first.pid)


def test_unloading_while_it_loads(driver: Driver, slow_model: Path) -> None:
    driver.load(slow_model)
    while driver.until(Loading).progress is None:
        pass
    driver.session.unload()
    driver.until(Unloaded)
    assert driver.session.state is SessionState.IDLE


def test_unloading_in_the_middle_of_an_answer(driver: Driver, chatty_model: Path) -> None:
    driver.ready(chatty_model, 8192)
    driver.session.send(ASK)
    driver.until(Token)
    driver.session.unload()
    assert driver.until(Done).cancelled
    driver.until(Unloaded)


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_an_engine_that_is_killed_while_it_loads_is_told(driver: Driver, slow_model: Path, tiny_model: Path) -> None:
    driver.load(slow_model)
    while not driver.until(Loading).progress:  # the first tensors are read: much was logged before
        pass
    (supervisor,) = psutil.Process().children()
    (engine,) = supervisor.children()
    engine.kill()
    failed = driver.until(Failed)
    assert str(failed.message) == "The engine was ended from outside, as happens when the memory runs out."
    assert failed.hint is not None
    assert "loading model" in failed.details
    assert driver.session.state is SessionState.IDLE
    driver.ready(tiny_model)


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
@pytest.mark.parametrize(
    ("number", "words"),
    [
        (signal.SIGKILL, "The engine was ended from outside, as happens when the memory runs out."),
        (signal.SIGSEGV, "The engine crashed (SIGSEGV)."),
    ],
)
def test_an_engine_that_dies_in_the_middle_of_an_answer_is_told(
    driver: Driver, chatty_model: Path, tiny_model: Path, number: signal.Signals, words: str
) -> None:
    pid = driver.ready(chatty_model, 8192).pid
    assert pid
    driver.session.send(ASK)
    driver.until(Token)
    os.kill(pid, number)
    failed = driver.until(Failed)
    assert str(failed.message) == words
    assert failed.details
    assert driver.session.state is SessionState.IDLE
    driver.ready(tiny_model)
    driver.session.send(ASK, max_tokens=2)
    driver.until(Done)


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_an_engine_that_is_killed_while_it_reads_the_prompt_is_told(driver: Driver, chatty_model: Path) -> None:
    pid = driver.ready(chatty_model, 8192).pid
    assert pid
    driver.session.send([ChatMessage("user", "word " * 1500)])
    assert driver.until(PromptProgress).processed < 7000
    os.kill(pid, signal.SIGKILL)
    failed = driver.failure()
    assert failed.cause is Cause.KILLED
    assert failed.hint is not None
    assert failed.remedies[0].step is Step.AGAIN
    assert driver.session.state is SessionState.IDLE


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_an_engine_that_is_killed_while_it_is_ended_is_simply_gone(driver: Driver, chatty_model: Path) -> None:
    pid = driver.ready(chatty_model).pid
    assert pid
    driver.session.unload()
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
    driver.until(Unloaded)
    assert driver.session.state is SessionState.IDLE


@pytest.mark.expects_log
@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_a_supervisor_that_hangs_is_killed_with_its_engine(tmp_path: Path, tiny_model: Path) -> None:
    driver = Driver(tmp_path)
    engine = psutil.Process(driver.ready(tiny_model).pid)
    supervisor = engine.parent()
    assert supervisor is not None
    supervisor.suspend()
    driver.session.close(timeout_s=0.1)
    assert not psutil.wait_procs([engine, supervisor], timeout=10)[1]


def test_an_engine_that_dies_at_rest_is_told(driver: Driver, tiny_model: Path) -> None:
    psutil.Process(driver.ready(tiny_model).pid).kill()
    assert driver.until(Failed).hint is not None
    driver.session.send(ASK)
    assert str(driver.until(Failed).message) == "No model is loaded."


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_a_supervisor_that_is_killed_takes_the_engine_along_and_is_told(driver: Driver, tiny_model: Path) -> None:
    engine = psutil.Process(driver.ready(tiny_model).pid)
    supervisor = engine.parent()
    assert supervisor is not None
    supervisor.kill()
    assert "ended from outside" in str(driver.until(Failed).message)
    assert not psutil.wait_procs([engine], timeout=2)[1]


def test_files_that_cannot_be_loaded_are_told_and_nothing_is_left(
    driver: Driver, tiny_model: Path, tmp_path: Path
) -> None:
    whole = tiny_model.read_bytes()
    bad = {
        "missing.gguf": None,
        "empty.gguf": b"",
        "short.gguf": whole[: len(whole) // 2],
        "text.gguf": b"This is no model.\n" * 100,
        "new.gguf": whole.replace(b"llama", b"llamz"),
        "lacking.gguf": whole.replace(b"blk.1.attn_q.weight", b"blk.1.attn_x.weight"),
    }
    for name, data in bad.items():
        file = tmp_path / name
        if data is not None:
            file.write_bytes(data)
        driver.load(file)
        failed = driver.until(Failed)
        assert str(failed.message), name
        assert failed.hint is not None, name
        assert driver.session.state is SessionState.IDLE
    driver.ready(tiny_model)


def test_a_folder_that_cannot_be_written_costs_only_the_log(tiny_model: Path, tmp_path: Path) -> None:
    file = tmp_path / "a-file-where-a-folder-should-be"
    file.touch()
    driver = Driver(file)
    try:
        driver.ready(tiny_model)
        driver.session.send(ASK, max_tokens=1)
        driver.until(Done)
    finally:
        driver.session.close()


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="permissions do not bind root")
def test_a_read_only_folder_costs_only_the_log(tiny_model: Path, tmp_path: Path) -> None:
    folder = tmp_path / "read-only"
    folder.mkdir()
    folder.chmod(stat.S_IRUSR | stat.S_IXUSR)
    driver = Driver(folder)
    try:
        driver.ready(tiny_model)
    finally:
        driver.session.close()
        folder.chmod(stat.S_IRWXU)


def test_the_log_is_kept_without_the_key(driver: Driver, tiny_model: Path) -> None:
    driver.ready(tiny_model)
    driver.session.unload()
    driver.until(Unloaded)
    log = (driver.paths.log_dir / "engine.log").read_text(encoding="utf-8")
    assert "model loaded" in log
    assert "api_keys" not in log


def test_a_port_that_is_taken_is_told_and_works_when_it_is_free(tiny_model: Path, tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        driver = Driver(tmp_path, port)
        driver.load(tiny_model)
        failed = driver.until(Failed)
    try:
        assert str(failed.message) == f"Port {port} of this computer is taken by another program."
        driver.ready(tiny_model)
    finally:
        driver.session.close()


def test_a_prompt_longer_than_the_context_leaves_the_engine_usable(driver: Driver, tiny_model: Path) -> None:
    driver.ready(tiny_model, 256)
    driver.session.send([ChatMessage("user", "word " * 400)])
    failed = driver.until(Failed)
    assert "the context only 256" in str(failed.message)
    assert driver.session.state is SessionState.READY
    driver.session.send(ASK, max_tokens=2)
    driver.until(Done)


def test_ten_starts_and_stops_leave_nothing(driver: Driver, tiny_model: Path) -> None:
    files = psutil.Process().num_fds() if hasattr(psutil.Process, "num_fds") else 0
    for _ in range(10):
        driver.ready(tiny_model, 256)
        listening = [c for c in psutil.net_connections("tcp") if c.status == psutil.CONN_LISTEN]
        driver.session.unload()
        driver.until(Unloaded)
        assert not psutil.Process().children(recursive=True)
    after = [c for c in psutil.net_connections("tcp") if c.status == psutil.CONN_LISTEN]
    assert len(after) < len(listening)
    if files:
        assert psutil.Process().num_fds() <= files + 1


def test_closing_while_it_loads_returns_soon_and_leaves_nothing(tmp_path: Path, slow_model: Path) -> None:
    driver = Driver(tmp_path)
    driver.load(slow_model)
    while driver.until(Loading).progress is None:
        pass
    driver.session.close(timeout_s=3.0)
    assert not psutil.Process().children(recursive=True)
    driver.load(slow_model)  # too late: nothing may start
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("engine-")]


def test_closing_a_session_that_never_ran_is_nothing(tmp_path: Path) -> None:
    EngineSession(lambda _event: None, tmp_path).close()


def served(folder: Path, tiny_model: Path, **fake: object) -> tuple[Driver, Plan]:
    """Return a session that runs a stand-in `llama-server`, and a plan for it."""
    program = fake_program(folder / "bin", **fake)  # type: ignore[arg-type]
    driver = Driver(folder / "profile", programs={"llama-server": program})
    return driver, Plan(tiny_model.name, None, "llama-server", file=tiny_model)


def test_an_installed_server_program_is_waited_for_and_answers(tmp_path: Path, tiny_model: Path) -> None:
    driver, plan = served(tmp_path, tiny_model)
    driver.session.load(plan, HERE)
    assert psutil.Process(driver.until(Ready).pid).is_running()
    driver.session.send(ASK, max_tokens=5)
    assert driver.until(Token).text == "Hi"
    assert driver.until(Done).tokens == 1
    asked = [json.loads(line) for line in (tmp_path / "bin" / "asked").read_text().splitlines()]
    request = json.loads((tmp_path / "bin" / "request").read_text())
    assert asked[:2] == [["--version"], ["--help"]]
    assert "-lm" not in asked[2]
    key = request["key"].removeprefix("Bearer ")
    assert len(key) >= 32
    assert key not in " ".join(asked[2])
    driver.session.close()
    assert not psutil.Process().children(recursive=True)
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("engine-")]


def test_what_a_plan_adds_reaches_the_process_word_by_word(tmp_path: Path, tiny_model: Path) -> None:
    driver, plan = served(tmp_path, tiny_model)
    hostile = "$(touch here); `id` 'x'"
    driver.session.load(replace(plan, extras=Extras((("--temp", hostile), ("--no-warmup", None)))), HERE)
    driver.until(Ready)
    asked = [json.loads(line) for line in (tmp_path / "bin" / "asked").read_text().splitlines()]
    at = asked[2].index("--temp")
    assert asked[2][at : at + 5] == ["--temp", hostile, "--no-warmup", "--host", "127.0.0.1"]
    driver.session.close()


def test_a_flag_that_the_program_lacks_is_told_before_a_start(tmp_path: Path, tiny_model: Path) -> None:
    driver, plan = served(tmp_path, tiny_model)
    driver.session.load(replace(plan, extras=Extras((("--brand-new-thing", "1"),))), HERE)
    assert "has no option --brand-new-thing" in str(driver.failure().message)
    asked = [json.loads(line) for line in (tmp_path / "bin" / "asked").read_text().splitlines()]
    assert asked == [["--version"], ["--help"]]
    driver.session.close()


def test_an_engine_that_is_not_installed_is_told(
    tmp_path: Path, tiny_model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    driver = Driver(tmp_path / "profile")
    driver.session.load(Plan(tiny_model.name, None, "llama-server", file=tiny_model), HERE)
    assert str(driver.failure().message) == "The engine llama-server is not installed on this computer."
    driver.session.close()


def test_a_port_where_somebody_else_answers_gets_no_key(tmp_path: Path, tiny_model: Path) -> None:
    program = fake_program(tmp_path / "bin")
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        driver = Driver(tmp_path / "profile", port=port, programs={"llama-server": program})
        driver.session.load(Plan(tiny_model.name, None, "llama-server", file=tiny_model), HERE)
        assert str(driver.failure().message) == f"Port {port} of this computer is taken by another program."
    driver.session.close()


class LimitedEngine(EmbeddedEngine):
    """The embedded engine with so little memory that something does not fit."""

    limit_bytes = 0

    def launch(self, *arguments: Any, **named: Any) -> LaunchSpec:
        spec = super().launch(*arguments, **named)
        return replace(spec, argv=("prlimit", f"--data={self.limit_bytes}", *spec.argv))


@pytest.mark.skipif(shutil.which("prlimit") is None, reason="memory limits of Linux")
@pytest.mark.parametrize(
    ("limit_mib", "settings", "cause"),
    [
        (250, RunSettings(load_mode=LoadMode.READ), Cause.MEMORY_LOADING),
        (1500, RunSettings(context=65536), Cause.MEMORY_CONTEXT),
    ],
)
def test_memory_that_runs_out_is_told_with_its_phase_and_the_next_setting(
    driver: Driver,
    slow_model: Path,
    monkeypatch: pytest.MonkeyPatch,
    *,
    limit_mib: int,
    settings: RunSettings,
    cause: Cause,
) -> None:
    monkeypatch.setattr(LimitedEngine, "limit_bytes", limit_mib * 1024**2)
    monkeypatch.setattr("deepseek_gui.core.session.engine", lambda *_: LimitedEngine())
    driver.session.load(Plan(slow_model.name, None, file=slow_model, settings=settings), HERE)
    failed = driver.failure()
    assert failed.cause is cause, failed.details
    assert failed.evidence
    assert failed.remedies[0].step is Step.COMPRESSED_CACHE
    assert failed.remedies[0].plan is not None
    assert failed.remedies[0].plan.settings.kv_type_k == "q8_0"


def test_a_damaged_file_and_an_unknown_architecture_have_their_causes(
    driver: Driver, tiny_model: Path, tmp_path: Path
) -> None:
    whole = tiny_model.read_bytes()
    for data, causes in (
        (whole[: len(whole) // 2], {Cause.FILE}),
        (whole.replace(b"llama", b"llamz"), {Cause.ARCHITECTURE}),
    ):
        file = tmp_path / "bad.gguf"
        file.write_bytes(data)
        driver.load(file)
        failed = driver.failure()
        assert failed.cause in causes, failed.message


@pytest.mark.parametrize(
    ("line", "cause"),
    [
        ("llama-server: error while loading shared libraries: libcudart.so.12: cannot open", Cause.LIBRARY),
        ("error: invalid argument: -lm", Cause.OPTION),
        ("", Cause.LIBRARY),  # exit status 127 without a word
    ],
)
def test_a_server_program_that_ends_at_once_is_told(tmp_path: Path, tiny_model: Path, line: str, cause: Cause) -> None:
    driver, plan = served(tmp_path, tiny_model, lines=(line,), status=127)
    driver.session.load(plan, HERE)
    failed = driver.failure()
    assert failed.cause is cause
    assert failed.evidence == (line or "exit status 127")
    assert Step.OTHER_ENGINE in [found.step for found in failed.remedies]
    driver.session.close()


def test_an_engine_that_tells_its_key_is_not_quoted(tmp_path: Path, tiny_model: Path) -> None:
    """SGLang writes all its arguments into its log, the key among them."""
    driver, plan = served(tmp_path, tiny_model, lines=("server_args={'api_key': '$LLAMA_API_KEY'}",), status=1)
    driver.session.load(plan, HERE)
    failed = driver.failure()
    driver.session.close()
    told = "server_args={'api_key': '***'}"
    assert failed.details.endswith(told)
    assert (driver.paths.log_dir / "engine.log").read_text(encoding="utf-8").endswith(f"{told}\n")


def test_an_engine_that_falls_silent_is_remarked(tmp_path: Path, tiny_model: Path) -> None:
    driver = Driver(tmp_path, silence_s=0.01)
    driver.session.load(Plan(tiny_model.name, None, file=tiny_model), HERE)
    pid = driver.until(Ready).pid
    assert pid
    os.kill(pid, signal.SIGSTOP)
    driver.session.send(ASK, max_tokens=2)
    notice = driver.until(Notice)
    assert notice.cause is Cause.HUNG
    assert notice.remedies[0].step is Step.AGAIN
    os.kill(pid, signal.SIGCONT)
    driver.until(Done)
    driver.session.close()


def test_the_cpu_engine_on_a_machine_with_a_gpu_is_remarked(driver: Driver, tiny_model: Path) -> None:
    plan = Plan(tiny_model.name, None, file=tiny_model)
    driver.session.load(plan, Machine("with a GPU", gpus=(Gpu("RTX 3060"),)))
    assert driver.until(Notice).cause is Cause.NO_GPU_BUILD


def test_a_model_that_ollama_cannot_get_ends_its_server_with_the_reason(tmp_path: Path) -> None:
    program = fake_program(
        tmp_path / "bin",
        "ollama",
        version="ollama version is 0.33.0",
        port='int(os.environ["OLLAMA_HOST"].rpartition(":")[2])',
        refuses="/api/",
    )
    driver = Driver(tmp_path / "profile", programs={"ollama": program})
    driver.session.load(Plan("r1-distill-qwen-7b", None, "ollama"), HERE)
    failed = driver.failure()
    assert str(failed.message) == "Ollama cannot get the model: refused"
    driver.session.close()
    assert not psutil.Process().children(recursive=True)


def test_ollama_answers_from_its_own_library(tmp_path: Path) -> None:
    program = fake_program(
        tmp_path / "bin",
        "ollama",
        version="ollama version is 0.33.0",
        port='int(os.environ["OLLAMA_HOST"].rpartition(":")[2])',
    )
    driver = Driver(tmp_path / "profile", programs={"ollama": program})
    driver.session.load(Plan("r1-distill-qwen-7b", None, "ollama"), HERE)
    driver.until(Ready)
    driver.session.send(ASK, max_tokens=5)
    driver.until(Done)
    request = json.loads((tmp_path / "bin" / "request").read_text())
    assert (request["path"], request["model"]) == ("/v1/chat/completions", "deepseek-r1:7b")
    driver.session.close()


def test_a_remark_from_outside_comes_back_with_what_to_try(driver: Driver, tiny_model: Path) -> None:
    driver.ready(tiny_model)
    driver.session.remark(Notice(Text("x"), cause=Cause.SPILLED))
    notice = driver.until(Notice)
    assert notice.remedies[0].step is Step.COMPRESSED_CACHE
