"""Every way in which the program can end, in every phase of the engine: nothing of it is left."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

PROGRAM = Path(__file__).with_name("driven_program.py")
ROOT = Path(__file__).parents[2]
START_S = 60.0
GONE_S = 10.0
"""The requirement is 3 s on a computer that does nothing else; tests/bench/run_endings.py measures that."""

PHASES = ("making", "loading", "prompt", "generation", "unloading")

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals")


@contextmanager
def program(profile: Path, phase: str, file: Path) -> Iterator[tuple[subprocess.Popen[str], list[psutil.Process]]]:
    """Run the program until it is in a phase; yield it and what runs below it."""
    with subprocess.Popen(
        [sys.executable, str(PROGRAM), str(profile), phase, str(file)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    ) as process:
        try:
            assert process.stdout is not None
            too_late = threading.Timer(START_S, process.kill)
            too_late.start()
            line = process.stdout.readline()
            too_late.cancel()
            too_late.join()
            assert line.startswith("["), line
            yield process, [psutil.Process(pid) for pid in json.loads(line) if psutil.pid_exists(pid)]
        finally:
            process.kill()


@pytest.fixture
def files(slow_model: Path, chatty_model: Path) -> dict[str, Path]:
    return {"loading": slow_model} | dict.fromkeys(("making", "prompt", "generation", "unloading"), chatty_model)


def assert_gone(process: subprocess.Popen[str], below: list[psutil.Process]) -> None:
    process.wait(GONE_S)
    _, alive = psutil.wait_procs(below, timeout=GONE_S)
    assert not alive


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
@pytest.mark.parametrize("phase", PHASES)
def test_a_signal_ends_the_whole_tree_in_every_phase(
    phase: str, number: signal.Signals, files: dict[str, Path], tmp_path: Path
) -> None:
    end(phase, number, files[phase], tmp_path)
    if phase == "making" and number is signal.SIGTERM:
        assert not list(tmp_path.rglob("*.part"))


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGSEGV])
def test_logging_out_and_a_crash_end_the_whole_tree(
    number: signal.Signals, files: dict[str, Path], tmp_path: Path
) -> None:
    """What a session's end sends, and a crash; tests/bench/run_endings.py tries them in every phase."""
    end("generation", number, files["generation"], tmp_path)


def end(phase: str, number: signal.Signals, file: Path, profile: Path) -> None:
    with program(profile, phase, file) as (process, below):
        expected = {"making": {0}, "unloading": {0, 1, 2}}.get(phase, {2})
        assert sum(map(is_of_engine, below)) in expected, "supervisor and engine"
        process.send_signal(number)
        assert_gone(process, below)
        assert process.returncode == (0 if number in (signal.SIGTERM, signal.SIGHUP) else -number)


def is_of_engine(process: psutil.Process) -> bool:
    """Tell supervisor and engine from programs that are asked for their version meanwhile."""
    try:
        return any(word.startswith("deepseek_gui.engines") for word in process.cmdline())
    except psutil.NoSuchProcess:
        return False


def order(process: subprocess.Popen[str], what: str) -> None:
    assert process.stdin is not None
    process.stdin.write(f"{what}\n")
    process.stdin.flush()


@pytest.mark.parametrize("phase", ["loading", "generation"])
def test_quitting_the_application_ends_the_whole_tree(phase: str, files: dict[str, Path], tmp_path: Path) -> None:
    with program(tmp_path, phase, files[phase]) as (process, below):
        order(process, "quit")
        assert_gone(process, below)
        assert process.returncode == 0


def test_a_mistake_of_ours_ends_neither_window_nor_engine(files: dict[str, Path], tmp_path: Path) -> None:
    with program(tmp_path, "generation", files["generation"]) as (process, below):
        order(process, "mistake")
        assert process.stdout is not None
        assert process.stdout.readline() == "alive\n"
        assert all(child.is_running() for child in below)
        process.send_signal(signal.SIGTERM)
        assert_gone(process, below)
