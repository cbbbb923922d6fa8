"""An answer from an OpenAI-compatible engine, piece by piece."""

from __future__ import annotations

import contextlib
import socket
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from deepseek_gui.domain.decoding import decoder_of
from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.events import Done, Failed, PromptProgress, Token
from deepseek_gui.domain.failure import Cause
from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text
from deepseek_gui.engines import failures
from deepseek_gui.engines.thinking import ThinkSplitter

if TYPE_CHECKING:
    import httpx

_CONNECT_TIMEOUT_S = 5.0
_LONGEST_LINE_BYTES = 16 << 20
"""One piece of an answer has a few hundred; a refusal is no longer either."""
_MOST_SHOWN = 2000
"""Characters of a refusal that is no JSON: a page of HTML, as a rule."""
_ASKED: Mapping[str, Any] = {
    "stream": True,
    "timings_per_token": True,
    "return_progress": True,
    "stream_options": {"include_usage": True, "continuous_usage_stats": True},
}
"""Asks for counts with every piece: llama.cpp's timings and progress, vLLM's and SGLang's usage so far; others' at the
end. Who does not know one takes no notice."""

AnswerEvent = PromptProgress | Token | Done


class Timings(msgspec.Struct):
    """llama.cpp's own clock, milliseconds and counts; on every piece when asked for by `timings_per_token`."""

    prompt_n: int = 0
    prompt_ms: float = 0.0
    cache_n: int = 0
    predicted_n: int = 0
    predicted_ms: float = 0.0


class _Progress(msgspec.Struct):
    """llama.cpp's word on a prompt under way, when asked for by `return_progress`."""

    total: int = 0
    cache: int = 0
    processed: int = 0


class _Delta(msgspec.Struct):
    """One piece; thoughts are `reasoning_content` for llama.cpp and SGLang, `reasoning` for Ollama and newer vLLM."""

    content: str | None = None
    reasoning_content: str | None = None
    reasoning: str | None = None


class _Choice(msgspec.Struct):
    delta: _Delta = msgspec.field(default_factory=_Delta)
    finish_reason: str | None = None


class _Usage(msgspec.Struct):
    prompt_tokens: int | None = None
    completion_tokens: int | None = None


class _Problem(msgspec.Struct):
    message: str = ""
    type: str = ""
    n_prompt_tokens: int | None = None
    n_ctx: int | None = None


class _Chunk(msgspec.Struct):
    choices: list[_Choice] = []
    timings: Timings | None = None
    prompt_progress: _Progress | None = None
    usage: _Usage | None = None
    error: _Problem | None = None


class StreamBrokenError(Exception):
    """The connection ended before the answer did; the engine may be gone."""


class ChatStream:
    """A connection to one engine; one answer at a time."""

    def __init__(self, base_url: str, api_key: str) -> None:
        """Prepare for the engine at `base_url` ("http://127.0.0.1:1234"); an empty key sends none."""
        import httpx  # noqa: PLC0415  not needed before an engine answers

        self._client = httpx.Client(
            base_url=base_url,
            headers={"Accept-Encoding": "identity"} | ({"Authorization": f"Bearer {api_key}"} if api_key else {}),
            timeout=httpx.Timeout(None, connect=_CONNECT_TIMEOUT_S),
            limits=httpx.Limits(max_keepalive_connections=0),
            trust_env=False,  # a proxy has no business between us and ourselves
        )
        self._decoder = decoder_of(_Chunk)
        self._socket: socket.socket | None = None
        self._aborted = False

    def answer(
        self,
        messages: Sequence[Mapping[str, str]],
        *,
        max_tokens: int | None = None,
        extra: Mapping[str, Any] | None = None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Iterator[AnswerEvent]:
        """Yield the pieces of the answer as they arrive, then `Done`; nothing after `abort`, except that `Done`.

        An engine that tells how far it has read the prompt has that told first, as `PromptProgress`.

        Args:
            messages: `role` and `content` of each message.
            max_tokens: None lets the model end by itself.
            extra: more fields of the request (`temperature`, `seed`, `ignore_eos`).
            cancelled: asked once the connection can be broken: an `abort` before that would be lost.

        Raises:
            ActionableError: the engine refuses the request (the prompt is longer than the context).
            StreamBrokenError: the engine is not there, or went away in the middle.
        """
        import httpx  # noqa: PLC0415

        body: dict[str, Any] = {"messages": [_sendable(message) for message in messages], **_ASKED, **(extra or {})}
        if max_tokens is not None:
            body["max_tokens"] = max_tokens
        self._aborted = False
        if cancelled():
            self._aborted = True
        answer = _Answer()
        try:
            if not self._aborted:
                yield from self._stream(body, answer)
        except (httpx.TransportError, OSError, msgspec.MsgspecError, RecursionError) as error:
            if not self._aborted:
                raise StreamBrokenError(str(error)) from error
        finally:
            self._socket = None
        if not self._aborted and not answer.finished:
            raise StreamBrokenError("the answer ended before its last piece")
        yield from answer.rest()
        yield answer.done(cancelled=self._aborted)

    def abort(self) -> None:
        """End the answer under way, from any thread; the engine notices and frees its slot."""
        self._aborted = True
        connection = self._socket
        if connection is not None:
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Close what is open."""
        self._client.close()

    def _stream(self, body: dict[str, Any], answer: _Answer) -> Iterator[PromptProgress | Token]:
        extensions = {"trace": self._on_trace}
        with self._client.stream("POST", "/v1/chat/completions", json=body, extensions=extensions) as response:
            if response.status_code != 200:
                raise _refusal(response, self._decoder)
            for line in _lines(response):
                if self._aborted:
                    return
                if line.startswith((b"data: {", b"data:{")):
                    yield from answer.take(self._decoder.decode(line[5:]))
                elif line.startswith(b"error: "):
                    raise _failure(self._decoder.decode(b'{"error":' + line[7:] + b"}").error)

    def _on_trace(self, name: str, info: Mapping[str, Any]) -> None:
        # The socket while the engine still reads a long prompt, before there is a response to close.
        if name == "connection.connect_tcp.complete":
            self._socket = info["return_value"].get_extra_info("socket")
            if self._aborted:
                self.abort()


class _Answer:
    """Counts and clocks of one answer."""

    def __init__(self) -> None:
        self.finished = False
        self._started_s = time.perf_counter()
        self._first_s: float | None = None
        self._last_s = self._started_s
        self._pieces = 0
        self._counted = 0
        self._timings: Timings | None = None
        self._usage: _Usage | None = None
        self._splitter = ThinkSplitter()

    def take(self, chunk: _Chunk) -> Iterator[PromptProgress | Token]:
        """Yield the tokens of a piece."""
        if chunk.error is not None:
            raise _failure(chunk.error)
        read = chunk.prompt_progress
        if read is not None and read.total > 0:
            yield PromptProgress(read.processed, read.total, read.cache, time.perf_counter() - self._started_s)
        self._timings = chunk.timings or self._timings
        self._usage = chunk.usage or self._usage
        for choice in chunk.choices[:1]:
            self.finished = self.finished or choice.finish_reason is not None
            delta = choice.delta
            if thought := delta.reasoning_content or delta.reasoning:
                yield self._token(thought, thinking=True)
            if delta.content:
                for text, thinking in self._splitter.split(delta.content):
                    yield self._token(text, thinking=thinking)

    def rest(self) -> Iterator[Token]:
        """Yield text that was held back because it might have become a tag."""
        for text, thinking in self._splitter.rest():
            yield self._token(text, thinking=thinking)

    def done(self, *, cancelled: bool) -> Done:
        """Return the totals: by our clock and by the engine's."""
        timings, usage = self._timings, self._usage
        tokens = self._tokens(self._pieces)
        return Done(
            prompt_tokens=timings.prompt_n + timings.cache_n if timings else usage.prompt_tokens if usage else None,
            tokens=tokens,
            time_to_first_token_s=None if self._first_s is None else self._first_s - self._started_s,
            decode_tps=_rate(tokens - 1, self._last_s - (self._first_s or self._last_s)),
            prefill_tps=_rate(timings.prompt_n, timings.prompt_ms / 1000) if timings else None,
            engine_decode_tps=_rate(timings.predicted_n - 1, timings.predicted_ms / 1000) if timings else None,
            cancelled=cancelled,
        )

    def _token(self, text: str, *, thinking: bool) -> Token:
        self._last_s = time.perf_counter()
        if self._first_s is None:
            self._first_s = self._last_s
        counted = self._tokens(self._pieces + 1)
        count, self._counted = counted - self._counted, counted
        self._pieces += 1
        return Token(text, self._last_s - self._started_s, max(0, count), thinking)

    def _tokens(self, pieces: int) -> int:
        """Return the tokens so far by the engine's count, or else the pieces: one may hold several tokens, or none."""
        if self._timings:
            return self._timings.predicted_n
        counted = self._usage.completion_tokens if self._usage else None
        return pieces if counted is None else counted


def _rate(count: int, seconds: float) -> float | None:
    return count / seconds if count > 0 and seconds > 0 else None


def _sendable(message: Mapping[str, str]) -> dict[str, str]:
    """Return a message without halves of characters, which a text pasted from elsewhere may hold."""
    return {key: text.encode("utf-16", "surrogatepass").decode("utf-16", "replace") for key, text in message.items()}


def _lines(response: httpx.Response) -> Iterator[bytes]:
    """Yield complete lines as they arrive; text decoding waits until the JSON is known to be whole."""
    left = b""
    for data in response.iter_raw():
        *whole, left = (left + data).split(b"\n")
        if len(left) > _LONGEST_LINE_BYTES:
            raise StreamBrokenError("a line without an end")
        yield from whole


def _refusal(response: httpx.Response, decoder: msgspec.json.Decoder[_Chunk]) -> ActionableError:
    content = b""
    for data in response.iter_bytes():
        content += data
        if len(content) > _LONGEST_LINE_BYTES:
            raise StreamBrokenError("a refusal without an end")
    try:
        problem = decoder.decode(content).error
    except (msgspec.MsgspecError, RecursionError):
        problem = _Problem(content.decode(errors="replace")[:_MOST_SHOWN])
    return _failure(problem)


def _failure(problem: _Problem | None) -> ActionableError:
    problem = problem or _Problem()
    if problem.type == "exceed_context_size_error" and problem.n_ctx is not None:
        return ActionableError(
            Text(
                QT_TRANSLATE_NOOP("core", "The conversation has {tokens} tokens, the context only {context}."),
                {"tokens": problem.n_prompt_tokens or "?", "context": problem.n_ctx},
            ),
            Text(QT_TRANSLATE_NOOP("core", "Shorten it, begin a new conversation, or start with a larger context.")),
            problem.message,
            Cause.CONTEXT_FULL,
        )
    known = failures.read(problem.message)
    if isinstance(known, Failed):
        known = failures.at_a_prompt(known)
        return ActionableError(known.message, known.hint, problem.message, known.cause)
    return ActionableError(
        Text(QT_TRANSLATE_NOOP("core", "The engine refused the request: {reason}"), {"reason": problem.message}),
        Text(QT_TRANSLATE_NOOP("core", "Try again; if it happens again, unload the model and start it anew.")),
        problem.message,
    )
