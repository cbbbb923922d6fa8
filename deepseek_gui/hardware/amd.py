"""AMD cards through the amdgpu driver's files under /sys."""

from __future__ import annotations

import re
from pathlib import Path

from deepseek_gui.domain.machine import Gpu
from deepseek_gui.domain.sample import GpuState
from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text
from deepseek_gui.domain.units import GIB
from deepseek_gui.hardware.files import read_int, read_text
from deepseek_gui.hardware.gpus import GpuFacts, GpuReadings
from deepseek_gui.hardware.limits import GPU_POWER_W, MEMORY_BYTES, PERCENT, TEMPERATURE_C, whole_within, within
from deepseek_gui.hardware.pci import AMD, PciDevice, display_devices

ROOT = Path("/")
NAMES = "usr/share/libdrm/amdgpu.ids"
CARVE_OUT_BYTES = GIB
"""A chip with no more memory than this shares the host's: its window is set in the firmware, 64 MiB to 1 GiB."""


class AmdSource:
    """Reads all AMD cards that have memory of their own."""

    def __init__(self, root: Path = ROOT) -> None:
        """Prepare; the cards are looked for at the first `read`.

        Args:
            root: where /sys is (recorded trees in tests).
        """
        self.wants_processes = False
        self._root = root
        self._cards: tuple[tuple[PciDevice, str], ...] | None = None

    def read(self) -> GpuReadings:
        """Return the state of every card; one that sleeps is left asleep."""
        if self._cards is None:
            self._cards = tuple((card, _name(card, self._root)) for card in _discrete(self._root))
        return GpuReadings(tuple(_state(index, *card) for index, card in enumerate(self._cards)))

    def close(self) -> None:
        """Nothing to free."""


def _state(index: int, card: PciDevice, name: str) -> GpuState:
    total = whole_within(read_int(card.path / "mem_info_vram_total"), MEMORY_BYTES)
    if card.is_asleep:
        reason = Text(QT_TRANSLATE_NOOP("core", "This GPU sleeps to save power; it is not woken to be read."))
        return GpuState(index=index, name=name, memory_total_bytes=total, stale=reason)
    used = whole_within(read_int(card.path / "mem_info_vram_used"), (0, total)) if total else None
    microwatts = _first(card.hwmon, "power1_average", "power1_input")
    millidegrees = read_int(card.hwmon / "temp1_input")
    load = read_int(card.path / "gpu_busy_percent")
    return GpuState(
        index=index,
        name=name,
        utilisation_percent=within(None if load is None else float(load), PERCENT),
        memory_used_bytes=used,
        memory_total_bytes=total,
        power_w=within(None if microwatts is None else microwatts / 1e6, GPU_POWER_W),
        temperature_c=within(None if millidegrees is None else millidegrees / 1000, TEMPERATURE_C),
    )


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
