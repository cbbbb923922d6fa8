"""Work off the GUI thread, its result on it."""

from __future__ import annotations

import itertools
import logging
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal, Slot

_log = logging.getLogger(__name__)
_number = itertools.count(1)

T = TypeVar("T")

SWITCH_INTERVAL_S = 0.001
"""How long work may keep the interpreter from the GUI thread, which asks for it back after every wait; Python's own
interval is five times that, and each start of a thread waits for it."""


@dataclass(slots=True, eq=False)
class Task:
    """A piece of work under way.

    Attributes:
        cancelled: its callbacks will not be called; long work may look at it and stop.
    """

    work: Callable[[], Any]
    on_done: Callable[[Any], None]
    on_error: Callable[[Exception], None] | None
    cancelled: bool = False
    result: Any = None
    error: Exception | None = None
    thread: threading.Thread | None = field(default=None, repr=False)

    def cancel(self) -> None:
        """Drop the callbacks; the work itself runs to its end unless it looks at `cancelled`."""
        self.cancelled = True


class TaskRunner(QObject):
    """Runs functions on daemon threads and calls back on the thread that owns the runner.

    A daemon thread is what lets the program close while a driver call hangs (a QThread aborts, a plain thread waits).
    Give bound methods of QObjects as callbacks: when the object is gone by then, the callback is dropped.
    """

    _ended = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        sys.setswitchinterval(min(sys.getswitchinterval(), SWITCH_INTERVAL_S))
        self._tasks: set[Task] = set()
        self._ended.connect(self._on_ended, Qt.ConnectionType.QueuedConnection)

    def run(
        self, work: Callable[[], T], on_done: Callable[[T], None], on_error: Callable[[Exception], None] | None = None
    ) -> Task:
        """Start `work` and return at once.

        Args:
            work: called on another thread; touches no widget.
            on_done: called with its result on the GUI thread.
            on_error: called with the exception on the GUI thread; without it an error counts as a bug (excepthook).
        """
        task = Task(work, on_done, on_error)
        task.thread = threading.Thread(target=self._execute, args=(task,), name=f"task-{next(_number)}", daemon=True)
        self._tasks.add(task)
        task.thread.start()
        return task

    @property
    def busy(self) -> bool:
        """Whether any work is under way or has not called back yet."""
        return bool(self._tasks)

    def shut_down(self, timeout_s: float = 0.5) -> None:
        """Drop every callback and wait up to `timeout_s` seconds for all threads together."""
        deadline = time.monotonic() + timeout_s
        for task in self._tasks:
            task.cancel()
        for task in self._tasks:
            if task.thread is not None:
                task.thread.join(max(0.0, deadline - time.monotonic()))
        self._tasks.clear()

    def _execute(self, task: Task) -> None:
        try:
            task.result = task.work()
        except Exception as error:  # noqa: BLE001  handed to on_error or to the exception hook
            task.error = error
        if not shiboken6.isValid(self):
            return
        try:
            self._ended.emit(task)
        except RuntimeError:  # the runner died between the check and the call: nobody is left to tell
            _log.debug("a task ended after its runner")

    @Slot(object)
    def _on_ended(self, task: Task) -> None:
        self._tasks.discard(task)
        if task.error is None:
            if _wanted(task, task.on_done):
                task.on_done(task.result)
        elif task.on_error is None:
            sys.excepthook(type(task.error), task.error, task.error.__traceback__)
        elif _wanted(task, task.on_error):
            task.on_error(task.error)


def _wanted(task: Task, callback: Callable[..., None]) -> bool:
    owner = getattr(callback, "__self__", None)
    gone = isinstance(owner, QObject) and not shiboken6.isValid(owner)
    return not task.cancelled and not gone
