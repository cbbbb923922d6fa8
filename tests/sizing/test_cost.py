"""Costs: sums that a reader can check by hand, the article's figures, and what must hold for any numbers."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deepseek_gui.domain.cost import ApiCost, CloudCost, CostPlan, Currency, LocalCost, Use, format_money
from deepseek_gui.domain.cost_fields import FIELDS, RANGES, Kind, check_plan, converted, find_field
from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.sizing.cost import STEP, api_per_month, capacity, cloud_per_month, compare, months_of, sensitivity

ARTICLE = CostPlan(
    years=3.0,
    cloud=CloudCost(price_per_hour=3.0, hours_per_day=24.0),
    api=ApiCost(compared=False),
    local=LocalCost(purchase=32_000.0, maintenance_per_year=8_000 / 3),
)


def test_three_dollars_an_hour_for_three_years():
    # The article says 108,000 $; 3 $ x 3 x 365 x 24 h = 78,840 $.
    found = compare(ARTICLE)
    assert found.cloud is not None
    assert found.cloud.total == pytest.approx(78_840)
    assert found.local.total == pytest.approx(40_000)
    assert found.saving == pytest.approx(38_840)
    assert found.api is None


def test_the_article_breaks_even_in_the_seventeenth_month():
    # 32,000 / (2,190 - 222.22) = 16.26 months
    found = compare(ARTICLE)
    assert found.break_even_month == 17
    assert found.local.cumulative[0] == 32_000
    assert found.cloud is not None
    assert found.local.cumulative[16] > found.cloud.cumulative[16]
    assert found.local.cumulative[17] <= found.cloud.cumulative[17]
    assert found.pays_off


@pytest.mark.parametrize(("purchase", "month"), [(730.0, 1), (7300.0, 10), (7300.1, 11), (8760.0, 12), (8760.1, None)])
def test_the_month_by_whose_end_it_is_even(purchase: float, month: int | None):
    # 1 $/h around the clock is 730 a month.
    plan = replace(ARTICLE, years=1.0, cloud=CloudCost(price_per_hour=1.0, hours_per_day=24.0))
    assert compare(replace(plan, local=LocalCost(purchase=purchase))).break_even_month == month


def test_a_reserved_machine_is_paid_for_the_whole_day_at_its_discount():
    cloud = CloudCost(price_per_hour=10.0, instances=2.0, hours_per_day=6.0, reserved=True, discount_percent=40.0)
    assert cloud_per_month(cloud) == pytest.approx(10 * 0.6 * 2 * 730)
    assert cloud_per_month(replace(cloud, reserved=False)) == pytest.approx(10 * 2 * 182.5)


def test_the_api_bills_fresh_cached_and_written_tokens():
    use = Use(tokens_in=100.0, tokens_out=10.0, cached_percent=75.0)
    api = ApiCost(price_in=0.15, price_cached=0.003, price_out=0.6)
    assert api_per_month(use, api) == pytest.approx(25 * 0.15 + 75 * 0.003 + 10 * 0.6)


def test_electricity_counts_idle_and_busy_hours():
    # 36 Mtok at 10 tok/s is 1,000 h a month; on for 24 h a day that is less than 730 h x 100 %: two machines.
    local = LocalCost(busy_watts=500, idle_watts=100, price_per_kwh=0.2, speed_tps=10.0, hours_per_day=24.0)
    found = compare(CostPlan(years=1.0, use=Use(tokens_out=36.0), local=local))
    assert found.capacity.machines == 2
    assert found.capacity.busy_hours == pytest.approx(1000)
    kwh = 12 * (2 * 730 * 0.1 + 1000 * 0.4)
    assert found.parts.electricity == pytest.approx(kwh * 0.2)


def test_without_a_speed_the_machine_is_busy_for_its_utilisation():
    local = LocalCost(busy_watts=300, price_per_kwh=0.1, hours_per_day=12.0, utilisation_percent=50.0)
    found = compare(CostPlan(years=1.0, use=Use(tokens_out=1e6), local=local))
    assert found.capacity.most is None
    assert found.capacity.enough
    assert found.parts.electricity == pytest.approx(12 * 182.5 * 0.3 * 0.1)


def test_resale_is_what_is_left_after_the_years():
    local = LocalCost(purchase=1000.0, depreciation_percent=50.0, resale_percent=80.0)
    found = compare(CostPlan(years=2.0, local=local))
    assert found.parts.resale == pytest.approx(1000 * 0.25 * 0.8)
    assert found.local.cumulative[23] == pytest.approx(1000)
    assert found.local.cumulative[24] == found.local.total == pytest.approx(800)


def test_capacity_counts_reading_and_writing_and_answers_at_once():
    use = Use(tokens_in=72.0, tokens_out=7.2, cached_percent=50.0)
    local = LocalCost(speed_tps=20.0, concurrency=4.0, prefill_tps=1000.0, hours_per_day=10.0, utilisation_percent=60.0)
    # 7.2 M / 80 tok/s = 25 h, 36 M / 1000 tok/s = 10 h; there are 10 x 365 / 12 x 0.6 = 182.5 h
    found = capacity(use, local)
    assert found.busy_hours == pytest.approx(35)
    assert found.most == pytest.approx(79.2 * 182.5 / 35)
    assert (found.machines, found.enough) == (1, True)
    six_times = capacity(replace(use, tokens_in=432.0, tokens_out=43.2), local)
    assert (six_times.machines, six_times.enough) == (2, False)


def test_a_machine_that_is_never_on_makes_nothing():
    found = capacity(Use(tokens_out=1.0), LocalCost(speed_tps=10.0, hours_per_day=0.0))
    assert (found.most, found.machines, found.busy_hours) == (0, 1, 0)
    assert not found.enough


def test_break_even_by_volume():
    # (1,200 + 12 x 10) / 12 = 110 a month; a million tokens saves 2.00 - 0.50 of electricity -> 73.3 M
    plan = CostPlan(
        years=1.0,
        use=Use(tokens_out=36.0),
        api=ApiCost(price_out=2.0),
        local=LocalCost(
            purchase=1200.0, maintenance_per_year=120.0, speed_tps=100.0, busy_watts=900.0, price_per_kwh=0.2
        ),
    )
    found = compare(plan)
    assert found.break_even_tokens == pytest.approx(110 / (2 - 1 / 0.36 * 0.9 * 0.2))
    at = compare(replace(plan, use=Use(tokens_out=found.break_even_tokens or 0)))
    assert at.api is not None
    assert at.local.total == pytest.approx(at.api.total)


@pytest.mark.parametrize(
    "changed",
    [
        {"api": ApiCost(price_out=0.01)},  # less than the electricity of a million tokens
        {"local": LocalCost(purchase=1e6, speed_tps=1.0)},  # more than it can write
        {"use": Use()},
        {"api": ApiCost(compared=False)},
    ],
    ids=["cheap API", "slow machine", "no tokens", "no API"],
)
def test_no_volume_is_none(changed: dict[str, object]):
    local = LocalCost(purchase=1200.0, speed_tps=10.0, busy_watts=900.0, price_per_kwh=0.2)
    plan = CostPlan(years=1.0, use=Use(tokens_out=10.0), api=ApiCost(price_out=2.0), local=local)
    assert compare(replace(plan, **changed)).break_even_tokens is None  # type: ignore[arg-type]


def test_nothing_to_compare_with_is_no_answer():
    found = compare(replace(ARTICLE, cloud=replace(ARTICLE.cloud, compared=False)))
    assert (found.cheapest, found.saving, found.break_even_month, found.pays_off) == (None, None, None, False)
    assert sensitivity(found) == ()


def test_sensitivity_moves_one_input_by_a_quarter():
    rows = {row.field.key: row for row in sensitivity(compare(ARTICLE))}
    price = rows["cloud.price_per_hour"]
    assert price.saving_low == pytest.approx(-78_840 * STEP)
    assert price.saving_high == pytest.approx(78_840 * STEP)
    assert (price.month_low, price.month_high) == (23, 13)
    assert rows["cloud.hours_per_day"].saving_high == 0  # a day has no 30 hours
    assert rows["local.purchase"].saving_low == pytest.approx(8_000)
    instances = rows["cloud.instances"]
    assert instances.by_one
    assert instances.saving_low == 0  # no instance less than one
    assert instances.saving_high == pytest.approx(78_840)
    assert "api.price_in" not in rows
    assert list(rows)[:2] == ["cloud.instances", "cloud.price_per_hour"]


@pytest.mark.parametrize(
    ("change", "name"),
    [
        (lambda plan: replace(plan, years=-3.0), "years"),
        (lambda plan: replace(plan, years=float("nan")), "years"),
        (lambda plan: replace(plan, cny_per_usd=0.0), "cny_per_usd"),
        (lambda plan: replace(plan, use=Use(tokens_in=-1.0)), "use.tokens_in"),
        (lambda plan: replace(plan, cloud=CloudCost(price_per_hour=float("inf"))), "cloud.price_per_hour"),
        (lambda plan: replace(plan, local=LocalCost(hours_per_day=25.0)), "local.hours_per_day"),
    ],
)
def test_an_impossible_number_is_named(change: object, name: str):
    assert callable(change)
    with pytest.raises(ActionableError, match=name) as caught:
        compare(change(ARTICLE))
    assert "Give a number from" in str(caught.value.hint)


def test_every_number_of_a_plan_is_a_field():
    numbers = {
        f"{part}.{name}"
        for part in ("use", "cloud", "api", "local")
        for name in type(getattr(ARTICLE, part)).__slots__
        if isinstance(getattr(getattr(ARTICLE, part), name), float)
    }
    assert {field.key for field in FIELDS} == numbers
    with pytest.raises(KeyError):
        find_field("local.nonsense")


def test_money_is_written_with_the_digits_that_help():
    written = [format_money(value, Currency.USD) for value in (78_840, 3.5, 0.003, 0, -878.08, -1e-9)]
    assert written == ["$78,840", "$3.50", "$0.0030", "$0", "−$878", "$0"]
    assert format_money(1, Currency.CNY) == "¥1.00"
    assert format_money(1, Currency.EUR) == "€1.00"


def value_of(kind: Kind) -> st.SearchStrategy[float]:
    low, high = RANGES[kind]
    return st.floats(low, min(high, 1e5), allow_nan=False).map(
        lambda value: 0.0 if value < 1e-6 and low == 0 else value
    )


@st.composite
def plans(draw: st.DrawFn) -> CostPlan:
    plan = CostPlan(years=draw(st.sampled_from([0.5, 1.0, 3.0, 5.0, 20.0])))
    for field in FIELDS:
        plan = field.put(plan, draw(value_of(field.kind)))
    switches = {"compared": draw(st.booleans()), "reserved": draw(st.booleans())}
    return replace(plan, cloud=replace(plan.cloud, **switches), api=replace(plan.api, compared=draw(st.booleans())))


@given(plans())
def test_any_plan_has_an_answer(plan: CostPlan):
    found = compare(plan)
    assert len(found.local.cumulative) == found.months + 1 == months_of(plan.years) + 1
    assert found.local.total >= -1e-6 * found.parts.purchase
    assert found.pays_off == (found.saving is not None and found.saving > 0)
    if found.pays_off:
        assert found.break_even_month is not None
    if found.saving is not None and found.saving < 0:
        assert found.break_even_month is None


@given(plans(), st.floats(1.0, 10.0))
def test_a_dearer_cloud_never_delays_the_break_even(plan: CostPlan, factor: float):
    dearer = replace(plan, cloud=replace(plan.cloud, price_per_hour=plan.cloud.price_per_hour * factor))
    before, after = compare(plan).break_even_month, compare(dearer).break_even_month
    assert before is None or (after is not None and after <= before)


@given(plans(), st.floats(1.0, 10.0))
def test_a_dearer_machine_never_breaks_even_sooner(plan: CostPlan, factor: float):
    dearer = replace(plan, local=replace(plan.local, purchase=plan.local.purchase * factor))
    before, after = compare(plan), compare(dearer)
    assert after.local.total >= before.local.total * (1 - 1e-9)
    if after.break_even_month is not None and before.break_even_month is not None:
        assert after.break_even_month >= before.break_even_month


@given(plans())
def test_without_use_local_never_pays_off(plan: CostPlan):
    idle = replace(plan, use=Use(), cloud=replace(plan.cloud, hours_per_day=0.0, reserved=False))
    assert not compare(idle).pays_off


@given(plans())
def test_the_cloud_and_the_api_are_linear_in_the_years(plan: CostPlan):
    one, four = compare(replace(plan, years=1.0)), compare(replace(plan, years=4.0))
    for short, long in ((one.cloud, four.cloud), (one.api, four.api)):
        if short is not None and long is not None:
            assert long.total == pytest.approx(4 * short.total)


@given(plans(), st.sampled_from(list(Currency)))
def test_another_currency_changes_no_answer(plan: CostPlan, currency: Currency):
    before, after = compare(plan), compare(converted(plan, currency))
    assert after.capacity == before.capacity
    if before.saving is not None and abs(before.saving) > 1e-6 * max(before.local.total, 1.0):
        assert after.pays_off == before.pays_off


@given(plans(), st.sampled_from(FIELDS), st.floats(allow_nan=False, allow_infinity=False))
def test_a_clamped_number_is_possible(plan: CostPlan, field: object, value: float):
    from deepseek_gui.domain.cost_fields import CostField

    assert isinstance(field, CostField)
    check_plan(field.put(plan, field.clamped(value)))
