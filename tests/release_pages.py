"""A server on this machine that answers like llama.cpp's release pages, with builds that run."""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import platform
import random
import sys
import tarfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

SCRIPT = b"#!/bin/sh\necho version: 1\n"
NOISE = random.Random(7).randbytes(200_000)  # noqa: S311  no secret
"""Does not shrink when it is packed."""


def tar(*members: tuple[str, bytes], links: tuple[tuple[str, str], ...] = ()) -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w:gz") as opened:
        for name, data in members:
            info = tarfile.TarInfo(name)
            info.size, info.mode = len(data), 0o755
            opened.addfile(info, io.BytesIO(data))
        for name, target in links:
            info = tarfile.TarInfo(name)
            info.type, info.linkname = tarfile.SYMTYPE, target
            opened.addfile(info)
    return made.getvalue()


@dataclass
class Pages:
    """What the server offers and how it misbehaves.

    Attributes:
        cut_at: an archive ends after so many bytes.
        hold: an archive stops in its middle until `go_on` is set.
    """

    files: dict[str, bytes] = field(default_factory=dict)
    url: str = ""
    cut_at: int | None = None
    status: int = 200
    document: bytes | None = None
    ranges: list[str | None] = field(default_factory=list)
    digest: str | None = None
    go_on: threading.Event = field(default_factory=threading.Event)
    hold: bool = False

    def releases(self) -> bytes:
        if self.document is not None:
            return self.document
        assets = [
            {
                "name": name,
                "browser_download_url": f"{self.url}/{name}",
                "size": len(data),
                "digest": self.digest or f"sha256:{hashlib.sha256(data).hexdigest()}",
            }
            for name, data in self.files.items()
        ]
        return json.dumps([{"tag_name": "b7", "assets": assets}]).encode()


@contextmanager
def release_pages(monkeypatch: pytest.MonkeyPatch) -> Iterator[Pages]:
    """Serve until the block ends; meanwhile this is a Linux PC."""
    offered = Pages(
        {
            "llama-b7-bin-ubuntu-x64.tar.gz": tar(
                ("llama-b7/llama-server", SCRIPT),
                ("llama-b7/libllama.so.0", NOISE),
                links=(("llama-b7/libllama.so", "libllama.so.0"),),
            ),
            "llama-b7-bin-ubuntu-cuda-12.8-x64.tar.gz": tar(
                ("llama-b7/llama-server", SCRIPT), ("llama-b7/libggml-cuda.so", b"c")
            ),
            "cudart-llama-b7-bin-ubuntu-cuda-12.8-x64.tar.gz": tar(("cudart-llama-b7/libcudart.so.12", b"r")),
        }
    )

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_: Any) -> None:
            pass

        def do_GET(self) -> None:
            listed = self.path.startswith("/releases")
            data = offered.releases() if listed else offered.files[self.path[1:]]
            wanted = self.headers["Range"]
            start = int(wanted.removeprefix("bytes=").removesuffix("-")) if wanted else 0
            if not listed:
                offered.ranges.append(wanted)
            self.send_response(offered.status if offered.status != 200 else 206 if wanted else 200)
            self.send_header("Content-Length", str(len(data) - start))
            self.end_headers()
            end = len(data) if listed or offered.cut_at is None else offered.cut_at
            if not listed and offered.hold:
                middle = max(start, len(data) // 2)
                self.wfile.write(data[start:middle])
                self.wfile.flush()
                offered.go_on.wait(30)
                start = middle
            with contextlib.suppress(ConnectionError):  # the client has stopped
                self.wfile.write(data[start:end])

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        offered.url = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        monkeypatch.setattr(sys, "platform", "linux")
        monkeypatch.setattr(platform, "machine", lambda: "x86_64")
        try:
            yield offered
        finally:
            offered.go_on.set()
            server.shutdown()
            thread.join()
