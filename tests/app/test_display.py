"""No display, a dead one and a missing library are sentences, said before Qt aborts."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from deepseek_gui.app.display import _missing, linux_problem

linux_only = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="X11 and Wayland are Linux's")


@linux_only
def test_no_display():
    problem = linux_problem({})
    assert problem is not None
    assert "no display" in str(problem)
    assert "deepseek-gui match" in str(problem.hint)


@linux_only
def test_dead_display(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("DISPLAY", ":97531")
    problem = linux_problem({"DISPLAY": ":97531"})
    assert problem is not None
    assert ":97531" in str(problem) or "libraries" in str(problem)


@pytest.mark.parametrize("platform", ["offscreen", "minimal", "vnc:size=800x600", "linuxfb"])
def test_other_platforms_need_no_display(platform: str):
    assert linux_problem({"QT_QPA_PLATFORM": platform}) is None


def test_wayland_socket_is_enough(tmp_path: Path):
    (tmp_path / "wayland-0").write_text("")
    environment = {"WAYLAND_DISPLAY": "wayland-0", "XDG_RUNTIME_DIR": str(tmp_path)}
    assert linux_problem(environment) is None
    assert linux_problem({**environment, "WAYLAND_DISPLAY": "wayland-9"}) is not None


def test_missing_library_names_its_package():
    error = _missing("libxcb-cursor.so.0: cannot open shared object file: No such file or directory")
    assert "libxcb-cursor0" in str(error.hint)
    assert "packaging/dev.py" in str(_missing("libunheard.so.1: cannot open shared object file").hint)


@linux_only
def test_program_ends_with_the_sentence():
    environment = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")}
    result = subprocess.run(
        [sys.executable, "-m", "deepseek_gui"], env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    assert result.returncode == 1
    assert "no display" in result.stderr
    assert "Traceback" not in result.stderr
