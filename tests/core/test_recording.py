from __future__ import annotations

import dataclasses
import errno
import gzip
import itertools
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
import pytest

from deepseek_gui.core.compressed_lines import MAX_LINE_BYTES, CompressedLines
from deepseek_gui.core.machines import machine_named
from deepseek_gui.core.recording import SUFFIX, RecordingWriter, SampleTail, read_recording, write_recording
from deepseek_gui.core.sample_lines import encode_sample
from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.sample import (
    CpuState,
    GpuProcess,
    GpuState,
    MemoryState,
    ProcessState,
    Sample,
    Throttle,
    TransferRates,
)
from deepseek_gui.domain.text import Text

HEADER = {"format": "deepseek-gui recording", "version": 1, "machine": None, "started": "2026-10-01T12:00:00+00:00"}
CHILD = Path(__file__).with_name("recording_child.py")

FULL = Sample(
    time_s=1_790_000_000.25,
    monotonic_s=12.5,
    cpu=CpuState(12.5, (5.0, 20.0), 3400.0, 1.5),
    memory=MemoryState(2**36, 2**35, 2**34, 2**33, 2**32, 4096, 0.0, 17.0),
    gpus=(
        GpuState(
            index=0,
            name="NVIDIA H200",
            utilisation_percent=95.0,
            memory_used_bytes=2**36,
            memory_total_bytes=2**37,
            power_w=516.5,
            temperature_c=-3.0,
            stale=Text("The driver reported an error: {error}", {"error": Text("no {thing}", {"thing": "answer"})}),
            has_counters=True,
            throttles=(Throttle.POWER_CAP, Throttle.THERMAL),
            energy_j=1e12,
            ecc_uncorrected=0,
        ),
        GpuState(index=1, name="图形"),
    ),
    disk=TransferRates(1e9, None),
    network=TransferRates(None, 12.0),
    process=ProcessState(4711, rss_bytes=2**33, cpu_percent=12_700.0, busiest_thread_percent=100.0),
    gpu_processes=(GpuProcess(4711, 0, "llama-server", 2**36, 50.0), GpuProcess(5, 1)),
    stale={"cpu": Text("{seconds} s old", {"seconds": 3})},
)


def sample(number: int) -> Sample:
    return Sample(1e9 + number, float(number), CpuState(utilisation_percent=number % 100 + 0.5))


def recorded(path: Path, count: int) -> Path:
    with RecordingWriter(path, None) as writer:
        for number in range(count):
            writer.write(sample(number))
    return path


def made(path: Path, *documents: Any, header: Any = HEADER) -> Path:
    lines = [document if isinstance(document, bytes) else json.dumps(document).encode() for document in documents]
    path.write_bytes(gzip.compress(b"".join(line + b"\n" for line in [json.dumps(header).encode(), *lines])))
    return path


def refused(path: Path) -> str:
    with pytest.raises(ActionableError) as caught:
        read_recording(path)
    assert caught.value.hint is not None
    return str(caught.value)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / f"recording{SUFFIX}"


def test_what_is_written_is_read_back(path: Path):
    with RecordingWriter(path, machine_named("enterprise")) as writer:
        writer.write(FULL)
        writer.write(dataclasses.replace(sample(13), gpus=()))
    recording = read_recording(path)
    assert recording.samples == (FULL, sample(13))
    assert (recording.truncated, recording.step, writer.samples) == (False, 1, 2)
    assert recording.machine is not None
    assert recording.machine.simulated
    assert [gpu.name for gpu in recording.machine.gpus] == [gpu.name for gpu in machine_named("enterprise").gpus]


def test_it_is_gzip_with_a_document_a_line_as_the_format_says(path: Path):
    head, *lines = [json.loads(line) for line in gzip.decompress(recorded(path, 2).read_bytes()).splitlines()]
    assert (head["format"], head["version"], head["machine"]) == ("deepseek-gui recording", 1, None)
    assert head["started"].endswith("+00:00")
    assert [line["time_s"] for line in lines] == [1e9, 1e9 + 1]
    assert lines[1]["cpu"]["utilisation_percent"] == 1.5


def test_every_sample_can_be_read_while_the_recording_goes_on(path: Path):
    writer = RecordingWriter(path, None)
    for number in range(3):
        writer.write(sample(number))
        recording = read_recording(path)
        assert (len(recording.samples), recording.truncated) == (number + 1, True)
    writer.close()
    writer.close()
    assert not read_recording(path).truncated


def test_what_is_not_a_number_is_recorded_as_unknown(path: Path):
    with RecordingWriter(path, None) as writer:
        writer.write(Sample(1.0, 1.0, CpuState(utilisation_percent=float("nan"), frequency_mhz=float("inf"))))
    assert read_recording(path).samples == (Sample(1.0, 1.0),)


# A crash


def test_a_killed_program_loses_nothing_that_was_written(path: Path):
    command = [sys.executable, str(CHILD), str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        for _ in range(200):
            child.stdout.readline()
        child.kill()
        *_, last = ["200", *child.stdout.read().split()]
        child.wait(timeout=30)
    assert child.returncode == -signal.SIGKILL if sys.platform != "win32" else child.returncode
    recording = read_recording(path)
    assert recording.truncated
    assert len(recording.samples) >= int(last) >= 200
    assert recording.samples == tuple(sample(number) for number in range(len(recording.samples)))


def test_a_recording_cut_anywhere_gives_its_beginning(path: Path, tmp_path: Path):
    data = recorded(path, 12).read_bytes()
    cut = tmp_path / "cut"
    lengths: list[int] = []
    for size in range(len(data)):
        cut.write_bytes(data[:size])
        try:
            recording = read_recording(cut)
        except ActionableError:
            assert not lengths
            continue
        assert recording.truncated
        assert recording.samples == tuple(sample(number) for number in range(len(recording.samples)))
        lengths.append(len(recording.samples))
    assert lengths == sorted(lengths)
    assert {*lengths} == {*range(13)}


def test_a_recording_with_a_damaged_place_gives_what_stands_before_it(path: Path, tmp_path: Path):
    data = recorded(path, 12).read_bytes()
    broken = tmp_path / "broken"
    whole = 0
    for place in range(len(data)):
        broken.write_bytes(data[:place] + bytes([data[place] ^ 0xFF]) + data[place + 1 :])
        try:
            whole += not read_recording(broken).truncated
        except ActionableError:
            continue
    assert whole <= 6  # the time, the flags of the compressor and the system's name in the gzip header mean nothing


@pytest.mark.parametrize("tail", [bytes(5000), b"\xff" * 5000, b"x"])
def test_what_a_crash_of_the_computer_leaves_at_the_end_costs_no_sample(path: Path, tail: bytes):
    writer = RecordingWriter(path, None)
    for number in range(50):
        writer.write(sample(number))
    data = path.read_bytes()
    writer.close()
    path.write_bytes(data + tail)
    recording = read_recording(path)
    assert (len(recording.samples), recording.truncated) == (50, True)


def test_bytes_after_the_end_are_noticed(path: Path):
    path.write_bytes(recorded(path, 2).read_bytes() + b"more")
    recording = read_recording(path)
    assert (len(recording.samples), recording.truncated) == (2, True)


# Files that are none


def test_files_that_are_no_recordings_are_refused_in_words(tmp_path: Path):
    for name, data in {
        "empty": b"",
        "text": b"GIF89a" * 100,
        "zip": b"PK\x03\x04" + bytes(100),
        "gzip of text": gzip.compress(b"hello\nworld\n"),
        "gzip of nothing": gzip.compress(b""),
        "json": gzip.compress(b'{"format": "another", "version": 1}\n'),
        "list": gzip.compress(b"[1, 2]\n"),
        "deep": gzip.compress(b"[" * 100_000 + b"\n"),
        "not utf-8": gzip.compress(b'{"format": "\xff"}\n'),
        "no version": gzip.compress(b'{"format": "deepseek-gui recording"}\n'),
        "version 0": gzip.compress(b'{"format": "deepseek-gui recording", "version": 0}\n'),
    }.items():
        (tmp_path / name).write_bytes(data)
        assert "is not a recording" in refused(tmp_path / name), name
    assert "it is no file" in refused(tmp_path)
    assert "there is no such file" in refused(tmp_path / "missing")
    assert "cannot be read" in refused(Path("a\0b"))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no FIFO in the file system")
def test_a_fifo_does_not_keep_it_waiting(tmp_path: Path):
    os.mkfifo(tmp_path / "fifo")
    assert "it is no file" in refused(tmp_path / "fifo")


def test_a_newer_format_is_said_to_be_newer(path: Path):
    assert "newer version" in refused(made(path, header=HEADER | {"version": 2, "more": {}}))


def test_keys_that_a_later_version_adds_are_passed_over(path: Path):
    made(path, {"time_s": 1.0, "monotonic_s": 1.0, "npu": {"x": 1}}, header=HEADER | {"more": 1})
    assert read_recording(path).samples == (Sample(1.0, 1.0),)


def test_facts_that_a_later_version_adds_to_the_machine_are_passed_over(path: Path):
    machine = {"name": "x", "cpu": {"cores": 4, "npu": 1}, "news": 1}
    made(path, {"time_s": 1.0, "monotonic_s": 1.0}, header=HEADER | {"machine": machine})
    recorded_machine = read_recording(path).machine
    assert recorded_machine is not None
    assert recorded_machine.cpu.cores == 4


@pytest.mark.parametrize("machine", [{"name": 5}, {}, {"name": "x", "gpus": [{"name": "y", "count": 10**9}]}])
def test_a_machine_that_is_not_understood_is_unknown_and_the_samples_are_there(path: Path, machine: dict[str, Any]):
    made(path, {"time_s": 1.0, "monotonic_s": 1.0}, header=HEADER | {"machine": machine})
    recording = read_recording(path)
    assert (recording.machine, len(recording.samples), recording.truncated) == (None, 1, False)


# Values that cannot be

GOOD = {"time_s": 2.0, "monotonic_s": 2.0}
TEXT = {"source": "{x}", "arguments": {"x": "y"}}


def gpu(**values: Any) -> dict[str, Any]:
    return GOOD | {"gpus": [{"index": 0, "name": "x"} | values]}


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'{"time_s": NaN, "monotonic_s": 1.0}',
        b'{"time_s": 1e999, "monotonic_s": 2.0}',
        b"\xff\xfe",
        b"[" * 100_000,
        {"time_s": 1.0},
        {"time_s": "1", "monotonic_s": 2.0},
        {"time_s": -1.0, "monotonic_s": 2.0},
        {"time_s": 1e300, "monotonic_s": 2.0},
        {"time_s": 1.0, "monotonic_s": 0.5},  # before the sample that went before
        GOOD | {"cpu": {"utilisation_percent": 1e9}},
        GOOD | {"cpu": {"per_core_percent": [1e300]}},
        GOOD | {"cpu": {"per_core_percent": [1.0] * 5000}},
        GOOD | {"memory": {"total_bytes": -1}},
        GOOD | {"memory": {"total_bytes": 10**40}},
        GOOD | {"gpus": [{"index": 0, "name": "x"}] * 5000},
        GOOD | {"process": {"pid": -4}},
        GOOD | {"process": {"pid": 4, "cpu_percent": 1e300}},
        GOOD | {"gpu_processes": [{"pid": 4, "gpu_index": 2**70}]},
        gpu(index=-1),
        gpu(temperature_c=1e6),
        gpu(pcie_rx_bytes_per_s=1e300),
        gpu(throttles=["unheard of"]),
        gpu(stale=TEXT | {"source": "{y}"}),
        gpu(stale=TEXT | {"source": "{}"}),
        gpu(stale=TEXT | {"source": "{"}),
        gpu(stale=TEXT | {"source": "{x.__class__}"}),
        gpu(stale=TEXT | {"source": "{x!r}"}),
        gpu(stale=TEXT | {"source": "{x:>999999999}"}),
        gpu(stale={"source": "{0}", "arguments": {"0": "y"}}),
        gpu(stale={"source": "{x}" * 10_000, "arguments": {"x": "y" * 10_000}}),
        gpu(stale={"source": "{x}", "arguments": {"x": TEXT | {"source": "{z}"}}}),
        gpu(stale={"source": "{x}", "arguments": {"x": 10**4000}}),
        GOOD | {"stale": {"cpu": TEXT | {"source": "{x.a}"}}},
    ],
)
def test_what_no_sensor_can_say_ends_the_recording(path: Path, line: Any):
    first = {"time_s": 1.0, "monotonic_s": 1.0}
    recording = read_recording(made(path, first, line, GOOD))
    assert (recording.samples, recording.truncated) == ((Sample(1.0, 1.0),), True)


def test_texts_within_texts_have_an_end(path: Path):
    text: dict[str, Any] = TEXT
    for _ in range(100):
        text = {"source": "{x}", "arguments": {"x": text}}
    assert read_recording(made(path, gpu(stale=text))).truncated


def test_harmless_texts_are_kept_to_be_translated(path: Path):
    (found,) = read_recording(made(path, gpu(stale=TEXT))).samples
    assert found.gpus[0].stale == Text("{x}", {"x": "y"})


# Files that would fill the memory


def test_a_line_without_end_is_given_up(path: Path):
    path.write_bytes(gzip.compress(json.dumps(HEADER).encode() + b"\n" + b" " * (MAX_LINE_BYTES * 3)))
    assert read_recording(path).truncated
    path.write_bytes(gzip.compress(bytes(100 * 2**20), 1))
    assert "is not a recording" in refused(path)


def test_text_beyond_the_limit_is_left(path: Path):
    path.write_bytes(gzip.compress(b"line\n" * 2_000_000))
    with path.open("rb") as file:
        lines = CompressedLines(file, max_bytes=3_000_000)
        assert 400_000 < sum(1 for _ in lines) < 900_000
    assert not lines.complete


def test_a_very_long_recording_is_thinned_evenly(path: Path):
    recorded(path, 1000)
    recording = read_recording(path, kept_bytes=100_000)
    assert recording.step in {8, 16}
    assert [kept.monotonic_s for kept in recording.samples] == [float(at) for at in range(0, 1000, recording.step)]
    assert not recording.truncated
    assert len(recording.samples) < 150


# Where it cannot be written


def test_a_file_that_is_there_is_never_overwritten_silently(path: Path):
    path.write_text("precious")
    with pytest.raises(ActionableError, match="already"):
        RecordingWriter(path, None)
    assert path.read_text() == "precious"
    RecordingWriter(path, None, overwrite=True).close()
    assert read_recording(path).samples == ()


def test_a_folder_that_is_missing_is_said(tmp_path: Path):
    with pytest.raises(ActionableError, match="can't be written"):
        RecordingWriter(tmp_path / "no" / "x", None)


@contextmanager
def full_disk() -> Iterator[None]:
    """Let no file grow beyond 2,000 bytes: a write is cut short and then fails, as on a full disk.

    No fixture: pytest's own report may be such a file.
    """
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2000, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_full_disk_ends_the_recording_with_what_was_written(path: Path):
    writer = RecordingWriter(path, None)

    def write_much() -> None:
        with full_disk():
            for number in range(10_000):
                writer.write(sample(number))

    with pytest.raises(ActionableError, match="can't be written") as caught:
        write_much()
    assert caught.value.hint is not None
    writer.close()
    recording = read_recording(path)
    assert (len(recording.samples), recording.truncated) == (writer.samples, True)
    with pytest.raises(ActionableError):
        writer.write(sample(0))


def test_a_disk_that_is_full_from_the_start_leaves_no_file(path: Path, monkeypatch: pytest.MonkeyPatch):
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ActionableError, match="No space left"):
        RecordingWriter(path, None)
    assert not path.exists()


def test_it_is_brought_to_the_disk_about_once_a_second(path: Path, monkeypatch: pytest.MonkeyPatch):
    clock, synced = [100.0], []
    monkeypatch.setattr(os, "fsync", lambda _: synced.append(clock[0]))
    monkeypatch.setattr("deepseek_gui.core.recording.time.monotonic", lambda: clock[0])
    with RecordingWriter(path, None) as writer:
        for number in range(30):
            clock[0] = 100.0 + number / 10
            writer.write(sample(number))
    assert synced == [100.0, 101.0, 102.0]


def test_the_decoder_knows_every_field_of_a_sample():
    """A field that is added to the domain is recorded without a word here; this fails when its type is not."""
    assert msgspec.json.decode(msgspec.json.encode(FULL), type=Sample) == FULL


def test_the_samples_of_a_run_are_kept_small_and_written_as_a_recording(path: Path):
    tail = SampleTail(limit_bytes=20_000)
    for number in range(1000):
        tail.add(sample(number))
    kept = tail.samples()
    steps = {after.monotonic_s - before.monotonic_s for before, after in itertools.pairwise(kept)}
    assert kept[0] == sample(0)
    assert len(kept) == len(tail) > 10
    assert len(steps) == 1  # thinned evenly, old and new alike
    assert sum(len(encode_sample(one)) for one in kept) <= 20_000
    write_recording(path, None, kept)
    assert read_recording(path).samples == kept
    with pytest.raises(ActionableError, match="already"):
        write_recording(path, None, kept)
    write_recording(path, None, kept[:1], overwrite=True)
    assert read_recording(path).samples == kept[:1]
