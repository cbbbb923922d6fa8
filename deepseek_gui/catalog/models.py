"""The models that exist: `resources/catalog/models.json`, and how a person's words find one."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from deepseek_gui.domain.decoding import decode
from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.model import Model
from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text
from deepseek_gui.resources import resource_path


@dataclass(frozen=True, slots=True)
class _Catalogue:
    """The file: `sizes` says what a bare size ("7b") means."""

    sizes: Mapping[str, str]
    models: tuple[Model, ...]


@cache
def _catalogue() -> _Catalogue:
    content = resource_path("catalog", "models.json").read_bytes()
    return decode(content, _Catalogue)


def models() -> tuple[Model, ...]:
    """Return every catalogued model, oldest family first."""
    return _catalogue().models


def sizes() -> Mapping[str, str]:
    """Return what a bare size means: "7b" -> "r1-distill-qwen-7b"."""
    return _catalogue().sizes


@cache
def _names() -> Mapping[str, Model]:
    """Every word that names a model, lower case; the catalogue's ids win over other words."""
    by_id = {model.id: model for model in models()}
    words: dict[str, Model] = {size: by_id[model_id] for size, model_id in sizes().items()}
    for model in models():
        others = (
            model.name,
            model.hf_repo,
            (model.hf_repo or "").rpartition("/")[2],
            model.modelscope_id,
            model.ollama,
        )
        words |= {word.lower(): model for word in others if word and word.lower() not in words}
    return words | by_id


def find_model(name: str) -> Model:
    """Return the model that a catalogue id, an HF id, an Ollama tag or a size ("7B") names; case does not matter.

    Raises:
        ActionableError: nothing has this name; the hint lists the nearest ones.
    """
    found = _names().get(name.strip().lower())
    if found is not None:
        return found
    raise ActionableError(
        Text(QT_TRANSLATE_NOOP("core", "There is no model called “{name}” in the catalogue."), {"name": name}),
        Text(QT_TRANSLATE_NOOP("core", "Nearest: {names}."), {"names": ", ".join(near_names(name))}),
    )


def is_catalogued(name: str) -> bool:
    """Return whether `find_model` knows a name."""
    return name.strip().lower() in _names()


def near_names(name: str, count: int = 5) -> tuple[str, ...]:
    """Return the ids of the models whose names are most like `name`, best first, never empty."""
    close = difflib.get_close_matches(name.strip().lower()[:80], _names(), n=4 * count, cutoff=0.0)
    return tuple(dict.fromkeys(_names()[word].id for word in close))[:count]
