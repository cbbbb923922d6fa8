from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import psutil
import pytest

from deepseek_gui.domain.sample import GpuProcess, GpuState
from deepseek_gui.hardware.gpus import GpuReadings, GpuSource
from deepseek_gui.hardware.nvidia import NvidiaSource
from deepseek_gui.hardware.reader import FIRST_SPAN_S, SystemReader, vram_of

GIB = 1024**3
WAIT_S = 10.0
Make = Callable[..., Any]


class ScriptedGpus:
    """A GPU source that hangs or raises on demand."""

    wants_processes = False

    def __init__(self, name: str = "card") -> None:
        self.name = name
        self.reads = 0
        self.leave: threading.Event | None = None
        self.inside = threading.Event()
        self.error: Exception | None = None
        self.processes: tuple[GpuProcess, ...] | None = None

    def read(self) -> GpuReadings:
        self.reads += 1
        self.inside.set()
        if self.leave is not None:
            self.leave.wait()
        if self.error is not None:
            raise self.error
        state = GpuState(index=0, name=self.name, utilisation_percent=float(self.reads))
        return GpuReadings((state,), self.processes)

    def close(self) -> None:
        """Nothing to free."""


MakeReader = Callable[[Mapping[str, GpuSource]], SystemReader]


@pytest.fixture
def make_reader() -> Iterator[MakeReader]:
    made: list[SystemReader] = []

    def make(sources: Mapping[str, GpuSource]) -> SystemReader:
        made.append(SystemReader(lambda: sources))
        return made[-1]

    yield make
    for reader in made:
        reader.close()


def test_the_first_sample_of_this_machine_is_complete(make_reader: MakeReader):
    sample = make_reader({}).read()
    assert len(sample.cpu.per_core_percent) == psutil.cpu_count()
    assert sample.cpu.utilisation_percent is not None
    assert sample.memory.total_bytes == psutil.virtual_memory().total
    assert sample.memory.used_bytes is not None
    assert sample.memory.available_bytes is not None
    assert sample.memory.used_bytes + sample.memory.available_bytes == sample.memory.total_bytes
    assert sample.network.read_bytes_per_s is not None
    assert sample.gpus == ()
    assert sample.process is None


def test_the_first_sample_waits_for_a_driver_that_wakes_up(make_reader: MakeReader):
    source = ScriptedGpus()
    leave = source.leave = threading.Event()
    waking = threading.Timer(3 * FIRST_SPAN_S, leave.set)
    waking.start()
    (state,) = make_reader({"card": source}).read().gpus
    assert state.stale is None
    waking.join()


def test_times_go_forward(make_reader: MakeReader):
    reader = make_reader({})
    first, second = reader.read(), reader.read()
    assert second.monotonic_s > first.monotonic_s
    assert second.time_s > 1.6e9


def test_cards_of_several_drivers_are_numbered_through(make_reader: MakeReader):
    sample = make_reader({"one": ScriptedGpus("a"), "two": ScriptedGpus("b")}).read()
    assert [(gpu.index, gpu.name) for gpu in sample.gpus] == [(0, "a"), (1, "b")]


def test_a_driver_that_hangs_marks_its_own_cards_and_comes_back_by_itself(make_reader: MakeReader):
    bad, good = ScriptedGpus("bad"), ScriptedGpus("good")
    reader = make_reader({"bad": bad, "good": good})
    last_bad, last_good = (gpu.utilisation_percent for gpu in reader.read().gpus)
    bad.leave = threading.Event()
    reads_before = bad.reads
    for tick in (1, 2, 3):
        sample = reader.read()
        hung, healthy = sample.gpus
        assert hung.utilisation_percent == last_bad
        assert "has not answered" in str(hung.stale)
        assert healthy.stale is None
        assert healthy.utilisation_percent == (last_good or 0) + tick
        assert sample.cpu.per_core_percent
        assert sample.memory.used_bytes is not None
    assert bad.reads == reads_before + 1
    bad.leave.set()
    bad.leave = None
    recovered = next(gpu for gpu in (reader.read().gpus[0] for _ in range(10_000)) if gpu.stale is None)
    assert (recovered.utilisation_percent or 0) > (last_bad or 0)


@pytest.mark.expects_log
def test_a_driver_that_raises_marks_its_cards_with_the_reason(make_reader: MakeReader):
    source = ScriptedGpus()
    reader = make_reader({"card": source})
    (before,) = reader.read().gpus
    source.error = OSError("input/output error")
    (state,) = reader.read().gpus
    assert state.utilisation_percent == before.utilisation_percent
    assert "input/output error" in str(state.stale)
    source.error = None
    assert reader.read().gpus[0].stale is None


def test_close_wakes_a_read_that_waits_for_a_driver(make_reader: MakeReader):
    source = ScriptedGpus()
    source.leave = threading.Event()
    reader = make_reader({"card": source})
    worker = threading.Thread(target=reader.read)
    worker.start()
    assert source.inside.wait(WAIT_S)
    reader.close()
    worker.join(WAIT_S)
    assert not worker.is_alive()
    source.leave.set()


@pytest.mark.expects_log
@pytest.mark.parametrize(
    ("name", "call"),
    [
        ("cpu", "cpu_percent"),
        ("memory", "virtual_memory"),
        ("disk", "disk_io_counters"),
        ("network", "net_io_counters"),
    ],
)
def test_a_source_that_raises_keeps_its_last_values_with_the_reason_and_comes_back(
    make_reader: MakeReader,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    name: str,
    call: str,
):
    reader = make_reader({})
    before = reader.read()
    monkeypatch.setattr(psutil, call, lambda *_args, **_options: 1 / 0)
    samples = [reader.read() for _ in range(3)]
    for sample in samples:
        assert set(sample.stale) == {name}
        assert "division by zero" in str(sample.stale[name])
        assert getattr(sample, name) == getattr(before, name)
        assert sample.memory.used_bytes is not None
        assert sample.cpu.per_core_percent
    assert len(caplog.records) == 1
    monkeypatch.undo()
    assert reader.read().stale == {}


def test_a_source_that_hangs_costs_only_its_own_values_and_comes_back(
    make_reader: MakeReader, monkeypatch: pytest.MonkeyPatch
):
    reader = make_reader({})
    before = reader.read()
    leave = threading.Event()
    true_counters = psutil.disk_io_counters

    def hang(**options: Any) -> Any:
        leave.wait()
        return true_counters(**options)

    monkeypatch.setattr(psutil, "disk_io_counters", hang)
    for _ in range(3):
        sample = reader.read()
        assert "has not answered" in str(sample.stale.get("disk"))
        assert set(sample.stale) == {"disk"}
        assert sample.disk == before.disk
        assert sample.memory.used_bytes is not None
    leave.set()
    assert any(reader.read().stale == {} for _ in range(10_000))


def test_a_driver_that_hangs_before_it_listed_its_cards_is_named(
    make_reader: MakeReader, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("deepseek_gui.hardware.reader.FIRST_PATIENCE_S", 0.05)
    source = ScriptedGpus()
    leave = source.leave = threading.Event()
    reader = make_reader({"nvidia": source})
    sample = reader.read()
    assert sample.gpus == ()
    assert "has not answered" in str(sample.stale["nvidia"])
    leave.set()


def test_a_watched_process_is_summed_with_its_children(make_reader: MakeReader):
    code = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'input()'], stdin=sys.stdin, check=False)"
    reader = make_reader({})
    with subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE) as child:
        try:
            root = psutil.Process(child.pid)
            while not root.children():
                assert child.poll() is None
            reader.watch_process(child.pid)
            first, second = reader.read().process, reader.read().process
            alone = root.memory_info().rss
        finally:
            assert child.stdin is not None
            child.stdin.close()
    assert first is not None
    assert second is not None
    assert (first.rss_bytes or 0) > 1.3 * alone
    assert first.cpu_percent is None
    assert second.cpu_percent is not None
    assert (first.threads or 0) >= 2


def test_a_process_that_has_ended_is_no_longer_in_the_sample(make_reader: MakeReader):
    reader = make_reader({})
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as child:
        reader.watch_process(child.pid)
        assert reader.read().process is not None
    assert reader.read().process is None


def test_device_memory_of_the_watched_process(make_reader: MakeReader):
    source = ScriptedGpus()
    source.processes = (GpuProcess(os.getpid(), 0, memory_bytes=3 * GIB), GpuProcess(1, 0, memory_bytes=GIB))
    reader = make_reader({"card": source})
    reader.watch_process(os.getpid())
    sample = next(found for found in (reader.read() for _ in range(3)) if found.process and found.process.vram_bytes)
    assert sample.process is not None
    assert sample.process.vram_bytes == 3 * GIB
    assert [(found.pid, found.watched) for found in sample.gpu_processes or ()] == [(os.getpid(), True), (1, False)]
    reader.watch_process(None)
    sample = reader.read()
    assert sample.process is None
    assert not any(found.watched for found in sample.gpu_processes or ())


@pytest.mark.parametrize(
    ("sizes", "vram_bytes"),
    [
        ([], None),
        ([(99, GIB)], None),
        ([(1, GIB), (2, GIB), (99, GIB)], 2 * GIB),
        ([(1, GIB), (1, GIB)], 2 * GIB),
        ([(1, None)], None),
        ([(1, GIB), (2, None)], None),
    ],
)
def test_device_memory_that_the_driver_does_not_name_is_unknown(
    sizes: list[tuple[int, int | None]], vram_bytes: int | None
):
    processes = [GpuProcess(pid, gpu_index=0, memory_bytes=size) for pid, size in sizes]
    assert vram_of(frozenset({1, 2}), processes) == vram_bytes


def test_processes_name_the_cards_as_the_sample_numbers_them(make_reader: MakeReader):
    one, two, silent = ScriptedGpus("a"), ScriptedGpus("b"), ScriptedGpus("c")
    one.processes, two.processes = (GpuProcess(7, 0),), (GpuProcess(8, 0),)
    sample = make_reader({"one": one, "silent": silent, "two": two}).read()
    assert [(process.pid, process.gpu_index) for process in sample.gpu_processes or ()] == [(7, 0), (8, 2)]
    assert make_reader({"silent": ScriptedGpus()}).read().gpu_processes is None


def test_nvml_is_touched_by_one_thread_only(make_reader: MakeReader, make_nvml: Make, make_card: Make):
    nvml = make_nvml(*(make_card(uuid=f"GPU-{i}", sm_activity=50.0) for i in range(8)))
    reader = make_reader({"nvidia": NvidiaSource(lambda: nvml)})
    samples = [reader.read() for _ in range(3)]
    assert all(len(sample.gpus) == 8 and sample.gpus[7].sm_activity_percent == 50.0 for sample in samples)
    assert {thread.name for thread in nvml.threads} == {"nvidia"}


def test_nothing_heavy_is_imported_before_the_first_read():
    code = (
        "import sys; from deepseek_gui.hardware.reader import SystemReader; r = SystemReader(); "
        "assert not {'psutil', 'pynvml'} & set(sys.modules), sorted(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
