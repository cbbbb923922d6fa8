"""The vocabulary of a synthetic model: bytes that tokenise any text, and invented syllables up to the real size."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count

BOS = "<|begin|>"
EOS = "<|end|>"

CHAT_TEMPLATE = (
    "{%- for message in messages -%}"
    "{{ '[' + message['role'] + '] ' + message['content'] + '\\n' }}"
    "{%- endfor -%}"
    "{%- if add_generation_prompt -%}{{ '[assistant] ' }}{%- endif -%}"
)

NORMAL, CONTROL = 1, 3
"""Token types (enum llama_token_type)."""

_CONSONANTS = "bdfghklmnprstv"
_VOWELS = "aeiou"
_SYLLABLES = tuple(consonant + vowel for consonant in _CONSONANTS for vowel in _VOWELS)
_PRINTABLE = (*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100))


@dataclass(frozen=True, slots=True)
class Tokenizer:
    """A byte-level BPE tokenizer as GGUF stores it (`tokenizer.ggml.*`).

    Attributes:
        pre: name of the pre-tokeniser, one that llama.cpp knows.
        tokens: text of each token in the byte alphabet of GPT-2; its index is its id.
        types: one number a token, see `NORMAL`.
        merges: "left right" pairs, first learnt first.
        add_bos: the engine puts `bos` before a prompt.
    """

    pre: str
    tokens: tuple[str, ...]
    types: tuple[int, ...]
    merges: tuple[str, ...]
    bos: int
    eos: int
    add_bos: bool = False


def byte_alphabet() -> tuple[str, ...]:
    """Return the character that stands for each byte 0 to 255 in byte-level BPE (GPT-2's encoder.py, bytes_to_unicode).

    Printable Latin-1 stands for itself; the others take the code points from 256 up.
    """
    spare = count(256)
    return tuple(chr(byte) if byte in _PRINTABLE else chr(next(spare)) for byte in range(256))


def synthetic_tokenizer(n_vocab: int) -> Tokenizer:
    """Return a tokenizer of exactly `n_vocab` tokens: every text becomes its bytes, every id decodes to something.

    Args:
        n_vocab: at least 260.

    Raises:
        ValueError: the vocabulary cannot hold the bytes.
    """
    letters = byte_alphabet()
    space, letter = letters[0x20], letters[ord("t")]
    base = (*letters, space + letter, BOS, EOS)
    if n_vocab < len(base):
        raise ValueError(f"a vocabulary of {n_vocab} tokens cannot hold the {len(base)} that are needed")
    tokens = base + tuple(space + _word(index) for index in range(n_vocab - len(base)))
    types = [NORMAL] * n_vocab
    bos, eos = base.index(BOS), base.index(EOS)
    types[bos] = types[eos] = CONTROL
    # The engine refuses a file without merges; one is enough.
    return Tokenizer("gpt-2", tokens, tuple(types), (f"{space} {letter}",), bos, eos)


def _word(index: int) -> str:
    """Return the index in base 70, last digit first, in syllables, three at least: short ones might mean something."""
    digits = []
    for _ in range(3):
        index, digit = divmod(index, len(_SYLLABLES))
        digits.append(digit)
    while index:
        index, digit = divmod(index, len(_SYLLABLES))
        digits.append(digit)
    return "".join(_SYLLABLES[digit] for digit in digits)
