"""What is known and wanted of a cost comparison: cloud machine, API and a machine of one's own."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Currency(StrEnum):
    """What prices can be in."""

    USD = "USD"
    CNY = "CNY"
    EUR = "EUR"


SYMBOLS = {Currency.USD: "$", Currency.CNY: "¥", Currency.EUR: "€"}


@dataclass(frozen=True, slots=True)
class Use:
    """What is asked of the model, whoever runs it.

    Attributes:
        tokens_in: million prompt tokens a month.
        tokens_out: million answer tokens a month.
        cached_percent: share of the prompt tokens that were sent before, so that they come from a cache.
    """

    tokens_in: float = 0.0
    tokens_out: float = 0.0
    cached_percent: float = 0.0


@dataclass(frozen=True, slots=True)
class CloudCost:
    """A rented machine.

    Attributes:
        compared: it is part of the comparison.
        price_per_hour: of one instance, on demand.
        hours_per_day: it runs; a reserved one is paid for all 24.
        reserved: paid for the whole time, used or not, at a discount.
        discount_percent: what reserving takes off the price.
    """

    compared: bool = True
    price_per_hour: float = 0.0
    instances: float = 1.0
    hours_per_day: float = 0.0
    reserved: bool = False
    discount_percent: float = 0.0


@dataclass(frozen=True, slots=True)
class ApiCost:
    """A service paid by the token; prices for a million tokens.

    Attributes:
        compared: it is part of the comparison.
        price_in: prompt tokens that no cache holds.
        price_cached: prompt tokens from the service's cache.
        price_out: answer tokens.
    """

    compared: bool = True
    price_in: float = 0.0
    price_cached: float = 0.0
    price_out: float = 0.0


@dataclass(frozen=True, slots=True)
class LocalCost:
    """A machine of one's own.

    Attributes:
        purchase: price of one machine.
        depreciation_percent: what it loses of its value each year.
        resale_percent: share of the value that is left which a buyer pays at the end; 0 when it is kept or scrapped.
        busy_watts: taken at the wall while it answers.
        idle_watts: taken while it is on and waits.
        price_per_kwh: of electricity.
        maintenance_per_year: repairs, space, insurance, somebody's time.
        hours_per_day: it is switched on.
        utilisation_percent: the highest share of those hours in which it can be kept busy.
        concurrency: answers it writes at the same time.
        speed_tps: tokens a second of each of them; 0 is not known, and then capacity is not looked at.
        prefill_tps: prompt tokens it reads a second; 0 is not known, and then reading takes no time.
        measured: the watts were measured, not taken from the parts' ratings.
    """

    purchase: float = 0.0
    depreciation_percent: float = 0.0
    resale_percent: float = 0.0
    busy_watts: float = 0.0
    idle_watts: float = 0.0
    price_per_kwh: float = 0.0
    maintenance_per_year: float = 0.0
    hours_per_day: float = 24.0
    utilisation_percent: float = 100.0
    concurrency: float = 1.0
    speed_tps: float = 0.0
    prefill_tps: float = 0.0
    measured: bool = False


@dataclass(frozen=True, slots=True)
class CostPlan:
    """All inputs of a comparison; amounts are in `currency`.

    Attributes:
        preset: where the numbers began ("article", "plan", "blank"); they may have been edited since.
        cny_per_usd: exchange rate, yuan for a dollar.
        eur_per_usd: exchange rate, euro for a dollar.
    """

    preset: str = "blank"
    currency: Currency = Currency.USD
    years: float = 3.0
    cny_per_usd: float = 7.0
    eur_per_usd: float = 0.9
    use: Use = Use()
    cloud: CloudCost = CloudCost()
    api: ApiCost = ApiCost()
    local: LocalCost = LocalCost()


def format_money(value: float, currency: Currency) -> str:
    """Return "$78,840", "¥0.14" or "−€3.20" with the digits that help."""
    size = round(abs(value), 4)
    digits = 0 if size >= 100 or size == 0 else 2 if size >= 0.1 else 4
    sign = "−" if value < 0 and size > 0 else ""
    return f"{sign}{SYMBOLS[currency]}{size:,.{digits}f}"
