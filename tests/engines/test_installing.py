from __future__ import annotations

import pytest

from deepseek_gui.engines.installing import instructions
from deepseek_gui.engines.registry import engine_ids


@pytest.mark.parametrize("platform", ["linux", "darwin", "win32"])
def test_every_engine_that_is_not_fetched_has_its_commands_or_a_reason(platform: str) -> None:
    for engine in engine_ids():
        found = instructions(engine, platform)
        if engine in ("embedded", "llama-server"):
            assert found is None
        else:
            assert found is not None
            assert found.source.startswith("https://")
            assert found.commands or found.note


def test_what_does_not_run_on_a_system_says_so() -> None:
    found = instructions("vllm", "win32")
    assert found is not None
    assert not found.commands
    assert "WSL" in str(found.note)
