"""The measured read speed of the models' disk: only on request, kept in the cache folder."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from deepseek_gui.core.measurements import MEASURED, Kept
from deepseek_gui.domain.machine import Machine
from deepseek_gui.domain.text import Text

FACT = "storage.read_mbs"
FILE = "disk-read-speed.json"
_KEPT = Kept(FILE, plausible=(1.0, 1_000_000.0))


def with_kept_read_speed(machine: Machine, folder: Path, cache_dir: Path) -> Machine:
    """Return the machine with the read speed that was measured before on the disk of a folder, if it was."""
    kept = _KEPT.load(cache_dir).get(_key(machine, folder))
    return machine if kept is None else _with_speed(machine, kept)


def with_measured_read_speed(
    machine: Machine,
    folder: Path,
    cache_dir: Path,
    *,
    cancelled: threading.Event | None = None,
    progress: Callable[[float], None] | None = None,
) -> tuple[Machine, Text | None]:
    """Measure now, keep the result, and return the machine with it.

    Takes some seconds, at most about ten, writes up to 1 GiB and takes it away again: call it off the GUI thread.

    Returns:
        The machine, as it was when cancelled or when nothing could be measured, and then why not (None: cancelled).
    """
    from deepseek_gui.hardware.disk_speed import measure_read  # noqa: PLC0415  only when something is measured

    found = measure_read(folder, cancelled=cancelled, progress=progress)
    if found.read_mbs is None:
        return machine, found.reason
    _KEPT.save(cache_dir, _key(machine, folder), found.read_mbs)
    return _with_speed(machine, found.read_mbs), None


def _with_speed(machine: Machine, read_mbs: float) -> Machine:
    storage = replace(machine.storage, read_mbs=read_mbs)
    return replace(machine, storage=storage, sources={**machine.sources, FACT: MEASURED})


def _key(machine: Machine, folder: Path) -> str:
    """Return what a measurement belongs to: another disk under the same folder is another measurement."""
    disk = machine.storage
    size = "?" if disk.total_bytes is None else f"{disk.total_bytes / 1024**3:.0f} GiB"
    return f"{folder}, {disk.model or disk.bus or '?'}, {size}, {machine.cpu.name or '?'}"
