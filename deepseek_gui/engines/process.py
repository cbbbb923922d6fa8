"""An engine process under its supervisor: start it, hear its lines, end it."""

from __future__ import annotations

import contextlib
import io
import subprocess
import sys
import threading
from collections.abc import Callable

from deepseek_gui.domain.plan import LaunchSpec
from deepseek_gui.engines.launch import child_command, child_environment, clean_environment

_SUPERVISOR = "deepseek_gui.engines.supervisor"


class EngineProcess:
    """One engine and its supervisor.

    The supervisor ends the engine when its standard input ends: by `stop`, or because this program is gone.
    """

    def __init__(self, spec: LaunchSpec, on_line: Callable[[str], None], on_end: Callable[[], None]) -> None:
        """Start the engine.

        Args:
            spec: the engine's command line and environment.
            on_line: called on a thread of this object with every line that the supervisor or the engine writes.
            on_end: called on the same thread when both are gone; nothing follows.

        Raises:
            OSError: the supervisor could not be started.
        """
        self._on_line = on_line
        self._on_end = on_end
        self._process = subprocess.Popen(
            [*child_command(_SUPERVISOR), "--", *spec.argv],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=clean_environment(spec) | child_environment(),
            start_new_session=sys.platform != "win32",
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._reader = threading.Thread(target=self._read, name="engine-log", daemon=True)
        self._reader.start()

    def stop(self) -> None:
        """Have the supervisor end the engine; returns at once, `on_end` follows."""
        if self._process.stdin is not None:
            with contextlib.suppress(OSError):
                self._process.stdin.close()

    def wait(self, timeout_s: float) -> bool:
        """Return whether engine and supervisor are gone, after at most `timeout_s` seconds.

        Not to be called on the thread that calls `on_line`.
        """
        self._reader.join(timeout_s)
        return not self._reader.is_alive()

    def kill(self) -> None:
        """End a supervisor that does not answer; on Linux and Windows the engine dies with it."""
        self._process.kill()

    def _read(self) -> None:
        if self._process.stdout is not None:
            # A progress bar ends each of its states with a carriage return alone: that is a line too.
            with io.TextIOWrapper(self._process.stdout, "utf-8", "replace", newline=None) as lines:
                for line in lines:
                    self._on_line(line.rstrip("\n"))
        self._process.wait()
        self.stop()
        self._on_end()
