"""The sampler as Qt signals: samples arrive on the GUI thread, the newest wins."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot

from deepseek_gui.core.machines import reader_for
from deepseek_gui.core.sampler import Reader, Sampler

if TYPE_CHECKING:
    from deepseek_gui.domain.sample import Sample

STOP_S = 0.1
"""How long a read in progress is waited for; a thread that hangs in a driver is left behind, it is a daemon."""


class MonitorService(QObject):
    """Feeds the window with samples.

    Lives on the GUI thread. A GUI that is busy for a while gets the newest sample once, not a queue of old ones.
    """

    sample_taken = Signal(object)
    """A `Sample`, on the GUI thread."""
    _woken = Signal()

    def __init__(
        self,
        make_reader: Callable[[], Reader] = reader_for,
        parent: QObject | None = None,
    ) -> None:
        """Prepare; nothing runs before `start`.

        Args:
            make_reader: makes the reader of the machine to show (`lambda: reader_for(machine)`), anew for each start.
            parent: owner.
        """
        super().__init__(parent)
        self._make_reader = make_reader
        self._every_sample: Callable[[Sample], None] | None = None
        self._interval_s = 1.0
        self._watched: int | None = None
        self._sampler: Sampler | None = None
        self._inbox: _Inbox | None = None
        self._woken.connect(self._on_woken, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        """Begin to sample; does nothing while it samples already."""
        if self._sampler is not None:
            return
        inbox = self._inbox = _Inbox(self._woken.emit)
        inbox.every_sample = self._every_sample
        self._sampler = Sampler(self._make_reader(), inbox.put, self._interval_s)
        self._sampler.watch_process(self._watched)
        self._sampler.start()

    def stop(self) -> None:
        """End sampling; returns within `STOP_S` even when a driver hangs. No sample arrives afterwards."""
        sampler, self._sampler = self._sampler, None
        inbox, self._inbox = self._inbox, None
        if inbox is not None:
            inbox.close()
        if sampler is not None:
            sampler.stop(STOP_S)

    def tap(self, every_sample: Callable[[Sample], None] | None) -> None:
        """Give every sample also to a function, those too that the GUI is too busy to see; None ends it.

        Args:
            every_sample: called on the sampler's thread; returns at once (`RecorderService.on_sample`).
        """
        self._every_sample = every_sample
        if self._inbox is not None:
            self._inbox.every_sample = every_sample

    def set_interval(self, interval_s: float) -> None:
        """Change the pace, seconds between samples."""
        self._interval_s = interval_s
        if self._sampler is not None:
            self._sampler.set_interval(interval_s)

    def watch_process(self, pid: int | None) -> None:
        """Follow this process and its children in later samples; None ends it."""
        self._watched = pid
        if self._sampler is not None:
            self._sampler.watch_process(pid)

    @Slot()
    def _on_woken(self) -> None:
        sample = self._inbox.take() if self._inbox is not None else None
        if sample is not None:
            self.sample_taken.emit(sample)


class _Inbox:
    """Room for one sample between two threads; wakes the reader once however often it is filled."""

    def __init__(self, wake: Callable[[], None]) -> None:
        self._wake = wake
        self.every_sample: Callable[[Sample], None] | None = None
        self._lock = threading.Lock()
        self._sample: Sample | None = None
        self._closed = False

    def put(self, sample: Sample) -> None:
        """Leave a sample; called on the sampler's thread."""
        with self._lock:
            if self._closed:
                return
            wake, self._sample = self._sample is None, sample
            if self.every_sample is not None:
                self.every_sample(sample)
            if wake:  # under the lock: after close() nobody touches a QObject that may be gone
                self._wake()

    def take(self) -> Sample | None:
        """Take the newest sample away."""
        with self._lock:
            sample, self._sample = self._sample, None
            return sample

    def close(self) -> None:
        """Let no sample in any more, also from a thread that was abandoned in a hanging call."""
        with self._lock:
            self._closed = True
            self._sample = None
