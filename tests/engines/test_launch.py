from __future__ import annotations

import sys
from pathlib import Path

import pytest

from deepseek_gui.domain.plan import LaunchSpec
from deepseek_gui.engines.launch import child_command, clean_environment

SPEC = LaunchSpec("embedded", ("x",), environment={"LLAMA_API_KEY": "k"}, unset=("HTTPS_PROXY",))


def test_in_a_checkout_a_child_is_a_module_of_this_interpreter() -> None:
    assert child_command("deepseek_gui.engines.supervisor") == (
        sys.executable,
        "-m",
        "deepseek_gui.engines.supervisor",
    )


def test_a_frozen_program_starts_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", "/opt/deepseek-gui")
    assert child_command("a.b") == ("/opt/deepseek-gui", "--child", "a.b")


def test_qt_and_unwanted_variables_stay_behind() -> None:
    inherited = {"PATH": "/bin", "QT_QPA_PLATFORM": "xcb", "QT_PLUGIN_PATH": "/x", "HTTPS_PROXY": "p", "HOME": "/h"}
    assert clean_environment(SPEC, inherited) == {"PATH": "/bin", "HOME": "/h", "LLAMA_API_KEY": "k"}


def test_a_person_s_own_library_path_stays() -> None:
    assert clean_environment(SPEC, {"LD_LIBRARY_PATH": "/opt/cuda"})["LD_LIBRARY_PATH"] == "/opt/cuda"


def test_a_frozen_program_s_library_path_does_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert "LD_LIBRARY_PATH" not in clean_environment(SPEC, {"LD_LIBRARY_PATH": "/bundle/lib"})
    restored = clean_environment(SPEC, {"LD_LIBRARY_PATH": "/bundle/lib", "LD_LIBRARY_PATH_ORIG": "/opt/cuda"})
    assert restored["LD_LIBRARY_PATH"] == "/opt/cuda"
    assert "LD_LIBRARY_PATH_ORIG" not in restored


def test_an_installed_package_is_not_put_before_the_standard_library(monkeypatch: pytest.MonkeyPatch) -> None:
    from deepseek_gui.engines import launch

    monkeypatch.setattr(launch, "__file__", "/venv/lib/site-packages/deepseek_gui/engines/launch.py")
    assert launch.child_environment() == {}
    monkeypatch.setattr(launch, "__file__", "/checkout/deepseek_gui/engines/launch.py")
    assert launch.child_environment() == {"PYTHONPATH": str(Path("/checkout"))}
