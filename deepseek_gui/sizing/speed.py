"""How fast a placement runs under llama.cpp: one stream, several at once, a prompt, and how the numbers were made.

The parts are in `decode` and `prefill`; the fitted constants stand in `rooflines` and `processors`. Several GPUs share
the layers, one after the other: llama.cpp's split by rows is not modelled.
"""

from __future__ import annotations

from deepseek_gui.domain.machine import Machine
from deepseek_gui.domain.model import Architecture
from deepseek_gui.domain.plan import Range, Source, Speed
from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text
from deepseek_gui.sizing.decode import Step, decode_step
from deepseek_gui.sizing.placement import Placement
from deepseek_gui.sizing.prefill import first_token_s, prefill_rate
from deepseek_gui.sizing.processors import cpu_bandwidth_gbs, weights_kind
from deepseek_gui.sizing.rooflines import generation, roofline
from deepseek_gui.sizing.weights import Weights
from deepseek_gui.sizing.workers import workers_of


def estimate_speed(
    architecture: Architecture, weights: Weights, placement: Placement, machine: Machine, *, samples: bool = False
) -> Speed:
    """Return decode, prefill and time to first token as ranges; None where a needed fact is unknown.

    One stream's speed is as llama-bench's tg128; that of several holds the choice of their tokens where `samples`.
    """
    workers, settings = workers_of(architecture, weights, placement, machine), placement.settings
    alone = decode_step(architecture, weights, workers, settings)
    together = alone
    if settings.parallel > 1:
        together = decode_step(architecture, weights, workers, settings, settings.parallel, samples=samples)
    prefill = prefill_rate(architecture, weights, workers, placement)
    return speed_of(alone, together, prefill, settings.parallel, _basis(placement, weights, machine, alone))


def speed_of(alone: Step | None, together: Step | None, prefill: Range | None, streams: int, basis: Text) -> Speed:
    """Return the figures of a step with one stream, of one with all of them, and of a prompt."""
    return Speed(
        decode_tps=alone.empty_tps if alone else None,
        decode_tps_at_context=alone.full_tps if alone else None,
        prefill_tps=prefill,
        time_to_first_token_s=first_token_s(prefill) if alone else None,
        source=Source.COMPUTED,
        basis=basis,
        streams=streams,
        throughput_tps=together.empty_tps if together else None,
        throughput_tps_at_context=together.full_tps if together else None,
    )


def _basis(placement: Placement, weights: Weights, machine: Machine, alone: Step | None) -> Text:
    if alone is None:
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
        "percent": round(100 * constants.reached(weights_kind(weights.main_type), gpu)),
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
