from __future__ import annotations

import pytest

from deepseek_gui.catalog.models import models
from deepseek_gui.core.model_facts import model_facts
from deepseek_gui.core.ranking import UseCase
from deepseek_gui.domain.errors import ActionableError


def test_a_model_with_everything():
    facts = model_facts("r1-distill-qwen-7b", UseCase.CODING)
    assert facts.family == "Qwen2"
    assert facts.quality.score in facts.scores
    assert {row.engine for row in facts.support} == {"llama.cpp", "Ollama", "vLLM", "SGLang", "Transformers"}
    assert [(link.name, link.url) for link in facts.links] == [
        ("Hugging Face", "https://huggingface.co/deepseek-ai/DeepSeek-R1-Distill-Qwen-7B"),
        ("ModelScope", "https://modelscope.cn/models/deepseek-ai/DeepSeek-R1-Distill-Qwen-7B"),
        ("Ollama", "https://ollama.com/library/deepseek-r1:7b"),
        ("GGUF", "https://huggingface.co/unsloth/DeepSeek-R1-Distill-Qwen-7B-GGUF"),
    ]


def test_what_is_not_known_is_left_out():
    facts = model_facts("deepseek-ocr", UseCase.CHAT)
    assert (facts.family, facts.scores, facts.support, facts.quality.score) == (None, (), (), None)


def test_every_link_is_https():
    for model in models():
        links = model_facts(model.id, UseCase.CHAT).links
        assert links
        assert all(link.url.startswith("https://") for link in links)


def test_an_unknown_model_is_refused():
    with pytest.raises(ActionableError):
        model_facts("nonesuch", UseCase.CHAT)
