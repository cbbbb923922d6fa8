"""One NVIDIA card: each field asked by itself, what it never tells is asked once."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from deepseek_gui.domain.sample import GpuProcess, GpuState, Throttle
from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text
from deepseek_gui.hardware.gpus import asleep, lost
from deepseek_gui.hardware.limits import (
    CLOCK_MHZ,
    GPU_POWER_W,
    MEMORY_BYTES,
    PERCENT,
    TEMPERATURE_C,
    whole_within,
    within,
)
from deepseek_gui.hardware.nvidia_calls import Calls, GpuLostError
from deepseek_gui.hardware.nvidia_gpm import Counted, PerformanceCounters
from deepseek_gui.hardware.nvidia_processes import CardProcesses
from deepseek_gui.hardware.nvidia_slow import SlowReader
from deepseek_gui.hardware.processes import ProcessNames

log = logging.getLogger(__name__)

T = TypeVar("T")

THROTTLES = {
    0x001: Throttle.IDLE,
    0x002: Throttle.CLOCK_SETTING,
    0x004: Throttle.POWER_CAP,
    0x008: Throttle.HARDWARE_SLOWDOWN,
    0x010: Throttle.SYNC_BOOST,
    0x020: Throttle.THERMAL,
    0x040: Throttle.HARDWARE_THERMAL,
    0x080: Throttle.POWER_BRAKE,
    0x100: Throttle.CLOCK_SETTING,
}
"""nvmlClocksEventReason* of nvml.h; bits that are not listed say nothing yet."""
LARGEST_MASK = 0xFFFF
"""More bits than NVIDIA will soon need are no mask."""
DELAY_S = 0.6
"""The cards of a server take turns with what takes long."""


@dataclass(slots=True)
class _Readers:
    """All that asks one handle."""

    calls: Calls
    counters: PerformanceCounters
    slow: SlowReader
    processes: CardProcesses


@dataclass(slots=True)
class NvidiaCard:
    """One card: its handle, its address on the bus, its last state.

    Attributes:
        key: the driver's identifier; before it was ever told, the place or the address.
        place: in the list of cards.
        lost: there is no handle.
    """

    key: str
    place: int
    names: ProcessNames
    name: str = "NVIDIA GPU"
    address: str | None = None
    uuid: str | None = None
    lost: bool = True
    last: GpuState | None = None
    readers: _Readers | None = field(default=None, repr=False)

    def attach(self, nvml: Any, handle: Any, key: str, clock: Callable[[], float]) -> None:
        """Take a fresh handle; everything is asked anew."""
        calls = Calls(nvml, handle)
        self.readers = _Readers(
            calls,
            PerformanceCounters(nvml, clock),
            SlowReader(calls, clock, delay_s=self.place % 8 * DELAY_S),
            CardProcesses(calls, self.names, clock),
        )
        self.key, self.lost = key, False
        self.name = as_text(attempt(nvml.nvmlDeviceGetName, handle)) or self.name
        self.uuid = as_text(attempt(nvml.nvmlDeviceGetUUID, handle)) or self.uuid
        self.address = bus_address(nvml, handle) or self.address

    def detach(self) -> None:
        """Give the handle back; call before NVML is shut down."""
        if self.readers is not None:
            attempt(self.readers.counters.free)
        self.readers, self.lost = None, True

    def read(self) -> GpuState:
        """Return the state of now.

        Raises:
            GpuLostError: the card answers no more.
        """
        if self.readers is None:
            raise GpuLostError
        calls, nvml = self.readers.calls, self.readers.calls.nvml
        calls.puzzled = False
        load = calls.ask("utilisation", nvml.nvmlDeviceGetUtilizationRates)
        milliwatts = calls.ask("power", nvml.nvmlDeviceGetPowerUsage)
        celsius = calls.ask("temperature", nvml.nvmlDeviceGetTemperature, nvml.NVML_TEMPERATURE_GPU)
        memory = self._memory(calls)
        used, total = memory_bytes(memory)
        if calls.puzzled and load is None and milliwatts is None and celsius is None and total is None:
            raise GpuLostError
        limits = (0, total or 0)
        reserved = getattr(memory, "reserved", None)
        counted = calls.ask("counters", self.readers.counters.read) or Counted()
        slow = self.readers.slow.read(with_pcie="counters" in calls.absent)
        self.last = GpuState(
            index=self.place,
            name=self.name,
            uuid=self.uuid,
            utilisation_percent=within(None if load is None else float(load.gpu), PERCENT),
            memory_controller_percent=within(None if load is None else float(load.memory), PERCENT),
            memory_used_bytes=used,
            memory_total_bytes=total,
            memory_free_bytes=None if used is None else whole_within(int(memory.free), limits),
            memory_reserved_bytes=None if reserved is None else whole_within(int(reserved), limits),
            power_w=within(None if milliwatts is None else milliwatts / 1000, GPU_POWER_W),
            power_limit_w=slow.power_limit_w,
            energy_j=slow.energy_j,
            temperature_c=within(None if celsius is None else float(celsius), TEMPERATURE_C),
            memory_temperature_c=slow.memory_temperature_c,
            fan_percent=slow.fan_percent,
            sm_clock_mhz=_clock_mhz(calls, "sm clock", nvml.NVML_CLOCK_SM),
            memory_clock_mhz=_clock_mhz(calls, "memory clock", nvml.NVML_CLOCK_MEM),
            throttles=_throttles(calls),
            has_counters=self.readers.counters.supported,
            sm_activity_percent=counted.sm_activity_percent,
            sm_occupancy_percent=counted.sm_occupancy_percent,
            tensor_activity_percent=counted.tensor_activity_percent,
            dram_activity_percent=counted.dram_activity_percent,
            pcie_rx_bytes_per_s=_either(counted.pcie_rx_bytes_per_s, slow.pcie_rx_bytes_per_s),
            pcie_tx_bytes_per_s=_either(counted.pcie_tx_bytes_per_s, slow.pcie_tx_bytes_per_s),
            pcie_generation=slow.pcie_generation,
            pcie_width=slow.pcie_width,
            ecc_corrected=slow.ecc_corrected,
            ecc_uncorrected=slow.ecc_uncorrected,
        )
        return self.last

    def prime(self) -> bool:
        """Take the first snapshot of the performance counters; return whether the card has them."""
        if self.readers is None:
            return False
        try:
            return self.readers.calls.ask("counters", self.readers.counters.prime) is not None
        except GpuLostError:
            return False

    def last_as_lost(self) -> GpuState:
        """Return the last values, marked: the card has gone."""
        return self._last_with(lost())

    def last_as_asleep(self) -> GpuState:
        """Return what is still true of a card that sleeps."""
        known = self.last or self._last_with(asleep())
        return GpuState(
            index=self.place,
            name=self.name,
            uuid=self.uuid,
            memory_total_bytes=known.memory_total_bytes,
            has_counters=known.has_counters,
            stale=asleep(),
        )

    def last_as_left_alone(self) -> GpuState:
        """Return the last values, marked: the card is not asked, so that it can go to sleep."""
        return self._last_with(Text(QT_TRANSLATE_NOOP("core", "This idle GPU is left alone so that it can sleep.")))

    def _last_with(self, reason: Text) -> GpuState:
        known = self.last or GpuState(index=self.place, name=self.name, uuid=self.uuid)
        return replace(known, index=self.place, stale=reason)

    def processes(self, *, at_once: bool) -> tuple[GpuProcess, ...] | None:
        """Return who holds the card's memory; None when the driver does not tell."""
        if self.readers is None:
            return None
        try:
            listed = self.readers.processes.read(at_once=at_once)
        except GpuLostError:
            return None
        return None if listed is None else tuple(replace(process, gpu_index=self.place) for process in listed)

    def _memory(self, calls: Calls) -> Any:
        """Return used and total; the newer call leaves the driver's own share out of "used", as nvidia-smi does."""
        nvml = calls.nvml
        newer = calls.ask("memory v2", nvml.nvmlDeviceGetMemoryInfo, nvml.nvmlMemory_v2)
        return newer or calls.ask("memory", nvml.nvmlDeviceGetMemoryInfo)


def _either(value: float | None, other: float | None) -> float | None:
    return other if value is None else value


def _clock_mhz(calls: Calls, what: str, kind: int) -> float | None:
    megahertz = calls.ask(what, calls.nvml.nvmlDeviceGetClockInfo, kind)
    return within(None if megahertz is None else float(megahertz), CLOCK_MHZ)


def _throttles(calls: Calls) -> tuple[Throttle, ...] | None:
    """Return why the clock is below its best; drivers before 535 know the question by its older name only."""
    reasons = calls.ask("clock reasons", calls.nvml.nvmlDeviceGetCurrentClocksEventReasons)
    if reasons is None:
        reasons = calls.ask("throttle reasons", calls.nvml.nvmlDeviceGetCurrentClocksThrottleReasons)
    if reasons is None or reasons > LARGEST_MASK:
        return None
    return tuple(dict.fromkeys(throttle for bit, throttle in THROTTLES.items() if reasons & bit))


def bus_address(nvml: Any, handle: Any) -> str | None:
    """Return the card's address as /sys writes it: "0000:01:00.0"."""
    info = attempt(nvml.nvmlDeviceGetPciInfo, handle)
    return None if info is None else f"{info.domain:04x}:{info.bus:02x}:{info.device:02x}.0"


def memory_bytes(info: Any) -> tuple[int | None, int | None]:
    """Return used and total bytes of an NVML memory structure; what cannot be is None."""
    if info is None:
        return None, None
    total = whole_within(int(info.total), MEMORY_BYTES) or None
    used = whole_within(int(info.used), (0, total)) if total else None
    return used, total


def as_text(value: str | bytes | None) -> str | None:
    """Return the driver's string; older bindings give bytes."""
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else value


def attempt(call: Callable[..., T], *arguments: Any) -> T | None:
    """Return the call's answer, None when it fails: for calls whose failure means "unknown" and nothing more."""
    try:
        return call(*arguments)
    except Exception as error:  # noqa: BLE001  NVMLError, or a name that does not decode (WSL)
        log.debug("%s: %s", getattr(call, "__name__", call), error)
        return None
