"""The load test for the window: it runs on a thread of its own, its steps come as signals."""

from __future__ import annotations

import threading
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal, SignalInstance, Slot

from deepseek_gui.core.load_steps import LoadOutcome, LoadProgress, LoadSettings, LoadStep
from deepseek_gui.core.load_test import Caller, LoadTest


class LoadTestService(QObject):
    """Runs one test at a time.

    Lives on the GUI thread, where its signals arrive:
        progressed: a `LoadProgress`, some times a second.
        step_taken: each `LoadStep`.
        ended: the `LoadOutcome`; always comes after `start`, unless `close` was called.

    Args:
        connect: opens a connection for one user, called on the test's thread; raises `ActionableError`.
    """

    progressed = Signal(object)
    step_taken = Signal(object)
    ended = Signal(object)
    _told = Signal(object, object)

    def __init__(self, connect: Callable[[], Caller], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._connect = connect
        self._job: _Job | None = None
        self._told.connect(self._on_told, Qt.ConnectionType.QueuedConnection)

    @property
    def running(self) -> bool:
        """Whether a test is under way."""
        return self._job is not None

    def start(self, settings: LoadSettings) -> None:
        """Begin a test; returns at once. One that runs goes on, and this call does nothing."""
        if self._job is None:
            self._job = _Job(self._told, self._connect, settings)
            self.destroyed.connect(self._job.end)
            self._job.thread.start()

    def cancel(self) -> None:
        """End the test early; `ended` follows. Returns at once."""
        if self._job is not None:
            self._job.test.cancel()

    def close(self, timeout_s: float = 1.0) -> None:
        """End the test and wait for its thread, at most `timeout_s` seconds. No signal follows."""
        job, self._job = self._job, None
        if job is not None:
            job.end()
            job.thread.join(timeout_s)

    @Slot(object, object)
    def _on_told(self, job: _Job, what: object) -> None:
        if job is not self._job:
            return
        match what:
            case LoadProgress():
                self.progressed.emit(what)
            case LoadStep():
                self.step_taken.emit(what)
            case LoadOutcome():
                self._job = None
                self.ended.emit(what)


class _Job:
    """One test on its thread."""

    def __init__(self, told: SignalInstance, connect: Callable[[], Caller], settings: LoadSettings) -> None:
        self._told = told
        self._lock = threading.Lock()
        self._muted = False
        self.test = LoadTest(connect, settings, self._tell, self._tell)
        self.thread = threading.Thread(target=self._run, name="load-test", daemon=True)

    def end(self) -> None:
        """End the test and tell nothing any more: the service may be gone before the thread is."""
        with self._lock:
            self._muted = True
        self.test.cancel()

    def _run(self) -> None:
        self._tell(self.test.run())

    def _tell(self, what: object) -> None:
        with self._lock:
            if not self._muted:
                self._told.emit(self, what)
