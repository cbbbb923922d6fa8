"""Samples -> findings, most important first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

from deepseek_gui.diagnosis.gpu_health import GPU_HEALTH, GPU_ORDINARY
from deepseek_gui.diagnosis.gpu_limits import GPU_LIMITS
from deepseek_gui.diagnosis.host import HOST, host_window
from deepseek_gui.diagnosis.window import gpu_windows
from deepseek_gui.domain.finding import Finding, Severity
from deepseek_gui.domain.machine import Machine
from deepseek_gui.domain.sample import Sample

W = TypeVar("W")

_ORDER = (Severity.WARNING, Severity.NOTICE, Severity.NORMAL)


def diagnose(samples: Sequence[Sample], machine: Machine | None) -> tuple[Finding, ...]:
    """Return what was found, the most important first: warnings, then notices, then what is normal.

    A load is found when 3 of the newest 5 samples show it; a driver that does not answer, memory errors and old
    readings from the newest alone. "Busy for long" needs samples of the last ten minutes; what lies further back is
    not looked at. Each GPU has at most one limit (`gpu_limits`). No sample, no finding; never raises.

    Args:
        samples: oldest first, the newest last.
        machine: its facts (PCIe link, cores); without them the rules that need them are silent.
    """
    if not samples:
        return ()
    gpus, host = gpu_windows(samples, machine), host_window(samples, machine)
    found = [
        *_each(GPU_HEALTH, gpus),
        *(limit for gpu in gpus for limit in islice(_each(GPU_LIMITS, (gpu,)), 1)),
        *_each(HOST, (host,)),
        *_each(GPU_ORDINARY, gpus),
    ]
    return tuple(sorted(found, key=lambda finding: _ORDER.index(finding.severity)))


def _each(rules: Iterable[Callable[[W], Finding | None]], windows: Sequence[W]) -> Iterator[Finding]:
    """Return what the rules find, rule by rule."""
    return (finding for rule in rules for window in windows if (finding := rule(window)) is not None)
