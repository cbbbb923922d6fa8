"""GPU names as drivers, the vendor and people write them."""

from __future__ import annotations

import pytest

from deepseek_gui.catalog.gpus import find_gpu, gpu_specs, same_name
from deepseek_gui.domain.units import GIB


@pytest.mark.parametrize(
    ("name", "spec_id"),
    [
        ("NVIDIA A100-SXM4-40GB", "a100-40gb"),
        ("NVIDIA A100 80GB PCIe", "a100-80gb-pcie"),
        ("NVIDIA A100-SXM4-80GB", "a100-80gb-sxm"),
        ("RTX 3060 12GB", "rtx3060"),
        ("RTX 3060 12 GB", "rtx3060"),
        ("rtx3060", "rtx3060"),
        ("NVIDIA GeForce RTX 3060 Ti", "rtx3060ti"),
        ("NVIDIA GeForce RTX 2080 Ti", "rtx2080ti"),
        ("RTX2080Ti", "rtx2080ti"),
        ("NVIDIA GeForce RTX 2080 SUPER", "rtx2080s"),
        ("GeForce RTX 2080", "rtx2080"),
        ("NVIDIA GeForce RTX 4070 Ti SUPER", "rtx4070tis"),
        ("NVIDIA GeForce RTX 4060", "rtx4060"),
        ("NVIDIA GeForce RTX 4060 Laptop GPU", "rtx4060-laptop"),
        ("NVIDIA GeForce RTX 4090 D", "rtx4090d"),
        ("NVIDIA H100 80GB HBM3", "h100-sxm"),
        ("NVIDIA H100 PCIe", "h100-pcie"),
        ("NVIDIA H100 NVL", "h100-nvl"),
        ("NVIDIA H200", "h200-sxm"),
        ("NVIDIA RTX 6000 Ada Generation", "rtx6000-ada"),
        ("NVIDIA RTX A6000", "rtx-a6000"),
        ("NVIDIA RTX PRO 6000 Blackwell Max-Q Workstation Edition", "rtxpro6000-maxq"),
        ("NVIDIA RTX PRO 6000 Blackwell Workstation Edition", "rtxpro6000-bw"),
        ("Tesla V100-SXM2-32GB", "v100-32gb"),
        ("NVIDIA GB10", "gb10"),
        ("NVIDIA L40S", "l40s"),
        ("AMD Radeon RX 7900 XTX", "rx7900xtx"),
        ("AMD Radeon RX 7900 XT", "rx7900xt"),
        ("AMD Radeon Graphics (Radeon 8060S)", "strix-halo"),
        ("Intel(R) Arc(TM) B580 Graphics", "arc-b580"),
        ("Apple M4 Max", "m4-max"),
        ("Apple M4", "m4"),
    ],
)
def test_name_finds_its_card(name: str, spec_id: str):
    spec = find_gpu(name)
    assert spec is not None
    assert spec.id == spec_id


@pytest.mark.parametrize(
    "name",
    [
        "",
        "NVIDIA",
        "NVIDIA GeForce RTX 3080 Ti Laptop GPU",
        "NVIDIA GeForce GTX 1080 with Max-Q Design",
        "Quadro RTX 6000",
        "NVIDIA RTX 4000 SFF Ada Generation",
        "Navi 31 [Radeon RX 7900 XT/7900 XTX/7900 GRE/7900M]",
        "RTX 3060 24GB",
        "potato 9000",
        "x" * 10_000,
    ],
)
def test_a_card_that_is_not_catalogued_is_unknown(name: str):
    assert find_gpu(name) is None


def test_memory_tells_cards_of_one_name_apart():
    small = find_gpu("NVIDIA GeForce RTX 4060 Ti", 8 * GIB)
    large = find_gpu("NVIDIA GeForce RTX 4060 Ti", 16_380 * 1024**2)
    assert small is not None
    assert large is not None
    assert (small.id, large.id) == ("rtx4060ti-8gb", "rtx4060ti-16gb")


def test_a_shared_name_keeps_only_what_is_certain():
    spec = find_gpu("RTX 4060 Ti")
    assert spec is not None
    assert spec.vram_gib is None
    assert spec.bandwidth_gbs == 288
    assert {card.id for card in same_name("RTX 4060 Ti")} == {"rtx4060ti-8gb", "rtx4060ti-16gb"}


def test_the_link_tells_an_sxm_card_from_a_pcie_one():
    board = find_gpu("H100 80GB", None, "NVSwitch")
    bare = find_gpu("H100 80GB")
    assert board is not None
    assert board.bandwidth_gbs == 3350
    assert bare is not None
    assert bare.bandwidth_gbs is None


def test_a_size_that_contradicts_the_card_is_another_card():
    assert find_gpu("GeForce RTX 3090", 8 * GIB) is None


def test_catalogue_is_sane():
    specs = gpu_specs()
    assert len({spec.id for spec in specs}) == len(specs) >= 135
    for spec in specs:
        assert spec.sources, spec.id
        assert 50 <= (spec.bandwidth_gbs or 0) <= 10_000, spec.id
        assert spec.unified_memory == (spec.vram_gib is None), spec.id
        assert not any("file id" in source for source in spec.sources)


def test_every_own_name_finds_its_card():
    for spec in gpu_specs():
        found = find_gpu(spec.names[0], spec.vram_bytes)
        assert found is not None, spec.name
        assert found.id == spec.id, spec.name


# Wikipedia, List of Nvidia graphics processing units, as of 2025-06-16.
@pytest.mark.parametrize(
    ("spec_id", "day", "usd"),
    [("rtx3060", "2021-02-25", 329), ("rtx4090", "2022-10-12", 1599), ("rtx-a6000", "2020-10-05", 4649)],
)
def test_launches(spec_id: str, day: str, usd: float):
    spec = next(spec for spec in gpu_specs() if spec.id == spec_id)
    assert (spec.launch_date, spec.launch_price_usd) == (day, usd)


def test_a_launch_day_stands_only_beside_a_price():
    dated = [spec for spec in gpu_specs() if spec.launch_date]
    assert len(dated) == 42
    assert all(spec.launch_price_usd and spec.vendor == "nvidia" for spec in dated)
