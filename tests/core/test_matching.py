"""Match over the whole catalogue: the order, its rule, and what does not fit."""

from __future__ import annotations

from dataclasses import replace

import pytest

from deepseek_gui.catalog.machines import example_names
from deepseek_gui.catalog.models import find_model, models
from deepseek_gui.core.machines import machine_named
from deepseek_gui.core.matching import Licence, MatchResult, Need, Priority, UseCase, default_need, engine_for, match
from deepseek_gui.core.ranking import LOSS, capability, expected_tps, limit, loss, reaches, rule, slowness, sort_key
from deepseek_gui.domain.machine import Gpu, Machine
from deepseek_gui.domain.model import Architecture
from deepseek_gui.domain.plan import Estimate
from deepseek_gui.domain.units import GIB
from deepseek_gui.sizing.checkpoint import FORMATS
from deepseek_gui.sizing.estimate import GGUF_ENGINES
from deepseek_gui.sizing.quantisation import MIXES

GGUF_PLANS = sum(len(model.files) for model in models())


def first_models(result: MatchResult, count: int) -> list[str]:
    return list(dict.fromkeys(found.plan.model for found in result.plans))[:count]


@pytest.mark.parametrize("name", example_names())
@pytest.mark.parametrize("use_case", list(UseCase))
def test_every_plan_is_there_once_and_in_order(name: str, use_case: UseCase):
    need = default_need(use_case)
    result = match(machine_named(name), need)
    keys = [(found.plan.model, found.plan.quantisation, found.plan.engine) for found in result.plans]
    assert len(keys) == len(set(keys))
    assert sum(engine in GGUF_ENGINES for _, _, engine in keys) == GGUF_PLANS
    order = [sort_key(found, find_model(found.plan.model), need) for found in result.plans]
    assert order == sorted(order)
    fits = [found.fits for found in result.plans]
    assert fits == sorted(fits, reverse=True)


@pytest.mark.parametrize("name", example_names())
def test_what_does_not_fit_says_why_and_what_helps(name: str):
    result = match(machine_named(name), Need())
    for found in result.plans:
        assert (found.reason is None) == found.fits, found.plan
        assert (found.remedy is None) == found.fits, found.plan
        assert found.devices
        assert all(part >= 0 for device in found.devices for part in (device.weights_bytes, device.total_bytes))


def shape_of(found: Estimate) -> Architecture:
    architecture = find_model(found.plan.model).architecture
    assert architecture is not None
    return architecture


# What a person who knows these machines would expect near the top; read by hand against the table that `match` prints.
@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("office", "r1-0528-qwen3-8b"),
        ("laptop", "r1-0528-qwen3-8b"),
        ("basic", "r1-distill-qwen-14b"),
        ("mac", "r1-distill-llama-70b"),
        ("professional", "deepseek-v4-flash-0731"),
        ("enterprise", "deepseek-v4-pro-0813"),
    ],
)
def test_the_expected_model_is_among_the_first(name: str, expected: str):
    assert expected in first_models(match(machine_named(name), Need()), 4)  # V4-Flash alone has three releases


def test_coding_puts_coder_models_forward():
    machine = machine_named("basic")
    chat, coding = (first_models(match(machine, Need(use)), 44) for use in (UseCase.CHAT, UseCase.CODING))
    assert coding.index("deepseek-coder-v2-lite") < chat.index("deepseek-coder-v2-lite")


def test_the_wanted_speed_comes_first():
    result = match(machine_named("basic"), Need(min_tps=40))
    fitting = [found for found in result.plans if found.fits]
    reached = [reaches(found, 40) for found in fitting]
    assert reached[0] is True
    assert reached == sorted(reached, key=lambda value: {True: 0, None: 1, False: 2}[value])


def test_users_share_a_cache_of_their_contexts_together():
    result = match(machine_named("enterprise"), Need(UseCase.TEAM, 8192, 4))
    settings = next(found.plan.settings for found in result.plans if found.plan.model == "r1-distill-qwen-7b")
    assert (settings.context, settings.parallel) == (32768, 4)


def test_a_model_for_shorter_context_stands_last_with_its_limit():
    result = match(machine_named("enterprise"), Need(context=8192))
    found = next(found for found in result.plans if found.plan.model == "deepseek-llm-7b")
    assert not found.fits
    assert "4096" in str(found.reason)
    assert "4096" in str(found.remedy)
    contexts = [shape.context_trained for shape in map(shape_of, result.plans)]
    assert all(context < 8192 for context in contexts[-40:])
    assert all(context >= 8192 for context in contexts[:200])


def test_tiers_say_whether_todays_models_run():
    runs = {name: [tier.runs for tier in match(machine_named(name), Need()).tiers] for name in example_names()}
    assert runs["office"] == [True, False, False]
    assert runs["basic"] == [True, True, False]  # 32B with a part of it in the 32 GB of RAM: slow, but it runs
    assert runs["professional"] == [True, True, False]
    assert runs["enterprise"] == [True, True, True]


def test_a_machine_of_which_nothing_is_known():
    result = match(Machine("bare"), Need())
    assert [tier.runs for tier in result.tiers] == [None, None, None]
    assert len(result.plans) >= GGUF_PLANS
    assert not any(found.fits for found in result.plans if found.file_bytes > 3 * GIB)


def test_unknown_main_memory_holds_nothing_large():
    card = Gpu("RTX 3090", vram_bytes=24 * GIB, bandwidth_gbs=936, vendor="nvidia")
    result = match(Machine("card only", gpus=(card,), simulated=True), Need())
    assert [tier.runs for tier in result.tiers] == [True, True, None]
    by_model = {(found.plan.model, found.plan.quantisation): found for found in result.plans}
    assert by_model["r1-distill-qwen-14b", "Q8_0"].fits
    large = by_model["deepseek-v4-flash", "MXFP4_MOE"]
    assert not large.fits
    assert "not known" in str(large.reason)


def test_models_without_shapes_are_listed_apart():
    result = match(machine_named("basic"), Need())
    assert {model.id for model in result.not_estimated} == {model.id for model in models() if not model.architecture}


def test_the_engine_follows_the_machine():
    nvidia = Gpu("NVIDIA GeForce RTX 3060", vendor="nvidia")
    assert engine_for(Machine("real", gpus=(nvidia,))) == "llama-server"
    assert engine_for(Machine("simulated", gpus=(nvidia,), simulated=True)) == "embedded"
    assert engine_for(Machine("mac", gpus=(Gpu("Apple M4", vendor="apple"),))) == "embedded"
    assert engine_for(Machine("office")) == "embedded"


def test_capability_orders_what_is_known_to_be_better():
    order = [
        "r1-distill-qwen-1.5b",
        "r1-distill-qwen-7b",
        "r1-distill-qwen-14b",
        "r1-distill-qwen-32b",
        "r1-distill-llama-70b",
        "deepseek-r1",
        "deepseek-r1-0528",
        "deepseek-v3.2",
        "deepseek-v4-pro-0813",
    ]
    values = [capability(find_model(name), UseCase.CHAT) for name in order]
    assert values == sorted(values)


def test_loss_grows_from_mix_to_mix_within_a_family():
    assert set(LOSS) <= set(MIXES) | {form for forms in FORMATS.values() for form in forms}
    for model in models():
        for quantisation in model.quantisations:
            assert loss(model, quantisation) == LOSS[quantisation] or quantisation == "MXFP4_MOE"
    k_mixes = [LOSS[mix] for mix in ("Q8_0", "Q6_K", "Q5_K_M", "Q4_K_M", "Q3_K_M", "Q2_K")]
    assert k_mixes == sorted(k_mixes)
    v4, v3 = find_model("deepseek-v4-flash"), find_model("deepseek-v3")
    assert loss(v4, "MXFP4_MOE") == 0 < loss(v3, "MXFP4_MOE")


def test_half_the_comfortable_speed_costs_a_doubling():
    assert slowness(10, UseCase.CHAT) == 0
    assert slowness(5, UseCase.CHAT) == 1
    assert -0.5 < slowness(10_000, UseCase.CHAT) < slowness(20, UseCase.CHAT) < 0


def test_the_judged_speed_lies_between_empty_and_full_cache():
    found: Estimate = match(machine_named("basic"), Need()).plans[0]
    speed = found.speed
    assert speed.decode_tps
    assert speed.decode_tps_at_context
    judged = expected_tps(found)
    assert judged is not None
    assert speed.decode_tps_at_context.expected <= judged <= speed.decode_tps.expected
    unknown = replace(found, speed=replace(speed, decode_tps=None))
    assert expected_tps(unknown) is None
    assert reaches(unknown, 5) is None


def test_a_licence_that_is_asked_for_is_kept_and_the_way_out_is_named():
    need = Need(licence=Licence.FREE)
    result = match(machine_named("basic"), need)
    assert {find_model(found.plan.model).license[:3] for found in result.plans if found.fits} <= {"MIT", "Apa"}  # type: ignore[index]
    llama = next(found for found in result.plans if found.plan.model == "r1-distill-llama-8b")
    assert not llama.fits
    assert "Llama" in str(llama.reason)
    found = limit(find_model("r1-distill-llama-8b"), need)
    assert found is not None
    assert found.relaxed.licence is Licence.COMMERCIAL
    assert limit(find_model("r1-distill-llama-8b"), found.relaxed) is None


def quality_of(found: Estimate) -> float:
    model = find_model(found.plan.model)
    return capability(model, UseCase.CHAT) - loss(model, found.plan.quantisation)


def test_quality_first_and_speed_first_differ():
    machine = machine_named("basic")
    first = {priority: match(machine, Need(priority=priority)).plans[0] for priority in Priority}
    speeds = {priority: expected_tps(found) or 0 for priority, found in first.items()}
    assert speeds[Priority.QUALITY] < speeds[Priority.SPEED]
    able = {priority: quality_of(found) for priority, found in first.items()}
    assert able[Priority.QUALITY] > able[Priority.SPEED]


def test_the_rule_is_told_with_the_numbers_that_hold():
    words = {priority: [str(line) for line in rule(Need(UseCase.CODING, priority=priority))] for priority in Priority}
    assert any("each halving below 20 tokens per second" in line for line in words[Priority.BALANCED])
    assert any("minus 2 for" in line for line in words[Priority.SPEED])
    assert words[Priority.QUALITY] != words[Priority.BALANCED]


def test_with_several_users_a_plan_is_judged_by_what_each_gets():
    need = Need(UseCase.TEAM, 4096, users=4)
    found = next(plan for plan in match(machine_named("basic"), need).plans if plan.fits)
    each, alone = found.speed.stream_tps, found.speed.decode_tps
    assert each
    assert alone
    judged = expected_tps(found)
    assert judged is not None
    assert judged <= each.expected < alone.expected
