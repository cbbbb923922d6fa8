from __future__ import annotations

from deepseek_gui.domain.events import Done, Token
from deepseek_gui.ui.run.transcript import Role, Transcript, clean, take_token

DONE = Done(1, 1, 0.1, 10, 10, 10)


def answered(transcript: Transcript, prompt: str, answer: str) -> None:
    transcript.ask(prompt)
    turn = transcript.begin_answer("model")
    take_token(turn, Token("secret thought", 0.1, thinking=True))
    take_token(turn, Token(answer, 0.2))
    turn.done = DONE


def test_history_keeps_the_turns_and_leaves_the_thinking_out():
    transcript = Transcript()
    answered(transcript, "one", "1")
    answered(transcript, "two", "2")
    transcript.ask("three")
    transcript.begin_answer("model")
    assert transcript.history() == [
        (Role.USER, "one"),
        (Role.ASSISTANT, "1"),
        (Role.USER, "two"),
        (Role.ASSISTANT, "2"),
        (Role.USER, "three"),
    ]


def test_a_prompt_whose_answer_broke_off_is_not_sent_twice():
    transcript = Transcript()
    transcript.ask("lost")
    transcript.begin_answer("model").failed = True
    transcript.ask("again")
    assert transcript.history() == [(Role.USER, "again")]


def test_take_back_returns_the_last_prompt_and_forgets_its_answer():
    transcript = Transcript()
    answered(transcript, "one", "1")
    answered(transcript, "two", "2")
    assert transcript.take_back() == "two"
    assert [turn.text for turn in transcript.turns] == ["one", "1"]
    assert Transcript().take_back() is None


def test_what_a_document_cannot_hold_is_replaced():
    assert clean("a\x00b\ud800c\ufdd0d\ne\tf") == "a\ufffdb\ufffdc\ufffdd\ne\tf"


def test_thinking_is_counted_and_timed():
    turn = Transcript().begin_answer("model")
    take_token(turn, Token("a", 0.5, 2, thinking=True))
    take_token(turn, Token("b", 1.5, 3, thinking=True))
    take_token(turn, Token("c", 2.0, 1))
    assert (turn.thinking, turn.thinking_tokens, turn.thinking_s, turn.text) == ("ab", 5, 1.5, "c")


def test_the_tokens_of_a_long_answer_are_kept_together():
    transcript = Transcript()
    turn = transcript.begin_answer("model")
    words = [f"word{number} " for number in range(20_000)]
    for word in words:
        take_token(turn, Token(word, 0.1))
        take_token(turn, Token(word, 0.1, thinking=True))
    assert turn.text == turn.thinking == "".join(words)
    assert len(turn.text_parts) + len(turn.thinking_parts) < 200
