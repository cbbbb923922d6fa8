"""The speed of vLLM, SGLang and transformers, against public figures and as physics has it."""

from __future__ import annotations

import math
import statistics
from dataclasses import replace

import pytest

from deepseek_gui.catalog.models import find_model
from deepseek_gui.domain.machine import Cpu, Gpu, Machine, Memory
from deepseek_gui.domain.model import Architecture
from deepseek_gui.domain.plan import Plan, RunSettings, Speed
from deepseek_gui.domain.units import GIB
from deepseek_gui.sizing.engine_rates import LINKS, link_of, reached_gbs
from deepseek_gui.sizing.engine_speed import estimate_engine_speed
from tests.bench.serving_speed import cases, document

H100 = Gpu(
    "H100 SXM 80GB",
    vendor="nvidia",
    architecture="Hopper",
    vram_bytes=80 * GIB,
    bandwidth_gbs=3350,
    fp16_tflops=989,
    interconnect="NVSwitch",
)
HOST = Machine("m", Cpu(cores=16), Memory(total_bytes=512 * GIB, bandwidth_gbs=300), simulated=True)


def shape(name: str) -> Architecture:
    found = find_model(name).architecture
    assert found is not None
    return found


def speed(engine: str, name: str, form: str, *gpus: Gpu, streams: int = 1, machine: Machine = HOST) -> Speed:
    plan = Plan(name, form, engine, RunSettings(context=1024 * streams, parallel=streams))
    return estimate_engine_speed(shape(name), plan, gpus, machine)


def expected(found: Speed) -> float:
    assert found.decode_tps is not None
    return found.decode_tps.expected


@pytest.mark.parametrize("use", ["fit", "test"])
def test_public_figures_are_met(use: str):
    found = [case for case in cases(document()) if case.row["use"] == use]
    assert len(found) == {"fit": 25, "test": 29}[use]
    assert statistics.median(abs(math.expm1(case.error)) for case in found) <= 0.12
    assert statistics.mean(abs(case.error) <= case.half for case in found) >= 0.8


def test_r1_on_eight_h200_takes_a_token_every_16_ms():
    # vLLM's recipe: TPOT 15.85 ms; SGLang, InferenceX issue 870: 10.93 ms with four users
    h200 = replace(H100, bandwidth_gbs=4800, vram_bytes=141 * GIB)
    assert expected(speed("vllm", "deepseek-r1", "FP8", *[h200] * 8)) == pytest.approx(63.1, rel=0.1)


def test_tensor_parallel_reads_in_parallel_and_pays_for_every_exchange():
    alone, two, four = (expected(speed("vllm", "r1-distill-llama-70b", "FP8", *[H100] * count)) for count in (1, 2, 4))
    assert alone < two < four
    assert two < 2 * alone
    assert four < 2 * two


@pytest.mark.parametrize(("faster", "slower"), [("NVSwitch", "NVLink"), ("NVLink", "PCIe")])
def test_a_slower_link_costs_speed_most_of_all_with_many_streams(faster: str, slower: str):
    cards = {link: [replace(H100, interconnect=link)] * 4 for link in (faster, slower)}
    for streams in (1, 64):
        fast, slow = (
            speed("vllm", "r1-distill-llama-70b", "BF16", *cards[link], streams=streams).throughput_tps
            for link in (faster, slower)
        )
        assert fast
        assert slow
        assert slow.expected < fast.expected


def test_an_unknown_link_is_taken_for_the_slowest():
    assert link_of(replace(H100, interconnect=None)) == LINKS["PCIe"]
    assert link_of(replace(H100, interconnect="Infinity Fabric")) == LINKS["PCIe"]


def test_transformers_waits_for_python_with_small_models_and_for_memory_with_large_ones():
    small, large = (
        speed("transformers", name, "BF16", H100) for name in ("r1-distill-qwen-1.5b", "r1-distill-qwen-7b")
    )
    assert expected(small) == pytest.approx(expected(large), rel=0.02)  # 28 layers each
    assert expected(speed("vllm", "r1-distill-qwen-1.5b", "BF16", H100)) > 4 * expected(small)
    whole = speed("transformers", "r1-distill-llama-70b", "F32", replace(H100, vram_bytes=300 * GIB))
    assert expected(whole) < 3350 / 282 * 0.8


def test_python_makes_several_streams_free_until_the_gpu_is_the_limit():
    one, many = (speed("transformers", "r1-distill-qwen-7b", "BF16", H100, streams=streams) for streams in (1, 16))
    assert many.throughput_tps
    assert many.throughput_tps.expected == pytest.approx(16 * expected(one), rel=0.05)


def test_layers_over_several_gpus_do_not_speed_transformers_up():
    one, two = (expected(speed("transformers", "r1-distill-qwen-32b", "BF16", *[H100] * count)) for count in (1, 2))
    assert two <= one


def test_more_streams_reach_the_rate_of_arithmetic():
    rates = []
    for streams in (1, 8, 64, 512):
        found = speed("vllm", "r1-distill-llama-8b", "BF16", H100, streams=streams).throughput_tps
        assert found
        rates.append(found.expected)
    assert rates == sorted(rates)
    assert rates[-1] < 989e12 / (2 * 8e9)


def test_few_multiprocessors_do_not_read_all_of_the_bandwidth():
    # Qwen3-8B in FP8 on an H20 under SGLang: 150 tokens per second, which is 1.4 of its 4 TB/s
    h20 = replace(H100, name="H20 96GB", bandwidth_gbs=4000, fp16_tflops=148)
    assert expected(speed("sglang", "r1-0528-qwen3-8b", "FP8", h20)) == pytest.approx(150.25, rel=0.15)
    assert reached_gbs(H100, 0.8) == pytest.approx(0.8 * 3350)
    assert reached_gbs(replace(H100, vendor="amd", fp16_tflops=26.5), 0.8) == pytest.approx(0.8 * 3350)


def test_the_range_is_wider_where_nothing_was_fitted():
    geforce = replace(H100, name="RTX 4090", architecture="Ada", bandwidth_gbs=1008, interconnect=None)
    fitted, other = (speed("vllm", "r1-distill-llama-8b", "FP8", gpu).decode_tps for gpu in (H100, geforce))
    assert fitted
    assert other
    assert other.high / other.expected > fitted.high / fitted.expected


def test_transformers_on_a_cpu_says_that_it_is_rough():
    found = speed("transformers", "r1-distill-qwen-7b", "BF16")
    assert found.decode_tps
    assert found.decode_tps.high > 1.7 * found.decode_tps.expected
    assert "Roughly" in str(found.basis)


def test_what_is_not_known_stays_unknown():
    assert speed("vllm", "r1-distill-llama-8b", "BF16").decode_tps is None
    assert speed("vllm", "r1-distill-llama-8b", "BF16", replace(H100, bandwidth_gbs=None)).decode_tps is None
    no_memory = replace(HOST, memory=Memory(total_bytes=64 * GIB))
    assert speed("transformers", "r1-distill-llama-8b", "BF16", machine=no_memory).decode_tps is None
    found = speed("vllm", "r1-distill-llama-8b", "BF16", replace(H100, fp16_tflops=None), streams=4)
    assert found.decode_tps is not None
    assert found.prefill_tps is None
    assert found.time_to_first_token_s is None
    assert found.throughput_tps is None


def test_a_prompt_reads_the_weights_at_least_once():
    slow = replace(H100, bandwidth_gbs=335)
    found = speed("sglang", "r1-distill-llama-8b", "BF16", slow)
    assert found.prefill_tps
    assert found.prefill_tps.expected < 512 / (15e9 / 335e9)


def test_the_words_name_what_a_layer_with_experts_takes() -> None:
    dense, mixed = (speed("vllm", name, "FP8", H100) for name in ("r1-distill-qwen-7b", "deepseek-v2-lite"))
    assert "45 µs a layer" in str(dense.basis)
    assert "215 µs a layer" in str(mixed.basis)
