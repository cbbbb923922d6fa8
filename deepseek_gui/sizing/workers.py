"""The devices that compute a placement, each with the rates that the fitted tables give it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from deepseek_gui.domain.machine import Machine
from deepseek_gui.domain.model import Architecture
from deepseek_gui.sizing.holdings import Share
from deepseek_gui.sizing.placement import Placement
from deepseek_gui.sizing.processors import CPU, cpu_bandwidth_gbs, cpu_gflops, cpu_spread, weights_kind
from deepseek_gui.sizing.rooflines import Roofline, generation, prefill_flops, prefill_spread, roofline
from deepseek_gui.sizing.weights import Weights

HYBRID_EXPERT_LAYER_S = 550e-6
"""V4 on GPUs: 0.3 to 0.8 ms a layer in mid-2026 builds."""

HOST_EXPERT_SPREAD = 0.20
"""Added to the CPU's spread for models with routed experts."""


@dataclass(frozen=True, slots=True)
class Worker:
    """One device, or neighbours of one kind, with what they hold and how fast they work.

    Attributes:
        bytes_per_s: weights and cache read while decoding; None when the bandwidth is not known.
        layer_s: latency of a layer.
        expert_layer_s: what routed experts add a layer.
        spread: half-width of the decoding range, on a logarithmic scale.
        flops_per_s: arithmetic of a dense prompt; None when it is not known.
        prompt_flops_per_s: the same for this model, whose prompts are slower with routed experts.
        prompt_layer_s: latency of a layer for a micro-batch of a prompt.
        prompt_spread: half-width of a dense prompt's range, on a logarithmic scale.
        batch_reread: how often several streams read the weights in a step.
        batch_layer_s: what a layer takes longer with several streams, whose graph is not kept from step to step.
        logits_per_s: logits that reach the host while several streams decode; None where that is not felt.
    """

    share: Share
    bytes_per_s: float | None
    layer_s: float
    expert_layer_s: float
    spread: float
    flops_per_s: float | None
    prompt_flops_per_s: float | None
    prompt_layer_s: float = 0.0
    prompt_spread: float = 0.25
    batch_reread: float = 1.0
    batch_layer_s: float = 0.0
    logits_per_s: float | None = None


def workers_of(
    architecture: Architecture, weights: Weights, placement: Placement, machine: Machine
) -> tuple[Worker, ...]:
    """Return who computes, in the order of the layers."""
    return tuple(
        _host_worker(share, weights, machine) if share.gpu is None else _gpu_worker(architecture, share, weights)
        for share in _working(placement.shares)
    )


def _working(shares: Iterable[Share]) -> Iterator[Share]:
    """Yield the shares that compute, neighbours of one kind of GPU as one: layers run one after the other anyway."""
    busy = [share for share in shares if share.layers or share.expert_bytes]
    if len(busy) < 2:
        yield from busy
        return
    for _, members in groupby(busy, key=_kind_of_gpu):
        same = list(members)
        yield same[0] if len(same) == 1 else _together(same)


def _kind_of_gpu(share: Share) -> tuple[str, float | None, float | None] | None:
    return (share.gpu.name, share.gpu.bandwidth_gbs, share.gpu.fp16_tflops) if share.gpu else None


def _together(shares: Sequence[Share]) -> Share:
    return Share(
        shares[0].gpu,
        layers=sum(share.layers for share in shares),
        expert_layers=sum(share.expert_layers for share in shares),
        dense_bytes=sum(share.dense_bytes for share in shares),
        expert_bytes=sum(share.expert_bytes for share in shares),
        kv_bytes=sum(share.kv_bytes for share in shares),
    )


def _host_worker(share: Share, weights: Weights, machine: Machine) -> Worker:
    experts = weights.active_share > 0
    reached = cpu_bandwidth_gbs(machine, weights.main_type, experts=experts)
    gflops = cpu_gflops(machine, weights.main_type, experts=experts)
    flops = None if gflops is None else gflops * 1e9
    spread = cpu_spread(machine, weights.main_type, experts=experts)
    return Worker(
        share,
        bytes_per_s=None if reached is None else reached * 1e9,
        layer_s=CPU.layer_s,
        expert_layer_s=0.0,
        spread=spread + HOST_EXPERT_SPREAD if experts else spread,
        flops_per_s=flops,
        prompt_flops_per_s=flops,
    )


def _gpu_worker(architecture: Architecture, share: Share, weights: Weights) -> Worker:
    gpu, experts = share.gpu, architecture.moe is not None
    if gpu is None:  # pragma: no cover  the caller has asked
        raise ValueError(share)
    constants, kind = roofline(gpu), weights_kind(weights.main_type)
    return Worker(
        share,
        bytes_per_s=None if gpu.bandwidth_gbs is None else gpu.bandwidth_gbs * 1e9 * constants.reached(kind, gpu),
        layer_s=constants.layer_s(generation(gpu)),
        expert_layer_s=_expert_layer_s(architecture, constants),
        spread=constants.spread + constants.expert_spread if experts else constants.spread,
        flops_per_s=prefill_flops(gpu, kind, experts=False),
        prompt_flops_per_s=prefill_flops(gpu, kind, experts=experts),
        prompt_layer_s=constants.prefill_layer_us * 1e-6,
        prompt_spread=prefill_spread(gpu),
        batch_reread=constants.batch_reread,
        batch_layer_s=constants.batch_layer_us * 1e-6,
        logits_per_s=constants.logits_per_s,
    )


def _expert_layer_s(architecture: Architecture, constants: Roofline) -> float:
    seconds = constants.expert_layer_us * 1e-6
    return max(seconds, HYBRID_EXPERT_LAYER_S) if architecture.hybrid and seconds else seconds
