"""Intel cards with memory of their own, as far as /sys tells an ordinary user."""

from __future__ import annotations

from pathlib import Path

from deepseek_gui.domain.sample import GpuState
from deepseek_gui.hardware.files import read_int
from deepseek_gui.hardware.gpus import GpuReadings
from deepseek_gui.hardware.intel_probe import card_name, usable_cards, vram_of
from deepseek_gui.hardware.limits import TEMPERATURE_C, within
from deepseek_gui.hardware.pci import PciDevice

ROOT = Path("/")


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
            self._cards = usable_cards(self._root)
        return GpuReadings(tuple(_state(index, card) for index, card in enumerate(self._cards)))

    def close(self) -> None:
        """Nothing to free."""


def _state(index: int, card: PciDevice) -> GpuState:
    millidegrees = None if card.is_asleep else read_int(card.hwmon / "temp2_input")
    return GpuState(
        index=index,
        name=card_name(card),
        memory_total_bytes=vram_of(card),
        temperature_c=within(None if millidegrees is None else millidegrees / 1000, TEMPERATURE_C),
    )
