from __future__ import annotations

import json
import queue
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import psutil
import pytest

from deepseek_gui.cli import watch
from deepseek_gui.cli.main import main
from deepseek_gui.core.documents import sample_document
from deepseek_gui.core.machines import machine_named
from deepseek_gui.core.recording import read_recording
from deepseek_gui.domain.sample import CpuState, GpuState, MemoryState, Sample, Throttle, TransferRates
from deepseek_gui.domain.text import Text

GIB = 1024**3
PROGRAM = [sys.executable, "-c", "import sys; from deepseek_gui.cli.main import main; sys.exit(main(sys.argv[1:]))"]


def lines_of(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return [json.loads(text) for text in capsys.readouterr().out.splitlines()]


def test_samples_of_this_machine_in_the_keys_of_the_contract(capsys: pytest.CaptureFixture[str]):
    assert main(["watch", "--interval", "0.05", "--count", "3", "--json"]) == 0
    first, *others = lines_of(capsys)
    assert len(others) == 2
    assert set(first) >= {"time", "cpu", "memory", "gpus", "disk", "network"}
    assert set(first["cpu"]) >= {"utilisation_percent", "per_core_percent"}
    assert len(first["cpu"]["per_core_percent"]) == psutil.cpu_count()
    assert set(first["memory"]) >= {"total_bytes", "used_bytes", "available_bytes"}
    assert first["time"] < others[0]["time"] < others[1]["time"]


def test_samples_of_a_simulated_machine(capsys: pytest.CaptureFixture[str]):
    assert main(["watch", "--machine", "enterprise", "--count", "1", "--json"]) == 0
    (sample,) = lines_of(capsys)
    assert [gpu["index"] for gpu in sample["gpus"]] == list(range(8))
    assert set(sample["gpus"][0]) >= {
        "index",
        "name",
        "utilisation_percent",
        "memory_used_bytes",
        "memory_total_bytes",
        "power_w",
        "temperature_c",
        "sm_activity_percent",
        "stale",
    }


def test_without_json_it_is_one_readable_line_a_sample(capsys: pytest.CaptureFixture[str]):
    assert main(["watch", "--machine", "basic", "--count", "2", "--interval", "0.05"]) == 0
    printed = capsys.readouterr().out.splitlines()
    assert len(printed) == 2
    assert all("CPU" in text and "GPU0" in text for text in printed)


def test_an_unknown_machine_is_an_error_in_json(capsys: pytest.CaptureFixture[str]):
    assert main(["watch", "--machine", "no such machine", "--json"]) == 1
    assert "no such machine" in lines_of(capsys)[0]["error"]["message"]


def test_what_is_printed_is_recorded(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    path = tmp_path / "x.dgrec"
    command = ["watch", "--machine", "basic", "--interval", "0.05", "--count", "3", "--json", "--record", str(path)]
    assert main(command) == 0
    recording = read_recording(path)
    again = [json.loads(json.dumps(sample_document(sample))) for sample in recording.samples]
    assert again == lines_of(capsys)
    assert recording.machine is not None
    assert (recording.machine.name, recording.truncated) == (machine_named("basic").name, False)
    assert main(command) == 1
    assert "already" in lines_of(capsys)[0]["error"]["message"]
    assert read_recording(path) == recording


@pytest.mark.parametrize(
    ("option", "value", "complaint"),
    [
        ("--interval", "0", "must be 0.05 to 3600 seconds"),
        ("--interval", "nan", "must be 0.05 to 3600 seconds"),
        ("--interval", "1e300", "must be 0.05 to 3600 seconds"),
        ("--interval", "x", "'x' is not a number"),
        ("--count", "0", "must be 1 or more"),
        ("--count", "x", "'x' is not a whole number"),
    ],
)
def test_wrong_usage_exits_2(option: str, value: str, complaint: str, capsys: pytest.CaptureFixture[str]):
    assert main(["watch", option, value]) == 2
    shown = capsys.readouterr().err
    assert "usage" in shown
    assert f"argument {option}: {complaint}" in shown


def test_the_line_of_a_full_sample_and_of_an_unknown_one():
    full = Sample(
        time_s=0.0,
        monotonic_s=0.0,
        cpu=CpuState(utilisation_percent=12.3),
        memory=MemoryState(total_bytes=32 * GIB, used_bytes=8 * GIB),
        gpus=(GpuState(index=0, name="x", utilisation_percent=99.0, power_w=350.4, stale=Text("The driver sleeps.")),),
        disk=TransferRates(read_bytes_per_s=2**20, write_bytes_per_s=0.0),
    )
    text = watch.line(full)
    assert "CPU  12 %  RAM 8.0/32.0 GiB  GPU0  99 % -/- GiB 350 W - °C [The driver sleeps.]  disk 1.0/0.0" in text
    slow = GpuState(index=0, name="x", throttles=(Throttle.POWER_CAP, Throttle.THERMAL))
    assert "°C [slowed down by heat]" in watch.line(Sample(time_s=0.0, monotonic_s=0.0, gpus=(slow,)))
    hung = Sample(time_s=0.0, monotonic_s=0.0, stale={"disk": Text("It hangs.")})
    assert watch.line(hung).endswith("[disk: It hangs.]")
    assert "net -/-" in watch.line(Sample(time_s=0.0, monotonic_s=0.0))


def test_it_shows_what_it_was_asked_for_and_no_more():
    samples: queue.SimpleQueue[Sample] = queue.SimpleQueue()
    for number in range(5):
        samples.put(Sample(time_s=float(number), monotonic_s=0.0))
    shown: list[float] = []
    watch._show_all(samples, lambda sample: shown.append(sample.time_s), 3)
    assert shown == [0.0, 1.0, 2.0]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT for one child")
def test_ctrl_c_ends_it_quietly():
    command = [*PROGRAM, "watch", "--interval", "0.05", "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        assert json.loads(child.stdout.readline())
        child.send_signal(signal.SIGINT)
        _, complaint = child.communicate(timeout=30)
    assert (child.returncode, complaint) == (0, "")


def test_a_reader_that_has_had_enough_ends_it_quietly():
    command = [*PROGRAM, "watch", "--interval", "0.05", "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        assert child.stderr is not None
        child.stdout.readline()
        child.stdout.close()
        complaint = child.stderr.read()
        assert child.wait(timeout=30) == 0
    assert complaint == ""


@pytest.mark.parametrize("interval", ["1e300", "nan", "inf", "0"])
def test_an_interval_that_nobody_could_wait_for_is_refused(interval: str, capsys: pytest.CaptureFixture[str]):
    assert main(["watch", "--interval", interval]) == 2
    assert "seconds" in capsys.readouterr().err
