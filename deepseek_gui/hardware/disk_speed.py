"""How fast the disk reads from one end to the other: the time that loading a model takes, measured on request."""

from __future__ import annotations

import contextlib
import errno
import mmap
import os
import sys
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil

from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text
from deepseek_gui.domain.units import GIB, MIB
from deepseek_gui.hardware.storage import existing_part, mount_of

BLOCK_BYTES = 8 * MIB
"""Read in one call: the kernel splits it into many requests that are under way at once."""
FILE_BYTES = GIB
SMALLEST_BYTES = 64 * MIB
RESERVE_BYTES = 2 * GIB
"""Stays free on the disk."""
WRITE_S = 5.0
READ_S = 3.0
WRITE_SHARE = 0.6
"""Of the progress."""
PREFIX = ".deepseek-gui-read-test-"
MEMORY_FILE_SYSTEMS = frozenset({"tmpfs", "ramfs", "devtmpfs"})


@dataclass(frozen=True, slots=True)
class ReadSpeed:
    """The result of a measurement.

    Attributes:
        read_mbs: 10**6 bytes per second; None when it could not be measured, or was cancelled.
        reason: why there is none; None when cancelled.
    """

    read_mbs: float | None = None
    reason: Text | None = None


def measure_read(
    folder: Path,
    *,
    cancelled: threading.Event | None = None,
    progress: Callable[[float], None] | None = None,
    file_bytes: int = FILE_BYTES,
) -> ReadSpeed:
    """Measure how fast the disk of a folder reads sequentially; some seconds, at most about ten.

    Reads a large model file of the folder where there is one. Otherwise writes a file of random bytes for at most 5 s,
    at most 1 GiB and never the last 2 GiB of the disk; the file loses its name before its first byte is written, so
    that it goes whatever ends this program. Reads past the page cache (O_DIRECT, F_NOCACHE on macOS). The disk of a
    virtual machine may still be served from its host's memory. Not available on Windows.

    Args:
        folder: on the disk; made by nobody, the nearest folder above that exists is taken.
        cancelled: set it to stop after the next block.
        progress: is told the share that is done, 0 to 1.
        file_bytes: of the file to write, and how much of an existing one to read.
    """
    stop, tell = cancelled or threading.Event(), progress or _nobody
    place = existing_part(folder)
    if sys.platform == "win32":
        return ReadSpeed(reason=Text(QT_TRANSLATE_NOOP("core", "The disk's speed cannot be measured on Windows yet.")))
    if place is None or mount_of(place)[0] in MEMORY_FILE_SYSTEMS:
        return ReadSpeed(reason=Text(QT_TRANSLATE_NOOP("core", "The folder lies in memory, not on a disk.")))
    try:
        existing = large_file(folder, file_bytes) if place == folder else None
        with _test_file(place, existing, file_bytes, stop, tell) as found:
            if found is None or stop.is_set():
                return ReadSpeed()
            speed = _read(*found, stop, tell)
    except OSError as error:
        return ReadSpeed(reason=_why_not(error))
    return ReadSpeed() if stop.is_set() else ReadSpeed(read_mbs=speed)


def _nobody(_share: float) -> None:
    """Nobody watches."""


def _why_not(error: OSError) -> Text:
    if error.errno == errno.ENOSPC:
        return Text(QT_TRANSLATE_NOOP("core", "Too little is free on the disk to measure its speed."))
    return Text(
        QT_TRANSLATE_NOOP("core", "The disk's speed cannot be measured here: {error}"), {"error": error.strerror or "?"}
    )


@contextlib.contextmanager
def _test_file(
    folder: Path, existing: Path | None, file_bytes: int, stop: threading.Event, tell: Callable[[float], None]
) -> Iterator[tuple[int, int] | None]:
    """Give a file to read as (descriptor past the page cache, bytes); None when cancelled.

    Raises:
        OSError: the folder cannot be written to, or too little is free (ENOSPC).
    """
    path = existing or folder / f"{PREFIX}{uuid.uuid4().hex}"
    with contextlib.ExitStack() as cleanup:
        if existing is None:
            size = min(file_bytes, psutil.disk_usage(str(folder)).free - RESERVE_BYTES)
            if size < min(SMALLEST_BYTES, file_bytes):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            writer = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            cleanup.callback(os.close, writer)
            cleanup.callback(path.unlink, missing_ok=True)
        reader = _open_past_cache(path)
        cleanup.callback(os.close, reader)
        if existing is not None:
            yield reader, file_bytes
            return
        path.unlink()
        yield reader, _fill(writer, size, stop, tell)


def large_file(folder: Path, size_bytes: int) -> Path | None:
    """Return a model file of the folder that really holds so many bytes: our synthetic ones are mostly holes."""
    for path in (*sorted(folder.glob("*.gguf")), *sorted(folder.glob("*/*.gguf"))):
        with contextlib.suppress(OSError):
            found = path.stat()
            if found.st_size >= size_bytes and found.st_blocks * 512 >= found.st_size and os.access(path, os.R_OK):
                return path
    return None


def _fill(writer: int, size: int, stop: threading.Event, tell: Callable[[float], None]) -> int:
    """Write random bytes through to the disk and drop them from the page cache; return how many."""
    block = bytearray(os.urandom(BLOCK_BYTES))
    until_s = time.monotonic() + WRITE_S
    written = 0
    while written + BLOCK_BYTES <= max(size, BLOCK_BYTES) and not stop.is_set():
        block[:8] = written.to_bytes(8, "little")  # no two blocks are alike: a disk may store equal ones once
        view = memoryview(block)
        while view:
            view = view[os.write(writer, view) :]
        written += BLOCK_BYTES
        tell(WRITE_SHARE * min(1.0, written / size))
        if time.monotonic() >= until_s and written >= min(SMALLEST_BYTES, size):
            break
    os.fsync(writer)
    _drop_cache(writer)
    return written


def _read(reader: int, size: int, stop: threading.Event, tell: Callable[[float], None]) -> float | None:
    """Return the rate at which the descriptor reads, 10**6 bytes per second; None when there was nothing to read."""
    with mmap.mmap(-1, BLOCK_BYTES) as buffer:  # O_DIRECT wants memory that begins at a page
        start_s = time.perf_counter()
        done = 0
        while done < size and not stop.is_set():
            got = os.preadv(reader, [buffer], done)
            done += got
            tell(WRITE_SHARE + (1 - WRITE_SHARE) * min(1.0, done / size))
            if got < BLOCK_BYTES or time.perf_counter() - start_s >= READ_S:
                break
        spent_s = time.perf_counter() - start_s
    return round(done / spent_s / 1e6, 1) if done and spent_s > 0 else None


def _open_past_cache(path: Path) -> int:
    """Open for reading without the page cache where the file system can; its pages are dropped otherwise."""
    direct = getattr(os, "O_DIRECT", 0)
    try:
        return os.open(path, os.O_RDONLY | direct)
    except OSError as error:
        if not direct or error.errno != errno.EINVAL:
            raise
    reader = os.open(path, os.O_RDONLY)
    _drop_cache(reader)
    return reader


def _drop_cache(descriptor: int) -> None:
    if sys.platform == "darwin":
        import fcntl  # noqa: PLC0415  not on Windows

        fcntl.fcntl(descriptor, fcntl.F_NOCACHE, 1)
    elif hasattr(os, "posix_fadvise"):
        os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
