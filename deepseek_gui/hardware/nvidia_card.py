"""One NVIDIA card: each field asked by itself, what it never tells is asked once."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from deepseek_gui.domain.sample import GpuState
from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text
from deepseek_gui.hardware.limits import GPU_POWER_W, MEMORY_BYTES, PERCENT, TEMPERATURE_C, whole_within, within
from deepseek_gui.hardware.nvidia_gpm import SmActivity

log = logging.getLogger(__name__)

T = TypeVar("T")

ABSENT = frozenset({3, 4, 13})
"""NVML codes "not supported", "no permission", "function not found": this card never tells."""
LOST = frozenset({1, 9, 15, 16, 18})
"""NVML codes "uninitialised", "driver not loaded", "GPU is lost", "reset required", "library and driver differ"."""
UNKNOWN_ERROR = 999
"""Some fields answer this on a healthy card (WSL): the card is lost only when nothing else answers."""


class GpuLostError(Exception):
    """One card has fallen off the bus, or the whole driver has gone."""


@dataclass(slots=True)
class NvidiaCard:
    """One card: its handle, what it never tells, its last state."""

    nvml: Any
    key: str
    handle: Any = None
    name: str = "NVIDIA GPU"
    lost: bool = True
    absent: set[str] = field(default_factory=set)
    puzzled: bool = False
    last: GpuState | None = None
    gpm: SmActivity | None = None
    graphics: dict[int, int | None] = field(default_factory=dict)

    def attach(self, nvml: Any, handle: Any, key: str, clock: Callable[[], float]) -> None:
        """Take a fresh handle; everything is asked anew."""
        self.nvml, self.handle, self.key = nvml, handle, key
        self.lost = False
        self.absent.clear()
        self.name = as_text(attempt(nvml.nvmlDeviceGetName, handle)) or self.name
        self.gpm = SmActivity(nvml, handle, clock)

    def read(self) -> GpuState:
        """Return the state of now.

        Raises:
            GpuLostError: the card answers no more.
        """
        nvml = self.nvml
        self.puzzled = False
        load = self._ask("utilisation", nvml.nvmlDeviceGetUtilizationRates, self.handle)
        milliwatts = self._ask("power", nvml.nvmlDeviceGetPowerUsage, self.handle)
        celsius = self._ask("temperature", nvml.nvmlDeviceGetTemperature, self.handle, nvml.NVML_TEMPERATURE_GPU)
        used, total = memory_bytes(self._memory())
        if self.puzzled and load is None and milliwatts is None and celsius is None and total is None:
            raise GpuLostError
        self.last = GpuState(
            index=0,
            name=self.name,
            utilisation_percent=within(None if load is None else float(load.gpu), PERCENT),
            memory_used_bytes=used,
            memory_total_bytes=total,
            power_w=within(None if milliwatts is None else milliwatts / 1000, GPU_POWER_W),
            temperature_c=within(None if celsius is None else float(celsius), TEMPERATURE_C),
            sm_activity_percent=self._sm_activity(),
        )
        return self.last

    def prime(self) -> bool:
        """Take the first snapshot of the performance counters; return whether the card has them."""
        try:
            return self.gpm is not None and self._ask("gpm", self.gpm.prime) is not None
        except GpuLostError:
            return False

    def last_as_lost(self) -> GpuState:
        """Return the last values, marked: the card has gone."""
        reason = Text(QT_TRANSLATE_NOOP("core", "The driver has lost this GPU; the values are the last it gave."))
        return replace(self.last or GpuState(index=0, name=self.name), stale=reason)

    def processes(self, *, graphics: bool) -> dict[int, int | None]:
        """Return device memory by process id; the graphics list is renewed only when asked to."""
        try:
            compute = self._ask("compute processes", self.nvml.nvmlDeviceGetComputeRunningProcesses, self.handle)
            if graphics:
                listed = self._ask("graphics processes", self.nvml.nvmlDeviceGetGraphicsRunningProcesses, self.handle)
                self.graphics = _by_pid(listed or ())
        except GpuLostError:
            return {}
        return {**self.graphics, **_by_pid(compute or ())}

    def _memory(self) -> Any:
        """Return used and total; the newer call leaves the driver's own share out of "used", as nvidia-smi does."""
        newer = self._ask("memory v2", self.nvml.nvmlDeviceGetMemoryInfo, self.handle, self.nvml.nvmlMemory_v2)
        return newer or self._ask("memory", self.nvml.nvmlDeviceGetMemoryInfo, self.handle)

    def _sm_activity(self) -> float | None:
        return None if self.gpm is None else within(self._ask("gpm", self.gpm.read), PERCENT)

    def _ask(self, what: str, call: Callable[..., T], *arguments: Any) -> T | None:
        """Return the call's answer; None when the card never tells or just now does not.

        Raises:
            GpuLostError: the card or the driver has gone.
        """
        if what in self.absent:
            return None
        try:
            return call(*arguments)
        except self.nvml.NVMLError as error:
            if error.value in LOST:
                raise GpuLostError(str(error)) from error
            if error.value in ABSENT:
                self.absent.add(what)
            self.puzzled = self.puzzled or error.value == UNKNOWN_ERROR
            return None


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


def _by_pid(processes: Iterable[Any]) -> dict[int, int | None]:
    return {process.pid: whole_within(process.usedGpuMemory, MEMORY_BYTES) for process in processes}
