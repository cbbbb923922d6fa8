"""The official llama.cpp build for this machine: named with its reason, fetched with progress."""

from __future__ import annotations

from enum import Enum, auto

from PySide6.QtCore import QEvent, Slot
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from deepseek_gui.core.engine_shelf import Choice, room_bytes
from deepseek_gui.domain.machine import Machine
from deepseek_gui.domain.units import format_gib
from deepseek_gui.services.engine_shelf import EngineShelf
from deepseek_gui.ui.texts import join_sentences, translate
from deepseek_gui.ui.widgets.banner import ErrorBanner
from deepseek_gui.ui.widgets.card import em_of
from deepseek_gui.ui.widgets.plain import plain_label


class Stage(Enum):
    """How far the fetching is."""

    UNASKED = auto()
    LOOKING = auto()
    FOUND = auto()
    FETCHING = auto()
    STOPPED = auto()
    DONE = auto()


class BuildFetch(QWidget):
    """Asks the release pages when it is told to, never by itself.

    Args:
        shelf: does the work; a download goes on when the dialog is closed.
        machine: what the build is for.
    """

    def __init__(self, shelf: EngineShelf, machine: Machine, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shelf = shelf
        self._machine = machine
        self._choice: Choice | None = None
        self._fetched = ""
        self._stage = Stage.UNASKED
        self._part = 0.0
        self._title = plain_label(bold=True)
        self._words = plain_label()
        self._details = plain_label(muted=True)
        self.progress = QProgressBar()
        self.progress.setRange(0, 1000)
        self.action_button = QPushButton()
        self.action_button.clicked.connect(self._on_action)
        self.banner = ErrorBanner()
        self._lay_out()
        shelf.found.connect(self._on_found)
        shelf.progressed.connect(self._on_progressed)
        shelf.fetched.connect(self._on_fetched)
        shelf.stopped.connect(self._on_stopped)
        shelf.failed.connect(self._on_failed)
        shelf.refreshed.connect(self._on_refreshed)
        if shelf.fetching:
            self._stage = Stage.FETCHING
        self._retranslate()

    @property
    def stage(self) -> Stage:
        """Return how far it is."""
        return self._stage

    @property
    def words(self) -> str:
        """Return what is said."""
        return "\n".join(filter(None, (self._words.text(), self._details.text())))

    def look_up(self) -> None:
        """Ask which build is right, unless that is known or under way."""
        if self._stage is Stage.UNASKED:
            self._enter(Stage.LOOKING)
            self._shelf.find(self._machine)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  Qt's name
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _lay_out(self) -> None:
        em = round(em_of(self))
        row = QHBoxLayout()
        row.addWidget(self.progress, 1)
        row.addWidget(self.action_button)
        row.addStretch(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(round(0.4 * em))
        for widget in (self._title, self._words, self._details, self.banner):
            column.addWidget(widget)
        column.addLayout(row)

    def _retranslate(self) -> None:
        self._title.setText(self.tr("Official build for this machine"))
        self.progress.setAccessibleName(self.tr("Part of the download that is there"))
        self._say()

    def _enter(self, stage: Stage) -> None:
        self._stage = stage
        if stage is not Stage.UNASKED:
            self.banner.dismiss()
        self._say()

    def _say(self) -> None:
        self._words.setText(self._stage_words())
        self._details.setText("" if self._stage in (Stage.UNASKED, Stage.DONE) else self._choice_words())
        self._details.setVisible(bool(self._details.text()))
        self.progress.setVisible(self._stage in (Stage.FETCHING, Stage.STOPPED))
        self.progress.setValue(round(1000 * self._part))
        buttons = {
            Stage.UNASKED: self.tr("&Look it up"),
            Stage.LOOKING: self.tr("&Look it up"),
            Stage.FOUND: self.tr("&Fetch"),
            Stage.FETCHING: self.tr("&Stop"),
            Stage.STOPPED: self.tr("&Go on"),
            Stage.DONE: self.tr("&Fetch"),
        }
        self.action_button.setText(buttons[self._stage])
        self.action_button.setVisible(self._stage is not Stage.DONE)
        self.action_button.setEnabled(self._stage is not Stage.LOOKING)

    def _stage_words(self) -> str:
        title = self._choice.title if self._choice is not None else ""
        if self._stage is Stage.UNASKED:
            return self.tr(
                "llama.cpp publishes builds for most systems and GPUs; the right one is looked up on GitHub."
            )
        if self._stage is Stage.LOOKING:
            return self.tr("Asking the release pages…")
        if self._stage is Stage.FOUND:
            return title
        if self._stage is Stage.FETCHING:
            return self.tr("Fetching {build}").format(build=title) if title else self.tr("Fetching…")
        if self._stage is Stage.STOPPED:
            return self.tr("Stopped. What was fetched is kept: it goes on from there.")
        return self.tr("{build} is installed.").format(build=title or self._fetched)

    def _choice_words(self) -> str:
        choice = self._choice
        if choice is None:
            return ""
        reasons = [translate(text) for text in (choice.note, choice.reason) if text is not None]
        if choice.note is not None:
            reasons = reasons[:1]  # what is missing says why it is this one
        size = self.tr("Download: {size}; {room} of free disk space are needed to unpack it.").format(
            size=format_gib(choice.download_bytes), room=format_gib(room_bytes(choice))
        )
        return join_sentences(*reasons, size, self.tr("Its checksum is compared with the published one."))

    @Slot()
    def _on_action(self) -> None:
        if self._stage is Stage.UNASKED:
            self.look_up()
        elif self._stage is Stage.FETCHING:
            self.action_button.setEnabled(False)
            self._shelf.cancel()
        elif self._choice is not None:
            self._enter(Stage.FETCHING)
            self._shelf.fetch(self._choice)

    @Slot(object)
    def _on_found(self, choice: Choice) -> None:
        self._choice = choice
        self._enter(self._found_stage())

    def _found_stage(self) -> Stage:
        shelf, choice = self._shelf.shelf, self._choice
        there = shelf is not None and choice is not None and any(build.name == choice.name for build in shelf.builds)
        return Stage.DONE if there else Stage.FOUND

    @Slot(float)
    def _on_progressed(self, part: float) -> None:
        self._part = part
        self.progress.setValue(round(1000 * part))

    @Slot(str)
    def _on_fetched(self, name: str) -> None:
        self._part, self._fetched = 0.0, name
        self._enter(Stage.DONE)

    @Slot()
    def _on_stopped(self) -> None:
        self._enter(Stage.STOPPED if self._choice is not None else Stage.UNASKED)

    @Slot(object)
    def _on_refreshed(self, _shelf: object) -> None:
        if self._stage in (Stage.FOUND, Stage.DONE) and self._choice is not None:
            self._enter(self._found_stage())

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        """Say what went wrong; the same button tries again."""
        if self._stage is Stage.LOOKING:
            self._enter(Stage.UNASKED)
        elif self._stage is Stage.FETCHING:
            self._enter(Stage.FOUND if self._choice is not None else Stage.UNASKED)
        self.banner.show_error(error)
