"""What Intel cards are here, as far as /sys tells an ordinary user (drivers i915 and xe)."""

from __future__ import annotations

from pathlib import Path

from deepseek_gui.domain.machine import Gpu
from deepseek_gui.domain.text import Text
from deepseek_gui.domain.units import GIB
from deepseek_gui.hardware.files import read_int
from deepseek_gui.hardware.gpus import GpuFacts
from deepseek_gui.hardware.limits import GPU_POWER_W, MEMORY_BYTES, whole_within, within
from deepseek_gui.hardware.pci import (
    INTEL,
    PciDevice,
    display_devices,
    driver_version,
    largest_window_bytes,
    link_of,
    shares_memory,
    without_driver,
)

ROOT = Path("/")
DRIVERS = ("i915", "xe")
INTEGRATED_SLOT = "0000:00:02.0"
"""Intel's integrated graphics has sat in this slot since 2004."""
SMALLEST_WINDOW_BYTES = 2 * GIB
"""Below this the window is not the card's whole memory (resizable BAR is off)."""
CHIPS = {
    0x56A0: "Intel Arc A770", 0x56A1: "Intel Arc A750", 0x56A5: "Intel Arc A380", 0xE20B: "Intel Arc B580",
    0xE20C: "Intel Arc B570",
}  # fmt: skip
"""PCI ids of the kernel's include/drm/intel/pciids.h."""


def probe_intel(root: Path = ROOT) -> GpuFacts:
    """Return the Intel cards that have memory of their own; what is not counted is named in a notice.

    Args:
        root: where /sys is (recorded trees in tests).
    """
    cards = usable_cards(root)
    gpus = tuple(_probe_card(card, root, several=len(cards) > 1) for card in cards)
    devices = (device for device in display_devices(root) if device.vendor == INTEL)
    return GpuFacts(gpus, "sysfs", tuple(_why_not(device) for device in devices if device not in cards))


def usable_cards(root: Path) -> tuple[PciDevice, ...]:
    """Return the cards that count as GPUs: those of their own, with a driver, in bus order."""
    return tuple(
        card
        for card in display_devices(root)
        if card.vendor == INTEL and card.driver in DRIVERS and card.path.name != INTEGRATED_SLOT
    )


def card_name(card: PciDevice) -> str:
    """Return the market name, by the chip."""
    return CHIPS.get(card.device, f"Intel GPU {card.device:04x}")


def vram_of(card: PciDevice) -> int | None:
    """Return the bytes of the card's memory: what the driver tells, or its window where that is all of it.

    The files are `tile*/physical_vram_size_bytes` (xe) and `drm/card*/lmem_total_bytes` (i915); not all kernels
    have them.
    """
    for pattern in ("tile*/physical_vram_size_bytes", "drm/card*/lmem_total_bytes"):
        sizes = [read_int(file) for file in sorted(card.path.glob(pattern))]
        told = whole_within(sum(size for size in sizes if size), MEMORY_BYTES)
        if told:
            return told
    window = largest_window_bytes(card)
    return window if window is not None and window >= SMALLEST_WINDOW_BYTES else None


def _probe_card(card: PciDevice, root: Path, *, several: bool) -> Gpu:
    limit = _watts(card, "power1_max", "power2_max")
    return Gpu(
        name=card_name(card),
        vendor="intel",
        vram_bytes=vram_of(card),
        interconnect="PCIe" if several else None,
        tdp_w=_watts(card, "power1_rated_max", "power2_rated_max"),
        integrated=False,
        driver_version=driver_version(card.driver or "", root),
        power_limit_w=limit,
        **link_of(card.path).facts,
    )


def _watts(card: PciDevice, *names: str) -> float | None:
    """Return a power limit (sysfs-driver-intel-i915-hwmon, sysfs-driver-intel-xe-hwmon: microwatts)."""
    microwatts = next((value for name in names if (value := read_int(card.hwmon / name)) is not None), None)
    return within(None if microwatts is None else microwatts / 1e6, GPU_POWER_W) or None


def _why_not(device: PciDevice) -> Text:
    name = card_name(device)
    return shares_memory(name) if device.driver in DRIVERS else without_driver(name, device.driver)
