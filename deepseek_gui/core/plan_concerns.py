"""What a person confirms before a plan from outside is started: what it touches, what that does, what can go wrong."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from deepseek_gui.domain.plan import Plan
from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text
from deepseek_gui.engines.extras import known_flags

OWN_HOSTS = ("127.0.0.1", "localhost")
"""All that a plan may ask to listen at."""


@dataclass(frozen=True, slots=True)
class Concern:
    """One thing to see and to confirm.

    Attributes:
        what: as the plan has it, to be shown letter by letter.
        does: what it does.
        risk: what can go wrong.
    """

    what: str
    does: Text
    risk: Text


def concerns(plan: Plan, host: str | None = None) -> tuple[Concern, ...]:
    """Return all that a plan from outside would touch beside the catalogue.

    Args:
        plan: as it was opened.
        host: that it asks to listen at, one of `OWN_HOSTS`.
    """
    return tuple(_each(plan, host))


def _each(plan: Plan, host: str | None) -> Iterator[Concern]:
    if plan.file is not None:
        yield Concern(str(plan.file), _MODEL, _MODEL_RISK)
    known = known_flags(plan.engine)
    for flag, value in plan.extras.flags:
        what = flag if value is None else f"{flag} {value}"
        is_known = flag in known or flag in _MEANINGS
        yield Concern(what, _MEANINGS.get(flag, _UNEXPLAINED), _KNOWN_RISK if is_known else _UNKNOWN_RISK)
    if plan.extras.adapter is not None:
        yield Concern(_shown(plan.extras.adapter), _ADAPTER, _ADAPTER_RISK)
    if plan.extras.chat_template is not None:
        yield Concern(_shown(plan.extras.chat_template), _TEMPLATE, _TEMPLATE_RISK)
    if host is not None:
        yield Concern(host, _HOST, _HOST_RISK)


def _shown(file: Path) -> str:
    return str(file.absolute())


_MODEL = Text(QT_TRANSLATE_NOOP("core", "It loads this model file, with the chat template inside it."))
_MODEL_RISK = Text(
    QT_TRANSLATE_NOOP("core", "A damaged or hostile file can crash the engine; its template shapes every question.")
)
_ADAPTER = Text(QT_TRANSLATE_NOOP("core", "It loads this LoRA adapter and adds its weights to the model's."))
_ADAPTER_RISK = Text(
    QT_TRANSLATE_NOOP(
        "core", "It changes every answer, a hostile file can crash the engine, and the estimate omits it."
    )
)
_TEMPLATE = Text(
    QT_TRANSLATE_NOOP("core", "It puts your questions into this chat template, not the one inside the model file.")
)
_TEMPLATE_RISK = Text(
    QT_TRANSLATE_NOOP("core", "A template can add instructions to every question, or change its words.")
)
_HOST = Text(QT_TRANSLATE_NOOP("core", "It listens at this address: this computer only, as every engine does here."))
_HOST_RISK = Text(QT_TRANSLATE_NOOP("core", "None: nothing listens beyond 127.0.0.1, whatever a plan says."))
_UNEXPLAINED = Text(
    QT_TRANSLATE_NOOP("core", "It is passed to the engine; what it does stands in the engine's own help.")
)
_KNOWN_RISK = Text(
    QT_TRANSLATE_NOOP("core", "The estimate leaves it out: memory and speed may differ, or the start may fail.")
)
_UNKNOWN_RISK = Text(
    QT_TRANSLATE_NOOP(
        "core",
        "This program does not know the flag. Memory, speed and answers may differ; confirm it only if you know it.",
    )
)

_MEANINGS = {
    "--temp": Text(QT_TRANSLATE_NOOP("core", "How freely words are chosen when a question does not say it.")),
    "--top-k": Text(QT_TRANSLATE_NOOP("core", "From how many of the likeliest words one is chosen.")),
    "--top-p": Text(QT_TRANSLATE_NOOP("core", "Up to which share of likelihood words are chosen from.")),
    "--min-p": Text(QT_TRANSLATE_NOOP("core", "How unlikely a word may be beside the likeliest one.")),
    "--seed": Text(QT_TRANSLATE_NOOP("core", "Where the random choice of words begins.")),
    "--repeat-penalty": Text(QT_TRANSLATE_NOOP("core", "How much words that stood before are avoided.")),
    "--numa": Text(QT_TRANSLATE_NOOP("core", "How the work is spread over several processors' memories.")),
    "--no-op-offload": Text(QT_TRANSLATE_NOOP("core", "Large prompts are not handed to the GPU.")),
    "--mlock": Text(QT_TRANSLATE_NOOP("core", "Keeps the model from being swapped out of main memory.")),
    "--no-mmap": Text(QT_TRANSLATE_NOOP("core", "Reads the model whole instead of mapping its file.")),
    "--reasoning-budget": Text(QT_TRANSLATE_NOOP("core", "How many tokens the model may think.")),
    "--swa-full": Text(QT_TRANSLATE_NOOP("core", "Keeps the whole cache of layers that look only a little way back.")),
    "-cmoe": Text(QT_TRANSLATE_NOOP("core", "Keeps the experts of all layers in main memory.")),
    "-ot": Text(QT_TRANSLATE_NOOP("core", "Puts tensors with certain names into another memory.")),
    "-sm": Text(QT_TRANSLATE_NOOP("core", "How the model is split over several GPUs.")),
    "-mg": Text(QT_TRANSLATE_NOOP("core", "Which GPU does what cannot be split.")),
    "-dev": Text(QT_TRANSLATE_NOOP("core", "Which GPUs are used.")),
    "-kvu": Text(QT_TRANSLATE_NOOP("core", "One cache is shared by all users.")),
    "-nkvo": Text(QT_TRANSLATE_NOOP("core", "Keeps the KV cache in main memory.")),
    "-cram": Text(QT_TRANSLATE_NOOP("core", "How much main memory keeps former conversations, MiB.")),
}
