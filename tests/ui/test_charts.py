"""The history chart: gaps, spans, labels, and nothing drawn while hidden."""

from __future__ import annotations

import math

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from deepseek_gui.ui.theme import dark_palette
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
    assert len(chart.curve_points(0)[0]) == 7
    chart.set_span(120)
    assert len(chart.curve_points(0)[0]) == 13


def test_labels_change_and_values_stay(chart: TimeChart):
    chart.append(0.0, [1.5, 2000.0])
    chart.set_labels("磁盘", "MB/s", ["读", "写"])
    assert chart.accessibleName() == "磁盘"
    assert chart.accessibleDescription() == "读 1.5 MB/s, 写 2,000 MB/s"


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


def test_history_forgets_what_is_older_than_its_span():
    history = History(1, 10.0)
    for second in range(30):
        history.append(float(second), [float(second)])
    assert history.column(0) == [float(second) for second in range(19, 30)]
    assert history.since(2.0) == [(-2.0, (27.0,)), (-1.0, (28.0,)), (0.0, (29.0,))]
    history.append(100.0, [])
    assert history.last == (None,)
