"""The demo model's byte-level BPE: trained on its own text, split like Qwen2's so that llama.cpp tokenises alike."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

END, USER, ASSISTANT, THINK, UNTHINK = "<|end|>", "<|user|>", "<|assistant|>", "<think>", "</think>"
SPECIAL = (END, USER, ASSISTANT, THINK, UNTHINK)
"""Ids 0 to 4."""

PRE = "qwen2"
"""Name of the pre-tokeniser in llama.cpp (src/llama-vocab.cpp)."""
SPLIT = (
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
)
"""What llama.cpp does under that name; each digit is a token of its own."""

LONGEST = 12
"""Longest token, in the byte alphabet's characters: a word, or four Chinese characters; never a whole phrase."""

MARKS = dict(zip("\uff0c\uff1f\uff01\uff1a\uff08\uff09\uff1b", ",?!:();", strict=True))
"""Chinese marks that are made narrow in questions, so that both ways of typing are one to the model."""

_NARROWED = "".join(f" | replace('{wide}', '{narrow}')" for wide, narrow in MARKS.items())

CHAT_TEMPLATE = (
    "{%- for message in messages -%}"
    "{%- if message['role'] == 'user' -%}{{ '<|user|>' + (message['content'] | trim" + _NARROWED + ") }}"
    "{%- elif message['role'] == 'assistant' -%}"
    "{{ '<|assistant|>' + message['content'].split('</think>')[-1] | trim + '<|end|>' }}"
    "{%- endif -%}"
    "{%- endfor -%}"
    "{%- if add_generation_prompt -%}{{ '<|assistant|>' }}{%- endif -%}"
)
"""As the conversations are joined in training; a system prompt is left out, thoughts of earlier answers too."""


def narrowed(question: str) -> str:
    """Return a question as the chat template gives it to the model."""
    return question.translate({ord(wide): narrow for wide, narrow in MARKS.items()}).strip()


def train(texts: Iterator[str], n_vocab: int) -> Any:
    """Return a `tokenizers.Tokenizer` of `n_vocab` tokens."""
    from tokenizers import Regex, Tokenizer, decoders, models, pre_tokenizers, trainers

    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(SPLIT), behavior="isolated"),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
        ]
    )
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=n_vocab,
        special_tokens=list(SPECIAL),
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        max_token_length=LONGEST,
        show_progress=False,
    )
    tokenizer.train_from_iterator(texts, trainer)
    return tokenizer


def load(path: Path) -> Any:
    """Return a saved `tokenizers.Tokenizer`."""
    from tokenizers import Tokenizer

    return Tokenizer.from_file(str(path))


def vocabulary(path: Path) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return tokens by id and merges ("left right") of a saved tokenizer; needs no `tokenizers`."""
    saved = json.loads(path.read_text(encoding="utf-8"))["model"]
    tokens = sorted(saved["vocab"], key=saved["vocab"].__getitem__)
    merges = (merge if isinstance(merge, str) else " ".join(merge) for merge in saved["merges"])
    return tuple(tokens), tuple(merges)
