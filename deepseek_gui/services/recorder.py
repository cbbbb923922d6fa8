"""The recording for the window: every sample into a file, off the GUI thread."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal, Slot

from deepseek_gui.core.recording import RecordingWriter
from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.machine import Machine
from deepseek_gui.domain.sample import Sample
from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text

WAITING_SAMPLES = 1000
"""A disk that keeps so many waiting does not come back in time."""


class RecorderService(QObject):
    """Writes samples to one file at a time on a daemon thread of its own.

    Lives on the GUI thread, where its signals arrive:
        started: the file's `Path`: it is open.
        stopped: its `Path` and how many samples it holds; after `started` it always comes, also after a failure.
        failed: the `ActionableError`; recording has ended.
    """

    started = Signal(object)
    stopped = Signal(object, int)
    failed = Signal(object)
    _told = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._job: _Job | None = None
        self._told.connect(self._on_told, Qt.ConnectionType.QueuedConnection)

    @property
    def recording(self) -> bool:
        """Whether samples are being taken."""
        return self._job is not None and self._job.taking

    def start(self, path: Path, machine: Machine | None, *, overwrite: bool = False) -> None:
        """Begin a recording; one that runs is ended first. Returns at once.

        Args:
            path: a new file; `failed` says when it is there already.
            machine: the one that is sampled.
            overwrite: replace a file that is there (the person was asked).
        """
        self.stop()
        self._job = _Job(self, path, machine, overwrite=overwrite)
        self._job.thread.start()

    def stop(self) -> None:
        """End the recording once what waits is written; `stopped` follows. Returns at once."""
        if self._job is not None:
            self._job.end()

    def close(self, timeout_s: float = 2.0) -> None:
        """End the recording and wait for its thread, at most `timeout_s` seconds. No signal follows."""
        job, self._job = self._job, None
        if job is not None:
            job.mute()
            job.end()
            if job.thread.is_alive():
                job.thread.join(timeout_s)

    @Slot(object)
    def on_sample(self, sample: Sample) -> None:
        """Take a sample when a recording runs; callable from any thread, returns at once."""
        job = self._job
        if job is not None:
            job.take(sample)

    @Slot(object, object)
    def _on_told(self, job: _Job, deliver: Callable[[], None]) -> None:
        if not job.muted:
            deliver()


class _Job:
    """One recording: its queue and its thread.

    Attributes:
        taking: samples are wanted.
        muted: nothing may be told any more: the service may be gone before the thread is.
    """

    def __init__(self, service: RecorderService, path: Path, machine: Machine | None, *, overwrite: bool) -> None:
        self._service = service
        self._told = service._told  # noqa: SLF001  the two are one
        self._path = path
        self._make_writer = partial(RecordingWriter, path, machine, overwrite=overwrite)
        self._waiting: queue.SimpleQueue[Sample | None] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self.muted = False
        self.taking = True
        self.thread = threading.Thread(target=self._run, name="recorder", daemon=True)

    def take(self, sample: Sample) -> None:
        """Let a sample be written; called on any thread."""
        with self._lock:
            if self.taking:
                self._waiting.put(sample)
        if self._waiting.qsize() > WAITING_SAMPLES and self.end():
            self._tell(self._service.failed.emit, _too_slow(self._path))

    def end(self) -> bool:
        """Take no more; the thread ends once it has written what waits. Return False when that was said before."""
        with self._lock:
            was_taking, self.taking = self.taking, False
            if was_taking:
                self._waiting.put(None)
            return was_taking

    def mute(self) -> None:
        """Tell nothing any more."""
        with self._lock:
            self.muted = True

    def _run(self) -> None:
        try:
            writer = self._make_writer()
        except ActionableError as error:
            self.end()
            self._tell(self._service.failed.emit, error)
            return
        self._tell(self._service.started.emit, self._path)
        try:
            with writer:
                while (sample := self._waiting.get()) is not None:
                    writer.write(sample)
        except ActionableError as error:
            self.end()
            self._tell(self._service.failed.emit, error)
        self._tell(self._service.stopped.emit, self._path, writer.samples)

    def _tell(self, emit: Callable[..., None], *values: object) -> None:
        with self._lock:  # after mute() nobody touches a QObject that may be gone
            if not self.muted:
                self._told.emit(self, partial(emit, *values))


def _too_slow(path: Path) -> ActionableError:
    return ActionableError(
        Text(QT_TRANSLATE_NOOP("core", "The disk does not keep up with the recording {path}."), {"path": str(path)}),
        Text(QT_TRANSLATE_NOOP("core", "Record to another disk. What was recorded stays readable.")),
    )
