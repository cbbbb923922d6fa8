"""Lets Python's signal handlers run while Qt waits for events."""

from __future__ import annotations

import signal
import socket

from PySide6.QtCore import QObject, QSocketNotifier, Slot


class SignalWaker(QObject):
    """Wakes Qt's loop when a signal comes: Python runs handlers only between its own instructions.

    Without it Ctrl-C, `kill` and the end of a session wait for the next sample, up to ten seconds.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._reader, self._writer = socket.socketpair()
        for end in (self._reader, self._writer):
            end.setblocking(False)
        signal.set_wakeup_fd(self._writer.fileno(), warn_on_full_buffer=False)
        self._notifier = QSocketNotifier(self._reader.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_signal)

    @Slot()
    def _on_signal(self) -> None:
        """Empty the pipe; on the way here Python has run the handlers."""
        self._reader.recv(4096)

    def close(self) -> None:
        """Give the signals back to Python alone."""
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(-1)
        self._reader.close()
        self._writer.close()
