"""Scripts and other texts on the disk: written whole or not at all, executable where that means something."""

from __future__ import annotations

import errno
import os
import stat
import tempfile
from pathlib import Path

from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text

_FOR_ALL = stat.S_IRUSR | stat.S_IWUSR | stat.S_IRGRP | stat.S_IROTH
_MAY_RUN = stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH


def save_script(path: Path, text: str, *, executable: bool) -> None:
    """Write a script beside `path` and rename it over: a crash leaves the old file or the new one.

    Raises:
        ActionableError: the folder is missing, read-only or full, or `path` is a folder or a pipe without a reader.
    """
    message = QT_TRANSLATE_NOOP("core", "The script can't be saved as {path}: {cause}.")
    _save(path, text, _FOR_ALL | (_MAY_RUN if executable else 0), message)


def save_text(path: Path, text: str) -> None:
    """Write any other text (a plan, a machine file, a report) in the same way.

    Raises:
        ActionableError: as `save_script`.
    """
    _save(path, text, _FOR_ALL, QT_TRANSLATE_NOOP("core", "The file can't be saved as {path}: {cause}."))


def _save(path: Path, text: str, mode: int, message: str) -> None:
    try:
        if path.exists() and not path.is_file() and not path.is_dir():
            _write_into(path, text.encode())
        else:
            _replace(path, text.encode(), mode)
    except OSError as error:
        cause = error.strerror or str(error)
        raise ActionableError(
            Text(message, {"path": str(path), "cause": cause}),
            Text(QT_TRANSLATE_NOOP("core", "Choose another folder or name.")),
            details=str(error),
        ) from error


def _write_into(path: Path, data: bytes) -> None:
    """Write to a device or a pipe, which is never replaced; does not wait for a reader of a pipe."""
    try:
        descriptor = os.open(path, os.O_WRONLY | getattr(os, "O_NONBLOCK", 0))
    except OSError as error:
        if error.errno != errno.ENXIO:
            raise
        raise OSError(errno.ENXIO, "it is a pipe that no program reads", str(path)) from error
    with os.fdopen(descriptor, "wb") as file:
        if os.name == "posix":
            os.set_blocking(descriptor, True)
        file.write(data)


def _replace(path: Path, data: bytes, mode: int) -> None:
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(mode)
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
