"""Apple's GPU through the tools that macOS brings along."""

from __future__ import annotations

import plistlib
import sys
from collections.abc import Callable, Mapping
from typing import Any
from xml.parsers.expat import ExpatError

import psutil

from deepseek_gui.domain.machine import Gpu
from deepseek_gui.domain.sample import GpuState
from deepseek_gui.domain.units import GIB, MIB
from deepseek_gui.hardware.commands import output_of, text_of
from deepseek_gui.hardware.gpus import GpuFacts, GpuReadings
from deepseek_gui.hardware.limits import PERCENT, whole_within, within

ACCELERATOR = ("ioreg", "-r", "-d", "1", "-w", "0", "-c", "IOAccelerator", "-a")


class AppleSource:
    """Reads the GPU of an Apple chip."""

    def __init__(self, ask: Callable[[], bytes | None] = lambda: output_of(ACCELERATOR)) -> None:
        """Prepare.

        Args:
            ask: returns the accelerators of the I/O registry as a property list.
        """
        self.wants_processes = False
        self._ask = ask
        self._facts: GpuFacts | None = None

    def read(self) -> GpuReadings:
        """Return the GPU's load and the host memory that it has in use."""
        if self._facts is None:
            self._facts = probe_apple()
        statistics = accelerator_statistics(self._ask())
        return GpuReadings(tuple(_state(index, gpu, statistics) for index, gpu in enumerate(self._facts.gpus)))

    def close(self) -> None:
        """Nothing to free."""


def _state(index: int, gpu: Gpu, statistics: Mapping[str, Any]) -> GpuState:
    load = statistics.get("Device Utilization %")
    used = whole_within(statistics.get("In use system memory"), (0, gpu.vram_bytes or 0))
    return GpuState(
        index=index,
        name=gpu.name,
        utilisation_percent=within(None if load is None else float(load), PERCENT),
        memory_used_bytes=used,
        memory_total_bytes=gpu.vram_bytes,
        memory_free_bytes=None if used is None or gpu.vram_bytes is None else gpu.vram_bytes - used,
    )


def accelerator_statistics(document: bytes | None) -> Mapping[str, Any]:
    """Return "PerformanceStatistics" of the first accelerator in ioreg's property list; empty when it has none."""
    try:
        entries = plistlib.loads(document or b"")
    except (plistlib.InvalidFileException, ExpatError, ValueError):
        return {}
    statistics = (entry.get("PerformanceStatistics") for entry in entries if isinstance(entry, dict))
    return next((found for found in statistics if isinstance(found, dict)), {})


def probe_apple() -> GpuFacts:
    """Return the GPU of an Apple chip; none on other machines."""
    if sys.platform != "darwin":
        return GpuFacts()
    name = text_of(("sysctl", "-n", "machdep.cpu.brand_string")) or ""
    if not name.startswith("Apple"):
        return GpuFacts()
    limit = text_of(("sysctl", "-n", "iogpu.wired_limit_mb"))
    vram_bytes = usable_bytes(psutil.virtual_memory().total, int(limit) if limit and limit.isdigit() else 0)
    return GpuFacts((Gpu(name=name, vendor="apple", vram_bytes=vram_bytes, unified_memory=True),), "sysctl")


def usable_bytes(host_bytes: int, limit_mib: int = 0) -> int:
    """Return what the GPU may take of the host's memory.

    Two thirds up to 36 GB, three quarters above (Metal's recommended working set), unless `iogpu.wired_limit_mb` says
    otherwise.
    """
    if limit_mib:
        return min(limit_mib * MIB, host_bytes)
    return host_bytes * 2 // 3 if host_bytes <= 36 * GIB else host_bytes * 3 // 4
