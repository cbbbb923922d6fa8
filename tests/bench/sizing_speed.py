"""How far the speed estimates are from measurements: leave-one-GPU-out, on rows never fitted, experts, prompts, CPUs.

python tests/bench/sizing_speed.py            errors of the fit and of the shipped constants
python tests/bench/sizing_speed.py --fit      the constants as fitted, to compare with sizing/rooflines.py
python tests/bench/sizing_speed.py --rows     every row that goes through the product's own estimate
"""

from __future__ import annotations

import json
import math
import statistics
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import permutations
from pathlib import Path
from typing import Any

import numpy as np

from deepseek_gui.catalog.gpus import gpu_specs
from deepseek_gui.catalog.models import find_model
from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.machine import Cpu, Gpu, Machine, Memory
from deepseek_gui.domain.measurement import SpeedMeasurement
from deepseek_gui.domain.model import Architecture
from deepseek_gui.domain.plan import Plan, Range, RunSettings, Source, Speed
from deepseek_gui.domain.units import GIB
from deepseek_gui.sizing.calibration import Compared, Situation, calibrated
from deepseek_gui.sizing.decode import rate
from deepseek_gui.sizing.placement import place
from deepseek_gui.sizing.processors import weights_kind
from deepseek_gui.sizing.rooflines import (
    INTEGRATED_PREFILL,
    ROOFLINES,
    Roofline,
    decode_seconds,
    family,
    generation,
    is_small_integrated,
    prefill_spread,
)
from deepseek_gui.sizing.speed import estimate_speed
from deepseek_gui.sizing.weights import Weights, weights_of

DATA = Path(__file__).parent / "data" / "speed_points.json"
EXPERT_MODELS = ("deepseek-v2", "deepseek-v3", "deepseek-v4")

OTHER_SHAPES = {"llama2-7b": Architecture("llama", 32, 4096, 11008, 32, 32, 128, 32000, 4096)}
"""Models that the catalogue lacks."""

KINDS_TOLD_APART = ("nvidia-hbm",)
"""Families with enough rows of several kinds of weights."""

PRIOR_EFFICIENCY = 0.80
PULL_EFFICIENCY, PULL_KIND, PULL_GENERATION = 1.8, 0.2, 0.1 / 40e-6
"""What a parameter costs away from its prior (0.80; its family), in relative error: one row must not decide alone."""
HUBER = 0.1
ROUNDS = 8


@dataclass(frozen=True, slots=True)
class Row:
    """One measurement of a dense model on one GPU, nothing in the context, one stream."""

    id: str
    gpu: Gpu
    fitted: bool
    family: str
    generation: str
    kind: str
    layers: int
    read_bytes: int
    decode_tps: float

    @property
    def bandwidth_s(self) -> float:
        """Seconds to read the weights once at the peak bandwidth."""
        return self.read_bytes / ((self.gpu.bandwidth_gbs or 0) * 1e9)


Fit = Mapping[str, Roofline]
Point = dict[str, Any]


def points() -> list[Point]:
    """Return the rows of the data file."""
    found: list[Point] = json.loads(DATA.read_text())["rows"]
    return found


def gpus() -> dict[str, Gpu]:
    """Return the catalogue's GPUs by id, with memory for any model: what fits is not asked here."""
    return {
        spec.id: Gpu(
            spec.name,
            spec.id,
            spec.vendor,
            spec.architecture,
            vram_bytes=1024 * GIB,
            bandwidth_gbs=spec.bandwidth_gbs,
            fp16_tflops=spec.fp16_tflops,
            cuda_cores=spec.cuda_cores,
            pcie_gbs=spec.pcie_gbs,
            unified_memory=spec.unified_memory,
        )
        for spec in gpu_specs()
    }


def rows() -> list[Row]:
    """Return the dense single-GPU rows of the data file."""
    known = gpus()
    found = []
    for row in points():
        gpu = known.get(row.get("gpu", ""))
        dense = not row["model"].startswith(EXPERT_MODELS)
        if not (gpu and gpu.bandwidth_gbs and dense and row["gpus"] == 1 and row["batch"] == 1):
            continue
        if not (row.get("decode_tps") and row.get("active_bytes") and row.get("layers")):
            continue
        found.append(
            Row(
                row["id"],
                gpu,
                row["use"] == "fit",
                family(gpu, row.get("backend")),
                generation(gpu) or "",
                weights_kind(row["quantisation"]),
                row["layers"],
                row["active_bytes"],
                row["decode_tps"],
            )
        )
    return found


def predicted(row: Row, fit: Fit) -> float:
    """Return tokens per second."""
    constants = fit.get(row.family) or ROOFLINES["other"]
    return 1 / decode_seconds(row.read_bytes, row.gpu, row.layers, constants, kind=row.kind)


def log_error(row: Row, fit: Fit) -> float:
    """Return ln(predicted / measured)."""
    return math.log(predicted(row, fit) / row.decode_tps)


def fit_family(members: Sequence[Row], shipped: Roofline) -> Roofline:
    """Return the constants of a family by least squares on the relative error, odd rows counting less.

    Seconds are linear in the reciprocal efficiency and the latency, and in what a kind of weights or a generation
    adds to either; those are drawn to nothing.
    """
    kinds = sorted({row.kind for row in members}) if members[0].family in KINDS_TOLD_APART else []
    generations = sorted({row.generation for row in members})
    width = 2 + len(kinds) + len(generations)

    def terms(row: Row) -> list[float]:
        line = [0.0] * width
        line[0], line[1] = row.bandwidth_s, row.layers
        if row.kind in kinds:
            line[2 + kinds.index(row.kind)] = row.bandwidth_s
        line[2 + len(kinds) + generations.index(row.generation)] = row.layers
        return [value * row.decode_tps for value in line]

    measured = np.array([terms(row) for row in members])
    pulls = np.diag([PULL_EFFICIENCY, 0.0, *[PULL_KIND] * len(kinds), *[PULL_GENERATION] * len(generations)])
    aims = np.array([PULL_EFFICIENCY / PRIOR_EFFICIENCY, *[0.0] * (width - 1)])
    trust = np.ones(len(members))
    for _ in range(ROUNDS):
        system = np.vstack([measured * trust[:, None], pulls])
        solution = np.linalg.lstsq(system, np.concatenate([trust, aims]), rcond=None)[0]
        misses = np.maximum(np.abs(measured @ solution - 1), 1e-9)
        trust = np.sqrt(np.minimum(1.0, HUBER / misses))
    reciprocal, layer_s, *added = (float(value) for value in solution)
    return replace(
        shipped,
        efficiency=1 / reciprocal,
        layer_us=layer_s * 1e6,
        efficiency_by_weights={
            kind: 1 / (reciprocal + more) for kind, more in zip(kinds, added[: len(kinds)], strict=True)
        },
        layer_us_by_generation={
            name: max(0.0, layer_s + more) * 1e6 for name, more in zip(generations, added[len(kinds) :], strict=True)
        },
    )


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


@dataclass(frozen=True, slots=True)
class Prompt:
    """One dense prompt of 512 tokens on one GPU, as a share of its 16-bit matrix rate."""

    id: str
    gpu: Gpu
    family: str
    generation: str
    share: float


def prompts() -> list[Prompt]:
    """Return the prompts of the data file that stand for a share."""
    known, found = gpus(), []
    for row in points():
        gpu, params = known.get(row.get("gpu", "")), active_params(row)
        dense = not row["model"].startswith(EXPERT_MODELS)
        if not (gpu and gpu.fp16_tflops and params and dense and row["gpus"] == 1 and row["batch"] == 1):
            continue
        if row.get("prefill_tokens") != 512 or not row.get("prefill_tps"):
            continue
        share = row["prefill_tps"] * 2 * params / (gpu.fp16_tflops * 1e12)
        share /= INTEGRATED_PREFILL if is_small_integrated(gpu) else 1.0
        found.append(Prompt(row["id"], gpu, family(gpu, row.get("backend")), generation(gpu) or "", share))
    return found


def active_params(row: Point) -> float | None:
    """Return the parameters of a row's model that a token is multiplied with."""
    subject = shape_of(row)
    return subject[1].active_params if subject else None


def prompts_left_out(members: Sequence[Prompt]) -> Iterator[tuple[Prompt, float]]:
    """Yield each prompt with its logarithmic error by the median share of its family's other GPUs.

    GPUs of the same generation alone where there are any.
    """
    for prompt in members:
        others = [one for one in members if one.family == prompt.family and one.gpu.spec_id != prompt.gpu.spec_id]
        alike = [one for one in others if one.generation == prompt.generation] or others
        if alike:
            yield prompt, math.log(statistics.median(one.share for one in alike) / prompt.share)


def print_prompts(members: Sequence[Prompt]) -> None:
    """Print how well families foretell the prompts of a GPU that they have not seen."""
    by_family = defaultdict(list)
    found = list(prompts_left_out(members))
    for prompt, error in found:
        by_family[prompt.family].append((prompt, error))
    groups = {"prefill, leave one GPU out": found} | {f"  {name}": group for name, group in sorted(by_family.items())}
    for name, group in groups.items():
        if group:
            print(summary(name, [error for _, error in group], [prefill_spread(prompt.gpu) for prompt, _ in group]))


def summary(title: str, errors: Sequence[float], spreads: Sequence[float]) -> str:
    """Return one line: count, mean, median, 90th percentile, and the share inside the stated range."""
    sizes = sorted(abs(math.expm1(error)) for error in errors)
    inside = statistics.mean(abs(error) <= spread for error, spread in zip(errors, spreads, strict=True))
    p90 = sizes[int(0.9 * (len(sizes) - 1))]
    return (
        f"{title:38} n={len(sizes):3}  mean {statistics.mean(sizes):6.1%}  median {statistics.median(sizes):6.1%}"
        f"  p90 {p90:6.1%}  in range {inside:4.0%}"
    )


def dense_summary(title: str, errors: Sequence[tuple[Row, float]]) -> str:
    """Return the line of dense single-GPU rows."""
    return summary(title, [error for _, error in errors], [ROOFLINES[row.family].spread for row, _ in errors])


@dataclass(frozen=True, slots=True)
class Case:
    """A row that the product's own estimate can be asked for, beside what was measured."""

    row: Point
    speed: Speed
    gpu: Gpu | None

    @property
    def where(self) -> str:
        """The placement's kind."""
        if self.row["gpus"] == 0:
            return "CPU"
        if self.row["gpu"] == "cpu":
            return "experts in RAM"
        count = "one GPU" if self.row["gpus"] == 1 else "several GPUs"
        return f"experts, {count}" if self.row["model"].startswith(EXPERT_MODELS) else f"dense, {count}"


def machine_of(row: Point) -> Machine | None:
    """Return the machine of a row, or None where a fact is missing."""
    known = gpus()
    named = "RTX 4090D" if "4090D" in row["hardware"] else "RTX 4090"
    partner = next((gpu for gpu in known.values() if gpu.name.endswith(named.replace("4090D", "4090 D"))), None)
    gpu = known.get(row.get("gpu", "")) if row.get("gpu") != "cpu" else partner
    cards = (gpu,) * row["gpus"] if gpu else ()
    bandwidth = row.get("bandwidth_gbs")
    if len(cards) != row["gpus"] or (row.get("gpu") == "cpu" and bandwidth is None):
        return None
    if row["gpus"] == 0 and gpu and row.get("gpu") != "cpu":
        bandwidth = gpu.bandwidth_gbs
    memory = Memory(total_bytes=2048 * GIB, bandwidth_gbs=bandwidth)
    return Machine("row", Cpu(name=row["hardware"], cores=row.get("cpu_cores")), memory, cards, simulated=True)


def shape_of(row: Point) -> tuple[Architecture, Weights] | None:
    """Return a row's model in its quantisation, or None when either is not known here."""
    try:
        shape = OTHER_SHAPES.get(row["model"]) or find_model(row["model"]).architecture
        return (shape, weights_of(shape, row["quantisation"])) if shape else None
    except ActionableError:
        return None


def cases() -> Iterator[Case]:
    """Yield the rows of llama.cpp and its forks that have all the facts, through `place` and `estimate_speed`."""
    for row in points():
        machine, subject = machine_of(row), shape_of(row)
        if not machine or not subject or row["batch"] != 1 or "vLLM" in row["engine"] or "MLX" in row["engine"]:
            continue
        shape, weights = subject
        context = max(4096, row.get("context_depth", 0))
        layers = None if row["gpus"] else 0
        experts = shape.n_layers if row.get("gpu") == "cpu" and row["gpus"] else None
        settings = RunSettings(context=context, gpu_layers=layers, cpu_experts=experts)
        if experts:
            settings = replace(settings, gpu_layers=shape.n_layers + 1)
        placement = place(shape, weights, machine, settings, "llama-server")
        gpu = machine.gpus[0] if machine.gpus else None
        yield Case(row, estimate_speed(shape, weights, placement, machine), gpu)


def case_errors(
    found: Sequence[Case], key: str, choose: Callable[[Case], Range | None]
) -> Iterator[tuple[Case, float, float]]:
    """Yield cases with both figures: ln(estimated / measured) and half the stated range."""
    for case in found:
        measured, estimated = case.row.get(key), choose(case)
        if measured and estimated:
            yield case, math.log(estimated.expected / measured), math.log(estimated.high / estimated.expected)


def decode_of(case: Case) -> Range | None:
    """Return the estimate at the row's depth."""
    return case.speed.decode_tps_at_context if case.row.get("context_depth") else case.speed.decode_tps


def prefill_of(case: Case) -> Range | None:
    """Return the estimate for 512 tokens, where about as many were measured."""
    return case.speed.prefill_tps if case.row.get("prefill_tokens") in (500, 512) else None


@dataclass(frozen=True, slots=True)
class Shifted:
    """A row of a GPU that the fit never saw, before and after another row of it was measured."""

    row: Row
    measured: Row
    before: Range
    after: Range


def with_one_measured(members: Sequence[Row]) -> Iterator[Shifted]:
    """Yield every pair of rows of one GPU and backend, each way."""
    for spec_id in sorted({row.gpu.spec_id or "" for row in members}):
        fit = fit_all(row for row in members if row.fitted and row.gpu.spec_id != spec_id)
        there = [row for row in members if row.gpu.spec_id == spec_id and row.family in fit]
        for measured, other in permutations(there, 2):
            one = Compared(situation_of(measured), speed_of(measured, fit), measurement_of(measured))
            before = speed_of(other, fit)
            after = calibrated(before, situation_of(other), [one])
            if before.decode_tps and after.decode_tps and after.source is Source.CALIBRATED:
                yield Shifted(other, measured, before.decode_tps, after.decode_tps)


def situation_of(row: Row) -> Situation:
    """Return a row as a plan on its GPU; a backend is a machine of its own."""
    plan = Plan(row.id, row.kind, "llama-server")
    return Situation(plan, (row.gpu.name, row.family), row.kind, row.read_bytes, experts=False)


def speed_of(row: Row, fit: Fit) -> Speed:
    """Return what a fit says of a row."""
    return Speed(decode_tps=rate(1 / predicted(row, fit), ROOFLINES[row.family].spread))


def measurement_of(row: Row) -> SpeedMeasurement:
    """Return a row as if it had been measured here."""
    return SpeedMeasurement(row.id, row.kind, "llama-server", RunSettings(), (row.gpu.name,), row.decode_tps)


def print_calibration(members: Sequence[Row]) -> None:
    """Print the errors of decoding before and after one row of the GPU was measured."""
    found = list(with_one_measured(members))
    alike = [one for one in found if one.row.kind == one.measured.kind]
    for title, members_there in (("unseen GPU, a row measured", found), ("  of the same kind", alike)):
        for side in ("before", "after"):
            figures = [(one.before if side == "before" else one.after, one.row.decode_tps) for one in members_there]
            errors = [math.log(figure.expected / measured) for figure, measured in figures]
            halves = [math.log(figure.high / figure.expected) for figure, _ in figures]
            print(summary(f"{title}: {side}", errors, halves))


def print_cases(found: Sequence[Case], *, every: bool) -> None:
    """Print errors by placement and use, for decoding and for prompts."""
    for title, key, choose in (("decode", "decode_tps", decode_of), ("prefill", "prefill_tps", prefill_of)):
        groups = defaultdict(list)
        for case, error, half in case_errors(found, key, choose):
            use = "fitted" if case.row.get(f"{title}_use", case.row["use"]) == "fit" else "never fitted"
            groups[f"{title}, {case.where}, {use}"].append((error, half))
            if every:
                row, estimated = case.row, choose(case)
                print(
                    f"    {row['id']} {row['hardware'][:34]:34} {row['model']:22} {row['quantisation']:7} {title:7}"
                    f" {estimated.expected if estimated else 0:9.1f} measured {row[key]:9.1f} {math.expm1(error):+6.0%}"
                )
        for name, errors in sorted(groups.items()):
            print(summary(name, *(list(column) for column in zip(*errors, strict=True))))


def main(arguments: Sequence[str]) -> int:
    """Print the errors, or the fitted constants."""
    members = rows()
    fitted = [row for row in members if row.fitted]
    unseen = [row for row in members if not row.fitted]
    fit = fit_all(fitted)
    if "--fit" in arguments:
        for name, found in fit.items():
            rounded = {key: round(value) for key, value in found.layer_us_by_generation.items()}
            kinds = {key: round(value, 2) for key, value in found.efficiency_by_weights.items()}
            print(name, f"{found.efficiency:.2f}", round(found.layer_us), rounded, kinds)
        return 0
    held_out = leave_one_gpu_out(fitted)
    print(dense_summary("leave one GPU out", held_out))
    print(dense_summary("rows never fitted, this fit", [(row, log_error(row, fit)) for row in unseen]))
    print(dense_summary("rows never fitted, as shipped", [(row, log_error(row, ROOFLINES)) for row in unseen]))
    naive = [
        (row, math.log(0.55 * (row.gpu.bandwidth_gbs or 0) * 1e9 / row.read_bytes / row.decode_tps)) for row in unseen
    ]
    print(dense_summary("the same rows, 0.55 x bandwidth", naive))
    by_family = defaultdict(list)
    for row, error in held_out:
        by_family[row.family].append(abs(error))
    for name, sizes in sorted(by_family.items()):
        print(f"  {name:16} n={len(sizes):3}  80 % within {sorted(sizes)[int(0.8 * (len(sizes) - 1))]:.2f}")
    print_prompts(prompts())
    print_calibration(members)
    print_cases(list(cases()), every="--rows" in arguments)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
