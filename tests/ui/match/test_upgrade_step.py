"""The upgrade path on the page."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from deepseek_gui.core.machines import machine_named
from deepseek_gui.core.matching import Need, match
from deepseek_gui.core.upgrades import Upgrade, upgrades
from deepseek_gui.domain.cost import Currency
from deepseek_gui.domain.verdict import Tier
from deepseek_gui.services.tasks import TaskRunner
from deepseek_gui.ui.match.page import MatchPage, Step
from deepseek_gui.ui.match.upgrade_model import Column, UpgradeModel


@pytest.fixture(scope="module")
def found() -> tuple[Upgrade, ...]:
    return upgrades(match(machine_named("basic"), Need()))


@pytest.fixture
def model(qapp: object, found: tuple[Upgrade, ...]) -> UpgradeModel:
    del qapp
    model = UpgradeModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    model.set_upgrades(found, {}, {tier: tier.value.title() for tier in Tier})
    return model


def row_of(found: tuple[Upgrade, ...], start: str) -> int:
    return next(number for number, upgrade in enumerate(found) if upgrade.change.key.startswith(start))


def test_a_row_says_what_it_costs_and_brings(model: UpgradeModel, found: tuple[Upgrade, ...]):
    row = row_of(found, "gpu:")
    words = [model.index(row, column).data() for column in Column]
    assert "instead" in words[Column.CHANGE]
    assert words[Column.PRICE].endswith(" $")
    assert words[Column.GAIN].startswith("+")
    assert words[Column.SOURCE].startswith("price at launch, ")
    assert model.index(row_of(found, "rent:"), Column.PRICE).data().endswith("$/h")


def test_a_price_is_edited_refused_and_taken_back(model: UpgradeModel, found: tuple[Upgrade, ...]):
    row = row_of(found, "gpu:")
    index = model.index(row, Column.PRICE)
    stated, gain = index.data(), model.index(row, Column.GAIN).data()
    assert index.flags() & Qt.ItemFlag.ItemIsEditable
    assert not model.index(row, Column.GAIN).flags() & Qt.ItemFlag.ItemIsEditable
    for nonsense in ("free", "-3", "0", "nan", "1e99"):
        assert not model.setData(index, nonsense)
    assert index.data() == stated
    assert model.setData(index, "100")
    assert index.data() == "100 $"
    assert model.index(row, Column.GAIN).data() != gain
    assert model.index(row, Column.SOURCE).data() == "edited by you"
    assert model.setData(index, "")
    assert (index.data(), model.index(row, Column.GAIN).data()) == (stated, gain)


def test_prices_in_another_currency_are_edited_in_it(model: UpgradeModel, found: tuple[Upgrade, ...]):
    model.set_currency(Currency.CNY, 7.0)
    row = row_of(found, "disk")
    index = model.index(row, Column.PRICE)
    assert index.data() == "1,540 ¥"
    model.setData(index, "700")
    assert model.price_usd(found[row]) == pytest.approx(100)


@pytest.fixture
def page(qtbot: QtBot, tasks: TaskRunner) -> Iterator[MatchPage]:
    page = MatchPage(tasks, machine_named("basic"))
    qtbot.addWidget(page)
    page.resize(900, 700)
    page.show()
    qtbot.waitUntil(lambda: page.result is not None and not tasks.busy, timeout=30_000)
    yield page
    qtbot.waitUntil(lambda: not tasks.busy, timeout=30_000)


def test_the_step_weighs_upgrades_when_it_is_shown(qtbot: QtBot, page: MatchPage):
    step = page.upgrade_step
    assert step.model.rowCount() == 0
    page.show_step(Step.UPGRADE)
    qtbot.waitUntil(lambda: step.model.rowCount() > 10, timeout=30_000)
    assert step.article_model.rowCount() == 2
    assert "photonic" in step.outlook.words
    step.currency_box.setCurrentIndex(step.currency_box.findText("EUR"))
    assert step.model.index(0, Column.PRICE).data().endswith("€")


@pytest.mark.parametrize("width", [940, 1280, 1900])
def test_both_tables_share_their_columns_and_need_no_scroll_bar(qtbot: QtBot, page: MatchPage, width: int):
    step = page.upgrade_step
    page.show_step(Step.UPGRADE)
    qtbot.waitUntil(lambda: step.model.rowCount() > 10, timeout=30_000)
    page.resize(width, 700)
    heads = [table.horizontalHeader() for table in (step.table, step.article_table)]
    qtbot.waitUntil(lambda: abs(heads[0].length() - step.table.viewport().width()) < 3)
    assert [heads[0].sectionSize(column) for column in Column] == [heads[1].sectionSize(column) for column in Column]
    assert step.article_table.horizontalScrollBar().maximum() == 0
    for column in (Column.PRICE, Column.GAIN, Column.BEST):
        assert heads[0].sectionSize(column) >= step.table.sizeHintForColumn(column)
    heads[0].resizeSection(Column.BEST, 90)
    assert heads[1].sectionSize(Column.BEST) == 90, "the other table follows a person's hand"
