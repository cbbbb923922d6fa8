"""What an upgrade costs: `resources/catalog/upgrades.json`, each price with its date and source."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from deepseek_gui.domain.decoding import decode
from deepseek_gui.domain.text import QT_TRANSLATE_NOOP
from deepseek_gui.resources import resource_path

WORDS = (
    QT_TRANSLATE_NOOP("core", "estimate"),
    QT_TRANSLATE_NOOP("core", "Apple, price at launch"),
    QT_TRANSLATE_NOOP("core", "NVIDIA, price at launch"),
)
"""Sources that the file names, so that they are translated."""


@dataclass(frozen=True, slots=True)
class RamPrice:
    """Of main memory."""

    usd_per_gib: float
    date: str
    source: str


@dataclass(frozen=True, slots=True)
class DiskPrice:
    """Of a fast disk."""

    usd: float
    total_gib: float
    read_mbs: float
    date: str
    source: str


@dataclass(frozen=True, slots=True)
class BoxPrice:
    """Of a computer whose GPU shares its memory.

    Attributes:
        gpu: its name in the catalogue of GPUs.
    """

    id: str
    name: str
    gpu: str
    memory_gib: int
    cores: int
    usd: float
    date: str
    source: str


@dataclass(frozen=True, slots=True)
class UpgradePrices:
    """The file."""

    ram: RamPrice
    disk: DiskPrice
    boxes: tuple[BoxPrice, ...]


@cache
def upgrade_prices() -> UpgradePrices:
    """Return every price of an upgrade that the program ships."""
    return decode(resource_path("catalog", "upgrades.json").read_bytes(), UpgradePrices)
