"""What the wizard asks of the rooms below, as plain functions: a test gives its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from deepseek_gui.domain.machine import Machine
from deepseek_gui.domain.model import Model
from deepseek_gui.domain.verdict import TierNeed

if TYPE_CHECKING:
    from deepseek_gui.core.matching import MatchResult, Need


@dataclass(frozen=True, slots=True)
class MatchBackend:
    """Every function may take its time: the page calls them off the GUI thread.

    Attributes:
        current_machine: this computer, detected now.
        machine_named: an example machine or a machine file; raises `ActionableError`.
        examples: example machines by the name that `machine_named` takes.
        match: tiers and ranked plans.
        models: catalogue entries by id.
        tiers: the tiers' own words.
    """

    current_machine: Callable[[], Machine]
    machine_named: Callable[[str], Machine]
    examples: Callable[[], Mapping[str, Machine]]
    match: Callable[[Machine, Need], MatchResult]
    models: Callable[[], Mapping[str, Model]]
    tiers: Callable[[], tuple[TierNeed, ...]]


def core_backend() -> MatchBackend:
    """Return the real one. Imports the use cases: call it where the page is built, not where it is named."""
    from deepseek_gui.core.catalogue import example_machines, models_by_id, tier_needs  # noqa: PLC0415
    from deepseek_gui.core.machines import current_machine, machine_named  # noqa: PLC0415
    from deepseek_gui.core.matching import match  # noqa: PLC0415

    return MatchBackend(current_machine, machine_named, example_machines, match, models_by_id, tier_needs)
