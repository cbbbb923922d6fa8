from __future__ import annotations

import pytest

from deepseek_gui.modelfiles.vocabulary import CONTROL, byte_alphabet, synthetic_tokenizer


def test_the_byte_alphabet_is_that_of_gpt2():
    # openai/gpt-2 encoder.py: space is U+0120, line feed U+010A, printable ASCII itself.
    alphabet = byte_alphabet()
    assert len(set(alphabet)) == 256
    assert (alphabet[0x20], alphabet[0x0A], alphabet[ord("A")], alphabet[0xAD]) == ("Ġ", "Ċ", "A", "Ń")


@pytest.mark.parametrize("n_vocab", [512, 32256, 152064])
def test_a_synthetic_vocabulary_has_the_asked_size_and_no_token_twice(n_vocab: int):
    tokenizer = synthetic_tokenizer(n_vocab)
    assert len(tokenizer.tokens) == len(tokenizer.types) == n_vocab
    assert len(set(tokenizer.tokens)) == n_vocab
    assert tokenizer.types[tokenizer.bos] == tokenizer.types[tokenizer.eos] == CONTROL


def test_a_vocabulary_too_small_for_the_bytes_is_refused():
    with pytest.raises(ValueError, match="cannot hold"):
        synthetic_tokenizer(200)
