"""AMD cards through the amdgpu driver's files under /sys."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from deepseek_gui.domain.machine import Gpu
from deepseek_gui.domain.sample import GpuState
from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text
from deepseek_gui.domain.units import GIB
from deepseek_gui.hardware.files import read_int, read_text
from deepseek_gui.hardware.gpus import GpuFacts, GpuReadings
from deepseek_gui.hardware.limits import (
    CLOCK_MHZ,
    GPU_POWER_W,
    MEMORY_BYTES,
    PERCENT,
    TEMPERATURE_C,
    scaled,
    whole_within,
    within,
)
from deepseek_gui.hardware.pci import AMD, PciDevice, display_devices
from deepseek_gui.hardware.sysfs_cards import SysfsCard, SysfsCards

ROOT = Path("/")
NAMES = "usr/share/libdrm/amdgpu.ids"
FULL_DUTY = 255
"""hwmon's pwm1 at full speed."""
CARVE_OUT_BYTES = GIB
"""A chip with no more memory than this shares the host's: its window is set in the firmware, 64 MiB to 1 GiB."""


class AmdSource:
    """Reads all AMD cards that have memory of their own."""

    def __init__(self, root: Path = ROOT, clock: Callable[[], float] = time.monotonic) -> None:
        """Prepare; the cards are looked for at the first `read`.

        Args:
            root: where /sys is (recorded trees in tests).
            clock: seconds; paces the search for cards.
        """
        self.wants_processes = False
        self._root = root
        self._names: dict[Path, str] = {}
        self._cards = SysfsCards(lambda: _discrete(root), self._blank, self._ask, clock)

    def read(self) -> GpuReadings:
        """Return the state of every card; one that sleeps is left asleep."""
        return self._cards.read()

    def close(self) -> None:
        """Nothing to free."""

    def _blank(self, card: SysfsCard) -> GpuState:
        path = card.device.path
        if path not in self._names:
            self._names[path] = _name(card.device, self._root)
        return GpuState(
            index=0,
            name=self._names[path],
            uuid=read_text(path / "unique_id"),
            memory_total_bytes=whole_within(read_int(path / "mem_info_vram_total"), MEMORY_BYTES),
        )

    def _ask(self, card: SysfsCard) -> GpuState:
        blank, path = self._blank(card), card.device.path
        total = blank.memory_total_bytes
        used = whole_within(read_int(path / "mem_info_vram_used"), (0, total)) if total else None
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


def probe_amd(root: Path = ROOT) -> GpuFacts:
    """Return the AMD cards; an integrated one is named in a notice, since its memory is the host's.

    Args:
        root: where /sys is (recorded trees in tests).
    """
    cards = _discrete(root)
    gpus = tuple(_probe_card(card, root, several=len(cards) > 1) for card in cards)
    shared = tuple(
        Text(
            QT_TRANSLATE_NOOP("core", "{name} shares the host's memory and is not counted as a GPU."),
            {"name": _name(card, root)},
        )
        for card in _with_driver(root)
        if card not in cards
    )
    return GpuFacts(gpus, "sysfs", shared)


def _probe_card(card: PciDevice, root: Path, *, several: bool) -> Gpu:
    total = whole_within(read_int(card.path / "mem_info_vram_total"), MEMORY_BYTES)
    used = whole_within(read_int(card.path / "mem_info_vram_used"), (0, total)) if total else None
    limit = _first(card.hwmon, "power1_cap_default", "power1_cap")
    return Gpu(
        name=_name(card, root),
        vendor="amd",
        vram_bytes=total,
        free_bytes=None if total is None or used is None else total - used,
        interconnect="PCIe" if several else None,
        tdp_w=within(None if limit is None else limit / 1e6, GPU_POWER_W) or None,
        uuid=read_text(card.path / "unique_id"),
    )


def _with_driver(root: Path) -> tuple[PciDevice, ...]:
    return tuple(card for card in display_devices(root) if card.vendor == AMD and card.driver == "amdgpu")


def _discrete(root: Path) -> tuple[PciDevice, ...]:
    return tuple(
        card for card in _with_driver(root) if (read_int(card.path / "mem_info_vram_total") or 0) > CARVE_OUT_BYTES
    )


def _name(card: PciDevice, root: Path) -> str:
    """Return the market name: the card's own, or libdrm's by chip and revision."""
    own = read_text(card.path / "product_name")
    revision = read_int(card.path / "revision") or 0
    listed = re.search(
        rf"^{card.device:X},\s*{revision:X},\s*(.+)$", read_text(root / NAMES) or "", re.MULTILINE | re.IGNORECASE
    )
    return own or (listed[1].strip() if listed else f"AMD GPU {card.device:04x}")


def _first(folder: Path, *names: str) -> int | None:
    return next((value for name in names if (value := read_int(folder / name)) is not None), None)
