"""What a machine is doing at one moment. None is "not known", never 0."""

from __future__ import annotations

from dataclasses import dataclass

from deepseek_gui.domain.text import Text


@dataclass(frozen=True, slots=True)
class CpuState:
    """CPU load over the last interval, percent of all threads and of each."""

    utilisation_percent: float | None = None
    per_core_percent: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class MemoryState:
    """Host memory now."""

    total_bytes: int | None = None
    used_bytes: int | None = None
    available_bytes: int | None = None


@dataclass(frozen=True, slots=True)
class GpuState:
    """One accelerator at one moment.

    Attributes:
        index: position in the driver's order.
        memory_used_bytes: None when the driver does not say.
        sm_activity_percent: share of time with a warp on the multiprocessors; only where GPM exists.
        stale: None, or why the values are old.
    """

    index: int
    name: str
    utilisation_percent: float | None = None
    memory_used_bytes: int | None = None
    memory_total_bytes: int | None = None
    power_w: float | None = None
    temperature_c: float | None = None
    sm_activity_percent: float | None = None
    stale: Text | None = None


@dataclass(frozen=True, slots=True)
class TransferRates:
    """Bytes per second in and out, of all disks or of all network links together."""

    read_bytes_per_s: float | None = None
    write_bytes_per_s: float | None = None


@dataclass(frozen=True, slots=True)
class ProcessState:
    """The watched process tree (the engine and its children), summed.

    Attributes:
        pid: root of the tree.
        rss_bytes: resident memory.
        vram_bytes: device memory of the tree over all GPUs; None where the driver does not tell it by process.
        cpu_percent: 100 is one thread busy.
    """

    pid: int
    rss_bytes: int | None = None
    vram_bytes: int | None = None
    cpu_percent: float | None = None


@dataclass(frozen=True, slots=True)
class Sample:
    """Everything read in one tick.

    Attributes:
        time_s: wall clock, seconds since the epoch.
        monotonic_s: the clock that charts use; it never jumps.
        process: None when no process is watched.
    """

    time_s: float
    monotonic_s: float
    cpu: CpuState = CpuState()
    memory: MemoryState = MemoryState()
    gpus: tuple[GpuState, ...] = ()
    disk: TransferRates = TransferRates()
    network: TransferRates = TransferRates()
    process: ProcessState | None = None
