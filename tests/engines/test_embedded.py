"""The real engine in its real child process."""

from __future__ import annotations

import os
import queue
import socket
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.plan import Extras, FlashAttention, Plan, RunSettings
from deepseek_gui.engines import failures, protocol
from deepseek_gui.engines.embedded import EmbeddedEngine
from deepseek_gui.engines.embedded_child import ChildOptions, parameters, usable_cores
from deepseek_gui.engines.process import EngineProcess

KEY = "a-key"
PLAN = Plan("tiny", None)


class Child:
    """A started child and what it wrote."""

    def __init__(
        self, file: Path, port: int = 0, settings: RunSettings | None = None, extras: Extras | None = None
    ) -> None:
        self.lines: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self.log: list[str] = []
        plan = replace(PLAN, extras=extras or Extras())
        spec = EmbeddedEngine().launch(plan, settings or RunSettings(context=512), file, port, KEY)
        self.argv = spec.argv
        self.process = EngineProcess(spec, self.lines.put, lambda: self.lines.put(None))

    def until_ready(self) -> str:
        while (line := self.lines.get(timeout=30)) is not None:
            self.log.append(line)
            fields = protocol.parse(line)
            if fields and fields["event"] == "ready":
                return str(fields["address"])
        raise AssertionError("the engine ended")

    def until_end(self) -> list[str]:
        while (line := self.lines.get(timeout=30)) is not None:
            self.log.append(line)
        return self.log


@contextmanager
def child(file: Path, port: int = 0, settings: RunSettings | None = None) -> Iterator[Child]:
    started = Child(file, port, settings)
    try:
        yield started
    finally:
        started.process.stop()
        assert started.process.wait(5)


@pytest.mark.skipif(sys.platform == "win32", reason="names are UTF-16 there")
def test_a_name_that_is_no_text_is_refused_in_words() -> None:
    with pytest.raises(ActionableError, match="name"):
        EmbeddedEngine().launch(PLAN, RunSettings(), Path(os.fsdecode(b"/models/\xff.gguf")), 0, KEY)


def test_the_installed_wheel_is_detected() -> None:
    found = EmbeddedEngine().detect()
    assert found is not None
    assert found.version
    assert "CPU" in found.backends


def test_only_who_knows_the_key_is_answered_and_no_page_is_served(tiny_model: Path) -> None:
    with child(tiny_model) as started:
        address = started.until_ready()
        assert address.startswith("http://127.0.0.1:")
        assert KEY not in " ".join(started.argv)
        ask = {"messages": [{"role": "user", "content": "hi"}], "max_tokens": 1}
        with httpx.Client(base_url=address, trust_env=False, headers={"Origin": "http://elsewhere.example"}) as web:
            refused = web.post("/v1/chat/completions", json=ask)
            assert refused.status_code == 401
            answered = web.post("/v1/chat/completions", json=ask, headers={"Authorization": f"Bearer {KEY}"})
            assert answered.status_code == 200
            # Another page in the person's browser gets no permission to read answers.
            assert not answered.headers.get("Access-Control-Allow-Origin")
            assert web.get("/").status_code in (401, 404)


def test_a_port_that_is_taken_is_told(tiny_model: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with child(tiny_model, port) as started:
            causes = [found for line in started.until_end() if (found := failures.read(line))]
    assert str(causes[0].message) == f"Port {port} of this computer is taken by another program."


def test_the_settings_reach_the_engine(tiny_model: Path) -> None:
    settings = RunSettings(
        context=1024,
        parallel=2,
        batch=256,
        ubatch=128,
        kv_type_k="q8_0",
        kv_type_v="q8_0",
        flash_attention=FlashAttention.ON,
        threads=1,
    )
    with child(tiny_model, settings=settings) as started:
        started.until_ready()
        started.process.stop()
        log = "\n".join(started.until_end())
    # Lines of llama_context and llama_kv_cache in the engine's log.
    for part in ("n_seq_max             = 2", "n_ctx                 = 1024", "n_batch               = 256"):
        assert part in log
    for part in ("n_ubatch              = 128", "K (q8_0)", "V (q8_0)", "n_threads = 1", "prompt cache is disabled"):
        assert part in log


def test_options_survive_the_command_line() -> None:
    options = ChildOptions("/m/模型.gguf", context=8192, gpu_layers=0, tensor_split=(2.0, 1.0), overrides="a=CPU")
    back = ChildOptions.from_json(options.to_json())
    assert (back.file, back.context, back.gpu_layers, back.overrides) == ("/m/模型.gguf", 8192, 0, "a=CPU")
    assert tuple(back.tensor_split) == (2.0, 1.0)


def test_placement_becomes_the_engine_s_parameters() -> None:
    settings = RunSettings(gpu_layers=7, cpu_experts=2, tensor_split=(3.0, 1.0))
    argument = EmbeddedEngine().launch(PLAN, settings, Path("x.gguf"), 0, KEY).argv[-1]
    params = parameters(ChildOptions.from_json(argument), KEY)
    assert params.n_gpu_layers == 7
    assert params.tensor_split[:3] == [3.0, 1.0, 0.0]
    assert params.tensor_buft_overrides.split(",") == [
        rf"blk\.{layer}\.ffn_(up|down|gate|gate_up)_(ch|)exps=CPU" for layer in range(2)
    ]
    assert not params.fit_params
    assert params.hostnames == ["127.0.0.1"]


def test_threads_that_wait_let_other_programs_run_unless_the_person_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    def environment() -> Mapping[str, str]:
        return EmbeddedEngine().launch(PLAN, RunSettings(), Path("x.gguf"), 0, KEY).environment

    monkeypatch.delenv("GOMP_SPINCOUNT", raising=False)
    monkeypatch.delenv("OMP_WAIT_POLICY", raising=False)
    assert environment()["GOMP_SPINCOUNT"] == "1000"
    monkeypatch.setenv("OMP_WAIT_POLICY", "ACTIVE")
    assert "GOMP_SPINCOUNT" not in environment()


@pytest.mark.parametrize("quota", ["150000 100000", "50000 100000"])
def test_the_threads_stay_within_a_container_s_share(quota: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from deepseek_gui.engines import embedded_child

    monkeypatch.setattr(embedded_child, "_cgroup_text", lambda: quota)
    assert usable_cores() == 1
