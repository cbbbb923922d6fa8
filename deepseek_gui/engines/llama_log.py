"""What llama.cpp's log says, for a person: progress of the loading and causes of failures."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from deepseek_gui.domain.events import Failed, Loading
from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text

_STATE = "cmd_child_to_router:state:"


@dataclass(frozen=True, slots=True)
class _Cause:
    """A pattern of an error line, and what it means; named groups become the message's arguments."""

    pattern: re.Pattern[str]
    message: str
    hint: str


def _cause(pattern: str, message: str, hint: str) -> _Cause:
    return _Cause(re.compile(pattern), message, hint)


# Most telling first. Patterns after the engine's sources (llama-model-loader, llama-context, server), October 2026.
_CAUSES = (
    _cause(
        r"tensor '(?P<tensor>[^']+)' data is not within the file bounds",
        QT_TRANSLATE_NOOP("core", "The model file is incomplete: the data of {tensor} is missing."),
        QT_TRANSLATE_NOOP("core", "Copy or download the file again."),
    ),
    _cause(
        r"unknown model architecture: '(?P<architecture>[^']*)'",
        QT_TRANSLATE_NOOP("core", "This engine does not know models of the architecture “{architecture}”."),
        QT_TRANSLATE_NOOP("core", "Update the engine or choose another model."),
    ),
    _cause(
        r"tensor '(?P<tensor>[^']+)' not found|missing tensor '(?P<missing>[^']+)'",
        QT_TRANSLATE_NOOP("core", "The model file lacks the tensor {tensor}."),
        QT_TRANSLATE_NOOP("core", "The file is damaged or made for another engine: copy or download it again."),
    ),
    _cause(
        r"tensor '(?P<tensor>[^']+)' has wrong shape",
        QT_TRANSLATE_NOOP("core", "The tensor {tensor} of the model file has a wrong shape."),
        QT_TRANSLATE_NOOP("core", "The file is damaged or made for another engine: copy or download it again."),
    ),
    _cause(
        r"error loading model vocabulary|cannot find tokenizer|unknown (?:pre-)?tokenizer",
        QT_TRANSLATE_NOOP("core", "The engine cannot read the model's vocabulary."),
        QT_TRANSLATE_NOOP("core", "Update the engine or choose another file of this model."),
    ),
    _cause(
        r"quantized V cache (?:was requested, but this )?requires (?:flash_attn|Flash Attention)",
        QT_TRANSLATE_NOOP("core", "A compressed V cache needs flash attention."),
        QT_TRANSLATE_NOOP("core", "Set flash attention to on, or the type of the V cache to f16."),
    ),
    _cause(
        r"[KV] cache type (?P<type>\S+) with block size \d+ does not divide",
        QT_TRANSLATE_NOOP("core", "This model's heads are too small for a cache of the type {type}."),
        QT_TRANSLATE_NOOP("core", "Set the type of the cache to f16."),
    ),
    _cause(
        r"couldn't bind HTTP server socket, hostname: \S+, port: (?P<port>\d+)",
        QT_TRANSLATE_NOOP("core", "Port {port} of this computer is taken by another program."),
        QT_TRANSLATE_NOOP("core", "Choose another port, or end the other program."),
    ),
    _cause(
        r"(?:failed|unable) to allocate|cudaMalloc failed|out of memory|bad_alloc|failed to initialize the context",
        QT_TRANSLATE_NOOP("core", "There is not enough memory for this model with these settings."),
        QT_TRANSLATE_NOOP(
            "core", "Choose a smaller context, a smaller quantisation or a smaller model, or close other programs."
        ),
    ),
    _cause(
        r"failed to load model from",
        QT_TRANSLATE_NOOP("core", "The engine cannot read the model file."),
        QT_TRANSLATE_NOOP("core", "Check that it is a complete GGUF file."),
    ),
)


def progress(line: str) -> Loading | None:
    """Return the loading progress that a line of llama.cpp's server tells its router, 0 to 1, or None."""
    start = line.find(_STATE)
    if start < 0:
        return None
    try:
        state = json.loads(line[start + len(_STATE) :])
    except ValueError:
        return None
    payload = state.get("payload") or {}
    return Loading(payload["value"]) if state.get("state") == "loading" and "value" in payload else None


def cause(line: str) -> Failed | None:
    """Return the failure that a line tells, or None when it tells none that we know."""
    for known in _CAUSES:
        found = known.pattern.search(line)
        if found:
            groups = {name: value for name, value in found.groupdict().items() if value is not None}
            if "missing" in groups:
                groups["tensor"] = groups.pop("missing")
            return Failed(Text(known.message, groups), Text(known.hint), line)
    return None


def rank(failure: Failed) -> int:
    """Return how telling a failure is, 0 the most: a later vague line must not replace an earlier exact one."""
    return next(index for index, known in enumerate(_CAUSES) if known.message == failure.message.source)
