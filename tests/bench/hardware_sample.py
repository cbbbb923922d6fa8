"""How long a full sample takes, with plain psutil as the floor: `python tests/bench/hardware_sample.py`."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable

import psutil

from deepseek_gui.hardware.reader import SystemReader

ROUNDS = 300
PAUSE_S = 0.01


def plain_psutil() -> None:
    """Read with psutil alone what a sample holds: the floor."""
    psutil.cpu_percent(percpu=True)
    psutil.virtual_memory()
    psutil.disk_io_counters(perdisk=True)
    psutil.net_io_counters(pernic=True)


def median_ms(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Return the median time of a call, milliseconds; a pause between calls, as a sampler has."""
    times = []
    for _ in range(rounds):
        time.sleep(PAUSE_S)
        begun = time.perf_counter()
        work()
        times.append(time.perf_counter() - begun)
    return statistics.median(times) * 1000


def main() -> None:
    """Print the medians and their ratio."""
    reader = SystemReader()
    cards = len(reader.read().gpus)
    floor_ms = median_ms(plain_psutil)
    sample_ms = median_ms(reader.read)
    reader.watch_process(os.getpid())
    reader.read()
    watched_ms = median_ms(reader.read)
    reader.close()
    print(f"plain psutil              {floor_ms:7.2f} ms")
    print(f"full sample, {cards} GPUs       {sample_ms:7.2f} ms  {sample_ms / floor_ms:.2f}x")
    print(f"with a watched process    {watched_ms:7.2f} ms  {watched_ms / floor_ms:.2f}x")


if __name__ == "__main__":
    main()
