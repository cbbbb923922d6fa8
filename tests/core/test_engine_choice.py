"""Which engine runs what, and what it sees of the machine."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from deepseek_gui.core.engine_choice import cpu_instead_of_gpu, for_engine, offers, pick, seen_by
from deepseek_gui.core.engine_facts import EngineBuild, EngineFacts, ModelKind
from deepseek_gui.domain.machine import Gpu, Machine
from deepseek_gui.domain.plan import DEMO, Plan

NVIDIA = Machine("gpu", gpus=(Gpu("RTX 3060", vendor="nvidia"),))
AMD = Machine("amd", gpus=(Gpu("RX 7900", vendor="amd"),))
MAC = Machine("mac", gpus=(Gpu("M4", vendor="apple"),))
PLAIN = Machine("plain")
KINDS = {
    "embedded": ModelKind.GGUF,
    "llama-server": ModelKind.GGUF,
    "ollama": ModelKind.TAG,
    "vllm": ModelKind.CHECKPOINT,
}


def engines(**backends: tuple[str, ...] | None) -> tuple[EngineFacts, ...]:
    """Return the four kinds; one that is not named, or named with None, is not installed."""
    builds = {name.replace("_", "-"): found for name, found in backends.items()}
    return tuple(
        EngineFacts(
            name, None if (found := builds.get(name)) is None else EngineBuild(name, "1", found), None, True, kind
        )
        for name, kind in KINDS.items()
    )


CPU_ONLY = engines(embedded=("CPU",))
GGUF = Plan("x.gguf", None, file=Path("/models/x.gguf"))


@pytest.mark.parametrize(
    ("found", "machine", "wanted", "taken"),
    [
        (CPU_ONLY, PLAIN, "", "embedded"),
        (CPU_ONLY, NVIDIA, "", "embedded"),
        (engines(embedded=("CPU",), llama_server=("CUDA", "CPU")), NVIDIA, "", "llama-server"),
        (engines(embedded=("CPU",), llama_server=("CUDA", "CPU")), PLAIN, "", "embedded"),
        (engines(embedded=("CPU",), llama_server=("CUDA", "CPU")), AMD, "", "embedded"),
        (engines(embedded=("CPU",), llama_server=("Vulkan", "CPU")), AMD, "", "llama-server"),
        (engines(embedded=("CPU",), llama_server=("CPU",)), NVIDIA, "", "embedded"),
        (engines(embedded=("CPU", "Metal"), llama_server=("Metal",)), MAC, "", "embedded"),
        (engines(embedded=("CPU",), ollama=()), NVIDIA, "", "embedded"),
        (engines(embedded=("CPU",), ollama=()), NVIDIA, "ollama", "ollama"),
        (engines(embedded=("CPU",), llama_server=("CUDA", "CPU")), NVIDIA, "embedded", "embedded"),
        (CPU_ONLY, NVIDIA, "llama-server", "embedded"),
        (engines(llama_server=("CPU",)), PLAIN, "", "llama-server"),
        ((), NVIDIA, "vllm", "embedded"),
    ],
)
def test_the_engine_suits_the_machine(
    found: tuple[EngineFacts, ...], machine: Machine, wanted: str, taken: str
) -> None:
    assert pick(offers(found, GGUF), machine, wanted) == taken


def test_what_an_engine_reads_decides(tmp_path: Path) -> None:
    folder = Plan("folder", None, file=tmp_path)
    hub = Plan("deepseek-ai/DeepSeek-V2-Lite", None)
    every = engines(embedded=("CPU",), llama_server=("CPU",), ollama=(), vllm=("CUDA",))
    for plan, able in (
        (GGUF, ["embedded", "llama-server", "ollama"]),
        (Plan(DEMO, None), ["embedded", "llama-server", "ollama"]),
        (Plan("r1-distill-qwen-7b", "Q4_0", synthetic=True), ["embedded", "llama-server", "ollama", "vllm"]),
        (Plan("deepseek-v3", "Q4_0", synthetic=True), ["embedded", "llama-server", "ollama"]),
        (folder, ["vllm"]),
        (hub, ["vllm"]),
    ):
        assert [offer.id for offer in offers(every, plan) if offer.refusal is None] == able
    refused = {offer.id: str(offer.refusal) for offer in offers(every, folder)}
    assert refused["embedded"] == "reads GGUF files, no folders of safetensors"
    assert str(offers(every, GGUF)[3].refusal) == "reads folders of safetensors, no GGUF files"
    assert pick(offers(every, folder), PLAIN, "embedded") == "vllm"


def test_a_build_that_is_too_old_for_a_family_is_passed_over() -> None:
    embedded, server, *others = engines(embedded=("CPU",), llama_server=("CUDA", "CPU"))
    old = (embedded, replace(server, unknown_families=("deepseek4",)), *others)
    assert pick(offers(old, GGUF, "deepseek2"), NVIDIA) == "llama-server"
    found = offers(old, GGUF, "deepseek4")
    assert str(found[1].refusal) == "too old for models of the family deepseek4"
    assert pick(found, NVIDIA, "llama-server") == "embedded"


def test_where_no_engine_can_the_one_to_install_is_shown(tmp_path: Path) -> None:
    found = offers(CPU_ONLY, Plan("folder", None, file=tmp_path))
    assert str(found[3].refusal) == "not installed"
    assert pick(found, PLAIN) in ("llama-server", "ollama", "vllm")


def test_a_build_sees_only_the_gpus_that_it_computes_on() -> None:
    both = Machine("both", gpus=(*NVIDIA.gpus, *AMD.gpus))
    build = EngineBuild("llama-server", "1", ("CUDA", "CPU"))
    assert seen_by(build, both).gpus == NVIDIA.gpus
    assert seen_by(EngineBuild("llama-server", "1", ("Vulkan", "CPU")), both).gpus == both.gpus
    assert seen_by(EngineBuild("embedded", "1", ("CPU",)), both).gpus == ()
    assert seen_by(EngineBuild("ollama", "1", ()), both) == both, "what it computes on is not known"
    assert seen_by(None, both) is both
    simulated = Machine("s", gpus=NVIDIA.gpus, simulated=True)
    assert seen_by(EngineBuild("embedded", "1", ("CPU",)), simulated) is simulated


def test_an_idle_gpu_is_said() -> None:
    cpu = EngineBuild("embedded", "1", ("CPU",))
    assert "RTX 3060" in str(cpu_instead_of_gpu(cpu, NVIDIA))
    assert cpu_instead_of_gpu(cpu, PLAIN) is None
    assert cpu_instead_of_gpu(EngineBuild("llama-server", "1", ("CUDA",)), NVIDIA) is None
    assert cpu_instead_of_gpu(EngineBuild("llama-server", "1", ("CUDA",)), AMD) is not None


def test_a_catalogued_plan_comes_in_the_form_that_an_engine_reads() -> None:
    every = engines(embedded=("CPU",), vllm=("CUDA",))
    plan = Plan("r1-distill-qwen-7b", "Q4_K_M", synthetic=True)
    for_vllm = for_engine(plan, "vllm", every)
    assert (for_vllm.engine, for_vllm.quantisation, for_vllm.synthetic) == ("vllm", None, True)
    assert for_engine(plan, "embedded", every) == plan
    assert for_engine(GGUF, "vllm", every).file == GGUF.file
