"""vLLM and SGLang: published weights, cache rows and minimum memory."""

from __future__ import annotations

from dataclasses import replace

import pytest

from deepseek_gui.catalog.models import find_model
from deepseek_gui.core.machines import machine_named
from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.machine import Gpu, Machine, Memory
from deepseek_gui.domain.model import Architecture
from deepseek_gui.domain.plan import Plan, RunSettings
from deepseek_gui.domain.units import GB, GIB, MIB
from deepseek_gui.sizing.checkpoint import FORMATS, checkpoint, native_format
from deepseek_gui.sizing.holdings import short_bytes
from deepseek_gui.sizing.serving import Serving, gpu_group, place_serving, sglang_reserved_bytes, token_bytes

H100 = Gpu(
    "NVIDIA H100 80GB HBM3", vendor="nvidia", vram_bytes=81559 * MIB, multiprocessors=132, compute_capability="9.0"
)
H200 = replace(H100, name="NVIDIA H200", vram_bytes=143771 * MIB)


def shape(name: str) -> Architecture:
    found = find_model(name).architecture
    assert found is not None
    return found


def server(gpu: Gpu, count: int) -> Machine:
    return Machine("server", memory=Memory(total_bytes=2048 * GIB), gpus=(gpu,) * count, simulated=True)


def placed(
    model: str, form: str, machine: Machine, engine: str = "vllm", settings: RunSettings | None = None
) -> Serving:
    plan = Plan(model, form, engine, settings or RunSettings())
    return place_serving(shape(model), machine, plan)


def test_weights_as_vllm_reports_them():
    # vLLM's log: V2-Lite in bf16 takes 29.301 GiB.
    assert checkpoint(shape("deepseek-v2-lite"), "BF16").total_bytes / GIB == pytest.approx(29.301, rel=0.002)


def test_every_parameter_is_counted_once():
    for name in ("r1-distill-qwen-7b", "deepseek-v2-lite", "deepseek-v3", "r1-distill-llama-70b"):
        model = find_model(name)
        assert model.total_params is not None
        assert checkpoint(shape(name), "BF16").total_bytes == pytest.approx(2 * model.total_params, rel=1e-6)


@pytest.mark.parametrize(
    ("name", "form", "minimum_gb"),
    [
        ("deepseek-v3", "FP8", 805),
        ("deepseek-r1", "FP8", 805),
        ("deepseek-v3.2", "FP8", 805),
        ("deepseek-v3", "FP4", 403),
        ("deepseek-v4-flash", "FP4", 170),
        ("deepseek-v4-pro", "FP4", 960),
    ],
)
def test_published_minimum_memory_holds_the_weights_and_little_more(name: str, form: str, minimum_gb: int):
    # vllm-project/recipes: the least GPU memory of all GPUs together; it is about 1.2 times the weights.
    weights = checkpoint(shape(name), form).total_bytes / GB
    assert weights < minimum_gb < 1.25 * weights


@pytest.mark.parametrize(
    ("name", "kv_type", "bytes_per_token"),
    [
        # By the engines' caches: all layers; V3.2 with 656 bytes a layer and 132 of its indexer.
        ("deepseek-v3", "f16", 70_272),
        ("deepseek-v3", "fp8", 35_136),
        ("deepseek-v2-lite", "f16", 31_104),
        ("r1-distill-qwen-7b", "f16", 57_344),
        ("r1-distill-llama-70b", "f16", 327_680),
        ("deepseek-v3.2", "fp8", 61 * (656 + 132)),
    ],
)
def test_cache_of_one_token(name: str, kv_type: str, bytes_per_token: int):
    assert token_bytes(shape(name), RunSettings(kv_type_k=kv_type), 1) == bytes_per_token


def test_heads_are_dealt_out_but_a_latent_row_is_not():
    settings = RunSettings()
    llama, v3 = shape("r1-distill-llama-70b"), shape("deepseek-v3")
    assert token_bytes(llama, settings, 8) == token_bytes(llama, settings, 1) / 8
    assert token_bytes(llama, settings, 16) == token_bytes(llama, settings, 8)
    assert token_bytes(v3, settings, 8) == token_bytes(v3, settings, 1)


@pytest.mark.parametrize("engine", ["vllm", "sglang"])
def test_v3_in_fp8_wants_h200s_and_in_fp4_h100s(engine: str):
    assert not placed("deepseek-v3", "FP8", server(H100, 8), engine, RunSettings(context=8192)).verdict.fits
    assert placed("deepseek-v3", "FP8", server(H200, 8), engine, RunSettings(context=65536)).verdict.fits
    assert placed("deepseek-v3", "FP4", server(H100, 8), engine, RunSettings(context=65536)).verdict.fits


def test_vllm_takes_its_budget_and_no_more():
    found = placed("r1-distill-qwen-7b", "BF16", server(H100, 1), settings=RunSettings(context=8192))
    gpu = found.devices[0]
    assert gpu.total_bytes == pytest.approx(0.92 * 81559 * MIB, abs=2)
    assert found.cache_tokens == gpu.kv_cache_bytes // 57_344


@pytest.mark.parametrize("engine", ["vllm", "sglang"])
@pytest.mark.parametrize("context", [8192, 2_000_000])
def test_a_plan_fits_when_no_bar_is_over_its_end(engine: str, context: int):
    settings = RunSettings(context=context, parallel=16)
    found = placed("r1-distill-qwen-7b", "BF16", server(H100, 1), engine, settings)
    assert found.verdict.fits == all(short_bytes(device) <= 1 for device in found.devices)


def test_what_does_not_fit_shows_the_largest_context():
    found = placed("r1-distill-qwen-7b", "BF16", server(H100, 1), settings=RunSettings(context=2_000_000, parallel=16))
    assert not found.verdict.fits
    assert found.cache_tokens is not None
    allowed = int(str(found.verdict.remedy).split()[4])
    assert allowed <= found.cache_tokens
    settings = RunSettings(context=allowed, parallel=16)
    assert placed("r1-distill-qwen-7b", "BF16", server(H100, 1), settings=settings).verdict.fits


def test_an_8_bit_cache_holds_twice_as_much():
    plain, small = (
        placed("deepseek-v3", "FP8", server(H200, 8), settings=RunSettings(kv_type_k=kind, kv_type_v=kind))
        for kind in ("f16", "fp8")
    )
    assert plain.cache_tokens is not None
    assert small.cache_tokens is not None
    assert small.cache_tokens == pytest.approx(2 * plain.cache_tokens, rel=1e-3)


def test_memory_that_others_use_keeps_vllm_from_starting():
    busy = replace(H100, free_bytes=60 * GIB)
    verdict = placed("r1-distill-qwen-7b", "BF16", server(busy, 1)).verdict
    assert not verdict.fits
    assert "--gpu-memory-utilization 0.75" in str(verdict.remedy)


def test_sglang_reserves_by_the_gpus_size():
    # server_args.py: 10 GiB at least above 60 GiB; 512 + 1.5 * 2048 + 2 * 24 + 1/8 GiB on a 24 GiB card.
    assert sglang_reserved_bytes(80 * GIB, 1) >= 10 * GIB
    assert sglang_reserved_bytes(24 * GIB, 1) == (512 + 3072 + 48 + 128) * MIB


def test_only_equal_gpus_share_a_model():
    mixed = Machine("m", gpus=(H100, H200, H200, H200), simulated=True)
    assert [gpu.name for gpu in gpu_group(mixed, "vllm", 128)] == ["NVIDIA H200"] * 2
    assert gpu_group(machine_named("mac"), "vllm", 128) == ()


def test_a_machine_without_such_a_gpu_is_told():
    found = placed("r1-distill-qwen-7b", "BF16", machine_named("mac"), "sglang")
    assert not found.verdict.fits
    assert "SGLang" in str(found.verdict.reason)
    assert found.cache_tokens is None
    assert [device.kind for device in found.devices] == ["host"]


@pytest.mark.parametrize(
    ("form", "settings", "word"),
    [("Q4_K_M", RunSettings(), "Quantisation"), ("BF16", RunSettings(kv_type_k="q8_0"), "KV cache type")],
)
def test_what_they_do_not_have_is_named(form: str, settings: RunSettings, word: str):
    with pytest.raises(ActionableError, match=word):
        placed("r1-distill-qwen-7b", form, server(H100, 1), settings=settings)


def test_makers_formats():
    assert native_format(shape("deepseek-v4-flash")) == "FP4"
    assert native_format(shape("deepseek-v3")) == "FP8"
    assert native_format(shape("deepseek-v2-lite")) == "BF16"


@pytest.mark.parametrize("form", sorted({form for forms in FORMATS.values() for form in forms}))
def test_parts_of_tensor_parallel_add_up(form: str):
    for name in ("r1-distill-llama-70b", "deepseek-v3", "deepseek-v4-flash"):
        found = checkpoint(shape(name), form)
        assert sum(size * count for size, count in found.sizes.items()) == found.total_bytes
        assert found.on_each_gpu(1, 8) == found.total_bytes
        assert found.total_bytes / 8 <= found.on_each_gpu(8, 8) < 1.25 * found.total_bytes / 8
