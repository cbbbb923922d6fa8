"""Intel cards with memory of their own, as far as /sys tells an ordinary user."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from deepseek_gui.domain.machine import Gpu
from deepseek_gui.domain.sample import GpuState
from deepseek_gui.domain.units import GIB
from deepseek_gui.hardware.files import read_int
from deepseek_gui.hardware.gpus import GpuFacts, GpuReadings
from deepseek_gui.hardware.limits import CLOCK_MHZ, ENERGY_J, GPU_POWER_W, TEMPERATURE_C, scaled, within
from deepseek_gui.hardware.pci import INTEL, PciDevice, display_devices, largest_window_bytes
from deepseek_gui.hardware.rates import RateMeter
from deepseek_gui.hardware.sysfs_cards import SysfsCard, SysfsCards

ROOT = Path("/")
INTEGRATED_SLOT = "0000:00:02.0"
"""Intel's integrated graphics has sat in this slot since 2004."""
SMALLEST_WINDOW_BYTES = 2 * GIB
"""Below this the window is not the card's whole memory (resizable BAR is off)."""
ACTUAL_CLOCK = ("tile0/gt0/freq0/act_freq", "drm/card*/gt/gt0/rps_act_freq_mhz", "drm/card*/gt_act_freq_mhz")
"""MHz: xe, i915, older i915. 0 while the chip's clock is gated."""
CHIPS = {
    0x56A0: "Intel Arc A770", 0x56A1: "Intel Arc A750", 0x56A5: "Intel Arc A380", 0xE20B: "Intel Arc B580",
    0xE20C: "Intel Arc B570",
}  # fmt: skip
"""PCI ids of the kernel's include/drm/intel/pciids.h."""


class IntelSource:
    """Reads Intel cards: sensors and clock. Their load is told to root only, or process by process."""

    def __init__(self, root: Path = ROOT, clock: Callable[[], float] = time.monotonic) -> None:
        """Prepare.

        Args:
            root: where /sys is (recorded trees in tests).
            clock: seconds; power is energy over time.
        """
        self.wants_processes = False
        self._clock = clock
        self._meters: dict[Path, RateMeter] = {}
        self._cards = SysfsCards(lambda: _discrete(root), _blank, self._ask, clock)

    def read(self) -> GpuReadings:
        """Return what is known of every card; one that sleeps is left asleep."""
        return self._cards.read()

    def close(self) -> None:
        """Nothing to free."""

    def _ask(self, card: SysfsCard) -> GpuState:
        path = card.device.path
        microjoules = card.value("energy1_input")
        meter = self._meters.setdefault(path, RateMeter(self._clock))
        (microwatts,) = meter.rates((microjoules,))
        generation, width = card.link()
        return replace(
            _blank(card),
            power_w=within(None if microwatts is None else round(microwatts / 1e6, 2), GPU_POWER_W),
            power_limit_w=scaled(card.value("power1_max", "power1_rated_max"), 1e6, GPU_POWER_W) or None,
            energy_j=scaled(microjoules, 1e6, ENERGY_J),
            temperature_c=scaled(_package_millidegrees(card), 1e3, TEMPERATURE_C),
            memory_temperature_c=scaled(card.sensor("temp", "vram"), 1e3, TEMPERATURE_C),
            sm_clock_mhz=scaled(_first(path, ACTUAL_CLOCK), 1, CLOCK_MHZ),
            pcie_generation=generation,
            pcie_width=width,
        )


def _blank(card: SysfsCard) -> GpuState:
    return GpuState(index=0, name=_name(card.device), memory_total_bytes=_vram_bytes(card.device))


def _package_millidegrees(card: SysfsCard) -> int | None:
    labelled = card.sensor("temp", "pkg")
    return card.value("temp2_input", "temp1_input") if labelled is None else labelled


def _first(folder: Path, patterns: Iterable[str]) -> int | None:
    paths = (path for pattern in patterns for path in sorted(folder.glob(pattern)))
    return next((value for path in paths if (value := read_int(path)) is not None), None)


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
