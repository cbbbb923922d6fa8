"""Intel cards with memory of their own, as far as /sys tells an ordinary user."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from deepseek_gui.domain.sample import GpuState
from deepseek_gui.hardware.files import read_int
from deepseek_gui.hardware.gpus import GpuReadings
from deepseek_gui.hardware.intel_probe import card_name, usable_cards, vram_of
from deepseek_gui.hardware.limits import CLOCK_MHZ, ENERGY_J, GPU_POWER_W, TEMPERATURE_C, scaled, within
from deepseek_gui.hardware.rates import RateMeter
from deepseek_gui.hardware.sysfs_cards import SysfsCard, SysfsCards

ROOT = Path("/")
ACTUAL_CLOCK = ("tile0/gt0/freq0/act_freq", "drm/card*/gt/gt0/rps_act_freq_mhz", "drm/card*/gt_act_freq_mhz")
"""MHz: xe, i915, older i915. 0 while the chip's clock is gated."""


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
        self._cards = SysfsCards(lambda: usable_cards(root), _blank, self._ask, clock)

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
    return GpuState(index=0, name=card_name(card.device), memory_total_bytes=vram_of(card.device))


def _package_millidegrees(card: SysfsCard) -> int | None:
    labelled = card.sensor("temp", "pkg")
    return card.value("temp2_input", "temp1_input") if labelled is None else labelled


def _first(folder: Path, patterns: Iterable[str]) -> int | None:
    paths = (path for pattern in patterns for path in sorted(folder.glob(pattern)))
    return next((value for path in paths if (value := read_int(path)) is not None), None)
