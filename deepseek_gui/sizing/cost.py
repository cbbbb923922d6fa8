"""Cloud, API or a machine of one's own: what each costs over the years, and when the machine has paid for itself.

A month is 365 / 12 days, so three years of 24 hours a day are 26,280 hours. Amounts are in the plan's currency, not
discounted and without inflation.
"""

from __future__ import annotations

import math
from dataclasses import replace

from deepseek_gui.domain.comparison import Capacity, Comparison, CostLine, LocalParts, Sensitivity
from deepseek_gui.domain.cost import ApiCost, CloudCost, CostPlan, LocalCost, Use
from deepseek_gui.domain.cost_fields import FIELDS, CostField, Kind, check_plan

DAYS_PER_MONTH = 365 / 12
SECONDS_PER_HOUR = 3600
MILLION = 1e6
STEP = 0.25
"""How far the sensitivity table moves each input, down and up."""


def compare(plan: CostPlan) -> Comparison:
    """Return what each way costs and whether a machine of one's own pays off.

    Raises:
        ActionableError: a number of the plan is not possible; names the field.
    """
    check_plan(plan)
    months = months_of(plan.years)
    cloud = _line(plan, cloud_per_month(plan.cloud)) if plan.cloud.compared else None
    api = _line(plan, api_per_month(plan.use, plan.api)) if plan.api.compared else None
    found = capacity(plan.use, plan.local)
    parts = local_parts(plan, found)
    local = _local_line(plan, parts)
    cloud, api = (other and replace(other, break_even_month=_crossing(local, other)) for other in (cloud, api))
    others = {name: line for name, line in (("cloud", cloud), ("api", api)) if line is not None}
    cheapest = min(others, key=lambda name: others[name].total, default=None)
    saving = others[cheapest].total - local.total if cheapest else None
    return Comparison(
        plan=plan,
        months=months,
        cloud=cloud,
        api=api,
        local=local,
        parts=parts,
        capacity=found,
        cheapest=cheapest,
        saving=saving,
        break_even_month=others[cheapest].break_even_month if cheapest else None,
        break_even_tokens=break_even_tokens(plan),
        pays_off=saving is not None and saving > 0,
    )


def months_of(years: float) -> int:
    """Return the whole months of a time."""
    return max(1, round(12 * years))


def cloud_per_month(cloud: CloudCost) -> float:
    """Return price x instances x hours x 365 / 12; a reserved instance is paid for 24 hours at its discount."""
    hours = 24.0 if cloud.reserved else cloud.hours_per_day
    factor = 1 - cloud.discount_percent / 100 if cloud.reserved else 1.0
    return cloud.price_per_hour * factor * cloud.instances * hours * DAYS_PER_MONTH


def api_per_month(use: Use, api: ApiCost) -> float:
    """Return the month's bill: fresh prompt, cached prompt and answer tokens, each in millions at its price."""
    cached = use.cached_percent / 100
    prompt = use.tokens_in * ((1 - cached) * api.price_in + cached * api.price_cached)
    return prompt + use.tokens_out * api.price_out


def capacity(use: Use, local: LocalCost) -> Capacity:
    """Return what one machine can make and how many the wanted tokens take.

    Seconds needed a month = fresh prompt tokens / reading speed + answer tokens / (speed x answers at once);
    seconds there are = hours a day x 365 / 12 x 3600 x utilisation. Without a speed the machine is taken to be busy
    for its utilisation and to make what is wanted.
    """
    wanted = use.tokens_in + use.tokens_out
    there_hours = local.hours_per_day * DAYS_PER_MONTH * local.utilisation_percent / 100
    needed_hours = _needed_hours(use, local)
    if needed_hours is None:
        return Capacity(wanted, None, 1, there_hours)
    if wanted == 0 or needed_hours == 0:
        return Capacity(wanted, None, 1, 0.0)
    machines = max(1, math.ceil(needed_hours / there_hours - 1e-9)) if there_hours else 1
    busy_hours = min(needed_hours, machines * there_hours)
    return Capacity(wanted, wanted * there_hours / needed_hours, machines, busy_hours)


def _needed_hours(use: Use, local: LocalCost) -> float | None:
    if not local.speed_tps:
        return None
    writing_s = use.tokens_out * MILLION / (local.speed_tps * local.concurrency)
    fresh = use.tokens_in * (1 - use.cached_percent / 100)
    reading_s = fresh * MILLION / local.prefill_tps if local.prefill_tps else 0.0
    return (writing_s + reading_s) / SECONDS_PER_HOUR


def local_parts(plan: CostPlan, found: Capacity) -> LocalParts:
    """Return what the machines cost, by part.

    Electricity: all hours that they are on at idle power, and the busy ones the difference to busy power more.
    Resale: purchase x (1 - yearly loss) ** years x share that a buyer pays.
    """
    local, months = plan.local, months_of(plan.years)
    purchase = found.machines * local.purchase
    on_hours = found.machines * local.hours_per_day * DAYS_PER_MONTH
    watt_hours = on_hours * local.idle_watts + found.busy_hours * (local.busy_watts - local.idle_watts)
    left = (1 - local.depreciation_percent / 100) ** (months / 12)
    return LocalParts(
        purchase=purchase,
        electricity=months * max(0.0, watt_hours) / 1000 * local.price_per_kwh,
        maintenance=months / 12 * found.machines * local.maintenance_per_year,
        resale=purchase * left * local.resale_percent / 100,
    )


def _line(plan: CostPlan, per_month: float) -> CostLine:
    months = months_of(plan.years)
    return _summed(plan, tuple(month * per_month for month in range(months + 1)))


def _local_line(plan: CostPlan, parts: LocalParts) -> CostLine:
    """Return the course that starts with the purchase and ends with the resale."""
    months = months_of(plan.years)
    running = (parts.electricity + parts.maintenance) / months
    course = [parts.purchase + month * running for month in range(months + 1)]
    course[-1] -= parts.resale
    return _summed(plan, tuple(course))


def _summed(plan: CostPlan, course: tuple[float, ...]) -> CostLine:
    months, tokens = len(course) - 1, plan.use.tokens_in + plan.use.tokens_out
    total = course[-1]
    return CostLine(total, total / months, total / (months * tokens) if tokens else None, course)


def _crossing(local: CostLine, other: CostLine) -> int | None:
    """Return the first month by whose end the machine has cost no more than the other."""
    pairs = zip(local.cumulative, other.cumulative, strict=True)
    return next((month for month, (own, theirs) in enumerate(pairs) if month and own <= theirs), None)


def break_even_tokens(plan: CostPlan) -> float | None:
    """Return the million tokens a month, in the plan's mix, from which one machine costs less than the API.

    What does not depend on the tokens, divided by what each million saves. More machines do not change the answer:
    both their cost and what they make grow alike. None when the API's tokens cost less than their electricity, when
    the machine can't make so many, and without tokens or API.
    """
    tokens = plan.use.tokens_in + plan.use.tokens_out
    if not plan.api.compared or not tokens:
        return None
    months = months_of(plan.years)
    found = capacity(plan.use, plan.local)
    fixed = _total(plan, replace(found, machines=1, busy_hours=0.0 if found.most else found.busy_hours)) / months
    busy_hours = found.busy_hours / tokens if found.most else 0.0
    watts = plan.local.busy_watts - plan.local.idle_watts
    energy = busy_hours * watts / 1000 * plan.local.price_per_kwh
    gain = api_per_month(plan.use, plan.api) / tokens - energy
    if gain <= 0:
        return None
    volume = max(0.0, fixed) / gain
    return None if found.most is not None and volume > found.most else volume


def _total(plan: CostPlan, found: Capacity) -> float:
    parts = local_parts(plan, found)
    return parts.purchase + parts.electricity + parts.maintenance - parts.resale


def sensitivity(comparison: Comparison) -> tuple[Sensitivity, ...]:
    """Return what each input does to the saving and the break-even when it moves by a quarter, most first.

    A count moves by one: a quarter of a machine cannot be had. A value that would leave its range stops at its end (24
    hours a day stay 24). Inputs that are zero or change nothing are left out.
    """
    if comparison.saving is None:
        return ()
    moved = [field for field in FIELDS if field.value(comparison.plan)]
    rows = [_moved(comparison, field) for field in moved]
    telling = [row for row in rows if row.saving_low or row.saving_high]
    return tuple(sorted(telling, key=lambda row: -max(abs(row.saving_low), abs(row.saving_high))))


def _moved(comparison: Comparison, field: CostField) -> Sensitivity:
    plan, value = comparison.plan, field.value(comparison.plan)
    step = 1.0 if field.kind is Kind.COUNT else value * STEP
    ends = [compare(field.put(plan, field.clamped(moved))) for moved in (value - step, value + step)]
    low, high = (_change(comparison, end) for end in ends)
    return Sensitivity(field, low, high, ends[0].break_even_month, ends[1].break_even_month)


def _change(before: Comparison, after: Comparison) -> float:
    change = (after.saving or 0.0) - (before.saving or 0.0)
    return 0.0 if abs(change) < 1e-9 * max(1.0, abs(before.saving or 0.0)) else change
