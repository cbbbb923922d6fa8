"""The program as it is started: usage, unknown machines, the smoke run."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from deepseek_gui.app.options import Options, parse
from deepseek_gui.cli.commands import COMMANDS


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "deepseek_gui", *arguments], capture_output=True, text=True, timeout=120, check=False
    )


def test_options():
    assert parse([]) == Options()
    assert parse(["--machine", "laptop", "--profile-dir", "p"]) == Options("laptop", Path("p"))


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit):
        parse(["--help"])
    assert ", ".join(COMMANDS) in " ".join(capsys.readouterr().out.split())
    assert "cost" in COMMANDS


def test_wrong_usage_exits_with_2():
    with pytest.raises(SystemExit) as ended:
        parse(["--nonsense"])
    assert ended.value.code == 2


def test_unknown_machine_is_a_sentence(tmp_path: Path):
    result = run("--machine", "no-such-machine", "--profile-dir", str(tmp_path))
    assert result.returncode == 1
    assert "no-such-machine" in result.stderr
    assert "Traceback" not in result.stderr


def test_smoke_shows_and_measures(tmp_path: Path):
    result = run("--smoke", "--profile-dir", str(tmp_path))
    assert result.returncode == 0, result.stderr
    figures = json.loads(result.stdout)
    assert 50 < figures["first_paint_ms"] < 60_000
    assert 30 < figures["rss_mib"] < 2000
    assert "Traceback" not in result.stderr


def test_read_only_profile_still_opens(tmp_path: Path):
    (tmp_path / "profile").write_text("a file stands where the folder should be")
    result = run("--smoke", "--profile-dir", str(tmp_path / "profile"))
    assert result.returncode == 0, result.stderr


def test_nothing_heavy_before_the_first_paint():
    code = (
        "import sys\n"
        "import deepseek_gui.app.start\n"
        "import deepseek_gui.app.desktop\n"
        "heavy = {'numpy', 'pyqtgraph', 'psutil', 'gguf', 'httpx', 'jinja2', 'pynvml', 'xllamacpp', 'msgspec'}\n"
        "print(sorted(heavy & set(sys.modules)))\n"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert result.stdout.strip() == "[]"
