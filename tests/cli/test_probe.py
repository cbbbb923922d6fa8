from __future__ import annotations

import json
import tomllib
from pathlib import Path

import psutil
import pytest

from deepseek_gui.catalog.machines import load_machine
from deepseek_gui.cli import probe
from deepseek_gui.cli.main import main
from deepseek_gui.domain.machine import Cpu, Gpu, Machine, Memory
from deepseek_gui.domain.text import Text
from deepseek_gui.hardware import bandwidth
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


def test_the_bandwidth_is_measured_anew_on_demand(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    monkeypatch.setattr(paths, "default_paths", lambda: paths.profile_paths(tmp_path))
    speeds = [20.0, 33.3]
    monkeypatch.setattr(bandwidth, "measure_bandwidth", lambda *_, **__: speeds.pop(0))
    for _ in range(2):
        assert main(["probe", "--measure", "--json"]) == 0
    document = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert document["memory"]["bandwidth_gbs"] == 33.3
    assert document["sources"]["memory.bandwidth_gbs"] == "measured"
    assert speeds == []


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


def _toml(document: dict[str, object]) -> str:
    """Write the known facts as TOML, tables last."""
    lines = [f"name = {json.dumps(document['name'])}"]
    for part in ("cpu", "memory", "storage", "network"):
        facts = document[part]
        assert isinstance(facts, dict)
        lines += [f"[{part}]", *(f"{key} = {json.dumps(value)}" for key, value in facts.items() if value is not None)]
    return "\n".join(lines)
