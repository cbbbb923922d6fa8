"""A picture of the page as a file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text


def save_picture(widget: QWidget, path: Path, *, replace: bool) -> None:
    """Write all that a widget shows, with what is scrolled away, as a PNG file.

    Raises:
        ActionableError: there is a file of that name that may not be replaced, or the file can't be written.
    """
    if path.exists() and not replace:
        raise ActionableError(
            Text(QT_TRANSLATE_NOOP("core", "There is a file {path} already."), {"path": str(path)}),
            Text(QT_TRANSLATE_NOOP("core", "Choose another name.")),
        )
    if not widget.grab().save(str(path), "PNG"):
        raise ActionableError(
            Text(QT_TRANSLATE_NOOP("core", "The picture {path} can't be written."), {"path": str(path)}),
            Text(QT_TRANSLATE_NOOP("core", "Make room on the disk, or choose another folder.")),
        )
