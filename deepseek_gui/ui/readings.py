"""Numbers of a sample as a person reads them."""

from __future__ import annotations

from deepseek_gui.domain.units import GB, GIB
from deepseek_gui.ui.texts import UNKNOWN
from deepseek_gui.ui.widgets.gauge import Reading

MB = 10**6


def percent_reading(percent: float | None, detail: str) -> Reading:
    """Return "37 %" as a gauge shows it."""
    if percent is None:
        return Reading(detail=detail)
    return Reading(percent / 100, f"{percent:.0f}", "%", detail)


def memory_reading(used_bytes: int | None, total_bytes: int | None, detail: str) -> Reading:
    """Return used memory in GiB; the ring stays empty when the total is unknown."""
    if used_bytes is None:
        return Reading(detail=detail)
    share = used_bytes / total_bytes if total_bytes else None
    return Reading(share, gib_number(used_bytes), "GiB", detail)


def gib_number(size_bytes: float) -> str:
    """Return GiB without the unit: 0.42, 12.3, 352."""
    value = size_bytes / GIB
    return f"{value:,.{0 if value >= 100 else 1 if value >= 1 else 2}f}"


def percent_of(used_bytes: int | None, total_bytes: int | None) -> float | None:
    """Return used as percent of total, or None when either is unknown."""
    return 100 * used_bytes / total_bytes if used_bytes is not None and total_bytes else None


def megabytes(rate_bytes_per_s: float | None) -> float | None:
    """Return 10**6 bytes per second."""
    return None if rate_bytes_per_s is None else rate_bytes_per_s / MB


def rate_text(rate_bytes_per_s: float | None) -> str:
    """Return 10**9 bytes per second without the unit: 0.42, 12.3, or the mark of the unknown."""
    if rate_bytes_per_s is None:
        return UNKNOWN
    value = rate_bytes_per_s / GB
    return f"{value:.{2 if value < 1 else 1}f}"


def number_text(value: float | None, unit: str) -> str:
    """Return "61 °C", or the mark of the unknown."""
    return UNKNOWN if value is None else f"{value:.0f} {unit}"
