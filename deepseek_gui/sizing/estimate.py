"""The front of this room: a plan on a machine -> memory by device, speed, and whether it fits."""

from __future__ import annotations

from dataclasses import replace

from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.machine import Machine
from deepseek_gui.domain.model import Architecture
from deepseek_gui.domain.plan import Estimate, Plan, Source
from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text
from deepseek_gui.sizing.fitting import judge_disk
from deepseek_gui.sizing.placement import Placement, place
from deepseek_gui.sizing.speed import estimate_speed
from deepseek_gui.sizing.weights import Weights

ENGINES: tuple[str, ...] = ("embedded", "llama-server", "ollama", "llama.cpp")
"""Engines that can be estimated; all run llama.cpp, the last is its command-line tools."""


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
    if plan.engine not in ENGINES:
        raise ActionableError(
            Text(QT_TRANSLATE_NOOP("core", "The engine “{engine}” cannot be estimated here."), {"engine": plan.engine}),
            Text(QT_TRANSLATE_NOOP("core", "Use one of: {engines}."), {"engines": ", ".join(ENGINES)}),
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
        speed=estimate_speed(architecture, weights, placement, machine),
        reason=placement.reason,
        remedy=placement.remedy,
    )


def _with_disk(placement: Placement, machine: Machine, file_bytes: int) -> Placement:
    """Return the placement, not fitting when the disk has no room for the file."""
    disk = judge_disk(machine, file_bytes)
    if disk.fits:
        return placement
    return replace(placement, fits=False, reason=disk.reason, remedy=disk.remedy)
