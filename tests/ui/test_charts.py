"""The history chart: gaps, spans, labels, and nothing drawn while hidden."""

from __future__ import annotations

import math

import pytest
from PySide6.QtCore import QDateTime, QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QAccessible, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from deepseek_gui.ui.theme import dark_palette
from deepseek_gui.ui.widgets import chart_paint
from deepseek_gui.ui.widgets.charts import TimeChart, plain
from deepseek_gui.ui.widgets.history import History

pytestmark = pytest.mark.usefixtures("charts_ready")


class Paints(QObject):
    """Counts how often a widget was painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.count = 0
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        self.count += event.type() == QEvent.Type.Paint
        return super().eventFilter(watched, event)


@pytest.fixture
def chart(qtbot: QtBot) -> TimeChart:
    widget = TimeChart("Disk", "MB/s", ["read", "written"], span_s=60)
    qtbot.addWidget(widget)
    return widget


def test_unknown_values_leave_a_gap(chart: TimeChart):
    chart.show()
    for second, value in enumerate((1.0, None, 3.0)):
        chart.append(second, [value, 2.0])
    _, ys = chart.curve_points(0)
    assert ys[0] == 1.0
    assert math.isnan(ys[1])
    assert ys[2] == 3.0


def test_nothing_is_drawn_while_hidden_and_nothing_is_lost(chart: TimeChart):
    chart.append(0.0, [1.0, 2.0])
    chart.append(1.0, [5.0, 6.0])
    paints = Paints(chart)
    assert paints.count == 0
    chart.show()
    chart.grab()
    assert paints.count > 0
    assert chart.curve_points(1) == ([-1.0, 0.0], [2.0, 6.0])


def test_longer_span_brings_the_past_back(chart: TimeChart):
    chart.show()
    for second in range(0, 200, 10):
        chart.append(float(second), [1.0, 2.0])
    assert chart.curve_points(0)[0] == [-70, -60, -50, -40, -30, -20, -10, 0]  # one before the edge begins the line
    chart.set_span(120)
    assert len(chart.curve_points(0)[0]) == 14


def test_labels_change_and_values_stay(chart: TimeChart):
    chart.append(0.0, [1.5, 2000.0])
    chart.set_labels("磁盘", "MB/s", ["读", "写"])
    assert chart.accessibleName() == "磁盘"
    assert chart.entries() == ["读: 1.5 MB/s", "写: 2,000 MB/s"]


def test_more_lines_start_anew(chart: TimeChart):
    chart.append(0.0, [1.0, 2.0])
    chart.set_labels("Power", "W", ["GPU 0", "GPU 1", "GPU 2"])
    assert len(chart.history) == 0
    chart.append(1.0, [1.0, 2.0, 3.0])
    chart.show()
    assert chart.curve_points(2) == ([0.0], [3.0])


def test_palette_change_redraws_in_its_colours(chart: TimeChart):
    chart.show()
    chart.append(0.0, [1.0, 2.0])
    chart.setPalette(dark_palette())
    picture = chart.grab().toImage()
    ground = dark_palette().color(QPalette.ColorRole.Base)
    assert picture.pixelColor(chart.width() // 2, chart.height() // 2) == ground
    assert chart.curve_points(1) == ([0.0], [2.0])


def test_plain_numbers():
    assert [plain(value) for value in (0.0, 0.123, 1.25, 12.5, 12345.6)] == ["0", "0.12", "1.2", "12", "12,346"]


def test_a_screen_reader_is_told_the_values(chart: TimeChart, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(QAccessible, "isActive", lambda: True)
    chart.show()
    chart.append(0.0, [1.5, None])
    chart.grab()
    assert chart.accessibleDescription() == "read: 1.5 MB/s, written: — MB/s"


def test_lines_are_redrawn_when_they_have_moved_by_a_pixel(chart: TimeChart, qtbot: QtBot):
    chart.resize(300, 200)
    chart.show()
    chart.append(0.0, [1.0, 2.0])
    QApplication.processEvents()
    chart.repaint()
    paints = Paints(chart)
    for tick in range(10):
        chart.append(0.001 * tick, [1.0, 2.0])
    QApplication.processEvents()
    assert paints.count == 0
    chart.append(5.0, [1.0, 2.0])
    qtbot.waitUntil(lambda: paints.count > 0)


def test_crosshair_by_keyboard_tells_time_and_values(chart: TimeChart):
    chart.enable_cursor()
    chart.show()
    for second in range(61):
        chart.append(float(second), [float(second), 2.0])
    moved: list[float | None] = []
    chart.cursor_moved.connect(moved.append)
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home):
        QTest.keyClick(chart, key)
    assert moved == [1.0, 2.0, 1.0, 60.0]
    assert chart.values() == (0.0, 2.0)
    assert chart.when() == "1 min ago"
    QTest.keyClick(chart, Qt.Key.Key_Escape)
    assert chart.cursor_s is None
    assert chart.values() == (60.0, 2.0)


def test_crosshair_by_mouse(chart: TimeChart):
    chart.enable_cursor()
    chart.resize(400, 200)
    chart.show()
    for second in range(61):
        chart.append(float(second), [float(second), None])
    left, right = chart.axis_insets()
    middle = round(left + (chart.width() - left - right) / 2)
    QTest.mouseMove(chart, QPoint(middle, 100))
    assert chart.cursor_s == pytest.approx(30, abs=0.5)
    assert chart.entries() == ["read: 30 MB/s", "written: — MB/s"]
    QTest.mouseMove(chart, QPoint(middle, 5))
    assert chart.cursor_s is None


def test_crosshair_says_the_time_of_day(chart: TimeChart):
    history = History(2, 60)
    history.append(100.0, [1.0, 2.0])
    chart.show_history(history, 100.0, clock_offset_s=0.0)
    chart.set_cursor(40.0)
    clock = QDateTime.fromSecsSinceEpoch(60).toString("HH:mm:ss")
    assert chart.when() == f"40 s ago, at {clock}"


def test_the_past_at_the_right_edge(chart: TimeChart):
    """A page that is held still, or a recording: rows after `now_s` are not drawn."""
    history = History(2, 60)
    for second in range(30):
        history.append(float(second), [float(second), 0.0])
    chart.show_history(history, 10.0)
    ages, values = chart.curve_points(0)
    assert (ages[-1], values[-1]) == (0.0, 10.0)
    assert chart.values() == (10.0, 0.0)


@pytest.mark.parametrize(
    ("age_s", "words"), [(0, "0"), (30, "−30 s"), (300, "−5 min"), (5400, "−90 min"), (21600, "−6 h")]
)
def test_axis_labels(age_s: float, words: str):
    assert chart_paint.age_text(age_s) == words


@pytest.mark.parametrize(
    ("age_s", "words"), [(12, "12 s"), (200, "3 min 20 s"), (120, "2 min"), (7500, "2 h 5 min"), (3600, "1 h")]
)
def test_ages_in_words(age_s: float, words: str):
    assert chart_paint.duration_text(age_s) == words


@pytest.mark.parametrize(("highest", "top"), [(0, 1), (0.4, 0.5), (9, 10), (95, 150), (1000, 1500)])
def test_axis_tops_are_round(highest: float, top: float):
    from deepseek_gui.ui.widgets.plot import nice_top

    assert nice_top(highest) == pytest.approx(top)
