from __future__ import annotations

from pathlib import Path

import pytest

from deepseek_gui.core.engine_facts import PLACEHOLDERS, EngineBuild, engine_facts, flavour, short_version
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
    assert embedded.unknown_families == ()
    assert server.unknown_families is None, "a script holds no list"
    assert "a key" in [str(text) for text in ollama.lacks]


@pytest.mark.parametrize(
    ("engine", "version", "short"),
    [
        ("llama-server", "0.5.0-dev (build 11374, commit b92761a51)", "b11374"),
        ("llama-server", "5000 (abc123)", "b5000"),
        ("llama-server", "1", "1"),
        ("llama-server", None, ""),
        ("vllm", "0.21.0", "0.21.0"),
    ],
)
def test_versions_as_people_quote_them(engine: str, version: str | None, short: str) -> None:
    assert short_version(EngineBuild(engine, version, ())) == short


@pytest.mark.parametrize(
    ("backends", "words"),
    [(("CUDA", "CPU"), "CUDA"), (("CPU",), "CPU"), ((), ""), (("Vulkan", "CUDA"), "Vulkan, CUDA")],
)
def test_the_flavour_names_what_matters(backends: tuple[str, ...], words: str) -> None:
    assert flavour(EngineBuild("llama-server", None, backends)) == words
