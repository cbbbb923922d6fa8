"""AMD's own library (package amdsmi, part of ROCm): facts that /sys does not tell, or tells worse."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from typing import Any

from deepseek_gui.domain.links import LANE_GBS
from deepseek_gui.domain.units import MIB
from deepseek_gui.hardware.limits import GPU_POWER_W, MEMORY_BYTES, whole_within, within
from deepseek_gui.hardware.pci import WIDTHS, link_gbs

log = logging.getLogger(__name__)

MICROWATTS_FROM = 10_000
"""Releases differ in the unit of power caps: no GPU is rated at 10 kW, none at 10 mW."""


def import_amdsmi() -> Any:
    """Return the binding, None where it or its library is not installed (it raises many things when it is not)."""
    try:
        import amdsmi  # noqa: PLC0415  optional
    except Exception as error:  # noqa: BLE001  ImportError, OSError, KeyError: its loader has no rule
        log.debug("amdsmi cannot be imported: %s", error)
        return None
    return amdsmi


def smi_facts(load: Callable[[], Any], addresses: tuple[str, ...]) -> dict[str, dict[str, Any]]:
    """Return the known facts of `Gpu` by PCI address ("0000:03:00.0"); empty where the library is absent or fails.

    Args:
        load: returns the module amdsmi or None.
        addresses: of the cards that count; others are not asked.
    """
    smi = load()
    if smi is None or _attempt(smi, "amdsmi_init") is _FAILED:
        return {}
    try:
        handles = _answer(smi, "amdsmi_get_processor_handles") or ()
        found = {str(_answer(smi, "amdsmi_get_gpu_device_bdf", handle) or "").lower(): handle for handle in handles}
        return {address: _card_facts(smi, found[address]) for address in addresses if address in found}
    finally:
        _attempt(smi, "amdsmi_shut_down")


def _card_facts(smi: Any, handle: Any) -> dict[str, Any]:
    facts = {
        "name": _text(_table(smi, "amdsmi_get_gpu_asic_info", handle).get("market_name")),
        "driver_version": _text(_table(smi, "amdsmi_get_gpu_driver_info", handle).get("driver_version")),
        **_memory(smi, handle),
        **_power(smi, handle),
        **_link(smi, handle),
    }
    return {fact: value for fact, value in facts.items() if value is not None}


def _memory(smi: Any, handle: Any) -> dict[str, Any]:
    bandwidth = _number(_table(smi, "amdsmi_get_gpu_vram_info", handle).get("vram_max_bandwidth"))
    usage = _table(smi, "amdsmi_get_gpu_vram_usage", handle)
    total, used = (_number(usage.get(name)) for name in ("vram_total", "vram_used"))
    if not total or used is None or used > total:
        return {"bandwidth_gbs": bandwidth or None}
    size = whole_within(int(total * MIB), MEMORY_BYTES)
    free = whole_within(int((total - used) * MIB), MEMORY_BYTES)
    return {"bandwidth_gbs": bandwidth or None, "vram_bytes": size, "free_bytes": free}


def _power(smi: Any, handle: Any) -> dict[str, Any]:
    caps = _table(smi, "amdsmi_get_power_cap_info", handle)
    names = {"tdp_w": "default_power_cap", "power_limit_w": "power_cap", "power_limit_max_w": "max_power_cap"}
    return {fact: _watts(caps.get(name)) for fact, name in names.items()}


def _link(smi: Any, handle: Any) -> dict[str, Any]:
    table = _table(smi, "amdsmi_get_pcie_info", handle)
    static = table.get("pcie_static")
    static = static if isinstance(static, Mapping) else {}
    generation, width = _number(static.get("pcie_interface_version")), _number(static.get("max_pcie_width"))
    generation_max = int(generation) if generation in LANE_GBS else None
    width_max = int(width) if width in WIDTHS else None
    metric = table.get("pcie_metric")
    now = _number(metric.get("pcie_width")) if isinstance(metric, Mapping) else None
    width_now = int(now) if now in WIDTHS else None
    return {
        "pcie_generation_max": generation_max,
        "pcie_width_max": width_max,
        "pcie_width": width_now,
        "pcie_gbs": link_gbs(generation_max, width_now),
    }


def _watts(value: Any) -> float | None:
    number = _number(value)
    if not number:
        return None
    return within(number / 1e6 if number >= MICROWATTS_FROM else number, GPU_POWER_W)


def _number(value: Any) -> float | None:
    """Return a number; the library writes "N/A", and all bits set, for what it does not know."""
    known = isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < 2**63
    return value if known and value not in (0xFFFF, 0xFFFFFFFF) else None


def _text(value: Any) -> str | None:
    return value.strip() or None if isinstance(value, str) and value.strip() != "N/A" else None


_FAILED = object()


def _table(smi: Any, call: str, *arguments: Any) -> Mapping[str, Any]:
    answer = _answer(smi, call, *arguments)
    return answer if isinstance(answer, Mapping) else {}


def _answer(smi: Any, call: str, *arguments: Any) -> Any:
    answer = _attempt(smi, call, *arguments)
    return None if answer is _FAILED else answer


def _attempt(smi: Any, call: str, *arguments: Any) -> Any:
    try:
        return getattr(smi, call)(*arguments)
    except Exception as error:  # noqa: BLE001  AmdSmiException, or a function that this release lacks
        log.debug("%s: %s", call, error)
        return _FAILED
