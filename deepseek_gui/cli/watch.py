"""`deepseek-gui watch`: what the machine is doing, one sample a line."""

from __future__ import annotations

import argparse
import queue
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from deepseek_gui.cli.output import print_json
from deepseek_gui.core.machines import detected_machine, machine_named, reader_for
from deepseek_gui.core.sampler import SHORTEST_INTERVAL_S, Sampler
from deepseek_gui.domain.sample import GpuState, Sample, Throttle, TransferRates, throttle_text
from deepseek_gui.domain.units import GIB, MIB

if TYPE_CHECKING:
    from deepseek_gui.core.recording import RecordingWriter
    from deepseek_gui.domain.machine import Machine

ORDINARY = frozenset({Throttle.IDLE, Throttle.POWER_CAP})
"""Reasons for a lower clock that say nothing bad."""
LONGEST_INTERVAL_S = 86_400.0
"""A day; threads cannot wait for ever longer."""
WAKE_S = 0.5 if sys.platform == "win32" else None
"""Windows delivers Ctrl-C only between waits."""


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command's parser."""
    parser = subparsers.add_parser("watch", help="show what the machine is doing, one sample a line")
    parser.add_argument("--interval", type=_interval, default=1.0, metavar="S", help="seconds between samples (1)")
    parser.add_argument("--count", type=_count, metavar="N", help="end after N samples; without it, at Ctrl-C")
    parser.add_argument("--machine", metavar="NAME", help="an example machine or a machine file, simulated")
    parser.add_argument("--record", metavar="FILE", type=Path, help="also write the samples to a new file (.dgrec)")
    parser.add_argument("--json", action="store_true", help="print one JSON document a line")


def run(args: argparse.Namespace) -> int:
    """Print samples until there are enough or the person ends it."""
    machine = machine_named(args.machine) if args.machine else None
    recorder = _recorder(args.record, machine) if args.record else None
    samples: queue.SimpleQueue[Sample] = queue.SimpleQueue()
    sampler = Sampler(reader_for(machine), samples.put, args.interval)
    show = _json_line() if args.json else lambda sample: print(line(sample), flush=True)
    if recorder is not None:
        show = _one_after_the_other(recorder.write, show)
    sampler.start()
    try:
        _show_all(samples, show, args.count)
    except KeyboardInterrupt:
        return 0  # the ordinary way to end it
    finally:
        sampler.stop()
        if recorder is not None:
            recorder.close()
    return 0


def _show_all(samples: queue.SimpleQueue[Sample], show: Callable[[Sample], None], count: int | None) -> None:
    shown = 0
    while count is None or shown < count:
        try:
            sample = samples.get(timeout=WAKE_S)
        except queue.Empty:
            continue
        show(sample)
        shown += 1


def _recorder(path: Path, machine: Machine | None) -> RecordingWriter:
    from deepseek_gui.core.recording import RecordingWriter  # noqa: PLC0415  watching alone needs none of it

    return RecordingWriter(path, machine or detected_machine())


def _one_after_the_other(*takers: Callable[[Sample], None]) -> Callable[[Sample], None]:
    def take(sample: Sample) -> None:
        for taker in takers:
            taker(sample)

    return take


def _json_line() -> Callable[[Sample], None]:
    from deepseek_gui.core.documents import sample_document  # noqa: PLC0415  the plain lines need none of it

    return lambda sample: print_json(sample_document(sample))


def line(sample: Sample) -> str:
    """Return a sample as one line for a person; a dash is unknown."""
    clock = time.strftime("%H:%M:%S", time.localtime(sample.time_s))
    memory = sample.memory
    parts = [
        f"CPU {_number(sample.cpu.utilisation_percent, 3)} %",
        f"RAM {_of(memory.used_bytes, memory.total_bytes)}",
        *(_gpu(state) for state in sample.gpus),
        f"disk {_rates(sample.disk)}",
        f"net {_rates(sample.network)} MiB/s in/out",
        *(f"[{name}: {reason}]" for name, reason in sample.stale.items()),
    ]
    return f"{clock}  " + "  ".join(parts)


def _gpu(state: GpuState) -> str:
    words = (
        f"GPU{state.index} {_number(state.utilisation_percent, 3)} %"
        f" {_of(state.memory_used_bytes, state.memory_total_bytes)}"
        f" {_number(state.power_w, 3)} W {_number(state.temperature_c)} °C"
    )
    if state.stale is not None:
        return f"{words} [{state.stale}]"
    slowed = [str(throttle_text(throttle)) for throttle in state.throttles or () if throttle not in ORDINARY]
    return f"{words} [{', '.join(slowed)}]" if slowed else words


def _of(used_bytes: int | None, total_bytes: int | None) -> str:
    used, total = (None if size is None else size / GIB for size in (used_bytes, total_bytes))
    return f"{_number(used, digits=1)}/{_number(total, digits=1)} GiB"


def _rates(rates: TransferRates) -> str:
    values = (rates.read_bytes_per_s, rates.write_bytes_per_s)
    return "/".join(_number(None if value is None else value / MIB, 1, digits=1) for value in values)


def _number(value: float | None, width: int = 1, digits: int = 0) -> str:
    return "-".rjust(width) if value is None else f"{value:{width}.{digits}f}"


def _interval(text: str) -> float:
    value = float(text)
    if not SHORTEST_INTERVAL_S <= value <= LONGEST_INTERVAL_S:  # no comparison holds for a NaN
        raise argparse.ArgumentTypeError(f"must be {SHORTEST_INTERVAL_S:g} to {LONGEST_INTERVAL_S:g} seconds")
    return value


def _count(text: str) -> int:
    value = int(text)
    if value < 1:
        raise argparse.ArgumentTypeError("must be 1 or more")
    return value
