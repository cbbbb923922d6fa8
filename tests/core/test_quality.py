"""How able a model is: published scores on one scale, the estimate where there is none."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from deepseek_gui.catalog.models import find_model, models
from deepseek_gui.core.quality import equated, estimated, quality
from deepseek_gui.core.ranking import BENCHMARKS, UseCase, ability, capability

R1_FAMILY = ("r1-distill-qwen-1.5b", "r1-distill-qwen-7b", "r1-distill-qwen-14b", "r1-distill-qwen-32b", "deepseek-r1")


def doublings(name: str, use_case: UseCase) -> float:
    return capability(find_model(name), use_case)


# DeepSeek-R1 README: GPQA Diamond 33.8 < 49.1 < 59.1 < 62.1 < 71.5, LiveCodeBench 16.9 < 37.6 < 53.1 < 57.2 < 65.9.
@pytest.mark.parametrize("use_case", list(UseCase))
def test_the_r1_family_stands_as_its_makers_measured_it(use_case: UseCase):
    places = [doublings(name, use_case) for name in R1_FAMILY]
    assert places == sorted(set(places))


@pytest.mark.parametrize(
    ("better", "worse", "use_case"),
    [
        ("deepseek-v3-0324", "deepseek-v3", UseCase.CHAT),
        ("deepseek-v3-0324", "deepseek-v3", UseCase.CODING),
        ("deepseek-coder-v2", "deepseek-v2-lite", UseCase.CODING),
        ("deepseek-coder-v2-lite", "deepseek-v2-lite", UseCase.CODING),
        ("deepseek-coder-33b", "deepseek-coder-6.7b", UseCase.CODING),
        ("deepseek-coder-6.7b", "deepseek-coder-7b-v1.5", UseCase.CODING),  # HumanEval in 8 languages: 66.1, 64.1
        ("deepseek-coder-7b-v1.5", "deepseek-coder-6.7b", UseCase.CHAT),  # MMLU: 49.5, 37.2
        ("deepseek-v3", "deepseek-v2.5", UseCase.DOCUMENTS),
        ("deepseek-v2.5", "deepseek-llm-67b", UseCase.TEAM),
        ("deepseek-v4-flash-0731", "deepseek-v4-flash", UseCase.CODING),
        ("deepseek-v4-pro-0813", "deepseek-v4-pro", UseCase.CHAT),
    ],
)
def test_published_scores_decide(better: str, worse: str, use_case: UseCase):
    assert doublings(better, use_case) > doublings(worse, use_case)


def test_the_score_that_decides_is_the_first_of_the_list():
    chat = ability(find_model("deepseek-r1"), UseCase.CHAT).score
    batch = ability(find_model("deepseek-r1"), UseCase.BATCH).score
    assert chat
    assert batch
    assert (chat.benchmark.name, chat.percent) == ("GPQA Diamond", 71.5)
    assert (batch.benchmark.name, batch.percent) == ("MMLU-Pro", 84.0)
    assert chat.source.url == "https://github.com/deepseek-ai/DeepSeek-R1"


def test_without_a_published_score_it_is_estimated_and_says_so():
    model = find_model("deepseek-math-v2")
    found = ability(model, UseCase.CHAT)
    assert found.score is None
    assert found.doublings == estimated(model) - 3  # made for proofs
    newcomer = replace(model, id="new", total_params=2_000_000_000, active_params=2_000_000_000, release_date=None)
    assert quality(newcomer, BENCHMARKS[UseCase.CHAT]).doublings == pytest.approx(1)


def test_a_model_for_images_loses_one_for_its_encoder():
    seeing = find_model("deepseek-v4-flash-vision-exp")
    found = ability(seeing, UseCase.CODING)
    assert found.score
    assert found.doublings == quality(seeing, BENCHMARKS[UseCase.CODING]).doublings - 1
    assert found.doublings < doublings("deepseek-v4-flash-0731", UseCase.CODING)


def test_a_coder_model_is_estimated_by_its_purpose():
    coder = replace(find_model("deepseek-coder-33b"), id="coder-new")
    assert doublings("deepseek-coder-33b", UseCase.CHAT) == estimated(coder) - 1  # no score for chat
    assert capability(coder, UseCase.CODING) == estimated(coder) + 1


@pytest.mark.parametrize("use_case", list(UseCase))
def test_the_scale_is_that_of_the_estimate(use_case: UseCase):
    """The models of the first benchmark have, together, the mean and the spread that size and age give them."""
    first = BENCHMARKS[use_case][0]
    found = [(model, ability(model, use_case)) for model in models() if model.total_params]
    on_first = [(model, place) for model, place in found if place.score and place.score.benchmark.id == first]
    assert len(on_first) >= 10
    given = [place.doublings for _, place in on_first]
    wanted = [estimated(model) for model, _ in on_first]
    for power in (1, 2):
        assert math.fsum(x**power for x in given) == pytest.approx(math.fsum(x**power for x in wanted))


def test_equating_is_a_line_through_mean_and_spread():
    line = equated([(0.0, 10.0), (2.0, 14.0)])
    assert (line(0.0), line(1.0), line(3.0)) == (10.0, 12.0, 16.0)
