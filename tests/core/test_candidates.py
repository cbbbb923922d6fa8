"""Which plans are weighed: engines where they run, formats where somebody publishes them."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from deepseek_gui.catalog.machines import example_names
from deepseek_gui.catalog.models import find_model, models
from deepseek_gui.core.candidates import candidates
from deepseek_gui.core.machines import machine_named
from deepseek_gui.core.matching import Need, Priority, UseCase, match
from deepseek_gui.core.ranking import rule, setup
from deepseek_gui.domain.machine import Machine
from deepseek_gui.domain.plan import Plan
from deepseek_gui.sizing.checkpoint import FORMATS, native_format


def plans(machine: Machine, need: Need | None = None) -> list[Plan]:
    return list(candidates(machine, need or Need(), models()))


@pytest.mark.parametrize(
    ("name", "engines"),
    [
        ("office", {"embedded", "transformers"}),
        ("laptop", {"embedded", "transformers"}),  # Windows
        ("mac", {"embedded", "transformers"}),
        ("basic", {"embedded", "vllm", "sglang", "transformers"}),
        ("enterprise", {"embedded", "vllm", "sglang", "transformers"}),
    ],
)
def test_engines_stand_where_they_run(name: str, engines: set[str]):
    assert {plan.engine for plan in plans(machine_named(name))} == engines


def test_a_real_machine_with_a_gpu_is_planned_for_llama_server():
    machine = replace(machine_named("basic"), simulated=False)
    assert {plan.engine for plan in plans(machine)} == {"llama-server", "vllm", "sglang", "transformers"}


def test_formats_are_the_makers_and_those_that_somebody_publishes():
    by_engine = Counter(plan.engine for plan in plans(machine_named("enterprise")))
    assert by_engine["vllm"] == by_engine["sglang"] > by_engine["transformers"] > 10
    found = [plan for plan in plans(machine_named("enterprise")) if plan.model == "r1-distill-llama-70b"]
    assert [plan.quantisation for plan in found if plan.engine == "vllm"] == ["BF16", "FP8", "AWQ"]
    assert [plan.quantisation for plan in found if plan.engine == "transformers"] == ["BF16"]


def test_conversions_are_formats_that_the_makers_do_not_have():
    conversions = [(model, one) for model in models() for one in model.conversions]
    assert len(conversions) >= 20
    for model, one in conversions:
        assert model.architecture is not None
        assert one.format in FORMATS["vllm"]
        assert one.format != native_format(model.architecture)
        assert one.hf_repo.count("/") == 1


@pytest.mark.parametrize("name", example_names())
@pytest.mark.parametrize("priority", list(Priority))
def test_transformers_is_never_a_models_best_for_one_user_but_it_is_there(name: str, priority: Priority):
    result = match(machine_named(name), Need(priority=priority))
    fitting = [found.plan for found in result.plans if found.fits]
    best = {plan.model: plan.engine for plan in reversed(fitting)}
    assert "transformers" not in best.values()
    assert any(plan.engine == "transformers" for plan in fitting)


def test_servers_come_first_where_many_are_served():
    machine = machine_named("enterprise")
    for model in ("r1-distill-llama-70b", "r1-distill-qwen-32b"):
        team = match(machine, Need(UseCase.TEAM, 8192, 16))
        assert next(found.plan.engine for found in team.plans if found.plan.model == model) in ("vllm", "sglang")


def test_the_rule_says_what_an_engine_costs():
    assert setup("embedded", 1) == setup("vllm", 8) == 0
    assert setup("vllm", 1) == setup("sglang", 1) == setup("embedded", 8) > 0
    assert setup("transformers", 1) == setup("transformers", 8) > setup("vllm", 1)
    words = "\n".join(str(line) for line in rule(Need()))
    assert "For one user vLLM and SGLang lose 0.25" in words
    assert "transformers loses 1." in words


def test_each_user_gets_a_context_and_no_more_than_the_model_was_made_for():
    need = Need(UseCase.TEAM, 100_000, 3)
    by_model = {plan.model: plan.settings for plan in plans(machine_named("basic"), need)}
    assert by_model["deepseek-llm-7b"].context == 3 * 4096
    trained = find_model("r1-distill-qwen-7b").architecture
    assert trained is not None
    assert by_model["r1-distill-qwen-7b"].context == 3 * min(100_000, trained.context_trained)
