"""The numbers of a cost plan one by one: names, units, ranges; how one is changed, checked and converted."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from deepseek_gui.domain.cost import CostPlan, Currency
from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text

MAX_YEARS = 20.0
MIN_YEARS = 0.5
RATES = ("cny_per_usd", "eur_per_usd")
RATE_RANGE = (0.01, 1000.0)
"""Exchange rates of a plan, and how low and high they can be."""


class Kind(StrEnum):
    """What a number is, which says its range and its unit."""

    MONEY = "money"
    PERCENT = "percent"
    HOURS = "hours"
    COUNT = "count"
    WATTS = "watts"
    TOKENS = "tokens"
    SPEED = "speed"


RANGES: dict[Kind, tuple[float, float]] = {
    Kind.MONEY: (0.0, 1e9),
    Kind.PERCENT: (0.0, 100.0),
    Kind.HOURS: (0.0, 24.0),
    Kind.COUNT: (1.0, 10_000.0),
    Kind.WATTS: (0.0, 1e6),
    Kind.TOKENS: (0.0, 1e9),
    Kind.SPEED: (0.0, 1e6),
}
"""Lowest and highest value of each kind."""


@dataclass(frozen=True, slots=True)
class CostField:
    """One number of a plan.

    Attributes:
        part: "use", "cloud", "api" or "local".
        name: of the attribute.
        unit: behind the number; `{money}` is the currency's sign.
        hint: what is meant, for a tool tip.
    """

    part: str
    name: str
    kind: Kind
    title: Text
    unit: Text
    hint: Text

    @property
    def key(self) -> str:
        """The field's name in documents and errors: "cloud.price_per_hour"."""
        return f"{self.part}.{self.name}"

    def unit_in(self, money: str) -> Text:
        """Return the unit with the currency's sign or name in it."""
        return Text(self.unit.source, {"money": money})

    def value(self, plan: CostPlan) -> float:
        """Return the number in a plan."""
        return float(getattr(getattr(plan, self.part), self.name))

    def put(self, plan: CostPlan, value: float) -> CostPlan:
        """Return the plan with another number."""
        changed = replace(getattr(plan, self.part), **{self.name: value})
        return replace(plan, **{self.part: changed})

    def clamped(self, value: float) -> float:
        """Return the nearest number that is possible."""
        low, high = RANGES[self.kind]
        return min(max(value, low), high)


_PERCENT = Text(QT_TRANSLATE_NOOP("core", "%"))
_HOURS = Text(QT_TRANSLATE_NOOP("core", "h/day"))
_MILLIONS = Text(QT_TRANSLATE_NOOP("core", "M tokens/month"))
_PER_MILLION = Text(QT_TRANSLATE_NOOP("core", "{money}/M tokens"))
_TPS = Text(QT_TRANSLATE_NOOP("core", "tok/s"))
_WATTS = Text(QT_TRANSLATE_NOOP("core", "W"))

FIELDS: tuple[CostField, ...] = (
    CostField(
        "use",
        "tokens_in",
        Kind.TOKENS,
        Text(QT_TRANSLATE_NOOP("core", "Prompt tokens")),
        _MILLIONS,
        Text(QT_TRANSLATE_NOOP("core", "What is sent to the model in a month, the earlier turns of a chat included.")),
    ),
    CostField(
        "use",
        "tokens_out",
        Kind.TOKENS,
        Text(QT_TRANSLATE_NOOP("core", "Answer tokens")),
        _MILLIONS,
        Text(QT_TRANSLATE_NOOP("core", "What the model writes in a month, its thinking included.")),
    ),
    CostField(
        "use",
        "cached_percent",
        Kind.PERCENT,
        Text(QT_TRANSLATE_NOOP("core", "Prompts from the cache")),
        _PERCENT,
        Text(QT_TRANSLATE_NOOP("core", "Share of the prompt tokens that was sent before and is not read again.")),
    ),
    CostField(
        "cloud",
        "price_per_hour",
        Kind.MONEY,
        Text(QT_TRANSLATE_NOOP("core", "Cloud price")),
        Text(QT_TRANSLATE_NOOP("core", "{money}/h")),
        Text(QT_TRANSLATE_NOOP("core", "Of one instance, on demand.")),
    ),
    CostField(
        "cloud",
        "instances",
        Kind.COUNT,
        Text(QT_TRANSLATE_NOOP("core", "Instances")),
        Text(""),
        Text(QT_TRANSLATE_NOOP("core", "How many are rented at the same time.")),
    ),
    CostField(
        "cloud",
        "hours_per_day",
        Kind.HOURS,
        Text(QT_TRANSLATE_NOOP("core", "Cloud hours")),
        _HOURS,
        Text(QT_TRANSLATE_NOOP("core", "How long it runs; a reserved instance is paid for all 24 hours.")),
    ),
    CostField(
        "cloud",
        "discount_percent",
        Kind.PERCENT,
        Text(QT_TRANSLATE_NOOP("core", "Discount when reserved")),
        _PERCENT,
        Text(
            QT_TRANSLATE_NOOP("core", "What reserving for years takes off the price on demand; an estimate, edit it.")
        ),
    ),
    CostField(
        "api",
        "price_in",
        Kind.MONEY,
        Text(QT_TRANSLATE_NOOP("core", "API price, prompt")),
        _PER_MILLION,
        Text(QT_TRANSLATE_NOOP("core", "For a million prompt tokens that are not in the service's cache.")),
    ),
    CostField(
        "api",
        "price_cached",
        Kind.MONEY,
        Text(QT_TRANSLATE_NOOP("core", "API price, cached")),
        _PER_MILLION,
        Text(QT_TRANSLATE_NOOP("core", "For a million prompt tokens from the service's cache.")),
    ),
    CostField(
        "api",
        "price_out",
        Kind.MONEY,
        Text(QT_TRANSLATE_NOOP("core", "API price, answer")),
        _PER_MILLION,
        Text(QT_TRANSLATE_NOOP("core", "For a million tokens that the model writes.")),
    ),
    CostField(
        "local",
        "purchase",
        Kind.MONEY,
        Text(QT_TRANSLATE_NOOP("core", "Purchase")),
        Text(QT_TRANSLATE_NOOP("core", "{money}")),
        Text(QT_TRANSLATE_NOOP("core", "Of one whole machine. One that stands there already costs nothing more: 0.")),
    ),
    CostField(
        "local",
        "depreciation_percent",
        Kind.PERCENT,
        Text(QT_TRANSLATE_NOOP("core", "Loss of value")),
        Text(QT_TRANSLATE_NOOP("core", "%/year")),
        Text(QT_TRANSLATE_NOOP("core", "What the machine loses each year of the value that it still has.")),
    ),
    CostField(
        "local",
        "resale_percent",
        Kind.PERCENT,
        Text(QT_TRANSLATE_NOOP("core", "Resale")),
        Text(QT_TRANSLATE_NOOP("core", "% of value")),
        Text(
            QT_TRANSLATE_NOOP("core", "What a buyer pays at the end of the value that is left; 0 when it is not sold.")
        ),
    ),
    CostField(
        "local",
        "busy_watts",
        Kind.WATTS,
        Text(QT_TRANSLATE_NOOP("core", "Power, busy")),
        _WATTS,
        Text(QT_TRANSLATE_NOOP("core", "The whole machine at the wall while it answers.")),
    ),
    CostField(
        "local",
        "idle_watts",
        Kind.WATTS,
        Text(QT_TRANSLATE_NOOP("core", "Power, idle")),
        _WATTS,
        Text(QT_TRANSLATE_NOOP("core", "The whole machine at the wall while it waits.")),
    ),
    CostField(
        "local",
        "price_per_kwh",
        Kind.MONEY,
        Text(QT_TRANSLATE_NOOP("core", "Electricity")),
        Text(QT_TRANSLATE_NOOP("core", "{money}/kWh")),
        Text(QT_TRANSLATE_NOOP("core", "What a kilowatt hour costs, taxes included.")),
    ),
    CostField(
        "local",
        "maintenance_per_year",
        Kind.MONEY,
        Text(QT_TRANSLATE_NOOP("core", "Maintenance")),
        Text(QT_TRANSLATE_NOOP("core", "{money}/year")),
        Text(QT_TRANSLATE_NOOP("core", "Repairs, space, insurance, somebody's time; for each machine.")),
    ),
    CostField(
        "local",
        "hours_per_day",
        Kind.HOURS,
        Text(QT_TRANSLATE_NOOP("core", "Switched on")),
        _HOURS,
        Text(QT_TRANSLATE_NOOP("core", "How long the machine is on, busy or not.")),
    ),
    CostField(
        "local",
        "utilisation_percent",
        Kind.PERCENT,
        Text(QT_TRANSLATE_NOOP("core", "Utilisation, at most")),
        _PERCENT,
        Text(QT_TRANSLATE_NOOP("core", "Nobody asks evenly: the share of those hours in which it can be kept busy.")),
    ),
    CostField(
        "local",
        "concurrency",
        Kind.COUNT,
        Text(QT_TRANSLATE_NOOP("core", "Answers at once")),
        Text(""),
        Text(QT_TRANSLATE_NOOP("core", "How many it writes at the same time.")),
    ),
    CostField(
        "local",
        "speed_tps",
        Kind.SPEED,
        Text(QT_TRANSLATE_NOOP("core", "Speed of each answer")),
        _TPS,
        Text(
            QT_TRANSLATE_NOOP(
                "core", "While that many are written at once. 0 is not known: the capacity is not checked."
            )
        ),
    ),
    CostField(
        "local",
        "prefill_tps",
        Kind.SPEED,
        Text(QT_TRANSLATE_NOOP("core", "Reading prompts")),
        _TPS,
        Text(QT_TRANSLATE_NOOP("core", "0 is not known: then reading takes no time.")),
    ),
)
"""Every number of a plan, in the order of the page: the page, the command line and the settings all go by it."""


def find_field(key: str) -> CostField:
    """Return the field of a key such as "local.purchase".

    Raises:
        KeyError: there is none.
    """
    return {field.key: field for field in FIELDS}[key]


def check_plan(plan: CostPlan) -> CostPlan:
    """Return the plan when every number in it is possible.

    Raises:
        ActionableError: one is not; names the field and its range.
    """
    for name, value, low, high in _numbers(plan):
        if not (math.isfinite(value) and low <= value <= high):
            raise ActionableError(
                Text(QT_TRANSLATE_NOOP("core", "Cost: {field} cannot be {value}."), {"field": name, "value": value}),
                Text(
                    QT_TRANSLATE_NOOP("core", "Give a number from {low} to {high}."),
                    {"low": f"{low:g}", "high": f"{high:g}"},
                ),
            )
    return plan


def _numbers(plan: CostPlan) -> Iterator[tuple[str, float, float, float]]:
    yield "years", plan.years, MIN_YEARS, MAX_YEARS
    yield "cny_per_usd", plan.cny_per_usd, *RATE_RANGE
    yield "eur_per_usd", plan.eur_per_usd, *RATE_RANGE
    for field in FIELDS:
        yield field.key, field.value(plan), *RANGES[field.kind]


def per_usd(plan: CostPlan, currency: Currency) -> float:
    """Return how much of a currency a dollar is by the plan's rates."""
    return {Currency.USD: 1.0, Currency.CNY: plan.cny_per_usd, Currency.EUR: plan.eur_per_usd}[currency]


def with_rate(plan: CostPlan, name: str, value: float) -> CostPlan:
    """Return the plan with another exchange rate, one of `RATES`; its amounts stay."""
    return replace(plan, cny_per_usd=value) if name == "cny_per_usd" else replace(plan, eur_per_usd=value)


def converted(plan: CostPlan, currency: Currency) -> CostPlan:
    """Return the plan with every amount in another currency."""
    factor = per_usd(plan, currency) / per_usd(plan, plan.currency)
    if factor != 1.0:
        for field in FIELDS:
            if field.kind is Kind.MONEY:
                plan = field.put(plan, field.clamped(field.value(plan) * factor))
    return replace(plan, currency=currency)
