"""The measured bandwidth of this machine's memory: measured once, kept in the cache folder."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from deepseek_gui.core.measurements import MEASURED, Kept
from deepseek_gui.domain.machine import Machine

_log = logging.getLogger(__name__)

FACT = "memory.bandwidth_gbs"
FILE = "memory-bandwidth.json"
_KEPT = Kept(FILE, plausible=(1.5, 100_000.0))


def with_kept_bandwidth(machine: Machine, cache_dir: Path) -> Machine:
    """Return the machine with the bandwidth that was measured here before, if it was."""
    kept = _KEPT.load(cache_dir).get(_key(machine))
    return machine if kept is None else _with_bandwidth(machine, kept)


def with_measured_bandwidth(
    machine: Machine,
    cache_dir: Path,
    *,
    cancelled: threading.Event | None = None,
    progress: Callable[[float], None] | None = None,
) -> Machine | None:
    """Measure now, keep the result, and return the machine with it.

    Takes half a second and all cores. The machine stays as it is when too little memory is free to measure; a cache
    folder that cannot be written to only means that the next start measures again.

    Returns:
        None when cancelled.
    """
    from deepseek_gui.engines.embedded_child import usable_cores  # noqa: PLC0415  only when something is measured
    from deepseek_gui.hardware.bandwidth import measure_bandwidth  # noqa: PLC0415  likewise

    measured = measure_bandwidth(usable_cores(), cancelled=cancelled, progress=progress)
    if cancelled is not None and cancelled.is_set():
        return None
    if measured is None:
        _log.info("too little memory is free to measure its bandwidth")
        return machine
    rounded = round(measured, 1)
    _KEPT.save(cache_dir, _key(machine), rounded)
    return _with_bandwidth(machine, rounded)


def _with_bandwidth(machine: Machine, bandwidth_gbs: float) -> Machine:
    memory = replace(machine.memory, bandwidth_gbs=bandwidth_gbs, bandwidth_measured=True)
    return replace(machine, memory=memory, sources={**machine.sources, FACT: MEASURED})


def _key(machine: Machine) -> str:
    """Return what a measurement belongs to: a home folder may be shared, a machine may be changed."""
    total = machine.memory.total_bytes
    size = "?" if total is None else f"{total / 1024**3:.0f} GiB"
    return f"{machine.cpu.name or '?'}, {machine.cpu.threads or '?'} threads, {size}"
