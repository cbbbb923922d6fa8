"""The answer of a cost comparison."""

from __future__ import annotations

from dataclasses import dataclass

from deepseek_gui.domain.cost import CostPlan
from deepseek_gui.domain.cost_fields import CostField, Kind


@dataclass(frozen=True, slots=True)
class CostLine:
    """One way to run the model over the whole time.

    Attributes:
        total: over all months.
        per_month: the total shared by the months.
        per_million: for a million tokens, prompt and answer together; None without tokens.
        cumulative: spent by the end of each month, the first entry at the start (month 0).
        break_even_month: first month by whose end the machine of one's own has cost no more; None if never in this
            time, and on the machine itself.
    """

    total: float
    per_month: float
    per_million: float | None
    cumulative: tuple[float, ...]
    break_even_month: int | None = None


@dataclass(frozen=True, slots=True)
class LocalParts:
    """What a machine of one's own costs, by part, over the whole time; their sum less `resale` is its total."""

    purchase: float
    electricity: float
    maintenance: float
    resale: float


@dataclass(frozen=True, slots=True)
class Capacity:
    """What the machine can write, in million tokens a month of the wanted mix of prompt and answer.

    Attributes:
        most: of one machine; None when its speed is not known.
        machines: that the wanted tokens take; the comparison counts them all.
        busy_hours: a month, of all machines together.
        enough: one machine makes what is wanted.
    """

    wanted: float
    most: float | None
    machines: int
    busy_hours: float

    @property
    def enough(self) -> bool:
        """One machine makes what is wanted, as far as is known."""
        return self.most is None or self.wanted <= self.most


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """What one input does when it is a quarter lower and higher, a count one less and more (or at its range's end).

    Attributes:
        saving_low: change of the saving with the lower value.
        saving_high: change of the saving with the higher one.
        month_low: break-even month with the lower value; None if never.
        month_high: with the higher one.
    """

    field: CostField
    saving_low: float
    saving_high: float
    month_low: int | None
    month_high: int | None

    @property
    def by_one(self) -> bool:
        """Whether it moved by one, not by a quarter."""
        return self.field.kind is Kind.COUNT


@dataclass(frozen=True, slots=True)
class Comparison:
    """The answer.

    Attributes:
        cloud: None when it is not compared.
        api: None when it is not compared.
        cheapest: "cloud" or "api", the one that costs less; None when neither is compared.
        saving: what the machine of one's own saves against the cheapest of the others; negative when it costs more.
        break_even_month: against the cheapest; None if never in this time.
        break_even_tokens: million tokens a month from which the machine costs less than the API, in the wanted mix;
            None if never (or without tokens or API).
        pays_off: it saves something.
    """

    plan: CostPlan
    months: int
    cloud: CostLine | None
    api: CostLine | None
    local: CostLine
    parts: LocalParts
    capacity: Capacity
    cheapest: str | None
    saving: float | None
    break_even_month: int | None
    break_even_tokens: float | None
    pays_off: bool
