"""Against a server on this machine that answers like the release pages."""

from __future__ import annotations

import gzip
import io
import os
import threading
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from deepseek_gui.core import engine_store
from deepseek_gui.core.archives import unpack
from deepseek_gui.core.download import DownloadCancelledError, read
from deepseek_gui.core.engine_store import find, install, installed, programs, remove
from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.machine import Gpu, Machine
from deepseek_gui.engines.base import Surroundings
from deepseek_gui.engines.llama_server import LlamaServer
from deepseek_gui.engines.releases import Choice
from deepseek_gui.settings.paths import Paths, profile_paths
from deepseek_gui.settings.store import Settings, save
from tests.release_pages import NOISE, SCRIPT, Pages, release_pages, tar

CPU = Machine("plain")
NVIDIA = Machine("gpu", gpus=(Gpu("RTX 3060", vendor="nvidia", compute_capability="8.6"),))


@pytest.fixture
def pages(monkeypatch: pytest.MonkeyPatch) -> Iterator[Pages]:
    with release_pages(monkeypatch) as offered:
        yield offered


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
    assert (made.folder / "libllama.so").read_bytes() == NOISE
    assert (told[0], told[-1], told) == (0.0, 1.0, sorted(told))
    assert installed(paths) == (made,)
    assert made.size_bytes > len(NOISE)
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
    chosen = engine_store.named_programs(Settings(llama_build=first.name, torch_python="/venv"), paths)
    assert chosen == {"llama-server": first.program, "transformers": Path("/venv")}
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


def test_nothing_is_read_where_a_redirect_leads_out_of_tls() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.scheme == "https":
            return httpx.Response(302, headers={"Location": "http://elsewhere.example/"})
        return httpx.Response(200, content=b"[]")

    client = httpx.Client(transport=httpx.MockTransport(answer), follow_redirects=True)
    with client, pytest.raises(ActionableError, match="does not begin with https"):
        read(client, "https://example.com/", most_bytes=10)


def damaged(archive: bytes) -> bytes:
    """Return a .tar.gz whose compressed data turn to nonsense in the middle of its first file."""
    plain = gzip.decompress(archive)
    packer = zlib.compressobj(wbits=-15)
    good = packer.compress(plain[:100_000]) + packer.flush(zlib.Z_FULL_FLUSH)
    return archive[:4] + bytes(6) + good + b"\xff" * 100  # three is no type of block


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
    "damaged.tar.gz": damaged(tar(("a", NOISE))),
    "backslash.tar.gz": tar(links=(("lib.so", "..\\..\\evil"),)),
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


def test_a_build_that_cannot_be_moved_stays_whole(pages: Pages, paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    made = install(choice(pages), paths)

    def refuse(self: Path, target: Path) -> None:
        raise PermissionError(13, "in use", str(self), None, str(target))

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(ActionableError, match=r"llama\.cpp-b7-cpu cannot be removed: in use") as caught:
        remove(made, paths)
    assert "Unload" in str(caught.value.hint)
    assert installed(paths) == (made,)
    monkeypatch.undo()
    remove(made, paths)
    assert not [*paths.engines_dir.iterdir()]


def test_only_what_was_fetched_can_be_removed(paths: Paths, tmp_path: Path) -> None:
    foreign = engine_store.Installed("llama.cpp-x", tmp_path, tmp_path / "llama-server")
    with pytest.raises(ValueError, match=str(tmp_path)):
        remove(foreign, paths)
    assert tmp_path.is_dir()


def test_what_a_killed_program_left_is_cleared_away(pages: Pages, paths: Paths) -> None:
    old, new = paths.engines_dir / ".unpacking-old" / "llama.cpp-b6-cpu", paths.engines_dir / ".unpacking-new"
    for folder in (old, new):
        folder.mkdir(parents=True)
    for folder in (old.parent, old):
        os.utime(folder, (0, 0))
    install(choice(pages), paths)
    assert sorted(path.name for path in paths.engines_dir.iterdir()) == [".unpacking-new", "llama.cpp-b7-cpu"]


def test_unpacking_can_be_stopped_and_leaves_nothing_half_made(pages: Pages, paths: Paths) -> None:
    cancelled = threading.Event()

    def stop_when_fetched(part: float) -> None:
        if part == 1.0:
            cancelled.set()

    wanted = choice(pages)
    with pytest.raises(DownloadCancelledError):
        install(wanted, paths, on_progress=stop_when_fetched, cancelled=cancelled)
    assert not [*paths.engines_dir.iterdir()]
    pages.files.clear()  # what is whole is not fetched again
    assert install(wanted, paths).program.is_file()
