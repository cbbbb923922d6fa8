"""Scripts and other texts on the disk: written whole or not at all, executable where that means something."""

from __future__ import annotations

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
        ActionableError: the folder is missing, read-only or full, or `path` is a folder.
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
        _replace(path, text.encode(), mode)
    except OSError as error:
        cause = error.strerror or str(error)
        raise ActionableError(
            Text(message, {"path": str(path), "cause": cause}),
            Text(QT_TRANSLATE_NOOP("core", "Choose another folder or name.")),
            details=str(error),
        ) from error


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
