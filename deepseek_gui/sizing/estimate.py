"""The front of this room: a plan on a machine -> memory by device, speed, and whether it fits."""

from __future__ import annotations

from dataclasses import replace

from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.machine import Machine
from deepseek_gui.domain.model import Architecture
from deepseek_gui.domain.plan import Estimate, Plan, RunSettings, Source
from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text
from deepseek_gui.sizing.checkpoint import BITSANDBYTES, SAFETENSORS_ENGINES, checkpoint
from deepseek_gui.sizing.engine_speed import estimate_engine_speed
from deepseek_gui.sizing.fitting import judge_disk
from deepseek_gui.sizing.memory import check_settings
from deepseek_gui.sizing.placement import Placement, place
from deepseek_gui.sizing.pytorch import PyTorchPlacement, place_pytorch
from deepseek_gui.sizing.serving import place_serving
from deepseek_gui.sizing.speed import estimate_speed
from deepseek_gui.sizing.support import SERVERS
from deepseek_gui.sizing.weights import Weights

GGUF_ENGINES: tuple[str, ...] = ("embedded", "llama-server", "ollama", "llama.cpp")
"""Engines that run llama.cpp; the last is its command-line tools."""

ENGINES: tuple[str, ...] = (*GGUF_ENGINES, *SAFETENSORS_ENGINES)
"""Engines that can be estimated."""


def estimate_plan(
    plan: Plan,
    architecture: Architecture,
    weights: Weights,
    machine: Machine,
    file_bytes: int,
) -> Estimate:
    """Return what a plan takes and gives on a machine, computed.

    Args:
        plan: what to run.
        architecture: of its model.
        weights: summary of its tensors (`weights.weights_of`, or `weights.summarise` for a file's header).
        machine: where.
        file_bytes: size of the model file.

    Raises:
        ActionableError: settings that contradict each other, or an engine that cannot be estimated.
    """
    if plan.engine not in GGUF_ENGINES:
        raise ActionableError(
            Text(QT_TRANSLATE_NOOP("core", "The engine “{engine}” cannot be estimated here."), {"engine": plan.engine}),
            Text(QT_TRANSLATE_NOOP("core", "Use one of: {engines}."), {"engines": ", ".join(GGUF_ENGINES)}),
        )
    placement = place(architecture, weights, machine, plan.settings, plan.engine)
    if placement.fits and plan.file is None:
        placement = _with_disk(placement, machine, file_bytes)
    return Estimate(
        plan=plan,
        settings=placement.settings,
        source=Source.COMPUTED,
        fits=placement.fits,
        file_bytes=file_bytes,
        devices=placement.devices,
        speed=estimate_speed(architecture, weights, placement, machine, samples=plan.engine != "llama.cpp"),
        reason=placement.reason,
        remedy=placement.remedy,
    )


def estimate_checkpoint(plan: Plan, architecture: Architecture, machine: Machine) -> Estimate:
    """Return what a plan for an engine that loads safetensors takes and gives on a machine.

    Args:
        plan: what to run; its quantisation is one of `checkpoint.FORMATS`.
        architecture: of its model.
        machine: where.

    Raises:
        ActionableError: settings that contradict each other, or that the engine does not have.
    """
    check_settings(plan.settings)
    place_it = place_pytorch if plan.engine == "transformers" else place_serving
    placed = place_it(architecture, machine, plan)
    stored = "BF16" if plan.quantisation in BITSANDBYTES else plan.quantisation or ""
    file_bytes = checkpoint(architecture, stored).total_bytes
    verdict = placed.verdict
    if verdict.fits and plan.file is None:
        verdict = judge_disk(machine, file_bytes)
    return Estimate(
        plan=plan,
        settings=_dealt_out(plan, len(placed.gpus)),
        source=Source.COMPUTED,
        fits=verdict.fits,
        file_bytes=file_bytes,
        devices=placed.devices,
        speed=estimate_engine_speed(architecture, plan, placed.gpus, machine),
        reason=verdict.reason,
        remedy=verdict.remedy,
        cache_tokens=placed.cache_tokens,
        note=placed.note if isinstance(placed, PyTorchPlacement) else None,
    )


def _dealt_out(plan: Plan, gpus: int) -> RunSettings:
    """Return the settings with the share of each GPU that a server deals the model out over."""
    if plan.engine not in SERVERS or gpus < 2:
        return plan.settings
    return replace(plan.settings, tensor_split=(1.0,) * gpus)


def _with_disk(placement: Placement, machine: Machine, file_bytes: int) -> Placement:
    """Return the placement, not fitting when the disk has no room for the file."""
    disk = judge_disk(machine, file_bytes)
    if disk.fits:
        return placement
    return replace(placement, fits=False, reason=disk.reason, remedy=disk.remedy)
