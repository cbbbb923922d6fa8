"""The chat stream against a scripted server: the cases that a healthy engine does not show."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.events import Done, PromptProgress, Token
from deepseek_gui.engines.stream import AnswerEvent, ChatStream, StreamBrokenError

ASK = [{"role": "user", "content": "hi"}]
Script = Callable[[BaseHTTPRequestHandler, dict[str, Any]], None]


def event(**delta: str | None) -> bytes:
    return b"data: " + json.dumps({"choices": [{"index": 0, "delta": delta, "finish_reason": None}]}).encode() + b"\n\n"


def timed(text: str, count: int) -> bytes:
    timings = {"prompt_n": 10, "prompt_ms": 100.0, "cache_n": 5, "predicted_n": count, "predicted_ms": 50.0 * count}
    chunk = {"choices": [{"delta": {"content": text}, "finish_reason": None}], "timings": timings}
    return b"data: " + json.dumps(chunk).encode() + b"\n\n"


STOP = b'data: {"choices":[{"delta":{},"finish_reason":"stop"}]}\n\n'
END = b"data: [DONE]\n\n"


@contextmanager
def server(script: Script) -> Iterator[ChatStream]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            script(self, body)

        def log_message(self, *_: Any) -> None:
            pass

    web = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    web.daemon_threads = True
    thread = threading.Thread(target=web.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    stream = ChatStream(f"http://127.0.0.1:{web.server_port}", "key")
    try:
        yield stream
    finally:
        stream.close()
        web.shutdown()
        thread.join()
        web.server_close()


def answers(*pieces: bytes) -> Script:
    def script(request: BaseHTTPRequestHandler, _body: dict[str, Any]) -> None:
        request.send_response(200)
        request.end_headers()
        for piece in pieces:
            request.wfile.write(piece)
            request.wfile.flush()

    return script


def refuses(status: int, body: bytes) -> Script:
    def script(request: BaseHTTPRequestHandler, _body: dict[str, Any]) -> None:
        request.send_response(status)
        request.end_headers()
        request.wfile.write(body)

    return script


def texts(events: list[AnswerEvent]) -> list[tuple[str, bool]]:
    return [(item.text, item.thinking) for item in events if isinstance(item, Token)]


def test_reasoning_comes_marked_whether_the_engine_splits_it_off_or_not() -> None:
    pieces = (
        event(role="assistant", content=None),
        event(reasoning_content="hm"),
        event(content="a"),
        event(content="<think>b</th"),
        event(content="ink>c<"),
        STOP,
        END,
    )
    with server(answers(*pieces)) as stream:
        found = list(stream.answer(ASK))
    assert texts(found) == [("hm", True), ("a", False), ("b", True), ("c", False), ("<", False)]


def test_a_line_may_be_cut_anywhere_also_inside_a_character() -> None:
    whole = event(content="你好，") + event(content="世界") + STOP + END
    with server(answers(*(whole[place : place + 7] for place in range(0, len(whole), 7)))) as stream:
        found = list(stream.answer(ASK))
    assert "".join(text for text, _ in texts(found)) == "你好，世界"


def test_totals_come_from_the_engine_s_clock_where_it_has_one() -> None:
    with server(answers(timed("a", 1), timed("bc", 3), timed("d", 5), STOP, END)) as stream:
        *tokens, done = stream.answer(ASK)
    assert [token.count for token in tokens if isinstance(token, Token)] == [1, 2, 2]
    assert isinstance(done, Done)
    assert (done.prompt_tokens, done.tokens, done.cancelled) == (15, 5, False)
    assert done.prefill_tps == pytest.approx(100.0)  # 10 tokens in 100 ms
    assert done.engine_decode_tps == pytest.approx(16.0)  # 4 intervals in 250 ms
    assert done.time_to_first_token_s is not None


def test_without_timings_pieces_are_counted() -> None:
    usage = b'data: {"choices":[],"usage":{"prompt_tokens":7,"completion_tokens":3}}\n\n'
    with server(answers(event(content="a"), event(content="b"), STOP, usage, END)) as stream:
        done = list(stream.answer(ASK))[-1]
    assert isinstance(done, Done)
    assert (done.prompt_tokens, done.tokens, done.engine_decode_tps) == (7, 3, None)


def test_the_engine_s_count_with_every_piece_goes_before_the_pieces() -> None:
    """vLLM: a piece holds two tokens when the first one was half a character."""

    def piece(text: str, count: int) -> bytes:
        usage = {"prompt_tokens": 7, "completion_tokens": count}
        chunk = {"choices": [{"delta": {"content": text}, "finish_reason": None}], "usage": usage}
        return b"data: " + json.dumps(chunk).encode() + b"\n\n"

    with server(answers(piece("a", 1), piece("é", 3), STOP, END)) as stream:
        *tokens, done = stream.answer(ASK)
    assert [token.count for token in tokens if isinstance(token, Token)] == [1, 2]
    assert isinstance(done, Done)
    assert (done.prompt_tokens, done.tokens) == (7, 3)


def test_what_is_asked_for_arrives() -> None:
    seen: list[tuple[str, dict[str, Any]]] = []

    def script(request: BaseHTTPRequestHandler, body: dict[str, Any]) -> None:
        seen.append((request.headers["Authorization"], body))
        answers(STOP, END)(request, body)

    with server(script) as stream:
        list(stream.answer(ASK, max_tokens=12, extra={"temperature": 0.6, "seed": 1}))
    ((key, body),) = seen
    assert key == "Bearer key"
    assert body["messages"] == ASK
    assert (body["max_tokens"], body["temperature"], body["seed"], body["stream"]) == (12, 0.6, 1, True)


def test_a_prompt_that_is_too_long_is_told_in_tokens() -> None:
    """Body as llama.cpp's server sends it (October 2026)."""
    body = (
        b'{"error":{"code":400,"message":"request (5000 tokens) exceeds the available context size (512 tokens), try '
        b'increasing it","type":"exceed_context_size_error","n_prompt_tokens":5000,"n_ctx":512}}'
    )
    with server(refuses(400, body)) as stream, pytest.raises(ActionableError, match=r"5000 tokens.*only 512") as caught:
        list(stream.answer(ASK))
    assert "larger context" in str(caught.value.hint)


@pytest.mark.parametrize("body", [b'{"error":{"code":500,"message":"no luck","type":"server_error"}}', b"no luck"])
def test_another_refusal_is_told_with_its_reason(body: bytes) -> None:
    with server(refuses(500, body)) as stream, pytest.raises(ActionableError, match="refused the request: no luck"):
        list(stream.answer(ASK))


@pytest.mark.parametrize("line", [b'data: {"error":{"message":"no luck"}}\n\n', b'error: {"message":"no luck"}\n\n'])
def test_an_error_in_the_middle_is_told(line: bytes) -> None:
    with server(answers(event(content="a"), line)) as stream, pytest.raises(ActionableError, match="no luck"):
        list(stream.answer(ASK))


def test_an_answer_without_its_end_is_broken() -> None:
    with server(answers(event(content="a"))) as stream, pytest.raises(StreamBrokenError):
        list(stream.answer(ASK))


def test_nobody_there_is_broken() -> None:
    with server(answers()) as stream:
        pass
    stream = ChatStream("http://127.0.0.1:9", "key")  # the discard port: nothing listens
    with pytest.raises(StreamBrokenError):
        list(stream.answer(ASK))
    stream.close()


def test_an_answer_is_ended_while_the_engine_still_reads_the_prompt() -> None:
    asked, release = threading.Event(), threading.Event()

    def script(_request: BaseHTTPRequestHandler, _body: dict[str, Any]) -> None:
        asked.set()
        release.wait(30)

    found: list[AnswerEvent] = []
    with server(script) as stream:
        worker = threading.Thread(target=lambda: found.extend(stream.answer(ASK)))
        worker.start()
        assert asked.wait(10)
        stream.abort()
        worker.join(10)
        release.set()
        assert not worker.is_alive()
    (done,) = found
    assert isinstance(done, Done)
    assert done.cancelled
    assert done.tokens == 0


def test_an_answer_that_was_called_off_before_is_not_asked_for() -> None:
    with server(refuses(500, b"must not be asked")) as stream:
        (done,) = stream.answer(ASK, cancelled=lambda: True)
    assert isinstance(done, Done)
    assert done.cancelled


def test_an_engine_tells_how_far_it_has_read_the_prompt() -> None:
    """Pieces as llama.cpp's server sends them when `return_progress` is asked for (xllamacpp 2026.10)."""
    seen: list[dict[str, Any]] = []

    def progress(processed: int) -> bytes:
        read = {"total": 301, "cache": 12, "processed": processed, "time_ms": 5}
        chunk = {"choices": [{"delta": {"role": "assistant", "content": None}}], "prompt_progress": read}
        return b"data: " + json.dumps(chunk).encode() + b"\n\n"

    def script(request: BaseHTTPRequestHandler, body: dict[str, Any]) -> None:
        seen.append(body)
        answers(progress(12), progress(301), event(content="a"), STOP, END)(request, body)

    with server(script) as stream:
        first, second, token, done = stream.answer(ASK)
    assert seen[0]["return_progress"] is True
    assert isinstance(first, PromptProgress)
    assert isinstance(second, PromptProgress)
    assert (first.processed, first.total, first.cached) == (12, 301, 12)
    assert second.processed == 301
    assert 0 <= first.time_s <= second.time_s
    assert isinstance(token, Token)
    assert isinstance(done, Done)


@pytest.mark.parametrize("field", ["reasoning_content", "reasoning"])
def test_thoughts_are_heard_under_both_names(field: str) -> None:
    """llama.cpp and SGLang say `reasoning_content`, Ollama and newer vLLM `reasoning`; older vLLM says both."""
    with server(answers(event(**{field: "hm"}), event(reasoning="a", reasoning_content="a"), STOP, END)) as stream:
        first, second, _ = stream.answer(ASK)
    assert isinstance(first, Token)
    assert isinstance(second, Token)
    assert (first.text, first.thinking, second.text) == ("hm", True, "a")


def test_a_piece_without_a_space_is_a_piece() -> None:
    with server(answers(event(content="a").replace(b"data: ", b"data:"), STOP, END)) as stream:
        token, _ = stream.answer(ASK)
    assert isinstance(token, Token)
    assert token.text == "a"


def test_an_answer_is_asked_for_as_it_is() -> None:
    """A server behind nginx packs what may be packed, and a stream is read as it comes."""
    seen: list[str | None] = []

    def script(request: BaseHTTPRequestHandler, body: dict[str, Any]) -> None:
        seen.append(request.headers["Accept-Encoding"])
        answers(STOP, END)(request, body)

    with server(script) as stream:
        list(stream.answer(ASK))
    assert seen == ["identity"]


@pytest.mark.parametrize(
    "piece",
    [b"data: {nonsense\n", b'data: {"choices": 3}\n', b"data: {" + b"[" * 200_000 + b"\n", b"x" * (17 << 20)],
    ids=["nonsense", "other", "deep", "endless"],
)
def test_a_server_that_talks_otherwise_breaks_the_answer_off(piece: bytes) -> None:
    with server(answers(piece)) as stream, pytest.raises(StreamBrokenError):
        list(stream.answer(ASK))


def test_a_refusal_without_an_end_is_not_read_to_it() -> None:
    with server(refuses(500, b"x" * (17 << 20))) as stream, pytest.raises(StreamBrokenError):
        list(stream.answer(ASK))


def test_half_a_character_does_not_stop_a_question() -> None:
    seen: list[dict[str, Any]] = []

    def script(request: BaseHTTPRequestHandler, body: dict[str, Any]) -> None:
        seen.append(body)
        answers(STOP, END)(request, body)

    with server(script) as stream:
        list(stream.answer([{"role": "user", "content": "a\ud800 \ud83d\ude00 你"}]))
    assert seen[0]["messages"] == [{"role": "user", "content": "a\ufffd 😀 你"}]
