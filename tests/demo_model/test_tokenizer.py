from __future__ import annotations

import json
from pathlib import Path

from demo_model.engine import Engine

REFERENCE = [
    json.loads(line) for line in Path(__file__).with_name("tokens.jsonl").read_text(encoding="utf-8").splitlines()
]
"""200 strings of both languages with their tokens by the `tokenizers` library (packaging/demo_model/reference.py)."""


def test_the_engine_tokenises_as_training_did(engine: Engine):
    assert len(REFERENCE) == 200
    wrong = [line["text"] for line in REFERENCE if engine.tokenize(line["text"]) != line["tokens"]]
    assert wrong == []


def test_the_engine_gives_every_text_back(engine: Engine):
    wrong = [line["text"] for line in REFERENCE if engine.detokenize(line["tokens"]) != line["text"]]
    assert wrong == []


def test_the_chat_template_joins_a_conversation_as_training_did(engine: Engine):
    messages = [
        {"role": "user", "content": " hi "},
        {"role": "assistant", "content": "<think>\nshort\n</think>\n\nHello!"},
        {"role": "user", "content": "你好\uff01"},
    ]
    prompt = engine.ask("/apply-template", messages=messages)["prompt"]
    assert prompt == "<|user|>hi<|assistant|>Hello!<|end|><|user|>你好!<|assistant|>"
    tokens = engine.ask("/tokenize", content=prompt, parse_special=True)["tokens"]
    assert [token for token in tokens if token < 3] == [1, 2, 0, 1, 2]
