"""Measuring this computer on request: what, where, how far it is, and Cancel."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from deepseek_gui.ui.widgets.card import em_of
from deepseek_gui.ui.widgets.plain import plain_label, set_tip


class Measurement(StrEnum):
    """What can be measured."""

    MEMORY = "memory"
    DISK = "disk"


_STEPS = 1000


class MeasureBar(QWidget):
    """Offers the measurements; while one is under way shows its progress instead."""

    wanted = Signal(str)
    """A `Measurement` to take."""
    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._running: Measurement | None = None
        self._possible = False
        self._folder = ""
        self.memory_button, self.disk_button, self.cancel_button = QPushButton(), QPushButton(), QPushButton()
        self.progress = QProgressBar()
        self._where = plain_label(muted=True)
        self.memory_button.clicked.connect(self._on_memory)
        self.disk_button.clicked.connect(self._on_disk)
        self.cancel_button.clicked.connect(self.cancelled)
        self.progress.setRange(0, _STEPS)
        self._lay_out()
        self._retranslate()

    def set_possible(self, possible: bool) -> None:
        """Offer to measure, which is impossible for a machine that is only described."""
        self._possible = possible
        self._show_words()

    def set_folder(self, folder: str) -> None:
        """Say in which folder the disk is tested."""
        self._folder = folder
        self._show_words()

    def set_running(self, running: Measurement | None) -> None:
        """Show that this is being measured, or that nothing is."""
        had_focus = self.isAncestorOf(self.focusWidget()) if self.focusWidget() is not None else False
        before, self._running = self._running, running
        self.progress.setValue(0)
        self._show_words()
        if had_focus:
            after = self.memory_button if before is Measurement.MEMORY else self.disk_button
            (self.cancel_button if running is not None else after).setFocus()

    @Slot(float)
    def set_progress(self, share: float) -> None:
        """Show the share that is done, 0 to 1."""
        if self._running is not None:
            self.progress.setValue(round(share * _STEPS))

    @property
    def words(self) -> str:
        """Return what is said about the measurement."""
        return self._where.text()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  Qt's name
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _lay_out(self) -> None:
        em = round(em_of(self))
        row = QHBoxLayout()
        for button in (self.memory_button, self.disk_button):
            row.addWidget(button)
        row.addWidget(self.progress, 1)
        row.addWidget(self.cancel_button)
        row.addStretch(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(round(0.3 * em))
        column.addLayout(row)
        column.addWidget(self._where)

    def _retranslate(self) -> None:
        self.memory_button.setText(self.tr("Measure memor&y bandwidth"))
        self.disk_button.setText(self.tr("Measure dis&k speed"))
        self.cancel_button.setText(self.tr("Cance&l"))
        self.progress.setAccessibleName(self.tr("Progress of the measurement"))
        self._show_words()

    def _show_words(self) -> None:
        busy = self._running is not None
        for button in (self.memory_button, self.disk_button):
            button.setVisible(not busy)
            button.setEnabled(self._possible)
        self.progress.setVisible(busy)
        self.cancel_button.setVisible(busy)
        impossible = self.tr("A machine that is tried cannot be measured: only this computer can.")
        memory = self.tr("Reads memory with all cores for half a second; speeds are computed from it")
        set_tip(self.memory_button, memory if self._possible else impossible)
        set_tip(self.disk_button, self._disk_words() if self._possible else impossible)
        self._where.setText(self._what_runs() if busy else self._disk_words() if self._possible else impossible)

    def _what_runs(self) -> str:
        if self._running is Measurement.DISK:
            return self.tr("Measuring the disk of {folder}…").format(folder=self._folder)
        return self.tr("Measuring the memory…")

    def _disk_words(self) -> str:
        if not self._folder:
            return ""
        return self.tr(
            "The disk is tested in {folder}: a large model file there is read, or else up to 1 GiB is written, "
            "read and removed. Some seconds; 2 GiB of the disk stay free."
        ).format(folder=self._folder)

    @Slot()
    def _on_memory(self) -> None:
        self.wanted.emit(Measurement.MEMORY)

    @Slot()
    def _on_disk(self) -> None:
        self.wanted.emit(Measurement.DISK)
