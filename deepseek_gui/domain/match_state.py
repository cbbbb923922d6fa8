"""What the Match page remembers between two starts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class PlanFilter:
    """Which plans of the ranking are shown, in words that any version can read.

    Attributes:
        fitting_only: hide what does not fit.
        best_of_model: only the best plan of each model.
        grouped: in ranking order, the plans of a model stand together, at the place of its best one.
        words: all of them must stand in the model's name or id, the quantisation or the engine.
        engine: a family of `plan.ENGINE_NAMES`; empty is any.
        licence: what the model's licence must allow, as `ranking.Licence`; empty is anything.
    """

    fitting_only: bool = True
    best_of_model: bool = False
    grouped: bool = True
    words: str = ""
    engine: str = ""
    licence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchState:
    """What was asked, in words that any version can read; one it does not know counts as not asked.

    Attributes:
        min_tps: tokens per second; 0 asks for none.
        link_mbps: how fast downloads are, 10**6 bits per second.
        choice: an example machine's name or the path of a machine file; empty is this computer.
        machine: the text of a machine file, when facts of the chosen machine were edited; else empty.
        step: name of the wizard's step.
        filters: which plans of the ranking are shown.
        sort: name of the column that orders them; empty is the ranking's own order.
        descending: the largest first.
        plan_model: catalogue id of the selected plan; empty is the best one, whichever that is.
        plan_quantisation: of the selected plan.
        plan_engine: of the selected plan.
        prices: edited prices of upgrades, dollars by the upgrades' keys.
        currency: of the upgrades' prices.
    """

    use_case: str = ""
    context: int = 0
    users: int = 1
    min_tps: float = 0.0
    licence: str = ""
    priority: str = ""
    link_mbps: float = 100.0
    choice: str = ""
    machine: str = ""
    step: str = ""
    filters: PlanFilter = PlanFilter()
    sort: str = ""
    descending: bool = False
    plan_model: str = ""
    plan_quantisation: str = ""
    plan_engine: str = ""
    prices: Mapping[str, float] = field(default_factory=dict)
    currency: str = ""
