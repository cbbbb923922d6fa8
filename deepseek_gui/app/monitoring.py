"""Puts Monitor together: the page, the samples, the recorder, recordings that are opened, the limits of its alerts."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from deepseek_gui.settings.store import MAX_INTERVAL_S, MIN_INTERVAL_S
from deepseek_gui.ui.monitor.page import MonitorPage

if TYPE_CHECKING:
    from deepseek_gui.domain.finding import Finding
    from deepseek_gui.domain.machine import Machine
    from deepseek_gui.domain.sample import Sample
    from deepseek_gui.services.monitor import MonitorService
    from deepseek_gui.services.preferences import Preferences
    from deepseek_gui.services.recorder import RecorderService
    from deepseek_gui.services.tasks import TaskRunner
    from deepseek_gui.settings.store import Settings
    from deepseek_gui.ui.monitor.finding_panel import Explanation
    from deepseek_gui.ui.monitor.playback import Playback

# The imports in the functions below are of what is needed only after the window's first paint.


class Monitoring(QObject):
    """Owns the page's recorder; the page itself belongs to the window."""

    failed = Signal(object)
    """An `ActionableError` to show."""

    def __init__(self, monitor: MonitorService, tasks: TaskRunner, preferences: Preferences, parent: QObject) -> None:
        super().__init__(parent)
        self._monitor = monitor
        self._tasks = tasks
        self._preferences = preferences
        self._machine: Machine | None = None
        self._recorder: RecorderService | None = None
        settings = preferences.settings
        self.page = MonitorPage(
            settings.interval_s, (MIN_INTERVAL_S, MAX_INTERVAL_S), diagnose=diagnose_lazily, explain=explain
        )
        self.page.set_limits(settings.alerts)
        self.page.interval_changed.connect(self._on_interval)
        self.page.limits_chosen.connect(self._on_limits)
        self.page.record_requested.connect(self._on_record)
        self.page.record_stopped.connect(self._on_stop)
        self.page.recording_chosen.connect(self.open_recording)
        self.page.failed.connect(self.failed)
        monitor.sample_taken.connect(self.page.show_sample)
        preferences.changed.connect(self._on_preferences)

    @Slot(object)
    def set_machine(self, machine: Machine) -> None:
        """Name the machine on the page and in recordings."""
        self._machine = machine
        self.page.set_machine(machine)

    @Slot(object)
    def open_recording(self, path: Path) -> None:
        """Read a recording in the background, then show it."""
        self._tasks.run(lambda: _playback(path), self._on_opened, self._on_not_opened)

    def close(self) -> None:
        """End a recording; its file is whole afterwards."""
        if self._recorder is not None:
            self._recorder.close()

    def _on_opened(self, playback: Playback) -> None:
        self.page.show_playback(playback)

    def _on_not_opened(self, error: Exception) -> None:
        self.failed.emit(error)

    @Slot(object, bool)
    def _on_record(self, path: Path, replace: bool) -> None:
        if self._recorder is None:
            from deepseek_gui.services.recorder import RecorderService  # noqa: PLC0415

            self._recorder = RecorderService(self)
            self._recorder.started.connect(self.page.show_recording_started)
            self._recorder.stopped.connect(self.page.show_recording_stopped)
            self._recorder.failed.connect(self._on_recording_failed)
            self._monitor.tap(self._recorder.on_sample)
        self._recorder.start(path, self._machine, overwrite=replace)

    @Slot()
    def _on_stop(self) -> None:
        if self._recorder is not None:
            self._recorder.stop()

    @Slot(object)
    def _on_recording_failed(self, error: Exception) -> None:
        self.page.show_recording_stopped()
        self.failed.emit(error)

    @Slot(float)
    def _on_interval(self, interval_s: float) -> None:
        self._preferences.update(interval_s=interval_s)

    @Slot(object)
    def _on_limits(self, limits: object) -> None:
        self._preferences.update(alerts=limits)

    @Slot(object)
    def _on_preferences(self, settings: Settings) -> None:
        self.page.set_interval(settings.interval_s)
        self.page.set_limits(settings.alerts)


def diagnose_lazily(samples: Sequence[Sample], machine: Machine | None) -> tuple[Finding, ...]:
    """Return what limits the machine; see `deepseek_gui.diagnosis.rules.diagnose`."""
    from deepseek_gui.diagnosis.rules import diagnose  # noqa: PLC0415

    return diagnose(samples, machine)


def explain() -> Explanation:
    """Return the rules behind the findings, the article's beside ours."""
    from deepseek_gui.core.catalogue import claims_at  # noqa: PLC0415
    from deepseek_gui.diagnosis.article import RULES  # noqa: PLC0415
    from deepseek_gui.domain.verdict import Place  # noqa: PLC0415
    from deepseek_gui.ui.monitor.finding_panel import Explanation  # noqa: PLC0415

    return Explanation(RULES, claims_at(Place.MONITOR))


def _playback(path: Path) -> Playback:
    from deepseek_gui.core.recording import read_recording  # noqa: PLC0415
    from deepseek_gui.ui.monitor.playback import playback_of  # noqa: PLC0415

    return playback_of(path.name, read_recording(path))
