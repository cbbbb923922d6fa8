"""The upgrade path: what is offered, what it costs, and what it brings."""

from __future__ import annotations

from dataclasses import replace

import pytest

from deepseek_gui.catalog.machines import example_names
from deepseek_gui.core.catalogue import claims_at
from deepseek_gui.core.machines import machine_named
from deepseek_gui.core.matching import Need, match
from deepseek_gui.core.upgrades import article_path, changes, dollars_in, evaluated, upgrades
from deepseek_gui.domain.cost import Currency
from deepseek_gui.domain.verdict import Place, Tier, TierVerdict, Verdict
from deepseek_gui.sizing.upgrade import gain_per_money, unlocked_tiers


@pytest.mark.parametrize("name", example_names())
def test_every_change_has_a_price_with_its_source_and_a_key_of_its_own(name: str):
    found = changes(machine_named(name))
    keys = [change.key for change in found]
    assert len(keys) == len(set(keys))
    for change in found:
        assert str(change.source), change.key
        assert change.price_usd is None or change.price_usd > 0
        assert change.machine.simulated
        assert change.hourly == change.key.startswith("rent:")
    assert {key.partition(":")[0] for key in keys} >= {"box", "rent"}


def test_what_a_machine_cannot_take_is_not_offered():
    mac = {change.key.partition(":")[0] for change in changes(machine_named("mac"))}
    assert mac == {"box", "rent"}
    office = [change for change in changes(machine_named("office")) if change.key.startswith("gpu:")]
    assert office
    assert not any("SXM" in str(change.title) for change in office)  # such a module fits no PC
    assert not any(change.key.startswith("gpus+") for change in changes(machine_named("office")))


def test_a_second_card_brings_models_and_more_memory_brings_more():
    result = match(machine_named("basic"), Need())
    found = {upgrade.change.key: upgrade for upgrade in upgrades(result)}
    card = found["gpus+1"].change
    assert (card.price_usd, card.date) == (329, "2021-02-25")  # launch of the RTX 3060
    assert "Wikipedia" in str(card.source)
    assert found["gpus+1"].models
    assert found["memory"].change.price_usd == 64 * 6
    assert found["disk"].gain(220) == 0
    cards = [upgrade for key, upgrade in found.items() if key.startswith("gpu:")]
    assert all((upgrade.after_tps or 0) > (upgrade.before_tps or 0) for upgrade in cards)


def test_a_price_that_nobody_looked_up_says_so():
    cards = [change for change in changes(machine_named("professional")) if change.key.startswith("gpu")]
    assert any("not checked" in str(card.source) for card in cards)
    assert all(("not checked" in str(card.source)) == (card.date == "") for card in cards)
    laptop = next(change for change in changes(machine_named("laptop")) if change.key == "gpus+1")
    assert (laptop.price_usd, str(laptop.source)) == (None, "no price is known")


def test_a_plan_that_fits_at_an_unknown_speed_is_not_said_not_to_fit():
    found = {upgrade.change.key: upgrade for upgrade in upgrades(match(machine_named("professional"), Need()))}
    rented, small = found["rent:a100-80gb"], found["box:dgx-spark"]
    assert (rented.still_fits, rented.after_tps) == (True, None)  # with RAM of which nobody says how fast it is
    assert not small.still_fits


def test_an_edited_price_changes_the_gain():
    result = match(machine_named("basic"), Need())
    card = next(change for change in changes(result.machine) if change.key.startswith("gpu:"))
    upgrade = evaluated(result, card)
    dear, cheap = upgrade.gain(2000), upgrade.gain(1000)
    assert dear is not None
    assert cheap == pytest.approx(2 * dear)
    assert upgrade.gain(None) is None
    hourly = replace(upgrade, change=replace(card, hourly=True))
    assert hourly.gain(1) == pytest.approx((upgrade.after_tps or 0) - (upgrade.before_tps or 0))


def test_the_articles_path_reaches_its_enterprise_tier_in_the_medium_term():
    short, medium = article_path(Need())
    assert (short.change.key, medium.change.key) == ("article:short", "article:medium")
    # The article, section 5: more A100 by NVLink within a year, H100 for FP8 in 2 to 3, photonic chips in 3 to 5.
    assert str(short.change.title) == "Short term, within a year: 2 more NVIDIA A100-SXM4-40GB, linked by NVLink"
    assert "2 to 3 years: 8 × H100" in str(medium.change.title)
    assert short.change.price_usd is None or short.change.price_usd % 2 == 0
    assert [claim.place for claim in claims_at(Place.OUTLOOK)] == [Place.OUTLOOK]
    assert "three to five years" in str(claims_at(Place.OUTLOOK)[0].claim)
    assert len(short.change.machine.gpus) == 4
    assert {gpu.interconnect for gpu in short.change.machine.gpus} == {"NVLink"}
    assert medium.tiers == (Tier.ENTERPRISE,)
    assert medium.change.price_usd == 8 * 30_000
    assert (medium.after_tps or 0) > (medium.before_tps or 0)


def test_arithmetic():
    assert gain_per_money(10, 30, 500) == 40
    assert gain_per_money(30, 10, 500) == -40
    assert gain_per_money(None, 10, 500) is None
    assert gain_per_money(10, None, 500) is None
    assert gain_per_money(10, 30, None) is None
    before = [TierVerdict(Tier.BASIC, Verdict.PASS, ()), TierVerdict(Tier.PROFESSIONAL, Verdict.SHORT, ())]
    after = [TierVerdict(Tier.BASIC, Verdict.PASS, ()), TierVerdict(Tier.PROFESSIONAL, Verdict.PASS, ())]
    assert unlocked_tiers(before, after) == (Tier.PROFESSIONAL,)
    assert unlocked_tiers(after, before) == ()


def test_currencies_have_rates():
    assert dollars_in(Currency.USD) == 1
    assert 5 < dollars_in(Currency.CNY) < 10
    assert 0.5 < dollars_in(Currency.EUR) < 1.5
