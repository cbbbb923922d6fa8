"""The article's case through the product itself: `python tests/bench/transformers_server.py`.

FP16, 128 tokens of prompt and 128 of answer, for one request and for 32 at the same time. Makes the model's folder
with random weights in the program's cache (7B: 14.2 GiB, once), starts the engine as `run --engine transformers` does,
and prints one JSON line a case: time to first token, tokens per second, and the peak of GPU memory (torch's own count;
NVML's of the process, or of the card where NVML does not tell processes apart) beside the estimate.

Needs a Python with torch and transformers (this one or the one on the search path); no Qt. A small case for a machine
without a GPU: `--model r1-distill-qwen-1.5b --quant F32 --users 2 --prompt 32 --tokens 8`.
"""

from __future__ import annotations

import argparse
import json
import queue
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from deepseek_gui.core.estimating import estimate
from deepseek_gui.core.machines import current_machine
from deepseek_gui.core.session import EngineSession
from deepseek_gui.domain.events import Done, EngineEvent, Failed, Loading, LogLine, Ready, Token
from deepseek_gui.domain.machine import Machine
from deepseek_gui.domain.plan import Estimate, Plan, RunSettings
from deepseek_gui.engines.stream import ChatStream
from deepseek_gui.settings.paths import Paths, default_paths

GOAL = 0.05
"""Allowed error of the peak of GPU memory."""
_TEMPLATE_TOKENS = 20
"""What the synthetic tokenizer's template adds to a message; a letter is a token."""


@dataclass
class Answer:
    """One answer and when its pieces came, seconds after all were asked."""

    done: Done | None = None
    first_s: float | None = None
    last_s: float = 0.0


class Engine:
    """The loaded engine of a session, its address and key."""

    def __init__(self, plan: Plan, machine: Machine, paths: Paths) -> None:
        self.told: queue.SimpleQueue[EngineEvent] = queue.SimpleQueue()
        self.session = EngineSession(self.told.put, Path(tempfile.mkdtemp()), paths=paths)
        self.session.load(plan, machine)
        self.ready = self._until_ready()
        stream = self.session._run._stream  # type: ignore[union-attr]
        client: httpx.Client = stream._client  # type: ignore[union-attr]
        self.address, self.client = str(client.base_url), client
        self.key = client.headers["Authorization"].removeprefix("Bearer ")

    def _until_ready(self) -> Ready:
        shown = -1
        while not isinstance(event := self.told.get(timeout=600), Ready):
            if isinstance(event, Failed):
                sys.exit(f"{event.message}\n{event.details}")
            if isinstance(event, LogLine):
                print(event.text[:200], file=sys.stderr, flush=True)
            if isinstance(event, Loading) and event.progress is not None and int(event.progress * 4) != shown:
                shown = int(event.progress * 4)
                print(f"{event.step or 'loading'}: {event.progress:.0%}", file=sys.stderr, flush=True)
        return event

    def ask(self, users: int, prompt: int, tokens: int) -> list[Answer]:
        """Ask some questions at the same time and return their answers."""
        answers = [Answer() for _ in range(users)]
        streams = [ChatStream(self.address, self.key) for _ in answers]  # slow to make, so not while the clock runs
        began = time.perf_counter()
        threads = [
            threading.Thread(target=self._one, args=(answer, stream, prompt, tokens, began))
            for answer, stream in zip(answers, streams, strict=True)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return answers

    def _one(self, answer: Answer, stream: ChatStream, prompt: int, tokens: int, began: float) -> None:
        messages = [{"role": "user", "content": "x" * (prompt - _TEMPLATE_TOKENS)}]
        for event in stream.answer(messages, max_tokens=tokens, extra={"temperature": 0.0, "ignore_eos": True}):
            answer.last_s = time.perf_counter() - began
            if isinstance(event, Token) and answer.first_s is None:
                answer.first_s = answer.last_s
            if isinstance(event, Done):
                answer.done = event
        stream.close()

    def torch_peak(self) -> int | None:
        """Return torch's own count of the largest sum of blocks, bytes; None without a GPU."""
        lines = self.client.get("/metrics").text.splitlines()
        found = [int(line.split()[-1]) for line in lines if line.startswith("torch_memory_allocated_peak_bytes")]
        return max(found, default=None)


def gpu_used(pid: int | None) -> tuple[int, str] | None:
    """Return bytes of GPU memory and whose they are: the process's, or the whole card's."""
    import pynvml

    try:
        pynvml.nvmlInit()
        handle = pynvml.nvmlDeviceGetHandleByIndex(0)
        for process in pynvml.nvmlDeviceGetComputeRunningProcesses(handle):
            if process.pid == pid and process.usedGpuMemory:
                return int(process.usedGpuMemory), "process"
        return int(pynvml.nvmlDeviceGetMemoryInfo(handle).used), "card"
    except pynvml.NVMLError:
        return None


def measure(plan: Plan, machine: Machine, paths: Paths, prompt: int, tokens: int) -> dict[str, Any]:
    """Return one case: what was measured beside what was estimated."""
    found = estimate(plan, machine)
    before = gpu_used(None)
    engine = Engine(plan, machine, paths)
    users = plan.settings.parallel
    engine.ask(1, prompt, 4)  # the first call loads kernels
    answers = engine.ask(users, prompt, tokens)
    used = gpu_used(engine.ready.pid)
    peak = engine.torch_peak()
    engine.session.close()
    ends, firsts = [answer.last_s for answer in answers], [answer.first_s or 0.0 for answer in answers]
    done = answers[0].done
    if done is None or any(answer.done is None or answer.done.tokens != tokens for answer in answers):
        sys.exit(f"not every answer has {tokens} tokens: {answers}")
    case = {
        "model": plan.model,
        "format": plan.quantisation,
        "users": users,
        "prompt_tokens": done.prompt_tokens,
        "tokens": tokens,
        "load_s": round(engine.ready.load_s, 2),
        "first_token_s": round(max(firsts), 4),
        "decode_tps": round(done.decode_tps or 0.0, 2),
        "engine_decode_tps": round(done.engine_decode_tps or 0.0, 2),
        "prefill_tps": round(done.prefill_tps or 0.0, 1),
        "together_tps": round(users * (tokens - 1) / (max(ends) - min(firsts)), 1),
        "torch_peak_bytes": peak,
        "nvml_bytes": None if used is None else used[0] - (before[0] if used[1] == "card" and before else 0),
        "nvml_of": None if used is None else used[1],
    }
    return case | _beside(case, found)


def _beside(case: dict[str, Any], found: Estimate) -> dict[str, Any]:
    gpus = [device for device in found.devices if device.kind == "gpu"]
    speed = found.speed.throughput_tps if case["users"] > 1 else found.speed.decode_tps
    measured_tps = case["together_tps"] if case["users"] > 1 else case["decode_tps"]
    allocated = sum(device.total_bytes - device.overhead_bytes for device in gpus)
    whole = sum(device.total_bytes for device in gpus)
    peak, nvml = case["torch_peak_bytes"], case["nvml_bytes"]
    return {
        "estimated_peak_bytes": allocated or None,
        "estimated_whole_bytes": whole or None,
        "peak_ratio": round(allocated / peak, 4) if peak and allocated else None,
        "whole_ratio": round(whole / nvml, 4) if nvml and whole else None,
        "estimated_tps": None
        if speed is None
        else [round(part, 1) for part in (speed.low, speed.expected, speed.high)],
        "tps_ratio": None if speed is None else round(speed.expected / measured_tps, 3),
    }


def main() -> int:
    """Measure both cases; 0 when the peak of GPU memory is within the goal, or when there is no GPU."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", default="r1-distill-qwen-7b")
    parser.add_argument("--quant", default="F16")
    parser.add_argument("--users", type=int, default=32)
    parser.add_argument("--prompt", type=int, default=128)
    parser.add_argument("--tokens", type=int, default=128)
    args = parser.parse_args()
    machine, paths = current_machine(), default_paths()
    print(f"{machine.name}: {', '.join(gpu.name for gpu in machine.gpus) or 'no GPU'}", file=sys.stderr)
    worst = 0.0
    for users in (1, args.users):
        settings = RunSettings(context=users * (args.prompt + args.tokens), parallel=users)
        plan = Plan(args.model, args.quant, "transformers", settings, synthetic=True)
        case = measure(plan, machine, paths, args.prompt, args.tokens)
        print(json.dumps(case), flush=True)
        worst = max(worst, abs(case["peak_ratio"] - 1) if case["peak_ratio"] else 0.0)
    return 0 if worst <= GOAL else 1


if __name__ == "__main__":
    sys.exit(main())
