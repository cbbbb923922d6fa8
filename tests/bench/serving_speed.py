"""How far the speeds of vLLM, SGLang, transformers and of several streams are from public figures.

python tests/bench/serving_speed.py            errors by engine, rows fitted on and rows never fitted
python tests/bench/serving_speed.py --rows     every row
python tests/bench/serving_speed.py --fit      the constants as fitted, to compare with sizing/engine_rates.py
"""

from __future__ import annotations

import json
import math
import statistics
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from deepseek_gui.catalog.gpus import gpu_specs
from deepseek_gui.catalog.models import find_model
from deepseek_gui.domain.machine import Cpu, Gpu, Machine, Memory
from deepseek_gui.domain.model import Architecture, Moe
from deepseek_gui.domain.plan import Plan, Range, RunSettings, Speed
from deepseek_gui.domain.units import GIB
from deepseek_gui.sizing.engine_rates import ENGINE_RATES, EngineRate
from deepseek_gui.sizing.engine_speed import estimate_engine_speed
from deepseek_gui.sizing.placement import place
from deepseek_gui.sizing.speed import estimate_speed
from deepseek_gui.sizing.weights import weights_of

DATA = Path(__file__).parent / "data" / "serving_speed.json"

FITTED = ("efficiency", "layer_us", "expert_layer_us", "step_us", "host_layer_us")
"""Fields of `EngineRate` that `--fit` moves; generations and links stay."""
STEPS = (1.3, 1.1, 1.03)
ROUNDS = 6

Point = dict[str, Any]
Rates = Mapping[str, EngineRate]


@dataclass(frozen=True, slots=True)
class Case:
    """A row beside what the product says."""

    row: Point
    estimated: Range

    @property
    def error(self) -> float:
        """ln(estimated / measured)."""
        return math.log(self.estimated.expected / self.row["throughput_tps"])

    @property
    def half(self) -> float:
        """Half of the stated range."""
        return math.log(self.estimated.high / self.estimated.expected)


def document() -> dict[str, Any]:
    """Return the data file."""
    found: dict[str, Any] = json.loads(DATA.read_text())
    return found


def shape_of(name: str, described: Mapping[str, Mapping[str, Any]]) -> Architecture:
    """Return a model's shapes: from the data file, or the catalogue's."""
    facts = dict(described.get(name, {}))
    if not facts:
        shape = find_model(name).architecture
        if shape is None:
            raise ValueError(name)
        return shape
    experts = facts.pop("experts", None)
    return Architecture(
        "deepseek" if experts else "qwen2",
        tied_embeddings=facts.pop("tied", False),
        context_trained=32768,
        moe=Moe(experts[0], experts[1], 0, experts[2], 0) if experts else None,
        **facts,
    )


def gpus_of(row: Point) -> tuple[Gpu, ...]:
    """Return the GPUs of a row."""
    spec = next(spec for spec in gpu_specs() if spec.id == row["gpu"])
    gpu = Gpu(
        spec.name,
        spec.id,
        spec.vendor,
        spec.architecture,
        vram_bytes=1024 * GIB,
        bandwidth_gbs=spec.bandwidth_gbs,
        fp16_tflops=spec.fp16_tflops,
        interconnect=row.get("interconnect"),
    )
    count: int = row["gpus"]
    return (gpu,) * count


def speed_of(row: Point, shape: Architecture, rates: Rates = ENGINE_RATES) -> Speed:
    """Return what the product estimates for a row."""
    streams, gpus = row["batch"], gpus_of(row)
    settings = RunSettings(context=streams * max(256, row["context_depth"]), parallel=streams)
    machine = Machine("row", Cpu(), Memory(total_bytes=2048 * GIB), gpus, simulated=True)
    if row["engine"] in rates:
        plan = Plan(row["model"], row["quantisation"], row["engine"], settings)
        return estimate_engine_speed(shape, plan, gpus, machine, rates)
    weights = weights_of(shape, row["quantisation"])
    return estimate_speed(shape, weights, place(shape, weights, machine, settings, row["engine"]), machine)


def cases(found: Mapping[str, Any], rates: Rates = ENGINE_RATES) -> Iterator[Case]:
    """Yield every row with its estimate."""
    for row in found["rows"]:
        speed = speed_of(row, shape_of(row["model"], found["models"]), rates)
        estimated = speed.throughput_tps_at_context if row["context_depth"] else speed.throughput_tps
        if estimated:
            yield Case(row, estimated)


def summary(title: str, members: Sequence[Case]) -> str:
    """Return one line: count, median, largest, and the share inside the stated range."""
    sizes = sorted(abs(math.expm1(case.error)) for case in members)
    inside = statistics.mean(abs(case.error) <= case.half for case in members)
    return (
        f"{title:34} n={len(sizes):3}  median {statistics.median(sizes):6.1%}  largest {sizes[-1]:6.1%}"
        f"  in range {inside:4.0%}"
    )


def print_cases(found: Sequence[Case], *, every: bool) -> None:
    """Print errors by engine and use."""
    groups = defaultdict(list)
    for case in found:
        row = case.row
        kind = "several streams" if row["batch"] > 1 else "tensor parallel" if row.get("interconnect") else "one stream"
        groups[f"{row['engine']}, {kind}, {row['use']}"].append(case)
        if row["use"] != "other":
            groups[f"all, {'fitted' if row['use'] == 'fit' else 'never fitted'}"].append(case)
        if every:
            print(
                f"    {row['id']} {row['use']:5} {row['engine']:12} {row['gpus']}x{row['gpu']:13} {row['model']:20}"
                f" {row['quantisation']:7} batch {row['batch']:3}  {case.estimated.expected:8.1f}"
                f" measured {row['throughput_tps']:8.1f} {math.expm1(case.error):+5.0%}"
            )
    for name, members in sorted(groups.items()):
        print(summary(name, members))


def fit(engine: str, found: Mapping[str, Any]) -> EngineRate:
    """Return an engine's constants moved, one at a time, to the least mean error on the rows to fit on."""
    rows = [row for row in found["rows"] if row["engine"] == engine and row["use"] == "fit"]
    chosen = {**found, "rows": rows}

    def loss(constants: EngineRate) -> float:
        return statistics.mean(abs(case.error) for case in cases(chosen, {engine: constants}))

    return _descend(ENGINE_RATES[engine], loss)


def _descend(constants: EngineRate, loss: Callable[[EngineRate], float]) -> EngineRate:
    best = loss(constants)
    for step in STEPS:
        for _ in range(ROUNDS):
            for name in FITTED:
                for factor in (step, 1 / step):
                    tried = replace(constants, **{name: getattr(constants, name) * factor})
                    if tried.efficiency <= 1 and (found := loss(tried)) < best:
                        constants, best = tried, found
    return constants


def main(arguments: Sequence[str]) -> int:
    """Print the errors, or the fitted constants."""
    found = document()
    if "--fit" in arguments:
        for engine in ENGINE_RATES:
            print(fit(engine, found))
        return 0
    print_cases(list(cases(found)), every="--rows" in arguments)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
