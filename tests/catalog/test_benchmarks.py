"""The published scores: the tables they stand in, read a second time, and a file that is whole."""

from __future__ import annotations

import json

import pytest

from deepseek_gui.catalog.benchmarks import WORDS, benchmark_names, scores, scores_of, scores_on
from deepseek_gui.catalog.models import models
from deepseek_gui.resources import resource_path

WITHOUT = {
    "deepseek-math-v2",
    "deepseek-v4.1-flash-1017",
    "deepseek-ocr",
    "deepseek-ocr-2",
}
"""Models of which no score on these benchmarks was found."""


# Two numbers of each table, from another copy of it than the one that the file was made from.
@pytest.mark.parametrize(
    ("model", "benchmark", "percent"),
    [
        ("deepseek-llm-7b", "mmlu", 49.4),
        ("deepseek-llm-67b", "humaneval", 73.8),
        ("deepseek-coder-1.3b", "humaneval", 65.2),
        ("deepseek-coder-33b", "humaneval-8", 69.2),
        ("deepseek-coder-7b-v1.5", "mmlu", 49.5),
        ("deepseek-coder-6.7b", "mmlu", 37.2),
        ("deepseek-v2-lite", "mmlu", 55.7),
        ("deepseek-v2", "humaneval", 81.1),
        ("deepseek-coder-v2", "livecodebench-2023", 43.4),
        ("deepseek-coder-v2-lite", "humaneval", 81.1),
        ("deepseek-v2.5", "humaneval", 89.0),
        ("deepseek-v2.5", "livecodebench-2023", 41.8),
        ("deepseek-v3", "gpqa-diamond", 59.1),
        ("deepseek-v3", "mmlu-pro", 75.9),
        ("deepseek-r1", "gpqa-diamond", 71.5),
        ("deepseek-r1", "livecodebench", 65.9),
        ("r1-distill-qwen-7b", "gpqa-diamond", 49.1),
        ("r1-distill-qwen-1.5b", "livecodebench", 16.9),
        ("deepseek-v3-0324", "mmlu-pro", 81.2),
        ("deepseek-v3-0324", "gpqa-diamond", 68.4),
        ("deepseek-r1-0528", "gpqa-diamond", 81.0),
        ("deepseek-r1-0528", "livecodebench", 73.3),
        ("r1-0528-qwen3-8b", "aime-2024", 86.0),
        ("r1-0528-qwen3-8b", "gpqa-diamond", 61.1),
        ("deepseek-v3.1", "gpqa-diamond", 80.1),
        ("deepseek-v3.1", "livecodebench", 74.8),
        ("deepseek-v3.2", "gpqa-diamond", 82.4),
        ("deepseek-v3.2", "livecodebench", 83.3),
        ("deepseek-v4-flash", "mmlu-pro", 86.2),
        ("deepseek-v4-flash", "gpqa-diamond", 88.1),
        ("deepseek-v4-pro", "swe-verified", 80.6),
        ("deepseek-v4-pro", "livecodebench", 93.5),
        ("deepseek-v4-flash-0731", "terminal-bench-2.1", 82.7),
        ("deepseek-v4-pro-0813", "hle", 42.7),
        ("deepseek-v4-flash-vision-exp", "terminal-bench-2.1", 83.9),
        ("deepseek-vl2", "docvqa", 93.3),
        ("deepseek-vl2", "chartqa", 86.0),
    ],
)
def test_published_numbers(model: str, benchmark: str, percent: float):
    assert [score.percent for score in scores_on(benchmark) if score.model == model] == [percent]


def test_only_these_models_have_no_published_score():
    assert {model.id for model in models() if not scores_of(model.id)} == WITHOUT


def test_every_row_names_what_exists_and_is_there_once():
    rows = json.loads(resource_path("catalog", "benchmarks.json").read_bytes())["scores"]
    assert len(scores()) == len(rows)  # an unknown benchmark would be left out
    assert len({(score.model, score.benchmark.id) for score in scores()}) == len(rows)
    assert {score.model for score in scores()} <= {model.id for model in models()}
    released = {model.id: model.release_date or "" for model in models()}
    for score in scores():
        assert 0 < score.percent < 100
        assert score.source.url.startswith("https://")
        assert score.source.date[:7] >= released[score.model][:7], score


def test_every_phrase_of_the_file_can_be_translated():
    settings = {score.setting for score in scores() if score.setting and any(map(str.isalpha, score.setting))}
    phrases = {score.benchmark.about for score in scores()} | {score.source.title for score in scores()} | settings
    assert phrases == set(WORDS)


def test_names():
    assert benchmark_names(("mmlu-pro", "hle")) == ("MMLU-Pro", "Humanity's Last Exam")
