"""What the whole idle program costs at 1 Hz: percent of one core and resident memory. Goal: at most 2 %.

Run: python tests/bench/window_idle.py [--seconds 30] [--machine NAME] [--goal 2]
Starts a screen of its own (Xvfb) unless QT_QPA_PLATFORM says otherwise; the window shows Monitor with every chart.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

WARM_UP_S = 12.0  # imports, the first samples, the probe


@contextmanager
def screen() -> Iterator[dict[str, str]]:
    """Yield an environment with a screen of its own."""
    environment = {key: value for key, value in os.environ.items() if key != "WAYLAND_DISPLAY"}
    if "QT_QPA_PLATFORM" in environment or shutil.which("Xvfb") is None:
        yield {"QT_QPA_PLATFORM": "offscreen", **environment}
        return
    read, write = os.pipe()
    argv = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1400x900x24", "-nolisten", "tcp"]
    server = subprocess.Popen(argv, pass_fds=[write], stderr=subprocess.DEVNULL)
    os.close(write)
    try:
        with os.fdopen(read) as pipe:
            number = pipe.readline().strip()
        yield {**environment, "DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb"}
    finally:
        server.terminate()
        server.wait(10)


def cpu_s(process: psutil.Process) -> float:
    """Return processor seconds of a process so far."""
    times = process.cpu_times()
    return float(times.user + times.system)


def main() -> int:
    """Start, warm up, measure, print one JSON line; 1 when the goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--seconds", type=int, default=30)
    parser.add_argument("--machine")
    parser.add_argument("--goal", type=float, default=2.0)
    options = parser.parse_args()
    with screen() as environment, tempfile.TemporaryDirectory() as profile:
        argv = [sys.executable, "-m", "deepseek_gui", "--profile-dir", str(Path(profile, "p"))]
        argv += ["--machine", options.machine] if options.machine else []
        child = subprocess.Popen(argv, env=environment)
        try:
            process = psutil.Process(child.pid)
            time.sleep(WARM_UP_S)
            percents = []
            for _ in range(max(1, options.seconds // 5)):
                before, began = cpu_s(process), time.monotonic()
                time.sleep(5)
                percents.append(100 * (cpu_s(process) - before) / (time.monotonic() - began))
            rss_mib = process.memory_info().rss / 1024**2
        finally:
            child.terminate()
            child.wait(10)
    report = {
        "platform": environment["QT_QPA_PLATFORM"],
        "machine": options.machine or "this one",
        "cpu_percent_of_a_core": round(statistics.median(percents), 2),
        "range": [round(min(percents), 2), round(max(percents), 2)],
        "rss_mib": round(rss_mib, 1),
        "goal": options.goal,
    }
    print(json.dumps(report))
    return 0 if statistics.median(percents) <= options.goal else 1


if __name__ == "__main__":
    sys.exit(main())
