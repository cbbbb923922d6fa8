"""Which numbers of a cost plan are estimates, with their date and what they are made of."""

from __future__ import annotations

from deepseek_gui.core.costing import (
    ALLOWANCES_DATE,
    GPU_IDLE_W,
    LAUNCH_PRICES_DATE,
    REST_BUSY_W,
    REST_IDLE_W,
    REST_PRICE_USD,
    chosen,
    default_plan,
    price_lists,
)
from deepseek_gui.domain.cost import CostPlan
from deepseek_gui.domain.cost_fields import converted, find_field
from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text

_LIST_OF = {key: name for name, choices in price_lists().items() for choice in choices for key in choice.values}
_GUESSED = (
    "cloud.discount_percent",
    "local.depreciation_percent",
    "local.resale_percent",
    "local.maintenance_per_year",
    "local.utilisation_percent",
)
"""What no list and no measurement tells: ours until a person enters their own."""


def origin(plan: CostPlan, key: str) -> Text | None:
    """Return where a number of a plan is from, as far as that can be known; None for one that a person entered."""
    listed = _LIST_OF.get(key)
    choice = chosen(plan, listed) if listed else None
    if choice is not None:
        return Text(QT_TRANSLATE_NOOP("core", "Source: {source}"), {"source": choice.where})
    return _ESTIMATES[key] if key in _ESTIMATES and is_estimate(plan, key) else None


def is_estimate(plan: CostPlan, key: str) -> bool:
    """Tell whether a number of a plan is nobody's measurement, offer or bill."""
    listed = _LIST_OF.get(key)
    choice = chosen(plan, listed) if listed else None
    if choice is not None:
        return choice.estimate
    if plan.preset != "plan" or not find_field(key).value(plan):
        return False
    if key in ("local.busy_watts", "local.idle_watts"):
        return not plan.local.measured
    if key in _GUESSED:
        ours = converted(default_plan(), plan.currency)
        return abs(find_field(key).value(plan) - find_field(key).value(ours)) < 1e-6 * max(1.0, ours.years)
    return key == "local.purchase"


_ESTIMATES = {
    "local.busy_watts": Text(
        QT_TRANSLATE_NOOP(
            "core",
            "An estimate of {date}: the cards' rated watts and {rest} W for the rest of the PC, unless you entered it.",
        ),
        {"date": ALLOWANCES_DATE, "rest": f"{REST_BUSY_W:g}"},
    ),
    "local.idle_watts": Text(
        QT_TRANSLATE_NOOP(
            "core",
            "An estimate of {date}: {card} W for each card that waits and {rest} W for the rest of the PC, unless you "
            "entered it.",
        ),
        {"date": ALLOWANCES_DATE, "card": f"{GPU_IDLE_W:g}", "rest": f"{REST_IDLE_W:g}"},
    ),
    "local.purchase": Text(
        QT_TRANSLATE_NOOP(
            "core",
            "An estimate, unless you entered it: the makers' prices of the cards at their launch (collected {launch}; "
            "no shop's price of today) and {rest} $ for the rest of the PC (our allowance of {date}).",
        ),
        {"launch": LAUNCH_PRICES_DATE, "rest": f"{REST_PRICE_USD:g}", "date": ALLOWANCES_DATE},
    ),
    **dict.fromkeys(
        _GUESSED,
        Text(
            QT_TRANSLATE_NOOP("core", "An estimate of {date}, this program's own: edit it."), {"date": ALLOWANCES_DATE}
        ),
    ),
}
