"""The charts of a run: what is drawn, one crosshair with its tokens, what is shown, and the files."""

from __future__ import annotations

import csv
import io
import json
import time
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAccessible, QAction, QFont, QFontMetricsF, QImage, QPalette
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from deepseek_gui.core.recording import read_recording
from deepseek_gui.domain.events import PromptProgress, Token
from deepseek_gui.domain.plan import DeviceMemory, Plan, RunSettings
from deepseek_gui.domain.sample import GpuProcess, GpuState, ProcessState, Sample
from deepseek_gui.domain.units import GIB
from deepseek_gui.ui.files import FileQuestion
from deepseek_gui.ui.monitor.page import MonitorPage
from deepseek_gui.ui.monitor.playback import playback_of
from deepseek_gui.ui.run.chart_bar import SaveAs
from deepseek_gui.ui.run.live_charts import LiveCharts
from deepseek_gui.ui.run.phases import Phase
from deepseek_gui.ui.run.rate import RateMeter
from deepseek_gui.ui.run.run_chart import free_places
from deepseek_gui.ui.theme import dark_palette
from deepseek_gui.ui.widgets.memory_paint import Part

from .conftest import MACHINE, Rig, a_sample, an_estimate

pytestmark = pytest.mark.usefixtures("charts_ready")


@pytest.fixture
def charts(rig: Rig, qtbot: QtBot) -> LiveCharts:
    del qtbot
    rig.page.resize(1280, 800)
    rig.page.show()
    return rig.page.charts


def eight_gpus() -> Sample:
    gpus = tuple(GpuState(i, "a GPU", 50.0 + i, (20 + i) * GIB, 80 * GIB, 300.0) for i in range(8))
    mine = tuple(GpuProcess(4242, i, memory_bytes=(18 + i) * GIB, watched=True) for i in range(8))
    return replace(a_sample(1), gpus=gpus, gpu_processes=mine, process=ProcessState(4242, GIB, 172 * GIB))


def answer(charts: LiveCharts, *words: str) -> None:
    """Write words, a quarter of a second apart, into an answer that was asked for two seconds ago."""
    meter = RateMeter()
    charts.begin_prompt(meter)
    sent_s = charts.course.answer.sent_s if charts.course.answer else 0.0
    for number, word in enumerate(words):
        token = Token(word, 0.25 * (number + 1))
        meter.add(token.time_s, token.count)
        charts.take_token(token)
        charts.course.append(sent_s + token.time_s)
    charts.stack.refresh()


def visible(charts: LiveCharts) -> list[str]:
    return [key for key in ("speed", "prompt", "ram", "vram", "load", "power", "energy") if shown(charts, key)]


def shown(charts: LiveCharts, key: str) -> bool:
    return not charts.stack.chart(key).isHidden()


def test_a_chart_appears_when_there_is_something_to_show(charts: LiveCharts):
    assert visible(charts) == ["speed", "ram", "load"]
    charts.take_sample(a_sample(1, gpu=True))
    assert visible(charts) == ["speed", "ram", "vram", "load"]
    charts.take_sample(eight_gpus())
    charts.begin_prompt(RateMeter())
    charts.take_progress(PromptProgress(10, 100, 0, 0.1))
    charts.course.append(time.monotonic())
    charts.stack.refresh()
    assert visible(charts) == ["speed", "prompt", "ram", "vram", "load", "power"]


def test_bands_of_each_device_and_of_all(charts: LiveCharts):
    gpus = [DeviceMemory(f"GPU{i}", "gpu", (10 + i) * GIB, GIB, GIB // 2, GIB // 4, 80 * GIB) for i in range(8)]
    host = DeviceMemory("CPU", "host", GIB, 0, GIB // 2, GIB // 4, 60 * GIB)
    charts.take_sample(eight_gpus())
    charts.begin_loading(replace(an_estimate(Plan("m", None)), devices=(*gpus, host)))
    charts.take_sample(eight_gpus())
    vram, ram = charts.stack.chart("vram"), charts.stack.chart("ram")
    assert vram.bands is not None
    assert ram.bands is not None
    assert vram.bands.parts[Part.WEIGHTS] == pytest.approx(sum(range(10, 18)))
    assert ram.bands.top == pytest.approx(1.75)
    assert vram.values() == pytest.approx((172.0, 16.0, 188.0))
    charts.stack.set_device(3)
    assert vram.bands.top == pytest.approx(13 + 1.75)
    assert vram.values() == pytest.approx((21.0, 2.0, 23.0))
    assert "GPU 3" in vram.title
    assert charts.stack.chart("load").values() == pytest.approx((71.0, 53.0))
    assert "weights 13" in vram.band_words()
    charts.end_engine()
    assert vram.bands.end_s is not None
    charts.begin_loading(None)
    assert vram.bands is None


def test_bands_and_phases_are_painted_behind_the_lines(charts: LiveCharts):
    charts.begin_loading(an_estimate(Plan("m", None)))
    chart = charts.stack.chart("ram")
    chart.resize(400, 200)
    before = chart.grab().toImage()
    charts.stack.end_bands(time.monotonic() - 3600)
    charts.track.clear()
    assert chart.grab().toImage() != before


def test_the_crosshair_stands_in_every_chart_and_tells_the_tokens(charts: LiveCharts):
    charts.begin_loading(None)
    charts.end_phase()
    answer(charts, "The ", "model\n", "reads ", "data")
    speed, load = charts.stack.chart("speed"), charts.stack.chart("load")
    speed.point(0.5)
    assert load.cursor_s == 0.5
    assert list(speed._notes()) == ["answer", "“model⏎” (1 tok)"]
    speed.point(None)
    assert load.cursor_s is None


def test_the_keyboard_moves_it_and_a_screen_reader_hears(charts: LiveCharts, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(QAccessible, "isActive", staticmethod(lambda: True))
    answer(charts, "The ", "model ", "reads")
    chart = charts.stack.chart("speed")
    chart.setFocus()
    for _ in range(2):
        QTest.keyClick(chart, Qt.Key.Key_Left)
    assert charts.stack.chart("ram").cursor_s == pytest.approx(2 * 20 / 60)
    chart.grab()
    said = chart.accessibleDescription()
    assert "ago" in said
    assert "answer" in said
    assert "“" in said
    QTest.keyClick(chart, Qt.Key.Key_Escape)
    assert charts.stack.chart("ram").cursor_s is None


def test_what_is_read_of_the_prompt_and_the_first_token_are_told(charts: LiveCharts):
    charts.begin_prompt(RateMeter())
    assert "first token —" in charts.reading.text
    assert "prompt — tokens" in charts.reading.text
    charts.take_progress(PromptProgress(512, 2048, 0, 0.4))
    charts.course.append(time.monotonic())
    charts.tick()
    assert "prompt 512 of 2,048 tokens, 25 %" in charts.reading.text
    charts.take_token(Token("x", 0.61))
    assert "first token 0.61 s" in charts.reading.text
    assert "prompt 2,048 tokens" in charts.reading.text
    assert "— J/token" in charts.reading.text
    assert charts.track.current is Phase.GENERATION


@pytest.mark.usefixtures("qapp")
def test_words_of_marks_never_touch_and_the_newest_come_first():
    metrics, ends, gap = QFontMetricsF(QFont()), (0.0, 500.0), 6.0
    room = metrics.horizontalAdvance("first token")

    def places(*lines: float) -> list[float]:
        return [left for left, _, _ in free_places([(x, "first token") for x in lines], ends, metrics, gap)]

    assert places(100.0, 300.0) == pytest.approx([300 + gap, 100 + gap])
    assert places(498.0) == pytest.approx([498 - gap - room]), "at the edge they stand left of their line"
    assert places(484.0, 498.0) == pytest.approx([498 - gap - room]), "a line that they cross has no words"
    assert places(3.0, 9.0) == pytest.approx([9 + gap])
    crowded = places(*(float(x) for x in range(20, 500, 37)))
    assert 2 <= len(crowded) < 13
    assert all(newer - older >= room + gap for newer, older in pairwise(crowded))


def test_energy_says_whose_power_it_counts(charts: LiveCharts):
    charts.begin_prompt(RateMeter())
    charts.take_token(Token("x", 0.1, 10))
    charts.take_sample(replace(a_sample(1), gpus=(GpuState(0, "a GPU", power_w=250.0),)))
    charts.tick()
    assert "J/token, GPU only" in charts.reading.text
    charts.end_phase()
    charts.set_machine(replace(MACHINE, simulated=True))
    charts.begin_prompt(RateMeter())
    charts.take_token(Token("x", 0.1, 10))
    charts.take_sample(replace(a_sample(1), gpus=(GpuState(0, "a GPU", power_w=250.0),)))
    charts.tick()
    assert "— J/token" in charts.reading.text


def test_hidden_charts_draw_nothing_and_the_choice_is_told(charts: LiveCharts, qtbot: QtBot):
    charts.take_sample(a_sample(1))
    charts.bar.fill_charts_menu()
    action = entry(charts, "Machine load")
    assert action.isChecked()
    with qtbot.waitSignal(charts.hidden_changed) as told:
        action.trigger()
    assert told.args == [frozenset({"load"})]
    assert not shown(charts, "load")
    paints = Paints(charts.stack.chart("load"))
    charts.take_sample(a_sample(2))
    assert paints.count == 0
    charts.bar.fill_charts_menu()
    assert "nothing known yet" in entry(charts, "Energy per token").text()
    entry(charts, "Machine load").trigger()
    assert shown(charts, "load")


def test_a_gpu_and_a_span_can_be_chosen(charts: LiveCharts):
    charts.take_sample(eight_gpus())
    charts.bar.fill_charts_menu()
    entry(charts, "GPU 5").trigger()
    assert charts.stack.device == 5
    entry(charts, "Last 5 min").trigger()
    charts.take_sample(eight_gpus())
    assert charts.stack.chart("speed")._span_s == 300.0
    charts.bar.fill_charts_menu()
    assert entry(charts, "GPU 5").isChecked()
    assert entry(charts, "Last 5 min").isChecked()
    entry(charts, "All 8 together").trigger()
    assert charts.stack.device is None


def test_the_table_tells_time_phase_rates_memory_and_text(charts: LiveCharts, tmp_path: Path, qtbot: QtBot):
    charts.begin_loading(None)
    charts.take_sample(eight_gpus())
    charts.end_phase()
    answer(charts, "=1+1", 'model, "quoted"\n', "ende")
    path = tmp_path / "run.csv"
    with qtbot.waitSignal(charts.saver.saved, timeout=10_000):
        charts.saver.save_table(path, False)
    rows = list(csv.DictReader(io.StringIO(path.read_bytes().decode(), newline="")))
    assert {row["phase"] for row in rows} >= {"loading", "generation"}
    assert float(rows[-1]["gpus_engine_gib"]) == 172.0
    assert float(rows[-1]["gpu7_w"]) == 300.0
    assert rows[-1]["cpu_w"] == ""
    assert "".join(json.loads(row["text"]) for row in rows if row["text"]) == '=1+1model, "quoted"\nende'
    assert not any(row["text"].startswith("=") for row in rows)
    assert [float(row["seconds"]) for row in rows] == sorted(float(row["seconds"]) for row in rows)
    assert rows[0]["time"][4] == "-"


def test_a_file_is_not_replaced_without_a_word(charts: LiveCharts, tmp_path: Path, qtbot: QtBot):
    path = tmp_path / "run.csv"
    path.write_text("precious")
    for save in (charts.saver.save_table, charts.saver.save_picture, charts.saver.save_recording):
        with qtbot.waitSignal(charts.saver.failed, timeout=10_000):
            save(path, False)
    assert path.read_text() == "precious"


@pytest.mark.parametrize("palette", [None, dark_palette()])
def test_the_picture_holds_every_shown_chart_in_the_theme(
    charts: LiveCharts, rig: Rig, tmp_path: Path, palette: QPalette | None
):
    if palette is not None:
        rig.page.setPalette(palette)
    rig.page.resize(1024, 400)
    charts.take_sample(eight_gpus())
    answer(charts, "x", "y")
    path = tmp_path / "run.png"
    charts.saver.save_picture(path, False)
    picture = QImage(str(path))
    assert picture.height() >= 2 * charts.stack.content.height()  # what is scrolled away too, in twice the dots
    dark = picture.pixelColor(2, 2).lightness() < 128
    assert dark == (palette is not None)


def test_the_recording_opens_in_monitor(charts: LiveCharts, tmp_path: Path, qtbot: QtBot):
    charts.begin_loading(None)
    now_s = time.monotonic()
    for second in range(5):
        sample = eight_gpus()
        charts.take_sample(replace(sample, time_s=1.8e9 + second, monotonic_s=now_s + second))
    path = tmp_path / "run.dgrec"
    with qtbot.waitSignal(charts.saver.saved, timeout=10_000):
        charts.saver.save_recording(path, False)
    recording = read_recording(path)
    assert len(recording.samples) == 5
    assert not recording.truncated
    assert recording.machine is not None
    assert recording.machine.name == "test machine"
    page = MonitorPage()
    qtbot.addWidget(page)
    page.show_playback(playback_of(path.name, recording))
    assert "test machine" in page.playback_bar.text
    assert page.view.charts.chart("power").history.last[:2] == (300.0, 300.0)


def test_another_engine_begins_a_new_recording(charts: LiveCharts):
    charts.take_sample(a_sample(1))
    charts.begin_loading(None)
    assert len(charts.saver.samples) == 0


def test_the_picture_says_what_ran_and_where(charts: LiveCharts):
    charts.begin_loading(an_estimate(Plan("m", "Q4_0")))
    assert charts.saver.title().startswith("m Q4_0 · test machine · ")


def test_saving_asks_for_a_name_and_says_where(charts: LiveCharts, tmp_path: Path, qtbot: QtBot):
    asked: list[FileQuestion] = []

    def ask(question: FileQuestion, on_chosen: Callable[[Path, bool], None], _parent: object) -> None:
        asked.append(question)
        on_chosen(tmp_path / f"a{question.suffix}", False)

    charts.saver.ask = ask
    charts.take_sample(a_sample(1))
    for action in charts.bar.save_menu.actions():
        with qtbot.waitSignal(charts.saver.saved, timeout=10_000):
            action.trigger()
    assert [question.suffix for question in asked] == [".png", ".csv", ".dgrec"]
    assert len(SaveAs) == 3
    assert str(tmp_path / "a.dgrec") in charts._notice.text


def test_several_users_can_be_tried_once_an_engine_answers(rig: Rig, qtbot: QtBot):
    assert not rig.page.charts.bar.test.isEnabled()
    rig.start(qtbot)
    assert rig.page.charts.bar.test.isEnabled()
    rig.page.charts.bar.test.click()
    dialog = rig.page._load_testing.dialog
    assert dialog is not None
    qtbot.waitUntil(lambda: bool(dialog._estimates))
    assert "answers 1 at once" in dialog.notice.text()
    dialog.restart.click()
    qtbot.waitUntil(lambda: len(rig.engine.loaded) == 2)
    assert rig.engine.loaded[1].settings == RunSettings(context=8 * 4096, parallel=8)
    rig.engine.become_ready()
    assert dialog.start.isEnabled()
    dialog.reject()
    assert rig.page._load_testing.dialog is None


class Paints(QObject):
    """Counts how often a widget was painted."""

    def __init__(self, widget: QObject) -> None:
        super().__init__(widget)
        self.count = 0
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        self.count += event.type() == QEvent.Type.Paint
        return super().eventFilter(watched, event)


def entry(charts: LiveCharts, words: str) -> QAction:
    return next(action for action in charts.bar.charts_menu.actions() if action.text().startswith(words))
