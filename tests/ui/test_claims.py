"""Every claim of the article, with what is true, stands on the page where it matters and on no other."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from deepseek_gui.app.monitoring import explain
from deepseek_gui.core.catalogue import claims_at
from deepseek_gui.core.machines import machine_named
from deepseek_gui.domain.verdict import Place, Tier
from deepseek_gui.services.tasks import TaskRunner
from deepseek_gui.ui.cost.page import CostPage
from deepseek_gui.ui.match.page import MatchPage
from deepseek_gui.ui.monitor.page import MonitorPage
from deepseek_gui.ui.widgets.article_notes import ArticleNotes
from tests.ui.monitor.conftest import full_sample

PAGES = {Place.MONITOR: "monitor", Place.COST: "cost"}
CLAIMS = claims_at(*Place)


@pytest.fixture
def words(qtbot: QtBot, qapp: object) -> Iterator[dict[str, str]]:
    """Return what the notes of each page say, whichever tier is chosen."""
    del qapp
    tasks = TaskRunner()
    match = MatchPage(tasks, machine_named("basic"))
    monitor, cost = MonitorPage(explain=explain), CostPage()
    for page in (match, monitor, cost):
        qtbot.addWidget(page)
        page.show()
    monitor.show_sample(full_sample(1.0))
    qtbot.waitUntil(lambda: match.result is not None and not tasks.busy, timeout=30_000)
    said = [notes(match)]
    for tier in Tier:
        match.verdict_step.card(tier).click()
        said.append(notes(match))
    yield {"match": "\n".join(said), "monitor": notes(monitor), "cost": notes(cost)}
    tasks.shut_down()


def notes(page: QWidget) -> str:
    return "\n".join(found.words for found in page.findChildren(ArticleNotes))


def test_each_claim_is_shown_on_exactly_its_page(words: dict[str, str]):
    assert len(CLAIMS) >= 11
    for claim in CLAIMS:
        where = [page for page, said in words.items() if str(claim.claim) in said]
        assert where == [PAGES.get(claim.place, "match")], claim.claim
        assert str(claim.truth) in words[where[0]]
        assert claim.reason is None or str(claim.reason) in words[where[0]]


def test_every_place_has_a_claim():
    assert {claim.place for claim in CLAIMS} == set(Place)


def test_the_notes_of_monitor_are_a_line_until_they_are_opened(qtbot: QtBot):
    page = MonitorPage(explain=explain)
    qtbot.addWidget(page)
    page.show()
    page.show_sample(full_sample(1.0))
    found = page.view.notes
    folded = found.sizeHint().height()
    found.fold_button.click()
    assert found.sizeHint().height() > 2 * folded
