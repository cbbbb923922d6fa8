"""Ollama was not run here; its interface as its own documentation describes it, answered by a stand-in."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest

from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.events import Failed, Loading
from deepseek_gui.domain.plan import FlashAttention, Plan, RunSettings
from deepseek_gui.engines.base import Surroundings
from deepseek_gui.engines.flag_lists import listed_options
from deepseek_gui.engines.ollama import Ollama, model_name
from tests.fake_programs import fake_program
from tests.web_server import Answer, web_server

PLAN = Plan("r1-distill-qwen-7b", None, "ollama")
TAG = Path("deepseek-r1:7b")
SETTINGS = RunSettings(context=8192, parallel=2, kv_type_k="q8_0", kv_type_v="q8_0")


def test_a_plan_becomes_a_private_server() -> None:
    spec = Ollama().launch(PLAN, SETTINGS, TAG, 12345, "unused")
    assert spec.argv == ("ollama", "serve")
    assert spec.environment == {
        "OLLAMA_HOST": "127.0.0.1:12345",
        "OLLAMA_CONTEXT_LENGTH": "4096",
        "OLLAMA_NUM_PARALLEL": "2",
        "OLLAMA_KV_CACHE_TYPE": "q8_0",
        "OLLAMA_FLASH_ATTENTION": "1",
    }
    assert set(spec.environment) <= listed_options("ollama").flags
    assert "OLLAMA_MODELS" not in spec.unset
    assert (spec.base_url, spec.ready_path, spec.served_model) == (
        "http://127.0.0.1:12345",
        "/api/version",
        "deepseek-r1:7b",
    )


def test_what_it_cannot_be_told_is_refused() -> None:
    for settings, word in (
        (RunSettings(cpu_experts=2), "-ncmoe"),
        (RunSettings(tensor_split=(1.0, 1.0)), "-ts"),
        (RunSettings(kv_type_k="q8_0"), "-ctv"),
        (RunSettings(kv_type_k="q5_0", kv_type_v="q5_0"), "does not accept q5_0"),
    ):
        with pytest.raises(ActionableError, match=word):
            Ollama().launch(PLAN, settings, TAG, 1, "")
    off = Ollama().launch(PLAN, replace(SETTINGS, kv_type_k="f16", kv_type_v="f16"), TAG, 1, "")
    assert "OLLAMA_FLASH_ATTENTION" not in off.environment
    on = Ollama().launch(PLAN, RunSettings(flash_attention=FlashAttention.OFF), TAG, 1, "")
    assert on.environment["OLLAMA_FLASH_ATTENTION"] == "0"


def test_a_port_of_its_own_is_taken() -> None:
    spec = Ollama().launch(PLAN, SETTINGS, TAG, 0, "")
    port = int(spec.base_url.rpartition(":")[2])
    assert port not in (0, 11434)
    assert spec.environment["OLLAMA_HOST"] == f"127.0.0.1:{port}"


def test_it_is_detected_with_its_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "nowhere"))
    assert Ollama().detect() is None
    program = fake_program(tmp_path, "ollama", version="ollama version is 0.33.0-rc2")
    found = Ollama(Surroundings(None, {"ollama": program})).detect()
    assert found is not None
    assert found.version == "0.33.0-rc2"


def test_names_in_its_library() -> None:
    assert model_name(PLAN, TAG) == "deepseek-r1:7b"
    assert model_name(replace(PLAN, model="My Model (1).gguf"), Path("/m/x.gguf")) == "deepseek-gui-my-model-1"


def prepare(url: str, file: Path) -> list[Loading]:
    told: list[Loading] = []
    spec = replace(Ollama().launch(PLAN, SETTINGS, file, 1, ""), base_url=url)
    Ollama().prepare(spec, file, told.append, lambda: False)
    return told


def test_a_model_that_is_there_is_left_alone() -> None:
    with web_server({"/api/show": Answer(b"{}")}) as server:
        assert not prepare(server.url, TAG)
        assert [path for path, _ in server.asked] == ["/api/show"]


def test_a_missing_model_is_pulled_with_its_progress() -> None:
    lines = [
        {"status": "pulling manifest"},
        {"status": "pulling", "total": 200, "completed": 50},
        {"status": "success"},
    ]
    body = b"".join(json.dumps(line).encode() + b"\n" for line in lines)
    with web_server({"/api/show": Answer(b"{}", 404), "/api/pull": Answer(body)}) as server:
        told = prepare(server.url, TAG)
        assert json.loads(server.asked[-1][1]) == {"model": "deepseek-r1:7b"}
    assert [step.progress for step in told] == [None, 0.25, None]
    assert str(told[0].step) == "Ollama: pulling manifest"


def test_a_gguf_file_is_copied_into_its_library(tmp_path: Path) -> None:
    file = tmp_path / "mine.gguf"
    file.write_bytes(b"GGUF data")
    with web_server(
        {
            "/api/show": Answer(b"{}", 404),
            "/api/blobs": Answer(b"", 201, head=404),
            "/api/create": Answer(b'{"status": "success"}\n'),
        }
    ) as server:
        prepare(server.url, file)
        paths = [path for path, _ in server.asked]
        assert paths[1] == paths[2]
        assert paths[1].startswith("/api/blobs/sha256:")
        assert b"GGUF data" in server.asked[2][1]
        created = json.loads(server.asked[3][1])
    assert created["model"] == "deepseek-gui-r1-distill-qwen-7b"
    assert created["files"] == {"mine.gguf": "sha256:" + hashlib.sha256(b"GGUF data").hexdigest()}


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (Answer(b'{"error": "pull model manifest: file does not exist"}\n'), "file does not exist"),
        (Answer(b"no such thing", 500), "no such thing"),
    ],
)
def test_a_model_that_cannot_be_had_is_told(answer: Answer, words: str) -> None:
    answers = {"/api/show": Answer(b"{}", 404), "/api/pull": answer}
    with web_server(answers) as server, pytest.raises(ActionableError, match=words):
        prepare(server.url, TAG)


def test_its_failures_are_read() -> None:
    line = "Error: listen tcp 127.0.0.1:11434: bind: address already in use"
    assert isinstance(Ollama().parse_log(line), Failed)
