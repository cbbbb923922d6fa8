"""Units: bytes inside, GiB and GB/s only where a person reads them."""

from __future__ import annotations

from math import ceil

MIB = 1024**2
GIB = 1024**3
GB = 10**9


def gib(size_bytes: float) -> float:
    """Return bytes as GiB."""
    return size_bytes / GIB


def format_gib(size_bytes: float) -> str:
    """Return "12.3 GiB", with the number of digits that helps: "0.07 GiB", "352 GiB"."""
    value = size_bytes / GIB
    return f"{value:.{_digits(value)}f} GiB"


def format_gib_up(size_bytes: float) -> str:
    """Return the same, rounded up: what a person is told to add must be enough."""
    value = size_bytes / GIB
    step = 10.0 ** _digits(value)
    return f"{ceil(value * step) / step:.{_digits(value)}f} GiB"


def _digits(gibibytes: float) -> int:
    return 0 if gibibytes >= 100 else 1 if gibibytes >= 1 else 2
