"""Costs: where a plan's numbers begin, the price lists they come from, and the answer in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

from deepseek_gui.catalog.gpus import gpu_specs
from deepseek_gui.catalog.prices import ESTIMATE, Price, prices
from deepseek_gui.domain.cost import (
    ApiCost,
    CloudCost,
    Comparison,
    CostPlan,
    Currency,
    LocalCost,
    Use,
    converted,
    find_field,
    format_money,
    per_usd,
)
from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.machine import Gpu, Machine
from deepseek_gui.domain.plan import Estimate
from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text
from deepseek_gui.sizing.cost import compare

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
    """

    id: str
    name: Text
    currency: Currency
    values: Mapping[str, float]
    where: Text
    url: str


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
    return PriceChoice(
        entry.id, Text(entry.name), entry.currency, values, where_text(entry.source, entry.date), entry.url
    )


def where_text(source: str, date: str) -> Text:
    """Return a price's date and source in words."""
    if source == ESTIMATE:
        return Text(QT_TRANSLATE_NOOP("core", "An estimate of {date}: edit it."), {"date": date})
    return Text(QT_TRANSLATE_NOOP("core", "{date}, {source}"), {"date": date, "source": Text(source)})


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


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """One way to read the article's table; amounts in the wanted currency.

    Attributes:
        key: "claimed", "recomputed", "two_gpus" or "eight_gpus".
        break_even_month: of the row's own numbers; None if never.
    """

    key: str
    title: Text
    cloud: float
    local: float
    break_even_month: int | None
    remark: Text


def article_rows(currency: Currency, plan: CostPlan | None = None) -> tuple[ArticleRow, ...]:
    """Return the article's figures and what they come to when they are computed and compared like for like.

    Args:
        currency: of the amounts.
        plan: whose exchange rates count; None takes the shipped ones.
    """
    rates = plan or blank_plan()
    factor = per_usd(rates, currency)
    claimed = replace(article_plan(), cloud=replace(article_plan().cloud, price_per_hour=_claimed_rate()))
    p4d, a100 = find_choice("cloud", "p4d.24xlarge"), find_choice("cloud", "a100-40gb")
    servers = 8 // ARTICLE_GPUS
    two = _with_cloud(article_plan(), a100.values["cloud.price_per_hour"], ARTICLE_GPUS)
    eight = _times(_with_cloud(article_plan(), p4d.values["cloud.price_per_hour"], 1), servers)
    rows = (
        ("claimed", claimed, _CLAIMED, _CLAIMED_REMARK),
        ("recomputed", article_plan(), _RECOMPUTED, _RECOMPUTED_REMARK),
        ("two_gpus", two, _TWO, Text(_TWO_REMARK, {"price": a100.values["cloud.price_per_hour"], "where": a100.where})),
        (
            "eight_gpus",
            eight,
            _EIGHT,
            Text(_EIGHT_REMARK, {"price": f"{p4d.values['cloud.price_per_hour']:.2f}", "where": p4d.where}),
        ),
    )
    return tuple(_article_row(key, row, title, remark, factor) for key, row, title, remark in rows)


def _claimed_rate() -> float:
    """Return the hourly price that would make the claimed total in the hours that there are (4.11 $)."""
    return ARTICLE_CLOUD_USD / (ARTICLE_YEARS * 365 * 24)


def _with_cloud(plan: CostPlan, price_per_hour: float, instances: int) -> CostPlan:
    return replace(plan, cloud=replace(plan.cloud, price_per_hour=price_per_hour, instances=float(instances)))


def _times(plan: CostPlan, machines: int) -> CostPlan:
    """Return the plan with this many of its machines."""
    local = plan.local
    more = replace(
        local, purchase=local.purchase * machines, maintenance_per_year=local.maintenance_per_year * machines
    )
    return replace(plan, local=more)


def _article_row(key: str, plan: CostPlan, title: Text, remark: Text, factor: float) -> ArticleRow:
    found = compare(plan)
    cloud = found.cloud.total if found.cloud else 0.0
    return ArticleRow(key, title, cloud * factor, found.local.total * factor, found.break_even_month, remark)


_CLAIMED = Text(QT_TRANSLATE_NOOP("core", "As the article has it"))
_CLAIMED_REMARK = Text(QT_TRANSLATE_NOOP("core", "108,000 $ at 3 $/h would be 36,000 hours; three years have 26,280."))
_RECOMPUTED = Text(QT_TRANSLATE_NOOP("core", "Its own numbers, computed"))
_RECOMPUTED_REMARK = Text(
    QT_TRANSLATE_NOOP(
        "core", "3 $ x 26,280 h = 78,840 $. But no p4d.24xlarge costs 3 $/h: it has 8 A100, the server 2."
    )
)
_TWO = Text(QT_TRANSLATE_NOOP("core", "2 GPUs against 2"))
_TWO_REMARK = QT_TRANSLATE_NOOP("core", "Two rented A100 40 GB at {price} $/h each ({where}).")
_EIGHT = Text(QT_TRANSLATE_NOOP("core", "8 GPUs against 8"))
_EIGHT_REMARK = QT_TRANSLATE_NOOP("core", "A p4d.24xlarge at {price} $/h ({where}) against four of the servers.")


def headline(found: Comparison) -> Text:
    """Return the answer in one sentence."""
    if found.saving is None or found.cheapest is None:
        return Text(QT_TRANSLATE_NOOP("core", "There is nothing to compare with: choose the cloud, the API or both."))
    words: dict[str, str | int | float | Text] = {
        "other": _OTHERS[found.cheapest],
        "money": format_money(abs(found.saving), found.plan.currency),
        "years": f"{found.plan.years:g}",
        "month": found.break_even_month or found.months,
    }
    if found.pays_off:
        return Text(
            QT_TRANSLATE_NOOP("core", "Local pays off in month {month}: {money} less than {other} in {years} years."),
            words,
        )
    if found.saving < 0:
        return Text(
            QT_TRANSLATE_NOOP("core", "It does not pay off in {years} years: local costs {money} more than {other}."),
            words,
        )
    if found.local.total == 0:
        return Text(QT_TRANSLATE_NOOP("core", "Nothing costs anything yet: enter the use and the prices."))
    return Text(QT_TRANSLATE_NOOP("core", "Local comes out even with {other} in {years} years."), words)


_OTHERS = {
    "cloud": Text(QT_TRANSLATE_NOOP("core", "the cloud")),
    "api": Text(QT_TRANSLATE_NOOP("core", "the API")),
}


def remarks(found: Comparison) -> tuple[Text, ...]:
    """Return what else there is to say: the other comparison, the volume, the capacity."""
    return tuple(text for text in (_second(found), _volume(found), _free(found), *warnings(found)) if text is not None)


def _second(found: Comparison) -> Text | None:
    """Return how local does against the dearer of the two others."""
    others = {"cloud": found.cloud, "api": found.api}
    dearer = next((name for name, line in others.items() if line is not None and name != found.cheapest), None)
    line = others[dearer] if dearer else None
    if dearer is None or line is None:
        return None
    words: dict[str, str | int | float | Text] = {"other": _OTHERS[dearer]}
    if line.total == found.local.total:
        return None
    if line.break_even_month is None:
        return Text(QT_TRANSLATE_NOOP("core", "Against {other} it does not pay off either."), words)
    words["month"] = line.break_even_month
    return Text(QT_TRANSLATE_NOOP("core", "Against {other} it pays off in month {month}."), words)


def _volume(found: Comparison) -> Text | None:
    if found.api is None or not found.capacity.wanted:
        return None
    if found.break_even_tokens is None:
        return Text(QT_TRANSLATE_NOOP("core", "No volume makes local cheaper than the API at these prices."))
    return Text(
        QT_TRANSLATE_NOOP(
            "core", "Local is cheaper than the API from {tokens} million tokens a month; {wanted} are used."
        ),
        {"tokens": _number(found.break_even_tokens), "wanted": _number(found.capacity.wanted)},
    )


def _free(found: Comparison) -> Text | None:
    if found.parts.purchase or not found.local.total:
        return None
    return Text(QT_TRANSLATE_NOOP("core", "The purchase counts nothing: the machine is taken to be there already."))


def warnings(found: Comparison) -> tuple[Text, ...]:
    """Return what makes the numbers doubtful."""
    room = found.capacity
    if room.most is None and room.wanted and not found.plan.local.speed_tps:
        return (_UNCHECKED,)
    if room.enough or room.most is None:
        return ()
    words: dict[str, str | int | float | Text] = {
        "most": _number(room.most),
        "wanted": _number(room.wanted),
        "machines": room.machines,
    }
    if not room.most:
        return (
            Text(
                QT_TRANSLATE_NOOP("core", "The machine is never on: it makes none of the {wanted} million tokens."),
                words,
            ),
        )
    scaled = Text(
        QT_TRANSLATE_NOOP(
            "core",
            "One machine makes at most {most} million tokens a month; {wanted} million take {machines} machines, "
            "and that many are counted.",
        ),
        words,
    )
    cloud = found.plan.cloud
    if not cloud.compared or cloud.instances >= room.machines:
        return (scaled,)
    return (
        scaled,
        Text(
            QT_TRANSLATE_NOOP("core", "Cloud instances counted: {instances}; see whether they are enough for that."),
            {"instances": f"{cloud.instances:g}"},
        ),
    )


_UNCHECKED = Text(
    QT_TRANSLATE_NOOP("core", "The machine's speed is not known, so nothing says that it makes that many tokens.")
)


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:,.3g}"
