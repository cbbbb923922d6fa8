"""The engines of this computer for the window: looked for, fetched and removed off its thread."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal

from deepseek_gui.core.download import DownloadCancelledError
from deepseek_gui.core.engine_shelf import BARE, Choice, Shelf, ShelfBackend
from deepseek_gui.domain.machine import Machine
from deepseek_gui.services.tasks import TaskRunner

_STEPS = 1000
"""Progress is told when it moved by a thousandth: a fast line brings thousands of pieces a second."""


class EngineShelf(QObject):
    """Knows what was found last; one download at a time.

    Signals:
        refreshed: the `Shelf`, after each look.
        found: the llama.cpp build (`Choice`) for the machine that was asked about.
        progressed: the part of the download that is there, 0 to 1.
        fetched: the name of the build that is installed now; a look follows.
        stopped: the download was cancelled; what is there is kept.
        removed: the name of the build that is gone; a look follows.
        failed: the exception that ended a question, a download or a removal.
    """

    refreshed = Signal(object)
    found = Signal(object)
    progressed = Signal(float)
    fetched = Signal(str)
    stopped = Signal()
    removed = Signal(str)
    failed = Signal(object)
    _moved = Signal(float)

    def __init__(self, tasks: TaskRunner, backend: ShelfBackend = BARE, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._backend = backend
        self._shelf: Shelf | None = None
        self._looking = False
        self._look_again = False
        self._cancelled: threading.Event | None = None
        self._moved.connect(self.progressed, Qt.ConnectionType.QueuedConnection)

    @property
    def shelf(self) -> Shelf | None:
        """What was found last; None before the first look ended."""
        return self._shelf

    @property
    def backend(self) -> ShelfBackend:
        """What answers questions that are not the shelf's own (a server's models)."""
        return self._backend

    @property
    def tasks(self) -> TaskRunner:
        """What runs work off the window's thread."""
        return self._tasks

    @property
    def looking(self) -> bool:
        """Whether a look is under way."""
        return self._looking

    @property
    def fetching(self) -> bool:
        """Whether a download is under way."""
        return self._cancelled is not None

    def refresh(self) -> None:
        """Look again; `refreshed` follows. What changed during a look is seen by one more."""
        if self._looking:
            self._look_again = True
            return
        self._looking = True
        self._tasks.run(self._backend.look, self._on_looked, self._on_not_looked)

    def find(self, machine: Machine) -> None:
        """Ask the release pages for the right build; `found` or `failed` follows."""
        self._tasks.run(partial(self._backend.find, machine), self._on_found, self._on_failed)

    def fetch(self, choice: Choice) -> None:
        """Fetch and unpack a build; `fetched`, `stopped` or `failed` follows."""
        if self._cancelled is not None:
            return
        self._cancelled = threading.Event()
        work = partial(self._backend.install, choice, _Steps(self._moved.emit), self._cancelled)
        self._tasks.run(work, self._on_fetched, self._on_not_fetched)

    def cancel(self) -> None:
        """Stop the download; what is there is kept for the next time."""
        if self._cancelled is not None:
            self._cancelled.set()

    def remove(self, name: str) -> None:
        """Delete a fetched build; `removed` or `failed` follows."""
        self._tasks.run(partial(self._removed, name), self._on_removed, self._on_failed)

    def close(self) -> None:
        """Stop a download; the window goes."""
        self.cancel()

    def _removed(self, name: str) -> str:
        self._backend.remove(name)
        return name

    def _on_looked(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._looked()
        self.refreshed.emit(shelf)

    def _on_not_looked(self, error: Exception) -> None:
        self._looked()
        self.failed.emit(error)

    def _looked(self) -> None:
        self._looking = False
        if self._look_again:
            self._look_again = False
            self.refresh()

    def _on_found(self, choice: Choice) -> None:
        self.found.emit(choice)

    def _on_failed(self, error: Exception) -> None:
        self.failed.emit(error)

    def _on_fetched(self, name: str) -> None:
        self._cancelled = None
        self.fetched.emit(name)
        self.refresh()

    def _on_not_fetched(self, error: Exception) -> None:
        self._cancelled = None
        if isinstance(error, DownloadCancelledError):
            self.stopped.emit()
        else:
            self.failed.emit(error)

    def _on_removed(self, name: str) -> None:
        self.removed.emit(name)
        self.refresh()


class _Steps:
    """Tells progress on when it is worth a repaint; called on the thread that fetches."""

    def __init__(self, tell: Callable[[float], None]) -> None:
        self._tell = tell
        self._last = -1

    def __call__(self, part: float) -> None:
        step = int(part * _STEPS)
        if step != self._last:
            self._last = step
            self._tell(part)
