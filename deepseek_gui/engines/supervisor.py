"""Runs one engine and ends it, with all it started, when the program that asked for it is gone.

`python -m deepseek_gui.engines.supervisor -- PROGRAM ARGUMENT…`; standard library only. Our standard input is a pipe
that its writer never uses: its end means that the writer is gone or wants the engine gone. The engine cannot watch for
that itself: while it loads a model it holds the interpreter lock, for minutes. It writes to our output and error.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence

from deepseek_gui.engines.protocol import report

GRACE_S = 0.4
"""Time between asking the group to end and killing it."""

_PR_SET_PDEATHSIG = 1  # linux/prctl.h
_FIRST_TO_GO = b"1000"
"""When memory runs out, the system shall end the engine that took it, not the window or the person's other work."""


def _die_with_parent() -> Callable[[], None] | None:
    """Return what the engine's process does before it becomes the engine, where Linux can tie it to us."""
    if not sys.platform.startswith("linux"):
        return None
    import ctypes  # noqa: PLC0415  before the fork, and only here

    prctl = ctypes.CDLL(None, use_errno=True).prctl
    supervisor = os.getpid()

    def tie() -> None:
        prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        with contextlib.suppress(OSError), open("/proc/self/oom_score_adj", "wb", buffering=0) as file:  # noqa: PTH123
            file.write(_FIRST_TO_GO)
        if os.getppid() != supervisor:  # we died between the fork and the call
            os._exit(1)

    return tie


def _join_job() -> object | None:
    """Put this process, and so every child, into a Windows job that dies with its last handle: ours."""
    if sys.platform != "win32":
        return None
    from deepseek_gui.engines.windows_job import kill_on_close_job  # noqa: PLC0415  ctypes of Windows only

    return kill_on_close_job()


def _start(argv: Sequence[str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        argv,
        stdin=subprocess.PIPE,  # held open and unused: its end tells an engine that looks that we are gone
        start_new_session=sys.platform != "win32",
        preexec_fn=_die_with_parent(),  # noqa: PLW1509  no thread of ours runs yet
    )


class _Group:
    """The engine's process and everything that it started."""

    def __init__(self, engine: subprocess.Popen[bytes]) -> None:
        self._engine = engine
        self._ending = threading.Lock()

    def end(self) -> None:
        """Ask the group to end, and kill it a moment later; a second call at the same time does nothing."""
        if not self._ending.acquire(blocking=False):
            return
        self._signal(signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._engine.wait(GRACE_S)
        self.kill()

    def kill(self) -> None:
        """Kill what is left of the group."""
        self._signal(signal.SIGTERM if sys.platform == "win32" else signal.SIGKILL)

    def _signal(self, number: int) -> None:
        with contextlib.suppress(OSError):
            if sys.platform == "win32":
                self._engine.terminate()
            else:
                os.killpg(self._engine.pid, number)


def _end_with_input(group: _Group) -> None:
    with contextlib.suppress(OSError):
        while os.read(0, 4096):
            pass
    group.end()


def main(argv: Sequence[str]) -> int:
    """Run the engine of `argv` (a leading "--" is skipped) and return its exit status, 128 + signal when killed."""
    command = list(argv[1:] if argv[:1] == ["--"] else argv)
    if not command:
        print("usage: supervisor -- PROGRAM ARGUMENT…", file=sys.stderr)
        return 2
    if sys.platform != "win32":
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # a terminal's Ctrl-C is for the program, which then ends us
    try:
        job = _join_job()
        engine = _start(command)
    except OSError as error:
        report(event="failed", error=str(error))
        return 127
    group = _Group(engine)
    signal.signal(signal.SIGTERM, lambda *_: group.end())
    report(event="started", pid=engine.pid)
    threading.Thread(target=_end_with_input, args=(group,), daemon=True).start()
    code = engine.wait()
    group.kill()
    report(event="exited", code=code)
    del job  # held until here: closing it ends everything
    return code if code >= 0 else 128 - code


if __name__ == "__main__":
    status = main(sys.argv[1:])
    sys.stdout.flush()
    os._exit(status)  # the thread that reads standard input would hold up a normal exit
