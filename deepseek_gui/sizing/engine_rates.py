"""What PyTorch engines reach on GPUs: fitted constants, one table, and what GPUs need to exchange results.

Fitted by `tests/bench/serving_speed.py` on public figures of A100, H100 and H200 cards (its data file names each) and
refitted there. Few rows stand behind each constant, so the ranges are wide.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from deepseek_gui.domain.machine import Gpu
from deepseek_gui.sizing.rooflines import family


@dataclass(frozen=True, slots=True)
class EngineRate:
    """Fitted constants of one engine.

    Attributes:
        name: for the sentence that explains an estimate.
        efficiency: share of the peak bandwidth that decoding reaches.
        efficiency_by_format: where a format of weights differs.
        layer_us: latency of a layer's kernels, microseconds.
        layer_us_by_generation: where a generation of GPUs differs.
        expert_layer_us: what routed experts add a layer.
        host_layer_us: what Python takes a layer; the GPU waits for it where that is longer. 0 with CUDA graphs.
        split_host: how much more of it hooks take when several GPUs hold the layers.
        step_us: scheduling and sampling, once a step.
        prefill: share of the 16-bit matrix rate that a dense prompt reaches.
        expert_prefill: the same with routed experts.
        spread: half-width of the range that holds 80 % of unseen rows, on a logarithmic scale.
        expert_spread: added with routed experts.
    """

    name: str
    efficiency: float
    layer_us: float
    expert_layer_us: float
    step_us: float
    prefill: float
    expert_prefill: float
    spread: float
    expert_spread: float
    host_layer_us: float = 0.0
    split_host: float = 1.0
    layer_us_by_generation: Mapping[str, float] = field(default_factory=dict)
    efficiency_by_format: Mapping[str, float] = field(default_factory=dict)

    def reached(self, form: str) -> float:
        """Return the share of the peak bandwidth that decoding reaches with weights in a format."""
        return self.efficiency_by_format.get(form, self.efficiency)

    def layer_s(self, generation: str | None) -> float:
        """Return the latency of one layer's kernels in seconds."""
        return self.layer_us_by_generation.get(generation or "", self.layer_us) * 1e-6


@dataclass(frozen=True, slots=True)
class Link:
    """What one exchange (all-reduce) between GPUs of a machine takes: a latency, and bytes over a rate."""

    latency_us: float
    bandwidth_gbs: float

    def exchange_s(self, size_bytes: float) -> float:
        """Return the seconds of an all-reduce of so many bytes on each GPU."""
        return self.latency_us * 1e-6 + size_bytes / (self.bandwidth_gbs * 1e9)


ENGINE_RATES: Mapping[str, EngineRate] = {
    "vllm": EngineRate(
        "vLLM",
        efficiency=0.82,
        layer_us=45,
        expert_layer_us=170,
        step_us=600,
        prefill=0.55,
        expert_prefill=0.20,
        spread=0.15,
        expert_spread=0.20,
        layer_us_by_generation={"Ampere": 85},
        efficiency_by_format={"AWQ": 0.70, "GPTQ": 0.70},
    ),
    "sglang": EngineRate(
        "SGLang",
        efficiency=0.82,
        layer_us=40,
        expert_layer_us=55,
        step_us=300,
        prefill=0.55,
        expert_prefill=0.20,
        spread=0.15,
        expert_spread=0.20,
        layer_us_by_generation={"Ampere": 80},
        efficiency_by_format={"AWQ": 0.70, "GPTQ": 0.70},
    ),
    "transformers": EngineRate(
        "transformers",
        efficiency=0.75,
        layer_us=85,
        expert_layer_us=500,
        step_us=1000,
        prefill=0.45,
        expert_prefill=0.08,
        spread=0.35,
        expert_spread=0.60,
        host_layer_us=700,
        split_host=1.6,
    ),
}

LINKS: Mapping[str, Link] = {
    "NVSwitch": Link(9, 60),
    "NVLink": Link(12, 50),
    "PCIe": Link(24, 8),
}
"""By `Gpu.interconnect`. H100 behind NVSwitch: 8.5 to 12 us for 4 to 32 KB, 45 us for 1 MB
(sgl-project/sglang PR 2904); four V100 on a PCIe switch through NCCL: 19 us for 4 KB, 52 for 128 KB, 84 for 384 KB
(haohervchb/sglang-V100 PR 2)."""

_STARVED_GBS_PER_TFLOPS = 11.0
"""What an NVIDIA card's multiprocessors read at most while decoding, by their 16-bit rate: an H20 has a seventh of an
H200's arithmetic and reads 1.4 to 1.8 of its 4 TB/s (QwenLM/Qwen3 speed benchmark, SGLang)."""

UNFITTED_SPREAD = 0.20
"""Added on GPUs that are not of the kind that the constants were fitted on (NVIDIA with HBM)."""


def link_of(gpu: Gpu) -> Link:
    """Return what joins GPUs of a kind; an unknown link is taken for PCIe, the slowest."""
    return LINKS.get(gpu.interconnect or "PCIe", LINKS["PCIe"])


def reached_gbs(gpu: Gpu, share: float) -> float | None:
    """Return what decoding reads, 10**9 bytes per second: a share of the peak, less where multiprocessors are few."""
    if gpu.bandwidth_gbs is None:
        return None
    if gpu.vendor != "nvidia" or gpu.fp16_tflops is None:
        return gpu.bandwidth_gbs * share
    return min(gpu.bandwidth_gbs * share, gpu.fp16_tflops * _STARVED_GBS_PER_TFLOPS)


def unfitted_spread(gpu: Gpu) -> float:
    """Return what is added to a range for the kind of GPU."""
    return 0.0 if family(gpu) == "nvidia-hbm" else UNFITTED_SPREAD
