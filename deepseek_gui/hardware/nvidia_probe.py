"""What NVIDIA cards are here: facts from NVML that do not change while the program runs."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

from deepseek_gui.domain.machine import Gpu
from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text
from deepseek_gui.hardware.gpus import GpuFacts
from deepseek_gui.hardware.limits import GPU_POWER_W, within
from deepseek_gui.hardware.nvidia import import_nvml
from deepseek_gui.hardware.nvidia_card import as_text, attempt, memory_bytes
from deepseek_gui.hardware.pci import NVIDIA, display_devices

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
}
"""NVML_DEVICE_ARCH_*."""
CORES_PER_MULTIPROCESSOR = {(6, 0): 64, (7, 0): 64, (7, 2): 64, (7, 5): 64, (8, 0): 64}
OTHER_CORES_PER_MULTIPROCESSOR = 128
"""FP32 lanes a multiprocessor by compute capability: CUDA C++ Programming Guide, "Arithmetic Instructions"."""
LANE_GBS = {1: 0.25, 2: 0.5, 3: 0.985, 4: 1.969, 5: 3.938, 6: 7.563}
"""PCI Express, one lane, one direction, after line coding, 10**9 bytes per second."""
NVLINKS = 18
SWITCH = 2
"""NVML_NVLINK_DEVICE_TYPE_SWITCH."""
VERSION_MISMATCH = 18


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
    handles = [attempt(nvml.nvmlDeviceGetHandleByIndex, index) for index in range(count)]
    gpus = tuple(_read_card(nvml, handle, several=count > 1) for handle in handles if handle is not None)
    notices = [_versions(nvml)] if gpus else [_no_card()]
    missing = sum(handle is None for handle in handles)
    if missing:
        notices.append(
            Text(
                QT_TRANSLATE_NOOP("core", "NVIDIA cards that do not answer: {count}. Restart the computer."),
                {"count": missing},
            )
        )
    return GpuFacts(gpus, "nvml", tuple(notices))


def _read_card(nvml: Any, handle: Any, *, several: bool) -> Gpu:
    used, total = memory_bytes(attempt(nvml.nvmlDeviceGetMemoryInfo, handle))
    capability = attempt(nvml.nvmlDeviceGetCudaComputeCapability, handle)
    cores = attempt(nvml.nvmlDeviceGetNumGpuCores, handle)
    limit = attempt(nvml.nvmlDeviceGetPowerManagementDefaultLimit, handle)
    return Gpu(
        name=as_text(attempt(nvml.nvmlDeviceGetName, handle)) or "NVIDIA GPU",
        vendor="nvidia",
        architecture=ARCHITECTURES.get(attempt(nvml.nvmlDeviceGetArchitecture, handle) or 0),
        compute_capability=None if capability is None else f"{capability[0]}.{capability[1]}",
        vram_bytes=total,
        free_bytes=None if total is None or used is None else total - used,
        cuda_cores=cores,
        multiprocessors=multiprocessors(cores, capability),
        interconnect=_interconnect(nvml, handle) or ("PCIe" if several else None),
        pcie_gbs=_pcie_gbs(nvml, handle),
        tdp_w=within(None if limit is None else limit / 1000, GPU_POWER_W) or None,
        uuid=as_text(attempt(nvml.nvmlDeviceGetUUID, handle)),
    )


def multiprocessors(cores: int | None, capability: tuple[int, int] | None) -> int | None:
    """Return the multiprocessors of a card with so many cores, by its compute capability."""
    if not cores or capability is None:
        return None
    return cores // CORES_PER_MULTIPROCESSOR.get(capability, OTHER_CORES_PER_MULTIPROCESSOR)


def _pcie_gbs(nvml: Any, handle: Any) -> float | None:
    """Return the link's best speed: an idle card lowers its generation, its width is what the slot gives."""
    generation = attempt(nvml.nvmlDeviceGetMaxPcieLinkGeneration, handle)
    width = attempt(nvml.nvmlDeviceGetCurrPcieLinkWidth, handle)
    lane = LANE_GBS.get(generation or 0)
    return round(lane * width, 1) if lane and width else None


def _interconnect(nvml: Any, handle: Any) -> str | None:
    """Return "NVSwitch" or "NVLink" when a link is up, None otherwise."""
    for link in range(NVLINKS):
        state = attempt(nvml.nvmlDeviceGetNvLinkState, handle, link)
        if state is None:
            return None
        if state:
            remote = attempt(nvml.nvmlDeviceGetNvLinkRemoteDeviceType, handle, link)
            return "NVSwitch" if remote == SWITCH else "NVLink"
    return None


def _versions(nvml: Any) -> Text:
    cuda = attempt(nvml.nvmlSystemGetCudaDriverVersion)
    return Text(
        QT_TRANSLATE_NOOP("core", "NVIDIA driver {driver}, CUDA up to {cuda}."),
        {
            "driver": as_text(attempt(nvml.nvmlSystemGetDriverVersion)) or "?",
            "cuda": "?" if cuda is None else f"{cuda // 1000}.{cuda % 1000 // 10}",
        },
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
