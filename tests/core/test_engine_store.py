"""Against a server on this machine that answers like the release pages."""

from __future__ import annotations

import hashlib
import io
import json
import platform
import sys
import tarfile
import threading
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from deepseek_gui.core import engine_store
from deepseek_gui.core.archives import unpack
from deepseek_gui.core.download import DownloadCancelledError
from deepseek_gui.core.engine_store import find, install, installed, programs, remove
from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.machine import Gpu, Machine
from deepseek_gui.engines.base import Surroundings
from deepseek_gui.engines.llama_server import LlamaServer
from deepseek_gui.engines.releases import Choice
from deepseek_gui.settings.paths import Paths, profile_paths
from deepseek_gui.settings.store import Settings, save

CPU = Machine("plain")
NVIDIA = Machine("gpu", gpus=(Gpu("RTX 3060", vendor="nvidia", compute_capability="8.6"),))
SCRIPT = b"#!/bin/sh\necho version: 1\n"


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
    """What the server offers and how it misbehaves."""

    files: dict[str, bytes] = field(default_factory=dict)
    url: str = ""
    cut_at: int | None = None
    status: int = 200
    document: bytes | None = None
    ranges: list[str | None] = field(default_factory=list)
    digest: str | None = None

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


@pytest.fixture
def pages(monkeypatch: pytest.MonkeyPatch) -> Iterator[Pages]:
    offered = Pages(
        {
            "llama-b7-bin-ubuntu-x64.tar.gz": tar(
                ("llama-b7/llama-server", SCRIPT),
                ("llama-b7/libllama.so.0", b"x" * 50_000),
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
            self.wfile.write(data[start:end])

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        offered.url = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        monkeypatch.setattr(sys, "platform", "linux")
        monkeypatch.setattr(platform, "machine", lambda: "x86_64")
        yield offered
        server.shutdown()
        thread.join()


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return profile_paths(tmp_path / "profile")


def choice(pages: Pages, machine: Machine = CPU) -> Choice:
    return find(machine, url=f"{pages.url}/releases")


def test_a_build_is_fetched_listed_used_and_removed(pages: Pages, paths: Paths) -> None:
    told: list[float] = []
    made = install(choice(pages), paths, on_progress=told.append)
    assert made.name == "llama.cpp-b7-cpu"
    assert made.folder.parent == paths.engines_dir
    assert made.program.read_bytes() == SCRIPT
    assert (made.folder / "libllama.so").read_bytes() == b"x" * 50_000
    assert (told[0], told[-1], told) == (0.0, 1.0, sorted(told))
    assert installed(paths) == (made,)
    assert made.size_bytes > 50_000
    assert not [*(paths.cache_dir / "downloads").iterdir()]
    found = LlamaServer(Surroundings(None, programs(paths))).detect()
    assert found is not None
    assert (found.executable, found.version) == (made.program, "1")
    remove(made, paths)
    assert installed(paths) == ()
    assert not programs(paths)


def test_cuda_s_libraries_land_beside_the_program(pages: Pages, paths: Paths) -> None:
    """Its libraries look for them there only (RUNPATH $ORIGIN); in a folder of their own they are not found."""
    made = install(choice(pages, NVIDIA), paths)
    assert {path.name for path in made.folder.iterdir()} == {"llama-server", "libggml-cuda.so", "libcudart.so.12"}


def test_the_chosen_build_goes_before_the_newest(pages: Pages, paths: Paths) -> None:
    first = install(choice(pages), paths)
    second = install(choice(pages, NVIDIA), paths)
    assert programs(paths)["llama-server"] == second.program
    assert programs(paths, first.name)["llama-server"] == first.program
    assert not programs(paths, "llama.cpp-gone")
    save(Settings(llama_build=first.name), paths)
    assert engine_store.chosen_programs(paths)["llama-server"] == first.program
    paths.settings_file.write_text("{")
    assert engine_store.chosen_programs(paths)["llama-server"] == second.program
    paths.settings_file.write_text('{"torch_python": "/venv"}')
    assert engine_store.chosen_programs(paths) == {"llama-server": second.program, "transformers": Path("/venv")}


def test_what_is_there_is_not_fetched_again(pages: Pages, paths: Paths) -> None:
    install(choice(pages), paths)
    pages.ranges.clear()
    install(choice(pages), paths)
    assert not pages.ranges


def test_an_interrupted_download_goes_on_where_it_stopped(pages: Pages, paths: Paths) -> None:
    whole = len(pages.files["llama-b7-bin-ubuntu-x64.tar.gz"])
    pages.cut_at = whole // 2
    with pytest.raises(ActionableError, match="broke off") as caught:
        install(choice(pages), paths)
    assert "goes on where it stopped" in str(caught.value.hint)
    assert installed(paths) == ()
    pages.cut_at = None
    install(choice(pages), paths)
    assert pages.ranges == [None, f"bytes={whole // 2}-"]


def test_it_can_be_stopped_and_keeps_what_it_has(pages: Pages, paths: Paths) -> None:
    stop = threading.Event()
    stop.set()
    with pytest.raises(DownloadCancelledError):
        install(choice(pages), paths, cancelled=stop)
    assert installed(paths) == ()


def test_another_file_than_was_published_is_thrown_away(pages: Pages, paths: Paths) -> None:
    pages.digest = "sha256:" + "0" * 64
    with pytest.raises(ActionableError, match="checksum differs"):
        install(choice(pages), paths)
    assert not [*(paths.cache_dir / "downloads").iterdir()]
    assert installed(paths) == ()


def test_a_file_without_a_checksum_is_not_fetched(pages: Pages, paths: Paths) -> None:
    pages.digest = "md5:1"
    with pytest.raises(ActionableError, match="no published checksum"):
        install(choice(pages), paths)
    assert not pages.ranges


def test_room_is_looked_at_first(pages: Pages, paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _: type("Usage", (), {"free": 1000})())
    with pytest.raises(ActionableError, match="The engine needs"):
        install(choice(pages), paths)
    assert not pages.ranges


def test_a_page_that_is_gone_or_talks_otherwise_is_told(pages: Pages) -> None:
    pages.status = 404
    with pytest.raises(ActionableError, match=r"127\.0\.0\.1 answered 404 Not Found"):
        choice(pages)
    pages.status, pages.document = 200, b"<html>"
    with pytest.raises(ActionableError, match="cannot be understood"):
        choice(pages)
    pages.document = b"[]"
    with pytest.raises(ActionableError, match="publishes no build for this system"):
        choice(pages)


def test_being_offline_is_told() -> None:
    with pytest.raises(ActionableError, match=r"127\.0\.0\.1 cannot be reached") as caught:
        find(CPU, url="http://127.0.0.1:9/releases")
    assert "connection" in str(caught.value.hint)


@pytest.mark.parametrize("url", ["http://example.com/releases", "file:///etc/passwd", "ftp://example.com/x"])
def test_nothing_is_fetched_without_tls(url: str) -> None:
    with pytest.raises(ActionableError, match="does not begin with https"):
        find(CPU, url=url)


def zipped(*names: str, mode: int = 0o644) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as opened:
        for name in names:
            info = zipfile.ZipInfo(name)
            info.external_attr = mode << 16
            opened.writestr(info, b"x")
    return made.getvalue()


BAD = {
    "slip.tar.gz": tar(("../evil", b"x")),
    "root.tar.gz": tar(("/etc/evil", b"x")),
    "link.tar.gz": tar(links=(("lib.so", "../../evil"),)),
    "absolute.tar.gz": tar(links=(("lib.so", "/etc/passwd"),)),
    "noise.tar.gz": b"\x1f\x8b nothing",
    "cut.tar.gz": tar(("a", b"x" * 10_000))[:60],
    "slip.zip": zipped("../evil"),
    "windows.zip": zipped("..\\evil"),
    "drive.zip": zipped("C:evil"),
    "link.zip": zipped("lib.so", mode=0o120777),
    "noise.zip": b"PK nothing",
}


@pytest.mark.parametrize(("name", "data"), BAD.items())
def test_an_archive_that_is_not_to_be_trusted_writes_nothing_outside(name: str, data: bytes, tmp_path: Path) -> None:
    archive, folder = tmp_path / name, tmp_path / "in" / "here"
    archive.write_bytes(data)
    folder.mkdir(parents=True)
    with pytest.raises(ActionableError, match="is not unpacked"):
        unpack(archive, folder)
    assert not [path for path in tmp_path.rglob("*") if path.name == "evil" or path.is_symlink()]


def test_an_archive_that_would_fill_the_disk_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("deepseek_gui.core.archives.MOST_BYTES", 1000)
    for name, data in (("a.tar.gz", tar(("a", bytes(2000)))), ("a.zip", zipped(*map(str, range(1001))))):
        archive = tmp_path / name
        archive.write_bytes(data)
        with pytest.raises(ActionableError, match="is not unpacked"):
            unpack(archive, tmp_path)


def test_a_windows_archive_is_flat_and_keeps_its_names(tmp_path: Path) -> None:
    archive = tmp_path / "a.zip"
    archive.write_bytes(zipped("llama-server.exe", "ggml-cuda.dll"))
    (tmp_path / "out").mkdir()
    unpack(archive, tmp_path / "out")
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"llama-server.exe", "ggml-cuda.dll"}


def test_only_what_was_fetched_can_be_removed(paths: Paths, tmp_path: Path) -> None:
    foreign = engine_store.Installed("llama.cpp-x", tmp_path, tmp_path / "llama-server")
    with pytest.raises(ValueError, match=str(tmp_path)):
        remove(foreign, paths)
    assert tmp_path.is_dir()
