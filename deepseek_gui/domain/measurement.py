"""Speeds that were measured on a machine, as estimates use them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from deepseek_gui.domain.machine import Machine
from deepseek_gui.domain.plan import RunSettings


@dataclass(frozen=True, slots=True)
class SpeedMeasurement:
    """One measured run of a model on a machine.

    Attributes:
        model: catalogue id.
        quantisation: of its weights.
        engine: that ran it.
        settings: as they were asked for, so that an estimate places the model alike.
        devices: names of the devices that computed, in the plan's order.
        decode_tps: one stream at an almost empty context (as tg128); None when it was not measured.
        prefill_tps: a prompt of about 512 tokens; None when it was not measured.
        throughput_tps: all `settings.parallel` streams together; None when it was not measured.
        scatter: half-width of repeated runs on a logarithmic scale; None when there was one.
        measured_at: ISO 8601.
    """

    model: str
    quantisation: str
    engine: str
    settings: RunSettings
    devices: tuple[str, ...]
    decode_tps: float | None = None
    prefill_tps: float | None = None
    throughput_tps: float | None = None
    scatter: float | None = None
    measured_at: str = ""


class MeasurementStore(Protocol):
    """Where measurements are kept."""

    def measurements_for(self, machine: Machine) -> Sequence[SpeedMeasurement]:
        """Return what was measured on this very machine."""
        ...
