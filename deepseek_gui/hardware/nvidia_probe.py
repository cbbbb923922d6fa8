"""What NVIDIA cards are here: facts from NVML that do not change while the program runs."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from deepseek_gui.domain.machine import Gpu, multiprocessors
from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text
from deepseek_gui.hardware.gpus import GpuFacts
from deepseek_gui.hardware.limits import GPU_POWER_W, LANES, whole_within, within
from deepseek_gui.hardware.nvidia import import_nvml
from deepseek_gui.hardware.nvidia_card import as_text, attempt, memory_bytes
from deepseek_gui.hardware.nvidia_links import NvLinks, nvlinks_of, pair_links
from deepseek_gui.hardware.pci import NVIDIA, PciLink, display_devices, pci_link

log = logging.getLogger(__name__)

ROOT = Path("/")
ARCHITECTURES = {
    5: "Volta",
    4: "Pascal",
    3: "Maxwell",
    6: "Turing",
    7: "Ampere",
    8: "Ada",
    9: "Hopper",
    10: "Blackwell",
    13: "Rubin",
}
"""NVML_DEVICE_ARCH_*."""
VERSION_MISMATCH = 18
GONE = frozenset({15, 16})
"""NVML codes "GPU is lost" (fallen off the bus) and "reset required"."""
INTEGRATED = ("Orin", "Thor", "Xavier", "Tegra", "GB10")
"""Modules whose GPU shares the processor's memory, by what NVML calls them."""


def probe_nvidia(load: Callable[[], Any] = import_nvml, root: Path = ROOT) -> GpuFacts:
    """Return the NVIDIA cards; without a driver none, and a sentence that says so. May block as long as NVML does.

    Args:
        load: returns the binding.
        root: where /sys is (recorded trees in tests).
    """
    try:
        nvml = load()
        nvml.nvmlInit()
    except Exception as error:  # noqa: BLE001  a missing driver shows in many ways: NVMLError, OSError, ImportError
        log.debug("NVML did not open: %s", error)
        return GpuFacts(notices=(_no_driver(error, root),))
    try:
        return _read_all(nvml)
    finally:
        attempt(nvml.nvmlShutdown)


def _read_all(nvml: Any) -> GpuFacts:
    count = attempt(nvml.nvmlDeviceGetCount) or 0
    found = [attempt(nvml.nvmlDeviceGetHandleByIndex, index) for index in range(count)]
    handles = [handle for handle in found if handle is not None and not _is_gone(nvml, handle)]
    links = [nvlinks_of(nvml, handle) for handle in handles]
    system = _SystemFacts(_driver(nvml), _cuda(nvml), several=count > 1)
    cards = [_read_card(nvml, handle, own, system) for handle, own in zip(handles, links, strict=True)]
    divided = [_instances(nvml, handle, card) for handle, card in zip(handles, cards, strict=True)]
    gpus = tuple(
        gpu for card, parts in zip(cards, divided, strict=True) for gpu in ([card] if parts is None else parts)
    )
    notices = [_versions(system), *_mig_notices(divided)] if cards else [_no_card()]
    if count > len(handles):
        notices.append(_missing(count - len(handles)))
    whole = all(parts is None for parts in divided)  # parts of cards reach each other through the host only
    return GpuFacts(gpus, "nvml", tuple(notices), links=pair_links(nvml, handles, links) if whole else ())


@dataclass(frozen=True, slots=True)
class _SystemFacts:
    """What is the same for all cards."""

    driver: str | None
    cuda: str | None
    several: bool


def _is_gone(nvml: Any, handle: Any) -> bool:
    """Return whether the driver lists a card that no longer answers."""
    try:
        nvml.nvmlDeviceGetMemoryInfo(handle)
    except Exception as error:  # noqa: BLE001  the binding's own class, or a stand-in's
        return getattr(error, "value", None) in GONE
    return False


def _read_card(nvml: Any, handle: Any, links: NvLinks, system: _SystemFacts) -> Gpu:
    used, total = memory_bytes(attempt(nvml.nvmlDeviceGetMemoryInfo, handle))
    capability = attempt(nvml.nvmlDeviceGetCudaComputeCapability, handle)
    cores = whole_within(attempt(nvml.nvmlDeviceGetNumGpuCores, handle), LANES)
    name = as_text(attempt(nvml.nvmlDeviceGetName, handle)) or "NVIDIA GPU"
    integrated = any(word in name.split() for word in INTEGRATED)
    _, most_watts = attempt(nvml.nvmlDeviceGetPowerManagementLimitConstraints, handle) or (None, None)
    compute_capability = None if capability is None else f"{capability[0]}.{capability[1]}"
    return Gpu(
        name=name,
        vendor="nvidia",
        architecture=ARCHITECTURES.get(attempt(nvml.nvmlDeviceGetArchitecture, handle) or 0),
        compute_capability=compute_capability,
        vram_bytes=total,
        free_bytes=None if total is None or used is None else total - used,
        cuda_cores=cores,
        multiprocessors=multiprocessors(cores, compute_capability),
        interconnect=links.kind or ("PCIe" if system.several else None),
        unified_memory=integrated,
        tdp_w=_watts(attempt(nvml.nvmlDeviceGetPowerManagementDefaultLimit, handle)),
        uuid=as_text(attempt(nvml.nvmlDeviceGetUUID, handle)),
        integrated=integrated,
        driver_version=system.driver,
        runtime=system.cuda,
        power_limit_w=_watts(attempt(nvml.nvmlDeviceGetEnforcedPowerLimit, handle)),
        power_limit_max_w=_watts(most_watts),
        **_pci_link(nvml, handle).facts,
        nvlinks=links.count,
        mig=_mig_off(nvml, handle),
    )


def _watts(milliwatts: int | None) -> float | None:
    return within(None if milliwatts is None else milliwatts / 1000, GPU_POWER_W) or None


def _pci_link(nvml: Any, handle: Any) -> PciLink:
    return pci_link(
        attempt(nvml.nvmlDeviceGetCurrPcieLinkGeneration, handle),
        attempt(nvml.nvmlDeviceGetCurrPcieLinkWidth, handle),
        attempt(nvml.nvmlDeviceGetMaxPcieLinkGeneration, handle),
        attempt(nvml.nvmlDeviceGetMaxPcieLinkWidth, handle),
    )


def _mig_off(nvml: Any, handle: Any) -> str | None:
    mode = attempt(nvml.nvmlDeviceGetMigMode, handle)
    return "off" if mode is not None and mode[0] == 0 else None


def _instances(nvml: Any, handle: Any, card: Gpu) -> tuple[Gpu, ...] | None:
    """Return the parts of a divided card, which are all that can be used of it; None when it is whole."""
    mode = attempt(nvml.nvmlDeviceGetMigMode, handle)
    if mode is None or mode[0] == 0:
        return None
    most = attempt(nvml.nvmlDeviceGetMaxMigDeviceCount, handle) or 0
    parts = (attempt(nvml.nvmlDeviceGetMigDeviceHandleByIndex, handle, index) for index in range(most))
    return tuple(_instance(nvml, part, card) for part in parts if part is not None)


def _instance(nvml: Any, handle: Any, card: Gpu) -> Gpu:
    used, total = memory_bytes(attempt(nvml.nvmlDeviceGetMemoryInfo, handle))
    name = as_text(attempt(nvml.nvmlDeviceGetName, handle)) or f"{card.name} MIG"
    profile = re.search(r"\d+(?:c\.\d+)?g\.\d+gb\S*", name)
    attributes = attempt(nvml.nvmlDeviceGetAttributes_v2, handle)
    return replace(
        card,
        name=name,
        vram_bytes=total,
        free_bytes=None if total is None or used is None else total - used,
        multiprocessors=None if attributes is None else attributes.multiprocessorCount,
        cuda_cores=None,
        interconnect=None,
        nvlinks=None,
        tdp_w=None,
        power_limit_w=None,
        power_limit_max_w=None,
        uuid=as_text(attempt(nvml.nvmlDeviceGetUUID, handle)),
        mig=profile[0] if profile else "on",
    )


def _mig_notices(divided: list[tuple[Gpu, ...] | None]) -> list[Text]:
    parts = [found for found in divided if found is not None]
    if not parts:
        return []
    if not any(parts):
        return [
            Text(QT_TRANSLATE_NOOP("core", "MIG is on, but no instance has been made: the NVIDIA card cannot be used."))
        ]
    return [
        Text(
            QT_TRANSLATE_NOOP(
                "core", "MIG divides an NVIDIA card: only its instances can be used, and a program uses one at a time."
            )
        )
    ]


def _driver(nvml: Any) -> str | None:
    return as_text(attempt(nvml.nvmlSystemGetDriverVersion))


def _cuda(nvml: Any) -> str | None:
    cuda = attempt(nvml.nvmlSystemGetCudaDriverVersion)
    return None if cuda is None else f"CUDA {cuda // 1000}.{cuda % 1000 // 10}"


def _versions(system: _SystemFacts) -> Text:
    return Text(
        QT_TRANSLATE_NOOP("core", "NVIDIA driver {driver}, CUDA up to {cuda}."),
        {"driver": system.driver or "?", "cuda": (system.cuda or "?").removeprefix("CUDA ")},
    )


def _missing(count: int) -> Text:
    return Text(
        QT_TRANSLATE_NOOP("core", "NVIDIA cards that do not answer: {count}. Restart the computer."), {"count": count}
    )


def _no_card() -> Text:
    return Text(QT_TRANSLATE_NOOP("core", "An NVIDIA driver is installed, but it finds no card."))


def _no_driver(error: Exception, root: Path) -> Text:
    if getattr(error, "value", None) == VERSION_MISMATCH:
        return Text(
            QT_TRANSLATE_NOOP("core", "The NVIDIA driver was updated while the computer ran: restart the computer.")
        )
    if any(device.vendor == NVIDIA for device in display_devices(root)):
        return Text(
            QT_TRANSLATE_NOOP("core", "An NVIDIA card is built in, but its driver does not answer: {error}"),
            {"error": str(error)},
        )
    return Text(QT_TRANSLATE_NOOP("core", "No NVIDIA driver found: NVIDIA graphics cards are neither used nor shown."))
