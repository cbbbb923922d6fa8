from __future__ import annotations

import re

import pytest
from demo_model import facts, generator
from demo_model.generator import LANGUAGES, WEIGHTS, Maker, conversations, held_out


def test_the_same_seed_makes_the_same_conversations():
    assert list(conversations(3, 50)) == list(conversations(3, 50))
    assert list(conversations(3, 50)) != list(conversations(4, 50))


@pytest.mark.parametrize("kind", sorted(WEIGHTS))
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_is_made_without_an_unfilled_slot(kind: str, language: str):
    maker = Maker(1)
    for _ in range(100):
        made = maker.exchange(kind, language)
        assert made.question
        assert made.answer
        assert not {"{", "}"} & set(made.question + made.answer)


def test_an_answer_holds_what_is_checked_in_it():
    for made in held_out(5, 600):
        assert all(check in made.answer for check in made.checks), made


def test_held_out_wordings_are_not_trained_on():
    trained = {_plain(one.question) for made in conversations(1, 5000) for one in made}
    held = [made for made in held_out(2, 200) if made.kind not in ("faq", "off_topic")]
    assert len(held) > 120
    assert not [made.question for made in held if _plain(made.question) in trained]


def test_held_out_questions_differ_from_each_other():
    questions = [made.question for made in held_out(2, 300)]
    assert len(set(questions)) == 300


def test_every_held_out_template_is_absent_from_the_training_ones():
    for language in LANGUAGES:
        text = generator.text(language)
        for part in (*text["intent"], *text["faq"], text["concepts"], text["tiers"]):
            assert not set(part["held_out"]) & set(part["questions"])
        assert not set(text["off_topic"]["held_out"]) & set(text["off_topic"]["templates"])


def test_chinese_answers_have_chinese_marks():
    narrow = re.compile("[\u4e00-\u9fff][,?!:;]|[,?!:;][\u4e00-\u9fff]")
    maker = Maker(3)
    answers = {maker.exchange(language="zh").answer for _ in range(1500)}
    assert not [answer for answer in answers if narrow.search(answer)]


def test_both_languages_are_asked_equally():
    made = [one.language for talk in conversations(1, 2000) for one in talk]
    assert 0.4 < made.count("zh") / len(made) < 0.6


def test_what_the_model_was_taught_still_agrees_with_the_estimates():
    # The figures are in the shipped weights: when estimates move further than this, it is time to train again.
    for model in generator.facts()["models"]:
        for mix, taught in model["sizes"].items():
            now = facts.size(model["id"], mix)
            assert taught["need_gib"] == pytest.approx(now.need_gib, rel=0.1), (model["name"], mix)
            assert taught["file_gib"] == pytest.approx(now.file_gib, rel=0.03), (model["name"], mix)


def _plain(question: str) -> str:
    return question.lower().rstrip(generator.ENDINGS)
