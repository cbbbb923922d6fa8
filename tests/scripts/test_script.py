"""The bash script: clean for shellcheck and does what it says, with a recording `llama-server` on the PATH."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import jinja2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deepseek_gui.domain.plan import LaunchSpec
from deepseek_gui.scripts.script import Download, Option, Script, options_of, render

SHELLCHECK = Path(sys.executable).with_name("shellcheck")

SPEC = LaunchSpec(
    engine="llama-server",
    argv=(
        *("llama-server", "-m", "/m.gguf", "-c", "8192", "-np", "2", "-b", "2048", "-ub", "1024", "-fa", "on"),
        *("-ctk", "q8_0", "-ctv", "q8_0", "-ngl", "29", "-ncmoe", "3", "-ts", "3,1", "-t", "8"),
        *("--host", "127.0.0.1", "--port", "8080", "--no-webui"),
    ),
)

SCRIPT = Script(
    title="Starts DeepSeek-R1-Distill-Qwen-7B Q4_K_M with llama-server.",
    notes=("Estimated for: Basic tier", "Speed: about 62.1 tokens per second (50.0 to 74.9)"),
    model_path="/models/r1.gguf",
    model_name="r1.gguf",
    options=options_of(SPEC),
    download=Download(),
)

RECORDER = """#!/usr/bin/env bash
if [ "$1" = --help ]; then printf '%s\\n' "$FAKE_HELP"; exit; fi
printf '%s\\0' "$@" > "$RECORD"
printf '%s' "$LLAMA_API_KEY" > "$RECORD.key"
"""


def text_of(script: Script) -> str:
    return render("bash.sh.j2", script)


def complaints(text: str) -> list[dict[str, object]]:
    command = [str(SHELLCHECK), "--format=json", "--shell=bash", "-"]
    done = subprocess.run(command, input=text.encode(), capture_output=True, check=False)
    assert done.returncode in {0, 1}, done.stderr
    found: list[dict[str, object]] = json.loads(done.stdout)
    return found


@pytest.fixture
def server(tmp_path: Path) -> Path:
    folder = tmp_path / "bin"
    folder.mkdir()
    program = folder / "llama-server"
    program.write_text(RECORDER)
    program.chmod(0o755)
    return folder


def start(text: str, tmp_path: Path, path: Path | None, **extra: str) -> subprocess.CompletedProcess[str]:
    search = os.pathsep.join([*([str(path)] if path else []), "/usr/bin", "/bin"])
    environment = {"PATH": search, "HOME": str(tmp_path), "RECORD": str(tmp_path / "argv"), "FAKE_HELP": "", **extra}
    script = tmp_path / "start.sh"
    script.write_text(text, encoding="utf-8", errors="surrogateescape")
    command = ["bash", str(script)]
    return subprocess.run(
        command, env=environment, capture_output=True, text=True, check=False, errors="surrogateescape"
    )


def recorded(tmp_path: Path) -> list[str]:
    return (tmp_path / "argv").read_bytes().decode("utf-8", "surrogateescape").split("\0")[:-1]


def test_options_state_what_differs_from_the_defaults():
    stated = {option.flag: option.value for option in options_of(SPEC)}
    assert stated == {
        "-c": "8192",
        "-np": "2",
        "-ub": "1024",
        "-fa": "on",
        "-ctk": "q8_0",
        "-ctv": "q8_0",
        "-ngl": "29",
        "-ncmoe": "3",
        "-ts": "3,1",
        "-t": "8",
    }
    assert all(option.meaning for option in options_of(SPEC))


@pytest.mark.parametrize(
    "script",
    [
        SCRIPT,
        replace(SCRIPT, options=(), notes=()),
        replace(SCRIPT, options=(Option("--metrics", None, "a switch"),)),
        replace(SCRIPT, model_path=None, model_name="it's a $(name).gguf"),
        replace(SCRIPT, model_path=None, download=Download("a/b", "c/d", "Q4_K_M")),
        replace(SCRIPT, download=Download(None, "c/d", None)),
        replace(SCRIPT, warning="Warning: it's `not` $FITTING."),
        replace(SCRIPT, title="two\nlines\r$(x)", notes=("shellcheck disable=all", "a\nb")),
    ],
)
def test_shellcheck_has_nothing_to_say(script: Script):
    assert complaints(text_of(script)) == []


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1, max_size=30))
def test_any_name_gives_a_clean_script_that_opens_that_file(tmp_path_factory: pytest.TempPathFactory, name: str):
    folder = tmp_path_factory.mktemp("any")
    path = folder / (name.replace("/", "_").encode()[:200].decode("utf-8", "ignore").strip(".") or "x")
    path.write_bytes(b"GGUF")
    text = text_of(replace(SCRIPT, model_path=str(path), title=name))
    assert complaints(text) == []
    program = folder / "llama-server"
    program.write_text(RECORDER)
    program.chmod(0o755)
    assert start(text, folder, folder).returncode == 0
    assert recorded(folder)[:2] == ["-m", str(path)]


def test_the_server_gets_exactly_the_plans_options(tmp_path: Path, server: Path):
    model = tmp_path / "it's $(a) model.gguf"
    model.write_bytes(b"GGUF")
    done = start(text_of(replace(SCRIPT, model_path=str(model))), tmp_path, server)
    assert done.returncode == 0, done.stderr
    assert recorded(tmp_path) == [
        *("-m", str(model), "--host", "127.0.0.1", "--port", "8080", "-c", "8192", "-np", "2", "-ub", "1024"),
        *("-fa", "on", "-ctk", "q8_0", "-ctv", "q8_0", "-ngl", "29", "-ncmoe", "3", "-ts", "3,1", "-t", "8"),
    ]


def test_the_key_is_random_and_not_on_the_command_line(tmp_path: Path, server: Path):
    model = tmp_path / "m.gguf"
    model.write_bytes(b"GGUF")
    text = text_of(replace(SCRIPT, model_path=str(model)))
    keys = []
    for _ in range(2):
        done = start(text, tmp_path, server)
        keys.append((tmp_path / "argv.key").read_text())
        assert keys[-1] in done.stderr
        assert keys[-1] not in recorded(tmp_path)
    assert len(set(keys)) == 2
    assert all(len(key) == 48 for key in keys)
    start(text, tmp_path, server, LLAMA_API_KEY="mine")
    assert (tmp_path / "argv.key").read_text() == "mine"


def test_without_the_engine_it_says_how_to_get_it(tmp_path: Path):
    done = start(text_of(SCRIPT), tmp_path, None)
    assert done.returncode == 127
    assert "brew install llama.cpp" in done.stderr


def test_without_the_model_it_says_where_to_get_it(tmp_path: Path, server: Path):
    download = Download("maker/Model-GGUF", None, "Q4_K_M")
    done = start(text_of(replace(SCRIPT, model_path=None, download=download)), tmp_path, server)
    assert done.returncode == 1
    assert f"{tmp_path}/models/r1.gguf" in done.stderr
    assert 'hf download maker/Model-GGUF --include "*Q4_K_M*"' in done.stderr
    assert "llama-server -hf maker/Model-GGUF:Q4_K_M" in done.stderr
    assert not (tmp_path / "argv").exists()


def test_another_file_and_port_can_be_named(tmp_path: Path, server: Path):
    other = tmp_path / "other.gguf"
    other.write_bytes(b"GGUF")
    assert start(text_of(SCRIPT), tmp_path, server, DEEPSEEK_MODEL=str(other), DEEPSEEK_PORT="9999").returncode == 0
    assert recorded(tmp_path)[:6] == ["-m", str(other), "--host", "127.0.0.1", "--port", "9999"]


@pytest.mark.parametrize(
    ("help_text", "mode", "expected"),
    [
        ("  -lm, --load-mode MODE", "none", ["--load-mode", "none"]),
        ("  --no-mmap", "none", ["--no-mmap"]),
        ("  --mlock", "mlock", ["--mlock"]),
        ("  --no-mmap", "", []),
    ],
)
def test_the_load_mode_follows_the_installed_version(
    tmp_path: Path, server: Path, help_text: str, mode: str, expected: list[str]
):
    model = tmp_path / "m.gguf"
    model.write_bytes(b"GGUF")
    text = text_of(replace(SCRIPT, model_path=str(model)))
    assert start(text, tmp_path, server, FAKE_HELP=help_text, DEEPSEEK_LOAD_MODE=mode).returncode == 0
    assert recorded(tmp_path)[26:] == expected


def test_a_template_with_a_misspelt_name_fails():
    with pytest.raises(jinja2.TemplateNotFound):
        render("no-such.j2", SCRIPT)


def test_undefined_names_are_errors():
    from deepseek_gui.scripts import script as module

    environment = module._environment()
    with pytest.raises(jinja2.UndefinedError):
        environment.from_string("{{ script.nothing | shell }}").render(script=SCRIPT)
    with pytest.raises(TypeError):
        environment.from_string("{{ script.model_path }}").render(script=SCRIPT)
