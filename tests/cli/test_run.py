"""`deepseek-gui run` as a person starts it: a process of its own with the real engine below it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import psutil
import pytest

from deepseek_gui.cli.output import print_error, printable
from deepseek_gui.cli.run import WordPrinter, prompt_text
from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.events import Done, Loading, Token
from deepseek_gui.domain.plan import Plan
from deepseek_gui.domain.text import Text
from tests.fake_programs import fake_program

PROGRAM = (sys.executable, "-m", "deepseek_gui", "run")


@pytest.fixture
def home(tmp_path: Path) -> Mapping[str, str]:
    """An environment whose settings, caches and logs lie in a folder of the test."""
    return os.environ | {
        "HOME": str(tmp_path),
        "XDG_CACHE_HOME": str(tmp_path / "cache"),
        "XDG_STATE_HOME": str(tmp_path / "state"),
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "XDG_DATA_HOME": str(tmp_path / "data"),
    }


def run(home: Mapping[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*PROGRAM, *arguments], env=home, capture_output=True, text=True, check=False, timeout=120)


def documents(output: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in output.splitlines()]


def of(events: list[dict[str, Any]], kind: str) -> list[dict[str, Any]]:
    return [event for event in events if event["event"] == kind]


def test_one_document_an_event(home: Mapping[str, str], tiny_model: Path) -> None:
    done = run(home, "--file", str(tiny_model), "--prompt", "hi", "--max-tokens", "8", "--json")
    assert done.returncode == 0, done.stderr
    events = documents(done.stdout)
    assert events[0]["event"] == "loading"
    assert events[0]["model"] == "tiny.gguf"
    assert of(events, "sample")[0]["cpu"]
    (last,) = of(events, "done")
    assert events[-1] == last
    assert 0 < last["tokens"] <= 8
    assert last["prompt_tokens"] > 0
    assert {"time_to_first_token_s", "decode_tps", "prefill_tps", "engine_decode_tps"} <= last.keys()
    tokens = of(events, "token")
    assert all(token["time_s"] > 0 for token in tokens)
    assert sum(token["count"] for token in tokens) <= last["tokens"]


@pytest.mark.skipif(sys.platform == "win32", reason="arguments are no bytes there")
@pytest.mark.parametrize("piped", [False, True])
def test_bytes_that_are_no_text_are_a_prompt_all_the_same(
    home: Mapping[str, str], tiny_model: Path, *, piped: bool
) -> None:
    asked: list[str | bytes] = ["--file", str(tiny_model), "--max-tokens", "2", "--json"]
    done = subprocess.run(
        [*PROGRAM, *asked, "--prompt", "-" if piped else b"\xffhi"],
        env=home,
        input=b"\xffhi",
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    assert of(documents(done.stdout.decode()), "done")


def test_a_prompt_in_utf_8_is_read_in_any_locale(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "getfilesystemencodeerrors", lambda: "surrogateescape")
    assert prompt_text("你好".encode().decode("ascii", "surrogateescape")) == "你好"
    assert prompt_text("你好") == "你好"


def test_the_answer_alone_is_on_standard_output(home: Mapping[str, str], tiny_model: Path) -> None:
    done = run(home, "--file", str(tiny_model), "--prompt", "hi", "--max-tokens", "8", "--verbose")
    assert done.returncode == 0
    assert "tokens/s" in done.stderr
    assert "model loaded" in done.stderr, "the engine's log"
    assert "Loading" not in done.stdout


def test_a_missing_file_is_an_error_event_and_1(home: Mapping[str, str], tmp_path: Path) -> None:
    done = run(home, "--file", str(tmp_path / "no.gguf"), "--prompt", "hi", "--json")
    assert done.returncode == 1
    last = documents(done.stdout)[-1]
    assert last["event"] == "error"
    assert "no.gguf" in last["message"]
    assert last["hint"]
    assert last["cause"] is None


@pytest.mark.skipif(sys.platform == "win32", reason="a script stands in for the engine")
def test_an_engine_that_fails_says_its_cause_and_the_line_that_tells_it(
    home: Mapping[str, str], tiny_model: Path, tmp_path: Path
) -> None:
    line = "llama_init_from_model: failed to initialize the context: failed to allocate buffer for kv cache"
    fake_program(tmp_path / "bin", lines=("loading", line), status=1)
    path = {"PATH": f"{tmp_path / 'bin'}{os.pathsep}{home['PATH']}"}
    arguments = ("--file", str(tiny_model), "--engine", "llama-server", "--prompt", "hi", "--json")
    done = run({**home, **path}, *arguments)
    assert done.returncode == 1
    last = documents(done.stdout)[-1]
    assert (last["event"], last["cause"], last["evidence"]) == ("error", "memory_context", line)
    assert line in last["details"]
    assert "Compress the KV cache (q8_0)" in last["remedies"]


def test_an_unknown_model_is_an_error_event_and_1(home: Mapping[str, str]) -> None:
    done = run(home, "--model", "gpt-9", "--prompt", "hi", "--json")
    assert done.returncode == 1
    (only,) = documents(done.stdout)
    assert (only["event"], only["error"]["message"]) == ("error", only["message"])


def test_no_prompt_is_wrong_usage(home: Mapping[str, str], tiny_model: Path) -> None:
    assert run(home, "--file", str(tiny_model)).returncode == 2


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_ending_it_in_the_middle_leaves_nothing(
    home: Mapping[str, str], chatty_model: Path, number: signal.Signals
) -> None:
    command = [*PROGRAM, "--file", str(chatty_model), "--prompt", "hi", "--context", "8192", "--json"]
    with subprocess.Popen(command, env=home, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        next(line for line in process.stdout if json.loads(line)["event"] == "token")
        below = psutil.Process(process.pid).children(recursive=True)
        assert len(below) == 2
        process.send_signal(number)
        assert not psutil.wait_procs(below, timeout=3)[1]
        process.stdout.read()
        assert "Traceback" not in process.stderr.read()
        assert process.wait(10) == (130 if number is signal.SIGINT else -number)


def test_control_characters_do_not_reach_the_terminal() -> None:
    assert printable("a\x1b]0;title\x07b\nc\td你") == "a�]0;title�b\nc\td你"
    assert printable("\u202egnp") == "�gnp"
    assert printable("👩\u200d💻") == "👩\u200d💻"


def test_a_files_name_does_not_reach_the_terminal_raw(capsys: pytest.CaptureFixture[str]) -> None:
    WordPrinter().begin(Plan("\x1b[31mred.gguf", None))
    print_error(
        ActionableError(Text("There is no file {name}.", {"name": "\x1b[1mx"}), details="\x1b[2J"), as_json=False
    )
    assert "\x1b" not in capsys.readouterr().err


def test_each_tenth_of_a_step_is_said_once(capsys: pytest.CaptureFixture[str]) -> None:
    show = WordPrinter()
    making = Text("Making")
    events = [
        Loading(),
        *(Loading(share / 40, making) for share in range(41)),
        Loading(0.0),
        Loading(0.0),
        Loading(1.0),
    ]
    for event in events:
        show.show(event)
    told = capsys.readouterr().err.splitlines()
    assert told == [
        *(f"Making: {tenth}0 %" if tenth else "Making: 0 %" for tenth in range(11)),
        "Loading: 0 %",
        "Loading: 100 %",
    ]


def test_words_say_what_is_reasoning_and_what_is_random(capsys: pytest.CaptureFixture[str]) -> None:
    show = WordPrinter()
    show.begin(Plan("r1-distill-qwen-1.5b", "Q4_0", synthetic=True))
    for event in (Token("hm", 1.0, thinking=True), Token("Yes.", 2.0), Done(3, 2, 1.0, 1.0, None, 1.0)):
        show.show(event)
    told = capsys.readouterr()
    assert told.out == "[thinking] hm\n[answer] Yes.\n"
    assert "words are not" in told.err
    assert "2 tokens, 1.0 tokens/s, first token after 1.00 s" in told.err
