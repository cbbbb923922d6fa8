"""Tiers of the article and what a machine scores against them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from deepseek_gui.domain.text import Text


class Tier(StrEnum):
    """The article's three tiers."""

    BASIC = "basic"
    PROFESSIONAL = "professional"
    ENTERPRISE = "enterprise"


class Verdict(StrEnum):
    """How a need is met."""

    PASS = "pass"  # noqa: S105  a word, not a secret
    SHORT = "short"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class TierNeed:
    """What the article asks of a machine, from `resources/catalog/tiers.json`. None: not asked.

    Attributes:
        gpu_memory_bytes: of all GPUs together.
        gpu_bandwidth_gbs: of each GPU.
        interconnects: link names that satisfy the tier, weakest first; empty when none is asked.
        representative: catalogue id and quantisation whose estimate answers "does it really run here".
    """

    tier: Tier
    name: Text
    models: Text
    cpu_threads: int
    cpu_cores: int
    base_ghz: float | None
    gpu_count: int
    gpu_memory_bytes: int
    gpu_bandwidth_gbs: float
    cuda_cores: int | None
    interconnects: tuple[str, ...]
    memory_bytes: int
    memory_type: str
    memory_speed_mts: int | None
    memory_channels: int
    ecc: bool
    storage_bytes: int
    storage_read_mbs: float | None
    raid: str | None
    network_gbps: float | None
    representative: tuple[str, str]
    pcie_generation: int | None = None


@dataclass(frozen=True, slots=True)
class ComponentVerdict:
    """One line of a tier's verdict.

    Attributes:
        component: "gpu_memory", "cpu_threads", … (stable key).
        title: for a person.
        decides: it counts for the tier's verdict.
    """

    component: str
    title: Text
    need: Text
    have: Text
    verdict: Verdict
    decides: bool


@dataclass(frozen=True, slots=True)
class TierVerdict:
    """A tier's verdict, component by component.

    Attributes:
        runs: whether the tier's representative model of today runs here; from the estimate, never from the verdict.
    """

    tier: Tier
    verdict: Verdict
    components: tuple[ComponentVerdict, ...]
    runs: bool | None = None
