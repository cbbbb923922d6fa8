"""How fast a placement runs: bytes read for a token over bandwidth, plus a latency for every layer.

Decode: t = (weights + cache read) / (bandwidth * efficiency) + layers * tau + expert layers * tau_experts, summed over
devices. Prefill: arithmetic over the matrix rate. The fitted constants stand in `rooflines` and `processors`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import exp

from deepseek_gui.domain.machine import Machine
from deepseek_gui.domain.model import Architecture
from deepseek_gui.domain.plan import Range, RunSettings, Source, Speed
from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text
from deepseek_gui.sizing.holdings import Share
from deepseek_gui.sizing.placement import Placement
from deepseek_gui.sizing.processors import CPU, cpu_bandwidth_gbs, cpu_gflops, cpu_spread, weights_kind
from deepseek_gui.sizing.rooflines import generation, roofline
from deepseek_gui.sizing.weights import Weights

PROMPT_TOKENS = 512
"""Length of the prompt that prefill and time to first token are stated for (llama-bench pp512)."""


HYBRID_EXPERT_LAYER_S = 550e-6
"""V4 on GPUs: 0.3 to 0.8 ms a layer in mid-2026 builds."""

DEFAULT_PCIE_GBS = 12.0
"""Link to the host when it is not known: PCIe 3.0 x16 or 4.0 x8."""

_HOST_EXPERT_SPREAD = 0.20
"""Added to the CPU's spread for models with routed experts."""
_PREFILL_SPREAD = 0.25


@dataclass(frozen=True, slots=True)
class _Decode:
    """Seconds of one token, and the half-width of the range on a logarithmic scale."""

    empty_s: float
    full_s: float
    spread: float


def estimate_speed(architecture: Architecture, weights: Weights, placement: Placement, machine: Machine) -> Speed:
    """Return decode, prefill and time to first token as ranges; None where a needed fact is unknown."""
    decode = _decode(architecture, weights, placement, machine)
    prefill = _prefill(architecture, weights, placement, machine)
    first_token = None
    if prefill and decode:
        first_token = Range(*(PROMPT_TOKENS / tps for tps in (prefill.high, prefill.expected, prefill.low)))
    return Speed(
        decode_tps=_rate(decode.empty_s, decode.spread) if decode else None,
        decode_tps_at_context=_rate(decode.full_s, decode.spread + 0.05) if decode else None,
        prefill_tps=prefill,
        time_to_first_token_s=first_token,
        source=Source.COMPUTED,
        basis=_basis(placement, weights, machine, decode),
    )


def cache_read_share(architecture: Architecture, settings: RunSettings) -> float:
    """Return the share of the cache that one token reads: all of it, but sparse attention picks rows.

    V3.2 reads every indexer key and the chosen rows; V4 the window, the chosen compressed rows and the indexer keys.
    """
    own = max(1, settings.context // settings.parallel)
    share = 1 / settings.parallel
    if architecture.indexer and architecture.mla:
        row = architecture.mla.kv_lora_rank + architecture.mla.qk_rope_head_dim
        key = architecture.indexer.head_dim
        return share * (key + row * min(1.0, architecture.indexer.top_k / own)) / (key + row)
    if architecture.indexer and architecture.hybrid:
        rows = own / 4
        key, row = architecture.indexer.head_dim, architecture.head_dim
        return share * (key + row * min(1.0, architecture.indexer.top_k / rows)) / (key + row)
    return share


def _working(shares: Iterable[Share]) -> Iterator[Share]:
    """Yield the shares that compute, neighbours of one kind of GPU as one: layers run one after the other anyway."""
    busy = (share for share in shares if share.layers or share.expert_bytes)
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


def _decode(architecture: Architecture, weights: Weights, placement: Placement, machine: Machine) -> _Decode | None:
    cache_share = cache_read_share(architecture, placement.settings)
    empty = full = spread = 0.0
    for share in _working(placement.shares):
        speed = _device_speed(share, weights, machine)
        if speed is None:
            return None
        read = share.dense_bytes + share.expert_bytes * weights.active_share
        seconds = read / speed.bytes_per_s + share.layers * speed.layer_s
        seconds += share.expert_layers * _expert_latency(architecture, speed)
        cache_s = share.kv_bytes * cache_share / speed.bytes_per_s
        empty, full = empty + seconds, full + seconds + cache_s
        spread += seconds * (speed.spread + (speed.expert_spread if architecture.moe else 0.0))
    return _Decode(empty, full, spread / empty) if empty else None


@dataclass(frozen=True, slots=True)
class _DeviceSpeed:
    bytes_per_s: float
    layer_s: float
    expert_layer_s: float
    spread: float
    expert_spread: float


def _device_speed(share: Share, weights: Weights, machine: Machine) -> _DeviceSpeed | None:
    if share.gpu is None:
        reached = cpu_bandwidth_gbs(machine, weights.main_type, experts=weights.active_share > 0)
        if reached is None:
            return None
        return _DeviceSpeed(
            reached * 1e9,
            CPU.layer_s,
            0.0,
            cpu_spread(machine, weights.main_type, experts=weights.active_share > 0),
            _HOST_EXPERT_SPREAD,
        )
    if share.gpu.bandwidth_gbs is None:
        return None
    constants = roofline(share.gpu)
    return _DeviceSpeed(
        bytes_per_s=share.gpu.bandwidth_gbs * 1e9 * constants.reached(weights_kind(weights.main_type)),
        layer_s=constants.layer_s(generation(share.gpu)),
        expert_layer_s=constants.expert_layer_us * 1e-6,
        spread=constants.spread,
        expert_spread=constants.expert_spread,
    )


def _expert_latency(architecture: Architecture, speed: _DeviceSpeed) -> float:
    if architecture.hybrid and speed.expert_layer_s:
        return max(speed.expert_layer_s, HYBRID_EXPERT_LAYER_S)
    return speed.expert_layer_s


def _prefill(architecture: Architecture, weights: Weights, placement: Placement, machine: Machine) -> Range | None:
    """Return prompt tokens per second: each device does its share of the arithmetic, one after the other."""
    layers = max(1, architecture.n_layers)
    flops = 2.0 * weights.active_params
    prompt = min(placement.settings.ubatch, PROMPT_TOKENS)
    seconds = 0.0
    for share in _working(placement.shares):
        part = share.layers / layers
        if share.gpu is None and len(placement.shares) > 1 and share.expert_bytes and not share.layers:
            seconds += _stream_seconds(share, placement)
            continue
        rate = _prefill_rate(architecture, share, weights, machine)
        if rate is None:
            return None
        seconds += part * flops / rate
        if share.gpu:
            seconds += share.layers * roofline(share.gpu).prefill_layer_us * 1e-6 / prompt
    return _rate(seconds, _PREFILL_SPREAD * (2 if architecture.moe else 1)) if seconds else None


def _stream_seconds(share: Share, placement: Placement) -> float:
    """Return seconds a token that experts in host memory cost in a prompt: each micro-batch carries them all over."""
    links = [other.gpu.pcie_gbs for other in placement.shares if other.gpu and other.gpu.pcie_gbs]
    link = min(links, default=DEFAULT_PCIE_GBS) * 1e9
    return share.expert_bytes / link / min(placement.settings.ubatch, PROMPT_TOKENS)


def _prefill_rate(architecture: Architecture, share: Share, weights: Weights, machine: Machine) -> float | None:
    if share.gpu is None:
        gflops = cpu_gflops(machine, weights.main_type, experts=weights.active_share > 0)
        return None if gflops is None else gflops * 1e9
    if share.gpu.fp16_tflops is None:
        return None
    kind, experts = weights_kind(weights.main_type), architecture.moe is not None
    reached = roofline(share.gpu).prefill_share(generation(share.gpu), kind, experts=experts)
    return share.gpu.fp16_tflops * 1e12 * reached


def _rate(seconds: float, spread: float) -> Range:
    """Return tokens per second with edges `spread` away on a logarithmic scale."""
    expected = 1.0 / seconds
    return Range(expected * exp(-spread), expected, expected * exp(spread))


def _basis(placement: Placement, weights: Weights, machine: Machine, decode: _Decode | None) -> Text:
    if decode is None:
        return Text(
            QT_TRANSLATE_NOOP("core", "Unknown: the memory bandwidth of a device that the plan uses is not known.")
        )
    gpu = next((share.gpu for share in placement.shares if share.gpu and share.layers), None)
    host = placement.shares[-1]
    reached = cpu_bandwidth_gbs(machine, weights.main_type, experts=weights.active_share > 0) or 0.0
    if gpu is None and machine.memory.bandwidth_measured:
        return Text(
            QT_TRANSLATE_NOOP(
                "core",
                "Computed from bytes read per token and {gbs} GB/s that decoding reaches here: "
                "{measured} GB/s were measured.",
            ),
            {"gbs": round(reached), "measured": round(machine.memory.bandwidth_gbs or 0.0)},
        )
    if gpu is None:
        return Text(
            QT_TRANSLATE_NOOP("core", "Computed from bytes read per token and {gbs} GB/s that the CPU can read."),
            {"gbs": round(reached)},
        )
    constants = roofline(gpu)
    arguments: dict[str, str | int | float | Text] = {
        "gbs": round(gpu.bandwidth_gbs or 0.0),
        "percent": round(100 * constants.reached(weights_kind(weights.main_type))),
        "kind": constants.name,
        "us": round(constants.layer_s(generation(gpu)) * 1e6),
    }
    if host.layers or host.expert_bytes:
        return Text(
            QT_TRANSLATE_NOOP(
                "core",
                "Computed: {percent} % of {gbs} GB/s and {us} µs a layer on {kind} GPUs; {host} GB/s from RAM.",
            ),
            {**arguments, "host": round(reached)},
        )
    return Text(
        QT_TRANSLATE_NOOP("core", "Computed: {percent} % of {gbs} GB/s and {us} µs a layer, as fitted on {kind} GPUs."),
        arguments,
    )
