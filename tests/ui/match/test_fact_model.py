from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from deepseek_gui.core.machines import machine_named
from deepseek_gui.domain.machine import Cpu, Gpu, GpuLink, Machine, Storage
from deepseek_gui.domain.units import GIB
from deepseek_gui.hardware.probe import probe
from deepseek_gui.ui.match.fact_model import Column, FactModel
from deepseek_gui.ui.match.facts import Fact, machine_facts, machine_summary, source_name


def facts_of(machine: Machine) -> dict[str, Fact]:
    return {fact.key: fact for fact in machine_facts(machine)}


def test_facts_have_units_and_a_source(basic: Machine):
    facts = facts_of(basic)
    assert (facts["memory.total_bytes"].value, facts["memory.total_bytes"].source) == ("32.0 GiB", "machine file")
    assert (facts["gpus.0.bandwidth_gbs"].value, facts["gpus.0.bandwidth_gbs"].source) == ("360 GB/s", "catalogue")
    assert facts["memory.bandwidth_gbs"].source == "computed"
    assert facts["cpu.base_ghz"].value == "3.8 GHz"


def test_every_source_of_this_machine_has_words():
    found = probe()
    assert found.sources["cpu.cores"] == "os"
    assert {source for source in found.sources.values() if source_name(source) == source} <= {"computed", "catalogue"}


def test_what_is_not_known_says_so_and_has_no_source():
    facts = facts_of(Machine("nothing known"))
    assert facts["cpu.cores"].value == "not known"
    assert facts["cpu.cores"].source == "—"
    assert facts["gpus"].value.startswith("none found")
    assert "0" not in {fact.value for fact in facts.values()}


def test_equal_gpus_are_one_section_and_different_ones_two():
    big, small = Gpu("Big", vram_bytes=80 * GIB), Gpu("Small", vram_bytes=8 * GIB)
    machine = Machine("mixed", gpus=(replace(big, uuid="a"), replace(big, uuid="b"), small))
    facts = facts_of(machine)
    assert facts["gpus.0.name"].value == "2 × Big"
    assert facts["gpus.0.vram_bytes"].value == "80.0 GiB each, 160 GiB together"
    assert facts["gpus.2.vram_bytes"].value == "8.0 GiB"
    assert machine_summary(machine) == "2 × Big · Small"


def test_what_a_driver_tells_is_listed_with_its_source():
    gpu = Gpu("card", power_limit_w=80.0, pcie_generation=1, pcie_width=8, nvlinks=4, driver_version="580", mig="off")
    machine = Machine(
        "m",
        cpu=Cpu(sockets=2, boost_ghz=5.2, isa=("AVX2", "AMX"), numa_nodes=2),
        gpus=(gpu, replace(gpu, pcie_generation=4), gpu),
        storage=Storage(model="990 PRO", bus="NVMe"),
        os="Debian",
        container="none",
        wsl="WSL 2",
        gpu_links=(GpuLink((0, 1), "NVLink", 4), GpuLink((0, 2), "PCIe"), GpuLink((1, 2), "PCIe")),
        sources={"gpus.0.power_limit_w": "nvml", "cpu.isa": "proc", "storage.model": "cim", "wsl": "proc"},
    )
    facts = facts_of(machine)
    assert (facts["gpus.0.power_limit_w"].value, facts["gpus.0.power_limit_w"].source) == ("80 W", "NVIDIA driver")
    assert facts["gpus.0.name"].value == "3 × card"  # an idle card's slower link makes it no other card
    assert facts["gpus.0.pcie_generation"].value == "generation 1, 8 lanes"
    assert (facts["cpu.isa"].value, facts["cpu.isa"].source) == ("AVX2 · AMX", "kernel")
    assert (facts["cpu.boost_ghz"].value, facts["cpu.sockets"].value) == ("5.2 GHz", "2")
    assert (facts["storage.model"].value, facts["storage.model"].source) == ("990 PRO", "operating system")
    assert facts["gpu_links"].value == "NVLink × 4: 0–1; PCIe: 0–2, 1–2"
    assert (facts["wsl"].value, facts["container"].value) == ("WSL 2", "none")
    assert not {"gpus.0.mig", "gpus.0.runtime", "vulkan_version"} & set(facts)


def test_a_mac_shares_its_memory():
    assert facts_of(machine_named("mac"))["gpus.0.vram_bytes"].value.endswith("shared with the processor")


@pytest.mark.parametrize("name", ["basic", "professional", "enterprise", "laptop", "mac", "office"])
def test_the_model_obeys_the_rules_for_every_example(qapp: object, name: str):
    del qapp
    model = FactModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    model.set_machine(machine_named(name))
    assert model.rowCount() > 15
    titles = [model.headerData(column, Qt.Orientation.Horizontal) for column in Column]
    assert titles == ["Part", "Fact", "Value", "Where from"]


def test_a_section_is_named_once_to_the_eye_and_always_to_a_screen_reader(qapp: object):
    del qapp
    model = FactModel()
    model.set_machine(Machine("x", cpu=Cpu("one", 1, 2)))
    shown = [model.index(row, 0).data() for row in range(4)]
    spoken = [model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(4)]
    assert shown == ["Processor", "", "", ""]
    assert spoken == ["Processor"] * 4
