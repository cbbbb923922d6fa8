"""The article's principles, figures and claims on the wizard's pages."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from deepseek_gui.core.machines import machine_named
from deepseek_gui.domain.verdict import Tier
from deepseek_gui.services.tasks import TaskRunner
from deepseek_gui.ui.match.page import MatchPage, Step


@pytest.fixture
def page(qtbot: QtBot, tasks: TaskRunner) -> Iterator[MatchPage]:
    page = MatchPage(tasks, machine_named("basic"))
    qtbot.addWidget(page)
    page.resize(900, 1400)
    page.show()
    qtbot.waitUntil(lambda: page.result is not None and not tasks.busy, timeout=30_000)
    page.show_step(Step.VERDICT)
    yield page
    qtbot.waitUntil(lambda: not tasks.busy)


def test_the_principles_follow_the_selected_plan(page: MatchPage):
    step = page.verdict_step
    assert step.principles.isVisible()
    assert [line[0].partition(",")[0] for line in step.principles.words] == ["Compute", "Memory bandwidth", "Disk"]
    before = step.principles.words
    step.plans.select_row(4)
    assert step.principles.words != before


def test_a_tier_is_shown_with_its_figures_and_corrections(page: MatchPage):
    notes = page.verdict_step.notes
    assert "3.0 GiB are missing" in notes.words
    assert "i7-12700K" in notes.words
    assert "8480+" not in notes.words
    page.verdict_step.card(Tier.ENTERPRISE).click()
    assert "8480+" in notes.words
    assert "There is no DeepSeek with 13B" in notes.words


def test_what_the_article_says_of_running_stands_with_the_plan(page: MatchPage):
    page.show_step(Step.PLAN)
    assert "gradient checkpointing" in page.plan_step.article.words
    assert "--use_tensor_core" in page.plan_step.article.words
