"""Machines: this one as detected, another one by name, and the reader that belongs to each."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from deepseek_gui.core.sampler import Reader

if TYPE_CHECKING:
    from deepseek_gui.domain.machine import Machine
    from deepseek_gui.domain.text import Text

# The imports below stand in the functions: the window paints before psutil, NVML and the catalogue are needed.


def current_machine(models_dir: Path | None = None, *, cache_dir: Path | None = None) -> Machine:
    """Return this machine with the bandwidth of its memory, which is measured when nothing tells it.

    May take a second (drivers wake up), and another half for the first measurement: call it off the GUI thread.

    Args:
        models_dir: the folder whose disk counts; None is where the program keeps its models.
        cache_dir: where the measurement is kept; None is the program's own.
    """
    found = detected_machine(models_dir, cache_dir=cache_dir)
    return found if found.memory.bandwidth_gbs is not None else measured_machine(found, cache_dir=cache_dir) or found


def detected_machine(models_dir: Path | None = None, *, cache_dir: Path | None = None) -> Machine:
    """Return this machine: what the system tells and what was measured before, gaps filled from the catalogue.

    Measures nothing. May take a second (drivers wake up): call it off the GUI thread. Arguments as above.
    """
    from deepseek_gui.catalog.machines import complete  # noqa: PLC0415
    from deepseek_gui.core.disk_speed import with_kept_read_speed  # noqa: PLC0415
    from deepseek_gui.core.memory_speed import with_kept_bandwidth  # noqa: PLC0415
    from deepseek_gui.hardware.probe import probe  # noqa: PLC0415
    from deepseek_gui.settings.paths import default_paths  # noqa: PLC0415

    folder, cache = models_dir or default_paths().models_dir, cache_dir or default_paths().cache_dir
    machine = complete(probe(folder))
    return with_kept_read_speed(with_kept_bandwidth(machine, cache), folder, cache)


def measured_machine(
    machine: Machine,
    *,
    cache_dir: Path | None = None,
    cancelled: threading.Event | None = None,
    progress: Callable[[float], None] | None = None,
) -> Machine | None:
    """Return this machine with the bandwidth of its memory measured now; None when cancelled.

    Takes half a second of all cores: call it off the GUI thread.

    Args:
        machine: this machine, as detected.
        cache_dir: where the measurement is kept; None is the program's own.
        cancelled: set it to stop within a tenth of a second.
        progress: is told the share that is done, 0 to 1, on the thread that called.
    """
    from deepseek_gui.core.memory_speed import with_measured_bandwidth  # noqa: PLC0415
    from deepseek_gui.settings.paths import default_paths  # noqa: PLC0415

    cache = cache_dir or default_paths().cache_dir
    return with_measured_bandwidth(machine, cache, cancelled=cancelled, progress=progress)


def machine_with_disk_speed(
    machine: Machine,
    models_dir: Path | None = None,
    *,
    cache_dir: Path | None = None,
    cancelled: threading.Event | None = None,
    progress: Callable[[float], None] | None = None,
) -> tuple[Machine, Text | None]:
    """Return this machine with the read speed of the models' disk measured now, and why there is none.

    Takes some seconds and writes up to 1 GiB, which goes again: only on request, off the GUI thread.

    Args:
        machine: this machine, as detected.
        models_dir: the folder whose disk counts; None is where the program keeps its models.
        cache_dir: where the measurement is kept; None is the program's own.
        cancelled: set it to stop within a block of 8 MiB; the machine comes back as it was.
        progress: is told the share that is done, 0 to 1, on the thread that called.
    """
    from deepseek_gui.core.disk_speed import with_measured_read_speed  # noqa: PLC0415
    from deepseek_gui.settings.paths import default_paths  # noqa: PLC0415

    folder, cache = models_dir or default_paths().models_dir, cache_dir or default_paths().cache_dir
    return with_measured_read_speed(machine, folder, cache, cancelled=cancelled, progress=progress)


def disk_test_folder(models_dir: Path | None = None) -> Path:
    """Return the folder that the disk's test reads and writes in: the models', or the nearest above it that exists.

    Args:
        models_dir: the folder whose disk counts; None is where the program keeps its models.
    """
    from deepseek_gui.hardware.storage import existing_part  # noqa: PLC0415
    from deepseek_gui.settings.paths import default_paths  # noqa: PLC0415

    folder = models_dir or default_paths().models_dir
    return existing_part(folder) or folder


def machine_named(name_or_path: str | Path) -> Machine:
    """Return an example machine or the one that a TOML file describes, completed and marked as simulated.

    Raises:
        ActionableError: there is no such machine, or a field of the file is wrong.
    """
    from dataclasses import replace  # noqa: PLC0415

    from deepseek_gui.catalog.machines import complete, load_machine  # noqa: PLC0415

    return replace(complete(load_machine(str(name_or_path))), simulated=True)


def reader_for(machine: Machine | None = None) -> Reader:
    """Return what samples this machine; None is the one the program runs on. Cheap: sources open at the first read."""
    if machine is not None and machine.simulated:
        from deepseek_gui.hardware.simulated import SimulatedReader  # noqa: PLC0415

        return SimulatedReader(machine)
    from deepseek_gui.hardware.reader import SystemReader  # noqa: PLC0415

    return SystemReader()
