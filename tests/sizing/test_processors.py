"""What a CPU reaches, against measurements that others and we made."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from deepseek_gui.catalog.models import find_model
from deepseek_gui.domain.machine import Cpu, Machine, Memory
from deepseek_gui.domain.plan import RunSettings, Speed
from deepseek_gui.domain.units import GIB
from deepseek_gui.sizing.placement import place
from deepseek_gui.sizing.processors import CPU, FITTED_CORE_GBS, cpu_bandwidth_gbs, cpu_gflops, cpu_spread, kernel
from deepseek_gui.sizing.speed import estimate_speed
from deepseek_gui.sizing.weights import weights_of

BENCH = json.loads((Path(__file__).parents[1] / "bench/data/cpu_speed.json").read_text())
DESK = Machine("desk", Cpu("a CPU", 8, 16), Memory(64 * GIB, bandwidth_gbs=60.0))
MEASURED = replace(DESK, memory=replace(DESK.memory, bandwidth_measured=True))


@pytest.mark.parametrize(
    ("ggml_type", "reached"), [("Q2_K", 10.29), ("Q3_K", 10.09), ("Q4_K", 10.25), ("Q5_K", 9.76), ("Q8_0", 10.55)]
)
def test_a_small_board_with_measured_memory(ggml_type: str, reached: float):
    # Raspberry Pi 5: 11.59 GB/s read by four threads, bytes of the model times tokens/s of llama.cpp; from
    # ggml-org/llama.cpp issue 26484 (August 2026).
    board = Machine("board", Cpu("Cortex-A76", 4, 4), Memory(16 * GIB, bandwidth_gbs=11.59, bandwidth_measured=True))
    assert cpu_bandwidth_gbs(board, ggml_type) == pytest.approx(reached, rel=0.06)


def test_a_server_with_nominal_memory():
    # EPYC 7773X, eight channels of DDR4-3200: DeepSeek-V3 in Q4_K_M, 22.296 GB a token, 5.21 tokens/s; from
    # ikawrakow/ik_llama.cpp discussion 223.
    server = Machine("server", Cpu("EPYC 7773X", 64, 128), Memory(512 * GIB, bandwidth_gbs=204.8))
    assert cpu_bandwidth_gbs(server, "Q4_K") == pytest.approx(22.296 * 5.21, rel=0.15)


def test_a_measured_rate_is_nearer_to_what_is_reached_than_a_nominal_one():
    nominal, measured = cpu_bandwidth_gbs(DESK), cpu_bandwidth_gbs(MEASURED)
    assert nominal == 60.0 * CPU.efficiency
    assert measured == 60.0 * CPU.measured_efficiency
    assert speed_of(MEASURED).decode_tps != speed_of(DESK).decode_tps


@pytest.mark.parametrize("cores", [1, 2, 3])
def test_few_cores_are_the_limit(cores: int):
    memory = Memory(64 * GIB, bandwidth_gbs=cores * FITTED_CORE_GBS, bandwidth_measured=True)
    few = replace(MEASURED, cpu=Cpu("a CPU", cores, cores), memory=memory)
    assert cpu_bandwidth_gbs(few, "Q4_0") == cores * kernel("Q4_0").core_gbs
    assert cpu_gflops(few, "Q4_0") == cores * kernel("Q4_0").core_gflops


def test_an_unknown_number_of_cores_limits_nothing_but_says_nothing_of_prompts():
    unknown = replace(MEASURED, cpu=Cpu("a CPU"))
    assert cpu_bandwidth_gbs(unknown) == 60.0 * CPU.measured_efficiency
    assert cpu_gflops(unknown, "Q4_0") is None


@pytest.mark.parametrize("name", ["2x Xeon Platinum 8480+", "Dual EPYC 9654"])
def test_two_sockets_reach_half_of_their_share(name: str):
    pair = replace(MEASURED, cpu=Cpu(name, 112, 224))
    assert cpu_bandwidth_gbs(pair) == 60.0 * CPU.measured_efficiency * CPU.pair


def test_an_unknown_bandwidth_stays_unknown():
    assert cpu_bandwidth_gbs(replace(DESK, memory=Memory(64 * GIB))) is None


@pytest.mark.parametrize("row", BENCH["rows"], ids=lambda row: f"{row['model']} {row['quantisation']}")
def test_the_real_engine_decodes_as_expected(row: dict[str, Any]):
    """The stopwatch's golden numbers (see the file's note), not a timing of this run."""
    memory = Memory(24 * GIB, bandwidth_gbs=BENCH["bandwidth_gbs"], bandwidth_measured=True)
    bench = Machine("bench", Cpu("EPYC", BENCH["cores"], BENCH["cores"]), memory)
    speed = speed_of(bench, row["model"], row["quantisation"])
    assert speed.decode_tps is not None
    assert speed.decode_tps.expected == pytest.approx(row["decode_tps"], rel=0.15)
    assert speed.prefill_tps is not None
    assert speed.prefill_tps.low < row["prefill_tps"] < speed.prefill_tps.high


def test_cores_that_are_the_limit_are_less_sure_than_measured_memory():
    few = replace(MEASURED, cpu=Cpu("a CPU", 2, 2))
    assert cpu_spread(few) == cpu_spread(DESK) == CPU.spread
    assert cpu_spread(MEASURED) == CPU.measured_spread


def test_experts_slow_cores_but_not_memory():
    few = replace(MEASURED, cpu=Cpu("a CPU", 2, 2))
    assert (cpu_bandwidth_gbs(few, experts=True) or 0) < (cpu_bandwidth_gbs(few) or 0)
    assert cpu_bandwidth_gbs(MEASURED, experts=True) == cpu_bandwidth_gbs(MEASURED)


def test_an_estimate_says_what_was_measured_and_is_surer_of_it():
    nominal, measured = speed_of(DESK), speed_of(MEASURED)
    assert "60 GB/s were measured" in str(measured.basis)
    assert "measured" not in str(nominal.basis)
    assert nominal.decode_tps is not None
    assert measured.decode_tps is not None
    assert measured.decode_tps.high / measured.decode_tps.low < nominal.decode_tps.high / nominal.decode_tps.low


def speed_of(machine: Machine, model: str = "7B", quantisation: str = "Q4_K_M") -> Speed:
    architecture = find_model(model).architecture
    assert architecture is not None
    weights = weights_of(architecture, quantisation)
    placement = place(architecture, weights, machine, RunSettings(), "embedded")
    return estimate_speed(architecture, weights, placement, machine)


# Measured 2026-11-26 on two virtual cores of an EPYC 9004 in two hours: 34.3 and 31.7 GB/s of weights in both.
@pytest.mark.parametrize("measured_gbs", [47.0, 72.0])
@pytest.mark.parametrize(("experts", "reached"), [(False, 34.3), (True, 31.7)])
def test_cores_that_read_faster_unpack_faster(measured_gbs: float, reached: float, *, experts: bool):
    machine = Machine("fast hour", Cpu(cores=2), Memory(bandwidth_gbs=measured_gbs, bandwidth_measured=True))
    assert cpu_bandwidth_gbs(machine, "Q4_K", experts=experts) == pytest.approx(reached, rel=0.1)
