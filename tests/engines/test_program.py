"""Real child processes that are asked about themselves."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from deepseek_gui.engines import program
from tests.fake_programs import fake_program

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="scripts with a shebang")


def times_asked(folder: Path) -> int:
    return len((folder / "asked").read_text().splitlines())


def test_a_build_is_asked_once_and_again_when_it_changed(tmp_path: Path) -> None:
    path, cache = fake_program(tmp_path / "bin"), tmp_path / "cache"
    first = program.ask(path, cache)
    assert "build 11374" in first.version
    assert "--load-mode" in first.help
    assert program.ask(path, cache) == first
    assert times_asked(path.parent) == 2  # --version and --help
    os.utime(path, (1, 1))
    assert program.ask(path, cache) == first
    assert times_asked(path.parent) == 4


def test_a_damaged_or_missing_cache_only_costs_the_question(tmp_path: Path) -> None:
    path, cache = fake_program(tmp_path / "bin"), tmp_path / "cache"
    said = program.ask(path, cache)
    for file in (cache / "engines").iterdir():
        file.write_text(json.dumps({"stamp": 1}))
    assert program.ask(path, cache) == said
    assert program.ask(path, path) == said  # the cache folder is a file: nothing is kept


def script(folder: Path, text: str) -> Path:
    path = folder / "program"
    path.write_text(f"#!{sys.executable}\n{text}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


def test_a_program_that_hangs_is_killed(tmp_path: Path) -> None:
    path = script(tmp_path, "import time\nprint('x', flush=True)\ntime.sleep(600)")
    assert program.ask(path, tmp_path / "cache", timeout_s=0.2) == program.Said("", "")
    assert not (tmp_path / "cache").exists()


def test_what_a_program_started_goes_with_it(tmp_path: Path) -> None:
    """A script's child holds the pipe open: killing the script alone would wait for the child."""
    noted = tmp_path / "pid"
    path = script(
        tmp_path,
        f"import pathlib, subprocess, time\nchild = subprocess.Popen(['sleep', '600'])\n"
        f"pathlib.Path({str(noted)!r}).write_text(str(child.pid))\ntime.sleep(600)",
    )
    assert program.answer(path, timeout_s=3.0) == ""
    child = int(noted.read_text())
    assert not psutil.pid_exists(child) or psutil.Process(child).status() == psutil.STATUS_ZOMBIE


def test_what_is_asked_ends_with_us(tmp_path: Path) -> None:
    noted = tmp_path / "pid"
    path = script(
        tmp_path,
        f"import os, pathlib, time\npathlib.Path({str(noted)!r}).write_text(str(os.getpid()))\ntime.sleep(600)",
    )
    asker = f"""
import pathlib, threading, time
from deepseek_gui.engines import program
path, noted = pathlib.Path({str(path)!r}), pathlib.Path({str(noted)!r})
threading.Thread(target=program.answer, args=(path,), daemon=True).start()
while not (noted.exists() and noted.read_text()):
    time.sleep(0.01)
"""
    subprocess.run([sys.executable, "-c", asker], check=True, timeout=60)
    asked = int(noted.read_text())
    assert not psutil.pid_exists(asked) or psutil.Process(asked).status() == psutil.STATUS_ZOMBIE


def test_an_endless_answer_is_cut(tmp_path: Path) -> None:
    path = script(tmp_path, "while True: print('x' * 4095)")
    assert len(program.answer(path, "--help")) == program.MAX_BYTES


def test_a_program_that_is_none_says_nothing(tmp_path: Path) -> None:
    assert program.ask(tmp_path / "absent") == program.Said("", "")
