"""The Cost page by keyboard: every edit is answered, undone, kept, and said in words."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from deepseek_gui.core.costing import preset
from deepseek_gui.core.estimating import estimate
from deepseek_gui.core.machines import machine_named
from deepseek_gui.domain.cost import CostPlan, Currency
from deepseek_gui.domain.cost_fields import FIELDS
from deepseek_gui.domain.plan import Plan
from deepseek_gui.ui import language
from deepseek_gui.ui.cost.page import CostPage
from deepseek_gui.ui.main_window import MainWindow, PageEntry
from tests.ui.accessible import nameless


@pytest.fixture
def page(qtbot: QtBot) -> CostPage:
    widget = CostPage(preset("article"))
    qtbot.addWidget(widget)
    widget.resize(1000, 700)
    widget.show()
    qtbot.waitExposed(widget)
    return widget


def enter(page: CostPage, key: str, text: str) -> None:
    """Type a number into a box and leave it with Enter."""
    box = page.inputs.boxes[key]
    box.setFocus()
    box.selectAll()
    QTest.keyClicks(box, text)
    QTest.keyClick(box, Qt.Key.Key_Return)


def choose(page: CostPage, name: str, entry: str) -> None:
    chooser = page.inputs.lists[name]
    index = chooser.findData(entry)
    chooser.setCurrentIndex(index)
    chooser.activated.emit(index)


def test_the_article_says_what_it_claims_and_what_is_true(page: CostPage):
    assert page.answer == "Local pays off in month 17: $38,840 less than the cloud in 3 years."
    rows = page.results.article.words.rows()
    assert rows[0] == ("As the article has it", "$108,000", "$40,000", "month 12")
    assert rows[1] == ("Its own numbers, computed", "$78,840", "$40,000", "month 17")
    assert rows[3][1:3] == ("$577,047", "$160,000")
    assert page.results.article.isVisible()
    assert [row[0] for row in page.results.totals.words.rows()] == ["Local", "Cloud"]


def test_an_edit_is_answered_at_once(page: CostPage, qtbot: QtBot):
    with qtbot.waitSignal(page.plan_changed) as told:
        enter(page, "cloud.price_per_hour", "1")
    assert told.args is not None
    assert told.args[0].cloud.price_per_hour == 1.0
    assert page.answer == "It does not pay off in 3 years: local costs $13,720 more than the cloud."
    assert page.results.totals.words.rows()[1] == ("Cloud", "$26,280", "$730", "—", "never")
    assert page.results.chart.accessibleDescription() == page.answer
    assert page.results.sensitivity.words.rows()[0][0] == "Instances ±1"


def test_undo_and_redo_by_keyboard(page: CostPage):
    enter(page, "cloud.price_per_hour", "1")
    enter(page, "local.purchase", "20000")
    enter(page, "local.purchase", "10000")
    assert page.history.count() == 2  # edits of one number in a row are one step
    box = page.inputs.boxes["local.purchase"]
    QTest.keyClick(box, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert (page.plan.local.purchase, box.value()) == (32_000, 32_000)
    QTest.keyClick(box, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert page.plan == preset("article")
    assert not page.undo_button.isEnabled()
    again = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(box, Qt.Key.Key_Z, again)
    QTest.keyClick(box, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert (page.plan.cloud.price_per_hour, page.plan.local.purchase) == (1.0, 10_000)


def test_undo_while_typing_takes_back_the_typing(page: CostPage):
    enter(page, "cloud.price_per_hour", "1")
    box = page.inputs.boxes["cloud.price_per_hour"]
    QTest.keyClicks(box, "7")
    QTest.keyClick(box, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert page.plan.cloud.price_per_hour == 1.0


def test_an_edit_that_changes_nothing_is_no_edit(page: CostPage):
    enter(page, "cloud.price_per_hour", "3")
    assert page.history.count() == 0


def test_a_listed_price_names_its_source(page: CostPage):
    assert page.inputs.lists["cloud"].currentText() == "Own price of an instance"
    choose(page, "cloud", "p4d.24xlarge")
    assert page.plan.cloud.price_per_hour == 21.957642
    assert page.inputs.boxes["cloud.price_per_hour"].text() == "21.9576 $/h"
    tip = page.inputs.boxes["cloud.price_per_hour"].toolTip()
    assert "2026-11-09" in tip
    assert "AWS EC2 on demand" in tip
    enter(page, "cloud.price_per_hour", "20")
    assert page.inputs.lists["cloud"].currentData() == ""
    assert "2026-11-09" not in page.inputs.boxes["cloud.price_per_hour"].toolTip()


def test_an_estimate_is_marked_and_says_of_when_and_of_what(qtbot: QtBot):
    page = CostPage(preset("plan"))
    qtbot.addWidget(page)
    inputs = page.inputs

    def marked() -> set[str]:
        return {key for key in inputs.boxes if inputs.caption(key).text().endswith("≈")}

    guessed = {"cloud.discount_percent", "local.depreciation_percent", "local.resale_percent"}
    guessed |= {"local.maintenance_per_year", "local.utilisation_percent", "local.busy_watts", "local.idle_watts"}
    assert marked() == guessed | {"local.price_per_kwh"}  # the shipped electricity prices are of 2022 and 2023
    assert "2023-12-31" in inputs.boxes["local.price_per_kwh"].toolTip()
    assert "an estimate today" in inputs.boxes["local.price_per_kwh"].accessibleDescription()
    assert "120 W for the rest" in inputs.boxes["local.busy_watts"].toolTip()
    assert "2026-11-26" in inputs.boxes["local.idle_watts"].toolTip()
    QTest.keyClick(inputs.switches["measured"], Qt.Key.Key_Space)
    enter(page, "local.price_per_kwh", "0.31")
    assert marked() == guessed - {"local.busy_watts", "local.idle_watts"}
    enter(page, "local.purchase", "1999")
    assert "at their launch (collected 2026-11-23" in inputs.boxes["local.purchase"].toolTip()
    page.choose_preset("article")
    assert marked() == {"local.purchase"}  # the article's own figure, more than a year older than the newest price
    assert "the article's figure" in inputs.boxes["local.purchase"].accessibleDescription()


def test_what_is_not_compared_cannot_be_edited(page: CostPage):
    inputs = page.inputs
    assert not inputs.boxes["api.price_in"].isEnabled()
    QTest.keyClick(inputs.compared["api"], Qt.Key.Key_Space)
    assert page.plan.api.compared
    assert inputs.boxes["api.price_in"].isEnabled()
    assert "does not pay off" in page.answer  # an API without tokens costs nothing
    QTest.keyClick(inputs.compared["api"], Qt.Key.Key_Space)
    QTest.keyClick(inputs.compared["cloud"], Qt.Key.Key_Space)
    assert "nothing to compare" in page.answer
    assert len(page.results.chart.courses) == 1


def test_a_reserved_instance_has_a_discount_and_no_hours(page: CostPage):
    inputs = page.inputs
    assert not inputs.boxes["cloud.discount_percent"].isEnabled()
    QTest.keyClick(inputs.switches["reserved"], Qt.Key.Key_Space)
    assert page.plan.cloud.reserved
    assert inputs.boxes["cloud.discount_percent"].isEnabled()
    assert not inputs.boxes["cloud.hours_per_day"].isEnabled()


def test_currency_converts_every_amount_and_back(page: CostPage):
    page.currency_box.setCurrentIndex(page.currency_box.findData("EUR"))
    page.currency_box.activated.emit(page.currency_box.currentIndex())
    assert page.plan.currency is Currency.EUR
    assert page.plan.local.purchase == pytest.approx(32_000 * 0.8503)
    assert "€" in page.answer
    assert page.inputs.boxes["cloud.price_per_hour"].suffix() == " €/h"
    page.history.undo()
    assert page.plan == preset("article")


def test_rates_can_be_edited(page: CostPage):
    enter(page, "rate.cny_per_usd", "7.5")
    assert page.plan.cny_per_usd == 7.5
    page.choose_preset("plan")
    assert page.plan.cny_per_usd == 7.5


def test_years_move_the_horizon(page: CostPage):
    page.years_box.setValue(1)
    assert page.comparison.months == 12
    assert "does not pay off in 1 years" in page.answer


def test_a_preset_is_an_edit_like_any_other(page: CostPage):
    page.choose_preset("plan")
    assert page.preset_box.currentData() == "plan"
    assert not page.results.article.isVisible()
    assert [course.name for course in page.results.chart.courses] == ["Local", "Cloud", "API"]
    page.history.undo()
    assert page.plan == preset("article")
    assert page.results.article.isVisible()


def test_a_plan_of_match_brings_its_speed(page: CostPage):
    machine = machine_named("basic")
    found = estimate(Plan("r1-distill-qwen-7b", "Q4_K_M"), machine)
    page.set_plan(found, machine)
    assert page.plan.preset == "plan"
    assert found.speed.decode_tps is not None
    assert page.plan.local.speed_tps == found.speed.decode_tps.expected
    page.choose_preset("article")
    page.choose_preset("plan")
    assert page.plan.local.speed_tps == found.speed.decode_tps.expected
    page.set_measured_watts(200.0)
    assert page.inputs.switches["measured"].isChecked()
    assert page.inputs.boxes["local.busy_watts"].value() == 200


def test_a_kept_plan_is_shown_as_it_was(qtbot: QtBot):
    plan = replace(preset("plan", Currency.CNY), years=5.0)
    page = CostPage(plan)
    qtbot.addWidget(page)
    assert page.plan == plan
    assert page.years_box.value() == 5
    assert page.currency_box.currentData() == "CNY"
    assert page.history.count() == 0


def test_a_plan_of_an_unknown_preset_is_shown(qtbot: QtBot):
    page = CostPage(CostPlan("from the future"))
    qtbot.addWidget(page)
    assert page.preset_box.currentIndex() == -1
    assert page.answer


def test_everything_has_a_name_and_can_be_reached(page: CostPage):
    widgets: list[QWidget] = [*page.inputs.boxes.values(), *page.inputs.lists.values(), page.results.chart]
    widgets += [
        page.results.totals,
        page.results.sensitivity,
        page.results.article,
        page.preset_box,
        page.currency_box,
        page.years_box,
    ]
    assert all(widget.accessibleName() for widget in widgets)
    for field in FIELDS:
        assert page.inputs.caption(field.key).buddy() is page.inputs.boxes[field.key]
        assert page.inputs.boxes[field.key].toolTip()
    reached: set[QWidget] = set()
    widget: QWidget | None = page.preset_box
    while widget is not None and widget not in reached:
        reached.add(widget)
        widget = widget.nextInFocusChain()
    assert set(page.inputs.boxes.values()) | set(page.inputs.lists.values()) <= reached
    page.choose_preset("plan")
    assert nameless(page) == []


@pytest.mark.parametrize("code", ["en", "zh_CN"])
@pytest.mark.parametrize("name", ["article", "plan"])
def test_nothing_is_clipped_in_the_smallest_window(qtbot: QtBot, qapp: QApplication, code: str, name: str):
    language.install(qapp, code)
    page = CostPage(preset(name))
    window = MainWindow([PageEntry("cost", lambda: page)])
    qtbot.addWidget(window)
    window.resize(1024, 700)
    window.show()
    qtbot.waitExposed(window)
    try:
        assert (window.width(), window.height()) == (1024, 700)
        for table in (page.results.totals, page.results.sensitivity, page.results.article):
            columns = range(table.words.columnCount())
            assert all(table.columnWidth(column) >= table.sizeHintForColumn(column) for column in columns)
        for label in page.findChildren(QLabel):
            if label.isVisible() and not label.wordWrap():
                assert label.width() >= label.sizeHint().width(), label.text()
        for button in page.findChildren(QAbstractButton):
            if button.isVisible() and button.text():
                assert button.width() >= button.sizeHint().width(), button.text()
        for box in page.inputs.boxes.values():
            inside = box.lineEdit().width()
            assert inside >= box.fontMetrics().horizontalAdvance(box.text()), box.text()
    finally:
        language.install(qapp, "en")
        qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_no_letter_stands_twice(qtbot: QtBot):
    page = CostPage(preset("article"))
    keys = ("monitor", "match", "run", "settings")
    window = MainWindow([PageEntry("cost", lambda: page), *(PageEntry(key, QWidget) for key in keys)])
    qtbot.addWidget(window)
    window.show()
    words = [button.text() for button in window.findChildren(QAbstractButton) if button.isVisible()]
    words += [label.text() for label in window.findChildren(QLabel) if label.isVisible() and label.buddy()]
    letters = Counter(QKeySequence.mnemonic(text).toString() for text in words if "&" in text)
    assert letters
    assert max(letters.values()) == 1, letters


def test_the_page_speaks_chinese(qtbot: QtBot, qapp: QApplication):
    page = CostPage(preset("article"))
    qtbot.addWidget(page)
    language.install(qapp, "zh_CN")
    qapp.sendPostedEvents(None, QEvent.Type.LanguageChange)
    try:
        assert "回本" in page.answer
        assert page.results.article.words.rows()[0][0] == "文章原文"
        assert page.inputs.boxes["cloud.price_per_hour"].suffix() == " $/小时"
    finally:
        language.install(qapp, "en")
        qapp.sendPostedEvents(None, QEvent.Type.LanguageChange)
    assert page.answer.startswith("Local pays off")
