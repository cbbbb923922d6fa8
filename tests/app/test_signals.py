"""A signal ends a program whose event loop has nothing to do."""

from __future__ import annotations

import signal
import subprocess
import sys

import pytest

PROGRAM = """
import signal
from PySide6.QtCore import QCoreApplication, QTimer
from deepseek_gui.app.signals import SignalWaker
app = QCoreApplication([])
waker = SignalWaker(app)
signal.signal(signal.SIGTERM, lambda *_: app.exit(7))
QTimer.singleShot(0, lambda: print("waiting", flush=True))
code = app.exec()
waker.close()
raise SystemExit(code)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="terminate() ends a process without a signal there")
def test_a_signal_is_heard_while_nothing_happens():
    with subprocess.Popen([sys.executable, "-W", "error", "-c", PROGRAM], stdout=subprocess.PIPE) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == b"waiting\n"
            process.send_signal(signal.SIGTERM)
            assert process.wait(20) == 7
        finally:
            process.kill()
