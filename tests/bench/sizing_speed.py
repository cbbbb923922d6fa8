"""How far the decode estimates are from public measurements: leave-one-GPU-out, and on rows never fitted.

python tests/bench/sizing_speed.py            errors of the fit and of the shipped constants
python tests/bench/sizing_speed.py --fit      the constants as fitted, to compare with sizing/rooflines.py
"""

from __future__ import annotations

import json
import math
import statistics
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from deepseek_gui.catalog.gpus import gpu_specs
from deepseek_gui.domain.machine import Gpu
from deepseek_gui.sizing.rooflines import ROOFLINES, Roofline, decode_seconds, family, generation

DATA = Path(__file__).parent / "data" / "speed_points.json"
EXPERT_MODELS = ("deepseek-v2", "deepseek-v3", "deepseek-v4")

LAYER_US = range(0, 280, 2)
EFFICIENCIES = [0.5 + 0.01 * step for step in range(46)]
PRIOR_EFFICIENCY, PRIOR_WIDTH, PRIOR_WEIGHT = 0.80, 0.05, 0.02
GENERATION_WIDTH_US, GENERATION_WEIGHT = 40.0, 0.01
"""A generation's own latency is drawn to its family's: one row must not decide alone."""
HUBER = 0.1


@dataclass(frozen=True, slots=True)
class Row:
    """One measurement of a dense model on one GPU, nothing in the context, one stream."""

    id: str
    gpu: Gpu
    fitted: bool
    family: str
    generation: str | None
    layers: int
    read_bytes: int
    decode_tps: float

    @property
    def bandwidth_s(self) -> float:
        """Seconds to read the weights once at the peak bandwidth."""
        return self.read_bytes / ((self.gpu.bandwidth_gbs or 0) * 1e9)


Fit = Mapping[str, Roofline]


def rows() -> list[Row]:
    """Return the dense single-GPU rows of the data file."""
    specs = {spec.id: spec for spec in gpu_specs()}
    found = []
    for row in json.loads(DATA.read_text())["rows"]:
        spec = specs.get(row.get("gpu", ""))
        dense = not row["model"].startswith(EXPERT_MODELS)
        if not (spec and spec.bandwidth_gbs and dense and row["gpus"] == 1 and row["batch"] == 1):
            continue
        if not (row.get("decode_tps") and row.get("active_bytes") and row.get("layers")):
            continue
        gpu = Gpu(spec.name, spec.id, spec.vendor, spec.architecture, bandwidth_gbs=spec.bandwidth_gbs)
        key = (family(gpu, row.get("backend")), generation(gpu))
        found.append(
            Row(row["id"], gpu, row["use"] == "fit", *key, row["layers"], row["active_bytes"], row["decode_tps"])
        )
    return found


def predicted(row: Row, fit: Fit) -> float:
    """Return tokens per second."""
    constants = fit.get(row.family) or ROOFLINES["other"]
    seconds = decode_seconds(row.read_bytes, row.gpu.bandwidth_gbs or 0, row.layers, constants, row.generation)
    return 1 / seconds


def log_error(row: Row, fit: Fit) -> float:
    """Return ln(predicted / measured)."""
    return math.log(predicted(row, fit) / row.decode_tps)


def huber(error: float) -> float:
    """Return the squared error, linear beyond `HUBER`: one odd row must not bend the fit."""
    size = abs(error)
    return size * size if size < HUBER else 2 * HUBER * size - HUBER * HUBER


def cheapest(cost: Callable[[float], float]) -> float:
    """Return the layer latency, in microseconds, with the least cost."""
    return min(LAYER_US, key=cost)


def fit_family(members: Sequence[Row], shipped: Roofline) -> Roofline:
    """Return the constants with the least robust error over the rows of one family."""

    def cost(subset: Sequence[Row], efficiency: float, layer_us: float) -> float:
        seconds = ((row, row.bandwidth_s / efficiency + row.layers * layer_us * 1e-6) for row in subset)
        return sum(huber(math.log(row.decode_tps * taken)) for row, taken in seconds)

    def candidate(efficiency: float) -> tuple[float, Roofline]:
        layer_us = cheapest(lambda value: cost(members, efficiency, value))
        total = PRIOR_WEIGHT * ((efficiency - PRIOR_EFFICIENCY) / PRIOR_WIDTH) ** 2
        by_generation = {}
        for kind in {row.generation for row in members}:
            subset = [row for row in members if row.generation == kind]

            def drawn(value: float, subset: Sequence[Row] = subset) -> float:
                pull = GENERATION_WEIGHT * ((value - layer_us) / GENERATION_WIDTH_US) ** 2
                return cost(subset, efficiency, value) + pull

            by_generation[kind or ""] = cheapest(drawn)
            total += drawn(by_generation[kind or ""])
        constants = replace(shipped, efficiency=efficiency, layer_us=layer_us, layer_us_by_generation=by_generation)
        return total, constants

    return min(map(candidate, EFFICIENCIES), key=lambda pair: pair[0])[1]


def fit_all(members: Iterable[Row]) -> dict[str, Roofline]:
    """Return fitted constants for every family that has rows."""
    by_family = defaultdict(list)
    for row in members:
        by_family[row.family].append(row)
    return {name: fit_family(group, ROOFLINES[name]) for name, group in by_family.items()}


def leave_one_gpu_out(members: Sequence[Row]) -> list[tuple[Row, float]]:
    """Return each row with its logarithmic error by a fit that never saw its GPU; families of one GPU are left out."""
    errors = []
    for spec_id in sorted({row.gpu.spec_id or "" for row in members}):
        fit = fit_all(row for row in members if row.gpu.spec_id != spec_id)
        held = (row for row in members if row.gpu.spec_id == spec_id and row.family in fit)
        errors += [(row, log_error(row, fit)) for row in held]
    return errors


def summary(title: str, errors: Sequence[tuple[Row, float]]) -> str:
    """Return one line: count, mean, median, 90th percentile, and the share inside the shipped range."""
    sizes = sorted(abs(math.expm1(error)) for _, error in errors)
    inside = statistics.mean(abs(error) <= ROOFLINES[row.family].spread for row, error in errors)
    p90 = sizes[int(0.9 * (len(sizes) - 1))]
    return (
        f"{title:34} n={len(sizes):3}  mean {statistics.mean(sizes):6.1%}  median {statistics.median(sizes):6.1%}"
        f"  p90 {p90:6.1%}  in range {inside:4.0%}"
    )


def main(arguments: Sequence[str]) -> int:
    """Print the errors, or the fitted constants."""
    members = rows()
    fitted = [row for row in members if row.fitted]
    unseen = [row for row in members if not row.fitted]
    fit = fit_all(fitted)
    if "--fit" in arguments:
        for name, constants in fit.items():
            print(name, f"{constants.efficiency:.2f}", constants.layer_us, dict(constants.layer_us_by_generation))
        return 0
    held_out = leave_one_gpu_out(fitted)
    print(summary("leave one GPU out", held_out))
    print(summary("rows never fitted, this fit", [(row, log_error(row, fit)) for row in unseen]))
    print(summary("rows never fitted, as shipped", [(row, log_error(row, ROOFLINES)) for row in unseen]))
    naive = [
        (row, math.log(0.55 * (row.gpu.bandwidth_gbs or 0) * 1e9 / row.read_bytes / row.decode_tps)) for row in unseen
    ]
    print(summary("the same rows, 0.55 x bandwidth", naive))
    by_family = defaultdict(list)
    for row, error in held_out:
        by_family[row.family].append(abs(error))
    for name, sizes in sorted(by_family.items()):
        print(f"  {name:16} n={len(sizes):3}  80 % within {sorted(sizes)[int(0.8 * (len(sizes) - 1))]:.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
