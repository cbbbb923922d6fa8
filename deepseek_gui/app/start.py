"""Builds the application around the window, runs it, and ends it."""

from __future__ import annotations

import gc
import logging
import signal
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QApplication

from deepseek_gui.app.desktop import Desktop
from deepseek_gui.app.logs import Bugs, install_qt_handler, open_log
from deepseek_gui.app.options import Options
from deepseek_gui.settings.paths import Paths, default_paths, profile_paths

if TYPE_CHECKING:
    from deepseek_gui.domain.machine import Machine

_ENDING_SIGNALS = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name)
)
"""The third ends a session on Unix, the last a console on Windows."""

_log = logging.getLogger(__name__)


def start(options: Options) -> int:
    """Open the window and return its exit code.

    Raises:
        ActionableError: the simulated machine does not exist.
    """
    paths = profile_paths(options.profile_dir) if options.profile_dir is not None else default_paths()
    simulated = _simulated(options.machine)
    log_problem = open_log(paths.log_file)
    if log_problem is not None:
        _log.info("no log file: %s", log_problem)
    install_qt_handler()
    app = make_application()
    if options.screenshots is not None:
        gc.enable()
        from deepseek_gui.app.screenshots import take_screenshots  # noqa: PLC0415  only when asked for

        return take_screenshots(app, options.screenshots)
    bugs = Bugs(app)
    bugs.install()
    return _run(app, options, paths, simulated, bugs)


def make_application() -> QApplication:
    """Return the application object with its names set."""
    QCoreApplication.setApplicationName("deepseek-gui")
    QApplication.setApplicationDisplayName("DeepSeek GUI")
    QApplication.setDesktopFileName("deepseek-gui")
    return QApplication(["deepseek-gui"])


def _run(app: QApplication, options: Options, paths: Paths, simulated: Machine | None, bugs: Bugs) -> int:
    desktop = Desktop(paths, simulated)
    bugs.found.connect(desktop.window.show_error)
    for number in _ENDING_SIGNALS:
        signal.signal(number, lambda *_: desktop.window.close())
    app.commitDataRequest.connect(desktop.keep_settings)
    desktop.window.first_painted.connect(_collect_from_now_on)
    desktop.window.first_painted.connect(_hear_signals)
    desktop.window.closing.connect(app.quit, Qt.ConnectionType.QueuedConnection)
    if options.file is not None:
        desktop.open_file(options.file)
    if options.smoke:
        from deepseek_gui.app.smoke import Smoke  # noqa: PLC0415  only when asked for

        smoke = Smoke(desktop)
        desktop.window.resize(1280, 800)
        desktop.window.show()
        app.exec()
        return smoke.exit_code
    desktop.window.show()
    return app.exec()


def _collect_from_now_on() -> None:
    """Let the collector run again, and leave alone what stays for ever."""
    gc.freeze()
    gc.enable()


def _hear_signals() -> None:
    from deepseek_gui.app.signals import SignalWaker  # noqa: PLC0415  sockets: after the first paint

    app = QCoreApplication.instance()
    if app is not None:
        SignalWaker(app)


def _simulated(name: str | None) -> Machine | None:
    if name is None:
        return None
    from deepseek_gui.core.machines import machine_named  # noqa: PLC0415  reads the catalogue

    return machine_named(name)
