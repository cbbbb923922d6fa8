"""Who holds memory of an NVIDIA card, and how busy each of them keeps it."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from deepseek_gui.domain.sample import GpuProcess
from deepseek_gui.hardware.limits import MEMORY_BYTES, PERCENT, whole_within, within
from deepseek_gui.hardware.nvidia_calls import Calls
from deepseek_gui.hardware.processes import ProcessNames

EVERY_S = 3.0
GRAPHICS_EVERY_S = 5.0
"""The list of graphics processes takes 4.5 ms on laptops."""
NOTHING = frozenset({0, 6})
"""NVML codes "success" and "not found": the binding raises them when no process has worked since then."""


@dataclass(slots=True)
class CardProcesses:
    """The processes on one card.

    Attributes:
        wall: seconds since the epoch, which the driver's time stamps count from too.
    """

    calls: Calls
    names: ProcessNames
    clock: Callable[[], float]
    wall: Callable[[], float] = time.time
    latest: tuple[GpuProcess, ...] | None = None
    due_s: float = -math.inf
    graphics: dict[int, int | None] = field(default_factory=dict)
    graphics_due_s: float = -math.inf
    seen_us: int = 0

    def read(self, *, at_once: bool) -> tuple[GpuProcess, ...] | None:
        """Return the processes; None when the driver does not list them.

        Args:
            at_once: the list shall be new; otherwise it may be some seconds old.

        Raises:
            GpuLostError: the card answers no more.
        """
        now_s = self.clock()
        if at_once or now_s >= self.due_s:
            self.due_s = now_s + EVERY_S
            self.latest = self._ask(now_s)
        return self.latest

    def _ask(self, now_s: float) -> tuple[GpuProcess, ...] | None:
        nvml = self.calls.nvml
        compute = self.calls.ask("compute processes", nvml.nvmlDeviceGetComputeRunningProcesses)
        if now_s >= self.graphics_due_s:
            self.graphics_due_s = now_s + GRAPHICS_EVERY_S
            listed = self.calls.ask("graphics processes", nvml.nvmlDeviceGetGraphicsRunningProcesses)
            self.graphics = _by_pid(listed or ())
        if compute is None and not self.graphics:
            return None
        sizes = {**self.graphics, **_by_pid(compute or ())}
        shares = self._shares() if sizes else None
        return tuple(
            GpuProcess(
                pid=pid,
                gpu_index=0,
                name=self.names.name_of(pid),
                memory_bytes=size,
                utilisation_percent=None if shares is None else shares.get(pid, 0.0),
            )
            for pid, size in sizes.items()
        )

    def _shares(self) -> dict[int, float | None] | None:
        """Return the newest share of each process that worked since the last question; None when it is not known.

        The driver keeps a sample of those only that did work. The first answer is of an unknown past and not used; a
        wall clock that was set back would make the newest time stamp one of the future: then the last second counts.
        """
        first, since_us = self.seen_us == 0, min(self.seen_us, int((self.wall() - 1.0) * 1e6))
        samples = self.calls.ask("process shares", self._samples, since_us)
        if samples is None:
            return None
        ordered = sorted(samples, key=lambda sample: sample.timeStamp)
        self.seen_us = ordered[-1].timeStamp if ordered else max(since_us, 1)
        return None if first else {sample.pid: within(float(sample.smUtil), PERCENT) for sample in ordered}

    def _samples(self, handle: Any, since_us: int) -> list[Any]:
        nvml = self.calls.nvml
        try:
            return list(nvml.nvmlDeviceGetProcessUtilization(handle, since_us))
        except nvml.NVMLError as error:
            if error.value not in NOTHING:
                raise
            return []


def _by_pid(processes: Iterable[Any]) -> dict[int, int | None]:
    return {process.pid: whole_within(process.usedGpuMemory, MEMORY_BYTES) for process in processes}
