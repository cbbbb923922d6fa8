from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from deepseek_gui.core import runnable
from deepseek_gui.core.runnable import Weights, demo_plan, describe, model_name, plan_to_run, synthetic_plans
from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.machine import Cpu, Gpu, Machine, Memory
from deepseek_gui.domain.model import Architecture
from deepseek_gui.domain.plan import Plan, RunSettings
from deepseek_gui.domain.units import GIB
from deepseek_gui.modelfiles.checkpoint_files import write_checkpoint

SMALL = Machine("small", Cpu("a CPU", 4, 8), Memory(8 * GIB, 7 * GIB, bandwidth_gbs=40.0))


def test_random_weights_are_offered_for_what_the_machine_can_hold():
    small = [plan.model for plan in synthetic_plans(SMALL)]
    large = [plan.model for plan in synthetic_plans(replace(SMALL, gpus=(Gpu("a GPU", vram_bytes=24 * GIB),)))]
    assert "r1-distill-qwen-1.5b" in small
    assert "r1-distill-qwen-32b" not in small
    assert "r1-distill-qwen-32b" in large
    assert all(plan.synthetic for plan in synthetic_plans(SMALL))
    assert len(set(small)) == len(small)


def test_a_catalogued_plan_is_described_with_its_estimate():
    facts = describe(Plan("r1-distill-qwen-1.5b", "Q4_0", synthetic=True), SMALL)
    assert facts.name == "DeepSeek-R1-Distill-Qwen-1.5B"
    assert facts.family == "qwen2"
    assert facts.weights is Weights.RANDOM
    assert facts.parameters == 1_777_088_000  # safetensors header of the published model
    assert facts.estimate is not None
    assert facts.estimate.fits


def test_a_name_on_the_hub_is_taken_with_or_without_the_catalogue():
    known = describe(Plan("deepseek-ai/DeepSeek-V2-Lite-Chat", None, "vllm"), SMALL)
    assert known.weights is Weights.REAL
    assert known.estimate is not None
    other = describe(Plan("somebody/else", None, "vllm"), SMALL)
    assert (other.name, other.estimate) == ("somebody/else", None)
    assert "fetches it from Hugging Face" in str(other.estimate_error)
    cached = describe(Plan("somebody/else", None, "transformers"), SMALL)
    assert "cache" in str(cached.estimate_error)


def test_engines_that_read_safetensors_fetch_the_makers_weights():
    assert not plan_to_run(Plan("deepseek-v2-lite", "BF16", "vllm")).synthetic
    assert plan_to_run(Plan("deepseek-v2-lite", "Q4_0", "llama-server")).synthetic


def test_a_file_is_described_by_its_header(tiny_model: Path):
    facts = describe(Plan(tiny_model.name, None, file=tiny_model), SMALL)
    assert (facts.name, facts.family, facts.quantisation) == ("tiny", "llama", "Q4_0")
    assert facts.weights is Weights.RANDOM
    assert facts.context_trained == 8192
    assert facts.parameters is not None
    assert facts.parameters > 100_000


def test_a_folder_of_safetensors_is_described(tmp_path: Path):
    write_checkpoint(tmp_path / "mine", Architecture("qwen2", 2, 64, 128, 4, 2, 16, 512, 4096), "F16")
    plan = Plan("mine", None, "transformers", RunSettings(context=8192), tmp_path / "mine")
    facts = describe(plan, Machine("m", memory=Memory(total_bytes=8 * GIB)))
    assert (facts.name, facts.family, facts.quantisation, facts.weights) == ("mine", "qwen2", "F16", Weights.REAL)
    assert facts.plan.settings.context == 4096
    assert facts.estimate is not None
    assert facts.estimate.fits


def test_transformers_takes_what_lies_in_the_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("HF_HOME", str(tmp_path))
    monkeypatch.delenv("HF_HUB_CACHE", raising=False)
    plan = Plan("r1-distill-qwen-1.5b", "BF16", "transformers")
    assert plan_to_run(plan).synthetic
    folder = tmp_path / "hub" / "models--deepseek-ai--DeepSeek-R1-Distill-Qwen-1.5B" / "snapshots" / "abc"
    folder.mkdir(parents=True)
    (folder / "config.json").write_text("{}")
    assert plan_to_run(plan) is plan
    assert not plan_to_run(replace(plan, engine="vllm")).synthetic


def test_the_context_is_cut_to_what_the_model_was_made_for(tiny_model: Path):
    plan = Plan(tiny_model.name, None, settings=RunSettings(context=100_000), file=tiny_model)
    assert describe(plan, SMALL).plan.settings.context == 8192


@pytest.mark.parametrize("content", [b"", b"GGUF", b"no model at all"])
def test_a_file_that_is_no_model_is_refused_in_words(tmp_path: Path, content: bytes):
    file = tmp_path / "bad.gguf"
    file.write_bytes(content)
    with pytest.raises(ActionableError) as caught:
        describe(Plan(file.name, None, file=file), SMALL)
    assert caught.value.hint is not None


def test_a_plan_without_a_file_runs_with_random_weights(tiny_model: Path):
    assert plan_to_run(Plan("r1-distill-qwen-7b", "Q4_K_M")).synthetic
    assert not plan_to_run(Plan("x", None, file=tiny_model)).synthetic


def test_the_demo_model_is_a_plan_once_it_is_there(tiny_model: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(runnable, "demo_file", lambda: None)
    assert demo_plan() is None
    monkeypatch.setattr(runnable, "demo_file", lambda: tiny_model)
    plan = demo_plan()
    assert plan is not None
    assert describe(plan, SMALL).weights is Weights.DEMO


def test_names_are_for_a_person(tiny_model: Path):
    assert model_name(Plan("r1-distill-qwen-7b", "Q4_K_M")) == "DeepSeek-R1-Distill-Qwen-7B"
    assert model_name(Plan("tiny.gguf", None, file=tiny_model)) == "tiny.gguf"
    assert model_name(Plan("nobody-knows", None)) == "nobody-knows"
