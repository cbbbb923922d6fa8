"""Match: a machine and a need -> tier verdicts, and every catalogued model in every form and engine, best first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from deepseek_gui.catalog.models import find_model, models
from deepseek_gui.catalog.tiers import tiers
from deepseek_gui.core.candidates import candidates, engine_for
from deepseek_gui.core.estimating import estimate, without_speed
from deepseek_gui.core.ranking import Licence, Limit, Need, Priority, SortKey, UseCase, limit, sort_key
from deepseek_gui.domain.machine import Machine
from deepseek_gui.domain.model import Architecture, Model, Recipe
from deepseek_gui.domain.plan import Estimate, Plan, RunSettings
from deepseek_gui.domain.verdict import TierNeed, TierVerdict
from deepseek_gui.sizing.tiers import judge_tiers

__all__ = [
    "DEFAULT_CONTEXT",
    "DEFAULT_USERS",
    "Licence",
    "MatchResult",
    "Need",
    "Priority",
    "UseCase",
    "default_need",
    "engine_for",
    "match",
]

DEFAULT_CONTEXT: Mapping[UseCase, int] = {
    UseCase.CHAT: 8192,
    UseCase.CODING: 16384,
    UseCase.DOCUMENTS: 32768,
    UseCase.TEAM: 8192,
    UseCase.BATCH: 4096,
}
"""Tokens for each user."""

DEFAULT_USERS: Mapping[UseCase, int] = {UseCase.TEAM: 4, UseCase.BATCH: 8}
"""Where it is more than one."""

TIER_CONTEXT = 8192
"""Context with which a tier's model is tried for `runs`."""


@dataclass(frozen=True, slots=True)
class MatchResult:
    """What a machine can do for a need.

    Attributes:
        tiers: the article's tiers, lowest first.
        plans: best first; those that do not fit at the end, with reason and remedy.
        not_estimated: models whose shapes no engine here knows.
    """

    machine: Machine
    need: Need
    tiers: tuple[TierVerdict, ...]
    plans: tuple[Estimate, ...]
    not_estimated: tuple[Model, ...] = ()


def default_need(use_case: UseCase) -> Need:
    """Return what a use usually asks for."""
    return Need(use_case, DEFAULT_CONTEXT[use_case], DEFAULT_USERS.get(use_case, 1))


def match(machine: Machine, need: Need) -> MatchResult:
    """Return the tier verdicts and the ranked plans. Takes up to a second: call it off the GUI thread."""
    known = [model for model in models() if model.architecture is not None]
    return MatchResult(
        machine=machine,
        need=need,
        tiers=_tiers(machine),
        plans=tuple(sorted(_estimates(machine, need, known), key=lambda found: _key(found, need))),
        not_estimated=tuple(model for model in models() if model.architecture is None),
    )


def _key(found: Estimate, need: Need) -> SortKey:
    return sort_key(found, find_model(found.plan.model), need)


def _tiers(machine: Machine) -> tuple[TierVerdict, ...]:
    needs = tiers()
    verdicts = judge_tiers(machine, needs)
    return tuple(replace(verdict, runs=_runs(machine, need)) for verdict, need in zip(verdicts, needs, strict=True))


def _runs(machine: Machine, need: TierNeed) -> bool | None:
    """Tell whether the tier's model of today runs; None when the sizes that decide it are not known."""
    model_id, quantisation = need.representative
    plan = Plan(model_id, quantisation, engine_for(machine), RunSettings(context=TIER_CONTEXT))
    found = estimate(plan, machine)
    unknown = any(device.free_bytes is None for device in found.devices)
    return None if unknown and not found.fits else found.fits


def _estimates(machine: Machine, need: Need, known: list[Model]) -> Iterator[Estimate]:
    """Yield every model in every form with every engine."""
    limits = {model.id: limit(model, need) for model in known}
    for found in estimate_all(candidates(machine, need, known), machine):
        yield _limited(found, limits[found.plan.model])


def estimate_all(plans: Iterable[Plan], machine: Machine) -> Iterator[Estimate]:
    """Yield the estimate of each catalogued plan; models of one shape (V3, R1 and their kin) share the work.

    Raises:
        ActionableError: as `estimating.estimate`.
    """
    done: dict[tuple[Architecture | None, str | Recipe | None, str, RunSettings], Estimate] = {}
    for plan in plans:
        model = find_model(plan.model)
        key = (model.architecture, model.recipe(plan.quantisation) or plan.quantisation, plan.engine, plan.settings)
        found = done.get(key)
        if found is None:
            found = done[key] = estimate(plan, machine)
        yield found if found.plan is plan else replace(found, plan=plan)


def _limited(found: Estimate, kept: Limit | None) -> Estimate:
    """Mark a model that can't serve the need on any machine."""
    return found if kept is None else without_speed(found, kept.reason, kept.remedy)
