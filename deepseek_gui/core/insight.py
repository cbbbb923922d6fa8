"""What else is worth knowing of a ranked plan: context that would still fit, quality cost, licence, confidence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

from deepseek_gui.catalog.models import find_model
from deepseek_gui.core.estimating import estimate, subject
from deepseek_gui.core.ranking import loss
from deepseek_gui.domain.licence import Commercial, commercial_use
from deepseek_gui.domain.machine import Machine
from deepseek_gui.domain.plan import Estimate, Source
from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text
from deepseek_gui.sizing.estimate import GGUF_ENGINES
from deepseek_gui.sizing.placement import spare_bytes

STEP = 256
"""Tokens of one sequence; llama.cpp rounds its cache up to them."""

BITS_A_BYTE_ON_THE_LINE = 8.5
"""Eight bits, and what TCP, TLS and waiting add."""


class Confidence(StrEnum):
    """How far a plan's speed can be trusted, best first."""

    MEASURED = "measured"
    GOOD = "good"
    FAIR = "fair"
    ROUGH = "rough"
    UNKNOWN = "unknown"


CONFIDENCE_WORDS = {
    Confidence.MEASURED: Text(QT_TRANSLATE_NOOP("core", "measured")),
    Confidence.GOOD: Text(QT_TRANSLATE_NOOP("core", "good")),
    Confidence.FAIR: Text(QT_TRANSLATE_NOOP("core", "fair")),
    Confidence.ROUGH: Text(QT_TRANSLATE_NOOP("core", "rough")),
    Confidence.UNKNOWN: Text("—"),
}
"""For a person."""


@dataclass(frozen=True, slots=True)
class Insight:
    """What a row of the ranking says beside its estimate.

    Attributes:
        loss: what the quantisation costs, in doublings of the model's size; None when not known.
        most_context: tokens for each user that would still fit with the same placement; None when nothing does.
        licence: what it allows.
    """

    loss: float | None = None
    most_context: int | None = None
    licence: Commercial = Commercial.UNKNOWN


def insight(found: Estimate, machine: Machine) -> Insight:
    """Return what is worth knowing of a catalogued plan; takes about a millisecond.

    Raises:
        ActionableError: the model is not in the catalogue.
    """
    model = find_model(found.plan.model)
    return Insight(loss(model, found.plan.quantisation), largest_context(found, machine), commercial_use(model.license))


def largest_context(found: Estimate, machine: Machine) -> int | None:
    """Return the longest context for each user that fits while weights stay where the estimate puts them.

    None when the plan itself does not fit. In steps of `STEP`, up to what the model was made for. Memory grows almost
    in a straight line with the context: the search looks where the line says first, and halves only where it bends.
    """
    architecture = find_model(found.plan.model).architecture
    if not found.fits or architecture is None:
        return None
    parallel, own = found.settings.parallel, found.settings.context // found.settings.parallel
    low, high = max(1, own // STEP), architecture.context_trained // STEP
    if found.cache_tokens is not None:
        return max(own, min(high, found.cache_tokens // parallel // STEP) * STEP)

    def spare(steps: int) -> int:
        return _spare_bytes(found, machine, steps * STEP * parallel)

    if high <= low or (over := spare(high)) >= 0:
        return max(high * STEP, own)
    return max(_last_that_fits(spare, low, high, over) * STEP, own)


def _last_that_fits(spare: Callable[[int], int], low: int, high: int, over: int) -> int:
    """Return the largest number from `low` below `high` that leaves something; `over` is what `high` lacks."""
    left = max(0, spare(low))
    while high - low > 1:
        guess = min(high - 1, max(low + 1, low + (high - low) * left // (left - over)))
        for tried in (guess, guess + 1, guess - 1, (low + high) // 2):
            if not low < tried < high:
                continue
            rest = spare(tried)
            if rest >= 0:
                low, left = tried, rest
            else:
                high, over = tried, rest
    return low


def _spare_bytes(found: Estimate, machine: Machine, context: int) -> int:
    """Return what a context leaves on the fullest device, less than 0 where it does not fit."""
    settings = replace(found.settings, context=context)
    if found.plan.engine not in GGUF_ENGINES or any(device.free_bytes is None for device in found.devices):
        return 0 if estimate(replace(found.plan, settings=settings), machine).fits else -1
    about = subject(found.plan)
    return spare_bytes(about.architecture, about.weights, machine, settings, found.plan.engine) or 0


def confidence(found: Estimate) -> Confidence:
    """Return how far the speed can be trusted: by its source, then by the width of its range."""
    speed = found.speed.decode_tps
    if speed is None or speed.expected <= 0:
        return Confidence.UNKNOWN
    if found.speed.source is Source.MEASURED:
        return Confidence.MEASURED
    half_width = speed.high / speed.expected - 1
    return Confidence.GOOD if half_width <= 0.2 else Confidence.FAIR if half_width <= 0.5 else Confidence.ROUGH


def download_s(file_bytes: int, link_mbps: float) -> float:
    """Return seconds that a download takes over a link of so many 10**6 bits per second."""
    return file_bytes * BITS_A_BYTE_ON_THE_LINE / (link_mbps * 1e6)
