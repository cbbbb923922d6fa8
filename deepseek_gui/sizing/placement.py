"""Where a model's parts go on a machine: one GPU, several, GPU and host memory, host only, or nowhere."""

from __future__ import annotations

from dataclasses import dataclass, replace

from deepseek_gui.domain.machine import Machine
from deepseek_gui.domain.model import Architecture
from deepseek_gui.domain.plan import DeviceMemory, LoadMode, RunSettings
from deepseek_gui.domain.text import Text
from deepseek_gui.sizing import memory
from deepseek_gui.sizing.holdings import Candidate, Job, Layout, Share, candidate, job_of
from deepseek_gui.sizing.layouts import layouts
from deepseek_gui.sizing.shortage import why_not
from deepseek_gui.sizing.weights import Weights


@dataclass(frozen=True, slots=True)
class Placement:
    """The best placement of a plan on a machine.

    Attributes:
        devices: GPUs that hold something, then the host; as if it fitted when it does not.
        settings: with layers, experts and split filled in.
        shares: one a device, same order.
        reason: why it does not fit, or None.
    """

    devices: tuple[DeviceMemory, ...]
    settings: RunSettings
    shares: tuple[Share, ...]
    fits: bool
    reason: Text | None = None
    remedy: Text | None = None


def place(
    architecture: Architecture,
    weights: Weights,
    machine: Machine,
    settings: RunSettings,
    engine: str = "embedded",
) -> Placement:
    """Return the best placement.

    Prefers one GPU, then all GPUs, then experts in host memory, then layers in host memory, then the host alone.
    Settings that force layers, experts or the split are obeyed. Each GPU keeps `memory.MARGIN_BYTES` free.

    Raises:
        ActionableError: settings that no engine takes (a quantised V cache without flash attention, …).
    """
    memory.check_settings(settings)
    job = job_of(architecture, weights, machine, settings, engine)
    best, ram_missing = _search(job)
    filled = _read_whole(_filled_in(job, best.layout), best.shares)
    if best.missing == 0:
        return Placement(best.devices, filled, best.shares, fits=True)

    reason, remedy = why_not(
        job, best, ram_missing, lambda changed: has_room(architecture, weights, machine, changed, engine)
    )
    return Placement(best.devices, filled, best.shares, fits=False, reason=reason, remedy=remedy)


def _read_whole(settings: RunSettings, shares: tuple[Share, ...]) -> RunSettings:
    """Return the settings with the file read instead of mapped, where a GPU computes prompts with weights in RAM.

    What was read lies in memory that is locked for the GPU: on an H100 with half of a 7B Q8_0 in RAM a prompt was read
    at 4,043 tokens per second, mapped at 972.
    """
    carried = any(share.gpu is None and (share.layers or share.expert_bytes) for share in shares)
    helped = any(share.gpu is not None and not share.gpu.unified_memory for share in shares)
    if settings.load_mode is not LoadMode.AUTO or not (carried and helped):
        return settings
    return replace(settings, load_mode=LoadMode.READ)


def has_room(
    architecture: Architecture, weights: Weights, machine: Machine, settings: RunSettings, engine: str = "embedded"
) -> bool:
    """Return whether settings fit; a part of what `place` does, for searches that ask often.

    Raises:
        ActionableError: as `place`.
    """
    memory.check_settings(settings)
    return _search(job_of(architecture, weights, machine, settings, engine))[0].missing == 0


def spare_bytes(
    architecture: Architecture, weights: Weights, machine: Machine, settings: RunSettings, engine: str = "embedded"
) -> int | None:
    """Return what is left on the fullest device, less than 0 where one is short; None where no size is known.

    Raises:
        ActionableError: as `place`.
    """
    memory.check_settings(settings)
    devices = _search(job_of(architecture, weights, machine, settings, engine))[0].devices
    return min(
        (device.free_bytes - device.total_bytes for device in devices if device.free_bytes is not None), default=None
    )


def _search(job: Job) -> tuple[Candidate, int | None]:
    """Return the first layout that fits, or the one that lacks least, and how much RAM alone would be enough.

    None when no amount of it is: the settings force more onto GPUs than they hold.
    """
    best: Candidate | None = None
    ram_missing: int | None = None
    for found in (candidate(job, layout) for layout in layouts(job)):
        if found.missing == 0:
            return found, 0
        if best is None or found.missing < best.missing:
            best = found
        if found.missing == found.shortages[-1]:
            ram_missing = found.missing if ram_missing is None else min(ram_missing, found.missing)
    if best is None:  # the last layout is always the host alone
        raise AssertionError
    return best, ram_missing


def _filled_in(job: Job, layout: Layout) -> RunSettings:
    """Return the settings with the placement as llama.cpp's options say it; the output counts as one layer."""
    if not layout.bounds:
        return replace(job.settings, gpu_layers=0, cpu_experts=None, tensor_split=())
    first = layout.bounds[0]
    counts = [end - start for start, end in zip(layout.bounds, layout.bounds[1:], strict=False)]
    used = [d for d, count in enumerate(counts) if count]
    counts[used[-1] if used else -1] += 1
    return replace(
        job.settings,
        gpu_layers=job.n_layers + 1 - first,
        cpu_experts=layout.cpu_experts or None,
        tensor_split=tuple(float(count) for count in counts) if len(counts) > 1 else (),
    )
