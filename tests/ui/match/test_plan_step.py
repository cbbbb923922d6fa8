from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from deepseek_gui.core.model_facts import model_facts
from deepseek_gui.core.ranking import UseCase
from deepseek_gui.domain.machine import Machine
from deepseek_gui.domain.plan import Estimate, RunSettings
from deepseek_gui.ui.match.plan_step import PlanStep

QWEN = "r1-distill-qwen-7b"


@pytest.fixture
def step(qtbot: QtBot) -> PlanStep:
    step = PlanStep()
    qtbot.addWidget(step)
    return step


def test_settings_stand_in_words(step: PlanStep, basic: Machine, plan_of: Callable[..., Estimate]):
    step.show_plan(plan_of(QWEN, users=4), model_facts(QWEN, UseCase.CHAT), basic)
    rows = dict(step.rows())
    assert rows["Model"] == "DeepSeek-R1-Distill-Qwen-7B"
    assert rows["Context"] == "32,768 tokens: 4 users with 8,192 each"
    assert rows["Placement"] == "all 28 layers on the GPU"
    assert rows["Speed"] == "42–57 tok/s (expected 50)"
    assert rows["Where the speed is from"] == "Bandwidth 360 GB/s at 83 %, 35 µs a layer."


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        (RunSettings(gpu_layers=0), "everything on the processor"),
        (RunSettings(gpu_layers=12), "12 of 28 layers on the GPU, the others on the processor"),
        (RunSettings(gpu_layers=28, cpu_experts=6), "all 28 layers on the GPU; the experts of 6 layers in main memory"),
        (RunSettings(gpu_layers=99, tensor_split=(3, 1)), "all 28 layers on the GPU; split over the GPUs 3 : 1"),
        (RunSettings(gpu_layers=99, tensor_split=(29, 0)), "all 28 layers on the GPU"),
        (RunSettings(), "the engine decides"),
    ],
)
def test_the_placement_is_told_truly(
    step: PlanStep, basic: Machine, plan_of: Callable[..., Estimate], settings: RunSettings, words: str
):
    step.show_plan(replace(plan_of(QWEN), settings=settings), model_facts(QWEN, UseCase.CHAT), basic)
    assert dict(step.rows())["Placement"] == words


def test_a_missing_file_and_a_simulated_machine_are_said(
    step: PlanStep, basic: Machine, plan_of: Callable[..., Estimate]
):
    step.show_plan(plan_of(QWEN), model_facts(QWEN, UseCase.CHAT), basic)
    assert "random weights" in step.notes
    assert "is simulated" in step.notes
    found = plan_of(QWEN)
    at_hand = replace(found, plan=replace(found.plan, file=Path("/models/x.gguf")))
    step.show_plan(at_hand, None, replace(basic, simulated=False))
    assert "random weights" not in step.notes
    assert "simulated" not in step.notes
    assert dict(step.rows())["Model"] == QWEN


def test_a_full_disk_is_said(step: PlanStep, basic: Machine, plan_of: Callable[..., Estimate]):
    machine = replace(basic, storage=replace(basic.storage, free_bytes=10**9))
    step.show_plan(plan_of(QWEN), model_facts(QWEN, UseCase.CHAT), machine)
    assert "too little for this file" in step.notes


def test_what_does_not_fit_cannot_be_run_but_exported(step: PlanStep, basic: Machine, plan_of: Callable[..., Estimate]):
    step.show_plan(plan_of(QWEN, gpu_gib=(30.0,)), model_facts(QWEN, UseCase.CHAT), basic)
    assert step.verdict == "Short by 20.0 GiB of GPU memory. Take Q3_K_M."
    assert not step.run_button.isEnabled()
    assert step.export_button.isEnabled()


def test_a_models_own_facts_stand_with_the_plan(step: PlanStep, basic: Machine, plan_of: Callable[..., Estimate]):
    step.show_plan(plan_of("deepseek-r1"), model_facts("deepseek-r1", UseCase.CHAT), basic)
    facts = dict(step.facts())
    assert facts["Parameters"] == "671.0 billion, 37.0 of them active for a token"
    assert facts["Architecture"] == "DeepSeek V3 (deepseek2), 61 layers, 8 of 256 experts a token"
    assert facts["Published score"] == "GPQA Diamond 71.5 % (DeepSeek-R1, README, 2025-01-20)"
    assert "vLLM 0.6.6" in facts["Known to run on"]
    assert facts["Licence"] == "MIT: commercial use allowed"
    assert facts["Hugging Face"] == "https://huggingface.co/deepseek-ai/DeepSeek-R1"
    step.show_plan(plan_of("r1-distill-qwen-7b"), model_facts("r1-distill-qwen-7b", UseCase.CHAT), basic)
    assert dict(step.facts())["Parameters"] == "7.6 billion, all of them active"
    assert "0.6" in dict(step.facts())["Recommended sampling"]
    step.show_plan(plan_of("file.gguf"), None, basic)
    assert step.facts() == ()


@pytest.mark.parametrize(("form", "repository"), [("AWQ", "casperhansen/"), ("BF16", "deepseek-ai/")])
def test_a_plan_of_a_server_says_where_its_weights_are(
    step: PlanStep, basic: Machine, plan_of: Callable[..., Estimate], form: str, repository: str
):
    found = plan_of(QWEN, form)
    step.show_plan(replace(found, plan=replace(found.plan, engine="vllm")), model_facts(QWEN, UseCase.CHAT), basic)
    assert f"vLLM loads the weights from {repository}" in step.notes
    assert "random weights" not in step.notes
    assert not step.run_button.isEnabled()
    assert "vLLM" in step.run_button.toolTip()
