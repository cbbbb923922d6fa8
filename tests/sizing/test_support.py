"""Which GPUs, systems, models and formats PyTorch engines can use. Sources: see the module."""

from __future__ import annotations

from dataclasses import replace

import pytest

from deepseek_gui.catalog.models import find_model
from deepseek_gui.core.machines import machine_named
from deepseek_gui.domain.machine import Gpu, Machine
from deepseek_gui.domain.model import Architecture
from deepseek_gui.sizing.support import compute_capability, drives, knows, loadable, runs_on

P40 = Gpu("Tesla P40", vendor="nvidia", compute_capability="6.1")
T4 = Gpu("Tesla T4", vendor="nvidia", compute_capability="7.5")
A100 = Gpu("NVIDIA A100", vendor="nvidia", compute_capability="8.0")
H100 = Gpu("NVIDIA H100", vendor="nvidia", compute_capability="9.0")
B200 = Gpu("NVIDIA B200", vendor="nvidia", compute_capability="10.0")
RTX_5090 = Gpu("RTX 5090", vendor="nvidia", compute_capability="12.0")
UNKNOWN = Gpu("some card")
MI300X = Gpu("MI300X", vendor="amd", architecture="CDNA3")
RX_7900 = Gpu("RX 7900 XTX", vendor="amd", architecture="RDNA3")
RX_6800 = Gpu("RX 6800", vendor="amd", architecture="RDNA2")
APPLE = Gpu("Apple M4 Max", vendor="apple")


def shape(name: str) -> Architecture:
    found = find_model(name).architecture
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("gpu", "vllm", "sglang"),
    [
        (P40, False, False),
        (T4, True, True),
        (H100, True, True),
        (UNKNOWN, True, True),
        (MI300X, True, True),
        (RX_7900, True, False),
        (RX_6800, False, False),
        (APPLE, False, False),
    ],
    ids=lambda value: value.name if isinstance(value, Gpu) else "",
)
def test_which_cards_the_servers_drive(gpu: Gpu, vllm: bool, sglang: bool):
    assert (drives("vllm", gpu), drives("sglang", gpu)) == (vllm, sglang)
    assert drives("transformers", gpu)


@pytest.mark.parametrize(
    ("os", "served"), [("Ubuntu 24.04", True), (None, True), ("Windows 11", False), ("macOS 15", False)]
)
def test_servers_want_linux(os: str | None, served: bool):
    machine = Machine("m", os=os)
    assert runs_on("vllm", machine) == runs_on("sglang", machine) == served
    assert runs_on("transformers", machine)


@pytest.mark.parametrize(
    ("engine", "model", "gpu", "known"),
    [
        ("vllm", "deepseek-v3", A100, True),
        ("vllm", "deepseek-v3.2", A100, False),  # sparse MLA has kernels for Hopper and data centre Blackwell
        ("vllm", "deepseek-v3.2", H100, True),
        ("vllm", "deepseek-v3.2", RTX_5090, False),
        ("sglang", "deepseek-v4-flash", RTX_5090, True),
        ("sglang", "deepseek-v4-flash", A100, False),
        ("transformers", "r1-distill-qwen-7b", None, True),
        ("transformers", "deepseek-moe-16b", H100, False),  # its code would have to be run
        ("transformers", "deepseek-v4-flash", H100, False),
    ],
)
def test_which_models_an_engine_runs_where(engine: str, model: str, gpu: Gpu | None, known: bool):
    assert knows(engine, shape(model), gpu) == known


@pytest.mark.parametrize(
    ("engine", "model", "published", "gpu", "forms"),
    [
        ("vllm", "r1-distill-qwen-7b", ("FP8", "AWQ"), H100, ["BF16", "FP8", "AWQ"]),
        ("vllm", "r1-distill-qwen-7b", ("FP8", "AWQ"), T4, ["F16", "AWQ"]),  # no BF16 below 8.0
        ("vllm", "r1-distill-qwen-7b", ("FP8", "AWQ"), MI300X, ["BF16", "FP8"]),
        ("vllm", "deepseek-r1", ("FP4",), H100, ["FP8"]),  # NVFP4 is Blackwell's
        ("vllm", "deepseek-r1", ("FP4",), B200, ["FP8", "FP4"]),
        ("sglang", "deepseek-v4-flash", (), H100, ["FP4"]),  # the makers' own goes through Hopper's kernels
        ("transformers", "r1-distill-qwen-7b", (), None, ["BF16"]),
        ("transformers", "r1-distill-qwen-7b", (), P40, ["F16"]),
        ("transformers", "r1-distill-qwen-7b", (), APPLE, ["BF16"]),
        ("transformers", "deepseek-v3", (), H100, []),
    ],
)
def test_which_formats_are_loaded(
    engine: str, model: str, published: tuple[str, ...], gpu: Gpu | None, forms: list[str]
):
    assert list(loadable(engine, shape(model), published, gpu)) == forms


@pytest.mark.parametrize(("words", "number"), [("8.6", (8, 6)), ("12", (12, 0)), (None, None), ("gfx942", None)])
def test_compute_capabilities_are_read(words: str | None, number: tuple[int, int] | None):
    assert compute_capability(Gpu("card", compute_capability=words)) == number


def test_an_old_card_beside_a_new_one_is_left_out():
    from deepseek_gui.sizing.serving import gpu_group

    cards = (*(replace(P40, vram_bytes=24 << 30) for _ in range(4)), replace(T4, vram_bytes=16 << 30))
    assert [gpu.name for gpu in gpu_group(Machine("m", gpus=cards, simulated=True), "vllm", 32)] == ["Tesla T4"]
    assert machine_named("enterprise").gpus[0].compute_capability == "9.0"
