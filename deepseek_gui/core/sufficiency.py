"""Whether what the article asks for a tier is enough for the models that it names, more, or less: with the figure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache

from deepseek_gui.catalog.models import find_model
from deepseek_gui.catalog.tiers import tiers
from deepseek_gui.core.estimating import estimate
from deepseek_gui.domain.machine import Gpu, Machine, Memory
from deepseek_gui.domain.plan import Plan, RunSettings
from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text
from deepseek_gui.domain.units import format_gib
from deepseek_gui.domain.verdict import Sufficiency, Tier, TierNeed

MODELS: Mapping[Tier, tuple[tuple[str, str], ...]] = {
    Tier.BASIC: tuple(("r1-distill-qwen-7b", name) for name in ("F16", "Q8_0", "Q4_K_M")),
    Tier.PROFESSIONAL: (
        ("r1-distill-qwen-14b", "F16"),
        ("r1-distill-qwen-32b", "F16"),
        ("r1-distill-qwen-32b", "Q4_K_M"),
    ),
    Tier.ENTERPRISE: (("r1-distill-llama-70b", "F16"), ("deepseek-r1-0528", "Q8_0"), ("deepseek-r1-0528", "Q4_K_M")),
}
"""Today's models nearest to those that the article names, in its FP16 where it may mean that, and quantised."""

CONTEXT = 8192


@cache
def sufficiencies() -> tuple[Sufficiency, ...]:
    """Return for each tier what its GPU memory leaves or lacks, computed as every other plan is."""
    return tuple(found for need in tiers() for found in _of_tier(need))


def _of_tier(need: TierNeed) -> Iterator[Sufficiency]:
    machine = asked_machine(need)
    for model_id, quantisation in MODELS[need.tier]:
        model = find_model(model_id)
        layers = model.architecture.n_layers + 1 if model.architecture else 0
        plan = Plan(model_id, quantisation, settings=RunSettings(context=CONTEXT, gpu_layers=layers))
        gpus = [device for device in estimate(plan, machine).devices if device.kind == "gpu"]
        taken = sum(device.total_bytes for device in gpus)
        spare = sum(device.free_bytes or 0 for device in gpus) - taken
        arguments = {
            "model": model.name,
            "quantisation": quantisation,
            "taken": format_gib(taken),
            "asked": format_gib(need.gpu_memory_bytes),
            "difference": format_gib(abs(spare)),
        }
        yield Sufficiency(need.tier, Text(_MORE if spare >= 0 else _LESS, arguments), spare)


_MORE = QT_TRANSLATE_NOOP(
    "core", "{model} in {quantisation} takes {taken}: the {asked} asked for are enough, {difference} remain."
)
_LESS = QT_TRANSLATE_NOOP(
    "core", "{model} in {quantisation} takes {taken}: the {asked} asked for are too little, {difference} are missing."
)


def asked_machine(need: TierNeed) -> Machine:
    """Return a machine with just what a tier asks for."""
    gpu = Gpu("GPU", vram_bytes=need.gpu_memory_bytes // need.gpu_count, bandwidth_gbs=need.gpu_bandwidth_gbs)
    gpus = tuple(
        replace(gpu, interconnect=need.interconnects[-1] if need.interconnects else None) for _ in range(need.gpu_count)
    )
    return Machine(str(need.name), memory=Memory(total_bytes=need.memory_bytes), gpus=gpus, simulated=True)
