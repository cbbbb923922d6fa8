"""What the embedded engine reaches on this processor beside what is expected: `python tests/bench/engine_cpu_speed.py`.

For each model and quantisation a file of random weights is made in a temporary folder, loaded by `EngineSession` and
asked in turn with a short prompt and a long one; the memory's bandwidth is measured before and after.
Prints one JSON document a line. An answer counts as quiet when nothing else took more than a tenth of the processor
meanwhile; medians are of quiet answers, of the quietest where there are none. `best_decode_tps` is from the fast
quarter of the gaps between tokens, which a busy machine disturbs least. With `--threads 1` the processor time of a
token (`decode_cpu_s`) is what it takes on an idle core, however busy the machine is. What does not fit is skipped.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import queue
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import psutil

from deepseek_gui.catalog.models import find_model
from deepseek_gui.core.machines import current_machine
from deepseek_gui.core.session import ChatMessage, EngineSession
from deepseek_gui.domain.events import Done, EngineEvent, Failed, Ready, Token
from deepseek_gui.domain.machine import Machine
from deepseek_gui.domain.model import Architecture
from deepseek_gui.domain.plan import Plan, RunSettings, Speed
from deepseek_gui.domain.units import GIB
from deepseek_gui.hardware.bandwidth import measure_bandwidth
from deepseek_gui.modelfiles.writer import write_synthetic
from deepseek_gui.settings.paths import profile_paths
from deepseek_gui.sizing.placement import place
from deepseek_gui.sizing.speed import estimate_speed
from deepseek_gui.sizing.weights import Weights, weights_of

MODELS = ("r1-distill-qwen-1.5b", "r1-distill-qwen-7b", "deepseek-v2-lite")
QUANTISATIONS = ("Q4_0", "Q8_0", "Q4_K_M")
QUIET = 0.10


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer of the engine.

    Attributes:
        others: share of the processor that other programs took meanwhile.
        best_decode_tps: from the fast quarter of the gaps between tokens.
        decode_cpu_s: processor time of a token.
        prefill_cpu_s: processor time of a prompt token.
    """

    prompt_tokens: int
    decode_tps: float
    best_decode_tps: float
    prefill_tps: float | None
    others: float
    decode_cpu_s: float
    prefill_cpu_s: float


class Engine:
    """The real engine with one model loaded."""

    def __init__(self, plan: Plan, machine: Machine, folder: Path) -> None:
        self._events: queue.SimpleQueue[EngineEvent] = queue.SimpleQueue()
        self._session = EngineSession(self._events.put, folder, paths=profile_paths(folder))
        self._session.load(plan, machine)
        self._process = psutil.Process(next(e.pid for e in self._until() if isinstance(e, Ready)))

    def ask(self, prompt: str, tokens: int) -> Answer:
        """Return how fast the answer came."""
        busy_s, own_s, start_s = _busy_s(), self._cpu_s(), time.monotonic()
        self._session.send([ChatMessage("user", prompt)], max_tokens=tokens)
        times: list[float] = []
        first_cpu_s = 0.0
        for event in self._until():
            if isinstance(event, Token):
                first_cpu_s = first_cpu_s or self._cpu_s()
                times += [event.time_s] * event.count
        assert isinstance(event, Done)
        assert event.engine_decode_tps is not None
        last_cpu_s = self._cpu_s()
        wall_s = time.monotonic() - start_s
        others = max(0.0, _busy_s() - busy_s - (last_cpu_s - own_s)) / (wall_s * (os.cpu_count() or 1))
        prompt_tokens = event.prompt_tokens or 1
        return Answer(
            prompt_tokens,
            event.engine_decode_tps,
            _fast_rate(times) or event.engine_decode_tps,
            event.prefill_tps,
            round(others, 2),
            round((last_cpu_s - first_cpu_s) / max(1, event.tokens - 1), 5),
            round((first_cpu_s - own_s) / prompt_tokens, 5),
        )

    def close(self) -> None:
        """End the engine."""
        self._session.close()

    def _cpu_s(self) -> float:
        return float(sum(self._process.cpu_times()[:2]))

    def _until(self) -> Iterator[EngineEvent]:
        """Yield events up to `Ready` or `Done`."""
        while True:
            event = self._events.get(timeout=900)
            if isinstance(event, Failed):
                sys.exit(f"{event.message} {event.details}")
            yield event
            if isinstance(event, Ready | Done):
                return


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--models", nargs="*", default=MODELS)
    parser.add_argument("--quantisations", nargs="*", default=QUANTISATIONS)
    parser.add_argument("--tokens", type=int, default=96)
    parser.add_argument("--repeat", type=int, default=3, help="quiet answers wanted of each kind")
    parser.add_argument("--attempts", type=int, default=8, help="answers at most of each kind")
    parser.add_argument("--prompt-tokens", type=int, default=512)
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="engine-cpu-speed-") as name:
        folder = Path(name)
        machine = current_machine(folder)
        for model in args.models:
            for quantisation in args.quantisations:
                row = {"model": model, "quantisation": quantisation}
                print(json.dumps(row | _measure(model, quantisation, machine, folder, args)), flush=True)


def _measure(model: str, quantisation: str, machine: Machine, folder: Path, args: argparse.Namespace) -> dict[str, Any]:
    architecture = find_model(model).architecture
    assert architecture is not None
    weights = weights_of(architecture, quantisation)
    needed = weights.file_bytes + weights.repacked_bytes
    if psutil.virtual_memory().available < needed + 1.5 * GIB or psutil.disk_usage(str(folder)).free < needed:
        return {"skipped": f"needs {needed / GIB:.1f} GiB"}
    file = folder / "model.gguf"
    settings = RunSettings(context=2048, threads=args.threads)
    try:
        write_synthetic(file, architecture, quantisation, name=model)
        plan = Plan(file.name, None, settings=settings, file=file)
        with contextlib.closing(Engine(plan, machine, folder)) as engine:
            engine.ask("warm up", 8)
            before = _bandwidth(args.threads)
            answers = _answers(engine, args)
            after = _bandwidth(args.threads)
    finally:
        file.unlink(missing_ok=True)
    reached = max(before, after)
    speed = _expected(architecture, weights, machine, settings, reached)
    return _compared(weights, speed, answers) | {"bandwidth_gbs": [before, after]}


def _answers(engine: Engine, args: argparse.Namespace) -> dict[str, list[Answer]]:
    """Ask in turn until enough answers of each kind were quiet."""
    answers: dict[str, list[Answer]] = {"short": [], "long": []}
    for number in range(args.attempts):
        for kind, length in (("short", 16), ("long", args.prompt_tokens)):
            prompt = f"{number:04} " + "x" * (length - 30 if length > 30 else 8)
            answers[kind].append(engine.ask(prompt, args.tokens))
        if all(sum(a.others <= QUIET for a in found) >= args.repeat for found in answers.values()):
            break
    return answers


def _expected(
    architecture: Architecture, weights: Weights, machine: Machine, settings: RunSettings, bandwidth_gbs: float
) -> Speed:
    memory = replace(machine.memory, bandwidth_gbs=bandwidth_gbs, bandwidth_measured=True)
    # Only as many cores as the engine uses.
    threads = settings.threads or machine.cpu.cores
    host = replace(machine, gpus=(), memory=memory, cpu=replace(machine.cpu, cores=threads))
    return estimate_speed(architecture, weights, place(architecture, weights, host, settings, "embedded"), host)


def _compared(weights: Weights, speed: Speed, answers: dict[str, list[Answer]]) -> dict[str, Any]:
    assert speed.decode_tps is not None
    assert speed.prefill_tps is not None
    short, long = (_quietest(answers[kind]) for kind in ("short", "long"))
    decode = statistics.median(a.decode_tps for a in short)
    prefill = statistics.median(a.prefill_tps or 0.0 for a in long)
    return {
        "decode": round(decode, 2),
        "best_decode": round(max(a.best_decode_tps for a in short), 2),
        "expected_decode": round(speed.decode_tps.expected, 2),
        "decode_ratio": round(speed.decode_tps.expected / decode, 3),
        "decode_cpu_s": min(a.decode_cpu_s for a in answers["short"]),
        "prefill_cpu_s": min(a.prefill_cpu_s for a in answers["long"]),
        "decode_after_prompt": round(statistics.median(a.decode_tps for a in long), 2),
        "prefill": round(prefill, 1),
        "expected_prefill": round(speed.prefill_tps.expected, 1),
        "prefill_ratio": round(speed.prefill_tps.expected / prefill, 3),
        "active_mb": round(weights.active_bytes / 1e6, 1),
        "active_mparams": round(weights.active_params / 1e6, 1),
        "reached_gbs": round(decode * weights.active_bytes / 1e9, 2),
        "answers": {kind: [asdict(a) for a in found] for kind, found in answers.items()},
    }


def _quietest(answers: list[Answer]) -> list[Answer]:
    quiet = [a for a in answers if a.others <= QUIET]
    return quiet or sorted(answers, key=lambda a: a.others)[:3]


def _fast_rate(times: list[float]) -> float | None:
    gaps = sorted(b - a for a, b in pairwise(times) if b > a)
    return 1 / statistics.median(gaps[: max(1, len(gaps) // 4)]) if len(gaps) > 8 else None


def _bandwidth(threads: int) -> float:
    measured = measure_bandwidth(threads)
    if measured is None:
        sys.exit("the bandwidth cannot be measured")
    return round(measured, 1)


def _busy_s() -> float:
    times = psutil.cpu_times()
    return float(sum(times) - times.idle - getattr(times, "iowait", 0.0))


if __name__ == "__main__":
    main()
