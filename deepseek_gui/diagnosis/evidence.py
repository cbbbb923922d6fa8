"""The numbers a finding was read from, in words with units."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from deepseek_gui.diagnosis.window import link_share, pcie_bytes_per_s
from deepseek_gui.domain.machine import Gpu
from deepseek_gui.domain.sample import GpuState
from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text
from deepseek_gui.domain.units import GIB, format_gib

_WORDS = {
    "utilisation_percent": QT_TRANSLATE_NOOP("core", "GPU busy {value} %"),
    "memory_controller_percent": QT_TRANSLATE_NOOP("core", "memory controller {value} %"),
    "sm_activity_percent": QT_TRANSLATE_NOOP("core", "SM {value} %"),
    "tensor_activity_percent": QT_TRANSLATE_NOOP("core", "tensor {value} %"),
    "dram_activity_percent": QT_TRANSLATE_NOOP("core", "DRAM {value} %"),
    "temperature_c": QT_TRANSLATE_NOOP("core", "{value} °C"),
    "memory_temperature_c": QT_TRANSLATE_NOOP("core", "memory {value} °C"),
    "sm_clock_mhz": QT_TRANSLATE_NOOP("core", "clock {value} MHz"),
    "power_w": QT_TRANSLATE_NOOP("core", "{value} W"),
}


def gpu_readings(states: Sequence[GpuState], *fields: str) -> list[Text]:
    """Return each field's median over the states; one that is not known is left out."""
    return [
        Text(_WORDS[field], {"value": f"{value:.0f}"})
        for field in fields
        if (value := _middle(states, field)) is not None
    ]


def _middle(states: Sequence[GpuState], field: str) -> float | None:
    known = [value for state in states if (value := getattr(state, field)) is not None]
    return median(known) if known else None


def power(states: Sequence[GpuState]) -> list[Text]:
    """Return "693 W of 700 W", or what of it is known."""
    limit = states[-1].power_limit_w
    readings = gpu_readings(states, "power_w")
    if limit is None or not readings:
        return readings
    words = QT_TRANSLATE_NOOP("core", "{power} of {limit} W")
    return [Text(words, {"power": readings[0], "limit": f"{limit:.0f}"})]


def pcie(states: Sequence[GpuState], card: Gpu | None) -> list[Text]:
    """Return "PCIe 56.0 GiB/s (95 % of the link)", or what of it is known."""
    rates = [value for state in states if (value := pcie_bytes_per_s(state)) is not None]
    if not rates:
        return []
    rate = f"{median(rates) / GIB:.1f}"
    shares = [share for state in states if (share := link_share(state, card)) is not None]
    if not shares:
        return [Text(QT_TRANSLATE_NOOP("core", "PCIe {rate} GiB/s"), {"rate": rate})]
    words = QT_TRANSLATE_NOOP("core", "PCIe {rate} GiB/s ({share} % of the link)")
    return [Text(words, {"rate": rate, "share": f"{100 * median(shares):.0f}"})]


def filled(used_bytes: int, total_bytes: int) -> Text:
    """Return "GPU memory 23.4 GiB of 24.0 GiB"."""
    words = QT_TRANSLATE_NOOP("core", "GPU memory {used} of {total}")
    return Text(words, {"used": format_gib(used_bytes), "total": format_gib(total_bytes)})


def listing(*parts: Text) -> Text:
    """Return the parts with commas between them; there is at least one."""
    return _joined(QT_TRANSLATE_NOOP("core", "{first}, {rest}"), parts)


def sentences(*parts: Text) -> Text:
    """Return the sentences after one another; there is at least one."""
    return _joined(QT_TRANSLATE_NOOP("core", "{first} {rest}"), parts)


def _joined(between: str, parts: Sequence[Text]) -> Text:
    first, *rest = parts
    return Text(between, {"first": first, "rest": _joined(between, rest)}) if rest else first
