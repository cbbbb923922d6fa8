"""What this process holds of the system's resources, to compare before and after."""

from __future__ import annotations

import sys
import tempfile
import threading
from dataclasses import dataclass
from pathlib import Path

import psutil


@dataclass(frozen=True, slots=True)
class Held:
    """One count.

    Attributes:
        processes: below this one.
        ports: that this process and those below it listen on.
        descriptors: open files, pipes and sockets; handles on Windows.
        threads: by name, Python's own.
        native_threads: all, Qt's and the libraries' included.
        files: in the folder for temporary files, by name.
        rss_bytes: resident memory.
    """

    processes: int
    ports: int
    descriptors: int
    threads: tuple[str, ...]
    native_threads: int
    files: frozenset[str]
    rss_bytes: int


def held() -> Held:
    """Count now."""
    own = psutil.Process()
    below = own.children(recursive=True)
    return Held(
        len(below),
        sum(_listening(process) for process in (own, *below)),
        getattr(own, "num_handles" if sys.platform == "win32" else "num_fds")(),
        tuple(sorted(thread.name for thread in threading.enumerate())),
        own.num_threads(),
        frozenset(path.name for path in Path(tempfile.gettempdir()).iterdir()),
        own.memory_info().rss,
    )


def _listening(process: psutil.Process) -> int:
    try:
        return sum(one.status == psutil.CONN_LISTEN for one in process.net_connections("tcp"))
    except psutil.Error:
        return 0
