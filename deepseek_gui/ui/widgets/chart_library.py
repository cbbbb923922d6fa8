"""Brings numpy and pyqtgraph in, on a thread, after the window is on the screen.

PySide6 makes its classes when they are first named, which is not safe on two threads at once: importing pyqtgraph on a
thread while the window opened a page ended in a missing `QImage.Format` or a crash (6 of 40 tries, PySide6 6.11). So
every class is named first, here on the GUI thread, a few milliseconds at a time; then the thread only finds what is
there. This can go when PySide6 makes its classes under a lock.
"""

from __future__ import annotations

import importlib
import sys
import threading
import time
from collections.abc import Iterator
from functools import cache

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

_SHARED_MODULES = ("QtCore", "QtGui", "QtWidgets", "QtSvg")
_SLICE_S = 0.004


class ChartLibrary(QObject):
    """Says when pyqtgraph can be used. There is one an application: `chart_library()`."""

    loaded = Signal()
    _imported = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ready = False
        self._thread: threading.Thread | None = None
        self._imported.connect(self._on_imported, Qt.ConnectionType.QueuedConnection)
        self._naming = _name_classes()
        self._slices = QTimer(self)
        self._slices.timeout.connect(self._name_some)

    @property
    def ready(self) -> bool:
        """Whether charts can draw."""
        return self._ready

    def start(self) -> None:
        """Begin to import, unless that was done."""
        if self._thread is None and not self._ready:
            self._slices.start(0)

    def join(self, timeout_s: float) -> None:
        """Wait for the import: the interpreter must not end in the middle of it."""
        self._slices.stop()
        if self._thread is not None:
            self._thread.join(timeout_s)

    @Slot()
    def _name_some(self) -> None:
        end = time.perf_counter() + _SLICE_S
        for _name in self._naming:
            if time.perf_counter() > end:
                return
        self._slices.stop()
        self._thread = threading.Thread(target=self._import, name="chart-library", daemon=True)
        self._thread.start()

    def _import(self) -> None:
        import pyqtgraph  # noqa: F401, PLC0415  0.25 s with numpy: not before the first paint

        self._imported.emit()

    @Slot()
    def _on_imported(self) -> None:
        pyqtgraph = sys.modules["pyqtgraph"]
        pyqtgraph.setConfigOptions(antialias=True)
        self._ready = True
        self.loaded.emit()


def _name_classes() -> Iterator[str]:
    """Make PySide6's classes one by one."""
    for name in _SHARED_MODULES:
        module = importlib.import_module(f"PySide6.{name}")
        for member in dir(module):
            getattr(module, member)
            yield member


@cache
def chart_library() -> ChartLibrary:
    """Return the application's chart library: an import happens once in a process."""
    return ChartLibrary()
