"""A small server on this machine with set answers, for what speaks HTTP."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Answer:
    """One answer; `head` is the status for HEAD where it differs; `key` is wanted as a bearer token."""

    body: bytes
    status: int = 200
    head: int | None = None
    key: str = ""


@dataclass
class WebServer:
    """Where it is and what it was asked: paths and bodies."""

    url: str
    asked: list[tuple[str, bytes]] = field(default_factory=list)


@contextmanager
def web_server(answers: Mapping[str, Answer]) -> Iterator[WebServer]:
    """Serve until the block ends; an address is answered by the longest key that begins it, otherwise with 404."""
    state = WebServer("")

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_: Any) -> None:
            pass

        def _answer(self) -> None:
            state.asked.append((self.path, self._body()))
            known = [name for name in answers if self.path.startswith(name)]
            answer = answers[max(known, key=len)] if known else Answer(b"", 404)
            status = answer.head or answer.status if self.command == "HEAD" else answer.status
            if answer.key and self.headers["Authorization"] != f"Bearer {answer.key}":
                status = 401
            self.send_response(status)
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(answer.body)

        def _body(self) -> bytes:
            if self.headers["Transfer-Encoding"] != "chunked":
                return self.rfile.read(int(self.headers["Content-Length"] or 0))
            data = b""
            while size := int(self.rfile.readline(), 16):
                data += self.rfile.read(size)
                self.rfile.readline()
            self.rfile.readline()
            return data

        do_GET = do_POST = do_HEAD = _answer  # noqa: N815  names of http.server

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        state.url = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield state
        finally:
            server.shutdown()
            thread.join()
