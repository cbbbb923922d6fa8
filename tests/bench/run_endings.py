"""How soon everything is gone when the program ends: `python tests/bench/run_endings.py [--repeat 1]`.

The whole program is brought to each phase of the engine and ended in each way: closed (SIGTERM), logged out of
(SIGHUP), killed, crashed, quit. Counted from the order until the last of its processes is gone. Prints one JSON
document; the goal is 3 s for each. Linux only.
"""

from __future__ import annotations

import argparse
import json
import os
import select
import signal
import statistics
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from deepseek_gui.domain.model import Architecture
from deepseek_gui.modelfiles.writer import write_sparse, write_synthetic
from tests.end_to_end.test_endings import PHASES, order, program

GOAL_S = 3.0
WAYS: dict[str, signal.Signals | None] = {
    "closed": signal.SIGTERM,
    "logged out": signal.SIGHUP,
    "killed": signal.SIGKILL,
    "crashed": signal.SIGSEGV,
    "quit": None,
}


def shape(n_layers: int, n_embd: int) -> Architecture:
    """Return a small Llama."""
    heads = n_embd // 32
    return Architecture(
        "llama",
        n_layers=n_layers,
        n_embd=n_embd,
        n_ff=4 * n_embd,
        n_heads=heads,
        n_kv_heads=heads,
        head_dim=32,
        n_vocab=4096,
        context_trained=8192,
    )


def ending_s(phase: str, way: str, file: Path) -> float:
    """Return the seconds from the order to the end of the last process."""
    number = WAYS[way]
    with tempfile.TemporaryDirectory() as profile, program(Path(profile), phase, file) as (process, below):
        watched = [os.pidfd_open(child.pid) for child in below if child.is_running()]
        began = time.perf_counter()
        if number is None:
            order(process, "quit")
        else:
            process.send_signal(number)
        process.wait(60)
        for descriptor in watched:  # tells the end itself; until somebody collects the status psutil calls it alive
            if not select.select([descriptor], [], [], 60)[0]:
                raise SystemExit(f"{phase}, {way}: a process is left")
        taken = time.perf_counter() - began
        for descriptor in watched:
            os.close(descriptor)
        return taken


def main() -> int:
    """Measure and print; 1 when one took too long."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeat", type=int, default=1)
    options = parser.parse_args()
    taken: dict[str, dict[str, float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        slow, chatty = Path(folder) / "slow.gguf", Path(folder) / "chatty.gguf"
        write_sparse(slow, shape(24, 2048), "Q4_0", name="slow")
        write_synthetic(chatty, shape(12, 1024), "Q4_0", name="chatty")
        for phase in PHASES:
            file = slow if phase == "loading" else chatty
            taken[phase] = {
                way: round(statistics.median(ending_s(phase, way, file) for _ in range(options.repeat)), 2)
                for way in WAYS
            }
    worst = max(seconds for row in taken.values() for seconds in row.values())
    print(json.dumps({"seconds": taken, "worst_s": worst, "goal_s": GOAL_S, "met": worst <= GOAL_S}, indent=1))
    return 0 if worst <= GOAL_S else 1


if __name__ == "__main__":
    raise SystemExit(main())
