"""What a build lacks: by its own help and by its own list of families."""

from __future__ import annotations

from pathlib import Path

import pytest

from deepseek_gui.engines.base import EngineBuild, Surroundings
from deepseek_gui.engines.embedded import EmbeddedEngine
from deepseek_gui.engines.features import missing_families, missing_features
from deepseek_gui.engines.llama_server import LlamaServer
from tests.fake_programs import fake_program


def lacks(folder: Path, help_file: str) -> list[str]:
    server = LlamaServer(Surroundings(None, {"llama-server": fake_program(folder, help_file=help_file)}))
    build = server.detect()
    assert build is not None
    return [str(text) for text in missing_features(server.id, server.options(build))]


def test_a_new_build_lacks_nothing(tmp_path: Path) -> None:
    assert lacks(tmp_path, "llama-server-new.help") == []


def test_an_old_build_s_help_tells_what_it_lacks(tmp_path: Path) -> None:
    assert "fitting a model to the free GPU memory by itself" in lacks(tmp_path, "llama-server-old.help")


def test_nobody_asks_a_build_that_does_not_answer() -> None:
    assert missing_features("llama-server", None) == ()
    assert [str(text) for text in missing_features("vllm", None)] == ["GGUF files", "layers on the CPU"]


def test_the_embedded_engine_knows_the_families_of_deepseek() -> None:
    build = EmbeddedEngine().detect()
    assert build is not None
    assert missing_families(build, ("deepseek2", "qwen2", "no-such-family")) == ("no-such-family",)


@pytest.mark.parametrize("name", ["llama.dll", "libllama.so.0", "libllama.0.dylib"])
def test_the_library_beside_a_program_is_read(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"\x7fELF\0llama\0deepseek2\0qwen2\0")
    program = tmp_path / "llama-server"
    program.write_bytes(b"")
    build = EngineBuild("llama-server", None, (), program)
    assert missing_families(build, ("deepseek2", "deepseek4")) == ("deepseek4",)


def test_what_cannot_be_told_is_not_guessed(tmp_path: Path) -> None:
    program = tmp_path / "llama-server"
    program.write_bytes(b"#!/bin/sh\n")
    assert missing_families(EngineBuild("llama-server", None, (), program), ("deepseek2",)) is None
    assert missing_families(EngineBuild("llama-server", None, (), tmp_path / "gone"), ("deepseek2",)) is None
    assert missing_families(EngineBuild("vllm", "1", ("CUDA",), program), ("deepseek2",)) is None
