"""What watching costs, with 8 GPUs of the driver's stand-in: `python tests/bench/hardware_watch.py [--peers DIR]`.

Peers: `pip install --target DIR nvitop gpustat`. All programs run side by side at 1 Hz, each printing one JSON line a
second, so that the same noise hits them all; their start is left out. nvitop runs twice: as people run it, on a
pseudo-terminal of 80 x 200 at its 1 s interval, and its `ResourceMetricCollector`, which its authors offer for logging
(devices, host and the collector's own processes, no counters, clocks or throttle reasons).
gpustat answers `new_query()`, devices and processes without the host. The floor is plain psutil without any GPU.

CPU times are the kernel's, of whole processes. A sample's own time is the median of many `read`s; what the same NVML
calls take through the bare binding is subtracted.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil

SOURCE = Path(__file__).resolve().parent.parent / "hardware/nvml_standin/nvml.c"
START_S = 5.0
QUITS = 7
HANG_S = 5

PLAIN = """
import json, time, psutil
while True:
    print(json.dumps([psutil.cpu_percent(percpu=True), psutil.virtual_memory(), psutil.disk_io_counters(perdisk=True),
                      psutil.net_io_counters(pernic=True)]), flush=True)
    time.sleep(1)
"""
SCREEN = """
import fcntl, os, pty, struct, sys, termios
child, terminal = pty.fork()
if child == 0:
    from nvitop.cli import main
    sys.argv = ["nvitop", "--monitor", "full", "--interval", "1"]
    sys.exit(main())
fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 80, 200, 0, 0))
while os.read(terminal, 65536):
    pass
"""
NVITOP = """
import json, time
from nvitop import Device, ResourceMetricCollector
collector = ResourceMetricCollector(devices=Device.all(), interval=1.0)
with collector(tag="bench"):
    while True:
        time.sleep(1)
        print(json.dumps(collector.collect()), flush=True)
"""
GPUSTAT = """
import sys, time, gpustat
while True:
    gpustat.new_query().print_json(sys.stdout)
    sys.stdout.flush()
    time.sleep(1)
"""
SAMPLE = """
import statistics, sys, time
from deepseek_gui.hardware.reader import SystemReader
def median_ms(work):
    times = []
    for _ in range(200):
        time.sleep(0.1)
        begun = time.perf_counter()
        work()
        times.append(time.perf_counter() - begun)
    return statistics.median(times) * 1000
reader = SystemReader()
cards = len(reader.read().gpus)
print(cards, median_ms(reader.read))
if cards:
    import pynvml
    pynvml.nvmlInit()
    handles = [pynvml.nvmlDeviceGetHandleByIndex(i) for i in range(pynvml.nvmlDeviceGetCount())]
    samples = [pynvml.nvmlGpmSampleAlloc() for _ in handles]
    def ask():
        for handle, sample in zip(handles, samples):
            pynvml.nvmlDeviceGetUtilizationRates(handle)
            pynvml.nvmlDeviceGetPowerUsage(handle)
            pynvml.nvmlDeviceGetTemperature(handle, pynvml.NVML_TEMPERATURE_GPU)
            pynvml.nvmlDeviceGetMemoryInfo(handle, pynvml.nvmlMemory_v2)
            pynvml.nvmlDeviceGetClockInfo(handle, pynvml.NVML_CLOCK_SM)
            pynvml.nvmlDeviceGetClockInfo(handle, pynvml.NVML_CLOCK_MEM)
            pynvml.nvmlDeviceGetCurrentClocksEventReasons(handle)
            pynvml.nvmlGpmSampleGet(handle, sample)
    print(median_ms(ask))
"""


def program(code: str) -> list[str]:
    """Return the command that runs code with this Python."""
    return [sys.executable, "-c", code]


def environment(folder: Path, scenario: str, peers: Path | None = None) -> dict[str, str]:
    """Return an environment in which the stand-in is the driver."""
    path = folder / f"scenario-{len(list(folder.iterdir()))}"
    path.write_text(scenario, encoding="utf-8")
    added = {"PYTHONPATH": str(peers)} if peers else {}
    return {**os.environ, "LD_LIBRARY_PATH": str(folder), "NVML_SCENARIO": str(path), **added}


def used_s(child: psutil.Process) -> float:
    """Return the CPU time of the program: of the child on the terminal where there is one, else of the process."""
    return sum(sum(process.cpu_times()[:2]) for process in child.children() or [child])


def cpu_shares(commands: dict[str, tuple[list[str], dict[str, str]]], span_s: float) -> dict[str, float]:
    """Return the CPU use of programs that run side by side, percent of one core."""
    children = {
        name: psutil.Popen(command, env=env, stdout=subprocess.DEVNULL) for name, (command, env) in commands.items()
    }
    try:
        time.sleep(START_S)
        before, begun = {name: used_s(child) for name, child in children.items()}, time.monotonic()
        time.sleep(span_s)
        passed_s = time.monotonic() - begun
        return {name: 100 * (used_s(child) - before[name]) / passed_s for name, child in children.items()}
    finally:
        for child in children.values():
            for process in (*child.children(), child):
                process.kill()
            child.wait()


def quit_ms(env: dict[str, str]) -> float:
    """Return how long `watch` takes to end at Ctrl-C while a driver call hangs, milliseconds."""
    command = [sys.executable, "-m", "deepseek_gui", "watch", "--interval", "0.2", "--json"]
    with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        while not json.loads(child.stdout.readline())["gpus"][0]["stale"]:
            pass
        begun = time.perf_counter()
        child.send_signal(signal.SIGINT)
        child.wait()
        return (time.perf_counter() - begun) * 1000


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--peers", type=Path, help="folder with nvitop and gpustat")
    parser.add_argument("--seconds", type=float, default=60.0, help="how long the programs run side by side")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        build = ["cc", "-std=c11", "-O2", "-shared", "-fPIC", "-o", str(folder / "libnvidia-ml.so.1"), str(SOURCE)]
        subprocess.run([*build, "-lpthread", "-lm"], check=True)
        eight = environment(folder, f"gpus 8\nprocess {os.getpid()} 1073741824 40\n")
        watch = [sys.executable, "-m", "deepseek_gui", "watch", "--json"]
        commands = {"watch": (watch, eight), "plain psutil": (program(PLAIN), dict(os.environ))}
        if args.peers:
            theirs = environment(folder, Path(eight["NVML_SCENARIO"]).read_text(encoding="utf-8"), args.peers)
            commands |= {
                "nvitop": (program(SCREEN), theirs | {"TERM": "xterm-256color"}),
                "nvitop's API": (program(NVITOP), theirs),
                "gpustat": (program(GPUSTAT), theirs),
            }
        shares = cpu_shares(commands, args.seconds)
        for name_, share in shares.items():
            print(f"{name_:14} {share:6.2f} % of a core at 1 Hz   {share / shares['watch']:5.2f} of watch's")
        for title, env in (("no GPU", dict(os.environ)), ("8 GPUs", eight)):
            told = subprocess.run(program(SAMPLE), env=env, check=True, capture_output=True, text=True).stdout.split()
            total, driver = float(told[1]), float(told[2]) if len(told) > 2 else 0.0
            print(f"one sample, {title}: {total:.2f} ms, the driver's own {driver:.2f}, ours {total - driver:.2f}")
        hung = environment(folder, f"gpus 8\nhang nvmlDeviceGetPowerUsage {HANG_S} after 20\n")
        quits = [quit_ms(hung) for _ in range(QUITS)]
        print(f"quit while a call hangs {HANG_S} s: median {statistics.median(quits):.0f} ms, most {max(quits):.0f} ms")


if __name__ == "__main__":
    main()
