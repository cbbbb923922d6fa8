"""Intel cards with memory of their own, as far as /sys tells an ordinary user."""

from __future__ import annotations

from pathlib import Path

from deepseek_gui.domain.machine import Gpu
from deepseek_gui.domain.sample import GpuState
from deepseek_gui.domain.units import GIB
from deepseek_gui.hardware.files import read_int
from deepseek_gui.hardware.gpus import GpuFacts, GpuReadings
from deepseek_gui.hardware.limits import TEMPERATURE_C, within
from deepseek_gui.hardware.pci import INTEL, PciDevice, display_devices, largest_window_bytes

ROOT = Path("/")
INTEGRATED_SLOT = "0000:00:02.0"
"""Intel's integrated graphics has sat in this slot since 2004."""
SMALLEST_WINDOW_BYTES = 2 * GIB
"""Below this the window is not the card's whole memory (resizable BAR is off)."""
CHIPS = {
    0x56A0: "Intel Arc A770", 0x56A1: "Intel Arc A750", 0x56A5: "Intel Arc A380", 0xE20B: "Intel Arc B580",
    0xE20C: "Intel Arc B570",
}  # fmt: skip
"""PCI ids of the kernel's include/drm/intel/pciids.h."""


class IntelSource:
    """Lists Intel cards; the kernel tells their temperature and, without root, nothing of their load."""

    def __init__(self, root: Path = ROOT) -> None:
        """Prepare.

        Args:
            root: where /sys is (recorded trees in tests).
        """
        self.wants_processes = False
        self._root = root
        self._cards: tuple[PciDevice, ...] | None = None

    def read(self) -> GpuReadings:
        """Return what is known of every card."""
        if self._cards is None:
            self._cards = _discrete(self._root)
        return GpuReadings(tuple(_state(index, card) for index, card in enumerate(self._cards)))

    def close(self) -> None:
        """Nothing to free."""


def _state(index: int, card: PciDevice) -> GpuState:
    millidegrees = None if card.is_asleep else read_int(card.hwmon / "temp2_input")
    return GpuState(
        index=index,
        name=_name(card),
        memory_total_bytes=_vram_bytes(card),
        temperature_c=within(None if millidegrees is None else millidegrees / 1000, TEMPERATURE_C),
    )


def probe_intel(root: Path = ROOT) -> GpuFacts:
    """Return the Intel cards that have memory of their own.

    Args:
        root: where /sys is (recorded trees in tests).
    """
    cards = _discrete(root)
    gpus = tuple(
        Gpu(
            name=_name(card),
            vendor="intel",
            vram_bytes=_vram_bytes(card),
            interconnect="PCIe" if len(cards) > 1 else None,
        )
        for card in cards
    )
    return GpuFacts(gpus, "sysfs")


def _discrete(root: Path) -> tuple[PciDevice, ...]:
    return tuple(
        card
        for card in display_devices(root)
        if card.vendor == INTEL and card.driver in ("i915", "xe") and card.path.name != INTEGRATED_SLOT
    )


def _name(card: PciDevice) -> str:
    return CHIPS.get(card.device, f"Intel GPU {card.device:04x}")


def _vram_bytes(card: PciDevice) -> int | None:
    window = largest_window_bytes(card)
    return window if window is not None and window >= SMALLEST_WINDOW_BYTES else None
