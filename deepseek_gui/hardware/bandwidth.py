"""How fast the processor reads its memory: no system tells, so it is measured."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Sequence
from itertools import cycle
from mmap import mmap

import psutil

from deepseek_gui.domain.units import MIB

DURATION_S = 0.4
WINDOW_S = 0.008
"""Long beside the reading of one slice, short enough to lie between the turns of other programs."""
MAX_THREADS = 32
"""Enough to fill twelve channels of DDR5; more would wait for the interpreter's lock."""
SLICE_BYTES = 16 * MIB
"""Read in one call: about a millisecond, so that the interpreter's lock between two calls does not count."""
TELL_S = 0.05
"""Between two words on the progress: seldom, because the readers are on the stopwatch."""
DESIRED_BYTES = 256 * MIB
MAX_BYTES = 512 * MIB

_Span = tuple[float, float]


def measure_bandwidth(
    threads: int | None = None,
    *,
    cancelled: threading.Event | None = None,
    progress: Callable[[float], None] | None = None,
    duration_s: float = DURATION_S,
    total_bytes: int | None = None,
) -> float | None:
    """Return the rate at which all cores together read host memory, 10**9 bytes per second; None when cancelled.

    Every thread reads a buffer of its own from end to end, again and again (numpy's reduction works without the
    interpreter's lock), and the best 8 ms count: other programs make the rest slower, nothing makes one
    faster. This is what can be reached, some 70 to 95 % of the memory's nominal rate; where a few cores cannot fill
    the memory's channels it is what the cores reach. A processor whose caches together come near 512 MiB (large
    servers) reads partly from them, and the result is somewhat too high.

    Takes 256 to 512 MiB, less where little memory is free (None where not even that is), and about half a second.

    Args:
        threads: readers; None is one a physical core that this process may use. At most 32 are used.
        cancelled: set it to stop within a tenth of a second.
        progress: is told the share that is done, 0 to 1, on the thread that called.
        duration_s: how long to read, after the buffers are filled.
        total_bytes: of all buffers together; None chooses.
    """
    readers = max(1, min(threads or _cores(), MAX_THREADS))
    size = total_bytes or _size(readers)
    stop = cancelled or threading.Event()
    if size == 0 or stop.is_set():
        return None
    slices = max(1, size // readers // SLICE_BYTES)
    slice_bytes = size // readers // slices // 8 * 8
    spans = _read(readers, (slices, slice_bytes), duration_s, stop, progress)
    return None if stop.is_set() or spans is None else best_rate(spans, slice_bytes, WINDOW_S) / 1e9


def best_rate(spans: Sequence[Sequence[_Span]], bytes_each: int, window_s: float) -> float:
    """Return the bytes per second of the best window in which every reader was at work.

    Args:
        spans: start and end of each reading, a sequence a reader, in seconds.
        bytes_each: of one reading; they count evenly over its time.
        window_s: length of a window; where the time is shorter than one window, all of it is one.
    """
    first = max(reader[0][0] for reader in spans)
    last = min(reader[-1][1] for reader in spans)
    if last - first <= window_s:
        return sum(bytes_each / (end - start) for reader in spans for start, end in reader[:1])
    count = int((last - first) / window_s)
    amounts = [0.0] * (count + 1)
    for reader in spans:
        for start, end in reader:
            _spread(amounts, (start - first) / window_s, (end - first) / window_s, bytes_each)
    return max(amounts[:count]) / window_s


def _spread(amounts: list[float], start: float, end: float, amount: float) -> None:
    """Add an amount to the windows that it lies in; start and end count windows."""
    for window in range(max(0, int(start)), min(len(amounts), int(end) + 1)):
        inside = min(end, window + 1) - max(start, window)
        amounts[window] += amount * max(0.0, inside) / (end - start)


def _read(
    readers: int,
    shape: tuple[int, int],
    duration_s: float,
    stop: threading.Event,
    tell: Callable[[float], None] | None = None,
) -> list[list[_Span]] | None:
    """Return what each reader noted; None when there was not enough memory. For `shape` see `_reader`."""
    noted: list[list[_Span]] = [[] for _ in range(readers)]
    filled = threading.Barrier(readers)
    threads = [
        threading.Thread(target=_reader, args=(shape, duration_s, filled, stop, spans), name="bandwidth", daemon=True)
        for spans in noted
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        while tell is not None and thread.is_alive():
            thread.join(TELL_S)
            tell(min(1.0, (time.perf_counter() - noted[0][0][0]) / duration_s) if noted[0] else 0.0)
        thread.join()
    return noted if all(noted) else None


def _reader(
    shape: tuple[int, int], duration_s: float, filled: threading.Barrier, stop: threading.Event, spans: list[_Span]
) -> None:
    """Fill a buffer, wait for the others, then read slice after slice until the time is over.

    The buffer has `shape`: slices, bytes of a slice. The reader fills it itself: with several sockets that puts it into
    the memory next to its core.
    """
    import numpy as np  # noqa: PLC0415  80 ms, wanted long after the first paint

    slices, slice_bytes = shape
    try:
        # Not numpy's own memory: it asks for huge pages, which an engine's weights seldom lie in.
        buffer = np.frombuffer(mmap(-1, slices * slice_bytes), np.uint64).reshape(slices, -1)
        buffer.fill(1)
        filled.wait()
    except (MemoryError, OSError, OverflowError, threading.BrokenBarrierError):
        filled.abort()
        return
    start_s = time.perf_counter()
    until_s = start_s + duration_s
    for part in cycle(buffer):
        np.bitwise_or.reduce(part)
        end_s = time.perf_counter()
        spans.append((start_s, end_s))
        start_s = end_s
        if end_s >= until_s or stop.is_set():
            return


def _size(readers: int) -> int:
    """Return how many bytes to read: far more than a desktop's caches hold; 0 when too little memory is free."""
    wanted = min(MAX_BYTES, max(DESIRED_BYTES, readers * SLICE_BYTES))
    allowed = psutil.virtual_memory().available // 4
    return min(wanted, allowed) if allowed >= DESIRED_BYTES // 4 else 0


def _cores() -> int:
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(usable, psutil.cpu_count(logical=False) or usable)
