"""The live reader of this machine: every source once a tick, each of them isolated."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeVar

from deepseek_gui.domain.sample import CpuState, GpuProcess, GpuState, MemoryState, ProcessState, Sample, TransferRates
from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text
from deepseek_gui.hardware.background import Answer, BackgroundSource, Silence, why_old
from deepseek_gui.hardware.gpus import DRIVER_SILENCE, GpuReadings, GpuSource, current_states

if TYPE_CHECKING:
    from deepseek_gui.hardware.processes import ProcessTree, TreeReading

log = logging.getLogger(__name__)

T = TypeVar("T")

FIRST_SPAN_S = 0.1
"""Loads and rates are means over a span: the first sample waits this long to have one."""
FIRST_PATIENCE_S = 2.0
"""The first sample waits this long for GPU drivers that wake up."""
PATIENCE_SHARE = 0.25
PATIENCE_LIMITS_S = (0.02, 0.25)
SYSTEM_SILENCE = Silence(
    unanswered=QT_TRANSLATE_NOOP("core", "The system has not answered for {seconds} s."),
    failed=QT_TRANSLATE_NOOP("core", "The system reported an error: {error}"),
)


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

    def read(self) -> Sample:
        """Return a sample of now.

        Every source is asked on a thread of its own; one that does not answer within a fraction of the pace leaves
        its last values, marked stale. The first call takes some 0.1 s, later ones a few milliseconds.
        """
        sources = self._sources or self._open()
        begun_s, time_s = time.monotonic(), time.time()
        patience_s = self._patience_s(begun_s)
        if self._begun_s is not None:  # the first question is asked while the sources open
            sources.begin_slow(self._watched)
        self._begun_s = begun_s
        sources.begin_host()
        found = sources.collect(patience_s)
        stale = {name: reason for name, answer in found.host.items() if (reason := why_old(answer, SYSTEM_SILENCE))}
        gpus = found.gpus()
        tree: TreeReading | None = found.value("process", None)
        if self._watched is None or (tree is not None and tree.root != self._watched):
            tree = None
        return Sample(
            time_s=time_s,
            monotonic_s=begun_s,
            cpu=found.value("cpu", CpuState()),
            memory=found.value("memory", MemoryState()),
            disk=found.value("disk", TransferRates()),
            network=found.value("network", TransferRates()),
            gpus=gpus.states,
            process=None if tree is None else _with_vram(tree, gpus.processes),
            gpu_processes=_marked(gpus.processes, frozenset() if tree is None else tree.pids),
            stale=stale | found.silent_drivers(),
        )

    def watch_process(self, pid: int | None) -> None:
        """Add this process and its children to later samples; None ends it."""
        self._watched = pid

    def close(self) -> None:
        """Wake a `read` that waits for a source, and let the sources go; returns at once."""
        self._closed.set()
        sources = self._sources
        if sources is not None:
            sources.close()

    def _open(self) -> _Sources:
        """Open the sources and ask each that tells a mean over a span a first time."""
        sources = self._sources = _Sources.open(self._make_gpu_sources)
        if self._closed.is_set():
            sources.close()
        sources.begin_slow(self._watched)
        sources.begin_host()
        self._closed.wait(FIRST_SPAN_S)
        sources.settle(FIRST_PATIENCE_S)
        return sources

    def _patience_s(self, now_s: float) -> float:
        """Return how long this read may wait for sources: a share of the pace, more at the first."""
        if self._closed.is_set():
            return 0.0
        if self._begun_s is None:
            return FIRST_PATIENCE_S
        low, high = PATIENCE_LIMITS_S
        return min(high, max(low, PATIENCE_SHARE * (now_s - self._begun_s)))


@dataclass(slots=True)
class _Found:
    """The answers of one tick by source; the cards' in the order in which they are listed."""

    host: Mapping[str, Answer[Any]]
    drivers: Mapping[str, Answer[GpuReadings]]

    def value(self, name: str, unknown: T) -> T:
        answer = self.host.get(name)
        return unknown if answer is None or answer.value is None else answer.value

    def gpus(self) -> GpuReadings:
        """Return all cards, numbered through, and the processes on them."""
        states: list[GpuState] = []
        processes: list[GpuProcess] = []
        told = False
        for answer in self.drivers.values():
            first = len(states)
            states += current_states(answer)
            listed = None if answer.value is None else answer.value.processes
            told = told or listed is not None
            processes += [replace(process, gpu_index=process.gpu_index + first) for process in listed or ()]
        numbered = tuple(replace(state, index=index) for index, state in enumerate(states))
        return GpuReadings(numbered, tuple(processes) if told else None)

    def silent_drivers(self) -> dict[str, Text]:
        """Return why a driver has listed no card yet; once it has, its cards say why they are old."""
        return {
            name: reason
            for name, answer in self.drivers.items()
            if answer.value is None and (reason := why_old(answer, DRIVER_SILENCE)) is not None
        }


@dataclass(slots=True)
class _Sources:
    """The open sources, each on a thread of its own."""

    host: Mapping[str, BackgroundSource[Any]]
    gpus: Mapping[str, GpuSource]
    drivers: Mapping[str, BackgroundSource[GpuReadings]]
    tree: _WatchedTree
    process: BackgroundSource[TreeReading | None]
    watching: bool = False

    @classmethod
    def open(cls, make_gpu_sources: Callable[[], Mapping[str, GpuSource]] | None) -> _Sources:
        # psutil costs 30 ms: imported on the sampler's thread, after the window's first paint
        from deepseek_gui.hardware.cpu import CpuMeter  # noqa: PLC0415
        from deepseek_gui.hardware.memory import MemoryMeter  # noqa: PLC0415
        from deepseek_gui.hardware.network import network_counters  # noqa: PLC0415
        from deepseek_gui.hardware.processes import ProcessTree  # noqa: PLC0415
        from deepseek_gui.hardware.rates import TransferMeter  # noqa: PLC0415
        from deepseek_gui.hardware.storage import disk_counters  # noqa: PLC0415
        from deepseek_gui.hardware.vendors import system_gpu_sources  # noqa: PLC0415

        gpus = (make_gpu_sources or system_gpu_sources)()
        tree = _WatchedTree(ProcessTree)
        reads: dict[str, Callable[[], Any]] = {
            "cpu": CpuMeter().read,
            "memory": MemoryMeter().read,
            "disk": TransferMeter(disk_counters).read,
            "network": TransferMeter(network_counters).read,
        }
        return cls(
            host={name: BackgroundSource(name, read) for name, read in reads.items()},
            gpus=gpus,
            drivers={name: BackgroundSource(name, source.read, source.close) for name, source in gpus.items()},
            tree=tree,
            process=BackgroundSource("process", tree.read),
        )

    def begin_slow(self, watched: int | None) -> None:
        """Ask the drivers and, when there is one, for the watched process."""
        self.tree.pid = watched
        self.watching = watched is not None
        for source in self.gpus.values():
            source.wants_processes = self.watching
        for driver in self.drivers.values():
            driver.begin()
        if self.watching:
            self.process.begin()

    def begin_host(self) -> None:
        """Ask the sources of the host."""
        for background in self.host.values():
            background.begin()

    def settle(self, patience_s: float) -> None:
        """Wait for the host's first answers: their second ones tell what passed in between."""
        until_s = time.monotonic() + patience_s
        for background in self.host.values():
            background.collect(max(0.0, until_s - time.monotonic()))

    def collect(self, patience_s: float) -> _Found:
        """Return all answers; those that do not come in time are the ones before."""
        until_s = time.monotonic() + patience_s

        def answers(sources: Iterable[tuple[str, BackgroundSource[Any]]]) -> dict[str, Answer[Any]]:
            return {name: source.collect(max(0.0, until_s - time.monotonic())) for name, source in sources}

        watched = [("process", self.process)] if self.watching else []
        return _Found(answers([*self.host.items(), *watched]), answers(self.drivers.items()))

    def close(self) -> None:
        for background in (*self.host.values(), *self.drivers.values(), self.process):
            background.close()


@dataclass(slots=True)
class _WatchedTree:
    """The tree of the process that is watched just now."""

    make: Callable[[int], ProcessTree]
    pid: int | None = None
    tree: ProcessTree | None = None

    def read(self) -> TreeReading | None:
        pid = self.pid
        if pid is None:
            return None
        if self.tree is None or self.tree.pid != pid:
            self.tree = self.make(pid)
        return self.tree.read()


def _marked(processes: tuple[GpuProcess, ...] | None, pids: frozenset[int]) -> tuple[GpuProcess, ...] | None:
    """Return the processes with those of the watched tree marked."""
    if processes is None or not pids:
        return processes
    return tuple(replace(process, watched=True) if process.pid in pids else process for process in processes)


def _with_vram(tree: TreeReading, processes: tuple[GpuProcess, ...] | None) -> ProcessState | None:
    """Return the tree's state with its device memory: as the drivers list it, or as the kernel tells it by file."""
    if tree.state is None:
        return None
    listed = vram_of(tree.pids, processes or ())
    return replace(tree.state, vram_bytes=tree.device_bytes if listed is None else listed)


def vram_of(pids: frozenset[int], processes: Iterable[GpuProcess]) -> int | None:
    """Return the device memory of these processes; None when the driver names none of them or not their sizes.

    None of them named is not 0: inside a container the driver speaks of the host's process ids, or of none.
    """
    sizes = [process.memory_bytes for process in processes if process.pid in pids]
    known = [size for size in sizes if size is not None]
    return sum(known) if known and len(known) == len(sizes) else None
