"""Prompts with weights in host memory, and several users, against what an H100 did."""

from __future__ import annotations

from dataclasses import replace

import pytest

from deepseek_gui.catalog.machines import complete
from deepseek_gui.core.estimating import estimate
from deepseek_gui.domain.machine import Cpu, Gpu, Machine, Memory
from deepseek_gui.domain.plan import LoadMode, Plan, Range, RunSettings
from deepseek_gui.domain.units import GIB

H100 = Gpu("NVIDIA H100 80GB HBM3")
HOST = Memory(total_bytes=126 * GIB, bandwidth_gbs=100.0)


def machine_with(gpu: Gpu) -> Machine:
    return complete(Machine("m", Cpu(cores=16, threads=16), HOST, (gpu,), simulated=True))


def prompt(gpu: Gpu, model: str, mix: str, settings: RunSettings) -> Range:
    found = estimate(Plan(model, mix, "llama-server", settings), machine_with(gpu)).speed.prefill_tps
    assert found is not None
    return found


# llama-bench b11434 on an H100, -ngl 14, pp512, with -lm none and mmap.
@pytest.mark.parametrize(("mode", "seen"), [(LoadMode.AUTO, 4043.1), (LoadMode.READ, 4043.1), (LoadMode.MMAP, 972.5)])
def test_a_gpu_computes_a_prompt_with_the_hosts_weights(mode: LoadMode, seen: float):
    found = prompt(H100, "r1-distill-qwen-7b", "Q8_0", RunSettings(8192, gpu_layers=14, load_mode=mode))
    assert found.low < seen < found.high
    assert found.expected == pytest.approx(seen, rel=0.1)


# The same with experts in RAM: routers of random weights choose few, so that more had to be carried than was.
@pytest.mark.parametrize(("cpu_experts", "seen"), [(13, 6394.6), (27, 4213.1)])
def test_all_experts_are_carried(cpu_experts: int, seen: float):
    found = prompt(H100, "deepseek-v2-lite", "Q4_K_M", RunSettings(8192, cpu_experts=cpu_experts))
    assert seen / 3 < found.expected < seen


# Throughput seen by 1 to 32 users of llama-server b11434 on an H100, 7B Q4_K_M, answers of 128 tokens.
@pytest.mark.parametrize(("users", "seen"), [(2, 358.1), (4, 518.0), (8, 536.9), (16, 837.7), (32, 919.8)])
def test_the_processor_chooses_the_tokens_of_several_users(users: int, seen: float):
    settings = RunSettings(context=1024 * users, parallel=users)
    found = estimate(Plan("r1-distill-qwen-7b", "Q4_K_M", "llama-server", settings), machine_with(H100)).speed
    assert found.throughput_tps is not None
    assert found.throughput_tps.expected == pytest.approx(seen, rel=0.2)


def test_larger_micro_batches_carry_the_weights_less_often():
    small, large = RunSettings(8192, gpu_layers=14, ubatch=128), RunSettings(8192, gpu_layers=14, ubatch=512)
    assert prompt(H100, "r1-distill-qwen-7b", "Q8_0", small).expected * 2 < (
        prompt(H100, "r1-distill-qwen-7b", "Q8_0", large).expected
    )


def test_a_gpu_inside_the_processor_carries_nothing():
    settings = RunSettings(8192, gpu_layers=14)
    own = Gpu("Made up", vendor="amd", vram_bytes=16 * GIB, bandwidth_gbs=120.0, fp16_tflops=20.0, pcie_gbs=63.0)
    shared = replace(own, unified_memory=True)
    assert prompt(own, "r1-distill-qwen-7b", "Q8_0", settings).expected > (
        3 * prompt(shared, "r1-distill-qwen-7b", "Q8_0", settings).expected
    )
