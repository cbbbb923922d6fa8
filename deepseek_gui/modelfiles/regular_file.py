"""Opens a file that somebody named: a pipe or a device in its place must not keep the program waiting."""

from __future__ import annotations

import errno
from pathlib import Path
from typing import BinaryIO


def open_regular(path: Path) -> BinaryIO:
    """Open a file to read its bytes.

    Raises:
        OSError: it cannot be opened, or it is a folder, a pipe or a device.
        ValueError: no system has such a name.
    """
    if path.exists() and not path.is_file():
        raise OSError(errno.EINVAL, "it is no file", str(path))
    return path.open("rb")
