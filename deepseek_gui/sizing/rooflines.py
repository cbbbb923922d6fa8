"""What a GPU reaches of its peak under llama.cpp: fitted constants, one table.

Decode takes t = bytes read / (bandwidth * efficiency) + layers * latency. Fitted by `tests/bench/sizing_speed.py` on
public single-GPU results (batch 1, near-empty context) and refitted there; its rows stand in `tests/bench/data`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from deepseek_gui.domain.machine import Gpu, multiprocessors


@dataclass(frozen=True, slots=True)
class Roofline:
    """Fitted constants of one family of GPUs on one backend.

    Tables hold what differs from the default: by generation of GPU (`generation`) or by kind of weights
    (`processors.weights_kind`; on cards with HBM the arithmetic of unpacking is felt, so kinds are told apart there).

    Attributes:
        name: for the sentence that explains an estimate.
        efficiency: share of the peak bandwidth that decoding reaches.
        layer_us: latency of a layer, microseconds.
        spread: half-width of the range that holds 80 % of unseen cards, on a logarithmic scale.
        expert_layer_us: what routed experts add a layer.
        prefill: share of the 16-bit matrix rate that a dense prompt of 512 tokens reaches.
        expert_prefill: the same with routed experts.
        prefill_layer_us: latency of a layer for one micro-batch of a prompt.
        expert_spread: added to `spread` for models with routed experts; wide where no current build was measured
            (a Hopper card takes 46 us a layer today, a GeForce took 300 half a year earlier).
        prefill_spread: half-width of a dense prompt's range, as `spread`.
        batch_reread: how often several streams read the weights in one step: their kernels keep less of them at hand.
        batch_layer_us: what a layer takes longer with several streams: llama.cpp keeps CUDA graphs for one stream only.
        logits_per_s: logits that reach the host while several streams decode; None where that is not felt.
        unpacked_gbs: by generation and kind of weights, 10**9 bytes a second that one multiprocessor unpacks: an H200
            reads K blocks no faster than an H100, whose memory is slower by a third.
    """

    name: str
    efficiency: float
    layer_us: float
    spread: float
    expert_layer_us: float
    prefill: float
    expert_prefill: float
    layer_us_by_generation: Mapping[str, float] = field(default_factory=dict)
    prefill_by_generation: Mapping[str, float] = field(default_factory=dict)
    efficiency_by_weights: Mapping[str, float] = field(default_factory=dict)
    prefill_by_weights: Mapping[str, float] = field(default_factory=dict)
    prefill_layer_us: float = 0.0
    expert_spread: float = 0.50
    prefill_spread: float = 0.25
    batch_reread: float = 1.1
    batch_layer_us: float = 0.0
    logits_per_s: float | None = None
    unpacked_gbs: Mapping[tuple[str, str], float] = field(default_factory=dict)

    def layer_s(self, generation: str | None) -> float:
        """Return the latency of one layer in seconds."""
        return self.layer_us_by_generation.get(generation or "", self.layer_us) * 1e-6

    def reached(self, kind: str, gpu: Gpu) -> float:
        """Return the share of the peak bandwidth that decoding reaches with weights of a kind."""
        share = self.efficiency_by_weights.get(kind, self.efficiency)
        unpacked = self.unpacked_gbs.get((generation(gpu) or "", kind))
        processors = gpu.multiprocessors or multiprocessors(gpu.cuda_cores, gpu.compute_capability)
        if not unpacked or not processors or not gpu.bandwidth_gbs:
            return share
        return min(share, unpacked * processors / gpu.bandwidth_gbs)

    def prefill_share(self, generation: str | None, kind: str, *, experts: bool) -> float:
        """Return the share of the matrix rate that a prompt reaches."""
        if experts:
            return self.expert_prefill
        by_kind = self.prefill_by_weights.get(kind, self.prefill)
        return self.prefill_by_generation.get(generation or "", by_kind)


ROOFLINES: Mapping[str, Roofline] = {
    "nvidia": Roofline(
        "NVIDIA", 0.83, 34, 0.10, 120, 0.48, 0.10, {"Ampere": 44, "Ada": 26, "Blackwell": 31}, {"Turing": 0.40}
    ),
    "nvidia-vulkan": Roofline(
        "NVIDIA (Vulkan)", 0.81, 29, 0.12, 120, 0.40, 0.10, {"Ampere": 34, "Ada": 17, "Blackwell": 37}
    ),
    "nvidia-hbm": Roofline(
        "NVIDIA HBM",
        efficiency=0.77,
        layer_us=68,
        spread=0.15,
        expert_layer_us=46,
        prefill=0.20,
        expert_prefill=0.08,
        layer_us_by_generation={"Ampere": 86, "Hopper": 45, "Volta": 71},
        prefill_by_generation={"Volta": 0.36},
        efficiency_by_weights={"float": 0.88, "Q8_0": 0.75, "K": 0.58},
        prefill_by_weights={"float": 0.42, "Q8_0": 0.18, "K": 0.16},
        prefill_layer_us=250,
        expert_spread=0.10,
        prefill_spread=0.40,
        batch_layer_us=70,
        logits_per_s=3e9,
        unpacked_gbs={("Hopper", "K"): 14.8, ("Hopper", "Q8_0"): 20.5},
    ),
    "nvidia-pascal": Roofline("NVIDIA Pascal", 0.80, 148, 0.25, 400, 1.10, 0.10, prefill_spread=0.40),
    "amd": Roofline(
        "AMD", 0.80, 12, 0.14, 135, 0.37, 0.07, {"RDNA3.5": 16, "RDNA4": 4, "RDNA3": 18}, {"RDNA3.5": 0.20}
    ),
    "amd-rocm": Roofline("AMD (ROCm)", 0.80, 70, 0.20, 135, 0.34, 0.07, {"RDNA4": 74, "RDNA3": 64}),
    "amd-cdna": Roofline(
        "AMD CDNA and GCN", 0.80, 172, 0.10, 360, 0.20, 0.02, {"GCN5": 182}, {"GCN5": 0.55}, prefill_spread=0.80
    ),
    "apple": Roofline("Apple", 0.84, 144, 0.16, 200, 0.68, 0.10, {"M1": 172, "M2": 142, "M3": 146, "M4": 122}),
    "intel": Roofline("Intel", 0.80, 278, 0.40, 300, 0.09, 0.03, {"Battlemage": 250}, prefill_spread=0.60),
    "other": Roofline("other", 0.70, 100, 0.50, 300, 0.20, 0.04, prefill_spread=0.80),
}

INTEGRATED_PREFILL = 0.5
"""What is left of a prompt's rate on a small integrated GPU, whose package's power is for the processor too (one public
row, a Radeon 890M)."""

INTEGRATED_PREFILL_SPREAD = 0.35
"""Added to a prompt's spread on GPUs inside a processor: one power limit for both, from 15 to 120 W."""

_INTEGRATED_GBS = 200.0
"""Memory bandwidth below which a GPU without memory of its own is a small one (two channels)."""

_HBM = re.compile(r"\b(V100|A30|A100|A800|H100|H200|H800|H20|B100|B200|B300|GH200|GB200|P100)\b", re.IGNORECASE)
_APPLE_GENERATION = re.compile(r"\bM(\d)\b", re.IGNORECASE)


@lru_cache(maxsize=256)
def family(gpu: Gpu, backend: str | None = None) -> str:
    """Return the key of a GPU's family in `ROOFLINES`.

    Args:
        gpu: its vendor, architecture and name decide.
        backend: "cuda", "rocm", "vulkan" or "metal"; None takes CUDA, Vulkan (the build that upstream releases for
            AMD and Intel everywhere) or Metal by vendor.
    """
    if gpu.vendor == "nvidia":
        if backend == "vulkan":
            return "nvidia-vulkan"
        if gpu.architecture == "Pascal":
            return "nvidia-pascal"
        return "nvidia-hbm" if _HBM.search(gpu.name) else "nvidia"
    if gpu.vendor == "amd" and not (gpu.architecture or "RDNA").startswith("RDNA"):
        return "amd-cdna"
    if gpu.vendor == "amd":
        return "amd-rocm" if backend == "rocm" else "amd"
    vendor = gpu.vendor or "other"
    return vendor if vendor in ROOFLINES else "other"


@lru_cache(maxsize=256)
def generation(gpu: Gpu) -> str | None:
    """Return what the table tells apart within a family: the architecture, for Apple the M number."""
    if gpu.vendor == "apple" and (number := _APPLE_GENERATION.search(gpu.name)):
        return f"M{number[1]}"
    return gpu.architecture


def is_small_integrated(gpu: Gpu) -> bool:
    """Tell whether a GPU is the small one inside an AMD or Intel processor, not one that is built around it."""
    return gpu.unified_memory and gpu.vendor in ("amd", "intel") and (gpu.bandwidth_gbs or 0.0) < _INTEGRATED_GBS


def prefill_spread(gpu: Gpu) -> float:
    """Return the half-width of a dense prompt's range on a GPU, on a logarithmic scale."""
    inside = gpu.unified_memory and gpu.vendor in ("amd", "intel")
    return roofline(gpu).prefill_spread + (INTEGRATED_PREFILL_SPREAD if inside else 0.0)


def prefill_flops(gpu: Gpu, kind: str, *, experts: bool) -> float | None:
    """Return the arithmetic of a prompt that a GPU reaches, operations per second; None when its rate is not known."""
    if gpu.fp16_tflops is None:
        return None
    share = roofline(gpu).prefill_share(generation(gpu), kind, experts=experts)
    return gpu.fp16_tflops * 1e12 * share * (INTEGRATED_PREFILL if is_small_integrated(gpu) else 1.0)


def roofline(gpu: Gpu, backend: str | None = None) -> Roofline:
    """Return the fitted constants for a GPU."""
    return ROOFLINES[family(gpu, backend)]


def decode_seconds(read_bytes: float, gpu: Gpu, layers: int, constants: Roofline, *, kind: str) -> float:
    """Return seconds for one token of a dense model on one GPU.

    Args:
        read_bytes: weights read for the token.
        gpu: whose bandwidth is known.
        layers: of the model.
        constants: of the GPU's family.
        kind: the `processors.weights_kind` of most weights.
    """
    reached = (gpu.bandwidth_gbs or math.nan) * 1e9 * constants.reached(kind, gpu)
    return read_bytes / reached + layers * constants.layer_s(generation(gpu))
