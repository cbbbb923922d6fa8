from __future__ import annotations

import re

import pytest

from deepseek_gui.engines.flag_lists import flag_lists, listed_options
from deepseek_gui.engines.options import parse_help
from deepseek_gui.engines.placeholders import PLACEHOLDERS, Placeholder
from tests.fake_programs import RECORDED


@pytest.mark.parametrize("placeholder", PLACEHOLDERS, ids=lambda found: found.written)
def test_every_option_that_is_named_exists(placeholder: Placeholder) -> None:
    for engine, options in placeholder.real.items():
        listed = listed_options(engine)
        for option in options:
            flag, _, value = re.split("( |=)", option, maxsplit=1) if re.search("[ =]", option) else (option, "", "")
            assert listed.checked(flag, value or None)
    assert str(placeholder.meaning)


def test_what_the_article_invented_exists_nowhere() -> None:
    every = frozenset().union(*(found.flags for found in flag_lists().values()))
    for written in ("--use_tensor_core", "--kv_cache_compression", "--load_strategy", "--sync_strategy"):
        assert not {written, written.replace("_", "-")} & every
        assert [found for found in PLACEHOLDERS if found.written.startswith(written)]


def test_the_list_of_llama_server_agrees_with_its_help() -> None:
    help_text = parse_help((RECORDED / "llama-server-new.help").read_text(encoding="utf-8"), "new")
    listed = listed_options("llama-server")
    used_by_us = {flag for flag in help_text.flags if flag in listed.flags}
    assert {"-ctk", "-ctv", "-fa", "-lm", "-lzm", "-sm", "-ngl", "-ncmoe", "-ts"} <= used_by_us


@pytest.mark.parametrize("engine", ["vllm", "sglang"])
def test_the_lists_name_their_version_and_are_whole(engine: str) -> None:
    found = flag_lists()[engine]
    assert found.version
    assert found.source
    assert len(found.flags) > 250
    assert {"--host", "--port", "--api-key"} <= found.flags
