from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from deepseek_gui.domain.plan import DeviceMemory
from deepseek_gui.domain.units import GIB
from deepseek_gui.ui.theme import bad_colour, dark_palette, light_palette
from deepseek_gui.ui.widgets.memory_bar import MemoryBar
from deepseek_gui.ui.widgets.memory_paint import CAPACITY_SHARE, Part, bar_spans, group_devices, part_colour

GPU = DeviceMemory("NVIDIA H100 80GB", "gpu", 4 * GIB, 2 * GIB, GIB, GIB, 10 * GIB)
HIDDEN_BY_HAND = Qt.WidgetAttribute.WA_WState_ExplicitShowHide
HOST = DeviceMemory("Host", "host", GIB, 0, 0, 0, None)


def test_parts_stand_side_by_side_to_the_scale_of_the_capacity():
    spans = bar_spans(GPU)
    assert spans.capacity == CAPACITY_SHARE
    assert spans.parts[Part.WEIGHTS] == pytest.approx((0, 0.4 * CAPACITY_SHARE))
    assert spans.parts[Part.OVERHEAD] == pytest.approx((0.7 * CAPACITY_SHARE, 0.8 * CAPACITY_SHARE))
    assert not spans.clipped


def test_what_is_too_much_reaches_past_the_capacity_and_is_cut_at_the_end():
    over = replace(GPU, weights_bytes=7 * GIB)
    assert bar_spans(over).parts[Part.OVERHEAD][1] == pytest.approx(1.1 * CAPACITY_SHARE)
    huge = bar_spans(replace(GPU, weights_bytes=400 * GIB))
    assert huge.clipped
    assert huge.parts[Part.WEIGHTS] == (0, 1)


def test_an_unknown_capacity_draws_no_mark_and_zero_bytes_no_bar():
    assert bar_spans(HOST).capacity is None
    empty = bar_spans(DeviceMemory("x", "gpu", 0, 0, 0, 0))
    assert set(empty.parts.values()) == {(0.0, 0.0)}


def test_equal_neighbours_become_one_line_that_shows_the_fullest():
    fuller = replace(GPU, weights_bytes=5 * GIB)
    groups = group_devices((GPU, fuller, GPU, HOST))
    assert [(group.count, group.device) for group in groups] == [(3, fuller), (1, HOST)]


def test_the_bar_tells_a_screen_reader_every_number(qtbot: QtBot):
    bar = MemoryBar()
    qtbot.addWidget(bar)
    bar.set_devices((GPU, GPU, HOST))
    first, second = bar.accessibleDescription().splitlines()
    assert first.startswith("2 × NVIDIA H100 80GB")
    assert "KV cache 2.0 GiB" in first
    assert "8.0 GiB / 10.0 GiB" in first
    assert second.startswith("Main memory: 1.0 GiB / —")


@pytest.mark.parametrize("palette", [light_palette(), dark_palette()], ids=["light", "dark"])
def test_the_parts_of_a_bar_are_really_painted(qtbot: QtBot, palette: QPalette):
    bar = MemoryBar()
    qtbot.addWidget(bar)
    bar.setPalette(palette)
    bar.set_devices((GPU,))
    bar.resize(900, 80)
    image = bar.grab().toImage()
    colours = {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(0, image.height(), 2)}
    assert {part_colour(palette, part).name() for part in Part} <= colours


def test_a_name_with_markup_is_shown_as_it_is(qtbot: QtBot):
    bar = MemoryBar()
    qtbot.addWidget(bar)
    bar.set_devices((replace(GPU, name="<b>big</b>"),))
    assert "<b>big</b>" in bar.accessibleDescription()


def test_other_numbers_are_written_into_the_same_widgets(qtbot: QtBot):
    bar = MemoryBar()
    qtbot.addWidget(bar)
    bar.set_devices((GPU, HOST))
    before = bar.findChildren(QLabel)
    bar.set_devices((replace(GPU, weights_bytes=7 * GIB), HOST))
    assert bar.findChildren(QLabel) == before
    words = [label.text() for label in before]
    assert "7.0 GiB" in words
    assert "4.0 GiB" not in words
    total = before[words.index("11.0 GiB / 10.0 GiB")]
    bad = total.palette().color(total.foregroundRole())
    assert bad == bad_colour(bar.palette())
    bar.set_devices((GPU, HOST))
    assert total.text() == "8.0 GiB / 10.0 GiB"
    assert total.palette().color(total.foregroundRole()) == bar.palette().color(total.foregroundRole())


def test_fewer_devices_leave_no_line_behind(qtbot: QtBot):
    bar = MemoryBar()
    qtbot.addWidget(bar)
    bar.set_devices((GPU, HOST))
    bar.set_devices((HOST,))
    shown = [label.text() for label in bar.findChildren(QLabel) if not label.testAttribute(HIDDEN_BY_HAND)]
    assert "Main memory" in shown
    assert GPU.name not in shown
