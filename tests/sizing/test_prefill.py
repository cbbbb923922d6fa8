"""Prompts where weights stay in host memory, against llama-server on an H100 and llama-bench on an H200."""

from __future__ import annotations

from dataclasses import replace

import pytest

from deepseek_gui.catalog.machines import complete
from deepseek_gui.core.estimating import estimate
from deepseek_gui.domain.machine import Cpu, Gpu, Machine, Memory
from deepseek_gui.domain.plan import Plan, Range, RunSettings
from deepseek_gui.domain.units import GIB

HOST = Memory(total_bytes=126 * GIB, bandwidth_gbs=100.0)


def prompt(gpu: Gpu, model: str, mix: str, settings: RunSettings) -> Range:
    machine = complete(Machine("m", Cpu(cores=16, threads=16), HOST, (gpu,), simulated=True))
    found = estimate(Plan(model, mix, "llama-server", settings), machine).speed.prefill_tps
    assert found is not None
    return found


# Seen: 5,300 tokens of prompt, micro-batches of 512; b11434 on the H100, 0c1e57098 (512 tokens) on the H200.
@pytest.mark.parametrize(
    ("gpu", "model", "mix", "settings", "seen"),
    [
        ("NVIDIA H100 80GB HBM3", "r1-distill-qwen-7b", "Q8_0", RunSettings(8192, gpu_layers=14), 1065.6),
        ("NVIDIA H100 80GB HBM3", "deepseek-v2-lite", "Q4_K_M", RunSettings(8192, cpu_experts=13), 2038.7),
        ("NVIDIA H200", "deepseek-v2-lite", "Q4_K_M", RunSettings(8192, cpu_experts=27), 1350.0),
    ],
)
def test_a_gpu_computes_a_prompt_with_the_hosts_weights(
    gpu: str, model: str, mix: str, settings: RunSettings, seen: float
):
    found = prompt(Gpu(gpu), model, mix, settings)
    assert found.low < seen < found.high
    assert found.expected == pytest.approx(seen, rel=0.25)


def test_larger_micro_batches_carry_the_weights_less_often():
    small, large = RunSettings(8192, gpu_layers=14, ubatch=128), RunSettings(8192, gpu_layers=14, ubatch=512)
    card = Gpu("NVIDIA H100 80GB HBM3")
    assert prompt(card, "r1-distill-qwen-7b", "Q8_0", small).expected * 2 < (
        prompt(card, "r1-distill-qwen-7b", "Q8_0", large).expected
    )


def test_a_gpu_inside_the_processor_carries_nothing():
    settings = RunSettings(8192, gpu_layers=14)
    own = Gpu("Made up", vendor="amd", vram_bytes=16 * GIB, bandwidth_gbs=120.0, fp16_tflops=20.0, pcie_gbs=63.0)
    shared = replace(own, unified_memory=True)
    assert prompt(own, "r1-distill-qwen-7b", "Q8_0", settings).expected > (
        3 * prompt(shared, "r1-distill-qwen-7b", "Q8_0", settings).expected
    )
