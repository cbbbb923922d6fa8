"""Every value reaches the program unchanged, whatever it holds."""

from __future__ import annotations

import os
import subprocess

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.scripts.quoting import comment, only_quoted, shell

HOSTILE = [
    "",
    "-rf.gguf",
    "a b.gguf",
    "it's.gguf",
    'say "hi".gguf',
    "$(touch pwned).gguf",
    "`id`.gguf",
    "${HOME}.gguf",
    "a;b&c|d>e.gguf",
    "line\nbreak.gguf",
    "carriage\rreturn.gguf",
    "tab\tbell\x07esc\x1b[31m.gguf",
    "back\\slash\\'.gguf",
    "模型 7B.gguf",
    "no\u00a0break\u200bspace\u202e.gguf",
    "broken\udcff\udc80utf8.gguf",
    "{{ jinja }}{% x %}.gguf",
    "!history!.gguf",
    "*?[a-z].gguf",
    "~root.gguf",
    "#comment.gguf",
]


def echoed(word: str) -> str:
    """Return what a program is given when bash reads `word`."""
    script = f"printf '%s' {word}".encode("utf-8", "surrogateescape")
    done = subprocess.run(
        ["bash"], input=script, capture_output=True, check=True, env={**os.environ, "LC_ALL": "C.UTF-8"}
    )
    return done.stdout.decode("utf-8", "surrogateescape")


@pytest.mark.parametrize("value", HOSTILE)
def test_hostile_values_arrive_unchanged(value: str):
    word = shell(value)
    assert "\n" not in word
    assert echoed(word) == value


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=40))
def test_any_text_arrives_unchanged(value: str):
    assert echoed(shell(value)) == value


def test_nul_is_refused():
    with pytest.raises(ActionableError):
        shell("a\0b")


@pytest.mark.parametrize("value", HOSTILE)
def test_a_comment_stays_one_line(value: str):
    assert comment(value).isprintable()


def test_only_quoted_text_is_printed():
    assert only_quoted(shell("x")) == "x"
    with pytest.raises(TypeError):
        only_quoted("x")
    with pytest.raises(TypeError):
        only_quoted(8080)
