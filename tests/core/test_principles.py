"""The article's principles as figures, its requirements against today's models, and its claims."""

from __future__ import annotations

from dataclasses import replace

import pytest

from deepseek_gui.catalog.machines import example_names
from deepseek_gui.core.catalogue import claims_at
from deepseek_gui.core.estimating import estimate
from deepseek_gui.core.machines import machine_named
from deepseek_gui.core.matching import Need, UseCase, match
from deepseek_gui.core.principles import principles
from deepseek_gui.core.sufficiency import MODELS, sufficiencies
from deepseek_gui.domain.machine import Machine, Storage
from deepseek_gui.domain.plan import Plan, RunSettings
from deepseek_gui.domain.verdict import Place, Tier, Verdict

PLAN = Plan("r1-distill-qwen-7b", "Q4_K_M", settings=RunSettings(context=8192))


def lines(machine: Machine, need: Need, plan: Plan = PLAN) -> dict[str, tuple[str, str, str]]:
    found = principles(estimate(plan, machine), machine, need)
    return {line.key: (str(line.need), str(line.have), line.verdict) for line in found}


def test_the_disk_line_is_the_files_size_over_the_rate():
    machine = machine_named("basic")
    slow = replace(machine, storage=Storage(read_mbs=50.0))
    need, have, verdict = lines(slow, Need())["disk"]
    assert verdict == Verdict.SHORT
    assert have == "50 MB/s: loads in 94 s"  # 4.68 GB: Qwen2.5-7B in Q4_K_M
    assert need == "78 MB/s: loads in 60 s"
    assert lines(replace(machine, storage=Storage()), Need())["disk"][1:] == ("not known", Verdict.UNKNOWN)


def test_the_bandwidth_line_asks_for_the_wished_speed():
    machine = machine_named("basic")
    need, _, verdict = lines(machine, Need(min_tps=20))["bandwidth"]
    assert need.endswith(": 20 tokens per second")
    assert float(need.split()[0]) == pytest.approx(20 * 4.4, rel=0.1)  # 4.4 GB without the embedding, cache half full
    assert verdict == Verdict.PASS
    assert lines(machine, Need(min_tps=500))["bandwidth"][2] == Verdict.SHORT


def test_the_compute_line_is_two_operations_a_parameter():
    need, _, verdict = lines(machine_named("basic"), Need(UseCase.CHAT, 8192))["compute"]
    assert float(need.split()[0]) == pytest.approx(2 * 7.07e9 * 409.6 / 1e12, rel=0.02)  # 7.07e9 without the embedding
    assert verdict == Verdict.PASS
    assert lines(machine_named("office"), Need())["compute"][2] == Verdict.SHORT


def test_what_is_offloaded_names_ram_and_pcie():
    machine = machine_named("basic")
    plan = Plan("r1-distill-qwen-32b", "Q4_K_M", settings=RunSettings(context=8192))
    detail = str(principles(estimate(plan, machine), machine, Need())[1].detail)
    assert "RAM come at 51 GB/s" in detail  # 2 channels of DDR4-3200
    assert "PCIe" in detail


@pytest.mark.parametrize("name", example_names())
def test_every_plan_has_three_lines(name: str):
    machine = machine_named(name)
    result = match(machine, Need())
    for found in result.plans[::7]:
        assert [line.key for line in principles(found, machine, result.need)] == ["compute", "bandwidth", "disk"]


def test_the_basic_tiers_card_is_too_small_for_fp16_and_large_enough_for_q8():
    by_tier = {tier: [found.spare_bytes > 0 for found in sufficiencies() if found.tier is tier] for tier in Tier}
    assert by_tier[Tier.BASIC] == [False, True, True]
    assert by_tier[Tier.PROFESSIONAL] == [True, True, True]
    assert by_tier[Tier.ENTERPRISE] == [True, False, True]
    assert len(sufficiencies()) == sum(map(len, MODELS.values()))


def test_every_place_has_its_claims():
    assert all(claims_at(place) for place in Place)
    assert len(claims_at(*Place)) == 12  # FACTS.md 9, and the busy core of section 8
    assert "78,840" in str(claims_at(Place.COST)[0].truth)
