"""How able a model is: placed by the benchmark scores that its makers published, else estimated from size and age.

Everything is counted in doublings of a model's size. Makers publish different benchmarks, so each use has a list of
them, the most telling first, and a model is placed by the first one on the list that it has a score on. A benchmark
becomes the common scale by linear equating (Kolen and Brennan, Test Equating, 2014, chapter 2): the logits of its
scores are shifted and stretched to the mean and spread of the places that its models already hold, by an earlier
benchmark of the list or by the estimate from size and age. So one step on the scale keeps its meaning.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from statistics import fmean, pstdev

from deepseek_gui.catalog.benchmarks import scores_on
from deepseek_gui.catalog.models import models
from deepseek_gui.domain.benchmark import Score
from deepseek_gui.domain.model import Model

YEARLY_GAIN = 2.0
"""Doublings for each year that a model is newer: about how fast models of one size improve."""

FIRST_RELEASE = date(2023, 11, 2)

Line = Callable[[float], float]


@dataclass(frozen=True, slots=True)
class Quality:
    """How able a model is for a use.

    Attributes:
        doublings: of a model's size.
        score: the published score that it rests on; None when it is estimated from size and age.
    """

    doublings: float
    score: Score | None = None


def quality(model: Model, benchmarks: tuple[str, ...]) -> Quality:
    """Return how able a model is by the first of these benchmarks that it has a published score on."""
    return _placed(benchmarks).get(model.id) or Quality(estimated(model))


def estimated(model: Model) -> float:
    """Return the doublings of its size and its age; a mixture of experts counts the mean of all and active ones."""
    total = (model.total_params or 1e9) / 1e9
    active = (model.active_params or model.total_params or 1e9) / 1e9
    return math.log2(math.sqrt(total * active)) + YEARLY_GAIN * _years(model.release_date)


def _years(released: str | None) -> float:
    if released is None:
        return 0.0
    year, month, day = [*map(int, released.split("-")), 1, 1][:3]
    return max(0.0, (date(year, month, day) - FIRST_RELEASE).days / 365.25)


@cache
def _placed(benchmarks: tuple[str, ...]) -> Mapping[str, Quality]:
    placed: dict[str, Quality] = {}
    for benchmark in benchmarks:
        found = scores_on(benchmark)
        held = _estimates() | {model: place.doublings for model, place in placed.items()}
        line = equated((_logit(score), held[score.model]) for score in found if score.model in held)
        placed = {score.model: Quality(line(_logit(score)), score) for score in found} | placed
    return placed


@cache
def _estimates() -> dict[str, float]:
    return {model.id: estimated(model) for model in models() if model.total_params}


def _logit(score: Score) -> float:
    return math.log(score.percent / (100 - score.percent))


def equated(pairs: Iterable[tuple[float, float]]) -> Line:
    """Return the line that gives the first of each pair the mean and the spread of the second."""
    given, wanted = zip(*pairs, strict=True)
    stretch = pstdev(wanted) / pstdev(given)
    middle, target = fmean(given), fmean(wanted)
    return lambda value: target + stretch * (value - middle)
