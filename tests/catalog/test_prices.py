"""The shipped prices: each dated and sourced, and in every language."""

from __future__ import annotations

import datetime as dt
from itertools import chain

from deepseek_gui.catalog.gpus import gpu_specs
from deepseek_gui.catalog.prices import ESTIMATE, WORDS, Price, prices


def priced() -> list[Price]:
    listed = prices()
    return list(chain[Price](listed.api, listed.cloud, listed.electricity, listed.purchase))


def test_every_price_has_a_day_and_a_source():
    for entry in (*priced(), *prices().rates):
        assert dt.date.fromisoformat(entry.date).year >= 2020
        assert entry.source
        assert entry.url.startswith("https://") or entry.source in {ESTIMATE, "the article's figure"}


def test_names_are_told_apart():
    ids = [entry.id for entry in priced()]
    assert len(set(ids)) == len(ids)


def test_names_and_sources_are_marked_for_translation():
    used = {entry.name for entry in priced()} | {entry.source for entry in (*priced(), *prices().rates)}
    assert used - {ESTIMATE} == set(WORDS)


def test_machines_name_cards_of_the_catalogue():
    specs = {spec.id for spec in gpu_specs()}
    assert all(entry.gpu in specs for entry in prices().purchase)


def test_deepseeks_own_prices():
    # api-docs.deepseek.com/quick_start/pricing as of October 2026; peak hours cost twice as much.
    flash, peak, *_ = prices().api
    assert (flash.price_in, flash.price_cached, flash.price_out) == (0.15, 0.003, 0.6)
    assert (peak.price_in, peak.price_cached, peak.price_out) == (0.3, 0.006, 1.2)
