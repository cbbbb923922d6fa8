from __future__ import annotations

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from deepseek_gui.ui.cost.chart import CostChart, Course, month_step, short_amount
from deepseek_gui.ui.theme import light_palette, series_colour
from deepseek_gui.ui.widgets.plot_frame import nice_top


@pytest.mark.parametrize(
    ("highest", "top"), [(0, 1), (-3, 1), (78_840, 80_000), (1, 1), (1_150, 1_200), (9_500, 10_000)]
)
def test_the_axis_ends_at_a_round_number(highest: float, top: float):
    assert nice_top(highest) == pytest.approx(top)


@pytest.mark.parametrize(("months", "step"), [(6, 1), (12, 1), (24, 2), (36, 3), (60, 6), (240, 24)])
def test_the_months_do_not_crowd(months: int, step: int):
    assert month_step(months) == step


def test_amounts_on_the_axis_are_short():
    assert [short_amount(value) for value in (0, 0.25, 800, 4000, 20_000, 1.2e6, 3e9)] == [
        "0",
        "0.25",
        "800",
        "4,000",
        "20k",
        "1.2M",
        "3G",
    ]


def test_lines_and_crossing_are_drawn(qtbot: QtBot, qapp: QApplication):
    qapp.setPalette(light_palette())
    chart = CostChart()
    qtbot.addWidget(chart)
    chart.set_words("Spent", "months", "month {month}")
    chart.resize(600, 300)
    local, cloud = (series_colour(chart.palette(), index).name() for index in (0, 1))
    assert local not in colours(chart)
    chart.show_courses(
        (Course("Local", (80.0, 85.0, 90.0), 0), Course("Cloud", (0.0, 50.0, 100.0), 1, 2)), "$", "words"
    )
    assert {local, cloud} <= colours(chart)
    qapp.setPalette(qapp.style().standardPalette())


def colours(chart: CostChart) -> set[str]:
    image: QImage = chart.grab().toImage()
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}
