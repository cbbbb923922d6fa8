"""Physical limits: what no sensor can truthfully say is unknown."""

from __future__ import annotations

import math

PERCENT = (0.0, 100.0)
TEMPERATURE_C = (-40.0, 130.0)
"""Silicon is shut down well below 130 °C."""
GPU_POWER_W = (0.0, 4000.0)
"""The largest accelerator modules of 2026 are rated below 2 kW."""
MEMORY_BYTES = (0.0, float(2**46))
CLOCK_MHZ = (0.0, 20_000.0)
ENERGY_J = (0.0, 1e12)
"""The largest modules at full power for ten years and more."""
ERRORS = (0.0, float(2**48))
LINK_BYTES_PER_S = (0.0, 1e12)
"""PCI Express 7.0 with 16 lanes carries 0.25e12 a direction."""
PCIE_GENERATION = (1.0, 8.0)
PCIE_WIDTH = (1.0, 32.0)


def within(value: float | None, limits: tuple[float, float]) -> float | None:
    """Return the value, or None when it is not a number or outside the limits."""
    if value is None or not math.isfinite(value) or not limits[0] <= value <= limits[1]:
        return None
    return value


def whole_within(value: int | None, limits: tuple[float, float]) -> int | None:
    """Return the whole number, or None when it is outside the limits."""
    return None if within(value, limits) is None else value


def scaled(value: int | None, unit: float, limits: tuple[float, float]) -> float | None:
    """Return a whole number of a driver in units, or None when it is outside the limits."""
    return within(None if value is None else value / unit, limits)
