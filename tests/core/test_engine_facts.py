from __future__ import annotations

from pathlib import Path

import pytest

from deepseek_gui.core.engine_facts import PLACEHOLDERS, engine_facts
from deepseek_gui.engines.registry import engine_ids
from deepseek_gui.settings.paths import profile_paths
from tests.fake_programs import fake_program


def test_every_engine_is_listed_with_what_is_known_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    fake_program(tmp_path / "bin")
    found = {facts.id: facts for facts in engine_facts(profile_paths(tmp_path / "profile"))}
    assert tuple(found) == engine_ids()
    embedded, server, ollama = found["embedded"], found["llama-server"], found["ollama"]
    assert embedded.build is not None
    assert embedded.options is None
    assert server.build is not None
    assert server.options is not None
    assert server.options.has("-lm")
    assert ollama.build is None
    assert ollama.instructions is not None
    assert not found["vllm"].run_here
    assert not found["sglang"].run_here
    assert found["transformers"].run_here
    assert found["transformers"].instructions is not None
    assert PLACEHOLDERS
