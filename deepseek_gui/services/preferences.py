"""The person's settings while the program runs: changed at once, saved behind."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.services.tasks import TaskRunner
from deepseek_gui.settings.paths import Paths
from deepseek_gui.settings.store import Settings, check_writable, load, save

_log = logging.getLogger(__name__)


class Preferences(QObject):
    """Holds the settings. A folder that can't be written is told once; the settings then last until the end."""

    changed = Signal(object)
    """The new `Settings`."""
    failed = Signal(object)
    """The first `ActionableError` of loading or saving."""

    def __init__(self, paths: Paths, tasks: TaskRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._paths = paths
        self._tasks = tasks
        self._told = False
        self._saving = False
        self._dirty = False
        self.first_error: ActionableError | None = None
        try:
            self._settings = load(paths)
        except ActionableError as error:
            self._settings = Settings()
            self.first_error = error
            self._told = isinstance(error.__cause__, OSError)  # a save would fail of the same

    @property
    def settings(self) -> Settings:
        """Return the settings in force."""
        return self._settings

    @property
    def paths(self) -> Paths:
        """Return where things are kept."""
        return self._paths

    def update(self, **fields: Any) -> None:
        """Change some fields of `Settings`, tell, and save in the background."""
        settings = replace(self._settings, **fields)
        if settings == self._settings:
            return
        self._settings = settings
        self._dirty = True
        self.changed.emit(settings)
        self._save()

    def check_folder(self) -> None:
        """Find out in the background whether settings can be kept; `failed` tells when they can't."""
        paths = self._paths
        self._tasks.run(lambda: check_writable(paths), self._on_checked, self._tell)

    def flush(self) -> None:
        """Save now what is not saved yet; the program ends."""
        if self._dirty:
            self._dirty = False
            try:
                save(self._settings, self._paths)
            except ActionableError as error:
                _log.info("settings not saved at the end: %s", error)

    def _save(self) -> None:
        if not self._saving:
            self._saving, self._dirty = True, False
            settings, paths = self._settings, self._paths
            self._tasks.run(lambda: save(settings, paths), self._on_saved, self._on_failed)

    def _on_saved(self, result: None) -> None:
        del result
        self._saving = False
        if self._dirty:
            self._save()

    def _on_checked(self, result: None) -> None:
        """Nothing is to be said."""

    def _on_failed(self, error: Exception) -> None:
        self._saving = False
        self._tell(error)

    def _tell(self, error: Exception) -> None:
        if not isinstance(error, ActionableError):
            raise error
        _log.info("settings can't be kept: %s", error)
        if not self._told:
            self._told = True
            self.failed.emit(error)
