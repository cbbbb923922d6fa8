"""The Export dialog: a plan as a script, to read, to copy, to save."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Slot
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from deepseek_gui.core.script_file import save_script
from deepseek_gui.domain.machine import Machine
from deepseek_gui.domain.plan import Estimate, Plan
from deepseek_gui.services.tasks import TaskRunner
from deepseek_gui.ui.match.latest import LatestTask
from deepseek_gui.ui.shell_highlighter import ShellHighlighter
from deepseek_gui.ui.texts import translate
from deepseek_gui.ui.widgets.banner import ErrorBanner
from deepseek_gui.ui.widgets.card import em_of
from deepseek_gui.ui.widgets.plain import plain_label

if TYPE_CHECKING:
    from deepseek_gui.core.export import Format


@dataclass(frozen=True, slots=True)
class ExportBackend:
    """What the dialog asks of the rooms below.

    Attributes:
        formats: by id, the usual one first.
        script: the text for a plan, a machine and a format's id; may take its time; raises `ActionableError`.
        suggested_name: of the file.
        model_name: for a person.
    """

    formats: Mapping[str, Format]
    script: Callable[[Plan, Machine, str], str]
    suggested_name: Callable[[Plan, str], str]
    model_name: Callable[[Plan], str]


def core_backend() -> ExportBackend:
    """Return the real one."""
    from deepseek_gui.core.export import FORMATS, export_script, suggested_name  # noqa: PLC0415  brings jinja2
    from deepseek_gui.core.runnable import model_name  # noqa: PLC0415  beside it

    return ExportBackend(FORMATS, export_script, suggested_name, model_name)


class ExportDialog(QDialog):
    """Shows the script of a plan as it will be saved.

    Args:
        subject: the plan, or its estimate when there is one (then the dialog says that it does not fit).
        machine: what the placement is for.
        tasks: writes the text off the GUI thread.
        backend: where scripts come from; None is the program's own.
    """

    def __init__(
        self,
        subject: Plan | Estimate,
        machine: Machine,
        tasks: TaskRunner,
        parent: QWidget | None = None,
        backend: ExportBackend | None = None,
    ) -> None:
        super().__init__(parent)
        self._plan = subject.plan if isinstance(subject, Estimate) else subject
        self._estimate = subject if isinstance(subject, Estimate) else None
        self._machine = machine
        self._backend = backend or core_backend()
        self._tasks = tasks
        self._saved: Path | None = None
        self._scripts = LatestTask(tasks, self)
        self._title = plain_label(scale=1.2, bold=True)
        self._lead = plain_label(muted=True)
        self._warning = plain_label()
        self._caption = QLabel()
        self.format_box = QComboBox()
        self.preview = QPlainTextEdit()
        self._highlighter = ShellHighlighter(self.preview.document(), self.palette())
        self.banner = ErrorBanner()
        self._state = plain_label(muted=True)
        self.copy_button, self.save_button = QPushButton(), QPushButton()
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self._set_up()
        self._lay_out()
        self._retranslate()
        self._ask()

    @property
    def state(self) -> str:
        """Return the sentence at the foot: what was copied or saved."""
        return self._state.text()

    @property
    def warning(self) -> str:
        """Return the sentence that says the plan does not fit, empty when it does."""
        return self._warning.text()

    def save(self, path: Path) -> None:
        """Save the script that is shown, off the GUI thread; the foot or the banner says how it went."""
        chosen = self._backend.formats[self._format()]
        text = self.preview.toPlainText()
        self._tasks.run(partial(_save, path, text, executable=chosen.executable), self._on_saved, self._on_not_saved)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  Qt's name
        """Follow the language and the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        if event.type() == QEvent.Type.PaletteChange:
            self._highlighter.set_palette(self.palette())

    def _set_up(self) -> None:
        self.preview.setReadOnly(True)
        self.preview.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.preview.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.preview.setTabChangesFocus(True)
        self._caption.setBuddy(self.format_box)
        for key in self._backend.formats:
            self.format_box.addItem("", key)
        self.format_box.currentIndexChanged.connect(self._ask)
        self._scripts.done.connect(self._on_script)
        self._scripts.failed.connect(self._on_failed)
        self.copy_button.clicked.connect(self._on_copy)
        self.save_button.clicked.connect(self._on_save)
        self.save_button.setDefault(True)
        self._buttons.addButton(self.copy_button, QDialogButtonBox.ButtonRole.ActionRole)
        self._buttons.addButton(self.save_button, QDialogButtonBox.ButtonRole.ActionRole)
        self._buttons.rejected.connect(self.reject)

    def _lay_out(self) -> None:
        em = round(em_of(self))
        kind = QHBoxLayout()
        kind.addWidget(self._caption)
        kind.addWidget(self.format_box)
        kind.addStretch(1)
        foot = QHBoxLayout()
        foot.addWidget(self._state, 1)
        foot.addWidget(self._buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(em, em, em, em)
        column.setSpacing(round(0.6 * em))
        for widget in (self._title, self._lead, self._warning, self.banner):
            column.addWidget(widget)
        column.addLayout(kind)
        column.addWidget(self.preview, 1)
        column.addLayout(foot)
        self.setMinimumSize(36 * em, 24 * em)
        self.resize(58 * em, 40 * em)

    def _retranslate(self) -> None:
        self.setWindowTitle(self.tr("Export a script"))
        name = self._backend.model_name(self._plan)
        self._title.setText(" · ".join(part for part in (name, self._plan.quantisation) if part))
        self._lead.setText(self.tr("Placed for {machine}").format(machine=self._machine.name))
        self._caption.setText(self.tr("&Format:"))
        for index, chosen in enumerate(self._backend.formats.values()):
            self.format_box.setItemText(index, translate(chosen.title))
        self.preview.setAccessibleName(self.tr("The script as it will be saved"))
        self.copy_button.setText(self.tr("&Copy"))
        self.save_button.setText(self.tr("&Save as…"))
        self._show_warning()
        self._show_state()

    def _show_warning(self) -> None:
        found = self._estimate
        self._warning.setVisible(found is not None and not found.fits)
        if found is None or found.fits:
            self._warning.setText("")
            return
        reason = translate(found.reason) if found.reason else ""
        words = self.tr("⚠ By the estimate this may fail there: {reason}")
        self._warning.setText(words.format(reason=reason))

    def _show_state(self) -> None:
        ready = bool(self.preview.toPlainText())
        self.copy_button.setEnabled(ready)
        self.save_button.setEnabled(ready)
        if self._saved is not None:
            self._state.setText(self.tr("Saved as {path}").format(path=self._saved))
        else:
            self._state.setText("" if ready or not self._scripts.busy else self.tr("Writing the script…"))

    def _format(self) -> str:
        return str(self.format_box.currentData())

    @Slot()
    def _ask(self) -> None:
        self._saved = None
        self._scripts.submit(partial(self._backend.script, self._plan, self._machine, self._format()))
        self._show_state()

    @Slot(object)
    def _on_script(self, text: str) -> None:
        self.banner.dismiss()
        self.preview.setPlainText(text)
        self._show_state()

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        self.preview.clear()
        self.banner.show_error(error)
        self._show_state()

    @Slot(object)
    def _on_saved(self, path: Path) -> None:
        self._saved = path
        self.banner.dismiss()
        self._show_state()

    @Slot(object)
    def _on_not_saved(self, error: Exception) -> None:
        self._saved = None
        self.banner.show_error(error)
        self._show_state()

    @Slot()
    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.preview.toPlainText())
        self._saved = None
        self._state.setText(self.tr("Copied."))

    @Slot()
    def _on_save(self) -> None:
        name = self._backend.suggested_name(self._plan, self._format())
        path, _ = QFileDialog.getSaveFileName(self, self.tr("Save the script"), name)
        if path:
            self.save(Path(path))


def _save(path: Path, text: str, *, executable: bool) -> Path:
    save_script(path, text, executable=executable)
    return path
