"""What things cost: `resources/catalog/prices.json`, each price with its date and the place where it can be read."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from deepseek_gui.domain.cost import Currency
from deepseek_gui.domain.decoding import decode
from deepseek_gui.domain.text import QT_TRANSLATE_NOOP
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
    return decode(resource_path("catalog", "prices.json").read_bytes(), PriceList)


WORDS = (
    QT_TRANSLATE_NOOP("core", "ECB euro reference rates (7.9989 CNY, 1.1761 USD for a euro)"),
    QT_TRANSLATE_NOOP("core", "ECB euro reference rates (1.1761 USD for a euro)"),
    QT_TRANSLATE_NOOP("core", "DeepSeek flash (V4.1), off-peak"),
    QT_TRANSLATE_NOOP("core", "DeepSeek API documentation, Models & Pricing"),
    QT_TRANSLATE_NOOP("core", "DeepSeek flash (V4.1), peak hours"),
    QT_TRANSLATE_NOOP("core", "DeepSeek V4 Pro, off-peak"),
    QT_TRANSLATE_NOOP("core", "DeepSeek V4 Pro, peak hours"),
    QT_TRANSLATE_NOOP("core", "RTX 4090 24 GB (OpenRelay)"),
    QT_TRANSLATE_NOOP("core", "OpenRelay price calculator"),
    QT_TRANSLATE_NOOP("core", "A100 40 GB (Lambda)"),
    QT_TRANSLATE_NOOP("core", "Lambda GPU cloud prices"),
    QT_TRANSLATE_NOOP("core", "A100 80 GB (RunPod Secure)"),
    QT_TRANSLATE_NOOP("core", "RunPod prices"),
    QT_TRANSLATE_NOOP("core", "H100 SXM 80 GB (RunPod Secure)"),
    QT_TRANSLATE_NOOP("core", "AWS p4d.24xlarge, 8x A100 40 GB"),
    QT_TRANSLATE_NOOP("core", "AWS EC2 on demand, us-east-1, Linux"),
    QT_TRANSLATE_NOOP("core", "AWS p5.48xlarge, 8x H100 80 GB"),
    QT_TRANSLATE_NOOP("core", "United States, household"),
    QT_TRANSLATE_NOOP("core", "EIA, average household price of 2023 (15.98 cents)"),
    QT_TRANSLATE_NOOP("core", "European Union, household"),
    QT_TRANSLATE_NOOP("core", "Eurostat, average household price of the first half of 2022"),
    QT_TRANSLATE_NOOP("core", "China, household"),
    QT_TRANSLATE_NOOP("core", "PC with an RTX 3060 12 GB"),
    QT_TRANSLATE_NOOP("core", "card at its launch price of 329 $; the rest of the PC 700 $, an estimate"),
    QT_TRANSLATE_NOOP("core", "PC with a used RTX 3090"),
    QT_TRANSLATE_NOOP("core", "local-llm.net, whole system with the card at 700 $"),
    QT_TRANSLATE_NOOP("core", "PC with an RTX 4090"),
    QT_TRANSLATE_NOOP("core", "local-llm.net, whole system with the card at 1,700 $"),
    QT_TRANSLATE_NOOP("core", "Server with 2x A100 40 GB"),
    QT_TRANSLATE_NOOP("core", "the article's figure"),
)
"""Every name and source in the file, so that each language has them; a test holds them against it."""
