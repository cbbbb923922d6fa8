"""Units: bytes inside, GiB and GB/s only where a person reads them."""

from __future__ import annotations

MIB = 1024**2
GIB = 1024**3
GB = 10**9


def gib(size_bytes: float) -> float:
    """Return bytes as GiB."""
    return size_bytes / GIB


def format_gib(size_bytes: float) -> str:
    """Return "12.3 GiB", with the number of digits that helps: "0.07 GiB", "352 GiB"."""
    value = size_bytes / GIB
    digits = 0 if value >= 100 else 1 if value >= 1 else 2
    return f"{value:.{digits}f} GiB"
