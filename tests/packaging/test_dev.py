"""The set-up script: what it says when something is missing."""

from __future__ import annotations

import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

DEV = Path(__file__).parents[2] / "packaging" / "dev.py"


@pytest.fixture
def dev() -> ModuleType:
    spec = importlib.util.spec_from_file_location("dev", DEV)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("output", "expected"),
    [
        ("Failed to establish a new connection: [Errno -3] Temporary failure in name resolution", "network"),
        ("error: command 'gcc' failed: No such file or directory", "compiler"),
        ("OSError: [Errno 28] No space left on device", "disk is full"),
        ("ERROR: No matching distribution found for xllamacpp", "no version for this Python"),
        ("something new", "message above"),
    ],
)
def test_a_failed_installation_says_what_to_do(dev: ModuleType, output: str, expected: str):
    assert expected in dev.install_hint(output)


def test_an_old_python_is_refused(dev: ModuleType, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "version_info", (3, 10, 4))
    with pytest.raises(dev.SetupError, match=r"3\.10\.4 is too old"):
        dev.check_python()


def test_a_python_without_venv_names_the_package(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setattr(dev, "VENV", tmp_path / "venv")
    monkeypatch.setattr(dev.importlib.util, "find_spec", lambda _name: None)
    monkeypatch.setattr(dev, "is_root", lambda: False)
    monkeypatch.setattr(dev.shutil, "which", lambda _name: "/usr/bin/apt-get")
    with pytest.raises(dev.SetupError, match="venv"):
        dev.ensure_venv()
    assert "sudo apt-get install python3." in capsys.readouterr().err


def test_missing_libraries_are_named_for_a_person_without_root(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setattr(dev.sys, "platform", "linux")
    monkeypatch.setattr(dev, "can_load", lambda library: library != "libxcb-cursor.so.0")
    monkeypatch.setattr(dev, "has_cjk_font", lambda: True)
    monkeypatch.setattr(dev, "is_root", lambda: False)
    monkeypatch.setattr(dev.shutil, "which", lambda _name: None)
    dev.ensure_system_libraries()
    assert "libxcb-cursor.so.0" in capsys.readouterr().err


def test_a_missing_c_compiler_is_named(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setattr(dev.sys, "platform", "linux")
    monkeypatch.setattr(dev, "is_root", lambda: False)
    programs = {"apt-get"}
    monkeypatch.setattr(dev.shutil, "which", lambda name: name if name in programs else None)
    dev.ensure_c_compiler()
    assert "sudo apt-get install gcc libc6-dev" in capsys.readouterr().err


def test_without_a_display_the_same_job_runs_in_the_terminal(dev: ModuleType, monkeypatch: pytest.MonkeyPatch):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(dev.sys, "platform", "linux")
    monkeypatch.setattr(dev, "set_up", lambda: None)
    called: list[list[str]] = []

    def record(command: list[str]) -> int:
        called.append([str(part) for part in command[1:]])
        return 0

    monkeypatch.setattr(dev, "call", record)
    assert dev.run([]) == 0
    assert [command[0] for command in called] == ["probe", "match", "run"]


def test_an_unknown_command_prints_the_usage(dev: ModuleType, capsys: pytest.CaptureFixture[str]):
    assert dev.main(["tests"]) == 2
    assert "dev.py test" in capsys.readouterr().err


def test_every_picture_of_the_readme_is_made_by_the_command_and_there(dev: ModuleType):
    shown = re.findall(r"packaging/pictures/([\w-]+)\.png", (DEV.parent.parent / "README.md").read_text())
    assert set(shown) == set(dev.README_PICTURES)
    assert all((dev.PICTURES / f"{name}.png").is_file() for name in shown)
