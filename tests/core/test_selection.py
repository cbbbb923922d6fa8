"""SELECT: options -> plan, and what is refused."""

from __future__ import annotations

import argparse
from pathlib import Path

import pytest

from deepseek_gui.catalog.models import find_model
from deepseek_gui.core.machines import machine_named
from deepseek_gui.core.selection import (
    add_select,
    plan_from,
    positive,
    quantisation_of,
    shares,
    whole,
    with_default_context,
)
from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.plan import FlashAttention, Plan


def plan_of(*arguments: str, required: bool = True) -> Plan:
    parser = argparse.ArgumentParser(exit_on_error=False)
    add_select(parser, required=required)
    return plan_from(parser.parse_args(arguments))


def test_a_model_by_its_size():
    plan = plan_of("--model", "7B", "--quant", "q4_k_m")
    assert (plan.model, plan.quantisation, plan.engine, plan.file) == ("r1-distill-qwen-7b", "Q4_K_M", "embedded", None)


def test_a_file_keeps_its_own_name():
    plan = plan_of("--file", "/models/x.gguf")
    assert (plan.model, plan.quantisation, plan.file) == ("x.gguf", None, Path("/models/x.gguf"))


@pytest.mark.parametrize("what", [("--file", "/models/x.gguf"), ("--model", "demo"), ()])
def test_a_file_that_exists_has_its_own_quantisation(what: tuple[str, ...]):
    with pytest.raises(ActionableError, match="Q4_0"):
        plan_of(*what, "--quant", "Q4_0", required=False)


def test_every_setting():
    settings = plan_of(
        *("--model", "7B", "--context", "8192", "--parallel", "2", "--kv-type", "q8_0", "--kv-type-v", "f16"),
        *("--flash-attn", "on", "--batch", "1024", "--ubatch", "256", "--gpu-layers", "10", "--cpu-experts", "4"),
        *("--tensor-split", "3,1", "--threads", "6"),
    ).settings
    assert (settings.context, settings.parallel, settings.kv_type_k, settings.kv_type_v) == (8192, 2, "q8_0", "f16")
    assert (settings.flash_attention, settings.batch, settings.ubatch) == (FlashAttention.ON, 1024, 256)
    assert (settings.gpu_layers, settings.cpu_experts, settings.tensor_split) == (10, 4, (3.0, 1.0))
    assert settings.threads == 6


def test_one_kv_type_is_both():
    settings = plan_of("--model", "7B", "--kv-type", "q8_0").settings
    assert (settings.kv_type_k, settings.kv_type_v) == ("q8_0", "q8_0")


def test_the_physical_batch_is_no_larger_than_the_logical_one():
    assert plan_of("--model", "7B", "--batch", "128").settings.ubatch == 128


def test_without_a_model_the_demo_is_taken():
    assert plan_of(required=False).model == "demo"


@pytest.mark.parametrize(
    ("word", "mix"),
    [
        (None, "Q4_K_M"),
        ("q8_0", "Q8_0"),
        ("FP16", "F16"),
        ("iq4_xs", "IQ4_XS"),
        ("q4-k-m", "Q4_K_M"),
        (" bf16 ", "BF16"),
    ],
)
def test_quantisation_words(word: str | None, mix: str):
    assert quantisation_of(find_model("7B"), word) == mix


def test_the_default_is_a_mix_the_model_has():
    assert quantisation_of(find_model("deepseek-v4-flash"), None) in find_model("deepseek-v4-flash").quantisations


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("--model", "no-such-model"), "no-such-model"),
        (("--model", "7B", "--quant", "Q9_Z"), "Q9_Z"),
        (("--model", "7B", "--engine", "abacus"), "abacus"),
        (("--model", "7B", "--kv-type", "q8_0", "--flash-attn", "off"), "flash attention"),
        (("--model", "7B", "--context", "4", "--parallel", "8"), "8 sequences"),
    ],
)
def test_impossible_plans_say_why(arguments: tuple[str, ...], word: str):
    with pytest.raises(ActionableError) as caught:
        plan_of(*arguments)
    assert word in str(caught.value.message)
    assert caught.value.hint is not None


@pytest.mark.parametrize("text", ["0", "-1", "1.5", "many", "", "99999999999999"])
def test_counts_are_whole_and_bounded(text: str):
    with pytest.raises(argparse.ArgumentTypeError):
        whole(1)(text)


@pytest.mark.parametrize("text", ["0", "-1", "nan", "inf", "fast"])
def test_rates_are_above_zero(text: str):
    with pytest.raises(argparse.ArgumentTypeError):
        positive(text)


@pytest.mark.parametrize("text", ["", "a,b", "-1,2", "0,0", "nan,1", "inf"])
def test_shares_are_shares(text: str):
    with pytest.raises(argparse.ArgumentTypeError):
        shares(text)
    assert shares("3/1") == (3.0, 1.0)


@pytest.mark.parametrize(
    ("model", "word", "engine", "form"),
    [
        ("7B", "FP16", "transformers", "F16"),
        ("7B", None, "transformers", "BF16"),
        ("deepseek-v3", None, "vllm", "FP8"),
        ("deepseek-v3", None, "transformers", "BF16"),
        ("deepseek-v4-flash", None, "sglang", "FP4"),
        ("7B", "int4", "vllm", "AWQ"),
        ("7B", "int4", "transformers", "NF4"),
        ("7B", "INT8", "transformers", "INT8"),
    ],
)
def test_formats_of_engines_that_load_safetensors(model: str, word: str | None, engine: str, form: str):
    assert quantisation_of(find_model(model), word, engine) == form


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("--quant", "Q4_K_M", "--engine", "vllm"), "Quantisation"),
        (("--quant", "FP8", "--engine", "transformers"), "Quantisation"),
        (("--quant", "FP8"), "FP8"),
        (("--kv-type", "fp8"), "KV cache type"),
    ],
)
def test_formats_and_engines_that_do_not_go_together(arguments: tuple[str, ...], word: str):
    with pytest.raises(ActionableError, match=word) as caught:
        plan_of("--model", "7B", *arguments)
    assert caught.value.hint is not None


def test_a_folder_may_be_loaded_in_another_format_than_its_own(tmp_path: Path):
    plan = plan_of("--file", str(tmp_path / "mine"), "--engine", "transformers", "--quant", "FP16")
    assert (plan.model, plan.quantisation) == ("mine", "F16")
    assert plan_of("--file", str(tmp_path / "mine"), "--engine", "transformers").quantisation is None
    with pytest.raises(ActionableError, match="has its own"):
        plan_of("--file", str(tmp_path / "mine.gguf"), "--quant", "Q8_0")


@pytest.mark.parametrize(("machine", "context"), [("basic", 4096), ("laptop", 4096), ("enterprise", 131_072)])
def test_ollamas_context_follows_the_gpus(machine: str, context: int):
    # Ollama: 4k below 24 GiB, 32k below 48, else 256k; the model was made for 131,072.
    plan = with_default_context(plan_of("--model", "7B", "--engine", "ollama"), machine_named(machine))
    assert plan.settings.context == context
    other = plan_of("--model", "7B")
    assert with_default_context(other, machine_named(machine)) is other


@pytest.mark.parametrize("engine", ["vllm", "sglang", "transformers"])
@pytest.mark.parametrize(
    "option",
    [
        ("--gpu-layers", "5"),
        ("--cpu-experts", "4"),
        ("--tensor-split", "3,1"),
        ("--flash-attn", "on"),
        ("--batch", "1024"),
        ("--ubatch", "256"),
        ("--threads", "6"),
    ],
)
def test_an_option_that_an_engine_lacks_is_refused_by_its_name(engine: str, option: tuple[str, str]):
    with pytest.raises(ActionableError, match=f"the option {option[0]}."):
        plan_of("--model", "7B", "--engine", engine, *option)
    assert plan_of("--model", "7B", *option).engine == "embedded"
