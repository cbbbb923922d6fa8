"""The live reader of this machine: every source once a tick, each of them isolated."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from deepseek_gui.domain.sample import CpuState, GpuState, MemoryState, ProcessState, Sample, TransferRates
from deepseek_gui.hardware.background import BackgroundSource
from deepseek_gui.hardware.gpus import GpuReadings, GpuSource, current_states

if TYPE_CHECKING:
    from deepseek_gui.hardware.processes import ProcessTree
    from deepseek_gui.hardware.rates import RateMeter

log = logging.getLogger(__name__)

T = TypeVar("T")

FIRST_SPAN_S = 0.1
"""Loads and rates are means over a span: the first sample waits this long to have one."""
FIRST_PATIENCE_S = 2.0
"""The first sample waits this long for GPU drivers that wake up."""
PATIENCE_SHARE = 0.25
PATIENCE_LIMITS_S = (0.02, 0.25)


class SystemReader:
    """Reads this machine. Nothing is imported or opened before the first `read`."""

    def __init__(self, make_gpu_sources: Callable[[], Mapping[str, GpuSource]] | None = None) -> None:
        """Prepare.

        Args:
            make_gpu_sources: GPU sources by name, in the order of their cards; None: all that this system may have.
        """
        self._make_gpu_sources = make_gpu_sources
        self._sources: _Sources | None = None
        self._watched: int | None = None
        self._closed = threading.Event()
        self._begun_s: float | None = None
        self._failing: set[str] = set()

    def read(self) -> Sample:
        """Return a sample of now.

        GPU drivers are asked on threads of their own; one that does not answer within a fraction of the pace leaves
        its last values, marked stale. The first call takes some 0.1 s, later ones a few milliseconds.
        """
        sources = self._sources or self._open()
        begun_s, time_s = time.monotonic(), time.time()
        patience_s = self._patience_s(begun_s)
        if self._begun_s is not None:  # the first question is asked while the sources open
            sources.begin_gpus(with_processes=self._watched is not None)
        self._begun_s = begun_s
        sample = Sample(
            time_s=time_s,
            monotonic_s=begun_s,
            cpu=self._guard("cpu", sources.cpu, CpuState()),
            memory=self._guard("memory", sources.memory, MemoryState()),
            disk=self._guard("disk", sources.disk.read, TransferRates()),
            network=self._guard("network", sources.network.read, TransferRates()),
        )
        process = self._guard("process", self._read_tree, None)
        gpus, process_bytes = sources.collect_gpus(patience_s)
        return replace(sample, gpus=gpus, process=self._with_vram(process, process_bytes))

    def watch_process(self, pid: int | None) -> None:
        """Add this process and its children to later samples; None ends it."""
        self._watched = pid

    def close(self) -> None:
        """Wake a `read` that waits for a driver, and let the drivers go; returns at once."""
        self._closed.set()
        sources = self._sources
        if sources is not None:
            sources.close()

    def _open(self) -> _Sources:
        sources = self._sources = _Sources.open(self._make_gpu_sources)
        if self._closed.is_set():
            sources.close()
        sources.begin_gpus(with_processes=self._watched is not None)
        for name, read in (("cpu", sources.cpu), ("disk", sources.disk.read), ("network", sources.network.read)):
            self._guard(name, read, None)
        self._closed.wait(FIRST_SPAN_S)
        return sources

    def _patience_s(self, now_s: float) -> float:
        """Return how long this read may wait for drivers: a share of the pace, more at the first."""
        if self._closed.is_set():
            return 0.0
        if self._begun_s is None:
            return FIRST_PATIENCE_S
        low, high = PATIENCE_LIMITS_S
        return min(high, max(low, PATIENCE_SHARE * (now_s - self._begun_s)))

    def _guard(self, name: str, read: Callable[[], T], unknown: T) -> T:
        """Return the reading; what raises is unknown in this sample and logged once."""
        try:
            value = read()
        except Exception:
            if name not in self._failing:
                log.exception("%s could not be read", name)
            self._failing.add(name)
            return unknown
        self._failing.discard(name)
        return value

    def _read_tree(self) -> ProcessState | None:
        sources, pid = self._sources, self._watched
        if sources is None or pid is None:
            return None
        return sources.tree_of(pid).read()

    def _with_vram(self, process: ProcessState | None, process_bytes: Mapping[int, int | None]) -> ProcessState | None:
        tree = self._sources.tree if self._sources is not None else None
        if process is None or tree is None:
            return process
        return replace(process, vram_bytes=vram_of(tree.pids, process_bytes))


@dataclass(slots=True)
class _Sources:
    """The open sources."""

    cpu: Callable[[], CpuState]
    memory: Callable[[], MemoryState]
    disk: RateMeter
    network: RateMeter
    gpus: Mapping[str, GpuSource]
    background: tuple[BackgroundSource[GpuReadings], ...]
    make_tree: Callable[[int], ProcessTree]
    tree: ProcessTree | None = None

    @classmethod
    def open(cls, make_gpu_sources: Callable[[], Mapping[str, GpuSource]] | None) -> _Sources:
        # psutil costs 30 ms: imported on the sampler's thread, after the window's first paint
        from deepseek_gui.hardware.cpu import read_cpu  # noqa: PLC0415
        from deepseek_gui.hardware.memory import read_memory  # noqa: PLC0415
        from deepseek_gui.hardware.network import network_counters  # noqa: PLC0415
        from deepseek_gui.hardware.processes import ProcessTree  # noqa: PLC0415
        from deepseek_gui.hardware.rates import RateMeter  # noqa: PLC0415
        from deepseek_gui.hardware.storage import disk_counters  # noqa: PLC0415
        from deepseek_gui.hardware.vendors import system_gpu_sources  # noqa: PLC0415

        gpus = (make_gpu_sources or system_gpu_sources)()
        return cls(
            cpu=read_cpu,
            memory=read_memory,
            disk=RateMeter(disk_counters),
            network=RateMeter(network_counters),
            gpus=gpus,
            background=tuple(BackgroundSource(name, source.read, source.close) for name, source in gpus.items()),
            make_tree=ProcessTree,
        )

    def begin_gpus(self, *, with_processes: bool) -> None:
        for source in self.gpus.values():
            source.wants_processes = with_processes
        for background in self.background:
            background.begin()

    def collect_gpus(self, patience_s: float) -> tuple[tuple[GpuState, ...], Mapping[int, int | None]]:
        """Return all cards, numbered through, and device memory by process id."""
        until_s = time.monotonic() + patience_s
        answers = [background.collect(max(0.0, until_s - time.monotonic())) for background in self.background]
        states = [state for answer in answers for state in current_states(answer)]
        process_bytes: dict[int, int | None] = {}
        for answer in answers:
            process_bytes.update(answer.value.process_bytes if answer.value is not None else {})
        return tuple(replace(state, index=index) for index, state in enumerate(states)), process_bytes

    def tree_of(self, pid: int) -> ProcessTree:
        if self.tree is None or self.tree.pid != pid:
            self.tree = self.make_tree(pid)
        return self.tree

    def close(self) -> None:
        for background in self.background:
            background.close()


def vram_of(pids: frozenset[int], process_bytes: Mapping[int, int | None]) -> int | None:
    """Return the device memory of these processes; None when the driver names none of them or not their sizes.

    None of them named is not 0: inside a container the driver speaks of the host's process ids, or of none.
    """
    sizes = [process_bytes[pid] for pid in pids if pid in process_bytes]
    known = [size for size in sizes if size is not None]
    return sum(known) if known and len(known) == len(sizes) else None
