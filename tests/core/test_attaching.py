"""A server that runs already: addresses, models, answers."""

from __future__ import annotations

import json
import queue
from pathlib import Path

import httpx
import pytest

from deepseek_gui.core.attaching import Server, exposure, local_servers, parse_address, served_models
from deepseek_gui.core.session import ChatMessage, EngineSession, SessionState
from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.events import Done, EngineEvent, Failed, Ready, Token
from tests.web_server import Answer, web_server

MODELS = json.dumps({"object": "list", "data": [{"id": "deepseek-r1"}, {"id": "other"}]}).encode()
PIECES = b"".join(
    b"data: " + json.dumps(piece).encode() + b"\n\n"
    for piece in (
        {"choices": [{"delta": {"content": "Hi"}, "finish_reason": None}]},
        {"choices": [{"delta": {}, "finish_reason": "stop"}], "usage": {"prompt_tokens": 3, "completion_tokens": 1}},
    )
)


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("http://localhost:8000", "http://localhost:8000"),
        (" http://127.0.0.1:11434/v1/ ", "http://127.0.0.1:11434"),
        ("https://example.com/llm/v1", "https://example.com/llm"),
        ("http://[::1]:8080/", "http://[::1]:8080"),
    ],
)
def test_addresses_as_people_write_them(written: str, address: str) -> None:
    assert parse_address(written) == address


@pytest.mark.parametrize(
    "written",
    ["", "localhost:8000", "file:///etc/passwd", "ftp://x", "http://", "http://x:99999", "http://a b", "http://x/?k=1"],
)
def test_what_is_no_address_is_refused(written: str) -> None:
    with pytest.raises(ActionableError, match="is no address") as caught:
        parse_address(written)
    assert "http://127.0.0.1:8080" in str(caught.value.hint)


def test_a_password_in_the_address_is_refused() -> None:
    with pytest.raises(ActionableError, match="must not carry") as caught:
        parse_address("http://me:secret@example.com")
    assert "secret" not in str(caught.value)


def test_the_models_are_listed_with_the_key() -> None:
    with web_server({"/v1/models": Answer(MODELS, key="k")}) as server:
        assert served_models(server.url, "k") == ("deepseek-r1", "other")
        with pytest.raises(ActionableError, match="refuses the key"):
            served_models(server.url, "wrong")


@pytest.mark.parametrize("answer", [Answer(b"<html>"), Answer(b"{}", 404), Answer(b'{"data": []}')])
def test_another_server_is_told(answer: Answer) -> None:
    with web_server({"/v1/models": answer}) as server, pytest.raises(ActionableError, match="no OpenAI-compatible"):
        served_models(server.url, "")


def test_nobody_there_is_told() -> None:
    with pytest.raises(ActionableError, match=r"Nobody answers at http://127\.0\.0\.1:9"):
        served_models("http://127.0.0.1:9", "")


@pytest.mark.parametrize(
    ("address", "warned"),
    [
        ("http://127.0.0.1:8080", False),
        ("http://[::1]:8080", False),
        ("http://localhost", False),
        ("https://example.com", False),
        ("http://example.com", True),
        ("http://192.168.1.5:8000", True),
        ("http://localhost.example.com", True),
    ],
)
def test_what_travels_in_the_open_is_said(address: str, warned: bool) -> None:
    found = exposure(address)
    assert (found is not None) is warned
    assert found is None or "not encrypted" in str(found)


def test_a_certificate_that_nobody_signed_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def stream(self: object, method: str, url: str) -> None:
        del self, method, url
        raise httpx.ConnectError("[SSL: CERTIFICATE_VERIFY_FAILED] self-signed certificate")

    monkeypatch.setattr(httpx.Client, "stream", stream)
    with pytest.raises(ActionableError, match="is not trusted"):
        served_models("https://example.com", "k")


def test_the_person_s_own_ollama_is_listed_while_it_runs() -> None:
    library = json.dumps({"models": [{"name": "deepseek-r1:7b"}, {"name": "mine:latest"}]}).encode()
    with web_server({"/api/tags": Answer(library)}) as server:
        found = local_servers(server.url)
    assert [one.model for one in found] == ["deepseek-r1:7b", "mine:latest"]
    assert found[0].address == server.url
    assert local_servers(server.url) == ()


@pytest.mark.parametrize("answer", [Answer(b"<html>"), Answer(b"{}", 500), Answer(b'{"models": [{"size": 1}]}')])
def test_something_else_on_ollama_s_port_is_no_ollama(answer: Answer) -> None:
    with web_server({"/api/tags": answer}) as server:
        assert local_servers(server.url) == ()


def test_the_key_stays_out_of_logs() -> None:
    assert "secret" not in repr(Server("http://x", "secret", "m"))


def until(told: queue.SimpleQueue[EngineEvent], kind: type[EngineEvent]) -> EngineEvent:
    while not isinstance(event := told.get(timeout=30), kind):
        pass
    return event


def test_a_session_speaks_to_it_and_leaves_it_running(tmp_path: Path) -> None:
    told: queue.SimpleQueue[EngineEvent] = queue.SimpleQueue()
    session = EngineSession(told.put, tmp_path)
    answers = {"/v1/models": Answer(MODELS, key="k"), "/v1/chat/completions": Answer(PIECES, key="k")}
    with web_server(answers) as server:
        session.attach(Server(server.url, "k", "deepseek-r1"))
        ready = until(told, Ready)
        assert isinstance(ready, Ready)
        assert ready.pid is None
        session.send([ChatMessage("user", "Hello")], max_tokens=4)
        token, done = until(told, Token), until(told, Done)
        assert isinstance(token, Token)
        assert token.text == "Hi"
        assert isinstance(done, Done)
        assert (done.prompt_tokens, done.tokens) == (3, 1)
        request = json.loads(server.asked[-1][1])
        assert (request["model"], request["max_tokens"]) == ("deepseek-r1", 4)
        session.unload()
        session.attach(Server(server.url, "k", "absent"))
        failed = until(told, Failed)
        assert isinstance(failed, Failed)
        assert str(failed.message).endswith("has no model absent.")
        assert session.state is SessionState.IDLE
        session.attach(Server(server.url, "k", "other"))
        until(told, Ready)
    session.send([ChatMessage("user", "Hello")])
    lost = until(told, Failed)
    assert isinstance(lost, Failed)
    assert "broke off" in str(lost.message)
    session.close()


@pytest.mark.parametrize(
    "written", ["http://me:pa#secret@h", "ftp://me:secret@h", "http://me:se cret@h", "//me:secret@h"]
)
def test_a_password_is_not_said_again_whatever_else_is_wrong(written: str) -> None:
    with pytest.raises(ActionableError, match="must not carry") as caught:
        parse_address(written)
    assert "cret" not in str(caught.value)


@pytest.mark.parametrize("body", [b" " * (5 << 20), b'{"x":' + b"[" * 200_000], ids=["endless", "deep"])
def test_an_answer_out_of_all_proportion_is_no_server(body: bytes) -> None:
    with (
        web_server({"/v1/models": Answer(body)}) as server,
        pytest.raises(ActionableError, match="no OpenAI-compatible server"),
    ):
        served_models(server.url, "")


@pytest.mark.parametrize("key", ["sk-secret ", "sk-secret\n", "sk secret", "sk-secret\u2028", "密钥secret"])
def test_a_key_that_cannot_be_sent_is_not_quoted(key: str) -> None:
    with pytest.raises(ActionableError, match="cannot be sent") as caught:
        served_models("http://127.0.0.1:1", key)
    assert "secret" not in f"{caught.value} {caught.value.hint} {caught.value.details}"
