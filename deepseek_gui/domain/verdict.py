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


@dataclass(frozen=True, slots=True)
class Principle:
    """One of the article's three principles, applied to a plan on a machine.

    Attributes:
        key: "compute", "bandwidth", "disk".
        detail: how the two figures were made.
    """

    key: str
    title: Text
    need: Text
    have: Text
    verdict: Verdict
    detail: Text


@dataclass(frozen=True, slots=True)
class Sufficiency:
    """Whether what the article asks for a tier is enough for a model, with the figure.

    Attributes:
        spare_bytes: what is left of the GPU memory asked for; negative when it is too little.
    """

    tier: Tier
    words: Text
    spare_bytes: int


class Place(StrEnum):
    """Where in the product a claim of the article matters."""

    BASIC = "basic"
    PROFESSIONAL = "professional"
    ENTERPRISE = "enterprise"
    MODELS = "models"
    MONITOR = "monitor"
    COST = "cost"
    MEMORY = "memory"
    OPTIONS = "options"
    OUTLOOK = "outlook"


@dataclass(frozen=True, slots=True)
class Claim:
    """What the article says, and what is true.

    Attributes:
        reason: why the two differ, where that is not plain.
    """

    place: Place
    claim: Text
    truth: Text
    reason: Text | None = None
