from __future__ import annotations

from pathlib import Path

import pytest
from demo_model.engine import Engine, answer_text
from demo_model.evaluate import FIGURES, SEED, asked
from demo_model.generator import held_out

from deepseek_gui.modelfiles.header import read_header


def _said(engine: Engine, question: str) -> str:
    return answer_text(engine.chat(question, temperature=0))


def test_the_shipped_file_is_small_and_says_what_it_is(model: Path):
    file = read_header(model)
    assert file.file_bytes <= 12 * 10**6
    assert (file.name, file.quantisation, file.synthetic) == ("DeepSeek GUI demo", "Q8_0", False)
    assert file.architecture.gguf_name == "llama"
    assert file.context_trained >= 4096  # the program's usual context


def test_seventy_of_a_hundred_new_wordings_get_the_right_figures(engine: Engine):
    outcomes = asked(engine, held_out(SEED, 100, FIGURES))
    assert len(outcomes) == 100
    assert sum(one.right for one in outcomes) >= 70


@pytest.mark.parametrize(
    "question",
    [
        "who are you",
        "Are you the real DeepSeek?",
        "So are you the real DeepSeek?",
        "Which AI am I talking to?",
        "May I ask who you are?",
    ],
)
def test_it_says_in_english_that_it_is_a_demo(engine: Engine, question: str):
    said = _said(engine, question)
    assert "demo" in said
    assert "not DeepSeek" in said


@pytest.mark.parametrize("question", ["你是谁?", "你是DeepSeek吗\uff1f", "请问你是哪位\uff1f"])
def test_it_says_in_chinese_that_it_is_a_demo(engine: Engine, question: str):
    said = _said(engine, question)
    assert "演示模型" in said
    assert "不是DeepSeek" in said


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("hi", "demo"),
        ("你好", "演示"),
        ("what can my RTX 3060 run?", "R1-Distill-Qwen-14B"),
        ("7B 需要多少显存?", "4.7 GiB"),
        ("What does the professional tier need?", "A100 40GB"),
        ("CUDA out of memory", "context"),
        ("What is the capital of Portugal?", "demo"),
        ("给我唱首歌", "演示"),
    ],
)
def test_what_people_type_first_gets_a_sensible_answer(engine: Engine, question: str, expected: str):
    assert expected in _said(engine, question)


@pytest.mark.parametrize("question", ["你是谁", "7B需要多少显存", "什么是KV缓存"])
def test_chinese_marks_typed_wide_or_narrow_are_one_to_it(engine: Engine, question: str):
    assert _said(engine, question + "\uff1f") == _said(engine, question + "?")


def test_a_comparison_is_thought_over_first(engine: Engine):
    said = _said(engine, "Can a RTX 4090 run 70B?")
    thought, answer = said.split("</think>")
    assert thought.startswith("<think>")
    assert "40.8 GiB" in thought
    assert answer.strip().startswith("No")


def test_it_answers_the_last_question_of_a_conversation(engine: Engine):
    messages = [
        {"role": "user", "content": "hi"},
        {"role": "assistant", "content": "Hello! I am the demo model of this program."},
        {"role": "user", "content": "How much VRAM does 32B need?"},
    ]
    said = answer_text(engine.ask("/v1/chat/completions", messages=messages, max_tokens=128, temperature=0))
    assert "19.6 GiB" in said


def test_it_ends_by_itself_at_the_usual_temperature(engine: Engine):
    reply = engine.chat("What is quantisation?", temperature=0.8, seed=1)
    assert reply["choices"][0]["finish_reason"] == "stop"
