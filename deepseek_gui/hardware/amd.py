"""AMD cards through the amdgpu driver's files under /sys."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from deepseek_gui.domain.sample import GpuState
from deepseek_gui.hardware.amd_probe import card_name, memory_of, usable_cards
from deepseek_gui.hardware.files import read_int, read_text
from deepseek_gui.hardware.gpus import GpuReadings
from deepseek_gui.hardware.limits import CLOCK_MHZ, GPU_POWER_W, PERCENT, TEMPERATURE_C, scaled
from deepseek_gui.hardware.sysfs_cards import SysfsCard, SysfsCards

ROOT = Path("/")
FULL_DUTY = 255
"""hwmon's pwm1 at full speed."""


class AmdSource:
    """Reads all AMD cards that count as GPUs (`amd_probe.usable_cards`)."""

    def __init__(self, root: Path = ROOT, clock: Callable[[], float] = time.monotonic) -> None:
        """Prepare; the cards are looked for at the first `read`.

        Args:
            root: where /sys is (recorded trees in tests).
            clock: seconds; paces the search for cards.
        """
        self.wants_processes = False
        self._root = root
        self._names: dict[Path, str] = {}
        self._cards = SysfsCards(lambda: usable_cards(root), self._blank, self._ask, clock)

    def read(self) -> GpuReadings:
        """Return the state of every card; one that sleeps is left asleep."""
        return self._cards.read()

    def close(self) -> None:
        """Nothing to free."""

    def _blank(self, card: SysfsCard) -> GpuState:
        path = card.device.path
        if path not in self._names:
            self._names[path] = card_name(card.device, self._root)
        return GpuState(
            index=0,
            name=self._names[path],
            uuid=read_text(path / "unique_id"),
            memory_total_bytes=memory_of(card.device)[1],
        )

    def _ask(self, card: SysfsCard) -> GpuState:
        blank, path = self._blank(card), card.device.path
        used, total = memory_of(card.device)
        generation, width = card.link()
        corrected, uncorrected = memory_errors(read_text(path / "ras/umc_err_count") or "")
        return replace(
            blank,
            utilisation_percent=scaled(read_int(path / "gpu_busy_percent"), 1, PERCENT),
            memory_controller_percent=scaled(read_int(path / "mem_busy_percent"), 1, PERCENT),
            memory_used_bytes=used,
            memory_free_bytes=None if total is None or used is None else total - used,
            power_w=scaled(card.value("power1_average", "power1_input"), 1e6, GPU_POWER_W),
            power_limit_w=scaled(card.value("power1_cap"), 1e6, GPU_POWER_W) or None,
            temperature_c=scaled(
                _first_known(card.sensor("temp", "edge", "junction"), card.value("temp1_input")), 1e3, TEMPERATURE_C
            ),
            memory_temperature_c=scaled(card.sensor("temp", "mem"), 1e3, TEMPERATURE_C),
            sm_clock_mhz=scaled(card.sensor("freq", "sclk"), 1e6, CLOCK_MHZ),
            memory_clock_mhz=scaled(card.sensor("freq", "mclk"), 1e6, CLOCK_MHZ),
            fan_percent=_fan_percent(card),
            pcie_generation=generation,
            pcie_width=width,
            ecc_corrected=corrected,
            ecc_uncorrected=uncorrected,
        )


def memory_errors(text: str) -> tuple[int | None, int | None]:
    """Return corrected and uncorrected errors of amdgpu's lines "ue: 0", "ce: 3"; None where there is no such file."""
    found = (re.search(rf"^{kind}:\s*(\d+)", text, re.MULTILINE) for kind in ("ce", "ue"))
    corrected, uncorrected = (int(count[1]) if count else None for count in found)
    return corrected, uncorrected


def _fan_percent(card: SysfsCard) -> float | None:
    duty = scaled(card.value("pwm1"), FULL_DUTY / 100, PERCENT)
    return None if duty is None else round(duty, 1)


def _first_known(*values: int | None) -> int | None:
    return next((value for value in values if value is not None), None)
