"""Pause, recordings shown and written, copy, picture, drop: what a person does on the page."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QFontMetricsF, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from deepseek_gui.core.recording import Recording
from deepseek_gui.domain.machine import Cpu, Machine
from deepseek_gui.domain.sample import CpuState, Sample
from deepseek_gui.domain.text import Text
from deepseek_gui.ui.monitor.bar import SPANS_S
from deepseek_gui.ui.monitor.page import Mode, MonitorPage
from deepseek_gui.ui.monitor.playback import Playback, playback_of
from deepseek_gui.ui.monitor.table_text import as_html, tab_separated
from tests.ui.monitor.conftest import Asked, full_sample

pytestmark = pytest.mark.usefixtures("charts_ready")


def course(seconds: int, percent: float = 0.0) -> tuple[Sample, ...]:
    return tuple(
        replace(full_sample(50.0 + second), cpu=CpuState(percent + second, (1.0,))) for second in range(seconds)
    )


def playback(seconds: int = 30) -> Playback:
    machine = Machine("lab", cpu=Cpu("EPYC"), simulated=True)
    return playback_of("night.dgrec", Recording(machine, course(seconds), truncated=False))


def mode_of(page: MonitorPage) -> Mode:
    return page.mode


def cpu_number(page: MonitorPage) -> str:
    return page.view.board.system_card.first.reading.number


# --- pause -----------------------------------------------------------------------------------------------------------


def test_pause_by_keyboard_holds_everything_still(page: MonitorPage):
    assert QTest.qWaitForWindowActive(page)
    for sample in course(10):
        page.show_sample(sample)
    QTest.keyClick(page, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert mode_of(page) is Mode.PAUSED
    assert page.status.pause_strip.isVisible()
    assert page.status.pause_strip.text.startswith("Paused at ")
    for sample in course(20, 10.0)[10:]:
        page.show_sample(sample)
    assert cpu_number(page) == "9"
    chart = page.view.charts.chart("utilisation")
    assert chart.curve_points(0)[1][-1] == 9.0
    assert chart.values()[0] == 9.0
    QTest.keyClick(page, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert mode_of(page) is Mode.LIVE
    assert page.status.pause_strip.isHidden()
    assert cpu_number(page) == "29"
    assert chart.curve_points(0)[1][-11:] == [9.0, *(float(value) for value in range(20, 30))], "nothing was lost"


def test_the_strip_leads_out_of_the_pause(page: MonitorPage):
    page.show_sample(full_sample(1.0))
    page.bar.pause.toggle()
    QTest.mouseClick(page.status.pause_strip.button, Qt.MouseButton.LeftButton)
    assert mode_of(page) is Mode.LIVE
    assert not page.bar.pause.isChecked()


def test_a_hidden_page_shows_the_newest_when_it_comes_back(page: MonitorPage):
    page.show_sample(course(1)[0])
    page.hide()
    for sample in course(10):
        page.show_sample(sample)
    assert cpu_number(page) == "0"
    page.show()
    assert cpu_number(page) == "9"


# --- a recording is shown --------------------------------------------------------------------------------------------


def test_a_recording_is_shown_on_the_page_and_live_goes_on_behind(page: MonitorPage):
    page.set_machine(Machine("desk"))
    page.show_sample(full_sample(5.0, cpu=CpuState(77.0)))
    page.show_playback(playback())
    assert mode_of(page) is Mode.PLAYBACK
    assert page.playback_bar.isVisible()
    assert page.playback_bar.text.startswith("Recording of lab, from ")
    assert cpu_number(page) == "29"
    assert page.view.board.system_card.accessibleName() == "EPYC"
    page.show_sample(full_sample(6.0, cpu=CpuState(78.0)))
    assert cpu_number(page) == "29"
    assert not page.bar.pause.isEnabled()
    QTest.mouseClick(page.playback_bar.leave, Qt.MouseButton.LeftButton)
    assert mode_of(page) is Mode.LIVE
    assert page.playback_bar.isHidden()
    assert cpu_number(page) == "78"
    assert page.view.charts.chart("utilisation").curve_points(0)[1] == [77.0, 78.0]


def test_the_slider_moves_through_the_recording(page: MonitorPage):
    page.show_playback(playback())
    QTest.keyClick(page.playback_bar.slider, Qt.Key.Key_Home)
    assert cpu_number(page) == "0"
    QTest.keyClick(page.playback_bar.slider, Qt.Key.Key_Right)
    assert cpu_number(page) == "1"
    chart = page.view.charts.chart("utilisation")
    assert chart.curve_points(0) == ([-1.0, 0.0], [0.0, 1.0])
    assert page.playback_bar.place.endswith("1 s of 29 s")


def test_a_cut_recording_says_so(page: MonitorPage):
    page.show_playback(playback_of("cut.dgrec", Recording(None, course(3), truncated=True, step=2)))
    assert "cut.dgrec" in page.playback_bar.text
    assert "Its end is missing." in page.playback_bar.text
    assert "every 2th sample" not in page.playback_bar.text
    assert "one of 2 samples" in page.playback_bar.text


def test_an_empty_recording_shows_nothing_and_can_be_left(page: MonitorPage):
    page.show_sample(full_sample(5.0, cpu=CpuState(77.0)))
    page.show_playback(playback_of("empty.dgrec", Recording(None, (), truncated=True)))
    assert page.playback_bar.isVisible()
    page.leave_playback()
    assert cpu_number(page) == "77"


def test_another_recording_takes_the_place_of_the_first(page: MonitorPage):
    page.show_playback(playback(10))
    page.show_playback(playback(20))
    assert cpu_number(page) == "19"


def test_open_asks_for_a_file(page: MonitorPage, asked: Asked, qtbot: QtBot, tmp_path: Path):
    asked.answer = tmp_path / "a.dgrec"
    with qtbot.waitSignal(page.recording_chosen) as told:
        page.bar.open.trigger()
    assert told.args == [tmp_path / "a.dgrec"]
    assert asked.questions[0].suggested is None
    assert "*.dgrec" in asked.questions[0].kinds


def test_a_file_can_be_dropped(page: MonitorPage, qtbot: QtBot, tmp_path: Path):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "a.dgrec"))])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, data, buttons, keys)
    page.dragEnterEvent(enter)
    assert enter.isAccepted()
    with qtbot.waitSignal(page.recording_chosen) as told:
        page.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, buttons, keys))
    assert told.args == [tmp_path / "a.dgrec"]


@pytest.mark.parametrize("urls", [[], ["https://example.org/a.dgrec"], ["file:///a", "file:///b"]])
def test_what_is_no_file_is_not_taken(page: MonitorPage, urls: list[str]):
    data = QMimeData()
    data.setUrls([QUrl(url) for url in urls])
    enter = QDragEnterEvent(
        QPoint(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    enter.ignore()
    page.dragEnterEvent(enter)
    assert not enter.isAccepted()


# --- a recording is written ------------------------------------------------------------------------------------------


def test_record_asks_for_a_dated_name_and_marks_the_recording(page: MonitorPage, asked: Asked, qtbot: QtBot):
    asked.answer = Path("/tmp/x.dgrec")  # noqa: S108  only a name
    with qtbot.waitSignal(page.record_requested) as told:
        page.bar.record.trigger()
    assert told.args == [asked.answer, True]
    suggested = asked.questions[0].suggested or ""
    assert suggested.startswith("deepseek-gui 20")
    assert suggested.endswith(".dgrec")
    assert page.status.recording_strip.isHidden(), "the file is not open yet"
    page.show_recording_started(asked.answer)
    page.show_sample(full_sample(10.0))
    page.show_sample(full_sample(85.0))
    assert page.status.recording_strip.isVisible()
    assert page.status.recording_strip.text == "Recording into x.dgrec, for 1 min 15 s."
    assert page.bar.record.text() == "Stop recording"
    with qtbot.waitSignal(page.record_stopped):
        page.bar.record.trigger()
    page.show_recording_stopped(asked.answer, 2)
    assert page.status.recording_strip.isHidden()
    assert page.bar.record.text() == "Record…"


def test_a_cancelled_dialog_records_nothing(page: MonitorPage, qtbot: QtBot):
    with qtbot.assertNotEmitted(page.record_requested):
        page.bar.record.trigger()
    assert not page.bar.record.isChecked()


def test_recording_goes_on_while_paused(page: MonitorPage):
    page.show_sample(full_sample(10.0))
    page.show_recording_started(Path("x.dgrec"))
    page.bar.pause.toggle()
    page.show_sample(full_sample(20.0))
    assert page.status.recording_strip.text.endswith("for 10 s.")


# --- copy and picture ------------------------------------------------------------------------------------------------


def test_copy_as_a_table_two_ways(page: MonitorPage):
    page.show_sample(full_sample(1.0))
    page.bar.copy.trigger()
    data = QGuiApplication.clipboard().mimeData()
    lines = data.text().split("\n")
    assert "CPU\t37 %" in lines
    gpu = next(line for line in lines if line.startswith("0\t")).split("\t")
    assert gpu[1:4] == ["H100 0", "91 %", "6.0 / 80.0 GiB"]
    assert "<td>H100 0</td>" in data.html()
    assert any(line.startswith("python3\t40\t0\t5.0 GiB\t90 %") for line in lines)
    page.table_clipboard.keep_text()
    assert QGuiApplication.clipboard().text().split("\n") == lines


def test_copied_lines_outlive_the_program(tmp_path: Path):
    """A QMimeData made in Python would crash the process at its end."""
    code = (
        "from PySide6.QtCore import QTimer\n"
        "from PySide6.QtGui import QGuiApplication\n"
        "from deepseek_gui.ui.monitor.table_text import TableClipboard\n"
        "app = QGuiApplication([])\n"
        "clipboard = TableClipboard()\n"
        "clipboard.put([[['a', 'b']]])\n"
        "QTimer.singleShot(0, app.quit)\n"
        "app.exec()\n"
        "print(repr(app.clipboard().text()), app.clipboard().mimeData().hasHtml())\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, "'a\\tb\\n' False\n"), done.stderr


def test_what_is_copied_stays_what_it_is():
    table = [["a", "b"], ["=HYPERLINK(1)", "<b>\tx\n"]]
    assert tab_separated([table]) == "a\tb\n'=HYPERLINK(1)\t<b> x\n"
    assert as_html([table]).endswith("<tr><td>&#x27;=HYPERLINK(1)</td><td>&lt;b&gt; x</td></tr></table>")


def test_a_picture_holds_what_is_scrolled_away(page: MonitorPage, asked: Asked, tmp_path: Path, qtbot: QtBot):
    page.show_sample(full_sample(1.0, count=16))
    qtbot.waitUntil(lambda: page.view.height() > page.height())
    asked.answer = tmp_path / "page.png"
    page.bar.picture.trigger()
    picture = QImage(str(asked.answer))
    assert picture.height() > page.height()


def test_a_picture_never_replaces_a_file_without_asking(page: MonitorPage, asked: Asked, tmp_path: Path, qtbot: QtBot):
    asked.answer, asked.agreed = tmp_path / "page.png", False
    asked.answer.write_text("mine")
    with qtbot.waitSignal(page.failed) as told:
        page.bar.picture.trigger()
    assert "already" in str(told.args[0])
    assert asked.answer.read_text() == "mine"


def test_a_picture_that_cannot_be_written_is_told(page: MonitorPage, asked: Asked, tmp_path: Path, qtbot: QtBot):
    asked.answer = tmp_path / "missing" / "page.png"
    with qtbot.waitSignal(page.failed) as told:
        page.bar.picture.trigger()
    assert "can't be written" in str(told.args[0])


# --- the rest --------------------------------------------------------------------------------------------------------


def test_stale_sources_are_told(page: MonitorPage):
    reason = Text("no answer for {seconds} s", {"seconds": 7})
    page.show_sample(full_sample(1.0, stale={"cpu": reason, "disk": reason, "nvidia{": reason}))
    assert page.status.notice.text.split("\n") == [f"{name}: no answer for 7 s" for name in ("CPU", "Disk", "nvidia")]
    assert page.view.board.system_card.stale == "no answer for 7 s"
    assert page.view.charts.chart("utilisation").history.last[0] is None
    assert page.view.charts.chart("memory").history.last[0] is not None
    page.show_sample(full_sample(2.0))
    assert page.status.notice.isHidden()


def test_spans_from_a_minute_to_a_day(page: MonitorPage, qtbot: QtBot):
    for sample in course(100):
        page.show_sample(sample)
    assert SPANS_S[0] == 60
    assert SPANS_S[-1] == 86_400
    words = [page.bar.span_box.itemText(index) for index in range(page.bar.span_box.count())]
    assert words == ["last 1 min", "last 2 min", "last 10 min", "last 30 min", "last 1 h", "last 6 h", "last 24 h"]
    with qtbot.waitSignal(page.bar.span_chosen):
        page.bar.span_box.activated.emit(0)
    ages, _ = page.view.charts.chart("power").curve_points(0)
    assert ages[0] == -61


def test_the_crosshair_stands_at_the_same_time_in_every_chart(page: MonitorPage):
    for sample in course(100):
        page.show_sample(sample)
    QTest.keyClick(page.view.charts.chart("power"), Qt.Key.Key_Left)
    QTest.keyClick(page.view.charts.chart("power"), Qt.Key.Key_Left)
    assert {page.view.charts.chart(key).cursor_s for key in ("power", "utilisation", "disk")} == {4.0}
    assert page.view.charts.chart("utilisation").values()[0] == 95.0


def test_charts_show_what_is_known(page: MonitorPage):
    page.show_sample(full_sample(1.0))
    shown = {key for key in page.view.charts.keys if not page.view.charts.chart(key).isHidden()}
    assert {"sm", "tensor", "dram", "clock", "pcie_in", "pcie_out", "frequency"} <= shown
    assert not {"controller", "swap"} & shown, "counters are better; no swap is in use"


def test_numbers_can_be_read_from_two_metres(page: MonitorPage):
    """12 minutes of arc from 2 m are 7 mm; 96 dots an inch."""
    digits_px = QFontMetricsF(page.view.board.system_card.first.number_font).capHeight()
    assert digits_px / page.logicalDpiY() * 25.4 >= 7


@pytest.mark.parametrize("count", [0, 1, 16])
def test_nothing_is_wider_than_a_small_window(page: MonitorPage, count: int):
    page.resize(950, 620)
    page.show_sample(full_sample(1.0, count=count))
    QApplication.processEvents()
    assert page.view.width() <= 950
    assert page.bar.geometry().right() <= 950
    for card in page.view.board.gpu_cards:
        assert card.first.width() >= card.first.minimumSizeHint().width()
