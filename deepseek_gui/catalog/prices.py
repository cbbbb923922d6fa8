"""What things cost: `resources/catalog/prices.json`, each price with its date and the place where it can be read."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import msgspec

from deepseek_gui.domain.cost import Currency
from deepseek_gui.resources import resource_path

ESTIMATE = "estimate"
"""The source of a price that nobody publishes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """What every entry has.

    Attributes:
        date: day on which it held, "2026-11-09".
        source: who says so; `ESTIMATE` when nobody does.
        url: where to read it; may be empty.
    """

    id: str
    date: str
    source: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate(Dated):
    """An exchange rate: how much of the currency `id` a dollar is."""

    per_usd: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Price(Dated):
    """A thing with a price; `name` is for a person."""

    name: str
    currency: Currency


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiPrice(Price):
    """A model of a service; prices for a million tokens."""

    price_in: float
    price_cached: float
    price_out: float


@dataclass(frozen=True, slots=True, kw_only=True)
class CloudPrice(Price):
    """A rented instance with its GPUs."""

    price_per_hour: float
    gpus: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ElectricityPrice(Price):
    """What a kilowatt hour costs somewhere."""

    price_per_kwh: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PurchasePrice(Price):
    """A whole machine; `gpu` is the catalogue's id of each of its cards."""

    purchase: float
    gpu: str
    gpus: int


@dataclass(frozen=True, slots=True)
class PriceList:
    """The file."""

    rates: tuple[Rate, ...]
    api: tuple[ApiPrice, ...]
    cloud: tuple[CloudPrice, ...]
    electricity: tuple[ElectricityPrice, ...]
    purchase: tuple[PurchasePrice, ...]


@cache
def prices() -> PriceList:
    """Return every price that the program ships."""
    return msgspec.json.decode(resource_path("catalog", "prices.json").read_bytes(), type=PriceList)
