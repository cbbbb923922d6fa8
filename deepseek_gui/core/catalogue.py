"""What the catalogue offers, for the rooms above that don't read it themselves."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from deepseek_gui.domain.machine import Machine
from deepseek_gui.domain.model import Model
from deepseek_gui.domain.verdict import Claim, Place, TierNeed

# The catalogue is read in the functions: the window's start imports this module.


@cache
def models_by_id() -> Mapping[str, Model]:
    """Return every catalogued model by its id."""
    from deepseek_gui.catalog.models import models  # noqa: PLC0415

    return {model.id: model for model in models()}


def tier_needs() -> tuple[TierNeed, ...]:
    """Return what the article's tiers ask for, lowest first."""
    from deepseek_gui.catalog.tiers import tiers  # noqa: PLC0415

    return tiers()


@cache
def example_machines() -> Mapping[str, Machine]:
    """Return the example machines by the name that `core.machines.machine_named` takes."""
    from deepseek_gui.catalog.machines import example_names  # noqa: PLC0415
    from deepseek_gui.core.machines import machine_named  # noqa: PLC0415

    return {name: machine_named(name) for name in example_names()}


def claims_at(*places: Place) -> tuple[Claim, ...]:
    """Return the article's claims that matter at these places, with what is true.

    Those about bottlenecks stand with the rules that take their place.
    """
    from deepseek_gui.catalog.claims import CLAIMS  # noqa: PLC0415
    from deepseek_gui.diagnosis.article import ARTICLE_CLAIMS  # noqa: PLC0415

    return tuple(claim for claim in (*CLAIMS, *ARTICLE_CLAIMS) if claim.place in places)
