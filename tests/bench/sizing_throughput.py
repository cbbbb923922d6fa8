"""How long the whole catalogue takes on one machine: python tests/bench/sizing_throughput.py [--profile].

Every model in every quantisation, four contexts, every engine: thousands of plans. Each figure is a process of its
own time and the wall's; cold is a fresh interpreter that has imported the modules but computed nothing.
"""

from __future__ import annotations

import argparse
import cProfile
import json
import pstats
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from deepseek_gui.catalog.machines import example_names
from deepseek_gui.catalog.models import models
from deepseek_gui.core.machines import machine_named
from deepseek_gui.core.matching import estimate_all
from deepseek_gui.domain.machine import Machine
from deepseek_gui.domain.plan import Plan, RunSettings

GGUF_ENGINES = ("embedded", "llama-server", "ollama", "llama.cpp")
"""Engines that load the catalogue's quantisations; the others take a model in its own format, one plan each."""
CONTEXTS = (4096, 8192, 16384, 32768)
COLD_RUNS, WARM_RUNS = 3, 5


@dataclass(frozen=True, slots=True)
class Taken:
    """Seconds of the processor and of the wall."""

    process_s: float
    wall_s: float

    def __str__(self) -> str:
        """Return both in milliseconds."""
        return f"{self.process_s * 1e3:6.0f} ms of CPU, {self.wall_s * 1e3:6.0f} ms of wall"


def timed(work: Callable[[], object]) -> Taken:
    """Run once."""
    wall, process = time.perf_counter(), time.process_time()
    work()
    return Taken(time.process_time() - process, time.perf_counter() - wall)


def middle(taken: Sequence[Taken]) -> Taken:
    """Return the medians."""
    return Taken(statistics.median(one.process_s for one in taken), statistics.median(one.wall_s for one in taken))


def plans(
    contexts: Sequence[int] = CONTEXTS, engines: Sequence[str] = GGUF_ENGINES, kv_type: str = "f16"
) -> list[Plan]:
    """Return every plan of the catalogue that the engine takes; contexts stop at what a model was made for."""
    return [
        Plan(model.id, quantisation, engine, RunSettings(context=context, kv_type_k=kv_type))
        for model in models()
        if model.architecture
        for engine in engines
        for quantisation in model.quantisations
        for context in sorted({min(context, model.architecture.context_trained) for context in contexts})
    ]


def estimate_listed(chosen: Sequence[Plan], machine: Machine) -> int:
    """Estimate all as the window's list does and return how many fit."""
    return sum(found.fits for found in estimate_all(chosen, machine))


def one_process(name: str) -> dict[str, tuple[float, float] | int]:
    """Return the times of a machine in this process, which must be fresh."""
    machine, chosen = machine_named(name), plans()
    cold = timed(lambda: estimate_listed(chosen, machine))
    again = middle([timed(lambda: estimate_listed(chosen, machine)) for _ in range(WARM_RUNS)])
    half = middle([timed(lambda: estimate_listed(chosen[::2], machine)) for _ in range(WARM_RUNS)])
    # What the window lists: one context, one engine. Each time a setting that no plan had before.
    changed = [plans((context,), ("embedded",), "q8_0") for context in (8192, 16384, 32768)]
    change = middle([timed(lambda: estimate_listed(listed, machine)) for listed in changed])  # noqa: B023  called at once
    taken = {"cold": cold, "again": again, "half": half, "change": change}
    counts = {"plans": len(chosen), "listed": len(changed[0])}
    return counts | {key: (one.process_s, one.wall_s) for key, one in taken.items()}


def report(name: str) -> str:
    """Return the lines of a machine, each run in a fresh process."""
    command = [sys.executable, __file__, "--one", name]
    runs = [json.loads(subprocess.run(command, capture_output=True, check=True).stdout) for _ in range(COLD_RUNS)]
    cold, again, half, change = (
        middle([Taken(*run[key]) for run in runs]) for key in ("cold", "again", "half", "change")
    )
    slope = again.process_s / half.process_s / 2
    return (
        f"{name:13} {runs[0]['plans']} plans: cold {cold};  again {again} ({slope:.2f} x twice the half)\n"
        f"{'':13} {runs[0]['listed']:4} plans after one setting: {change}"
    )


def main() -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "machines", nargs="*", default=["basic", "professional", "enterprise"], help=", ".join(example_names())
    )
    parser.add_argument("--one", action="store_true", help="one machine in this process, as JSON")
    parser.add_argument("--profile", action="store_true", help="where a warm run spends its time")
    arguments = parser.parse_args()
    if arguments.one:
        print(json.dumps(one_process(arguments.machines[0])))
    elif arguments.profile:
        machine, chosen = machine_named(arguments.machines[0]), plans()
        estimate_listed(chosen, machine)
        with cProfile.Profile() as profile:
            estimate_listed(chosen, machine)
        pstats.Stats(profile).sort_stats("tottime").print_stats(25)
    else:
        for name in arguments.machines:
            print(report(name))
    return 0


if __name__ == "__main__":
    sys.exit(main())
