"""What a machine is doing at one moment. None is "not known", never 0."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text


class Throttle(StrEnum):
    """Why a GPU's clock is below its best. The first two are ordinary, the others cost speed."""

    IDLE = "idle"
    POWER_CAP = "power_cap"
    CLOCK_SETTING = "clock_setting"
    SYNC_BOOST = "sync_boost"
    THERMAL = "thermal"
    HARDWARE_THERMAL = "hardware_thermal"
    HARDWARE_SLOWDOWN = "hardware_slowdown"
    POWER_BRAKE = "power_brake"


_THROTTLE_WORDS = {
    Throttle.IDLE: QT_TRANSLATE_NOOP("core", "idle"),
    Throttle.POWER_CAP: QT_TRANSLATE_NOOP("core", "at its power limit"),
    Throttle.CLOCK_SETTING: QT_TRANSLATE_NOOP("core", "clock limited by a setting"),
    Throttle.SYNC_BOOST: QT_TRANSLATE_NOOP("core", "held to the slowest GPU of its group"),
    Throttle.THERMAL: QT_TRANSLATE_NOOP("core", "slowed down by heat"),
    Throttle.HARDWARE_THERMAL: QT_TRANSLATE_NOOP("core", "too hot: slowed down by the hardware"),
    Throttle.HARDWARE_SLOWDOWN: QT_TRANSLATE_NOOP("core", "slowed down by the hardware"),
    Throttle.POWER_BRAKE: QT_TRANSLATE_NOOP("core", "slowed down by the power supply"),
}


def throttle_text(throttle: Throttle) -> Text:
    """Return the reason in words: "slowed down by heat"."""
    return Text(_THROTTLE_WORDS[throttle])


@dataclass(frozen=True, slots=True)
class CpuState:
    """CPU load over the last interval, percent of all threads and of each.

    Attributes:
        frequency_mhz: mean clock of the threads now.
        load_1min: how many tasks run or wait to, mean of a minute; None where the system has no such number.
        power_w: of all packages, mean of the last interval; None where the system tells it to nobody or not to us.
    """

    utilisation_percent: float | None = None
    per_core_percent: tuple[float, ...] = ()
    frequency_mhz: float | None = None
    load_1min: float | None = None
    power_w: float | None = None


@dataclass(frozen=True, slots=True)
class MemoryState:
    """Host memory now.

    Attributes:
        cached_bytes: file cache; it counts as available.
        swap_out_bytes_per_s: written to swap over the last interval.
        major_faults_per_s: pages that had to be read from a disk, the whole machine's.
    """

    total_bytes: int | None = None
    used_bytes: int | None = None
    available_bytes: int | None = None
    cached_bytes: int | None = None
    swap_total_bytes: int | None = None
    swap_used_bytes: int | None = None
    swap_out_bytes_per_s: float | None = None
    major_faults_per_s: float | None = None


@dataclass(frozen=True, slots=True)
class GpuState:
    """One accelerator at one moment.

    Attributes:
        index: position in the driver's order.
        uuid: the driver's identifier of this very card.
        memory_used_bytes: None when the driver does not say.
        memory_reserved_bytes: what the driver keeps for itself.
        memory_controller_percent: share of time in which memory was read or written.
        has_counters: False: this card has no performance counters (GPM: Hopper and later); None: not known.
        sm_activity_percent: share of time with a warp on the multiprocessors, from the counters as the next three.
        sm_occupancy_percent: resident warps over the most that there can be.
        tensor_activity_percent: share of time in which a matrix unit worked.
        dram_activity_percent: memory traffic over the peak.
        pcie_rx_bytes_per_s: host to device.
        pcie_tx_bytes_per_s: device to host.
        pcie_generation: of the link now; an idle card lowers it.
        throttles: why the clock is below its best; None when the driver does not say.
        power_limit_w: what the card may draw now.
        energy_j: drawn since the driver was loaded.
        ecc_uncorrected: memory errors since the driver was loaded.
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
    uuid: str | None = None
    memory_free_bytes: int | None = None
    memory_reserved_bytes: int | None = None
    memory_controller_percent: float | None = None
    has_counters: bool | None = None
    sm_occupancy_percent: float | None = None
    tensor_activity_percent: float | None = None
    dram_activity_percent: float | None = None
    pcie_rx_bytes_per_s: float | None = None
    pcie_tx_bytes_per_s: float | None = None
    pcie_generation: int | None = None
    pcie_width: int | None = None
    sm_clock_mhz: float | None = None
    memory_clock_mhz: float | None = None
    throttles: tuple[Throttle, ...] | None = None
    power_limit_w: float | None = None
    energy_j: float | None = None
    memory_temperature_c: float | None = None
    fan_percent: float | None = None
    ecc_corrected: int | None = None
    ecc_uncorrected: int | None = None


@dataclass(frozen=True, slots=True)
class GpuProcess:
    """A process that holds memory of a GPU.

    Attributes:
        gpu_index: as `GpuState.index`; a process on two GPUs is listed twice.
        name: of its program; None when the system does not tell.
        memory_bytes: None where the driver does not tell it by process (Windows, WSL).
        utilisation_percent: of the multiprocessors over the last interval.
        watched: it belongs to the watched process tree.
    """

    pid: int
    gpu_index: int
    name: str | None = None
    memory_bytes: int | None = None
    utilisation_percent: float | None = None
    watched: bool = False


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
        busiest_thread_percent: of the tree's threads; 100 is a thread that never waits.
        read_bytes_per_s: from disks, the cache's share left out.
    """

    pid: int
    rss_bytes: int | None = None
    vram_bytes: int | None = None
    cpu_percent: float | None = None
    busiest_thread_percent: float | None = None
    threads: int | None = None
    read_bytes_per_s: float | None = None
    write_bytes_per_s: float | None = None


@dataclass(frozen=True, slots=True)
class Sample:
    """Everything read in one tick.

    Attributes:
        time_s: wall clock, seconds since the epoch.
        monotonic_s: the clock that charts use; it never jumps.
        process: None when no process is watched.
        gpu_processes: who holds GPU memory; None when no driver tells.
        stale: source ("cpu", "memory", "disk", "network", "process") -> why its values are old or missing;
            a GPU driver ("nvidia", …) only while it has not yet listed its cards, later each card says it itself.
    """

    time_s: float
    monotonic_s: float
    cpu: CpuState = CpuState()
    memory: MemoryState = MemoryState()
    gpus: tuple[GpuState, ...] = ()
    disk: TransferRates = TransferRates()
    network: TransferRates = TransferRates()
    process: ProcessState | None = None
    gpu_processes: tuple[GpuProcess, ...] | None = None
    stale: Mapping[str, Text] = field(default_factory=dict)
