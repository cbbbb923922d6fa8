from __future__ import annotations

import threading
from pathlib import Path

import psutil
import pytest

from deepseek_gui.domain.machine import Gpu, GpuLink
from deepseek_gui.domain.text import Text
from deepseek_gui.hardware import probe as module
from deepseek_gui.hardware.gpus import GpuFacts
from deepseek_gui.hardware.probe import probe
from deepseek_gui.hardware.system import system_name

GIB = 1024**3


def test_this_machine_is_described_with_sources(tmp_path: Path):
    machine = probe(tmp_path, {})
    assert machine.cpu.threads == psutil.cpu_count()
    assert machine.memory.total_bytes == psutil.virtual_memory().total
    assert machine.storage.free_bytes is not None
    assert machine.sources["cpu.threads"] == "os"
    assert machine.sources["memory.total_bytes"] == "os"
    assert not machine.simulated
    for fact in machine.sources:
        part, _, name = fact.rpartition(".")
        assert getattr(getattr(machine, part) if part else machine, name) is not None


def test_cards_of_all_makers_in_one_list_with_their_sources():
    probes = {
        "nvidia": lambda: GpuFacts((Gpu(name="A", vram_bytes=GIB), Gpu(name="B")), "nvml", (Text("driver 1"),)),
        "amd": lambda: GpuFacts((Gpu(name="C", tdp_w=300.0),), "sysfs"),
    }
    machine = probe(probes=probes)
    assert [gpu.name for gpu in machine.gpus] == ["A", "B", "C"]
    assert machine.sources["gpus.0.vram_bytes"] == "nvml"
    assert machine.sources["gpus.2.tdp_w"] == "sysfs"
    assert "gpus.1.vram_bytes" not in machine.sources
    assert [str(notice) for notice in machine.notices] == ["driver 1"]


def test_links_and_other_sources_follow_their_cards():
    probes = {
        "amd": lambda: GpuFacts((Gpu(name="A", bandwidth_gbs=1.0, tdp_w=2.0),), "sysfs", (), {(0, "tdp_w"): "amdsmi"}),
        "nvidia": lambda: GpuFacts((Gpu(name="B"), Gpu(name="C")), "nvml", links=(GpuLink((0, 1), "NVLink", 4),)),
    }
    machine = probe(probes=probes)
    assert machine.gpu_links == (GpuLink((1, 2), "NVLink", 4),)
    assert machine.sources["gpu_links"] == "nvml"
    assert (machine.sources["gpus.0.tdp_w"], machine.sources["gpus.0.bandwidth_gbs"]) == ("amdsmi", "sysfs")


def test_a_driver_that_hangs_is_left_behind_with_a_notice():
    release = threading.Event()

    def hang() -> GpuFacts:
        release.wait()
        return GpuFacts()

    machine = probe(probes={"nvidia": hang, "amd": lambda: GpuFacts((Gpu(name="C"),), "sysfs")}, patience_s=0.05)
    release.set()
    assert "does not answer" in str(machine.notices[0])
    assert machine.cpu.threads is not None


@pytest.mark.expects_log
def test_a_source_that_raises_leaves_its_part_unknown(monkeypatch: pytest.MonkeyPatch):
    def fail() -> object:
        raise PermissionError("no")

    monkeypatch.setattr(module, "probe_cpu", fail)
    machine = probe(probes={"nvidia": lambda: 1 / 0})  # type: ignore[dict-item,return-value]
    assert machine.cpu.name is None
    assert machine.memory.total_bytes is not None
    assert "does not answer" in str(machine.notices[0])


def test_the_system_has_a_name():
    assert system_name()
