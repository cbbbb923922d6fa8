"""The ranking rule of Match in numbers; in words it is `rule`, which the window and the command line show.

Everything in a score is counted in doublings of a model's size. How able a model is comes from published benchmarks
(`core.quality`). Where a speed is not known (few systems tell the bandwidth of their memory) an ordinary computer's is
assumed, for the order alone; it is never shown.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from deepseek_gui.catalog.benchmarks import benchmark_names
from deepseek_gui.core.quality import YEARLY_GAIN, Quality, quality
from deepseek_gui.domain.licence import Commercial, commercial_use
from deepseek_gui.domain.model import Model
from deepseek_gui.domain.plan import ENGINE_NAMES, Estimate
from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text
from deepseek_gui.domain.units import MIB
from deepseek_gui.sizing.checkpoint import native_format
from deepseek_gui.sizing.memory import MARGIN_BYTES
from deepseek_gui.sizing.support import SERVERS


class UseCase(StrEnum):
    """What a person wants the model for."""

    CHAT = "chat"
    CODING = "coding"
    DOCUMENTS = "documents"
    TEAM = "team"
    BATCH = "batch"


class Licence(StrEnum):
    """What the licence must allow."""

    ANY = "any"
    COMMERCIAL = "commercial"
    FREE = "free"


class Priority(StrEnum):
    """What counts more when a better model is a slower one."""

    BALANCED = "balanced"
    QUALITY = "quality"
    SPEED = "speed"


@dataclass(frozen=True, slots=True)
class Need:
    """What a person wants.

    Attributes:
        context: tokens for each user; the cache holds `users` times as many.
        users: how many talk to the model at the same time.
        min_tps: decode speed that one of them wants at least; None does not ask for one.
        licence: what the model's licence must allow.
        priority: what counts more, quality or speed.
    """

    use_case: UseCase = UseCase.CHAT
    context: int = 8192
    users: int = 1
    min_tps: float | None = None
    licence: Licence = Licence.ANY
    priority: Priority = Priority.BALANCED


LICENCES: Mapping[Licence, frozenset[Commercial]] = {
    Licence.ANY: frozenset(Commercial),
    Licence.COMMERCIAL: frozenset({Commercial.FREE, Commercial.RESTRICTED, Commercial.CONDITIONS}),
    Licence.FREE: frozenset({Commercial.FREE}),
}
"""Which licences satisfy a wish."""


KNOWLEDGE = ("gpqa-diamond", "mmlu-pro", "hle", "mmlu", "terminal-bench-2.1")

BENCHMARKS: Mapping[UseCase, tuple[str, ...]] = {
    UseCase.CHAT: KNOWLEDGE,
    UseCase.CODING: ("livecodebench", "humaneval", "humaneval-8", "terminal-bench-2.1"),
    UseCase.DOCUMENTS: KNOWLEDGE,
    UseCase.TEAM: KNOWLEDGE,
    UseCase.BATCH: (
        "mmlu-pro",
        "mmlu",
        "gpqa-diamond",
        "hle",
        "terminal-bench-2.1",
    ),  # broad knowledge: few think long over thousands
}
"""Which published scores count for a use, the most telling first; a model is placed by the first that it has."""

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
    "FP8": 0.02,
    "Q6_K": 0.05,
    "Q5_K_M": 0.1,
    "Q5_K_S": 0.12,
    "Q4_K_M": 0.25,
    "MXFP4_MOE": 0.25,
    "AWQ": 0.3,
    "Q4_K_S": 0.3,
    "IQ4_NL": 0.3,
    "IQ4_XS": 0.3,
    "GPTQ": 0.35,
    "FP4": 0.35,
    "Q4_1": 0.4,
    "Q4_0": 0.45,
    "Q3_K_M": 0.7,
    "Q3_K_S": 1.0,
    "IQ3_XXS": 1.1,
    "Q2_K": 1.6,
    "IQ2_XXS": 2.3,
    "IQ1_S": 3.5,
}
"""Doublings of size that a mix costs. Read off llama.cpp's published perplexities of one model in all mixes; formats of
safetensors stand beside the mixes of as many bits."""

NATIVE_4_BIT = {"deepseek4"}
"""Families whose makers publish 4-bit experts: MXFP4 loses nothing there."""

SETUP = 0.25
"""Doublings that an engine costs which is set up by hand, for one user vLLM and SGLang. For several llama.cpp costs as
much: those two answer them from one paged cache, in one batch."""

LIBRARY = 1.0
"""What transformers costs: a library, not a server, and slower than all others."""

ENGINE_ORDER = ("llama.cpp", "Ollama", "vLLM", "SGLang", "transformers")
"""Families of engines; of equal plans the first one's stands first."""

UNKNOWN_LOSS = 1.0
ASSUMED_BYTES_PER_S = 25e9
"""What two channels of DDR4 give in practice; orders plans whose speed is not known."""

MOST_DOUBLINGS = 3.0
"""So many above the comfortable speed count; nobody reads faster."""


@dataclass(frozen=True, slots=True)
class Weight:
    """What speed counts, in doublings of a model's size.

    Attributes:
        slower: for each halving below the comfortable speed.
        faster: for each doubling above it, so that of two equally good plans the faster one wins.
    """

    slower: float
    faster: float


WEIGHTS: Mapping[Priority, Weight] = {
    Priority.BALANCED: Weight(1.0, 0.1),
    Priority.QUALITY: Weight(0.4, 0.02),
    Priority.SPEED: Weight(2.0, 1.0),
}


def capability(model: Model, use_case: UseCase) -> float:
    """Return how able a model is for a use, in doublings of size; see the rule above."""
    return ability(model, use_case).doublings


def ability(model: Model, use_case: UseCase) -> Quality:
    """Return how able a model is for a use, and the published score that says so."""
    found = quality(model, BENCHMARKS[use_case])
    purpose = (0.0 if found.score else _purpose(model, use_case)) - (1.0 if "vision" in model.id else 0.0)
    return replace(found, doublings=found.doublings + purpose) if purpose else found


def _purpose(model: Model, use_case: UseCase) -> float:
    if "coder" in model.id:
        return 1.0 if use_case is UseCase.CODING else -1.0
    return -3.0 if "prover" in model.id or "math" in model.id else 0.0


def loss(model: Model, quantisation: str | None) -> float:
    """Return what a quantisation costs a model, in doublings of size."""
    family = model.architecture.gguf_name if model.architecture else ""
    recipe = model.recipe(quantisation)
    quantisation = recipe.mix if recipe else quantisation
    if quantisation == "MXFP4_MOE" and family in NATIVE_4_BIT:
        return 0.0
    if model.architecture is not None and quantisation == native_format(model.architecture):
        return 0.0
    return LOSS.get(quantisation or "", UNKNOWN_LOSS)


def slowness(tokens_per_s: float, use_case: UseCase, priority: Priority = Priority.BALANCED) -> float:
    """Return what a speed costs, in doublings of size; negative above the comfortable speed."""
    doublings = math.log2(tokens_per_s / COMFORTABLE_TPS[use_case])
    weight = WEIGHTS[priority]
    return -weight.slower * doublings if doublings < 0 else -weight.faster * min(doublings, MOST_DOUBLINGS)


def assumed_tps(estimate: Estimate, model: Model) -> float:
    """Return the speed that a plan is ordered by when its own is not known."""
    share = (model.active_params or 1) / (model.total_params or 1)
    return ASSUMED_BYTES_PER_S / max(1.0, estimate.file_bytes * min(1.0, share))


def expected_tps(estimate: Estimate) -> float | None:
    """Return the decode speed that a plan is judged by: what one user gets with the cache filled half on average.

    With several users it is what each gets while all of them are answered.
    """
    speed = estimate.speed
    empty, full, streams = speed.decode_tps, speed.decode_tps_at_context, 1
    if speed.streams > 1 and speed.throughput_tps and speed.throughput_tps_at_context:
        empty, full, streams = speed.throughput_tps, speed.throughput_tps_at_context, speed.streams
    if empty is None or full is None:
        return empty.expected if empty else None
    if min(empty.expected, full.expected) <= 0:
        return None
    return 2 / (1 / empty.expected + 1 / full.expected) / streams


def reaches(estimate: Estimate, min_tps: float | None) -> bool | None:
    """Tell whether a plan is as fast as asked; None when its speed is not known."""
    tokens_per_s = expected_tps(estimate)
    if min_tps is None:
        return True
    return None if tokens_per_s is None else tokens_per_s >= min_tps


def setup(engine: str, users: int) -> float:
    """Return what an engine costs, in doublings of size: see `SETUP` and `LIBRARY`."""
    if engine == "transformers":
        return LIBRARY
    return SETUP if (engine in SERVERS) == (users == 1) else 0.0


SortKey = tuple[int, float, str, str, float, int]


def sort_key(estimate: Estimate, model: Model, need: Need) -> SortKey:
    """Return the key by which plans stand best first; no two plans of one match share it."""
    name, engine = estimate.plan.quantisation or "", estimate.plan.engine
    place = ENGINE_ORDER.index(ENGINE_NAMES[engine])
    if not estimate.fits:
        needed = sum(device.total_bytes for device in estimate.devices)
        return 3 if limit(model, need) is None else 4, float(needed), model.id, name, 0.0, place
    score = capability(model, need.use_case) - loss(model, name) - setup(engine, need.users)
    tokens_per_s = expected_tps(estimate) or assumed_tps(estimate, model)
    score -= slowness(tokens_per_s, need.use_case, need.priority)
    group = {True: 0, None: 1, False: 2}[reaches(estimate, need.min_tps)]
    return group, -score, model.id, name, -tokens_per_s, place


@dataclass(frozen=True, slots=True)
class Limit:
    """What keeps a model from serving a need on any machine.

    Attributes:
        remedy: the change of the need that would do.
        relaxed: the need with that change.
    """

    reason: Text
    remedy: Text
    relaxed: Need


def limit(model: Model, need: Need) -> Limit | None:
    """Return what keeps a model from serving a need on any machine: too short a context, or its licence."""
    return _context_limit(model, need) or _licence_limit(model, need)


def _context_limit(model: Model, need: Need) -> Limit | None:
    trained = model.architecture.context_trained if model.architecture else need.context
    if trained >= need.context:
        return None
    return Limit(
        Text(
            QT_TRANSLATE_NOOP("core", "It was made for {trained} tokens; {wanted} are asked for."),
            {"trained": trained, "wanted": need.context},
        ),
        Text(QT_TRANSLATE_NOOP("core", "Ask for at most {trained} tokens."), {"trained": trained}),
        replace(need, context=trained),
    )


def _licence_limit(model: Model, need: Need) -> Limit | None:
    found = commercial_use(model.license)
    if found in LICENCES[need.licence]:
        return None
    enough = next(wish for wish in (Licence.COMMERCIAL, Licence.ANY) if found in LICENCES[wish])
    return Limit(
        Text(
            QT_TRANSLATE_NOOP("core", "Its licence is not what you ask for: {licence}."),
            {"licence": model.license or "?"},
        ),
        _ACCEPT[enough],
        replace(need, licence=enough),
    )


_ACCEPT: Mapping[Licence, Text] = {
    Licence.COMMERCIAL: Text(QT_TRANSLATE_NOOP("core", "Accept licences with conditions.")),
    Licence.ANY: Text(QT_TRANSLATE_NOOP("core", "Accept any licence.")),
}


def rule(need: Need) -> tuple[Text, ...]:
    """Return the rule that orders the plans for a need, one sentence a line."""
    weight = WEIGHTS[need.priority]
    return (
        Text(
            QT_TRANSLATE_NOOP(
                "core",
                "Memory first: plans that fit stand before those that do not. A plan fits when every device has room "
                "for weights, cache, buffers and a margin of {margin} MiB a GPU.",
            ),
            {"margin": round(MARGIN_BYTES / MIB)},
        ),
        Text(
            QT_TRANSLATE_NOOP(
                "core",
                "Then the wish: plans that reach the speed asked for, then those whose speed is not known, "
                "then the slower ones.",
            )
        ),
        Text(
            QT_TRANSLATE_NOOP(
                "core",
                "Inside such a group the higher score stands first. It is counted in doublings of a model's size; "
                "ability, quantisation, speed and engine add up to it.",
            )
        ),
        Text(
            QT_TRANSLATE_NOOP(
                "core",
                "Ability: by the scores that the model's makers published. For this use count, in this order: "
                "{benchmarks}. The first of them that a model has a score on decides; it is shown with its source.",
            ),
            {"benchmarks": ", ".join(benchmark_names(BENCHMARKS[need.use_case]))},
        ),
        Text(
            QT_TRANSLATE_NOOP(
                "core",
                "A benchmark becomes doublings by moving and stretching its scores, as log odds, to the mean and the "
                "spread of the places that its models already hold: by a benchmark before it, or as estimated.",
            )
        ),
        Text(
            QT_TRANSLATE_NOOP(
                "core",
                "A model without such a score is estimated and marked so: the doublings of its parameters (a mixture "
                "of experts counts the geometric mean of all and active ones) and {gain} for each year that it is "
                "newer. An estimated coder model gains 1 for coding and loses 1 otherwise, one for proofs or "
                "mathematics loses 3. One for images loses 1 in any case: its encoder takes room that words do "
                "not need.",
            ),
            {"gain": f"{YEARLY_GAIN:g}"},
        ),
        Text(
            QT_TRANSLATE_NOOP(
                "core",
                "Quantisation: from nothing (8 bits and more) over {q4} (Q4_K_M) to {iq1} (IQ1_S), "
                "read off llama.cpp's published perplexities.",
            ),
            {"q4": f"{LOSS['Q4_K_M']:g}", "iq1": f"{LOSS['IQ1_S']:g}"},
        ),
        Text(
            QT_TRANSLATE_NOOP(
                "core",
                "Speed: minus {slower} for each halving below {comfortable} tokens per second, "
                "plus {faster} for each doubling above, at most three.",
            ),
            {
                "slower": f"{weight.slower:g}",
                "comfortable": f"{COMFORTABLE_TPS[need.use_case]:g}",
                "faster": f"{weight.faster:g}",
            },
        ),
        Text(
            QT_TRANSLATE_NOOP(
                "core",
                "Engine: transformers loses {library}. For one user vLLM and SGLang lose {setup}, for they are set up "
                "by hand; for several llama.cpp loses {setup}, for those two answer many in one batch. Of equal plans "
                "the faster one comes first, then llama.cpp's, vLLM's, SGLang's and transformers'.",
            ),
            {"library": f"{LIBRARY:g}", "setup": f"{SETUP:g}"},
        ),
        Text(
            QT_TRANSLATE_NOOP(
                "core",
                "What does not fit stands at the end, the smallest first: it is nearest to fitting. Last come models "
                "whose context or licence is not what was asked for: no memory would help them.",
            )
        ),
    )
