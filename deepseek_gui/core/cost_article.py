"""The article's cost table: what it says, what its numbers come to, and the same like for like."""

from __future__ import annotations

from dataclasses import dataclass, replace

from deepseek_gui.core.costing import (
    ARTICLE_CLOUD_USD,
    ARTICLE_GPUS,
    ARTICLE_YEARS,
    article_plan,
    blank_plan,
    find_choice,
)
from deepseek_gui.domain.cost import CostPlan, Currency
from deepseek_gui.domain.cost_fields import per_usd
from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text
from deepseek_gui.sizing.cost import compare


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
