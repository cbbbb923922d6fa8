"""What a CPU reaches under llama.cpp: the memory's rate, or less where the cores' arithmetic is the limit."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from deepseek_gui.domain.machine import Machine


@dataclass(frozen=True, slots=True)
class Kernel:
    """What one core does with weights of one kind, on a core with AVX-512 or 256-bit integer products.

    Attributes:
        core_gbs: weights that it works through while decoding, 10**9 bytes per second.
        core_gflops: rate in a prompt of 512 tokens, 10**9 operations per second.
    """

    core_gbs: float
    core_gflops: float


@dataclass(frozen=True, slots=True)
class CpuClass:
    """Constants of a CPU, whatever the weights are.

    Attributes:
        efficiency: share of the memory's nominal bandwidth that decoding reaches.
        measured_efficiency: share of what `hardware.bandwidth` measures.
        pair: what is left of either share on two sockets, where half of the weights lie with the other one.
        layer_s: latency of a layer.
        expert_decode: share of a core's rate that is left with routed experts, whose matrices are small.
        expert_prefill: the same in a prompt.
        spread: half-width of the range that holds 80 % of cases, on a logarithmic scale.
        measured_spread: the same when the memory is the limit and its bandwidth was measured.
    """

    efficiency: float
    measured_efficiency: float
    pair: float
    layer_s: float
    expert_decode: float
    expert_prefill: float
    spread: float
    measured_spread: float


# Nominal: 0.4 to 0.65 on desktops, 0.40 to 0.57 on one socket, 0.16 to 0.30 on two. Measured: 0.84 to 0.91 of a
# read-only kernel's rate for Q2_K to Q8_0 on a Cortex-A76 with four threads (ggml-org/llama.cpp issue 26484).
CPU = CpuClass(0.50, 0.87, 0.50, 100e-6, 0.88, 0.70, 0.30, 0.18)

KERNELS: Mapping[str, Kernel] = {
    "Q4_0": Kernel(13.0, 85.0),
    "Q8_0": Kernel(12.2, 60.0),
    "K": Kernel(13.0, 110.0),
    "float": Kernel(13.0, 40.0),
}
"""By kind of weights. Two cores of an EPYC 9004 (AVX-512) under the embedded engine, `tests/bench/data/cpu_speed.json`:
decoding hardly tells the kinds apart, prompts do. Nobody measured "float" here."""

FITTED_CORE_GBS = 18.0
"""What one of the cores that `KERNELS` is from was measured to read, 10**9 bytes per second."""

MOST_FASTER = 1.3
"""The most that such a core was seen to unpack more than when it was fitted, however fast it read."""

_FLOAT = frozenset({"F32", "F16", "BF16"})
_LEGACY = frozenset({"Q4_0", "IQ4_NL"})
_SERVER_PAIR = re.compile(r"\b(2\s*[x×]|dual)\b", re.IGNORECASE)


def weights_kind(ggml_type: str) -> str:
    """Return the kind of weights that has constants of its own; what has none is taken for a K-quant, the slowest."""
    if ggml_type in _FLOAT:
        return "float"
    if ggml_type in _LEGACY:
        return "Q4_0"
    return ggml_type if ggml_type in KERNELS else "K"


def kernel(ggml_type: str) -> Kernel:
    """Return what a core does with a type."""
    return KERNELS[weights_kind(ggml_type)]


def cpu_bandwidth_gbs(machine: Machine, ggml_type: str = "Q4_0", *, experts: bool = False) -> float | None:
    """Return the rate at which the CPU works through weights while decoding, 10**9 bytes per second.

    Args:
        machine: its memory's bandwidth may be nominal or measured; without it nothing can be said (None).
        ggml_type: of most weights.
        experts: the model has routed experts.
    """
    reached, cores_reach = _memory_gbs(machine), _cores_gbs(machine, ggml_type, experts=experts)
    if reached is None or cores_reach is None:
        return reached
    return min(reached, cores_reach)


def _memory_gbs(machine: Machine) -> float | None:
    """Return what decoding reaches of the memory's bandwidth, however many cores there are."""
    memory = machine.memory
    if memory.bandwidth_gbs is None:
        return None
    share = CPU.measured_efficiency if memory.bandwidth_measured else CPU.efficiency
    pair = CPU.pair if _SERVER_PAIR.search(machine.cpu.name or "") else 1.0
    return memory.bandwidth_gbs * share * pair


def _cores_gbs(machine: Machine, ggml_type: str, *, experts: bool) -> float | None:
    """Return what the cores work through, however fast the memory is.

    A core that was measured to read faster than those that the constants are from unpacks faster too, up to a point:
    the same kind of virtual cores reached 26, 34 and 34 GB/s when they read 36, 47 and over 60 GB/s.
    """
    cores, memory = machine.cpu.cores, machine.memory
    if not cores:
        return None
    measured = memory.bandwidth_gbs if memory.bandwidth_measured and memory.bandwidth_gbs else 0.0
    faster = min(MOST_FASTER, max(1.0, measured / cores / FITTED_CORE_GBS))
    return cores * kernel(ggml_type).core_gbs * faster * (CPU.expert_decode if experts else 1.0)


def cpu_gflops(machine: Machine, ggml_type: str, *, experts: bool = False) -> float | None:
    """Return the rate at which the CPU reads a prompt, 10**9 operations per second; None for an unknown CPU."""
    core_gflops = kernel(ggml_type).core_gflops * (CPU.expert_prefill if experts else 1.0)
    return machine.cpu.cores * core_gflops if machine.cpu.cores else None


def cpu_spread(machine: Machine, ggml_type: str = "Q4_0", *, experts: bool = False) -> float:
    """Return the half-width of a decoding range on a logarithmic scale: narrow where measured memory is the limit."""
    reached, cores_reach = _memory_gbs(machine), _cores_gbs(machine, ggml_type, experts=experts)
    by_memory = reached is not None and (cores_reach is None or reached <= cores_reach)
    return CPU.measured_spread if by_memory and machine.memory.bandwidth_measured else CPU.spread
