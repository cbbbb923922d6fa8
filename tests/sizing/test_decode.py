"""Several streams in one step of decoding."""

from __future__ import annotations

from dataclasses import replace

import pytest

from deepseek_gui.catalog.models import find_model
from deepseek_gui.domain.machine import Gpu, Machine, Memory
from deepseek_gui.domain.model import Architecture
from deepseek_gui.domain.plan import RunSettings, Speed
from deepseek_gui.domain.units import GIB
from deepseek_gui.sizing.decode import expert_share
from deepseek_gui.sizing.placement import place
from deepseek_gui.sizing.speed import estimate_speed
from deepseek_gui.sizing.weights import weights_of

CARD = Gpu(
    "RTX 4090",
    vendor="nvidia",
    architecture="Ada",
    vram_bytes=24 * GIB,
    bandwidth_gbs=1008,
    fp16_tflops=330.3,
)


def shape(name: str) -> Architecture:
    found = find_model(name).architecture
    assert found is not None
    return found


def speed(name: str, streams: int, *cards: Gpu, quantisation: str = "Q4_0", context: int = 4096) -> Speed:
    machine = Machine("m", memory=Memory(total_bytes=512 * GIB, bandwidth_gbs=80), gpus=cards, simulated=True)
    settings = RunSettings(context=context * streams, parallel=streams)
    weights = weights_of(shape(name), quantisation)
    return estimate_speed(shape(name), weights, place(shape(name), weights, machine, settings, "llama-server"), machine)


def together(found: Speed) -> float:
    assert found.throughput_tps is not None
    return found.throughput_tps.expected


def test_one_stream_is_its_own_throughput():
    found = speed("r1-distill-llama-8b", 1, CARD)
    assert found.throughput_tps == found.decode_tps == found.stream_tps
    assert found.throughput_tps_at_context == found.decode_tps_at_context


def test_more_streams_write_more_together_and_less_each():
    found = [speed("r1-distill-llama-8b", streams, CARD) for streams in (1, 2, 4, 8, 16)]
    rates = [together(one) for one in found]
    assert rates == sorted(rates)
    each = [one.stream_tps.expected for one in found if one.stream_tps]
    assert each == sorted(each, reverse=True)
    assert {one.decode_tps for one in found} == {found[0].decode_tps}  # the contract: one stream, empty context


@pytest.mark.parametrize(("rows", "measured"), [(16, 1937.21), (32, 3427.61), (64, 5420.06), (128, 7443.66)])
def test_rows_at_once_on_a_4090_are_met(rows: int, measured: float):
    # llama 8B Q4_0, ggml-org/llama.cpp PR 7676, prompts in micro-batches of so many tokens
    assert together(speed("r1-distill-llama-8b", rows, CARD, context=256)) == pytest.approx(measured, rel=0.12)


def test_dense_weights_are_read_once_and_each_stream_reads_its_own_cache():
    few, many = (speed("r1-distill-llama-8b", streams, CARD, context=2048) for streams in (2, 8))
    assert together(many) > 3 * together(few)
    assert many.throughput_tps
    assert many.throughput_tps_at_context
    assert few.throughput_tps
    assert few.throughput_tps_at_context
    more = [
        one.streams / one.throughput_tps_at_context.expected - one.streams / one.throughput_tps.expected
        for one in (few, many)
        if one.throughput_tps_at_context and one.throughput_tps
    ]
    assert more[1] == pytest.approx(4 * more[0])


def test_streams_choose_their_own_experts():
    v3 = shape("deepseek-v3")
    assert expert_share(v3, 1) == pytest.approx(8 / 256)
    assert 256 * expert_share(v3, 8) == pytest.approx(57.4, abs=0.1)  # of 64 choices some coincide
    assert expert_share(v3, 512) == pytest.approx(1.0, abs=1e-6)
    assert expert_share(shape("r1-distill-llama-8b"), 8) == 0
    lite = [speed("deepseek-v2-lite", streams, CARD) for streams in (1, 8)]
    dense = [speed("r1-distill-llama-8b", streams, CARD) for streams in (1, 8)]
    assert together(lite[1]) / together(lite[0]) < together(dense[1]) / together(dense[0])


def test_an_unknown_rate_of_arithmetic_leaves_the_throughput_unknown_and_one_stream_known():
    found = speed("r1-distill-llama-8b", 4, replace(CARD, fp16_tflops=None))
    assert found.decode_tps is not None
    assert found.throughput_tps is None
    assert found.stream_tps is None


def test_a_cpu_serves_several_streams_too():
    machine = Machine("m", memory=Memory(total_bytes=64 * GIB, bandwidth_gbs=80), simulated=True)
    machine = replace(machine, cpu=replace(machine.cpu, cores=8))
    weights, model = weights_of(shape("r1-distill-qwen-7b"), "Q4_K_M"), shape("r1-distill-qwen-7b")
    settings = RunSettings(context=8192, parallel=4)
    found = estimate_speed(model, weights, place(model, weights, machine, settings, "embedded"), machine)
    assert found.throughput_tps
    assert found.decode_tps
    assert found.decode_tps.expected < found.throughput_tps.expected < 4 * found.decode_tps.expected
