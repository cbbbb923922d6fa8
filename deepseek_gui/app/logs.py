"""Where messages go: our log file, Qt's messages into it, and bugs to the person, once."""

from __future__ import annotations

import logging
import sys
import threading
from pathlib import Path
from types import TracebackType
from typing import Any

from PySide6.QtCore import QMessageLogContext, QObject, Qt, QtMsgType, Signal, Slot, qInstallMessageHandler

_log = logging.getLogger(__name__)
_qt_log = logging.getLogger("qt")

LARGEST_BYTES = 2 * 1024**2
_FORMAT = "%(asctime)s %(levelname)s %(threadName)s %(name)s: %(message)s"
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}
# Said by the offscreen platform for every window; nothing is wrong.
_HARMLESS = ("This plugin does not support propagateSizeHints()", "This plugin does not support raise()")


class _LogFile(logging.FileHandler):
    """A log whose disk may be full: the record is lost, which is no reason to fill the terminal with traces."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802  logging's name
        """Say what is wrong with a record, unless it is the disk."""
        if not isinstance(sys.exc_info()[1], OSError):
            super().handleError(record)


def open_log(path: Path) -> OSError | None:
    """Send records of level INFO to the file, warnings to stderr too; one older file is kept.

    Returns:
        Why the file can't be written, or None.
    """
    root = logging.getLogger()
    root.setLevel(logging.INFO)
    terminal = logging.StreamHandler(sys.stderr)
    terminal.setLevel(logging.WARNING)
    terminal.setFormatter(logging.Formatter("%(levelname)s %(name)s: %(message)s"))
    root.addHandler(terminal)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and path.stat().st_size > LARGEST_BYTES:
            path.replace(path.with_suffix(".old.log"))
        file = _LogFile(path, encoding="utf-8")
    except OSError as error:
        return error
    file.setFormatter(logging.Formatter(_FORMAT))
    root.addHandler(file)
    return None


def install_qt_handler() -> None:
    """Send what Qt says into the log."""
    qInstallMessageHandler(_on_qt_message)


def _on_qt_message(kind: QtMsgType, context: QMessageLogContext, message: str | None) -> None:
    text = message or ""
    level = logging.DEBUG if text in _HARMLESS else _LEVELS.get(kind, logging.WARNING)
    category = getattr(context, "category", None)
    _qt_log.log(level, "%s%s", f"[{category}] " if category not in (None, "default") else "", text)


class Bugs(QObject):
    """Catches every exception that nobody handled: logs it with its trace, tells the window once a place."""

    found = Signal(object)
    """An exception, on the GUI thread, the first time it comes from its place."""
    _caught = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._seen: set[tuple[str, str, int]] = set()
        self._caught.connect(self._on_caught, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Take over Python's hooks for all threads."""
        sys.excepthook = self.handle
        threading.excepthook = self._on_thread

    def handle(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Log and tell; Ctrl+C is no bug."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        _log.error("unexpected error", exc_info=(kind, error, trace))
        if isinstance(error, Exception):
            self._caught.emit(error)

    def _on_thread(self, arguments: Any) -> None:
        if arguments.exc_value is not None:
            self.handle(arguments.exc_type, arguments.exc_value, arguments.exc_traceback)

    @Slot(object)
    def _on_caught(self, error: Exception) -> None:
        place = _place(error)
        if place not in self._seen:
            self._seen.add(place)
            self.found.emit(error)


def _place(error: Exception) -> tuple[str, str, int]:
    """Return the kind of an error and the line that raised it."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = (trace.tb_frame.f_code.co_filename, trace.tb_lineno) if trace is not None else ("", 0)
    return (type(error).__name__, *where)
