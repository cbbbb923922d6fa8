"""The transformers engine: its child with stand-ins for torch and transformers, and with the real ones if here."""

from __future__ import annotations

import json
import queue
import shutil
import socket
import struct
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import httpx
import psutil
import pytest

from deepseek_gui.core.session import ChatMessage, EngineSession
from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.events import Done, EngineEvent, Failed, Loading, LogLine, Ready, Token, Unloaded
from deepseek_gui.domain.failure import Cause, Step
from deepseek_gui.domain.machine import Machine
from deepseek_gui.domain.model import Architecture
from deepseek_gui.domain.plan import FlashAttention, Plan, RunSettings
from deepseek_gui.engines.base import EngineBuild, Surroundings
from deepseek_gui.engines.stream import ChatStream
from deepseek_gui.engines.transformers_engine import Transformers
from deepseek_gui.modelfiles.checkpoint_files import write_checkpoint
from deepseek_gui.settings.paths import profile_paths
from tests.fake_torch import fake_torch

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the stand-in Python is a shell script")

TIMEOUT_S = 90
TINY = Architecture("qwen2", 2, 64, 128, 4, 2, 16, 512, 4096)
ASK = [ChatMessage("user", "hello")]
E = TypeVar("E", bound=EngineEvent)


def real_python() -> Path | None:
    """Return a Python of this computer that holds the real packages."""
    build = Transformers().detect()
    return build.executable if build else None


@pytest.fixture(params=["stand-in", "real"])
def python(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    if request.param == "stand-in":
        return fake_torch(tmp_path / "python")
    found = real_python()
    if found is None:
        pytest.skip("no Python with torch and transformers is on the search path")
    return found


@pytest.fixture
def model(tmp_path: Path) -> Path:
    folder = tmp_path / "tiny"
    write_checkpoint(folder, TINY, "F32", shard_bytes=200_000)
    return folder


def behave(model: Path, **how: object) -> Path:
    """Have the stand-in model behave in some way."""
    config = json.loads((model / "config.json").read_text())
    (model / "config.json").write_text(json.dumps(config | {"stand_in": how}))
    return model


class Driver:
    """A session with one Python, and everything that it told."""

    def __init__(self, folder: Path, python: Path) -> None:
        self.told: queue.SimpleQueue[EngineEvent] = queue.SimpleQueue()
        self.log: list[str] = []
        paths = profile_paths(folder)
        self.session = EngineSession(
            self.told.put, paths.log_dir, paths=paths, programs=lambda: {"transformers": python}
        )

    def load(self, model: Path, **changes: Any) -> None:
        plan = Plan(model.name, None, "transformers", RunSettings(context=512), model)
        self.session.load(replace(plan, **changes), Machine("here"))

    def until(self, *kinds: type[E]) -> E:
        while True:
            event = self.told.get(timeout=TIMEOUT_S)
            if isinstance(event, LogLine):
                self.log.append(event.text)
            elif isinstance(event, kinds):
                return event
            else:
                assert not isinstance(event, Failed), f"{event.message} {event.details}"

    def ready(self, model: Path, **changes: Any) -> Ready:
        self.load(model, **changes)
        return self.until(Ready)

    def server(self) -> tuple[str, str]:
        """Return the engine's address and its key."""
        client: httpx.Client = self.session._run._stream._client  # type: ignore[union-attr]
        return str(client.base_url), client.headers["Authorization"].removeprefix("Bearer ")


@pytest.fixture
def driver(tmp_path: Path, python: Path) -> Iterator[Driver]:
    yield from _driver(tmp_path, python)


@pytest.fixture
def stand_in(tmp_path: Path) -> Iterator[Driver]:
    yield from _driver(tmp_path, fake_torch(tmp_path / "python"))


def _driver(tmp_path: Path, python: Path) -> Iterator[Driver]:
    made = Driver(tmp_path / "profile", python)
    before = set(psutil.Process().children(recursive=True))
    yield made
    made.session.close()
    assert set(psutil.Process().children(recursive=True)) <= before, "a process was left"


def test_a_folder_is_loaded_answers_and_goes(driver: Driver, model: Path) -> None:
    driver.load(model)
    progress: list[float] = []
    while not progress or progress[-1] < 1.0:
        progress += [told for told in [driver.until(Loading).progress] if told is not None]
    assert progress == sorted(progress)
    ready = driver.until(Ready)
    driver.session.send(ASK, max_tokens=6, temperature=0.0)
    assert driver.until(Token).time_s > 0
    done = driver.until(Done)
    assert done.tokens == 6
    assert done.prompt_tokens
    assert done.prefill_tps
    assert done.engine_decode_tps
    driver.session.unload()
    driver.until(Unloaded)
    assert ready.pid
    assert not psutil.pid_exists(ready.pid)


def test_only_who_knows_the_key_is_answered_and_no_page_is_served(driver: Driver, model: Path) -> None:
    ready = driver.ready(model)
    address, key = driver.server()
    assert address.startswith("http://127.0.0.1:")
    assert key not in " ".join(psutil.Process(ready.pid).cmdline())
    ask = {"messages": [{"role": "user", "content": "hi"}], "max_tokens": 2}
    with httpx.Client(base_url=address, trust_env=False, headers={"Origin": "http://elsewhere.example"}) as web:
        assert web.post("/v1/chat/completions", json=ask).status_code == 401
        assert web.get("/metrics").status_code == 401
        assert web.options("/v1/chat/completions").status_code == 501
        web.headers["Authorization"] = f"Bearer {key}"
        answered = web.post("/v1/chat/completions", json=ask)
        assert answered.json()["usage"]["completion_tokens"] == 2
        assert "Access-Control-Allow-Origin" not in answered.headers
        assert "transformers_tokens_total 2" in web.get("/metrics").text
        assert web.get("/").status_code == 404
        assert web.post("/v1/chat/completions", content=b"[]").status_code == 400
        assert web.post("/v1/chat/completions", json={"messages": []}).json()["error"]["message"]
        endless = b'{"messages": [{"role": "user", "content": "hi"}], "max_tokens": Infinity}'
        for content in (b"[" * 100_000, endless, b"\xff", b'{"messages": 3}'):
            assert web.post("/v1/chat/completions", content=content).status_code == 400
        assert web.post("/v1/chat/completions", json=ask).status_code == 200


def test_who_goes_in_the_middle_of_a_request_leaves_no_trace(stand_in: Driver, model: Path) -> None:
    stand_in.ready(model)
    address, key = stand_in.server()
    port = int(address.rstrip("/").rpartition(":")[2])
    head = f"POST /v1/chat/completions HTTP/1.1\r\nAuthorization: Bearer {key}\r\nContent-Length: 1000\r\n\r\n"
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(head.encode() + b"{")
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # a reset, no farewell
    stand_in.session.send(ASK, max_tokens=3)
    assert stand_in.until(Done).tokens == 3
    assert not [line for line in stand_in.log if "Traceback" in line]


def test_the_context_is_a_limit(driver: Driver, model: Path) -> None:
    driver.ready(model)
    driver.session.send([ChatMessage("user", "x" * 600)])
    failed = driver.until(Failed)
    assert failed.cause is Cause.CONTEXT_FULL
    assert "512" in str(failed.message)
    driver.session.send([ChatMessage("user", "x" * 470)], temperature=0.0)
    done = driver.until(Done)
    assert done.prompt_tokens
    assert done.tokens <= 512 - done.prompt_tokens


def test_cancelling_ends_the_answer_and_frees_the_engine(stand_in: Driver, model: Path) -> None:
    stand_in.ready(behave(model, pause_s=0.01))
    stand_in.session.send(ASK)
    stand_in.until(Token)
    stand_in.session.cancel()
    assert stand_in.until(Done).cancelled
    stand_in.session.send(ASK, max_tokens=3)  # one at a time: it comes when the first has really stopped
    assert stand_in.until(Done).tokens == 3


def test_questions_that_wait_together_are_one_batch(stand_in: Driver, model: Path) -> None:
    stand_in.ready(behave(model, pause_s=0.02), settings=RunSettings(context=2048, parallel=4))
    address, key = stand_in.server()

    def ask(length: int, told: list[Done]) -> None:
        stream = ChatStream(address, key)
        messages = [{"role": "user", "content": "x" * length}]
        told += [
            event
            for event in stream.answer(messages, max_tokens=length, extra={"temperature": 0.0})
            if isinstance(event, Done)
        ]
        stream.close()

    first: list[Done] = []
    answers: list[Done] = []
    threads = [threading.Thread(target=ask, args=(50, first))]
    threads += [threading.Thread(target=ask, args=(length, answers)) for length in (3, 5, 8, 4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(done.tokens for done in answers) == [3, 4, 5, 8]
    assert sorted(done.prompt_tokens or 0 for done in answers) == [3, 4, 5, 8]
    stand_in.session.unload()
    stand_in.until(Unloaded)
    while not stand_in.told.empty():
        event = stand_in.told.get()
        stand_in.log += [event.text] if isinstance(event, LogLine) else []
    sizes = [int(line.split()[1]) for line in stand_in.log if line.startswith("batch ")]
    assert sum(sizes) == 5
    assert max(sizes) > 1


def test_a_character_cut_between_tokens_arrives_whole(stand_in: Driver, model: Path) -> None:
    stand_in.ready(behave(model, letters=[*"深x".encode(), 1]))
    stand_in.session.send(ASK)
    assert [stand_in.until(Token).text for _ in range(2)] == ["深", "x"]
    assert stand_in.until(Done).tokens == 5


def test_a_template_that_opens_the_reasoning_is_heard(stand_in: Driver, model: Path) -> None:
    stand_in.ready(behave(model, letters=[97, *b"</think>", 98, 1]))
    stand_in.session.send([ChatMessage("user", "think")])
    pieces: list[tuple[str, bool]] = []
    while not isinstance(event := stand_in.told.get(timeout=TIMEOUT_S), Done):
        pieces += [(event.text, event.thinking)] if isinstance(event, Token) and event.text.strip() else []
    assert pieces == [("\na", True), ("b", False)]


def test_memory_that_runs_out_at_a_prompt_leaves_the_engine_alive(stand_in: Driver, model: Path) -> None:
    stand_in.ready(behave(model, answer="CUDA out of memory. Tried to allocate 2.00 GiB."))
    stand_in.session.send(ASK)
    failed = stand_in.until(Failed)
    assert failed.cause is Cause.MEMORY_PROMPT
    assert "not enough memory" in str(failed.message)
    stand_in.session.send(ASK)
    assert stand_in.until(Failed).cause is Cause.MEMORY_PROMPT


@pytest.mark.parametrize(
    ("how", "cause"),
    [
        ({"load": "CUDA out of memory. Tried to allocate 14.19 GiB."}, Cause.MEMORY_LOADING),
        ({"missing": ["model.layers.1.mlp.up_proj.weight"]}, Cause.FILE),
        ({"load": "Torch not compiled with CUDA enabled"}, Cause.NO_GPU_BUILD),
    ],
)
def test_a_model_that_cannot_be_loaded_is_told_in_words(
    stand_in: Driver, model: Path, how: dict[str, object], cause: Cause
) -> None:
    stand_in.load(behave(model, **how))
    failed = stand_in.until(Failed)
    assert failed.cause is cause
    assert "Traceback" in failed.details


def test_code_of_the_model_runs_after_a_yes_only(stand_in: Driver, model: Path) -> None:
    stand_in.load(behave(model, code=True))
    failed = stand_in.until(Failed)
    assert failed.cause is Cause.REMOTE_CODE
    (yes,) = failed.remedies
    assert yes.step is Step.TRUST_CODE
    assert yes.plan is not None
    stand_in.session.load(yes.plan, Machine("here"))
    stand_in.until(Ready)


@pytest.mark.parametrize("python", ["real"], indirect=True)
def test_damaged_folders_are_told_by_the_real_engine(driver: Driver, model: Path) -> None:
    config = json.loads((model / "config.json").read_text())
    for changes in ({"hidden_size": 96}, {"num_hidden_layers": 3}, {"model_type": "llamz"}):
        (model / "config.json").write_text(json.dumps(config | changes))
        driver.load(model)
        cause = driver.until(Failed).cause
        assert cause is (Cause.ARCHITECTURE if "model_type" in changes else Cause.FILE), changes
    (model / "config.json").write_text(json.dumps(config))
    shard = next(model.glob("*00002*"))
    shard.write_bytes(shard.read_bytes()[:1000])
    driver.load(model)
    assert driver.until(Failed).cause is Cause.FILE


def test_a_killed_parent_takes_the_engine_along(python: Path, model: Path, tmp_path: Path) -> None:
    code = (
        "import sys, threading; from pathlib import Path; from deepseek_gui.core.session import *;"
        "from deepseek_gui.domain.events import Ready; from deepseek_gui.domain.machine import Machine;"
        "from deepseek_gui.domain.plan import *; from deepseek_gui.settings.paths import profile_paths;"
        "paths = profile_paths(Path(sys.argv[3]));"
        "tell = lambda event: isinstance(event, Ready) and print(event.pid, flush=True);"
        "programs = {'transformers': Path(sys.argv[1])};"
        "session = EngineSession(tell, paths.log_dir, paths=paths, programs=lambda: programs);"
        "model = Path(sys.argv[2]);"
        "session.load(Plan('m', None, 'transformers', RunSettings(context=512), model), Machine('here'));"
        "threading.Event().wait()"
    )
    words = [sys.executable, "-c", code, str(python), str(model), str(tmp_path / "profile")]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        engine = psutil.Process(int(parent.stdout.readline()))
        parent.kill()
        assert not psutil.wait_procs([engine], timeout=10)[1]


PLAN = Plan("r1-distill-qwen-7b", "F16", "transformers")
BUILD = EngineBuild("transformers", "5.24.0", ("CUDA",), Path("/venv/bin/python3"))


def options(settings: RunSettings, plan: Plan = PLAN) -> dict[str, Any]:
    spec = Transformers().launch(plan, settings, Path("deepseek-ai/x"), 0, "a-secret", build=BUILD)
    assert "a-secret" not in " ".join(spec.argv)
    assert "a-secret" in spec.environment.values()
    assert (spec.environment["HF_HUB_OFFLINE"], spec.environment["CUDA_DEVICE_ORDER"]) == ("1", "PCI_BUS_ID")
    found: dict[str, Any] = json.loads(spec.argv[-1])
    return found


def test_a_plan_in_the_child_s_words() -> None:
    found = options(RunSettings(context=8192, parallel=32, threads=3, flash_attention=FlashAttention.OFF))
    assert found == {
        "model": "deepseek-ai/x",
        "port": 0,
        "context": 256,
        "parallel": 32,
        "dtype": "float16",
        "quantise": "",
        "device": "auto",
        "attention": "eager",
        "threads": 3,
        "trust_code": False,
    }
    assert options(RunSettings(gpu_layers=0))["device"] == "cpu"
    assert options(RunSettings(tensor_split=(0.0, 1.0)))["device"] == "cuda:1"
    assert options(RunSettings(), replace(PLAN, quantisation=None))["dtype"] == "auto"
    assert options(RunSettings(), replace(PLAN, trusts_code=True))["trust_code"]


@pytest.mark.parametrize(
    ("settings", "quantisation", "word"),
    [
        (RunSettings(gpu_layers=3), "F16", "--gpu-layers"),
        (RunSettings(cpu_experts=3), "F16", "--cpu-experts"),
        (RunSettings(tensor_split=(3.0, 1.0)), "F16", "--tensor-split"),
        (RunSettings(kv_type_k="q8_0", kv_type_v="q8_0"), "F16", "q8_0"),
        (RunSettings(), "Q4_K_M", "Q4_K_M"),
    ],
)
def test_what_only_others_do_is_refused_by_name(settings: RunSettings, quantisation: str, word: str) -> None:
    with pytest.raises(ActionableError, match=word):
        options(settings, replace(PLAN, quantisation=quantisation))


def test_a_python_is_asked_what_it_holds_until_its_packages_change(tmp_path: Path) -> None:
    python = fake_torch(tmp_path / "python")
    engine = Transformers(Surroundings(tmp_path / "cache", {"transformers": python}))
    expected = EngineBuild("transformers", "5.99.0", ("CUDA",), python)
    assert engine.detect() == expected
    python.write_text("#!/bin/sh\nexit 1\n")
    assert engine.detect() == expected  # from the cache
    with pytest.raises(ActionableError, match="bitsandbytes"):
        engine.launch(replace(PLAN, quantisation="INT8"), RunSettings(), Path("m"), 0, "", build=expected)
    shutil.rmtree(tmp_path / "python" / "site" / "torch-5.99.0.dist-info")
    assert engine.detect() is None


def test_bitsandbytes_is_used_where_it_is(tmp_path: Path) -> None:
    python = fake_torch(tmp_path, ("torch", "transformers", "bitsandbytes"))
    engine = Transformers(Surroundings(None, {"transformers": python}))
    spec = engine.launch(replace(PLAN, quantisation="NF4"), RunSettings(), Path("m"), 0, "", build=engine.detect())
    assert json.loads(spec.argv[-1])["quantise"] == "nf4"


def test_a_virtual_environment_s_folder_will_do(tmp_path: Path) -> None:
    python = fake_torch(tmp_path / "bin")
    python.rename(python.with_name("python"))
    found = Transformers(Surroundings(None, {"transformers": tmp_path})).detect()
    assert found is not None
    assert found.executable == tmp_path / "bin" / "python"
