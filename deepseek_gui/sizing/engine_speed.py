"""How fast PyTorch engines run a checkpoint: vLLM and SGLang in tensor parallel, transformers layer by layer.

A step takes what the GPU takes, or what Python takes to feed it where that is longer (transformers; CUDA graphs leave
nothing to feed). In tensor parallel each GPU reads its part, and two exchanges a layer join the results.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from deepseek_gui.domain.machine import Gpu, Machine
from deepseek_gui.domain.model import Architecture
from deepseek_gui.domain.plan import Plan, Range, Speed
from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text
from deepseek_gui.sizing.checkpoint import BITSANDBYTES, checkpoint
from deepseek_gui.sizing.decode import Step, attention_share, expert_share, rate, streams_spread
from deepseek_gui.sizing.engine_rates import ENGINE_RATES, EngineRate, Link, link_of, reached_gbs, unfitted_spread
from deepseek_gui.sizing.prefill import PROMPT_TOKENS
from deepseek_gui.sizing.processors import cpu_bandwidth_gbs, cpu_gflops
from deepseek_gui.sizing.pytorch import cache_width
from deepseek_gui.sizing.rooflines import generation
from deepseek_gui.sizing.serving import token_bytes
from deepseek_gui.sizing.speed import speed_of
from deepseek_gui.sizing.weights import weights_of

EXCHANGES_PER_LAYER = 2
"""After attention and after the feed-forward part."""

_CPU_SPREAD = 0.60
"""Half-width of the range of transformers on a CPU: nothing was fitted there."""

_PREFILL_SPREAD = 0.25
"""Added to a range for prompts."""

_ACTIVATION_BYTES = 2


@dataclass(frozen=True, slots=True)
class _Pace:
    """What the devices of a plan do together.

    Attributes:
        parts: over how many GPUs each matrix is dealt out; each reads its part at `bytes_per_s`.
        flops_per_s: arithmetic of a prompt, all parts together; None when it is not known.
        host_layer_s: Python's time a layer.
        link: between the parts; None for a single one.
    """

    parts: int
    bytes_per_s: float
    flops_per_s: float | None
    layer_s: float
    expert_layer_s: float
    host_layer_s: float
    step_s: float
    link: Link | None
    spread: float


def estimate_engine_speed(
    architecture: Architecture,
    plan: Plan,
    gpus: tuple[Gpu, ...],
    machine: Machine,
    rates: Mapping[str, EngineRate] = ENGINE_RATES,
) -> Speed:
    """Return the speed of a plan whose engine loads safetensors.

    Args:
        architecture: of its model.
        plan: its quantisation is one of `checkpoint.FORMATS`.
        gpus: that the plan uses, all of one kind for vLLM and SGLang; none is the host, for transformers alone.
        machine: around them.
        rates: constants by engine, for fitting others.
    """
    if not gpus and plan.engine != "transformers":
        return Speed(basis=Text(QT_TRANSLATE_NOOP("core", "Unknown: there is no GPU that this engine could use.")))
    if plan.quantisation in BITSANDBYTES:
        return Speed(
            basis=Text(QT_TRANSLATE_NOOP("core", "Unknown: no measurement of bitsandbytes stands behind an estimate."))
        )
    constants = rates[plan.engine]
    pace = _gpu_pace(architecture, plan, constants, gpus) if gpus else _cpu_pace(architecture, constants, machine)
    if pace is None:
        return Speed(
            basis=Text(
                QT_TRANSLATE_NOOP("core", "Unknown: the memory bandwidth of a device that the plan uses is not known.")
            )
        )
    streams = plan.settings.parallel
    alone, together = _step(architecture, plan, pace, 1), _step(architecture, plan, pace, streams)
    prefill = _prefill(architecture, plan, pace)
    return speed_of(alone, together, prefill, streams, _basis(architecture, constants, pace, gpus))


def _gpu_pace(architecture: Architecture, plan: Plan, constants: EngineRate, gpus: tuple[Gpu, ...]) -> _Pace | None:
    """Return the pace of GPUs: in tensor parallel all at once, else one after the other, each with its layers."""
    share = constants.reached(plan.quantisation or "")
    bandwidths = [gbs for gpu in gpus if (gbs := reached_gbs(gpu, share))]
    if len(bandwidths) < len(gpus):
        return None
    experts, tensor_parallel = architecture.moe is not None, plan.engine != "transformers"
    parts = len(gpus) if tensor_parallel else 1
    split = constants.split_host if len(gpus) > 1 else 1.0
    return _Pace(
        parts,
        bytes_per_s=_harmonic_mean(bandwidths) * 1e9,
        flops_per_s=_flops(gpus, parts, constants, experts=experts),
        layer_s=constants.layer_s(generation(gpus[0])),
        expert_layer_s=constants.expert_layer_us * 1e-6,
        host_layer_s=constants.host_layer_us * 1e-6 * split,
        step_s=constants.step_us * 1e-6,
        link=link_of(gpus[0]) if parts > 1 else None,
        spread=constants.spread + (constants.expert_spread if experts else 0.0) + unfitted_spread(gpus[0]),
    )


def _flops(gpus: tuple[Gpu, ...], parts: int, constants: EngineRate, *, experts: bool) -> float | None:
    rates = [gpu.fp16_tflops for gpu in gpus if gpu.fp16_tflops]
    if len(rates) < len(gpus):
        return None
    return _harmonic_mean(rates) * 1e12 * parts * (constants.expert_prefill if experts else constants.prefill)


def _harmonic_mean(rates: Sequence[float]) -> float:
    """Return the rate of parts of equal size; `statistics` counts in fractions, a hundred times as long."""
    return len(rates) / sum(1.0 / one for one in rates) if all(rates) else 0.0


def _cpu_pace(architecture: Architecture, constants: EngineRate, machine: Machine) -> _Pace | None:
    bandwidth, gflops = cpu_bandwidth_gbs(machine, "F16"), cpu_gflops(machine, "F16")
    if bandwidth is None:
        return None
    return _Pace(
        1,
        bytes_per_s=bandwidth * 1e9,
        flops_per_s=None if gflops is None else gflops * 1e9,
        layer_s=0.0,
        expert_layer_s=constants.expert_layer_us * 1e-6,
        host_layer_s=constants.host_layer_us * 1e-6,
        step_s=constants.step_us * 1e-6,
        link=None,
        spread=_CPU_SPREAD + (constants.expert_spread if architecture.moe else 0.0),
    )


def _step(architecture: Architecture, plan: Plan, pace: _Pace, streams: int) -> Step | None:
    """Return a step of some streams; None where several need a rate of arithmetic that is not known."""
    if streams > 1 and pace.flops_per_s is None:
        return None
    kernels = _read_s(architecture, plan, pace, streams) + _latency_s(architecture, pace, streams)
    if pace.flops_per_s is not None:
        kernels += (streams - 1) * _token_flops(architecture) / pace.flops_per_s
    host = architecture.n_layers * pace.host_layer_s
    cache = _cache_bytes(architecture, plan, pace) * streams / pace.bytes_per_s
    empty, full = (max(host, kernels + more) + pace.step_s for more in (0.0, cache))
    return Step(empty, full, pace.spread + streams_spread(streams), streams)


def _read_s(architecture: Architecture, plan: Plan, pace: _Pace, tokens: int) -> float:
    """Return the seconds of reading the weights once for some tokens."""
    weights, experts = checkpoint(architecture, plan.quantisation or ""), expert_share(architecture, tokens)
    return weights.read_on_each_gpu(pace.parts, max(1, architecture.n_kv_heads), experts) / pace.bytes_per_s


def _latency_s(architecture: Architecture, pace: _Pace, tokens: int) -> float:
    """Return the seconds that all layers take whatever they read, and that joining the results of tokens takes."""
    layers, moe = architecture.n_layers, architecture.moe
    seconds = layers * pace.layer_s + ((layers - moe.dense_layers) * pace.expert_layer_s if moe else 0.0)
    if pace.link is None:
        return seconds
    size = tokens * architecture.n_embd * _ACTIVATION_BYTES
    return seconds + EXCHANGES_PER_LAYER * layers * pace.link.exchange_s(size)


def _token_flops(architecture: Architecture) -> float:
    return 2.0 * weights_of(architecture, "BF16").active_params


def _cache_bytes(architecture: Architecture, plan: Plan, pace: _Pace) -> float:
    """Return what a token of one stream reads of its full cache on each part."""
    settings = plan.settings
    own = settings.context // settings.parallel
    if plan.engine == "transformers":  # every head's keys and values, whatever the attention
        return float(_ACTIVATION_BYTES * cache_width(architecture) * own)
    return token_bytes(architecture, settings, pace.parts) * own * attention_share(architecture, settings)


def _prefill(architecture: Architecture, plan: Plan, pace: _Pace) -> Range | None:
    """Return prompt tokens per second for one prompt of `PROMPT_TOKENS`."""
    if pace.flops_per_s is None:
        return None
    arithmetic = PROMPT_TOKENS * _token_flops(architecture) / pace.flops_per_s
    kernels = max(arithmetic, _read_s(architecture, plan, pace, PROMPT_TOKENS))
    kernels += _latency_s(architecture, pace, PROMPT_TOKENS)
    seconds = max(kernels, architecture.n_layers * pace.host_layer_s) + pace.step_s
    return rate(seconds / PROMPT_TOKENS, pace.spread + _PREFILL_SPREAD)


def _basis(architecture: Architecture, constants: EngineRate, pace: _Pace, gpus: tuple[Gpu, ...]) -> Text:
    if not gpus:
        return Text(
            QT_TRANSLATE_NOOP(
                "core",
                "Roughly computed from {gbs} GB/s that the CPU can read: no run of {engine} on a CPU stands behind it.",
            ),
            {"gbs": round(pace.bytes_per_s / 1e9), "engine": constants.name},
        )
    layer_s = pace.layer_s + (pace.expert_layer_s if architecture.moe else 0.0)
    arguments: dict[str, str | int | float | Text] = {
        "engine": constants.name,
        "percent": round(pace.bytes_per_s / 1e7 / _harmonic_mean([gpu.bandwidth_gbs or 0.0 for gpu in gpus])),
        "us": round(max(layer_s, pace.host_layer_s) * 1e6),
    }
    if pace.link is None:
        return Text(
            QT_TRANSLATE_NOOP(
                "core",
                "Computed: {engine} reaches {percent} % of the bandwidth and takes {us} µs a layer. "
                "Few public measurements stand behind it: the range is wide.",
            ),
            arguments,
        )
    return Text(
        QT_TRANSLATE_NOOP(
            "core",
            "Computed: {engine} in tensor parallel on {gpus} GPUs, {percent} % of their bandwidth, {us} µs a layer and "
            "{exchange} µs for each exchange. Few public measurements stand behind it: the range is wide.",
        ),
        {**arguments, "gpus": pace.parts, "exchange": round(pace.link.latency_us)},
    )
