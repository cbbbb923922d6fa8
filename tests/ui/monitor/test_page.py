"""Monitor shows what the sample says, and says what it can't know."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTranslator
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from deepseek_gui.domain.machine import Cpu, Machine
from deepseek_gui.domain.sample import CpuState, GpuState, MemoryState, Sample, TransferRates
from deepseek_gui.domain.text import Text
from deepseek_gui.domain.units import GIB
from deepseek_gui.ui.monitor.page import MonitorPage
from deepseek_gui.ui.texts import UNKNOWN


def with_gpus(sample: Sample, count: int) -> Sample:
    return replace(sample, gpus=tuple(replace(sample.gpus[0], index=index) for index in range(count)))


def test_gauges_show_the_sample(page: MonitorPage, sample: Sample):
    page.show_sample(sample)
    cpu, ram = page.view.board.system_card.first.reading, page.view.board.system_card.second.reading
    assert (cpu.number, cpu.unit) == ("37", "%")
    assert cpu.share == pytest.approx(0.374)
    assert (ram.number, ram.unit, ram.detail) == ("12.0", "GiB", "of 32.0 GiB")
    (card,) = page.view.board.gpu_cards
    assert card.first.reading.number == "91"
    assert card.first.reading.detail == "SM active 72 %"
    assert (card.second.reading.number, card.second.reading.share) == ("6.0", 0.75)
    assert card.facts == "112 W · 61 °C"
    assert page.view.board.core_strip.percents == (10.0, 64.8)
    assert page.view.board.core_strip.summary == "2, the busiest at 65 %"


def test_unknown_is_a_dash_never_zero(page: MonitorPage):
    page.show_sample(Sample(0.0, 0.0, gpus=(GpuState(0, "GPU"),)))
    (card,) = page.view.board.gpu_cards
    for gauge in (page.view.board.system_card.first, page.view.board.system_card.second, card.first, card.second):
        assert gauge.reading.number == UNKNOWN
        assert gauge.reading.share is None
        assert gauge.accessibleName().endswith(f": {UNKNOWN}")
    assert card.facts == ""
    assert page.view.board.core_strip.isHidden()
    assert page.view.charts.chart("power").isHidden()


def test_zero_is_zero(page: MonitorPage):
    page.show_sample(Sample(0.0, 0.0, CpuState(0.0), MemoryState(GIB, 0, GIB), disk=TransferRates(0.0, 0.0)))
    assert page.view.board.system_card.first.reading.number == "0"
    assert not page.view.charts.chart("disk").isHidden()


def test_no_driver_sentence_and_the_rest(page: MonitorPage, sample: Sample):
    page.show()
    page.set_machine(Machine("desk", notices=(Text("No NVIDIA driver was found on {name}.", {"name": "desk"}),)))
    page.show_sample(with_gpus(sample, 0))
    assert page.status.notice.isVisible()
    assert page.status.notice.text == "No NVIDIA driver was found on desk."
    assert page.view.board.gpu_cards == ()
    assert page.view.board.system_card.first.reading.number == "37"
    page.set_machine(Machine("desk"))
    assert page.status.notice.isHidden()


def test_stale_gpu_is_greyed_with_its_reason(page: MonitorPage, sample: Sample):
    old = replace(sample.gpus[0], stale=Text("The driver has not answered for {seconds} s.", {"seconds": 4}))
    page.show_sample(replace(sample, gpus=(old,)))
    (card,) = page.view.board.gpu_cards
    assert card.stale == "The driver has not answered for 4 s."
    assert page.view.charts.chart("utilisation").history.last == (37.4, None)
    page.show_sample(replace(sample, monotonic_s=11.0))
    assert page.view.board.gpu_cards[0].stale == ""


def test_cards_come_and_go_with_the_gpus(page: MonitorPage, sample: Sample):
    for count in (16, 3, 0, 1):
        page.show_sample(with_gpus(sample, count))
        assert len(page.view.board.gpu_cards) == count
        assert page.view.charts.chart("memory").history.columns == count + 1


def test_many_gpus_scroll_and_do_not_overlap(page: MonitorPage, sample: Sample, qtbot: QtBot):
    page.show()
    page.show_sample(with_gpus(sample, 16))
    qtbot.waitUntil(lambda: page.view.board.gpu_cards[-1].y() > page.height())
    rectangles = [
        card.geometry()
        for card in (page.view.board.system_card, *page.view.board.gpu_cards, page.view.board.core_strip)
    ]
    assert not any(a.intersects(b) for i, a in enumerate(rectangles) for b in rectangles[:i])
    for card in page.view.board.gpu_cards:
        assert card.first.width() >= card.first.minimumSizeHint().width()


def test_interval_box_tells_the_pace(page: MonitorPage, qtbot: QtBot):
    with qtbot.waitSignal(page.interval_changed) as told:
        page.bar.interval_box.setValue(2.5)
    assert told.args == [2.5]
    page.bar.interval_box.setValue(99)
    assert page.bar.interval_box.value() == 10.0


def test_interval_by_keyboard(page: MonitorPage, qtbot: QtBot):
    page.show()
    page.bar.interval_box.setFocus()
    page.bar.interval_box.selectAll()
    with qtbot.waitSignal(page.interval_changed) as told:
        QTest.keyClicks(page.bar.interval_box, "3")
        QTest.keyClick(page.bar.interval_box, Qt.Key.Key_Return)
    assert told.args == [3.0]


def test_machine_is_named(page: MonitorPage, sample: Sample):
    page.set_machine(Machine("desk", cpu=Cpu("Ryzen 7", 8, 16), simulated=True))
    page.show_sample(sample)
    assert page.view.board.system_card.first.reading.detail == "8 cores, 16 threads"
    assert page.view.board.system_card.accessibleName() == "Ryzen 7"


class Marking(QTranslator):
    """Marks every sentence that went through translation."""

    def translate(self, _context: str, source: str, *_more: object) -> str:
        return f"‹{source}›"

    def isEmpty(self) -> bool:  # noqa: N802  Qt's name
        return False


def test_language_changes_while_it_runs(page: MonitorPage, sample: Sample, qapp: QApplication):
    page.set_machine(Machine("desk", notices=(Text("No driver."),)))
    page.show_sample(sample)
    translator = Marking()
    qapp.installTranslator(translator)
    try:
        QCoreApplication.sendEvent(page, QEvent(QEvent.Type.LanguageChange))
        assert page.status.notice.text == "‹No driver.›"
        assert page.view.charts.chart("utilisation").accessibleName() == "‹Utilisation›"
        assert page.view.charts.chart("utilisation").series == ("‹CPU›", "‹GPU 0›")
        assert page.view.board.gpu_cards[0].second.accessibleName().startswith("‹Memory›")
        assert page.view.board.system_card.second.reading.detail == "‹of 32.0 GiB›"
        assert page.view.board.core_strip.summary == "‹2, the busiest at 65 %›"
        assert len(page.view.charts.chart("utilisation").history) == 1
    finally:
        qapp.removeTranslator(translator)
    QCoreApplication.sendEvent(page, QEvent(QEvent.Type.LanguageChange))
    assert page.status.notice.text == "No driver."


@pytest.mark.usefixtures("charts_ready")
def test_charts_draw_the_course(page: MonitorPage, sample: Sample):
    for second in range(5):
        page.show_sample(replace(sample, monotonic_s=10.0 + second, cpu=CpuState(10.0 * second)))
    chart = page.view.charts.chart("utilisation")
    xs, ys = chart.curve_points(0)
    assert xs == [-4, -3, -2, -1, 0]
    assert ys == [0, 10, 20, 30, 40]
    assert "CPU: 40 %" in chart.entries()
