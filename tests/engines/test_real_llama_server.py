"""A real `llama-server`, where one is on the search path (LLAMA_SERVER names another)."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import httpx
import psutil
import pytest

from deepseek_gui.core.session import ChatMessage
from deepseek_gui.domain.events import Done, Ready, Unloaded
from deepseek_gui.domain.machine import Machine
from deepseek_gui.domain.plan import DEMO, FlashAttention, LoadMode, Plan, RunSettings
from deepseek_gui.engines.base import EngineBuild, Surroundings
from deepseek_gui.engines.flag_lists import listed_options
from deepseek_gui.engines.llama_server import LlamaServer
from deepseek_gui.sizing.memory import KV_TYPES
from tests.core.test_session import Driver

FOUND = os.environ.get("LLAMA_SERVER") or shutil.which("llama-server")
pytestmark = pytest.mark.skipif(FOUND is None, reason="no llama-server here")
EVERYTHING = RunSettings(
    context=1024,
    parallel=2,
    batch=256,
    ubatch=128,
    kv_type_k="q8_0",
    kv_type_v="q8_0",
    flash_attention=FlashAttention.ON,
    threads=1,
    gpu_layers=0,
)


def program() -> Path:
    assert FOUND is not None
    return Path(FOUND)


@pytest.fixture
def driver(tmp_path: Path) -> Iterator[Driver]:
    made = Driver(tmp_path / "profile", programs={"llama-server": program()})
    yield made
    made.session.close()


def found() -> tuple[LlamaServer, EngineBuild]:
    adapter = LlamaServer(Surroundings(None, {"llama-server": program()}))
    build = adapter.detect()
    assert build is not None
    return adapter, build


def test_its_help_and_version_are_understood() -> None:
    adapter, build = found()
    assert build.version
    options = adapter.options(build)
    assert options is not None
    assert len(options.flags) > 150
    assert {"-m", "-c", "-np", "-ngl", "-ctk", "-fa", "--host"} <= options.flags
    assert {"on", "off", "auto"} == options.values["-fa"]
    assert "q8_0" in options.values["-ctk"]
    if options.has("-lm"):  # of today's age: our list agrees with it
        assert listed_options("llama-server").flags <= options.flags


@pytest.mark.parametrize("settings", [RunSettings(context=512), EVERYTHING])
def test_it_starts_answers_and_lets_nobody_else_in(driver: Driver, tiny_model: Path, settings: RunSettings) -> None:
    driver.session.load(Plan(tiny_model.name, None, "llama-server", settings, tiny_model), Machine("here"))
    driver.until(Ready)
    driver.session.send([ChatMessage("user", "Hello")], max_tokens=8)
    assert driver.until(Done).engine_decode_tps
    run = driver.session._run
    address = str(run._stream._client.base_url)  # type: ignore[union-attr]
    with httpx.Client(base_url=address, trust_env=False, headers={"Origin": "http://elsewhere.example"}) as web:
        refused = web.post("/v1/chat/completions", json={"messages": []})
        assert refused.status_code == 401
        assert not refused.headers.get("Access-Control-Allow-Origin")
        assert web.get("/").status_code in (401, 404)


@pytest.mark.parametrize("mode", LoadMode)
def test_every_load_mode_is_accepted(driver: Driver, tiny_model: Path, mode: LoadMode) -> None:
    settings = RunSettings(context=512, load_mode=mode)
    driver.session.load(Plan(tiny_model.name, None, "llama-server", settings, tiny_model), Machine("here"))
    driver.until(Ready)


@pytest.mark.parametrize("kind", KV_TYPES)
def test_every_type_of_the_cache_is_accepted(driver: Driver, tiny_model: Path, kind: str) -> None:
    settings = RunSettings(context=512, kv_type_k=kind, kv_type_v=kind, flash_attention=FlashAttention.ON)
    driver.session.load(Plan(tiny_model.name, None, "llama-server", settings, tiny_model), Machine("here"))
    driver.until(Ready)


def test_its_key_is_nobody_s_to_read_and_nothing_is_left(driver: Driver, tiny_model: Path) -> None:
    driver.session.load(Plan(tiny_model.name, None, "llama-server", file=tiny_model), Machine("here"))
    engine = psutil.Process(driver.until(Ready).pid)
    run = driver.session._run
    assert run._api_key not in " ".join(engine.cmdline())  # type: ignore[union-attr]
    driver.session.unload()
    driver.until(Unloaded)
    assert not engine.is_running()


def test_the_demo_runs_in_it(driver: Driver) -> None:
    driver.session.load(Plan(DEMO, None, "llama-server"), Machine("here"))
    driver.until(Ready)
    driver.session.send([ChatMessage("user", "Hello")], max_tokens=4)
    done = driver.until(Done)
    assert done.prompt_tokens
    assert done.tokens
