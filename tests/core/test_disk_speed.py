"""The disk is measured on request, the result kept for this disk only."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from deepseek_gui.core import machines
from deepseek_gui.core.disk_speed import FILE, with_kept_read_speed, with_measured_read_speed
from deepseek_gui.domain.machine import Cpu, Machine, Memory, Storage
from deepseek_gui.domain.text import Text
from deepseek_gui.domain.units import GIB
from deepseek_gui.hardware import disk_speed, probe
from deepseek_gui.hardware.disk_speed import ReadSpeed

HERE = Machine("here", Cpu("a CPU"), Memory(16 * GIB), storage=Storage(500 * GIB, model="a disk"), sources={"os": "os"})
MODELS = Path("models")


class Disk:
    """Stands in for the stopwatch."""

    def __init__(self, answer: ReadSpeed) -> None:
        self.answer = answer
        self.folders: list[Path] = []

    def __call__(
        self, folder: Path, *, cancelled: threading.Event | None, progress: Callable[[float], None] | None
    ) -> ReadSpeed:
        del cancelled
        self.folders.append(folder)
        if progress is not None:
            progress(1.0)
        return self.answer


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Disk:
    found = Disk(ReadSpeed(3456.7))
    monkeypatch.setattr(disk_speed, "measure_read", found)
    return found


@pytest.mark.usefixtures("disk")
def test_a_measurement_is_a_fact_with_its_source_and_is_kept(tmp_path: Path):
    found, reason = with_measured_read_speed(HERE, MODELS, tmp_path)
    assert (found.storage.read_mbs, reason) == (3456.7, None)
    assert found.sources == {"os": "os", "storage.read_mbs": "measured"}
    assert with_kept_read_speed(HERE, MODELS, tmp_path) == found


@pytest.mark.usefixtures("disk")
def test_another_disk_or_folder_is_another_measurement(tmp_path: Path):
    with_measured_read_speed(HERE, MODELS, tmp_path)
    other = replace(HERE, storage=replace(HERE.storage, model="another"))
    assert with_kept_read_speed(other, MODELS, tmp_path) is other
    assert with_kept_read_speed(HERE, Path("elsewhere"), tmp_path) is HERE


@pytest.mark.parametrize("reason", [None, Text("The disk is full.")])
def test_what_was_cancelled_or_failed_changes_nothing(tmp_path: Path, disk: Disk, reason: Text | None):
    disk.answer = ReadSpeed(reason=reason)
    assert with_measured_read_speed(HERE, MODELS, tmp_path) == (HERE, reason)
    assert not (tmp_path / FILE).exists()


def test_only_a_request_measures(tmp_path: Path, disk: Disk, monkeypatch: pytest.MonkeyPatch):
    described = replace(HERE, memory=replace(HERE.memory, bandwidth_gbs=50.0))
    monkeypatch.setattr(probe, "probe", lambda _: described)
    assert machines.current_machine(tmp_path, cache_dir=tmp_path).storage.read_mbs is None
    assert disk.folders == []
    shares: list[float] = []
    measured, _ = machines.machine_with_disk_speed(described, tmp_path, cache_dir=tmp_path, progress=shares.append)
    assert (measured.storage.read_mbs, shares, disk.folders) == (3456.7, [1.0], [tmp_path])
    assert machines.current_machine(tmp_path, cache_dir=tmp_path).storage.read_mbs == 3456.7
