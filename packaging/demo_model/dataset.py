"""Conversations as token batches: padded to a few lengths, so that every conversation begins at position 0."""

from __future__ import annotations

import multiprocessing
import os
from dataclasses import dataclass
from typing import Any

import numpy as np

from demo_model import generator, tokenizer

LENGTHS = (48, 64, 80, 96, 112, 128, 160, 192, 256, 384, 512, 1024, 2048, 4096)
QUESTION_WEIGHT = 0.1
"""The answers are what is learnt; the questions only a little, for their words."""

Encoded = tuple[np.ndarray[Any, np.dtype[np.int16]], np.ndarray[Any, np.dtype[np.uint8]]]
"""Tokens of a conversation, and the weight of predicting each, in tenths."""

_tokenizer: Any = None


@dataclass(frozen=True, slots=True)
class Bucket:
    """Conversations padded to one length.

    Attributes:
        tokens: (conversations, length) int16.
        weights: of the loss of predicting each token, the same shape, in tenths.
    """

    tokens: np.ndarray[Any, np.dtype[np.int16]]
    weights: np.ndarray[Any, np.dtype[np.uint8]]


def joined(conversation: list[generator.Exchange]) -> list[tuple[str, bool]]:
    """Return a conversation as pieces of text and whether each is an answer; thoughts of earlier turns are left out."""
    pieces = []
    for index, exchange in enumerate(conversation):
        answer = exchange.answer
        if index < len(conversation) - 1:
            answer = answer.rsplit(tokenizer.UNTHINK, maxsplit=1)[-1].strip()
        pieces += [
            (f"{tokenizer.USER}{tokenizer.narrowed(exchange.question)}{tokenizer.ASSISTANT}", False),
            (f"{answer}{tokenizer.END}", True),
        ]
    return pieces


def encode(pieces: list[tuple[str, bool]], encoder: Any) -> Encoded:
    """Return tokens and loss weights (tenths)."""
    tokens: list[int] = []
    weights: list[int] = []
    for (_, is_answer), encoded in zip(pieces, encoder.encode_batch([text for text, _ in pieces]), strict=True):
        tokens += encoded.ids
        weights += [10 if is_answer else round(10 * QUESTION_WEIGHT)] * len(encoded.ids)
    return np.array(tokens, np.int16), np.array(weights, np.uint8)


def _start(path: str) -> None:
    os.environ["TOKENIZERS_PARALLELISM"] = "false"  # the processes are parallel already
    global _tokenizer  # noqa: PLW0603  one a process
    from pathlib import Path

    _tokenizer = tokenizer.load(Path(path))


def _part(job: tuple[int, int]) -> list[Encoded]:
    seed, count = job
    return [encode(joined(made), _tokenizer) for made in generator.conversations(seed, count)]


def conversations(path: str, count: int, seed: int, processes: int) -> list[Encoded]:
    """Return `count` encoded conversations; the result depends on count and seed alone."""
    size = 2000
    jobs = [(seed * 1_000_003 + start, min(size, count - start)) for start in range(0, count, size)]
    with multiprocessing.get_context("spawn").Pool(processes, _start, (path,)) as pool:
        return [one for part in pool.imap(_part, jobs) for one in part]


def buckets(encoded: list[Encoded]) -> list[Bucket]:
    """Return the conversations by length; those longer than the longest length are cut at its end."""
    by_length: dict[int, list[Encoded]] = {length: [] for length in LENGTHS}
    for tokens, weights in encoded:
        # One more than the length: the last token is predicted, not read.
        length = next((length for length in LENGTHS if len(tokens) <= length + 1), LENGTHS[-1])
        by_length[length].append((tokens[: length + 1], weights[: length + 1]))
    return [_padded(items, length) for length, items in by_length.items() if items]


def _padded(items: list[Encoded], length: int) -> Bucket:
    tokens = np.zeros((len(items), length + 1), np.int16)
    weights = np.zeros((len(items), length + 1), np.uint8)
    for row, (ids, tenths) in enumerate(items):
        tokens[row, : len(ids)] = ids
        weights[row, : len(ids)] = tenths
    return Bucket(tokens, weights)
