"""Estimates of the source "engine": the engine's own fit pass on this machine takes the place of computed memory."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.machine import Machine
from deepseek_gui.domain.model import Architecture
from deepseek_gui.domain.plan import DeviceMemory, Estimate, Source
from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text
from deepseek_gui.engines.dry_run import PROGRAMS, Row, device_memory, measure
from deepseek_gui.sizing.fitting import FITS, judge_devices, judge_disk

ASKED: tuple[str, ...] = ("embedded", *PROGRAMS)
"""Engines that can be asked."""

_BACKENDS = {"nvidia": "CUDA", "amd": "ROCm or Vulkan", "intel": "SYCL or Vulkan", "apple": "Metal"}


def asked(computed: Estimate, architecture: Architecture, file: Path | None, machine: Machine) -> Estimate:
    """Return an estimate with the memory that the engine itself reports, and the speed as computed.

    Args:
        computed: the estimate of the same plan; its placement is what the engine is asked for.
        architecture: of the model.
        file: the model file; None writes a sparse one (its header alone takes place) into a temporary folder.
        machine: this one.

    Raises:
        ActionableError: the engine cannot be asked, or does not see the devices that the plan needs.
    """
    _check(computed, machine)
    if file is not None:
        rows = measure(file, computed.settings, computed.plan.engine)
    else:
        rows = _measure_sparse(computed, architecture)
    _check_devices(rows, computed, machine)
    devices = _devices(rows, computed, copies=True)
    verdict = judge_devices(devices, _remedy(computed))
    if not verdict.fits:
        devices = _devices(rows, computed, copies=False)
        verdict = judge_devices(devices, _remedy(computed))
    disk = judge_disk(machine, computed.file_bytes) if verdict.fits and file is None else FITS
    verdict = verdict if disk.fits else disk
    return replace(
        computed,
        source=Source.ENGINE,
        devices=devices,
        fits=verdict.fits,
        reason=verdict.reason,
        remedy=verdict.remedy,
    )


def _check(computed: Estimate, machine: Machine) -> None:
    hint = Text(QT_TRANSLATE_NOOP("core", "Use the computed estimate."))
    if machine.simulated:
        raise ActionableError(
            Text(
                QT_TRANSLATE_NOOP("core", "Source: an engine can be asked about this computer only, not about {name}."),
                {"name": machine.name},
            ),
            hint,
        )
    if computed.plan.engine not in ASKED:
        raise ActionableError(
            Text(
                QT_TRANSLATE_NOOP("core", "Source: the engine {engine} cannot be asked what a model takes."),
                {"engine": computed.plan.engine},
            ),
            hint,
        )


def _measure_sparse(computed: Estimate, architecture: Architecture) -> tuple[Row, ...]:
    from deepseek_gui.modelfiles.writer import write_sparse  # noqa: PLC0415  numpy comes with it

    quantisation = computed.plan.quantisation or ""
    with tempfile.TemporaryDirectory(prefix="deepseek-gui-", ignore_cleanup_errors=True) as folder:
        file = Path(folder) / f"{computed.plan.model}.gguf"
        write_sparse(file, architecture, quantisation, name=computed.plan.model, vocabulary=False)
        return measure(file, computed.settings, computed.plan.engine)


def _check_devices(rows: Sequence[Row], computed: Estimate, machine: Machine) -> None:
    """Raise when the plan wants a GPU and the engine's build sees none: its numbers would be another plan's."""
    wanted = computed.plan.settings.gpu_layers or any(device.kind == "gpu" for device in computed.devices)
    if not machine.gpus or not wanted or any(row.free_bytes is not None for row in rows):
        return
    gpu = machine.gpus[0]
    raise ActionableError(
        Text(
            QT_TRANSLATE_NOOP("core", "Source: this build of {engine} does not see {gpu}: it has no {backend}."),
            {
                "engine": computed.plan.engine,
                "gpu": gpu.name,
                "backend": _BACKENDS.get(gpu.vendor or "", "support for it"),
            },
        ),
        Text(QT_TRANSLATE_NOOP("core", "Use the computed estimate, or install a build for this GPU.")),
    )


def _devices(rows: Sequence[Row], computed: Estimate, *, copies: bool) -> tuple[DeviceMemory, ...]:
    """Return the engine's devices that hold something.

    What no breakdown shows (the driver's share, the process) and what is free come from the computed estimate, which
    knows the machine as it was before the engine started.
    """
    found = [device for device in device_memory(rows, copies=copies) if device.kind == "host" or _holds(device)]
    known = [device for device in computed.devices if device.kind == "gpu"]
    host = computed.devices[-1]
    if len(known) != len(found) - 1:
        return (*found[:-1], _completed(found[-1], host))
    return tuple(_completed(device, other) for device, other in zip(found, (*known, host), strict=True))


def _holds(device: DeviceMemory) -> bool:
    return bool(device.weights_bytes or device.kv_cache_bytes or device.compute_bytes)


def _completed(device: DeviceMemory, known: DeviceMemory) -> DeviceMemory:
    free = known.free_bytes if known.free_bytes is not None else device.free_bytes
    return replace(device, name=known.name, overhead_bytes=known.overhead_bytes, free_bytes=free)


def _remedy(computed: Estimate) -> Text:
    if computed.remedy is not None:
        return computed.remedy
    return Text(QT_TRANSLATE_NOOP("core", "Choose a smaller quantisation or less context."))
