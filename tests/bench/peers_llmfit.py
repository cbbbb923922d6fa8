"""Our estimates beside llmfit's, against what was measured: python -m tests.bench.peers_llmfit [--points].

llmfit comes from PyPI into an environment of its own: python -m venv .venv-peers && .venv-peers/bin/pip install llmfit.
It is asked through `llmfit plan MODEL --context N --quant Q --kv-quant K --json`, which says what a GPU must hold;
for speed each card becomes a hardware profile with its bandwidth and 16-bit rate (`--profile`), and the speed of the
run path "gpu" counts. Its gigabytes are taken as GiB, which its own comparison with a card's memory does.
"""

from __future__ import annotations

import json
import math
import statistics
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from deepseek_gui.catalog.models import find_model
from deepseek_gui.domain.machine import Gpu, Machine, Memory
from deepseek_gui.domain.plan import FlashAttention, RunSettings
from deepseek_gui.domain.units import GIB, MIB
from deepseek_gui.sizing.placement import place
from deepseek_gui.sizing.rooflines import ROOFLINES
from deepseek_gui.sizing.weights import weights_of
from tests.bench.sizing_speed import cases, decode_of, leave_one_gpu_out, log_error, points, rows

ROOT = Path(__file__).parents[2]
LLMFIT = ROOT / ".venv-peers" / "bin" / "llmfit"
DRY_RUNS = ROOT / "tests" / "sizing" / "dry_runs.json"

NAMES = {
    "llama2-7b": "unsloth/llama-2-7b",
    "deepseek-llm-7b": "deepseek-ai/deepseek-llm-7b-chat",
    "deepseek-llm-67b": "deepseek-ai/deepseek-llm-67b-base",
    "deepseek-coder-1.3b": "deepseek-ai/deepseek-coder-1.3b-base",
    "deepseek-moe-16b": "deepseek-ai/deepseek-moe-16b-base",
    "deepseek-v2-lite": "deepseek-ai/DeepSeek-V2-Lite",
    "deepseek-v2": "deepseek-ai/DeepSeek-V2",
    "deepseek-v3": "deepseek-ai/DeepSeek-V3",
    "deepseek-v3.2": "deepseek-ai/DeepSeek-V3.2",
    "deepseek-v4-flash": "deepseek-ai/DeepSeek-V4-Flash-0731",
    "r1-distill-qwen-1.5b": "deepseek-ai/DeepSeek-R1-Distill-Qwen-1.5B",
    "r1-distill-qwen-7b": "deepseek-ai/DeepSeek-R1-Distill-Qwen-7B",
    "r1-distill-qwen-14b": "deepseek-ai/DeepSeek-R1-Distill-Qwen-14B",
    "r1-distill-qwen-32b": "deepseek-ai/DeepSeek-R1-Distill-Qwen-32B",
    "r1-distill-llama-8b": "deepseek-ai/DeepSeek-R1-Distill-Llama-8B",
    "r1-distill-llama-70b": "deepseek-ai/DeepSeek-R1-Distill-Llama-70B",
    "r1-0528-qwen3-8b": "deepseek-ai/DeepSeek-R1-0528-Qwen3-8B",
}
"""Our id -> llmfit's. A model that is not here, or a quantisation that llmfit refuses, is left out for both."""

KV_NAMES = {"f16": "fp16", "q8_0": "q8_0", "q4_0": "q4_0"}
DRIVER_BYTES = 520 * MIB
"""CUDA context measured on the card of the dry runs, which do not count it; both estimates do."""

H100 = Gpu("NVIDIA H100 80GB HBM3", vendor="nvidia", vram_bytes=1 << 50, multiprocessors=132)
LARGE = Machine("large", memory=Memory(total_bytes=1 << 50), gpus=(H100,), simulated=True)


@dataclass(frozen=True, slots=True)
class Point:
    """One thing that both predict: the truth and both errors, estimate / truth - 1."""

    group: str
    name: str
    ours: float
    theirs: float


@cache
def ask(model: str, context: int, quantisation: str, kv_type: str, profile: Path | None) -> dict[str, Any] | None:
    """Return llmfit's plan, or None when it refuses."""
    if model not in NAMES or kv_type not in KV_NAMES:
        return None
    options = ["--profile", str(profile)] if profile else []
    arguments = ["plan", NAMES[model], "--context", str(context), "--quant", quantisation]
    answer = subprocess.run(
        [str(LLMFIT), "--json", *options, *arguments, "--kv-quant", KV_NAMES[kv_type]],
        capture_output=True,
        text=True,
        check=False,
    )
    return json.loads(answer.stdout) if answer.returncode == 0 else None


def memory_points() -> Iterator[Point]:
    """Yield the dry runs with every layer on the GPU, one stream, default micro-batch, server accounting."""
    document = json.loads(DRY_RUNS.read_text())
    for values in document["rows"]:
        row = dict(zip(document["columns"], values, strict=True))
        whole = row["backend"] == "cuda" and row["gpu_layers"] == 999 and not row["cpu_experts"]
        usual = row["parallel"] == 1 and row["ubatch"] == 512 and row["accounting"] == "server"
        if not whole or not usual or row["kv_k"] != row["kv_v"] or row["flash_attention"] == "off":
            continue
        plan = ask(row["model"], row["context"], row["quantisation"], row["kv_k"], None)
        shape = find_model(row["model"]).architecture
        if plan is None or shape is None:
            continue
        settings = RunSettings(
            context=row["context"],
            kv_type_k=row["kv_k"],
            kv_type_v=row["kv_v"],
            flash_attention=FlashAttention(row["flash_attention"]),
        )
        placement = place(shape, weights_of(shape, row["quantisation"]), LARGE, settings, "llama-server")
        truth = sum(row["gpu_mib"]) * MIB + DRIVER_BYTES
        theirs = plan["minimum"]["vram_gb"] * GIB
        group = "MLA" if shape.mla else "mixture of experts" if shape.moe else "dense"
        name = f"{row['model']} {row['quantisation']} {row['context']} {row['kv_k']}"
        yield Point(f"memory, {group}", name, placement.devices[0].total_bytes / truth - 1, theirs / truth - 1)


def profile_of(gpu: Gpu, folder: Path) -> Path:
    """Write a card as a hardware profile of llmfit's and return its path."""
    name = f"card-{gpu.spec_id}"
    path = folder / f"{name}.json"
    hardware = {
        "total_ram_gb": 1024.0,
        "gpu_memory_bandwidth_gbps": gpu.bandwidth_gbs,
        "gpu_compute_tflops_fp16": gpu.fp16_tflops,
        "unified_memory": False,
    }
    document = {"schema_version": 1, "name": name, "match": {"gpu_name_contains": gpu.name}, "hardware": hardware}
    path.write_text(json.dumps(document))
    return path


def their_speed(row: dict[str, Any], gpu: Gpu, folder: Path) -> float | None:
    """Return llmfit's tokens per second for a row, or None when it refuses."""
    plan = ask(row["model"], 4096, row["quantisation"], "f16", profile_of(gpu, folder))
    paths = plan["run_paths"] if plan else []
    return next((path["estimated_tps"] for path in paths if path["path"] == "gpu"), None)


def speed_points(folder: Path) -> Iterator[Point]:
    """Yield single-GPU rows; ours comes from constants that never saw the card, or never the row."""
    raw = {row["id"]: row for row in points()}
    members = rows()
    unseen = [(member, log_error(member, ROOFLINES)) for member in members if not member.fitted]
    held = leave_one_gpu_out([member for member in members if member.fitted])
    for group, errors in (("card never seen", held), ("row never fitted", unseen)):
        for member, error in errors:
            row = raw[member.id]
            theirs = their_speed(row, member.gpu, folder)
            if theirs:
                name = f"{member.gpu.name} {row['model']} {row['quantisation']}"
                yield Point(f"decode, dense, {group}", name, math.expm1(error), theirs / member.decode_tps - 1)
    for case in cases():
        estimated, row = decode_of(case), case.row
        if case.where != "experts, one GPU" or row["use"] == "fit" or not estimated:
            continue
        theirs = their_speed(row, case.gpu, folder) if case.gpu else None
        if theirs:
            ours = estimated.expected / row["decode_tps"] - 1
            name = f"{row['hardware']} {row['model']} {row['quantisation']}"
            yield Point("decode, experts, row never fitted", name, ours, theirs / row["decode_tps"] - 1)


def worst(errors: Sequence[float]) -> float:
    """Return the error farthest from the truth, counting a half as far as a double."""
    return max(errors, key=lambda error: abs(math.log1p(max(error, -0.999))))


def table(found: Sequence[Point], version: str) -> str:
    """Return the comparison in Markdown."""
    groups = defaultdict(list)
    for point in found:
        groups[point.group].append(point)
    lines = [
        f"| against the truth | points | ours: median error | ours: worst | {version}: median error | worst |",
        "|---|---|---|---|---|---|",
    ]
    for name, group in groups.items():
        cells = []
        for errors in ([point.ours for point in group], [point.theirs for point in group]):
            cells += [f"{statistics.median(map(abs, errors)):.1%}", f"{worst(errors):+.1%}"]
        lines.append(f"| {name} | {len(group)} | {' | '.join(cells)} |")
    return "\n".join(lines)


def main(arguments: Sequence[str]) -> int:
    """Print the table; with --points every point below it."""
    if not LLMFIT.exists():
        print(f"no {LLMFIT}: see the first lines of this file", file=sys.stderr)
        return 1
    version = subprocess.run([str(LLMFIT), "--version"], capture_output=True, text=True, check=True)
    with tempfile.TemporaryDirectory() as folder:
        found = [*memory_points(), *speed_points(Path(folder))]
    print(table(found, version.stdout.strip()))
    if "--points" in arguments:
        for point in found:
            print(f"{point.group:36} {point.name:52} ours {point.ours:+7.1%}  llmfit {point.theirs:+7.1%}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
