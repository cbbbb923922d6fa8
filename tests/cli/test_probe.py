from __future__ import annotations

import json
import tomllib
from pathlib import Path

import psutil
import pytest

from deepseek_gui.catalog.machines import load_machine, machine_document
from deepseek_gui.cli import probe
from deepseek_gui.cli.main import main
from deepseek_gui.domain.machine import Cpu, Gpu, GpuLink, Machine, Memory, Storage
from deepseek_gui.domain.text import Text
from deepseek_gui.hardware import bandwidth, disk_speed
from deepseek_gui.hardware.disk_speed import ReadSpeed
from deepseek_gui.settings import paths

GIB = 1024**3


def test_probe_prints_this_machine_in_the_keys_of_a_machine_file(capsys: pytest.CaptureFixture[str]):
    assert main(["probe", "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["cpu"]["threads"] == psutil.cpu_count()
    assert document["memory"]["total_gib"] == pytest.approx(psutil.virtual_memory().total / GIB, abs=0.001)
    assert document["sources"]["cpu.threads"] == "os"
    assert document["storage"]["free_gib"] > 0
    assert document["simulated"] is False
    assert set(document) >= {"name", "cpu", "memory", "gpus", "storage", "network", "os", "sources", "notices"}


def test_the_report_of_this_machine_is_readable(capsys: pytest.CaptureFixture[str]):
    assert main(["probe"]) == 0
    out = capsys.readouterr().out
    assert "CPU" in out
    assert "threads" in out


def test_the_report_names_every_gpu_its_sources_and_the_notices():
    machine = Machine(
        name="m",
        cpu=Cpu(name="Xeon", cores=40, threads=80, base_ghz=2.3),
        memory=Memory(total_bytes=256 * GIB, type="DDR4 ECC", channels=8, speed_mts=3200),
        gpus=(Gpu(name="NVIDIA A100-SXM4-40GB", vram_bytes=40 * GIB, bandwidth_gbs=1555.0, interconnect="NVLink"),) * 2,
        sources={"gpus.0.name": "nvml", "gpus.0.bandwidth_gbs": "catalogue", "cpu.name": "proc"},
        notices=(Text("A notice."),),
    )
    lines = probe.report(machine)
    assert any("GPU 1" in text and "NVLink" in text for text in lines)
    assert any("GPU 0" in text and "(catalogue, nvml)" in text for text in lines)
    assert any("Xeon, 40 cores, 80 threads, 2.3 GHz" in text for text in lines)
    assert lines[-1].strip() == "A notice."


def test_the_report_says_whether_the_bandwidth_is_nominal_or_reached():
    described, measured = (Memory(bandwidth_gbs=51.2, bandwidth_measured=found) for found in (False, True))
    assert any("51.2 GB/s at most" in text for text in probe.report(Machine("m", memory=described)))
    assert any("51.2 GB/s reached" in text for text in probe.report(Machine("m", memory=measured)))


def test_memory_and_disk_are_measured_anew_on_demand(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    monkeypatch.setattr(paths, "default_paths", lambda: paths.profile_paths(tmp_path))
    speeds = [20.0, 33.3]
    monkeypatch.setattr(bandwidth, "measure_bandwidth", lambda *_, **__: speeds.pop(0))
    reads = [ReadSpeed(2000.0), ReadSpeed(reason=Text("The disk is full."))]
    monkeypatch.setattr(disk_speed, "measure_read", lambda *_, **__: reads.pop(0))
    for _ in range(2):
        assert main(["probe", "--measure", "--json"]) == 0
    document = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert document["memory"]["bandwidth_gbs"] == 33.3
    assert document["sources"]["memory.bandwidth_gbs"] == "measured"
    assert document["storage"]["read_mbs"] == 2000.0  # the first run's, kept
    assert document["sources"]["storage.read_mbs"] == "measured"
    assert "The disk is full." in document["notices"]
    assert not speeds
    assert not reads


def test_a_machine_of_which_nothing_is_known_is_still_reported():
    assert sum("unknown" in text for text in probe.report(Machine(name="m"))) == 5


def test_what_probe_prints_can_be_read_again_as_a_machine_file(
    capsys: pytest.CaptureFixture[str], tmp_path_factory: pytest.TempPathFactory
):
    main(["probe", "--json"])
    document = json.loads(capsys.readouterr().out)
    text = _toml(document)
    assert tomllib.loads(text)["cpu"]["threads"] == document["cpu"]["threads"]
    path = tmp_path_factory.mktemp("machines") / "this.toml"
    path.write_text(text, encoding="utf-8")
    assert load_machine(path).cpu.threads == document["cpu"]["threads"]


def test_the_json_itself_can_be_read_again(capsys: pytest.CaptureFixture[str], tmp_path: Path):
    main(["probe", "--json"])
    text = capsys.readouterr().out
    path = tmp_path / "this.json"
    path.write_text(text, encoding="utf-8")
    again, document = machine_document(load_machine(path)), json.loads(text)
    for part in ("sources", "notices", "simulated"):
        del again[part], document[part]
    assert again == document


def test_the_report_has_all_that_a_driver_tells():
    gpu = Gpu(
        name="RTX",
        vram_bytes=24 * GIB,
        compute_capability="8.9",
        integrated=False,
        driver_version="580.1",
        runtime="CUDA 13.0",
        tdp_w=450.0,
        power_limit_w=300.0,
        power_limit_max_w=600.0,
        pcie_generation=1,
        pcie_width=8,
        pcie_generation_max=4,
        pcie_width_max=16,
        nvlinks=4,
    )
    machine = Machine(
        name="m",
        cpu=Cpu(sockets=2, boost_ghz=5.0, isa=("AVX2", "AMX"), numa_nodes=4),
        gpus=(gpu, gpu),
        storage=Storage(model="990 PRO", bus="NVMe, PCIe 4.0 x4", read_mbs=6912.3),
        os="Debian",
        container="Docker",
        wsl="WSL 2",
        vulkan_version="1.3.275",
        gpu_links=(GpuLink((0, 1), "NVLink", 4), GpuLink((0, 2), "PCIe", path="host bridge")),
        sources={"gpu_links": "nvml", "os": "os", "wsl": "proc"},
    )
    text = "\n".join(probe.report(machine))
    for told in (
        "Debian, WSL 2, in a container (Docker), Vulkan 1.3.275",
        "(os, proc)",
        "2 sockets, up to 5 GHz, 4 NUMA nodes, AVX2 AMX",
        "compute capability 8.9, 4 NVLinks",
        "discrete, driver 580.1, CUDA 13.0, limited to 300 W (rated 450 W, at most 600 W)",
        "PCIe 1.0 x8 now, 4.0 x16 at most",
        "0 - 1: NVLink, 4 links",
        "0 - 2: PCIe, host bridge",
        "990 PRO, NVMe, PCIe 4.0 x4, reads 6912 MB/s",
    ):
        assert told in text, text


@pytest.mark.parametrize(
    ("gpu", "told"),
    [
        (Gpu("a", mig="3g.40gb"), "MIG instance 3g.40gb"),
        (Gpu("a", integrated=True, vram_bytes=GIB, unified_memory=True), "1.0 GiB of the main memory"),
        (Gpu("a", tdp_w=115.0), "115 W rated"),
        (Gpu("a", pcie_generation_max=4, pcie_width_max=8), "PCIe 4.0 x8"),
        (Gpu("a", power_limit_w=80.0), "limited to 80 W"),
    ],
)
def test_what_only_some_gpus_tell(gpu: Gpu, told: str):
    assert told in "\n".join(probe.report(Machine("m", gpus=(gpu,))))


def _toml(document: dict[str, object]) -> str:
    """Write the known facts as TOML, tables last."""
    lines = [f"name = {json.dumps(document['name'])}"]
    for part in ("cpu", "memory", "storage", "network"):
        facts = document[part]
        assert isinstance(facts, dict)
        lines += [f"[{part}]", *(f"{key} = {json.dumps(value)}" for key, value in facts.items() if value is not None)]
    return "\n".join(lines)
