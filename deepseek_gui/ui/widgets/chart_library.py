"""Brings numpy in, on a thread, after the window is on the screen: it takes longer than a frame."""

from __future__ import annotations

import threading
from functools import cache

from PySide6.QtCore import QObject, Qt, Signal, Slot


class ChartLibrary(QObject):
    """Says when charts can draw their lines. There is one an application: `chart_library()`."""

    loaded = Signal()
    _imported = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ready = False
        self._thread: threading.Thread | None = None
        self._imported.connect(self._on_imported, Qt.ConnectionType.QueuedConnection)

    @property
    def ready(self) -> bool:
        """Whether charts can draw."""
        return self._ready

    def start(self) -> None:
        """Begin to import, unless that was done."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._import, name="chart-library", daemon=True)
            self._thread.start()

    def join(self, timeout_s: float) -> None:
        """Wait for the import: the interpreter must not end in the middle of it."""
        if self._thread is not None:
            self._thread.join(timeout_s)

    def _import(self) -> None:
        import numpy  # noqa: F401, ICN001, PLC0415  0.1 s: not before the first paint

        self._imported.emit()

    @Slot()
    def _on_imported(self) -> None:
        self._ready = True
        self.loaded.emit()


@cache
def chart_library() -> ChartLibrary:
    """Return the application's chart library: an import happens once in a process."""
    return ChartLibrary()
