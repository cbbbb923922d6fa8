"""The kernel's small files under /sys and /proc: one value each, any of them may be missing."""

from __future__ import annotations

from pathlib import Path


def read_text(path: Path) -> str | None:
    """Return the file's text without surrounding space; None when it cannot be read or is empty."""
    try:
        return path.read_text(encoding="utf-8", errors="replace").strip() or None
    except (OSError, ValueError):  # a path with a null byte in it
        return None


def read_int(path: Path) -> int | None:
    """Return the file's whole number, decimal or 0x…; None when there is none, or none of 64 bits."""
    text = read_text(path)
    try:
        number = None if text is None else int(text, 0)
    except ValueError:
        return None
    return number if number is not None and abs(number) < 2**64 else None
