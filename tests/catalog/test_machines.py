"""Machine files: what they say, what the catalogue adds, and what is refused."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from deepseek_gui.catalog.machines import complete, example_names, load_machine, machine_document
from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.machine import Cpu, Gpu, GpuLink, Machine, Memory, Storage
from deepseek_gui.domain.units import GIB


def written(folder: Path, text: str) -> Path:
    path = folder / "machine.toml"
    path.write_text(text, encoding="utf-8")
    return path


def refused(folder: Path, text: str) -> str:
    with pytest.raises(ActionableError) as caught:
        load_machine(written(folder, text))
    assert caught.value.hint is not None
    return str(caught.value.message)


@pytest.mark.parametrize("name", example_names())
def test_examples_are_full_of_facts(name: str):
    machine = complete(load_machine(name))
    assert machine.simulated
    assert machine.name
    assert None not in (machine.cpu.threads, machine.memory.total_bytes, machine.memory.bandwidth_gbs)
    assert None not in (machine.storage.total_bytes, machine.storage.read_mbs, machine.network.gbps)
    assert machine.notices == ()
    for gpu in machine.gpus:
        assert None not in (gpu.spec_id, gpu.vram_bytes, gpu.bandwidth_gbs, gpu.vendor)


@pytest.mark.parametrize("name", example_names())
def test_completing_twice_changes_nothing(name: str):
    machine = complete(load_machine(name))
    assert complete(machine) == machine


def test_count_makes_that_many_gpus():
    assert len(load_machine("enterprise").gpus) == 8


def test_only_the_name_is_needed(tmp_path: Path):
    machine = complete(load_machine(written(tmp_path, 'name = "bare"')))
    assert machine.cpu.threads is None
    assert machine.memory.total_bytes is None
    assert machine.gpus == ()


def test_what_the_file_says_wins_over_the_catalogue(tmp_path: Path):
    text = 'name = "x"\n[[gpus]]\nname = "RTX 3060 12GB"\nbandwidth_gbs = 300\n'
    machine = complete(load_machine(written(tmp_path, text)))
    assert machine.gpus[0].bandwidth_gbs == 300
    assert machine.gpus[0].vram_bytes == 12 * GIB
    assert machine.sources["gpus.0.bandwidth_gbs"] == "machine file"
    assert machine.sources["gpus.0.vram_bytes"] == "catalogue"


def test_a_laptop_gpu_that_is_not_catalogued_stays_unknown(tmp_path: Path):
    text = 'name = "x"\n[[gpus]]\nname = "NVIDIA GeForce RTX 3080 Ti Laptop GPU"\n'
    gpu = complete(load_machine(written(tmp_path, text))).gpus[0]
    assert (gpu.spec_id, gpu.vram_bytes, gpu.bandwidth_gbs, gpu.vendor) == (None, None, None, "nvidia")


def test_a_name_of_several_cards_is_pointed_out(tmp_path: Path):
    machine = complete(load_machine(written(tmp_path, 'name = "x"\n[[gpus]]\nname = "RTX 4060 Ti"\n')))
    assert machine.gpus[0].vram_bytes is None
    assert "16GB" in str(machine.notices[0])


def test_ecc_in_the_type(tmp_path: Path):
    memory = complete(load_machine(written(tmp_path, 'name = "x"\n[memory]\ntype = "DDR4 ECC"\n'))).memory
    assert memory.ecc is True


def test_memory_bandwidth_from_channels_and_speed():
    # 8 channels x 3200 MT/s x 8 bytes = 204.8 GB/s, AMD's figure for an EPYC 7003.
    assert complete(load_machine("professional")).memory.bandwidth_gbs == 204.8


def test_a_mac_gpu_takes_its_share_of_the_host_memory():
    machine = complete(load_machine("mac"))
    assert machine.gpus[0].unified_memory
    assert machine.gpus[0].vram_bytes == 48 * GIB


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ('name = "x"\n[cpu]\ncores = "eight"', "cpu.cores"),
        ('name = "x"\n[cpu]\ncores = 0', "cpu.cores"),
        ('name = "x"\n[cpu]\ncores = -4', "cpu.cores"),
        ('name = "x"\n[cpu]\ncores = 8.5', "cpu.cores"),
        ('name = "x"\n[cpu]\ncores = true', "cpu.cores"),
        ('name = "x"\n[cpu]\ncores = 16\nthreads = 8', "cpu.threads"),
        ('name = "x"\n[[gpus]]\nname = "T4"\n[[gpu_links]]\ngpus = [0, 1]\nkind = "PCIe"', "gpu_links"),
        ('name = "x"\n[cpu]\nbase_ghz = nan', "cpu.base_ghz"),
        ('name = "x"\n[cpu]\nbase_ghz = inf', "cpu.base_ghz"),
        ('name = "x"\n[memory]\ntotal_gib = 1e30', "memory.total_gib"),
        ('name = "x"\n[memory]\ntotal_gb = 32', "total_gb"),
        ('name = "x"\n[[gpus]]\nvram_gib = 12', "name"),
        ('name = "x"\n[[gpus]]\nname = ""', "gpus[0].name"),
        ('name = "x"\n[[gpus]]\nname = "a"\ncount = 0', "gpus[0].count"),
        ('name = "x"\n[[gpus]]\nname = "a"\ncount = 1000000000', "gpus[0].count"),
        ('name = "x"\n' + '[[gpus]]\nname = "a"\ncount = 1024\n' * 2, "gpus.count"),
        ('name = "x"\n[gpus]\nname = "a"', "gpus"),
        ('name = "x"\n[storage]\ntotal_gib = 100\nfree_gib = 200', "storage.free_gib"),
        ('name = "x"\n[network]\ngbps = -1', "network.gbps"),
        ("[cpu]\ncores = 8", "name"),
        ('name = "x"\ncpu = 8', "cpu"),
        ('name = "x', "not TOML"),
        ("\x00", "not TOML"),
    ],
)
def test_a_wrong_field_is_named(tmp_path: Path, text: str, named: str):
    assert named in refused(tmp_path, text)


def test_unknown_name_lists_the_examples():
    with pytest.raises(ActionableError) as caught:
        load_machine("no-such-machine")
    assert "laptop" in str(caught.value.hint)


def test_files_that_cannot_be_read(tmp_path: Path):
    binary = tmp_path / "binary.toml"
    binary.write_bytes(b"\xff\xfe\x00")
    large = tmp_path / "large.toml"
    large.write_bytes(b"#" * 1_000_001)
    for path in (tmp_path, binary, large):
        with pytest.raises(ActionableError) as caught:
            load_machine(path)
        assert str(path) in str(caught.value.message)


def test_deep_nesting_is_an_error_not_a_crash(tmp_path: Path):
    assert "TOML" in refused(tmp_path, "x = " + "[" * 5000)


def test_a_number_of_thousands_of_digits_names_the_file(tmp_path: Path):
    assert "machine.toml" in refused(tmp_path, "x = " + "1" * 5000)


def test_document_has_the_keys_of_the_file_and_groups_equal_gpus():
    document = machine_document(complete(load_machine("enterprise")))
    assert json.loads(json.dumps(document)) == document
    assert [(gpu["name"], gpu["count"], gpu["vram_gib"]) for gpu in document["gpus"]] == [
        ("NVIDIA H100 80GB HBM3", 8, 80)
    ]
    assert document["memory"]["total_gib"] == 512
    assert document["sources"]["memory.total_gib"] == "machine file"
    assert document["sources"]["gpus.0.vram_gib"] == "catalogue"
    assert not any(key.startswith("gpus.1") for key in document["sources"])


def full_machine() -> Machine:
    """Return a machine of which everything is known that a file can say."""
    gpu = Gpu(
        name="NVIDIA H200",
        vram_bytes=140 * GIB,
        free_bytes=139 * GIB,
        architecture="Hopper",
        compute_capability="9.0",
        multiprocessors=132,
        integrated=False,
        driver_version="580.159.04",
        runtime="CUDA 13.0",
        power_limit_w=650.0,
        power_limit_max_w=700.0,
        pcie_generation=1,
        pcie_width=16,
        pcie_generation_max=5,
        pcie_width_max=16,
        nvlinks=18,
        mig="off",
    )
    return Machine(
        name="full",
        cpu=Cpu("x", 8, 16, 3.0, sockets=1, boost_ghz=5.0, isa=("AVX2", "AMX"), numa_nodes=2),
        memory=Memory(total_bytes=64 * GIB),
        gpus=(replace(gpu, uuid="a"), replace(gpu, uuid="b"), Gpu("other")),
        storage=Storage(total_bytes=GIB, model="990 PRO", bus="NVMe", read_mbs=7000.0),
        os="Debian",
        container="none",
        wsl="none",
        vulkan_version="1.3.275",
        gpu_links=(GpuLink((0, 1), "NVSwitch", 18), GpuLink((0, 2), "PCIe", path="host bridge")),
        sources={"gpu_links": "nvml", "os": "os", "gpus.2.name": "sysfs", "gpus.0.nvlinks": "nvml"},
        simulated=True,
    )


def test_a_probes_document_comes_back_as_the_same_machine(tmp_path: Path):
    machine = full_machine()
    document = machine_document(machine)
    assert [(gpu["name"], gpu["count"]) for gpu in document["gpus"]] == [("NVIDIA H200", 2), ("other", 1)]
    assert document["sources"] == {"gpu_links": "nvml", "os": "os", "gpus.1.name": "sysfs", "gpus.0.nvlinks": "nvml"}
    path = tmp_path / "machine.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    again = load_machine(path)
    assert replace(again, sources={}) == replace(
        machine, sources={}, gpus=tuple(replace(gpu, uuid=None) for gpu in machine.gpus)
    )
    assert set(again.sources.values()) == {"machine file"}


def test_a_newer_probes_document_is_read_without_its_news(tmp_path: Path):
    document = machine_document(full_machine())
    document["news"] = 1
    for table in (document["cpu"], document["gpus"][0], document["gpu_links"][0]):
        table["news"] = "x"
    path = tmp_path / "machine.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    assert len(load_machine(path).gpus) == 3


@pytest.mark.parametrize("text", ["{", '{"name": "x"', '{"name": "x", "cpu": 3}', "{" * 5000])
def test_a_damaged_document_is_an_error(tmp_path: Path, text: str):
    assert "machine.toml" in refused(tmp_path, text)


# Names as NVIDIA's driver reports them: none of these is the desktop card of the same number.
@pytest.mark.parametrize(
    ("name", "spec_id"),
    [
        ("NVIDIA GeForce RTX 4090 Laptop GPU", "rtx4090-laptop"),
        ("NVIDIA GeForce RTX 3060 Laptop GPU", "rtx3060-laptop"),
        ("NVIDIA GeForce RTX 3080 Ti Laptop GPU", None),
        ("NVIDIA GeForce RTX 2080 with Max-Q Design", None),
        ("NVIDIA GeForce RTX 2080 Super with Max-Q Design", None),
        ("NVIDIA GeForce GTX 1650 Mobile / Max-Q", None),
        ("AMD Radeon RX 7600M XT", None),
        ("AMD Radeon RX 7900M", None),
        ("Intel Arc A770M", None),
        ("NVIDIA A100-SXM4-40GB MIG 3g.20gb", None),
    ],
)
def test_a_laptops_gpu_is_not_its_desktop_namesake(name: str, spec_id: str | None):
    vram = 20 * GIB if "MIG" in name else None
    gpu = complete(Machine("m", gpus=(Gpu(name, vram_bytes=vram),))).gpus[0]
    assert gpu.spec_id == spec_id


def test_a_card_with_more_free_than_the_catalogues_has_is_another_card():
    gpu = complete(Machine("m", gpus=(Gpu("RTX 4090", free_bytes=40 * GIB),))).gpus[0]
    assert (gpu.free_bytes, gpu.vram_bytes) == (40 * GIB, None)


def test_a_laptops_own_limit_stays_beside_the_rated_power():
    """The catalogue's 150 W is what the maker of the laptop may allow; this one allows 80."""
    name = "NVIDIA GeForce RTX 4090 Laptop GPU"
    gpu = complete(Machine("m", gpus=(Gpu(name, power_limit_w=80.0),), sources={})).gpus[0]
    assert (gpu.power_limit_w, gpu.tdp_w) == (80.0, 150)
    assert gpu.bandwidth_gbs == 576  # 256 bits of GDDR6 at 18 GT/s; the desktop's is 1008


def test_document_shows_unknown_as_null():
    document = machine_document(load_machine("office"))
    assert document["memory"]["ecc"] is None
    assert "memory.ecc" not in document["sources"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no FIFO in the file system")
def test_a_fifo_does_not_keep_it_waiting(tmp_path: Path):
    os.mkfifo(tmp_path / "fifo")
    with pytest.raises(ActionableError, match="cannot be read") as caught:
        load_machine(tmp_path / "fifo")
    assert "it is no file" in caught.value.details


def test_a_number_of_thousands_of_digits_is_refused(tmp_path: Path):
    path = tmp_path / "big.toml"
    path.write_text(f'name = "x"\n[cpu]\ncores = {"9" * 5000}\n', encoding="utf-8")
    with pytest.raises(ActionableError, match=r"big\.toml"):
        load_machine(str(path))
