"""The disk's read speed: a real file on the real disk, and every way to end early."""

from __future__ import annotations

import errno
import os
import sys
import threading
from pathlib import Path
from types import SimpleNamespace

import psutil
import pytest

from deepseek_gui.hardware import disk_speed
from deepseek_gui.hardware.disk_speed import PREFIX, large_file, measure_read
from deepseek_gui.hardware.storage import mount_of

MIB = 1024**2
SIZE = 16 * MIB

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="not measured on Windows")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    if mount_of(tmp_path)[0] in disk_speed.MEMORY_FILE_SYSTEMS:
        pytest.skip("the temporary folder lies in memory")
    return tmp_path


def open_files() -> int:
    return psutil.Process().num_fds()


def test_a_disk_reads_at_a_speed_and_nothing_is_left(folder: Path):
    shares: list[float] = []
    before = open_files()
    found = measure_read(folder / "not" / "yet", progress=shares.append, file_bytes=SIZE)
    assert found.read_mbs is not None
    assert found.read_mbs > 1
    assert found.reason is None
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    assert list(folder.iterdir()) == []
    assert open_files() == before


@pytest.mark.parametrize("at", [0.0, 0.3, 0.6, 0.8])
def test_it_stops_when_cancelled_and_leaves_nothing(folder: Path, at: float):
    cancelled = threading.Event()
    if at == 0.0:
        cancelled.set()
    before = open_files()
    found = measure_read(
        folder, cancelled=cancelled, progress=lambda share: cancelled.set() if share >= at else None, file_bytes=SIZE
    )
    assert (found.read_mbs, found.reason) == (None, None)
    assert list(folder.iterdir()) == []
    assert open_files() == before


def test_the_file_has_no_name_while_it_is_written(folder: Path):
    """Even a killed program leaves nothing behind."""
    seen: list[list[Path]] = []
    measure_read(folder, progress=lambda _: seen.append(list(folder.iterdir())), file_bytes=SIZE)
    assert seen
    assert not any(seen)


@pytest.mark.parametrize("name", ["write", "fsync", "preadv"])
def test_a_disk_that_fails_is_told_and_nothing_is_left(folder: Path, monkeypatch: pytest.MonkeyPatch, name: str):
    def fail(*_: object) -> int:
        raise OSError(errno.EIO, "Input/output error")

    before = open_files()
    monkeypatch.setattr(os, name, fail)
    found = measure_read(folder, file_bytes=SIZE)
    assert found.read_mbs is None
    assert "Input/output error" in str(found.reason)
    assert list(folder.iterdir()) == []
    assert open_files() == before


def test_a_full_disk_is_not_filled_further(folder: Path, monkeypatch: pytest.MonkeyPatch):
    free = disk_speed.RESERVE_BYTES + SIZE - 1
    monkeypatch.setattr(psutil, "disk_usage", lambda _: SimpleNamespace(free=free))
    found = measure_read(folder, file_bytes=SIZE)
    assert "Too little is free" in str(found.reason)
    assert list(folder.iterdir()) == []


@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_refuses(folder: Path):
    folder.chmod(0o500)
    assert measure_read(folder, file_bytes=SIZE).reason is not None
    folder.chmod(0o700)


def test_a_file_system_without_direct_reading_is_read_all_the_same(folder: Path, monkeypatch: pytest.MonkeyPatch):
    real = os.open

    def refuse(path: Path, flags: int, mode: int = 0o777) -> int:
        if flags & getattr(os, "O_DIRECT", 0):
            raise OSError(errno.EINVAL, "Invalid argument")
        return real(path, flags, mode)

    monkeypatch.setattr(os, "open", refuse)
    assert measure_read(folder, file_bytes=SIZE).read_mbs is not None
    assert list(folder.iterdir()) == []


def test_memory_is_no_disk(folder: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(disk_speed, "mount_of", lambda _: ("tmpfs", "tmpfs"))
    assert "in memory" in str(measure_read(folder, file_bytes=SIZE).reason)


def test_a_model_that_is_there_is_read_instead(folder: Path):
    model = folder / "r1" / "model.gguf"
    model.parent.mkdir()
    model.write_bytes(os.urandom(SIZE))
    os.sync()
    written: list[float] = []
    assert measure_read(folder, progress=written.append, file_bytes=SIZE).read_mbs is not None
    assert min(written) > disk_speed.WRITE_SHARE  # nothing was written
    assert list(folder.iterdir()) == [model.parent]
    assert model.stat().st_size == SIZE


def test_holes_and_small_files_are_not_read(folder: Path):
    with (folder / "synthetic.gguf").open("wb") as file:
        file.truncate(SIZE * 4)
    (folder / "small.gguf").write_bytes(b"x" * 1000)
    assert large_file(folder, SIZE) is None
    assert not [path for path in folder.iterdir() if path.name.startswith(PREFIX)]
