"""What the Match page remembers between two starts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class ListState:
    """How the list of plans is filtered and sorted, in words.

    Attributes:
        fitting: only plans that fit.
        best: one plan of each model.
        grouped: plans of a model stand together.
        words: the search.
        sort: name of the column; empty is the ranking's own order.
        descending: the largest first.
    """

    fitting: bool = True
    best: bool = False
    grouped: bool = False
    words: str = ""
    sort: str = ""
    descending: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchState:
    """What was asked, in words that any version can read; one it does not know counts as not asked.

    Attributes:
        min_tps: tokens per second; 0 asks for none.
        link_mbps: how fast downloads are, 10**6 bits per second.
        choice: an example machine's name or the path of a machine file; empty is this computer.
        machine: the text of a machine file, when facts of the chosen machine were edited; else empty.
        step: name of the wizard's step.
        plans: how the list of plans is shown.
        plan_model: catalogue id of the selected plan; empty is the best one, whichever that is.
        plan_quantisation: of the selected plan.
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
    plans: ListState = ListState()
    plan_model: str = ""
    plan_quantisation: str = ""
    prices: Mapping[str, float] = field(default_factory=dict)
    currency: str = ""
