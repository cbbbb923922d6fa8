"""The command line as a whole: exit codes, errors in words and in JSON, the pipe that breaks."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from deepseek_gui import __version__
from deepseek_gui.cli import main as module
from deepseek_gui.cli.commands import COMMANDS
from deepseek_gui.cli.main import build_parser, main
from deepseek_gui.cli.output import print_error, print_json, table
from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.text import Text

ROOT = Path(__file__).resolve().parents[2]


def program(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "deepseek_gui", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)


def only_document(output: str) -> dict[str, Any]:
    """Return the one JSON document that stands on stdout."""
    assert output.count("\n") == 1
    document: dict[str, Any] = json.loads(output)
    return document


@pytest.mark.parametrize(
    "arguments",
    [
        ("estimate", "--model", "7B", "--machine", "basic", "--json"),
        ("match", "--machine", "office", "--json"),
        ("export", "--model", "7B", "--machine", "basic", "--json"),
        ("probe", "--json"),
    ],
)
def test_the_real_program_prints_one_document(arguments: tuple[str, ...]):
    done = program(*arguments)
    assert done.returncode == 0, done.stderr
    assert only_document(done.stdout)
    assert done.stderr == ""


def test_the_real_program_fails_in_json():
    done = program("estimate", "--model", "no-such", "--json")
    assert done.returncode == 1
    error = only_document(done.stdout)["error"]
    assert "no-such" in error["message"]
    assert error["hint"].startswith("Nearest: ")
    assert done.stderr == ""


def test_a_reader_that_goes_away_is_no_failure():
    script = f"'{sys.executable}' -m deepseek_gui match --machine basic --json | head -c 10"
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", script], cwd=ROOT, capture_output=True, text=True, check=False, timeout=120
    )
    assert (done.returncode, len(done.stdout), done.stderr) == (0, 10, "")


def test_an_error_in_words_goes_to_stderr(capsys: pytest.CaptureFixture[str]):
    assert main(["estimate", "--model", "no-such"]) == 1
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "no-such" in shown.err
    assert "Nearest" in shown.err


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["dance"],
        ["estimate"],
        ["estimate", "--model", "7B", "--file", "x.gguf"],
        ["estimate", "--model", "7B", "--context", "-1"],
        ["estimate", "--model", "7B", "--context", "many"],
        ["estimate", "--model", "7B", "--context", "0"],
        ["estimate", "--model", "7B", "--kv-type", "q3_0"],
        ["estimate", "--model", "7B", "--flash-attn", "maybe"],
        ["estimate", "--model", "7B", "--tensor-split", "a,b"],
        ["estimate", "--model", "7B", "--parallel", "0"],
        ["estimate", "--model", "7B", "--source", "rumour"],
        ["match", "--use-case", "mining"],
        ["match", "--min-tps", "nan"],
        ["match", "--users", "-3"],
    ],
)
def test_bad_usage_exits_2(arguments: list[str], capsys: pytest.CaptureFixture[str]):
    assert main(arguments) == 2
    assert "usage:" in capsys.readouterr().err
    assert main([*arguments, "--json"]) == 2
    assert only_document(capsys.readouterr().out)["error"]["message"]


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["estimate", "--model", "7B", "--quant", "Q9"], "Q9"),
        (["estimate", "--model", "7B", "--engine", "abacus"], "abacus"),
        (["estimate", "--model", "7B", "--machine", "nowhere"], "nowhere"),
        (["estimate", "--model", "7B", "--context", "999999", "--machine", "basic"], "Context"),
        (["estimate", "--model", "deepseek-ocr", "--machine", "basic"], "not estimated"),
        (["estimate", "--file", "/nowhere/x.gguf", "--machine", "basic"], "x.gguf"),
        (["estimate", "--model", "7B", "--kv-type", "q8_0", "--flash-attn", "off"], "flash attention"),
        (["match", "--machine", "nowhere"], "nowhere"),
        (["export", "--model", "7B", "--machine", "basic", "--format", "docker"], "docker"),
        (["export", "--model", "7B", "--machine", "basic", "-o", "/nowhere/x.sh"], "/nowhere/x.sh"),
    ],
)
def test_known_failures_exit_1_with_one_document(arguments: list[str], word: str, capsys: pytest.CaptureFixture[str]):
    assert main([*arguments, "--json"]) == 1
    error = only_document(capsys.readouterr().out)["error"]
    assert word in error["message"]
    assert error["hint"]


def test_a_broken_machine_file_names_the_field(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    path = tmp_path / "machine.toml"
    path.write_text('name = "x"\n[memory]\ntotal_gib = "much"\n')
    assert main(["match", "--machine", str(path), "--json"]) == 1
    assert "memory.total_gib" in only_document(capsys.readouterr().out)["error"]["message"]
    path.write_text("name = ")
    assert main(["match", "--machine", str(path), "--json"]) == 1
    assert "not TOML" in only_document(capsys.readouterr().out)["error"]["message"]


@pytest.mark.expects_log
def test_a_bug_is_logged_with_its_trace_and_said_once(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
):
    class Broken:
        @staticmethod
        def add_parser(subparsers: module.Subparsers[argparse.ArgumentParser]) -> None:
            subparsers.add_parser("probe").add_argument("--json", action="store_true")

        @staticmethod
        def run(args: argparse.Namespace) -> int:
            raise RuntimeError(f"broken {args.command}")

    monkeypatch.setattr(module, "_command", lambda _: Broken)
    assert main(["probe", "--json"]) == 1
    assert "broken probe" in only_document(capsys.readouterr().out)["error"]["message"]
    assert "Traceback" in caplog.text


def test_version_and_help(capsys: pytest.CaptureFixture[str]):
    assert main(["--version"]) == 0
    assert __version__ in capsys.readouterr().out
    assert main(["--help"]) == 0
    shown = capsys.readouterr().out
    assert all(command in shown for command in COMMANDS)


def test_only_the_named_command_is_imported(monkeypatch: pytest.MonkeyPatch):
    asked: list[str] = []
    real = module._command
    monkeypatch.setattr(module, "_command", lambda name: asked.append(name) or real(name))  # type: ignore[func-returns-value]
    build_parser(["match", "--json"])
    assert asked == ["match"]


def test_an_error_in_json_has_its_details(capsys: pytest.CaptureFixture[str]):
    print_error(ActionableError(Text("No."), Text("Do."), "line 7"), as_json=True)
    assert only_document(capsys.readouterr().out) == {"error": {"message": "No.", "hint": "Do.", "details": "line 7"}}
    print_error(ActionableError(Text("No.")), as_json=True)
    assert only_document(capsys.readouterr().out) == {"error": {"message": "No.", "hint": None}}


def test_json_has_no_nan():
    with pytest.raises(ValueError, match="Out of range"):
        print_json({"x": float("nan")})


def test_tables_align():
    assert table([("a", "1"), ("bb", "22")], right=(1,), indent=1) == [" a    1", " bb  22"]
    assert table([]) == []
