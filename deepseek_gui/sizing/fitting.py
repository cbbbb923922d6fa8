"""Whether devices hold what a plan takes: what is short, and of what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from deepseek_gui.domain.machine import Machine
from deepseek_gui.domain.plan import DeviceMemory
from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text
from deepseek_gui.domain.units import format_gib
from deepseek_gui.sizing.holdings import short_bytes


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether it fits; why not, and what would help."""

    fits: bool
    reason: Text | None = None
    remedy: Text | None = None


FITS = Verdict(fits=True)


def judge_devices(devices: Sequence[DeviceMemory], remedy: Text | None = None) -> Verdict:
    """Return whether the devices have room for their parts; a device of unknown size has.

    Args:
        devices: what a plan takes, and what it may use.
        remedy: what would help when they do not fit; None where the caller looks for one only then.
    """
    gpu_short = sum(short_bytes(device) for device in devices if device.kind == "gpu")
    host_short = sum(short_bytes(device) for device in devices if device.kind == "host")
    if not gpu_short and not host_short:
        return FITS
    if gpu_short > host_short:
        return Verdict(fits=False, reason=short_of_gpu_memory(gpu_short), remedy=remedy)
    reason = Text(QT_TRANSLATE_NOOP("core", "Short by {missing} of RAM."), {"missing": format_gib(host_short)})
    return Verdict(fits=False, reason=reason, remedy=remedy)


def judge_disk(machine: Machine, file_bytes: int) -> Verdict:
    """Return whether the disk has room for a model's files; one of unknown size has."""
    free = machine.storage.free_bytes
    if free is None or file_bytes <= free:
        return FITS
    missing = format_gib(file_bytes - free)
    return Verdict(
        fits=False,
        reason=Text(
            QT_TRANSLATE_NOOP("core", "Short by {missing} of disk space for the model file."), {"missing": missing}
        ),
        remedy=Text(QT_TRANSLATE_NOOP("core", "Free {missing} on the disk."), {"missing": missing}),
    )


def short_of_gpu_memory(missing: int) -> Text:
    """Return the sentence for it."""
    return Text(QT_TRANSLATE_NOOP("core", "Short by {missing} of GPU memory."), {"missing": format_gib(missing)})
