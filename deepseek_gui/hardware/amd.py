"""AMD cards through the amdgpu driver's files under /sys."""

from __future__ import annotations

from pathlib import Path

from deepseek_gui.domain.sample import GpuState
from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text
from deepseek_gui.hardware.amd_probe import card_name, memory_of, usable_cards
from deepseek_gui.hardware.files import read_int
from deepseek_gui.hardware.gpus import GpuReadings
from deepseek_gui.hardware.limits import GPU_POWER_W, PERCENT, TEMPERATURE_C, within
from deepseek_gui.hardware.pci import PciDevice

ROOT = Path("/")


class AmdSource:
    """Reads all AMD cards that count as GPUs (`amd_probe.usable_cards`)."""

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
            self._cards = tuple((card, card_name(card, self._root)) for card in usable_cards(self._root))
        return GpuReadings(tuple(_state(index, *card) for index, card in enumerate(self._cards)))

    def close(self) -> None:
        """Nothing to free."""


def _state(index: int, card: PciDevice, name: str) -> GpuState:
    used, total = memory_of(card)
    if card.is_asleep:
        reason = Text(QT_TRANSLATE_NOOP("core", "This GPU sleeps to save power; it is not woken to be read."))
        return GpuState(index=index, name=name, memory_total_bytes=total, stale=reason)
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


def _first(folder: Path, *names: str) -> int | None:
    return next((value for name in names if (value := read_int(folder / name)) is not None), None)
