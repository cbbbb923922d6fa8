"""The chosen plan in full."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from deepseek_gui.core.model_facts import model_facts
from deepseek_gui.core.ranking import UseCase
from deepseek_gui.domain.plan import Estimate, Range
from deepseek_gui.ui.match.plan_details import PlanDetails
from tests.ui.match.conftest import make_estimate


@pytest.fixture
def details(qtbot: QtBot) -> PlanDetails:
    found = PlanDetails()
    qtbot.addWidget(found)
    return found


def served(streams: int) -> Estimate:
    found = make_estimate("r1-distill-qwen-7b", "Q4_K_M", gpu_gib=(4.4,), tps=54.0)
    speed = replace(found.speed, streams=streams, throughput_tps=Range(150, 180, 216))
    return replace(found, speed=speed)


def test_several_users_see_what_all_and_each_of_them_get(details: PlanDetails):
    details.show_estimate(served(4))
    assert "all 4 users at once: 150–216 tok/s (expected 180), each of them 38–54 tok/s" in details.speed


def test_one_user_and_an_unknown_throughput_are_not_spoken_of(details: PlanDetails):
    details.show_estimate(served(1))
    assert "at once" not in details.speed
    unknown = served(4)
    details.show_estimate(replace(unknown, speed=replace(unknown.speed, throughput_tps=None)))
    assert "at once" not in details.speed


def test_the_published_score_stands_with_its_source(details: PlanDetails):
    found = make_estimate("r1-distill-qwen-7b", "Q4_K_M", gpu_gib=(4.4,), tps=54.0)
    details.show_estimate(found, facts=model_facts("r1-distill-qwen-7b", UseCase.CODING))
    assert details.score == "Published score: LiveCodeBench 37.6 % (DeepSeek-R1, README, 2025-01-20)"
    details.show_estimate(found, facts=model_facts("deepseek-math-v2", UseCase.CODING))
    assert "estimated from size and age" in details.score
