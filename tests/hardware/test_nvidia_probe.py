from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from deepseek_gui.domain.machine import Gpu, GpuLink
from deepseek_gui.hardware.nvidia_probe import probe_nvidia

GIB = 1024**3
Make = Callable[..., Any]
LayTree = Callable[[dict[str, str]], Path]


def test_the_facts_of_a_card(make_nvml: Make, make_card: Make):
    nvml = make_nvml(make_card())
    facts = probe_nvidia(lambda: nvml)
    assert facts.gpus == (
        Gpu(
            name="NVIDIA H100 80GB HBM3",
            vendor="nvidia",
            architecture="Hopper",
            compute_capability="9.0",
            vram_bytes=80 * GIB,
            free_bytes=70 * GIB,
            cuda_cores=16896,
            multiprocessors=132,
            interconnect="NVSwitch",
            pcie_gbs=63.0,
            tdp_w=700.0,
            uuid="GPU-0",
            integrated=False,
            driver_version="580.159.04",
            runtime="CUDA 13.0",
            power_limit_w=650.0,
            pcie_generation=5,
            pcie_width=16,
            pcie_generation_max=5,
            nvlinks=18,
        ),
    )
    assert [str(notice) for notice in facts.notices] == ["NVIDIA driver 580.159.04, CUDA up to 13.0."]
    assert nvml.opened == 0


def test_what_a_card_does_not_tell_is_unknown(make_nvml: Make, make_card: Make, nvml_error: Make):
    no = nvml_error(3)
    parts = ("capability", "architecture", "cores", "limit_milliwatts", "pcie", "nvlink", "used")
    card = make_card(**dict.fromkeys((*parts, "enforced_milliwatts", "link"), no))
    facts = probe_nvidia(lambda: make_nvml(card))
    assert facts.gpus == (
        Gpu(
            name="NVIDIA H100 80GB HBM3",
            vendor="nvidia",
            uuid="GPU-0",
            integrated=False,
            driver_version="580.159.04",
            runtime="CUDA 13.0",
        ),
    )


def test_two_cards_behind_switches(recorded_nvml: Make):
    facts = probe_nvidia(lambda: recorded_nvml("two-h200"))
    assert facts.links == (GpuLink((0, 1), "NVSwitch", 18),)  # nvidia-smi topo -m: NV18
    gpu = facts.gpus[0]
    assert (gpu.nvlinks, gpu.interconnect, gpu.mig) == (18, "NVSwitch", "off")
    assert (gpu.tdp_w, gpu.power_limit_w, gpu.power_limit_max_w) == (700.0, 700.0, 700.0)
    link = (gpu.pcie_generation, gpu.pcie_width, gpu.pcie_generation_max, gpu.pcie_width_max)
    assert (link, gpu.pcie_gbs) == ((5, 16, 5, 16), 63.0)
    assert (gpu.driver_version, gpu.runtime, gpu.multiprocessors) == ("580.159.04", "CUDA 13.0", 132)


def test_pairs_with_a_bridge_and_pairs_without(recorded_nvml: Make):
    facts = probe_nvidia(lambda: recorded_nvml("two-bridges"))
    bridged = {link.gpus: link.nvlinks for link in facts.links if link.kind == "NVLink"}
    assert bridged == {(0, 1): 4, (2, 3): 4}
    others = {(link.kind, link.path) for link in facts.links if link.gpus not in bridged}
    assert others == {("PCIe", "between processors")}
    assert len(facts.links) == 6


def test_a_bridge_that_is_down_is_no_link(recorded_nvml: Make):
    nvml = recorded_nvml("two-bridges")
    for card in nvml._devices:
        card.update({f"nvmlDeviceGetNvLinkState[{link}]": 0 for link in range(4)})
    facts = probe_nvidia(lambda: nvml)
    assert {link.kind for link in facts.links} == {"PCIe"}
    assert [(gpu.nvlinks, gpu.interconnect) for gpu in facts.gpus] == [(0, "PCIe")] * 4


def test_a_laptops_card_tells_the_limit_that_its_maker_set(recorded_nvml: Make):
    (gpu,) = probe_nvidia(lambda: recorded_nvml("laptop")).gpus
    assert (gpu.power_limit_w, gpu.power_limit_max_w, gpu.tdp_w) == (80.0, None, None)
    assert (gpu.pcie_generation, gpu.pcie_generation_max, gpu.pcie_width, gpu.pcie_width_max) == (1, 4, 8, 16)


def test_mig_without_an_instance_leaves_nothing_to_use(recorded_nvml: Make):
    nvml = recorded_nvml("mig")
    nvml._devices[0]["mig"] = []
    facts = probe_nvidia(lambda: nvml)
    assert facts.gpus == ()
    assert any("no instance" in str(notice) for notice in facts.notices)


def test_a_module_shares_the_hosts_memory(make_nvml: Make, make_card: Make):
    (gpu,) = probe_nvidia(lambda: make_nvml(make_card(name="NVIDIA GB10", nvlink=None))).gpus
    assert gpu.integrated
    assert gpu.unified_memory


def test_two_unequal_cards_without_a_link_share_the_bus(make_nvml: Make, make_card: Make):
    cards = (
        make_card(name="NVIDIA GeForce RTX 3060", total=12 * GIB, used=0, nvlink=None),
        make_card(name="NVIDIA GeForce GTX 1060", total=6 * GIB, used=0, nvlink=None, uuid="GPU-1"),
    )
    facts = probe_nvidia(lambda: make_nvml(*cards))
    assert [(gpu.vram_bytes, gpu.interconnect) for gpu in facts.gpus] == [(12 * GIB, "PCIe"), (6 * GIB, "PCIe")]


def test_one_card_has_no_link_to_others(make_nvml: Make, make_card: Make):
    assert probe_nvidia(lambda: make_nvml(make_card(nvlink=None))).gpus[0].interconnect is None


def test_a_card_that_has_fallen_off_the_bus_is_told(make_nvml: Make, make_card: Make, nvml_error: Make):
    facts = probe_nvidia(lambda: make_nvml(make_card(handle=nvml_error(15)), make_card()))
    assert len(facts.gpus) == 1
    assert any("do not answer: 1" in str(notice) for notice in facts.notices)


def test_a_driver_without_a_card(make_nvml: Make):
    facts = probe_nvidia(make_nvml)
    assert facts.gpus == ()
    assert "finds no card" in str(facts.notices[0])


@pytest.mark.parametrize(
    ("code", "devices", "words"),
    [
        (12, {}, "No NVIDIA driver found"),
        (12, {"class": "0x030000", "vendor": "0x8086", "device": "0x4680"}, "No NVIDIA driver found"),
        (9, {"class": "0x030200", "vendor": "0x10de", "device": "0x2330"}, "its driver does not answer"),
        (12, {"class": "0x040300", "vendor": "0x10de", "device": "0x10fa"}, "No NVIDIA driver found"),  # its sound part
        (18, {"class": "0x030000", "vendor": "0x10de", "device": "0x2330"}, "restart the computer"),
    ],
)
def test_no_driver_is_told_in_a_sentence(  # noqa: PLR0917  pytest passes them by name
    make_nvml: Make, nvml_error: Make, tree: LayTree, code: int, devices: dict[str, str], words: str
):
    nvml = make_nvml()
    nvml.init_error = nvml_error(code)
    root = tree({f"sys/bus/pci/devices/0000:01:00.0/{name}": text for name, text in devices.items()})
    facts = probe_nvidia(lambda: nvml, root)
    assert facts.gpus == ()
    assert words in str(facts.notices[0])


def test_a_count_of_cores_that_cannot_be_is_unknown(make_nvml: Make, make_card: Make):
    (gpu,) = probe_nvidia(lambda: make_nvml(make_card(cores=2**32 - 1))).gpus
    assert gpu.cuda_cores is None
    assert gpu.multiprocessors is None
