"""Our readings of a real NVIDIA card against nvidia-smi, and five known loads told apart: `… [--seconds 12]`.

Needs a card with performance counters (Hopper and later), nvidia-smi, and torch with CUDA for the loads: a matrix
product, a copy in device memory, a matrix times a vector, tiny kernels, a copy from the host. Each load runs in a
process of its own; both programs read once a second meanwhile. Prints a line a load and, at the end, how far the
readings are apart in the sensors' own steps.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from statistics import median

from deepseek_gui.diagnosis.rules import diagnose
from deepseek_gui.domain.sample import GpuState, Sample
from deepseek_gui.domain.units import MIB
from deepseek_gui.hardware.reader import SystemReader

LOADS = {
    "matrix product": ("compute", "a @ a"),
    "memory copy": ("memory_bandwidth", "b.copy_(c)"),
    "matrix times vector": ("memory_bandwidth", "torch.mv(a, v)"),
    "tiny kernels": ("launch", "t.add_(1)"),
    "host to device copy": ("transfer", "b[: h.numel()].copy_(h, non_blocking=True)"),
}
"""Load -> the finding that names it, and its statement."""

SETUP = """
import time, torch
a = torch.randn(16384, 16384, dtype=torch.float16, device="cuda")
v = torch.randn(16384, dtype=torch.float16, device="cuda")
b = torch.empty(1 << 30, dtype=torch.float16, device="cuda"); c = torch.empty_like(b)
t = torch.zeros(64, device="cuda"); h = torch.empty(1 << 29, dtype=torch.float16, pin_memory=True)
until = time.time() + {seconds}
print("ready", flush=True)
while time.time() < until:
    for _ in range({inner}):
        {statement}
    {pause}
torch.cuda.synchronize()
"""

FIELDS = {
    "utilisation_percent": ("utilization.gpu", 1.0, 5.0),
    "memory_controller_percent": ("utilization.memory", 1.0, 5.0),
    "memory_used_bytes": ("memory.used", MIB, MIB),
    "power_w": ("power.draw.instant", 1.0, None),
    "power_limit_w": ("enforced.power.limit", 1.0, 0.1),
    "temperature_c": ("temperature.gpu", 1.0, 1.0),
    "memory_temperature_c": ("temperature.memory", 1.0, 1.0),
    "sm_clock_mhz": ("clocks.sm", 1.0, 15.0),
    "memory_clock_mhz": ("clocks.mem", 1.0, 0.0),
    "pcie_generation": ("pcie.link.gen.current", 1.0, 0.0),
    "pcie_width": ("pcie.link.width.current", 1.0, 0.0),
}
"""Our field -> nvidia-smi's, its unit in ours, and the step within which both may differ; None: it moves too fast."""


@contextmanager
def load(statement: str, seconds: float) -> Iterator[None]:
    """Run a load in a child for some seconds."""
    tiny = statement.startswith("t.")
    inner, pause = (100, "pass") if tiny else (8, "torch.cuda.synchronize()")
    code = SETUP.format(seconds=seconds, statement=statement, inner=inner, pause=pause)
    child = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    try:
        assert child.stdout is not None
        child.stdout.readline()
        yield
    finally:
        child.kill()
        child.wait()


def smi() -> dict[str, float | None]:
    """Return nvidia-smi's reading of the first card."""
    names = ",".join(name for name, _, _ in FIELDS.values())
    command = ["nvidia-smi", f"--query-gpu={names}", "--format=csv,noheader,nounits", "--id=0"]
    words = subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip().split(",")
    return {field: _number(word) for field, word in zip(FIELDS, words, strict=True)}


def _number(word: str) -> float | None:
    try:
        return float(word)
    except ValueError:
        return None


def watch(reader: SystemReader, seconds: float) -> tuple[list[Sample], list[tuple[GpuState, dict[str, float | None]]]]:
    """Return samples, and each with what nvidia-smi said just after it."""
    samples, pairs = [], []
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        due = time.monotonic() + 1.0
        sample = reader.read()
        samples.append(sample)
        pairs.append((sample.gpus[0], smi()))
        time.sleep(max(0.0, due - time.monotonic()))
    return samples, pairs


def main() -> None:
    """Run the loads and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=12.0)
    seconds = parser.parse_args().seconds
    reader = SystemReader()
    reader.read()
    apart: dict[str, list[float]] = {field: [] for field in FIELDS}
    right = 0
    for name, (expected, statement) in {"idle": ("", ""), **LOADS}.items():
        if statement:
            with load(statement, seconds + 20):
                time.sleep(2)
                samples, pairs = watch(reader, seconds)
        else:
            samples, pairs = watch(reader, 5)
        findings = [found.key for found in diagnose(samples, None) if found.gpu_index == 0]
        right += bool(statement) and expected in findings[:1] + [key for key in findings if key != "power_cap"][:1]
        for gpu, said in pairs[1:]:
            for field, (_, unit, _) in FIELDS.items():
                ours, theirs = getattr(gpu, field), said[field]
                if ours is not None and theirs is not None:
                    apart[field].append(abs(ours / unit - theirs))
        newest = samples[-2].gpus[0]
        print(json.dumps({"load": name, "expected": expected, "findings": findings, **_shown(newest)}), flush=True)
    print(f"told apart: {right} of {len(LOADS)}")
    for field, (_, unit, step) in FIELDS.items():
        values = apart[field]
        words = f"median {median(values):.2f}, largest {max(values):.2f}" if values else "not told"
        print(f"{field}: {words}{'' if step is None else f' (step {step / unit:g})'}")
    reader.close()


def _shown(gpu: GpuState) -> dict[str, object]:
    names = (
        "utilisation_percent", "memory_controller_percent", "sm_activity_percent", "sm_occupancy_percent",
        "tensor_activity_percent", "dram_activity_percent", "pcie_rx_bytes_per_s", "pcie_tx_bytes_per_s", "power_w",
        "power_limit_w", "sm_clock_mhz", "energy_j", "temperature_c", "memory_temperature_c", "fan_percent",
        "ecc_corrected", "has_counters",
    )  # fmt: skip
    shown: dict[str, object] = {name: getattr(gpu, name) for name in names}
    return shown | {"throttles": [str(reason) for reason in gpu.throttles or ()]}


if __name__ == "__main__":
    main()
