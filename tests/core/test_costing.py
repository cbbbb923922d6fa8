"""Presets, price lists, the article's rows and the answer in words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from deepseek_gui.core.cost_article import article_rows
from deepseek_gui.core.cost_words import headline, remarks
from deepseek_gui.core.costing import (
    PRESETS,
    chosen,
    find_choice,
    machine_price_usd,
    preset,
    price_lists,
    put_choice,
    with_estimate,
    with_measured_watts,
)
from deepseek_gui.core.estimating import estimate
from deepseek_gui.core.machines import machine_named
from deepseek_gui.domain.cost import Currency, Use
from deepseek_gui.domain.cost_fields import converted, find_field
from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.plan import Plan, RunSettings
from deepseek_gui.sizing.cost import compare


def test_the_articles_figures_beside_the_true_ones():
    rows = {row.key: row for row in article_rows(Currency.USD)}
    assert rows["claimed"].cloud == pytest.approx(108_000)
    assert rows["recomputed"].cloud == pytest.approx(78_840)
    assert [rows[key].local for key in ("claimed", "recomputed", "two_gpus")] == pytest.approx([40_000] * 3)
    # Like for like: two rented A100 at 1.99 $/h, and a p4d.24xlarge (8 A100, 21.96 $/h) against four servers.
    assert rows["two_gpus"].cloud == pytest.approx(2 * 1.99 * 26_280)
    assert rows["eight_gpus"].cloud == pytest.approx(21.957642 * 26_280)
    assert rows["eight_gpus"].local == pytest.approx(160_000)
    assert [row.break_even_month for row in rows.values()] == [12, 17, 12, 9]


def test_the_articles_figures_in_another_currency():
    plan = replace(preset("blank"), cny_per_usd=7.0)
    assert article_rows(Currency.CNY, plan)[1].cloud == pytest.approx(7 * 78_840)


@pytest.mark.parametrize("name", list(PRESETS))
@pytest.mark.parametrize("currency", list(Currency))
def test_every_preset_can_be_compared(name: str, currency: Currency):
    found = compare(preset(name, currency))
    assert found.plan.preset == name
    assert found.plan.currency is currency
    assert str(headline(found))
    assert all(str(remark) for remark in remarks(found))


def test_unknown_names_are_answered_with_the_known_ones():
    with pytest.raises(ActionableError, match="nonsense") as caught:
        preset("nonsense")
    assert "article" in str(caught.value.hint)
    with pytest.raises(ActionableError, match="nonsense") as caught:
        find_choice("cloud", "nonsense")
    assert "p4d.24xlarge" in str(caught.value.hint)


def test_a_listed_price_is_known_again_in_every_currency():
    plan = put_choice(preset("blank"), find_choice("electricity", "eu"))
    assert plan.local.price_per_kwh == pytest.approx(0.253 / 0.8503)
    for currency in Currency:
        found = chosen(converted(plan, currency), "electricity")
        assert found is not None
        assert found.id == "eu"
    assert chosen(find_field("local.price_per_kwh").put(plan, 0.2), "electricity") is None


def test_every_choice_fills_fields_that_exist():
    for choices in price_lists().values():
        for choice in choices:
            assert all(find_field(key) for key in choice.values)


def test_it_does_not_pay_off_is_said_plainly():
    words = str(headline(compare(preset("plan"))))
    assert words.startswith("It does not pay off in 3 years: local costs $")
    assert words.endswith("more than the API.")
    assert str(headline(compare(preset("article")))).startswith(
        "Local pays off in month 17: $38,840 less than the cloud"
    )
    assert "Nothing costs anything yet" in str(headline(compare(preset("blank"))))


def test_nothing_to_compare_with_is_said():
    plan = preset("article")
    assert "nothing to compare" in str(headline(compare(replace(plan, cloud=replace(plan.cloud, compared=False)))))


def test_too_much_for_one_machine_is_said_with_the_figures():
    plan = replace(preset("plan"), use=Use(tokens_out=1000.0))
    found = compare(plan)
    words = " ".join(str(remark) for remark in remarks(found))
    assert found.capacity.machines > 1
    assert f"take {found.capacity.machines} machines" in words
    assert "Cloud instances counted: 1" in words
    unknown = replace(plan, local=replace(plan.local, speed_tps=0.0))
    assert "speed is not known" in " ".join(str(remark) for remark in remarks(compare(unknown)))


def test_an_estimate_brings_speed_watts_and_price():
    machine = machine_named("basic")
    found = estimate(Plan("r1-distill-qwen-7b", "Q4_K_M", settings=RunSettings(context=8192, parallel=2)), machine)
    plan = with_estimate(preset("plan"), found, machine)
    assert found.speed.decode_tps is not None
    assert plan.local.speed_tps == found.speed.decode_tps.expected
    assert plan.local.concurrency == 1  # the estimate is of one answer alone
    assert plan.local.busy_watts == 170 + 120  # RTX 3060: 170 W
    assert plan.local.purchase == 1029
    assert not plan.local.measured
    measured = with_measured_watts(plan, 231.0)
    assert (measured.local.busy_watts, measured.local.idle_watts, measured.local.measured) == (231, 80, True)


def test_the_price_of_a_machine():
    assert machine_price_usd(machine_named("professional")) == 32_000  # the article's own server
    assert machine_price_usd(machine_named("enterprise")) == 8 * 30_000 + 1000
    assert machine_price_usd(machine_named("office")) is None


def test_a_machine_without_a_price_is_taken_to_be_there():
    machine = machine_named("office")
    found = estimate(Plan("r1-distill-qwen-1.5b", "Q4_K_M"), machine)
    plan = with_estimate(preset("plan"), found, machine)
    assert plan.local.purchase == 0
    assert "there already" in " ".join(str(remark) for remark in remarks(compare(plan)))
