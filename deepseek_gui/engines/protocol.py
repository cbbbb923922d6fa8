"""The lines by which our own child processes report to us, between the engine's log lines.

Standard library only: the supervisor and the embedded engine's child import it.
"""

from __future__ import annotations

import json
import os
import sys

MARK = "@deepseek-gui "
"""Start of a machine-readable line; what follows is one JSON object."""


def report(**fields: object) -> None:
    """Write one line to standard output, for the program that started us; a reader that is gone is no error.

    The line starts with a line break because a killed engine may have left half a line in the same pipe.
    """
    line = f"\n{MARK}{json.dumps(fields)}\n"
    try:
        os.write(sys.stdout.fileno(), line.encode())
    except OSError:
        return


def parse(line: str) -> dict[str, object] | None:
    """Return the fields of a reported line, or None when it is anything else."""
    if not line.startswith(MARK):
        return None
    try:
        fields = json.loads(line.removeprefix(MARK))
    except ValueError:
        return None
    return fields if isinstance(fields, dict) else None
