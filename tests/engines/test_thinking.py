from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from deepseek_gui.engines.thinking import ThinkSplitter


def split(pieces: list[str]) -> list[tuple[str, bool]]:
    splitter = ThinkSplitter()
    found = [part for piece in pieces for part in splitter.split(piece)]
    return [*found, *splitter.rest()]


def joined(parts: list[tuple[str, bool]]) -> tuple[str, str]:
    """Return (reasoning, answer)."""
    return "".join(t for t, thinking in parts if thinking), "".join(t for t, thinking in parts if not thinking)


def test_a_plain_text_goes_through_at_once() -> None:
    assert split(["2 ", "is", " less"]) == [("2 ", False), ("is", False), (" less", False)]


def test_tags_are_taken_out() -> None:
    assert joined(split(["<think>\nwell", "</think>", "Yes."])) == ("\nwell", "Yes.")


def test_a_smaller_sign_that_opens_nothing_is_kept() -> None:
    assert joined(split(["if a <", " b and <thin", "g>", " <"])) == ("", "if a < b and <thing> <")


@given(st.lists(st.integers(0, 60), max_size=8), st.sampled_from(["a<b", "", "<", "</think", "<<think"]))
def test_where_the_text_is_cut_does_not_matter(cuts: list[int], noise: str) -> None:
    text = f"Hi {noise}.<think>one {noise} two</think>three <think>four</think>five"
    places = sorted({0, len(text), *(min(cut, len(text)) for cut in cuts)})
    pieces = [text[start:end] for start, end in pairwise(places)]
    assert joined(split(pieces)) == joined(split([text]))
