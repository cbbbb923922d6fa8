"""The ranking rule of Match, in words and numbers.

Plans that fit come before plans that do not. Among those that fit, the ones that reach the speed that was asked for
come first, then those whose speed is not known, then the slower ones. Inside such a group the higher score stands
first, and everything in a score is counted in doublings of a model's size:

- capability: log2 of the parameters in billions (for a mixture of experts the geometric mean of all and of the active
  ones), and two doublings for each year that the model is newer, for that is about how fast models of one size improve;
- purpose: a coder model gains one when it is for code and loses one when it is not; a model for images loses one, a
  prover or mathematics model three, for none of the uses here is its own;
- loss: what the quantisation costs, from nothing (8 bits and more) over a quarter (Q4_K_M) to three and a half (IQ1_S);
- slowness: one for each halving below the speed that is comfortable for the use; above it each doubling gains a tenth,
  so that of two equally good plans the faster one wins. Where the speed is not known (few systems tell the bandwidth of
  their memory) an ordinary computer's is assumed, for the order alone; it is never shown.

Of the plans that do not fit the smallest stands first: it is nearest to fitting. Models that were made for less context
than is asked for stand last: no memory would help them.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from deepseek_gui.domain.model import Model
from deepseek_gui.domain.plan import Estimate


class UseCase(StrEnum):
    """What a person wants the model for."""

    CHAT = "chat"
    CODING = "coding"
    DOCUMENTS = "documents"
    TEAM = "team"
    BATCH = "batch"


@dataclass(frozen=True, slots=True)
class Need:
    """What a person wants.

    Attributes:
        context: tokens for each user; the cache holds `users` times as many.
        users: how many talk to the model at the same time.
        min_tps: decode speed that one of them wants at least; None does not ask for one.
    """

    use_case: UseCase = UseCase.CHAT
    context: int = 8192
    users: int = 1
    min_tps: float | None = None


COMFORTABLE_TPS: Mapping[UseCase, float] = {
    UseCase.CHAT: 10,  # faster than most people read
    UseCase.CODING: 20,  # code is skimmed, and thought about at length first
    UseCase.DOCUMENTS: 10,
    UseCase.TEAM: 10,
    UseCase.BATCH: 5,  # nobody waits
}

LOSS: Mapping[str, float] = {
    "F32": 0,
    "BF16": 0,
    "F16": 0,
    "Q8_0": 0.01,
    "Q6_K": 0.05,
    "Q5_K_M": 0.1,
    "Q5_K_S": 0.12,
    "Q4_K_M": 0.25,
    "MXFP4_MOE": 0.25,
    "Q4_K_S": 0.3,
    "IQ4_NL": 0.3,
    "IQ4_XS": 0.3,
    "Q4_1": 0.4,
    "Q4_0": 0.45,
    "Q3_K_M": 0.7,
    "Q3_K_S": 1.0,
    "IQ3_XXS": 1.1,
    "Q2_K": 1.6,
    "IQ2_XXS": 2.3,
    "IQ1_S": 3.5,
}
"""Doublings of size that a mix costs. Read off llama.cpp's published perplexities of one model in all mixes."""

NATIVE_4_BIT = {"deepseek4"}
"""Families whose makers publish 4-bit experts: MXFP4 loses nothing there."""

UNKNOWN_LOSS = 1.0
YEARLY_GAIN = 2.0
FIRST_RELEASE = date(2023, 11, 2)
ASSUMED_BYTES_PER_S = 25e9
"""What two channels of DDR4 give in practice; orders plans whose speed is not known."""

FASTER_GAIN = 0.1
MOST_DOUBLINGS = 3.0


def capability(model: Model, use_case: UseCase) -> float:
    """Return how able a model is for a use, in doublings of size; see the rule above."""
    total = (model.total_params or 1e9) / 1e9
    active = (model.active_params or model.total_params or 1e9) / 1e9
    return math.log2(math.sqrt(total * active)) + YEARLY_GAIN * _years(model.release_date) + _purpose(model, use_case)


def _years(released: str | None) -> float:
    if released is None:
        return 0.0
    year, month, day = [*map(int, released.split("-")), 1, 1][:3]
    return max(0.0, (date(year, month, day) - FIRST_RELEASE).days / 365.25)


def _purpose(model: Model, use_case: UseCase) -> float:
    if "coder" in model.id:
        return 1.0 if use_case is UseCase.CODING else -1.0
    if "vision" in model.id:
        return -1.0
    return -3.0 if "prover" in model.id or "math" in model.id else 0.0


def loss(model: Model, quantisation: str | None) -> float:
    """Return what a quantisation costs a model, in doublings of size."""
    family = model.architecture.gguf_name if model.architecture else ""
    recipe = model.recipe(quantisation)
    quantisation = recipe.mix if recipe else quantisation
    if quantisation == "MXFP4_MOE" and family in NATIVE_4_BIT:
        return 0.0
    return LOSS.get(quantisation or "", UNKNOWN_LOSS)


def slowness(tokens_per_s: float, use_case: UseCase) -> float:
    """Return what a speed costs, in doublings of size; negative above the comfortable speed."""
    doublings = math.log2(tokens_per_s / COMFORTABLE_TPS[use_case])
    return -doublings if doublings < 0 else -FASTER_GAIN * min(doublings, MOST_DOUBLINGS)


def assumed_tps(estimate: Estimate, model: Model) -> float:
    """Return the speed that a plan is ordered by when its own is not known."""
    share = (model.active_params or 1) / (model.total_params or 1)
    return ASSUMED_BYTES_PER_S / max(1.0, estimate.file_bytes * min(1.0, share))


def expected_tps(estimate: Estimate) -> float | None:
    """Return the decode speed that a plan is judged by: what one stream gets with the cache filled half on average."""
    empty, full = estimate.speed.decode_tps, estimate.speed.decode_tps_at_context
    if empty is None or full is None:
        return empty.expected if empty else None
    return 2 / (1 / empty.expected + 1 / full.expected) if full.expected > 0 and empty.expected > 0 else None


def reaches(estimate: Estimate, min_tps: float | None) -> bool | None:
    """Tell whether a plan is as fast as asked; None when its speed is not known."""
    tokens_per_s = expected_tps(estimate)
    if min_tps is None:
        return True
    return None if tokens_per_s is None else tokens_per_s >= min_tps


def sort_key(estimate: Estimate, model: Model, need: Need) -> tuple[int, float, str]:
    """Return the key by which plans stand best first."""
    if not estimate.fits:
        needed = sum(device.total_bytes for device in estimate.devices)
        return 4 if is_too_short(model, need) else 3, float(needed), model.id
    score = capability(model, need.use_case) - loss(model, estimate.plan.quantisation)
    score -= slowness(expected_tps(estimate) or assumed_tps(estimate, model), need.use_case)
    group = {True: 0, None: 1, False: 2}[reaches(estimate, need.min_tps)]
    return group, -score, model.id


def is_too_short(model: Model, need: Need) -> bool:
    """Tell whether a model was made for less context than one user wants."""
    return model.architecture is not None and model.architecture.context_trained < need.context
