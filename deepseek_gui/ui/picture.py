"""A picture as a file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QImage, QImageWriter

from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text
from deepseek_gui.ui.files import check_free


def save_picture(picture: QImage, path: Path, *, replace: bool) -> None:
    """Write a picture as a PNG file.

    Raises:
        ActionableError: there is a file of that name that may not be replaced, or the file can't be written.
    """
    check_free(path, replace=replace)
    if not QImageWriter(str(path), b"PNG").write(picture):
        raise ActionableError(
            Text(QT_TRANSLATE_NOOP("core", "The picture {path} can't be written."), {"path": str(path)}),
            Text(QT_TRANSLATE_NOOP("core", "Make room on the disk, or choose another folder.")),
        )
