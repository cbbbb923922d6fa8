"""Unpacks an archive from the internet so that nothing lands outside its folder."""

from __future__ import annotations

import stat
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from typing import IO

from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text

MOST_BYTES = 8 << 30
"""Of what an archive becomes: the largest llama.cpp build with CUDA's libraries has 2 GB."""
_MOST_FILES = 5_000


def unpack(archive: Path, folder: Path, go_on: Callable[[], None] = lambda: None) -> None:
    """Unpack a .zip or .tar.gz flat into a folder: every file by its own name, as llama.cpp looks for its libraries.

    Links that point to a file beside them become links; all else that is no plain file is refused.

    Args:
        archive: told apart by its name.
        folder: is there.
        go_on: called before each MiB; what it raises ends the work.

    Raises:
        ActionableError: it is damaged, too large, or wants to write elsewhere.
    """
    try:
        if archive.name.endswith(".zip"):
            _unpack_zip(archive, folder, go_on)
        else:
            _unpack_tar(archive, folder, go_on)
    except (zipfile.BadZipFile, tarfile.TarError, zlib.error, EOFError, RuntimeError) as error:
        raise _refused(archive, str(error)) from error


def _unpack_zip(archive: Path, folder: Path, go_on: Callable[[], None]) -> None:
    with zipfile.ZipFile(archive) as opened:
        members = [member for member in opened.infolist() if not member.is_dir()]
        _check_size(archive, len(members), sum(member.file_size for member in members))
        for member in members:
            mode = member.external_attr >> 16
            if stat.S_ISLNK(mode):
                raise _refused(archive, member.filename)
            file = folder / _name(archive, member.filename)
            with opened.open(member) as source:
                _write(source, file, member.file_size, go_on, executable=bool(mode & 0o111))


def _unpack_tar(archive: Path, folder: Path, go_on: Callable[[], None]) -> None:
    with tarfile.open(archive, "r:gz") as opened:
        links: list[tuple[str, str]] = []
        count, total = 0, 0
        for member in _files(opened):
            count, total = count + 1, total + member.size
            _check_size(archive, count, total)
            name = _name(archive, member.name)
            if member.issym() and _is_beside(member.linkname):
                links.append((name, member.linkname))
                continue
            source = opened.extractfile(member) if member.isreg() else None
            if source is None:
                raise _refused(archive, member.name)
            with source:
                _write(source, folder / name, member.size, go_on, executable=bool(member.mode & 0o111))
    for name, target in links:
        (folder / name).unlink(missing_ok=True)
        (folder / name).symlink_to(target)


def _files(opened: tarfile.TarFile) -> Iterator[tarfile.TarInfo]:
    return (member for member in opened if not member.isdir())


def _is_beside(target: str) -> bool:
    """Return whether a link's target is a file of its own folder, on every system."""
    return target not in ("", ".", "..") and not set(target) & set("/\\:\0")


def _name(archive: Path, path: str) -> str:
    """Return a member's own name; a path that leaves the folder is refused even though only its end is used."""
    parts = PurePosixPath(path.replace("\\", "/")).parts
    if not parts or ".." in parts or parts[0] == "/" or ":" in path or "\0" in path:
        raise _refused(archive, path)
    return parts[-1]


def _write(source: IO[bytes], file: Path, size: int, go_on: Callable[[], None], *, executable: bool) -> None:
    with file.open("wb") as out:
        while piece := source.read(1 << 20):
            go_on()
            out.write(piece)
    if file.stat().st_size > size:
        raise RuntimeError(f"{file.name} is longer than it says")
    file.chmod(0o755 if executable else 0o644)


def _check_size(archive: Path, files: int, total_bytes: int) -> None:
    if files > _MOST_FILES or total_bytes > MOST_BYTES:
        raise _refused(archive, f"{files} files, {total_bytes} bytes")


def _refused(archive: Path, reason: str) -> ActionableError:
    return ActionableError(
        Text(
            QT_TRANSLATE_NOOP("core", "The archive {file} is not unpacked: it is damaged or not to be trusted."),
            {"file": archive.name},
        ),
        Text(QT_TRANSLATE_NOOP("core", "Fetch it again.")),
        reason,
    )
