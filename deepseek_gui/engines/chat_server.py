"""The address of the transformers engine's own process: OpenAI's chat completions for whoever knows the key.

Standard library only. 127.0.0.1 alone, no page, no permission for other pages of a browser (no CORS header at all).
"""

from __future__ import annotations

import hmac
import json
import queue
import select
import socket
import sys
from collections.abc import Mapping
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from deepseek_gui.engines.transformers_batches import Batches, RefusedError, Row, Words

_MOST_BYTES = 32 << 20
_PATIENCE_S = 60.0
"""How long a request may take to arrive, and a piece of an answer to be taken, before the other side counts as gone."""
_LISTEN_S = 0.25
"""How often we look, while nothing comes, whether the other side is still there."""


def serve(batches: Batches, port: int, api_key: str) -> ThreadingHTTPServer:
    """Return a server that listens; port 0 takes a free one, an empty key lets everybody in.

    Raises:
        OSError: the port is taken.
    """

    class Handler(_Handler):
        pass

    Handler.batches, Handler.api_key = batches, api_key
    return _Server(("127.0.0.1", port), Handler)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 256
    allow_reuse_address = False  # on Windows it would let a second program take the port too

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Stay silent about who has gone: the log is the engine's."""
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    batches: Batches
    api_key: str
    timeout = _PATIENCE_S

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  the base class's name
        """Stay silent: the log is the engine's."""

    def do_GET(self) -> None:
        """Answer health, the model's name, and figures."""
        if self.path == "/health":
            self._reply(HTTPStatus.OK, {"status": "ok"})
        elif not self._is_known():
            self._refuse(HTTPStatus.UNAUTHORIZED, {"message": "wrong or missing key"})
        elif self.path == "/metrics":
            self._send(HTTPStatus.OK, _metrics(self.batches).encode(), "text/plain; version=0.0.4")
        elif self.path == "/v1/models":
            self._reply(HTTPStatus.OK, {"object": "list", "data": [{"id": "model", "object": "model"}]})
        else:
            self._refuse(HTTPStatus.NOT_FOUND, {"message": "no such address"})

    def do_POST(self) -> None:
        """Answer a question."""
        if not self._is_known():
            self._refuse(HTTPStatus.UNAUTHORIZED, {"message": "wrong or missing key"})
            return
        if self.path != "/v1/chat/completions":
            self._refuse(HTTPStatus.NOT_FOUND, {"message": "no such address"})
            return
        try:
            body = self._body()
            row = self.batches.ask(body)
        except RefusedError as error:
            self._refuse(HTTPStatus.BAD_REQUEST, error.fields)
        except (ValueError, TypeError, OverflowError, RecursionError) as error:
            self._refuse(HTTPStatus.BAD_REQUEST, {"message": f"the request cannot be read: {error}"})
        else:
            self._answer(row, streamed=bool(body.get("stream")))

    def _is_known(self) -> bool:
        given = self.headers.get("Authorization", "").encode("utf-8", "surrogateescape")
        return not self.api_key or hmac.compare_digest(given, f"Bearer {self.api_key}".encode())

    def _body(self) -> dict[str, Any]:
        length = int(self.headers.get("Content-Length") or 0)
        if not 0 < length <= _MOST_BYTES:
            raise ValueError(f"{length} bytes")
        found = json.loads(self.rfile.read(length))
        if not isinstance(found, dict):
            raise TypeError("it is no object")
        return found

    def _answer(self, row: Row, *, streamed: bool) -> None:
        try:
            if streamed:
                self._stream(row)
            else:
                self._whole(row)
        except OSError:  # nobody listens any more: the batch leaves this row out
            row.cancelled = True

    def _stream(self, row: Row) -> None:
        self._head(HTTPStatus.OK, "text/event-stream")
        words = Words(self.batches.loaded.tokenizer, opened=row.opened)
        while not isinstance(what := self._next(row), str | Exception):
            self._event({"choices": [_delta(words.add(what), None)], "timings": row.timings()})
        if isinstance(what, Exception):
            self._event({"error": _problem(what)})
            return
        self._event({"choices": [_delta(words.rest(), what)], "timings": row.timings(), "usage": _usage(row)})
        self.wfile.write(b"data: [DONE]\n\n")

    def _whole(self, row: Row) -> None:
        words = Words(self.batches.loaded.tokenizer, opened=row.opened)
        text = ""
        while not isinstance(what := self._next(row), str | Exception):
            text += words.add(what)
        if isinstance(what, Exception):
            self._refuse(HTTPStatus.INTERNAL_SERVER_ERROR, _problem(what))
            return
        choice = {"index": 0, "finish_reason": what, "message": {"role": "assistant", "content": text + words.rest()}}
        self._reply(HTTPStatus.OK, {"choices": [choice], "timings": row.timings(), "usage": _usage(row)})

    def _next(self, row: Row) -> int | str | Exception:
        """Return what comes next.

        Raises:
            OSError: the other side has gone.
        """
        while True:
            try:
                return row.told.get(timeout=_LISTEN_S)
            except queue.Empty:
                if _is_gone(self.connection):
                    raise ConnectionResetError from None

    def _event(self, document: Mapping[str, Any]) -> None:
        self.wfile.write(b"data: " + json.dumps(document).encode() + b"\n\n")

    def _refuse(self, status: HTTPStatus, problem: Mapping[str, object]) -> None:
        self._reply(status, {"error": problem})

    def _reply(self, status: HTTPStatus, document: Mapping[str, Any]) -> None:
        self._send(status, json.dumps(document).encode(), "application/json")

    def _send(self, status: HTTPStatus, data: bytes, kind: str) -> None:
        self._head(status, kind, len(data))
        self.wfile.write(data)

    def _head(self, status: HTTPStatus, kind: str, length: int | None = None) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        if length is not None:
            self.send_header("Content-Length", str(length))
        self.end_headers()


def _is_gone(connection: socket.socket) -> bool:
    readable, _, _ = select.select([connection], [], [], 0)
    return bool(readable) and not connection.recv(1, socket.MSG_PEEK)


def _delta(text: str, finish: str | None) -> dict[str, Any]:
    return {"index": 0, "delta": {"content": text} if text else {}, "finish_reason": finish}


def _usage(row: Row) -> dict[str, int]:
    return {"prompt_tokens": len(row.prompt), "completion_tokens": row.tokens}


def _problem(error: Exception) -> dict[str, object]:
    return {"message": f"{type(error).__name__}: {error}", "type": "server_error"}


def _metrics(batches: Batches) -> str:
    """Return Prometheus text: counters, and torch's own count of each GPU's memory."""
    lines = [f"transformers_requests_total {batches.asked}", f"transformers_tokens_total {batches.told}"]
    for device, (now, peak, reserved) in batches.loaded.memory().items():
        lines += [
            f'torch_memory_allocated_bytes{{device="{device}"}} {now}',
            f'torch_memory_allocated_peak_bytes{{device="{device}"}} {peak}',
            f'torch_memory_reserved_peak_bytes{{device="{device}"}} {reserved}',
        ]
    return "\n".join(lines) + "\n"
