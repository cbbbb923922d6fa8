from __future__ import annotations

import signal

import pytest

from deepseek_gui.catalog.models import find_model
from deepseek_gui.core.engine_run import exit_words
from deepseek_gui.core.sampling import recommended_sampling
from deepseek_gui.domain.plan import DEMO, Plan


def test_the_makers_recommendation_is_taken() -> None:
    """R1's README: temperature 0.6, top_p 0.95."""
    assert recommended_sampling(Plan("r1-distill-qwen-1.5b", "Q4_0")) == {"temperature": 0.6, "top_p": 0.95}
    assert find_model("r1-distill-qwen-1.5b").sampling.source


def test_the_demo_model_takes_the_likeliest_token() -> None:
    assert recommended_sampling(Plan(DEMO, None)) == {"temperature": 0.0}


def test_a_file_of_unknown_origin_keeps_the_engine_s_defaults() -> None:
    assert recommended_sampling(Plan("mine.gguf", None)) == {}


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (-signal.SIGKILL, "The engine was ended from outside, as happens when the memory runs out."),
        (None, "The engine was ended from outside, as happens when the memory runs out."),
        (-signal.SIGILL, "This processor lacks instructions that the engine needs."),
        (0xC000001D, "This processor lacks instructions that the engine needs."),
        (-getattr(signal, "SIGBUS", 7), "The model file was changed while the engine read it, or its disk failed."),
        (-signal.SIGABRT, "The engine crashed (SIGABRT)."),
        (-250, "The engine crashed (250)."),
        (1, "The engine ended by itself (exit status 1)."),
        (127, "The engine could not start: the program or a library of it is missing."),
    ],
)
def test_every_way_to_end_has_words_and_something_to_do(code: int | None, words: str) -> None:
    message, hint = exit_words(code)
    assert str(message) == words
    assert str(hint)
