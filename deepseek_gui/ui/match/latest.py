"""One piece of work at a time, and only the newest one counts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from deepseek_gui.services.tasks import Task, TaskRunner


class LatestTask(QObject):
    """Runs what was asked last: work that is overtaken is not shown, work that waits is replaced.

    A slider that moves asks far more often than can be answered; two answers at once would only slow each other.
    """

    done = Signal(object)
    failed = Signal(object)
    busy_changed = Signal(bool)

    def __init__(self, tasks: TaskRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._running: Task | None = None
        self._waiting: Callable[[], Any] | None = None

    def submit(self, work: Callable[[], Any]) -> None:
        """Ask for `work`; its answer comes unless something newer is asked before."""
        if self._running is not None:
            self._waiting = work
            return
        self._start(work)
        self.busy_changed.emit(True)

    @property
    def busy(self) -> bool:
        """Return whether an answer is still to come."""
        return self._running is not None

    def _start(self, work: Callable[[], Any]) -> None:
        self._running = self._tasks.run(work, self._on_done, self._on_failed)

    def _overtaken(self) -> bool:
        """Start what waits, if anything does."""
        self._running = None
        work, self._waiting = self._waiting, None
        if work is None:
            self.busy_changed.emit(False)
            return False
        self._start(work)
        return True

    @Slot(object)
    def _on_done(self, result: Any) -> None:
        if not self._overtaken():
            self.done.emit(result)

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        if not self._overtaken():
            self.failed.emit(error)
