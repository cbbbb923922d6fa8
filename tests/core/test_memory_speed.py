"""The measurement is taken once, kept, and asked again only on demand."""

from __future__ import annotations

import errno
import json
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from deepseek_gui.core import machines
from deepseek_gui.core.memory_speed import FILE, with_kept_bandwidth, with_measured_bandwidth
from deepseek_gui.domain.machine import Cpu, Gpu, Machine, Memory
from deepseek_gui.domain.units import GIB
from deepseek_gui.hardware import bandwidth, probe

HERE = Machine("here", Cpu("a CPU", 4, 8), Memory(16 * GIB), sources={"cpu.name": "os"})


class Measurements:
    """Stands in for the stopwatch: counts how often it is asked."""

    def __init__(self, *answers: float | None) -> None:
        self.answers = list(answers)

    def __call__(
        self,
        threads: int,
        *,
        cancelled: threading.Event | None = None,
        progress: Callable[[float], None] | None = None,
    ) -> float | None:
        assert threads >= 1
        del cancelled
        if progress is not None:
            progress(1.0)
        return self.answers.pop(0)


@pytest.fixture
def measurements(monkeypatch: pytest.MonkeyPatch) -> Measurements:
    found = Measurements(31.26, 40.0)
    monkeypatch.setattr(bandwidth, "measure_bandwidth", found)
    return found


@pytest.mark.usefixtures("measurements")
def test_a_measurement_is_a_fact_with_its_source(tmp_path: Path):
    found = with_measured_bandwidth(HERE, tmp_path)
    assert found is not None
    assert (found.memory.bandwidth_gbs, found.memory.bandwidth_measured) == (31.3, True)
    assert found.sources == {"cpu.name": "os", "memory.bandwidth_gbs": "measured"}


@pytest.mark.usefixtures("measurements")
def test_it_is_kept_for_this_machine_only(tmp_path: Path):
    with_measured_bandwidth(HERE, tmp_path)
    assert with_kept_bandwidth(HERE, tmp_path).memory.bandwidth_gbs == 31.3
    assert with_kept_bandwidth(HERE, tmp_path).sources["memory.bandwidth_gbs"] == "measured"
    for other in (
        replace(HERE, cpu=replace(HERE.cpu, name="another")),
        replace(HERE, cpu=replace(HERE.cpu, threads=16)),
        replace(HERE, memory=Memory(32 * GIB)),
    ):
        assert with_kept_bandwidth(other, tmp_path) is other
    assert len(list(tmp_path.iterdir())) == 1  # the file, and nothing half written beside it


@pytest.mark.usefixtures("measurements")
def test_two_machines_share_a_home_folder(tmp_path: Path):
    other = replace(HERE, cpu=Cpu("another", 4, 8))
    with_measured_bandwidth(HERE, tmp_path)
    with_measured_bandwidth(other, tmp_path)
    assert with_kept_bandwidth(HERE, tmp_path).memory.bandwidth_gbs == 31.3
    assert with_kept_bandwidth(other, tmp_path).memory.bandwidth_gbs == 40.0


@pytest.mark.parametrize("text", ["", "{", "[1]", '"x"', '{"%s": "fast"}', '{"%s": -3}', '{"%s": NaN}', '{"%s": true}'])
@pytest.mark.usefixtures("measurements")
def test_a_damaged_file_is_measured_anew_and_replaced(tmp_path: Path, text: str):
    with_measured_bandwidth(HERE, tmp_path)
    (key,) = json.loads((tmp_path / FILE).read_text())
    (tmp_path / FILE).write_text(text.replace("%s", key))
    assert with_kept_bandwidth(HERE, tmp_path) is HERE
    with_measured_bandwidth(HERE, tmp_path)
    assert with_kept_bandwidth(HERE, tmp_path).memory.bandwidth_gbs == 40.0


@pytest.mark.usefixtures("measurements")
def test_a_folder_that_cannot_be_written_to_is_no_error(tmp_path: Path):
    folder = tmp_path / "a file, not a folder"
    folder.touch()
    found = with_measured_bandwidth(HERE, folder)
    assert found is not None
    assert found.memory.bandwidth_gbs == 31.3


@pytest.mark.usefixtures("measurements")
def test_a_full_disk_is_no_error_and_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def full(part: Path, *_: object, **__: object) -> None:
        part.touch()
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_text", full)
    assert with_measured_bandwidth(HERE, tmp_path) is not None
    assert list(tmp_path.iterdir()) == []


def test_what_was_cancelled_gives_nothing_and_keeps_nothing(tmp_path: Path, measurements: Measurements):
    measurements.answers = [None]
    cancelled = threading.Event()
    cancelled.set()
    assert with_measured_bandwidth(HERE, tmp_path, cancelled=cancelled) is None
    assert list(tmp_path.iterdir()) == []


def test_a_machine_too_full_to_be_measured_stays_unknown(tmp_path: Path, measurements: Measurements):
    measurements.answers = [None]
    assert with_measured_bandwidth(HERE, tmp_path) is HERE
    assert list(tmp_path.iterdir()) == []


def test_this_machine_is_measured_once(tmp_path: Path, measurements: Measurements, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(probe, "probe", lambda _: HERE)
    for _ in range(3):
        assert machines.current_machine(tmp_path, cache_dir=tmp_path).memory.bandwidth_gbs == 31.3
    assert machines.detected_machine(tmp_path, cache_dir=tmp_path).memory.bandwidth_measured
    assert measurements.answers == [40.0]


def test_measuring_again_replaces_what_is_known(
    tmp_path: Path, measurements: Measurements, monkeypatch: pytest.MonkeyPatch
):
    measurements.answers = [60.0]
    described = replace(HERE, memory=Memory(16 * GIB, type="DDR4", channels=2, speed_mts=3200))
    monkeypatch.setattr(probe, "probe", lambda _: described)
    before = machines.current_machine(tmp_path, cache_dir=tmp_path)
    assert (before.memory.bandwidth_gbs, before.memory.bandwidth_measured) == (51.2, False)
    assert before.sources["memory.bandwidth_gbs"] == "computed"
    shares: list[float] = []
    machines.measured_machine(before, cache_dir=tmp_path, progress=shares.append)
    assert shares == [1.0]
    after = machines.current_machine(tmp_path, cache_dir=tmp_path)
    assert (after.memory.bandwidth_gbs, after.memory.bandwidth_measured) == (60.0, True)


def test_detecting_alone_measures_nothing(tmp_path: Path, measurements: Measurements, monkeypatch: pytest.MonkeyPatch):
    measurements.answers = []
    monkeypatch.setattr(probe, "probe", lambda _: replace(HERE, gpus=(Gpu("a card"),)))
    assert machines.detected_machine(tmp_path, cache_dir=tmp_path).memory.bandwidth_gbs is None
