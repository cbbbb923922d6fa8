"""Plans that run on a real NVIDIA GPU under llama-server: `python tests/bench/run_on_gpu.py --server PROGRAM`.

Prints a row a plan: memory seen of the engine's process (the most of ten samples a second, from NVML) over the
estimate's, speeds over the expected ones at the same depth, joules a token. Then several users at once over the
estimate's throughput. Then it provokes the failures that need a GPU, and prints the cause that
the program names beside the engine's own line: another program holds the memory, all cards are hidden.
Needs torch for a program that holds memory. Weights are random, written below `--folder`.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import queue
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from deepseek_gui.core.energy import EnergyMeter, power_of
from deepseek_gui.core.estimating import estimate
from deepseek_gui.core.load_steps import MOST_USERS, LoadSettings, with_slots
from deepseek_gui.core.load_test import LoadTest
from deepseek_gui.core.machines import current_machine, reader_for
from deepseek_gui.core.sampler import Sampler
from deepseek_gui.core.session import ChatMessage, EngineSession
from deepseek_gui.domain.events import Done, EngineEvent, Failed, Notice, Ready, Token
from deepseek_gui.domain.machine import Machine
from deepseek_gui.domain.plan import Plan, Range, RunSettings
from deepseek_gui.domain.sample import Sample
from deepseek_gui.domain.units import GIB
from deepseek_gui.settings.paths import profile_paths

PLANS = (
    ("r1-distill-qwen-1.5b", "F16", RunSettings(context=8192)),
    ("r1-distill-qwen-1.5b", "Q4_K_M", RunSettings(context=131_072)),
    ("r1-distill-qwen-7b", "Q4_K_M", RunSettings(context=8192)),
    ("r1-distill-qwen-7b", "Q4_K_M", RunSettings(context=32_768, kv_type_k="q8_0", kv_type_v="q8_0")),
    ("r1-distill-qwen-7b", "Q8_0", RunSettings(context=32_768, parallel=4)),
    ("r1-distill-qwen-7b", "Q8_0", RunSettings(context=8192, gpu_layers=14)),
    ("r1-distill-qwen-7b", "F16", RunSettings(context=8192, ubatch=2048)),
    ("deepseek-v2-lite", "Q4_K_M", RunSettings(context=8192)),
    ("deepseek-v2-lite", "Q4_K_M", RunSettings(context=8192, cpu_experts=13)),
    ("r1-distill-qwen-14b", "Q4_K_M", RunSettings(context=8192)),
)
PROMPT = "Tell me about the sea, the wind and the stars. " * 120
LIMIT_S = 240.0
DEPTH = 5428
"""Tokens in the cache at the middle of an answer."""
HOLD = """
import torch, sys
free, total = torch.cuda.mem_get_info()
held = torch.empty(max(1, free - int(float(sys.argv[1]) * 2**30)), dtype=torch.uint8, device="cuda")
print("held", flush=True); sys.stdin.read()
"""


def main() -> None:
    """Print the rows."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--server", type=Path, required=True)
    parser.add_argument("--plans", type=int, default=len(PLANS), help="run so many of the plans")
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "run-on-gpu")
    args = parser.parse_args()
    machine = current_machine()
    print(*(f"{gpu.name}, {gpu.vram_bytes or 0} bytes" for gpu in machine.gpus), sep="\n")
    bench = Bench(args.server, args.folder, machine)
    for model, quantisation, settings in PLANS[: args.plans]:
        plan = Plan(model=model, quantisation=quantisation, engine="llama-server", settings=settings, synthetic=True)
        bench.print_run(plan)
    bench.print_load(Plan("r1-distill-qwen-7b", "Q4_K_M", "llama-server", RunSettings(context=1024), synthetic=True))
    if machine.gpus:
        bench.print_failures()


@dataclass
class Bench:
    """Runs plans in a folder of its own."""

    server: Path
    folder: Path
    machine: Machine

    def print_run(self, plan: Plan) -> None:
        """Print what was seen of a plan that works."""
        expected, deep = estimate(plan, self.machine), self._at_depth(plan)
        seen = self._run(plan)
        name = f"{plan.model} {plan.quantisation} {_words(plan.settings)}"
        if seen.failed is not None or seen.done is None:
            print(f"{name}: FAILED {seen.failed}", flush=True)
            return
        gpu = sum(device.total_bytes for device in expected.devices if device.kind == "gpu")
        host = sum(device.total_bytes for device in expected.devices if device.kind == "host")
        done, speed = seen.done, expected.speed
        print(
            f"{name}: ready {seen.load_s:.1f} s; "
            f"GPU seen {seen.vram / GIB:.3f} GiB (when ready {seen.vram_ready / GIB:.3f}), expected {gpu / GIB:.3f}, "
            f"ratio {_share(seen.vram, gpu)}; host seen {seen.rss / GIB:.2f}, expected {host / GIB:.2f}; "
            f"decode {_ratio(done.engine_decode_tps, deep)}; "
            f"prefill {_ratio(done.prefill_tps, speed.prefill_tps)} "
            f"({done.prompt_tokens} tokens); window/engine {_share(done.decode_tps, done.engine_decode_tps)}; "
            f"power {seen.watts:.0f} W, {seen.joules_per_token or 0:.2f} J a token of {seen.energy.counted}",
            flush=True,
        )

    def _at_depth(self, plan: Plan) -> Range | None:
        """Return the speed expected where the bench's answers are written."""
        settings = replace(plan.settings, context=DEPTH * plan.settings.parallel)
        return estimate(replace(plan, settings=settings), self.machine).speed.decode_tps_at_context

    def print_load(self, plan: Plan) -> None:
        """Print the throughput of several users over the estimate's."""
        told: queue.SimpleQueue[EngineEvent] = queue.SimpleQueue()
        paths = profile_paths(self.folder)
        session = EngineSession(told.put, paths.log_dir, paths=paths, programs=lambda: {"llama-server": self.server})
        try:
            session.load(with_slots(plan, MOST_USERS), self.machine)
            while not isinstance(event := told.get(timeout=LIMIT_S), Ready):
                if isinstance(event, Failed):
                    print("load test:", event, flush=True)
                    return
            outcome = LoadTest(session.open_connection, LoadSettings(MOST_USERS, 128)).run()
        finally:
            session.close()
        for step in outcome.steps:
            expected = estimate(with_slots(plan, step.users), self.machine).speed
            print(
                f"{step.users} users: together {_ratio(step.throughput_tps, expected.throughput_tps)}; first token "
                f"p50 {step.first_token_p50_s} s, p95 {step.first_token_p95_s} s; errors {step.errors}",
                flush=True,
            )

    def print_failures(self) -> None:
        """Print causes of failures that are provoked."""
        plan = Plan(
            model="r1-distill-qwen-7b",
            quantisation="Q8_0",
            engine="llama-server",
            settings=RunSettings(context=32_768, gpu_layers=99),
            synthetic=True,
        )
        for left_gib in (4.0, 8.6, 9.5):
            with _memory_held(left_gib):
                self._print_failure(f"{left_gib} GiB left", plan)
        long_batch = replace(plan, settings=replace(plan.settings, ubatch=2048, batch=2048))
        with _memory_held(9.9):
            self._print_failure("9.9 GiB left, micro-batch 2048", long_batch)
        for variable in ("CUDA_VISIBLE_DEVICES",):
            with _variable(variable, ""):
                self._print_failure(f"{variable} empty", plan)

    def _print_failure(self, title: str, plan: Plan) -> None:
        seen = self._run(plan, prompt=PROMPT)
        notices = "; ".join(f"{notice.cause}: {notice.message}" for notice in seen.notices)
        if seen.failed is None:
            print(f"{title}: runs; notices: {notices or 'none'}", flush=True)
            return
        print(f"{title}: {seen.failed.cause}: {seen.failed.message} {seen.failed.hint}", flush=True)
        print(
            f"  evidence: {seen.failed.evidence}\n  remedies: {[str(remedy.text) for remedy in seen.failed.remedies]}"
        )
        print("  " + "\n  ".join(seen.failed.details.splitlines()[-12:]), flush=True)

    def _run(self, plan: Plan, prompt: str = PROMPT) -> Seen:
        paths = profile_paths(self.folder)
        told: queue.SimpleQueue[EngineEvent | Sample] = queue.SimpleQueue()
        session = EngineSession(told.put, paths.log_dir, paths=paths, programs=lambda: {"llama-server": self.server})
        sampler = Sampler(reader_for(self.machine), told.put, 0.1)
        sampler.start()
        seen, asked = Seen(), False
        try:
            session.load(plan, self.machine)
            while seen.done is None and seen.failed is None:
                event = told.get(timeout=LIMIT_S)
                seen.take(event)
                if isinstance(event, Ready):
                    sampler.watch_process(event.pid)
                if not asked and isinstance(event, Sample) and event.process is not None:
                    asked = True
                    session.send([ChatMessage("user", prompt)], max_tokens=256)
        except queue.Empty:
            print("no word for a long time", flush=True)
        finally:
            sampler.stop()
            session.close()
        return seen


class Seen:
    """What came of a run."""

    def __init__(self) -> None:
        self.vram = self.vram_ready = self.rss = 0
        self._begun_s: float | None = None
        self.energy = EnergyMeter()
        self.joules_per_token: float | None = None
        self.watts = self.load_s = 0.0
        self.done: Done | None = None
        self.failed: Failed | None = None
        self.notices: list[Notice] = []

    def take(self, event: EngineEvent | Sample) -> None:
        """Note an event."""
        match event:
            case Sample():
                self.watts = max([self.watts, *(gpu.power_w or 0.0 for gpu in event.gpus)])
                self.energy.take(power_of(event), event.monotonic_s)
                if event.process is not None:
                    self.vram_ready = self.vram_ready or event.process.vram_bytes or 0
                    self.vram = max(self.vram, event.process.vram_bytes or 0)
                    self.rss = max(self.rss, event.process.rss_bytes or 0)
            case Ready():
                self.load_s = event.load_s
            case Token() if self._begun_s is None:
                self._begun_s = time.monotonic()
                self.energy.begin(self._begun_s)
            case Done():
                self.done = event
                self.energy.end(time.monotonic())
                self.joules_per_token = self.energy.per_token_j(event.tokens, time.monotonic())
            case Failed():
                self.failed = event
            case Notice():
                self.notices.append(event)
            case _:
                pass


@contextlib.contextmanager
def _memory_held(left_gib: float) -> Iterator[None]:
    """Have another program hold all but so much of the first GPU."""
    command = [sys.executable, "-c", HOLD, str(left_gib)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        program.stdout.readline()
        try:
            yield
        finally:
            program.communicate("")


@contextlib.contextmanager
def _variable(name: str, value: str) -> Iterator[None]:
    before = os.environ.get(name)
    os.environ[name] = value
    try:
        yield
    finally:
        if before is None:
            del os.environ[name]
        else:
            os.environ[name] = before


def _words(settings: RunSettings) -> str:
    start = RunSettings()
    fields = ("context", "parallel", "ubatch", "kv_type_k", "gpu_layers", "cpu_experts")
    values = ((field, getattr(settings, field)) for field in fields)
    changed = [(field, value) for field, value in values if value != getattr(start, field)]
    return " ".join(f"{field}={value}" for field, value in changed)


def _ratio(seen: float | None, expected: Range | None) -> str:
    if seen is None or expected is None:
        return f"{seen} of {expected}"
    return f"{seen:.1f} tok/s, expected {expected.expected:.1f}, ratio {seen / expected.expected:.2f}"


def _share(part: float | None, whole: float | None) -> str:
    return f"{part / whole:.4f}" if part and whole else "?"


if __name__ == "__main__":
    main()
