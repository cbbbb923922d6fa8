"""Small system tools that answer on stdout: any of them may be missing, refuse or hang."""

from __future__ import annotations

import logging
import shutil
import subprocess
from collections.abc import Sequence

log = logging.getLogger(__name__)

TIMEOUT_S = 5.0
NO_WINDOW = getattr(subprocess, "CREATE_NO_WINDOW", 0)
"""On Windows a console program would open a window."""


def output_of(argv: Sequence[str], timeout_s: float = TIMEOUT_S) -> bytes | None:
    """Return what the tool prints; None when it is not installed, fails or takes too long."""
    program = shutil.which(argv[0])
    if program is None:
        return None
    try:
        done = subprocess.run(
            [program, *argv[1:]],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=timeout_s,
            check=True,
            creationflags=NO_WINDOW,
        )
    except (OSError, subprocess.SubprocessError) as error:
        log.debug("%s: %s", argv[0], error)
        return None
    return done.stdout


def text_of(argv: Sequence[str], timeout_s: float = TIMEOUT_S) -> str | None:
    """Return what the tool prints as text without surrounding space; None as `output_of`, or when it is empty."""
    output = output_of(argv, timeout_s)
    return None if output is None else output.decode("utf-8", "replace").strip() or None
