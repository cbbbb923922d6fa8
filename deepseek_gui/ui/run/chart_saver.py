"""Saves the charts of a run: asks for a name, writes off the GUI thread what takes long."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QDateTime, QLocale, QObject, Signal
from PySide6.QtWidgets import QWidget

from deepseek_gui.core.recording import SUFFIX, SampleTail, write_recording
from deepseek_gui.core.script_file import save_text
from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.machine import Machine
from deepseek_gui.domain.plan import Plan
from deepseek_gui.services.tasks import TaskRunner
from deepseek_gui.ui.files import FileQuestion, OnChosen, ask_for_file, check_free, dated_name
from deepseek_gui.ui.picture import save_picture
from deepseek_gui.ui.run.chart_bar import SaveAs
from deepseek_gui.ui.run.chart_files import charts_picture, record_of, run_csv
from deepseek_gui.ui.run.course import RunCourse
from deepseek_gui.ui.run.phases import PhaseTrack
from deepseek_gui.ui.run.token_timeline import TokenTimeline

AskForFile = Callable[[FileQuestion, OnChosen, QWidget], None]
_SUFFIXES = {SaveAs.PICTURE: ".png", SaveAs.TABLE: ".csv", SaveAs.RECORDING: SUFFIX}


class ChartSaver(QObject):
    """Knows all that can be saved.

    Attributes:
        machine: the one that is shown.
        plan: what runs, or ran last.
        samples: since the engine was started.
        ask: opens the file dialog.
    """

    saved = Signal(object)
    """The `Path`."""
    failed = Signal(object)
    """The `ActionableError`."""

    def __init__(
        self, course: RunCourse, track: PhaseTrack, tokens: TokenTimeline, tasks: TaskRunner, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._parent = parent
        self._course = course
        self._track = track
        self._tokens = tokens
        self._tasks = tasks
        self._parts: Callable[[], list[QWidget]] = list
        self.machine: Machine | None = None
        self.plan: Plan | None = None
        self.samples = SampleTail()
        self.ask: AskForFile = ask_for_file

    def set_parts(self, parts: Callable[[], list[QWidget]]) -> None:
        """Say what a picture shows, top down."""
        self._parts = parts

    def save(self, kind: SaveAs) -> None:
        """Ask for a name, and save."""
        title, kinds, on_chosen = {
            SaveAs.PICTURE: (self.tr("Save the charts as a picture"), self.tr("Pictures (*.png)"), self.save_picture),
            SaveAs.TABLE: (self.tr("Save the charts as a table"), self.tr("Tables (*.csv)"), self.save_table),
            SaveAs.RECORDING: (
                self.tr("Save the run as a recording"),
                self.tr("Recordings (*.dgrec)"),
                self.save_recording,
            ),
        }[kind]
        suffix = _SUFFIXES[kind]
        self.ask(FileQuestion(title, kinds, suffix, dated_name("run", suffix)), on_chosen, self._parent)

    def save_picture(self, path: Path, agreed: bool) -> None:
        """Write the charts as they look now."""
        parts = self._parts()
        picture = charts_picture(self.title(), parts, parts[0].width())
        try:
            save_picture(picture, path, replace=agreed)
        except ActionableError as error:
            self.failed.emit(error)
        else:
            self.saved.emit(path)

    def title(self) -> str:
        """Return what ran, where, and when: the picture's head."""
        plan, machine = self.plan, self.machine
        ran = "" if plan is None else " ".join(filter(None, (plan.model, plan.quantisation)))
        where = "" if machine is None else machine.name or ""
        now = QLocale().toString(QDateTime.currentDateTime(), QLocale.FormatType.ShortFormat)
        return " · ".join(filter(None, (ran, where, now)))

    def save_table(self, path: Path, agreed: bool) -> None:
        """Write the rows behind the charts."""

        def work() -> Path:
            check_free(path, replace=agreed)
            save_text(path, run_csv(record))
            return path

        record = record_of(self._course, self._track, self._tokens)
        self._run(work)

    def save_recording(self, path: Path, agreed: bool) -> None:
        """Write the samples for Monitor's player."""
        samples, machine = self.samples.samples(), self.machine

        def work() -> Path:
            write_recording(path, machine, samples, overwrite=agreed)
            return path

        self._run(work)

    def _run(self, work: Callable[[], Path]) -> None:
        self._tasks.run(work, self._on_saved, self._on_failed)

    def _on_saved(self, path: Path) -> None:
        self.saved.emit(path)

    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, ActionableError):
            raise error
        self.failed.emit(error)
