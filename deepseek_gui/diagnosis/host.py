"""What holds the computer around the GPUs: its memory, its swap, its disk, its processor."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from deepseek_gui.diagnosis.evidence import listing, sentences
from deepseek_gui.diagnosis.window import RECENT, at_least, below, held
from deepseek_gui.domain.finding import Finding, Severity
from deepseek_gui.domain.machine import Machine
from deepseek_gui.domain.sample import MemoryState, ProcessState, Sample
from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text
from deepseek_gui.domain.units import GIB, MIB, format_gib

LOW_MEMORY_SHARE = 0.05
LOW_MEMORY_BYTES = GIB
SWAP_OUT_BYTES_PER_S = MIB
SWAP_USED_SHARE = 0.05
PAGING_FAULTS_PER_S = 100
PAGING_READ_BYTES_PER_S = 50 * MIB
THREAD_PERCENT = 95
THREAD_GPU_PERCENT = 70
FEW_THREADS_PERCENT = 200
CORES_SHARE = 0.7


@dataclass(frozen=True, slots=True)
class HostWindow:
    """The computer in the newest samples.

    Attributes:
        samples: oldest first.
        cores: physical cores, else hardware threads; None when neither is known.
    """

    samples: Sequence[Sample]
    cores: int | None


def host_window(samples: Sequence[Sample], machine: Machine | None) -> HostWindow:
    """Return the newest samples with the facts that the host's rules need; there is at least one sample."""
    cpu = machine.cpu if machine is not None else None
    threads = len(samples[-1].cpu.per_core_percent) or None
    cores = cpu.cores or cpu.threads or threads if cpu is not None else threads
    return HostWindow(samples[-RECENT:], cores)


def memory_low(host: HostWindow) -> Finding | None:
    """Find a memory near its end: less than 5 % or less than 1 GiB available; our bounds."""

    def holds(sample: Sample) -> bool:
        total, available = sample.memory.total_bytes, sample.memory.available_bytes
        return below(available, LOW_MEMORY_BYTES) or (total is not None and below(available, LOW_MEMORY_SHARE * total))

    samples = held(_read(host, "memory"), holds)
    if not samples:
        return None
    memory = samples[-1].memory
    return Finding(
        "memory_low",
        Severity.WARNING,
        Text(QT_TRANSLATE_NOOP("core", "The computer's memory is nearly used up.")),
        _available(memory),
        Text(QT_TRANSLATE_NOOP("core", "Close other programs, or take a smaller model, quantisation or context.")),
    )


def swapping(host: HostWindow) -> Finding | None:
    """Find memory being written to swap: at least 1 MiB/s; our bound, below it a system tidies up."""
    samples = held(
        _read(host, "memory"), lambda sample: at_least(sample.memory.swap_out_bytes_per_s, SWAP_OUT_BYTES_PER_S)
    )
    if not samples:
        return None
    rate = _middle(sample.memory.swap_out_bytes_per_s for sample in samples)
    written = Text(QT_TRANSLATE_NOOP("core", "{rate} MiB/s to swap"), {"rate": f"{rate / MIB:.1f}"})
    return Finding(
        "swapping",
        Severity.WARNING,
        Text(QT_TRANSLATE_NOOP("core", "The computer is out of memory and writes it to swap; everything slows down.")),
        listing(written, *_swap(samples[-1].memory)),
        Text(QT_TRANSLATE_NOOP("core", "Close other programs, or take a smaller model, quantisation or context.")),
    )


def swap_used(host: HostWindow) -> Finding | None:
    """Find swap that holds at least 5 % of the memory's size, our bound, while nothing is being written.

    Not when the write rate is unknown: then nothing says whether it hurts now.
    """

    def holds(sample: Sample) -> bool:
        memory = sample.memory
        still = below(memory.swap_out_bytes_per_s, SWAP_OUT_BYTES_PER_S)
        total = memory.total_bytes
        return still and total is not None and at_least(memory.swap_used_bytes, max(1, SWAP_USED_SHARE * total))

    samples = held(_read(host, "memory"), holds)
    if not samples:
        return None
    return Finding(
        "swap_used",
        Severity.NORMAL,
        Text(QT_TRANSLATE_NOOP("core", "Swap is in use, but nothing is being written to it now.")),
        listing(*_swap(samples[-1].memory)),
    )


def paging(host: HostWindow) -> Finding | None:
    """Find a model that is read from disk: >= 100 major faults/s and >= 50 MiB/s read by the watched process.

    A mapped model file larger than the memory is read again for every token, while the memory still counts as
    available (file cache). Our bounds; loading looks the same, so both are named.
    """

    def holds(sample: Sample) -> bool:
        reads = sample.process is not None and at_least(sample.process.read_bytes_per_s, PAGING_READ_BYTES_PER_S)
        return reads and at_least(sample.memory.major_faults_per_s, PAGING_FAULTS_PER_S)

    samples = held(_read(host, "memory", "process"), holds)
    if not samples:
        return None
    rate = _middle(sample.process.read_bytes_per_s for sample in samples if sample.process is not None)
    faults = _middle(sample.memory.major_faults_per_s for sample in samples)
    words = QT_TRANSLATE_NOOP("core", "the engine reads {rate} MiB/s, {faults} page faults/s")
    return Finding(
        "paging",
        Severity.NOTICE,
        Text(
            QT_TRANSLATE_NOOP("core", "A model is loading, or it does not fit memory and is read again from the disk.")
        ),
        Text(words, {"rate": f"{rate / MIB:.0f}", "faults": f"{faults:.0f}"}),
        Text(QT_TRANSLATE_NOOP("core", "If it goes on, take a smaller model or quantisation that fits memory.")),
    )


def single_thread(host: HostWindow) -> Finding | None:
    """Find an engine that waits for one thread: busiest thread >= 95 % and every GPU < 70 %.

    Not when its threads together take two cores or more: then the processor computes a part. A thread that spins while
    it waits for the GPU reads 100 % too, hence the bound on the GPU; a GPU whose load is not known rules it out.
    """

    def holds(sample: Sample) -> bool:
        process = sample.process
        if process is None or not at_least(process.busiest_thread_percent, THREAD_PERCENT):
            return False
        alone = below(process.cpu_percent, FEW_THREADS_PERCENT)
        gpus_wait = all(gpu.stale is None and below(gpu.utilisation_percent, THREAD_GPU_PERCENT) for gpu in sample.gpus)
        return alone and gpus_wait

    samples = held(_read(host, "process"), holds)
    if not samples or host.cores is None or host.cores < 2:
        return None
    return Finding(
        "single_thread",
        Severity.NOTICE,
        Text(
            QT_TRANSLATE_NOOP("core", "One thread of the engine is at its limit while the rest of the computer waits.")
        ),
        listing(_thread(samples), *_busiest_gpu(samples[-1])),
        Text(QT_TRANSLATE_NOOP("core", "Give the engine more threads, or put more layers on the GPU.")),
    )


def processor(host: HostWindow) -> Finding | None:
    """Find an engine that computes on the processor: it takes at least 70 % of the cores; our bound.

    Whether arithmetic or memory is the limit is not to be seen from load: no sample counts the memory's traffic.
    """

    def holds(sample: Sample) -> bool:
        cores = host.cores
        return cores is not None and sample.process is not None and _fills(sample.process, cores)

    samples = held(_read(host, "process"), holds)
    if not samples:
        return None
    load = _middle(sample.process.cpu_percent for sample in samples if sample.process is not None)
    words = QT_TRANSLATE_NOOP("core", "the engine uses {used} of {cores} cores")
    return Finding(
        "processor",
        Severity.NORMAL,
        Text(
            QT_TRANSLATE_NOOP(
                "core", "The processor computes; its memory bandwidth usually limits how fast tokens come."
            )
        ),
        Text(words, {"used": f"{load / 100:.1f}", "cores": str(host.cores)}),
        Text(QT_TRANSLATE_NOOP("core", "For more speed take a smaller quantisation, or put layers on a GPU.")),
    )


def old_readings(host: HostWindow) -> Finding | None:
    """Find readings of the computer itself that are old: `Sample.stale` of the newest sample."""
    stale = host.samples[-1].stale
    if not stale:
        return None
    return Finding(
        "old_readings",
        Severity.NOTICE,
        Text(QT_TRANSLATE_NOOP("core", "Some readings are old or missing.")),
        sentences(*stale.values()),
    )


HOST: tuple[Callable[[HostWindow], Finding | None], ...] = (
    memory_low,
    swapping,
    single_thread,
    paging,
    processor,
    swap_used,
    old_readings,
)
"""Most important first."""


def _read(host: HostWindow, *sources: str) -> list[Sample]:
    """Return the samples in which these sources are not old."""
    return [sample for sample in host.samples if not any(source in sample.stale for source in sources)]


def _middle(values: Iterable[float | None]) -> float:
    return median(value for value in values if value is not None)


def _available(memory: MemoryState) -> Text:
    available, total = memory.available_bytes, memory.total_bytes
    left = "?" if available is None else format_gib(available)
    if total is None:
        return Text(QT_TRANSLATE_NOOP("core", "{left} left"), {"left": left})
    return Text(QT_TRANSLATE_NOOP("core", "{left} left of {total}"), {"left": left, "total": format_gib(total)})


def _swap(memory: MemoryState) -> list[Text]:
    used = memory.swap_used_bytes
    if used is None:
        return []
    return [Text(QT_TRANSLATE_NOOP("core", "{size} in swap"), {"size": format_gib(used)})]


def _fills(process: ProcessState, cores: int) -> bool:
    return at_least(process.cpu_percent, max(FEW_THREADS_PERCENT, CORES_SHARE * 100 * cores))


def _thread(samples: Sequence[Sample]) -> Text:
    load = _middle(sample.process.busiest_thread_percent for sample in samples if sample.process is not None)
    return Text(QT_TRANSLATE_NOOP("core", "busiest thread {value} %"), {"value": f"{load:.0f}"})


def _busiest_gpu(sample: Sample) -> list[Text]:
    loads = [gpu.utilisation_percent for gpu in sample.gpus if gpu.utilisation_percent is not None]
    return [Text(QT_TRANSLATE_NOOP("core", "GPU busy {value} %"), {"value": f"{max(loads):.0f}"})] if loads else []
