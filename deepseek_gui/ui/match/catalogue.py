"""What the wizard reads once: models, tiers, example machines and the article's claims."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from deepseek_gui.domain.machine import Machine
from deepseek_gui.domain.model import Model
from deepseek_gui.domain.verdict import Claim, Place, Sufficiency, Tier, TierNeed
from deepseek_gui.ui.match.backend import MatchBackend


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What the pages below show names and notes from.

    Attributes:
        models: catalogue entries by id.
        needs: the tiers' own words.
        examples: what names an example machine -> its name for a person.
        disk_folder: where the disk is tested; empty until it is known.
    """

    models: Mapping[str, Model] = field(default_factory=dict)
    needs: Mapping[Tier, TierNeed] = field(default_factory=dict)
    examples: Mapping[str, str] = field(default_factory=dict)
    claims: tuple[Claim, ...] = ()
    sufficiencies: tuple[Sufficiency, ...] = ()
    gpu_names: tuple[str, ...] = ()
    disk_folder: str = ""

    def model_names(self) -> Mapping[str, str]:
        """Return catalogue id -> the model's name."""
        return {key: model.name for key, model in self.models.items()}

    def claims_at(self, *places: Place) -> tuple[Claim, ...]:
        """Return the claims that matter at these places."""
        return tuple(claim for claim in self.claims if claim.place in places)

    def example_of(self, machine: Machine) -> str | None:
        """Return what names this machine among the examples."""
        return next((key for key, name in self.examples.items() if name == machine.name), None)


def read_catalogue(backend: MatchBackend) -> Catalogue:
    """Return everything; reads files, so call it off the GUI thread."""
    return Catalogue(
        models=backend.models(),
        needs={need.tier: need for need in backend.tiers()},
        examples={key: machine.name for key, machine in backend.examples().items()},
        claims=backend.claims(*Place),
        sufficiencies=backend.sufficiencies(),
        gpu_names=backend.gpu_names(),
        disk_folder=str(backend.disk_folder()),
    )
