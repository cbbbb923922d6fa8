"""Which engine runs which family since when."""

from __future__ import annotations

import json
from collections import Counter

import pytest

from deepseek_gui.catalog.engine_support import family_name, support_of
from deepseek_gui.catalog.models import models
from deepseek_gui.resources import resource_path


# llama.cpp and Ollama: their release pages and the llama.cpp that Ollama pins. The others: the first release on PyPI
# whose list of models has the architecture, while the release before it has not.
@pytest.mark.parametrize(
    ("model", "engine", "since"),
    [
        ("r1-0528-qwen3-8b", "llama.cpp", "b5092"),
        ("deepseek-v4-flash", "llama.cpp", "b9840"),
        ("deepseek-v4-flash", "Ollama", "v0.31.0"),
        ("deepseek-moe-16b", "Ollama", "v0.5.5"),
        ("deepseek-v2-lite", "vLLM", "0.5.1"),
        ("deepseek-r1", "vLLM", "0.6.6"),
        ("deepseek-v3.2", "vLLM", "0.11.0"),
        ("deepseek-v3", "SGLang", "0.4.1"),
        ("deepseek-v4-pro", "SGLang", "0.5.12"),
        ("r1-distill-qwen-7b", "Transformers", "4.37.0"),
        ("deepseek-v2", "Transformers", "4.54.0"),
    ],
)
def test_since(model: str, engine: str, since: str):
    assert [row.since for row in support_of(model) if row.engine == engine] == [since]


def test_unknown_stays_unknown():
    assert "Transformers" not in {row.engine for row in support_of("deepseek-moe-16b")}
    assert support_of("deepseek-vl2") == ()
    assert family_name("deepseek-vl2") is None
    assert support_of("a file of one's own") == ()


def test_each_model_with_shapes_is_in_one_family():
    families = json.loads(resource_path("catalog", "engine_support.json").read_bytes())["families"]
    members = Counter(model for family in families for model in family["models"])
    assert members == Counter(model.id for model in models() if model.architecture)
    architectures = {model.id: model.architecture.gguf_name for model in models() if model.architecture}
    assert all(len({architectures[model] for model in family["models"]}) == 1 for family in families)


def test_every_row_can_be_read_up_and_is_there_once():
    rows = [row for model in models() for row in support_of(model.id)]
    assert all(row.url.startswith("https://") and row.source and row.since for row in rows)
    assert max(Counter((row.family, row.engine) for row in set(rows)).values()) == 1
