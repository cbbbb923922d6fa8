"""The article's tiers: numbers from `resources/catalog/tiers.json`, words from here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from deepseek_gui.domain.decoding import decode
from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text
from deepseek_gui.domain.units import GIB
from deepseek_gui.domain.verdict import Tier, TierNeed
from deepseek_gui.resources import resource_path

NAMES: Mapping[Tier, Text] = {
    Tier.BASIC: Text(QT_TRANSLATE_NOOP("core", "Basic")),
    Tier.PROFESSIONAL: Text(QT_TRANSLATE_NOOP("core", "Professional")),
    Tier.ENTERPRISE: Text(QT_TRANSLATE_NOOP("core", "Enterprise")),
}

MODELS: Mapping[Tier, Text] = {
    Tier.BASIC: Text(QT_TRANSLATE_NOOP("core", "7B models (today 7B and 8B)")),
    Tier.PROFESSIONAL: Text(QT_TRANSLATE_NOOP("core", "13B and 33B models (today 14B and 32B)")),
    Tier.ENTERPRISE: Text(QT_TRANSLATE_NOOP("core", "65B and 175B models (today 70B and 671B)")),
}


@dataclass(frozen=True, slots=True)
class _Row:
    """A tier as the file writes it; sizes in the numbers that a person would say, not asked is left out."""

    tier: Tier
    cpu_cores: int
    cpu_threads: int
    gpu_count: int
    gpu_memory_gib: float
    gpu_bandwidth_gbs: float
    memory_gib: float
    memory_type: str
    memory_channels: int
    storage_gib: float
    representative: tuple[str, str]
    base_ghz: float | None = None
    cuda_cores: int | None = None
    interconnects: tuple[str, ...] = ()
    memory_speed_mts: int | None = None
    ecc: bool = False
    storage_read_mbs: float | None = None
    raid: str | None = None
    network_gbps: float | None = None
    pcie_generation: int | None = None


@dataclass(frozen=True, slots=True)
class _File:
    tiers: tuple[_Row, ...]


@cache
def tiers() -> tuple[TierNeed, ...]:
    """Return the article's tiers, lowest first."""
    content = resource_path("catalog", "tiers.json").read_bytes()
    return tuple(_need(row) for row in decode(content, _File).tiers)


def _need(row: _Row) -> TierNeed:
    return TierNeed(
        tier=row.tier,
        name=NAMES[row.tier],
        models=MODELS[row.tier],
        cpu_threads=row.cpu_threads,
        cpu_cores=row.cpu_cores,
        base_ghz=row.base_ghz,
        gpu_count=row.gpu_count,
        gpu_memory_bytes=round(row.gpu_memory_gib * GIB),
        gpu_bandwidth_gbs=row.gpu_bandwidth_gbs,
        cuda_cores=row.cuda_cores,
        interconnects=row.interconnects,
        memory_bytes=round(row.memory_gib * GIB),
        memory_type=row.memory_type,
        memory_speed_mts=row.memory_speed_mts,
        memory_channels=row.memory_channels,
        ecc=row.ecc,
        storage_bytes=round(row.storage_gib * GIB),
        storage_read_mbs=row.storage_read_mbs,
        raid=row.raid,
        network_gbps=row.network_gbps,
        pcie_generation=row.pcie_generation,
        representative=row.representative,
    )
