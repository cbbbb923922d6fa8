"""Asks for files without stopping the page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QDateTime, QObject, QStandardPaths, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text

OnChosen = Callable[[Path, bool], None]
"""Called with the path, and whether the person agreed to replace a file of that name."""


@dataclass(frozen=True, slots=True)
class FileQuestion:
    """What is asked for.

    Attributes:
        kinds: "Recordings (*.dgrec)".
        suffix: added to a name that is typed without one.
        suggested: name of the file to write; None asks for one that is there.
    """

    title: str
    kinds: str
    suffix: str
    suggested: str | None = None


def ask_for_file(question: FileQuestion, on_chosen: OnChosen, parent: QWidget) -> None:
    """Open the system's file dialog; `on_chosen` is called when a file was chosen."""
    dialog = QFileDialog(parent, question.title, str(documents_folder()), question.kinds)
    _Answer(dialog, question, on_chosen)
    if question.suggested is None:
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    else:
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(question.suggested)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def check_free(path: Path, *, replace: bool) -> None:
    """Do nothing when a file may be written there.

    Raises:
        ActionableError: there is one already, and nobody agreed to replace it.
    """
    if path.exists() and not replace:
        raise ActionableError(
            Text(QT_TRANSLATE_NOOP("core", "There is a file {path} already."), {"path": str(path)}),
            Text(QT_TRANSLATE_NOOP("core", "Choose another name.")),
        )


def documents_folder() -> Path:
    """Return where a person's own files are."""
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation) or Path.home())


def dated_name(stem: str, suffix: str) -> str:
    """Return a name with the time of now: "monitor 2026-11-26 14-03-05.png"."""
    return f"{stem} {QDateTime.currentDateTime().toString('yyyy-MM-dd HH-mm-ss')}{suffix}"


class _Answer(QObject):
    """Waits for the dialog's answer, and goes with it."""

    def __init__(self, dialog: QFileDialog, question: FileQuestion, on_chosen: OnChosen) -> None:
        super().__init__(dialog)
        self._question = question
        self._on_chosen = on_chosen
        dialog.fileSelected.connect(self._on_selected)

    @Slot(str)
    def _on_selected(self, name: str) -> None:
        """The dialog asked before replacing the file it names, but not one whose name gets its suffix only here."""
        path = Path(name)
        if self._question.suggested is not None and not path.suffix:
            self._on_chosen(path.with_suffix(self._question.suffix), False)
        else:
            self._on_chosen(path, True)
