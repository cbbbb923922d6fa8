"""Help texts of two llama.cpp builds, abridged to the facts: one of summer 2025, one of autumn 2026."""

from __future__ import annotations

import pytest

from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.engines.options import Options, parse_help
from tests.fake_programs import RECORDED


def options(name: str) -> Options:
    return parse_help((RECORDED / f"llama-server-{name}.help").read_text(encoding="utf-8"), f"llama-server {name}")


def test_every_spelling_is_known_and_switches_are_told_from_options() -> None:
    new = options("new")
    assert {"-ngl", "--gpu-layers", "--n-gpu-layers", "-kvo", "--no-kv-offload", "--no-ui"} <= new.flags
    assert {"--no-ui", "-kvo", "--jinja", "--metrics"} <= new.switches
    assert not {"-fa", "-ngl", "-lm", "--host", "-ot", "-dev"} & new.switches
    assert "-fa" in options("old").switches


def test_renamed_and_removed_options_differ_between_builds() -> None:
    old, new = options("old"), options("new")
    assert old.has("--no-mmap")
    assert not new.has("--no-mmap")
    assert new.has("-lm")
    assert not old.has("-lm")
    assert not new.has("--draft")  # the help lists it only to say that it was removed


def test_listed_values_are_read_however_the_help_spells_them() -> None:
    new = options("new")
    assert new.values["-fa"] == {"on", "off", "auto"}
    assert new.values["-lm"] == {"auto", "none", "mmap", "mlock", "mmap+mlock", "dio"}
    assert "iq4_nl" in new.values["-ctk"]
    assert new.values["-sm"] == {"none", "layer", "row", "tensor"}
    assert "-c" not in new.values


def test_what_a_build_does_not_accept_is_refused_by_name() -> None:
    with pytest.raises(ActionableError, match="llama-server old has no option -lm"):
        options("old").checked("-lm", "none")
    with pytest.raises(ActionableError, match="does not accept q3_0 for its option -ctk") as caught:
        options("new").checked("-ctk", "q3_0")
    assert "q8_0" in str(caught.value.hint)
    assert options("new").checked("-ctk", "q8_0") == ("-ctk", "q8_0")


@pytest.mark.parametrize("text", ["", "no options here", "-" * 100_000, "-a, " * 50_000])
def test_a_text_that_is_no_help_lists_nothing_much(text: str) -> None:
    assert len(parse_help(text, "x").flags) <= 1
