"""Costs: the price lists, and where the numbers of a plan begin."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

from deepseek_gui.catalog.gpus import gpu_specs
from deepseek_gui.catalog.prices import ESTIMATE, Price, prices
from deepseek_gui.domain.cost import ApiCost, CloudCost, CostPlan, Currency, LocalCost, Use
from deepseek_gui.domain.cost_fields import converted, find_field, per_usd
from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.machine import Gpu, Machine
from deepseek_gui.domain.plan import Estimate
from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text

PRESETS: Mapping[str, Text] = {
    "plan": Text(QT_TRANSLATE_NOOP("core", "My plan")),
    "article": Text(QT_TRANSLATE_NOOP("core", "The article's comparison")),
    "blank": Text(QT_TRANSLATE_NOOP("core", "Blank")),
}

REST_BUSY_W, REST_IDLE_W, GPU_IDLE_W = 120.0, 60.0, 20.0
"""Processor, board, disks and losses of the power supply, and a card that waits: estimates, at the wall."""
NO_GPU_BUSY_W = 150.0
REST_PRICE_USD = 1000.0
"""What is around the graphics cards in a PC; an estimate."""
ALLOWANCES_DATE = "2026-11-26"
"""When the estimates above and in `default_plan` were made."""
LAUNCH_PRICES_DATE = "2026-11-23"
"""When the catalogue's launch prices were collected (`resources/catalog/gpus.json`)."""

DEFAULT_SPEED_TPS, DEFAULT_PREFILL_TPS = 40.0, 2400.0
"""R1-Distill-Qwen-32B in Q4_K_M on an RTX 4090, as `estimate` computes it."""

ARTICLE_CLOUD_USD = 108_000.0
ARTICLE_HARDWARE_USD = 32_000.0
ARTICLE_RUNNING_USD = 8_000.0
ARTICLE_PRICE_PER_HOUR = 3.0
ARTICLE_YEARS = 3.0
ARTICLE_GPUS = 2


@dataclass(frozen=True, slots=True)
class PriceChoice:
    """One entry of a price list, as the fields of a plan that it fills.

    Attributes:
        values: field key -> amount in `currency`.
        where: date and source, for a person.
        estimate: nobody publishes it, or it is so old that it is one today.
    """

    id: str
    name: Text
    currency: Currency
    values: Mapping[str, float]
    where: Text
    url: str
    estimate: bool = False


@cache
def price_lists() -> Mapping[str, tuple[PriceChoice, ...]]:
    """Return the shipped prices: "api", "cloud", "electricity" and "purchase" -> what can be chosen."""
    listed = prices()
    return {
        "cloud": tuple(_choice(entry, {"cloud.price_per_hour": entry.price_per_hour}) for entry in listed.cloud),
        "api": tuple(
            _choice(
                entry,
                {
                    "api.price_in": entry.price_in,
                    "api.price_cached": entry.price_cached,
                    "api.price_out": entry.price_out,
                },
            )
            for entry in listed.api
        ),
        "purchase": tuple(_choice(entry, {"local.purchase": entry.purchase}) for entry in listed.purchase),
        "electricity": tuple(
            _choice(entry, {"local.price_per_kwh": entry.price_per_kwh}) for entry in listed.electricity
        ),
    }


def _choice(entry: Price, values: Mapping[str, float]) -> PriceChoice:
    where = where_text(entry.source, entry.date)
    estimate = entry.source == ESTIMATE or is_old(entry.date)
    return PriceChoice(entry.id, Text(entry.name), entry.currency, values, where, entry.url, estimate)


def where_text(source: str, date: str) -> Text:
    """Return a price's date and source in words."""
    if source == ESTIMATE:
        return Text(QT_TRANSLATE_NOOP("core", "An estimate of {date}: edit it."), {"date": date})
    if is_old(date):
        return Text(
            QT_TRANSLATE_NOOP("core", "An old price, so an estimate today: {date}, {source}. Edit it."),
            {"date": date, "source": Text(source)},
        )
    return Text(QT_TRANSLATE_NOOP("core", "{date}, {source}"), {"date": date, "source": Text(source)})


@cache
def _newest() -> str:
    listed = prices()
    return max(entry.date for entry in (*listed.api, *listed.cloud, *listed.electricity, *listed.purchase))


def is_old(date: str) -> bool:
    """Tell whether a price held more than a year before the newest one that is shipped."""
    year, rest = _newest().split("-", 1)
    return date < f"{int(year) - 1}-{rest}"


def rates_text() -> Text:
    """Return where the exchange rates are from."""
    rate = prices().rates[0]
    return where_text(rate.source, rate.date)


def find_choice(listed: str, wanted: str) -> PriceChoice:
    """Return an entry of a price list by its id.

    Raises:
        ActionableError: there is none; names the list's ids.
    """
    for choice in price_lists()[listed]:
        if choice.id == wanted.strip().lower():
            return choice
    raise ActionableError(
        Text(
            QT_TRANSLATE_NOOP("core", "Cost: the price list “{list}” has no “{name}”."),
            {"list": listed, "name": wanted},
        ),
        Text(
            QT_TRANSLATE_NOOP("core", "Use one of: {names}."),
            {"names": ", ".join(choice.id for choice in price_lists()[listed])},
        ),
    )


def put_choice(plan: CostPlan, choice: PriceChoice) -> CostPlan:
    """Return the plan with a listed price, in the plan's currency."""
    for key, amount in _amounts(plan, choice).items():
        plan = find_field(key).put(plan, amount)
    return plan


def chosen(plan: CostPlan, listed: str) -> PriceChoice | None:
    """Return the entry whose prices the plan has now; None when they are the person's own."""
    for choice in price_lists()[listed]:
        amounts = _amounts(plan, choice)
        if all(_same(find_field(key).value(plan), amount) for key, amount in amounts.items()):
            return choice
    return None


def _amounts(plan: CostPlan, choice: PriceChoice) -> dict[str, float]:
    factor = per_usd(plan, plan.currency) / per_usd(plan, choice.currency)
    return {key: amount * factor for key, amount in choice.values.items()}


def _same(one: float, other: float) -> bool:
    return abs(one - other) <= 1e-6 * max(1e-3, abs(one), abs(other))


def preset(name: str, currency: Currency = Currency.USD) -> CostPlan:
    """Return the plan that a preset begins with.

    Raises:
        ActionableError: there is no such preset.
    """
    makers = {"article": article_plan, "plan": default_plan, "blank": blank_plan}
    if name not in makers:
        raise ActionableError(
            Text(QT_TRANSLATE_NOOP("core", "Cost: there is no preset called “{name}”."), {"name": name}),
            Text(QT_TRANSLATE_NOOP("core", "Use one of: {names}."), {"names": ", ".join(makers)}),
        )
    return converted(makers[name](), currency)


def blank_plan() -> CostPlan:
    """Return a plan in which everything costs nothing."""
    rate = {entry.id: entry.per_usd for entry in prices().rates}
    return CostPlan("blank", cny_per_usd=rate["cny"], eur_per_usd=rate["eur"])


def article_plan() -> CostPlan:
    """Return the article's comparison: 3 $/h around the clock against 32,000 $ and 8,000 $ in three years."""
    return replace(
        blank_plan(),
        preset="article",
        years=ARTICLE_YEARS,
        cloud=CloudCost(price_per_hour=ARTICLE_PRICE_PER_HOUR, hours_per_day=24.0),
        api=ApiCost(compared=False),
        local=LocalCost(purchase=ARTICLE_HARDWARE_USD, maintenance_per_year=ARTICLE_RUNNING_USD / ARTICLE_YEARS),
    )


def default_plan() -> CostPlan:
    """Return a small office's use with today's prices, before a plan of Match says more."""
    plan = replace(
        blank_plan(),
        preset="plan",
        use=Use(tokens_in=20.0, tokens_out=5.0, cached_percent=30.0),
        cloud=CloudCost(hours_per_day=8.0, discount_percent=40.0),
        local=LocalCost(
            depreciation_percent=30.0,
            resale_percent=80.0,
            busy_watts=450.0 + REST_BUSY_W,
            idle_watts=GPU_IDLE_W + REST_IDLE_W,
            maintenance_per_year=100.0,
            hours_per_day=10.0,
            utilisation_percent=60.0,
            speed_tps=DEFAULT_SPEED_TPS,
            prefill_tps=DEFAULT_PREFILL_TPS,
        ),
    )
    for listed, entry in (
        ("cloud", "rtx4090"),
        ("api", "deepseek-flash"),
        ("purchase", "rtx4090-pc"),
        ("electricity", "us"),
    ):
        plan = put_choice(plan, find_choice(listed, entry))
    return plan


def with_estimate(plan: CostPlan, found: Estimate, machine: Machine) -> CostPlan:
    """Return the plan with the speed of an estimate and the watts and the price of its machine.

    Speeds are the expected ones of one answer alone, so one at a time is counted: several in parallel make more, how
    much more is not estimated. Watts are the GPUs' ratings and an allowance for the rest of the machine (the plan's own
    where a card's rating is not known). An unknown speed is unknown, and a machine whose price is not known is taken to
    be there already: the remarks say so.
    """
    speed = found.speed
    local = replace(
        _rated(plan.local, machine),
        speed_tps=speed.decode_tps.expected if speed.decode_tps else 0.0,
        prefill_tps=speed.prefill_tps.expected if speed.prefill_tps else 0.0,
        concurrency=1.0,
    )
    purchase = (machine_price_usd(machine) or 0.0) * per_usd(plan, plan.currency)
    return replace(plan, preset="plan", local=replace(local, purchase=purchase))


def _rated(local: LocalCost, machine: Machine) -> LocalCost:
    """Return the watts of the machine's ratings; a GPU that shares the host's memory has none of its own."""
    cards = [gpu for gpu in machine.gpus if not gpu.unified_memory]
    rated = [gpu.tdp_w for gpu in cards if gpu.tdp_w is not None]
    if len(rated) < len(cards):
        return local
    busy = sum(rated) + REST_BUSY_W if rated else NO_GPU_BUSY_W
    return replace(local, busy_watts=busy, idle_watts=GPU_IDLE_W * len(rated) + REST_IDLE_W, measured=False)


def with_measured_watts(plan: CostPlan, busy_watts: float, idle_watts: float | None = None) -> CostPlan:
    """Return the plan with watts that a meter or the driver showed."""
    idle = plan.local.idle_watts if idle_watts is None else idle_watts
    return replace(plan, local=replace(plan.local, busy_watts=busy_watts, idle_watts=idle, measured=True))


def machine_price_usd(machine: Machine) -> float | None:
    """Return what a machine like this costs: a listed one, or its cards at launch and the rest; None if not known."""
    spec_ids = [gpu.spec_id for gpu in machine.gpus]
    for entry in prices().purchase:
        if spec_ids == [entry.gpu] * entry.gpus:
            return entry.purchase
    cards = [_launch_price_usd(gpu) for gpu in machine.gpus]
    known = [card for card in cards if card is not None]
    return sum(known) + REST_PRICE_USD if known and len(known) == len(cards) else None


def _launch_price_usd(gpu: Gpu) -> float | None:
    return next((spec.launch_price_usd for spec in gpu_specs() if gpu.spec_id and spec.id == gpu.spec_id), None)
