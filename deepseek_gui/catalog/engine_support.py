"""Since which version an engine runs a model: `resources/catalog/engine_support.json`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from deepseek_gui.domain.decoding import decode
from deepseek_gui.domain.support import Support
from deepseek_gui.resources import resource_path


@dataclass(frozen=True, slots=True)
class _Family:
    """Models that an engine runs with the same code."""

    id: str
    name: str
    models: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _File:
    """The file."""

    families: tuple[_Family, ...]
    support: tuple[Support, ...]


@cache
def _file() -> _File:
    return decode(resource_path("catalog", "engine_support.json").read_bytes(), _File)


def _family(model_id: str) -> _Family | None:
    return next((family for family in _file().families if model_id in family.models), None)


def family_name(model_id: str) -> str | None:
    """Return the name of a model's family; None when its shapes are not known."""
    family = _family(model_id)
    return family.name if family else None


def support_of(model_id: str) -> tuple[Support, ...]:
    """Return the engines that are known to run a model; an engine that is missing is not known to."""
    family = _family(model_id)
    return tuple(row for row in _file().support if family and row.family == family.id)
