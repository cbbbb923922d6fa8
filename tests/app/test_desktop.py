"""The whole window, put together: samples arrive, settings reach the services, closing ends everything."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import psutil
import pytest
from PySide6.QtCore import QEvent, QLoggingCategory
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from deepseek_gui.app.desktop import Desktop
from deepseek_gui.core.machines import machine_named
from deepseek_gui.core.recording import read_recording
from deepseek_gui.domain.machine import Machine, Memory
from deepseek_gui.hardware import bandwidth, disk_speed, probe
from deepseek_gui.settings.paths import profile_paths
from deepseek_gui.settings.store import AlertLimits, Theme, load
from deepseek_gui.ui import language
from deepseek_gui.ui.cost.page import CostPage
from deepseek_gui.ui.match.page import MatchPage, Step
from deepseek_gui.ui.monitor.page import Mode
from deepseek_gui.ui.run.page import RunPage
from deepseek_gui.ui.theme import is_dark
from deepseek_gui.ui.widgets.chart_library import chart_library


def ours() -> set[threading.Thread]:
    names = ("sampler", "task-", "chart-library", "engine")
    return {thread for thread in threading.enumerate() if thread.name.startswith(names)}


@pytest.fixture
def desktop(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Desktop]:
    made = Desktop(profile_paths(tmp_path), machine_named("laptop"))
    qtbot.addWidget(made.window)
    yield made
    made.shut_down()
    language.install(qapp, "en")
    qapp.setPalette(qapp.style().standardPalette())
    made.window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def shown(desktop: Desktop, qtbot: QtBot) -> Desktop:
    with qtbot.waitSignal(desktop.monitor.sample_taken, timeout=20_000):
        desktop.window.show()
    return desktop


def test_samples_reach_the_gauges(desktop: Desktop, qtbot: QtBot):
    shown(desktop, qtbot)
    assert desktop.machine is not None
    assert desktop.machine.simulated
    (card,) = desktop.monitor_page.view.board.gpu_cards
    assert card.second.reading.detail == "of 8.0 GiB"


def test_every_slot_is_declared(desktop: Desktop, qtbot: QtBot, qtlog: Any):
    """A method that is no declared slot is made one while the program runs, and leaves its object's thread unknown."""
    QLoggingCategory.setFilterRules("qt.pyside.libpyside.warning=true")
    try:
        for key in ("match", "run", "cost", "settings"):
            desktop.window.show_page(key)
        shown(desktop, qtbot)
    finally:
        QLoggingCategory.setFilterRules("")
    assert not [record.message for record in qtlog.records if "dynamic slot" in (record.message or "")]


def test_interval_reaches_the_service_and_the_profile(desktop: Desktop, qtbot: QtBot, tmp_path: Path):
    shown(desktop, qtbot)
    desktop.monitor_page.bar.interval_box.setValue(0.5)
    assert desktop.monitor._interval_s == 0.5
    qtbot.waitUntil(lambda: not desktop.tasks.busy)
    assert load(profile_paths(tmp_path)).interval_s == 0.5


def test_close_while_busy_leaves_no_thread(desktop: Desktop, qtbot: QtBot):
    before = ours()
    shown(desktop, qtbot)
    started = threading.Event()

    def work() -> None:
        started.set()

    desktop.tasks.run(work, lambda _: None)
    assert started.wait(5)
    desktop.window.close()
    left = {thread for thread in ours() - before if thread.is_alive()}
    assert not left
    assert not desktop.tasks.busy


def test_close_before_the_first_sample(desktop: Desktop, qtbot: QtBot):
    with qtbot.waitSignal(desktop.window.first_painted):
        desktop.window.show()
    desktop.window.close()
    assert not {thread for thread in ours() if thread.is_alive() and thread.name.startswith("sampler")}


def test_theme_and_language_change_while_it_runs(desktop: Desktop, qtbot: QtBot, qapp: QApplication):
    shown(desktop, qtbot)
    desktop.window.show_page("settings")
    desktop.preferences.update(theme=Theme.DARK)
    assert is_dark(qapp.palette())
    desktop.preferences.update(theme=Theme.LIGHT)
    assert not is_dark(qapp.palette())
    desktop.preferences.update(language="zh_CN")
    desktop.preferences.update(language="en")


def test_unwritable_profile_is_told_once_above_the_page(qtbot: QtBot, tmp_path: Path):
    (tmp_path / "profile").write_text("")
    desktop = Desktop(profile_paths(tmp_path / "profile"), Machine("test", simulated=True), live=False)
    qtbot.addWidget(desktop.window)
    desktop.window.show()
    desktop.preferences.update(interval_s=2.0)
    qtbot.waitUntil(desktop.window.banner.isVisible)
    assert "--profile-dir" in desktop.window.banner.hint
    desktop.window.banner.dismiss()
    desktop.preferences.update(interval_s=3.0)
    qtbot.waitUntil(lambda: not desktop.tasks.busy)
    assert desktop.window.banner.isHidden()
    desktop.shut_down()


def test_damaged_settings_are_told_after_the_first_paint(qtbot: QtBot, tmp_path: Path):
    paths = profile_paths(tmp_path)
    paths.config_dir.mkdir()
    paths.settings_file.write_text("{")
    desktop = Desktop(paths, Machine("test", simulated=True), live=False)
    qtbot.addWidget(desktop.window)
    desktop.window.show()
    qtbot.waitUntil(desktop.window.banner.isVisible)
    assert "damaged" in desktop.window.banner.message
    desktop.shut_down()


@pytest.mark.parametrize("code", ["en", "zh_CN"])
def test_every_page_is_built_in_both_languages(qtbot: QtBot, qapp: QApplication, tmp_path: Path, code: str):
    language.install(qapp, code)
    desktop = Desktop(profile_paths(tmp_path), machine_named("laptop"), live=False)
    qtbot.addWidget(desktop.window)
    desktop.show_machine(machine_named("laptop"))
    desktop.window.show()
    for key in desktop.window.rail.keys:
        desktop.window.show_page(key)
        assert desktop.window.current_key == key
    qtbot.waitUntil(lambda: not desktop.tasks.busy, timeout=30_000)
    desktop.shut_down()
    language.install(qapp, "en")


def test_close_while_a_model_loads_leaves_no_process(desktop: Desktop, qtbot: QtBot, slow_model: Path):
    shown(desktop, qtbot)
    desktop.window.show_page("run")
    page = desktop.window.page("run")
    assert isinstance(page, RunPage)
    page.open_file(slow_model)
    qtbot.waitUntil(lambda: not desktop.tasks.busy, timeout=20_000)
    with qtbot.waitSignal(page.engine_service.state_changed, timeout=20_000):
        page.bar.start_clicked.emit()
    qtbot.waitUntil(lambda: bool(psutil.Process().children(recursive=True)), timeout=20_000)
    children = psutil.Process().children(recursive=True)
    desktop.window.close()
    _, alive = psutil.wait_procs(children, timeout=10)
    assert not alive
    assert not {thread for thread in ours() if thread.is_alive()}


def test_charts_library_is_joined(desktop: Desktop, qtbot: QtBot):
    shown(desktop, qtbot)
    qtbot.waitUntil(lambda: chart_library().ready, timeout=20_000)
    desktop.window.close()
    assert not [thread for thread in threading.enumerate() if thread.name == "chart-library"]


def test_this_computers_memory_is_measured_after_the_window_has_drawn(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(probe, "probe", lambda _: Machine("this machine", memory=Memory(8 * 1024**3)))
    monkeypatch.setattr(bandwidth, "measure_bandwidth", lambda *_, **__: 31.2)
    monkeypatch.setattr("deepseek_gui.app.desktop._MEASURE_AFTER_MS", 1)
    made = Desktop(profile_paths(tmp_path))
    qtbot.addWidget(made.window)
    known: list[Machine] = []
    made.machine_known.connect(known.append)
    made.window.show()
    qtbot.waitUntil(lambda: len(known) == 2, timeout=20_000)
    assert [machine.memory.bandwidth_gbs for machine in known] == [None, 31.2]
    assert made.machine is known[1]
    made.shut_down()


def test_closing_ends_a_measurement(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    started, ended = threading.Event(), threading.Event()

    def measure(_: int, *, cancelled: threading.Event, progress: object) -> None:
        assert progress is None
        started.set()
        assert cancelled.wait(20)
        ended.set()

    monkeypatch.setattr(probe, "probe", lambda _: Machine("this machine", memory=Memory(8 * 1024**3)))
    monkeypatch.setattr(bandwidth, "measure_bandwidth", measure)
    monkeypatch.setattr("deepseek_gui.app.desktop._MEASURE_AFTER_MS", 1)
    made = Desktop(profile_paths(tmp_path))
    qtbot.addWidget(made.window)
    made.window.show()
    qtbot.waitUntil(started.is_set, timeout=20_000)
    made.shut_down()
    assert ended.wait(5)


def test_closing_in_the_middle_of_a_disk_test_ends_it(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    started, ended = threading.Event(), threading.Event()

    def measure(_: Path, *, cancelled: threading.Event, progress: Callable[[float], None]) -> disk_speed.ReadSpeed:
        progress(0.5)
        started.set()
        assert cancelled.wait(20)
        ended.set()
        return disk_speed.ReadSpeed()

    monkeypatch.setattr(disk_speed, "measure_read", measure)
    monkeypatch.setattr(probe, "probe", lambda _: Machine("here", memory=Memory(8 * 1024**3, bandwidth_gbs=30.0)))
    made = Desktop(profile_paths(tmp_path))
    qtbot.addWidget(made.window)
    made.window.show()
    qtbot.waitUntil(lambda: made.machine is not None, timeout=20_000)
    made.window.show_page("match")
    page = made.window.page("match")
    assert isinstance(page, MatchPage)
    page.machine_step.measure.disk_button.click()
    qtbot.waitUntil(started.is_set, timeout=20_000)
    made.shut_down()
    assert ended.wait(5)


def record(desktop: Desktop, qtbot: QtBot, path: Path, samples: int) -> None:
    """Begin a recording and let some samples in."""
    page = desktop.monitor_page
    page.record_requested.emit(path, False)
    qtbot.waitUntil(page.status.recording_strip.isVisible, timeout=20_000)
    for _ in range(samples):
        with qtbot.waitSignal(desktop.monitor.sample_taken, timeout=20_000):
            pass


def test_a_recording_is_written_and_shown_again(desktop: Desktop, qtbot: QtBot, tmp_path: Path):
    desktop.preferences.update(interval_s=0.5)
    shown(desktop, qtbot)
    page, path = desktop.monitor_page, tmp_path / "a.dgrec"
    record(desktop, qtbot, path, 3)
    page.bar.record.trigger()
    qtbot.waitUntil(page.status.recording_strip.isHidden, timeout=20_000)
    page.recording_chosen.emit(path)
    qtbot.waitUntil(page.playback_bar.isVisible, timeout=20_000)
    assert desktop.machine is not None
    assert desktop.machine.name in page.playback_bar.text
    assert page.playback_bar.slider.maximum() >= 2
    page.leave_playback()


def test_closing_in_the_middle_of_a_recording_leaves_a_whole_file(desktop: Desktop, qtbot: QtBot, tmp_path: Path):
    desktop.preferences.update(interval_s=0.5)
    shown(desktop, qtbot)
    record(desktop, qtbot, tmp_path / "a.dgrec", 2)
    desktop.window.close()
    recording = read_recording(tmp_path / "a.dgrec")
    assert not recording.truncated
    assert len(recording.samples) >= 2
    assert not [thread for thread in threading.enumerate() if thread.name == "recorder" and thread.is_alive()]


def test_a_recording_never_replaces_a_file_unasked(desktop: Desktop, qtbot: QtBot, tmp_path: Path):
    shown(desktop, qtbot)
    path = tmp_path / "mine.dgrec"
    path.write_text("mine")
    desktop.monitor_page.record_requested.emit(path, False)
    qtbot.waitUntil(desktop.window.banner.isVisible, timeout=20_000)
    assert "already" in desktop.window.banner.message
    assert path.read_text() == "mine"
    assert desktop.monitor_page.status.recording_strip.isHidden()


def test_a_file_that_is_no_recording_is_told(desktop: Desktop, qtbot: QtBot, tmp_path: Path):
    shown(desktop, qtbot)
    (tmp_path / "bad.dgrec").write_text("no recording")
    desktop.monitor_page.recording_chosen.emit(tmp_path / "bad.dgrec")
    qtbot.waitUntil(desktop.window.banner.isVisible, timeout=20_000)
    assert "bad.dgrec" in desktop.window.banner.message
    assert desktop.monitor_page.mode is Mode.LIVE


def test_limits_reach_the_profile_and_the_next_start(desktop: Desktop, qtbot: QtBot, tmp_path: Path):
    limits = AlertLimits(ram_percent=1.0)
    desktop.monitor_page.limits_chosen.emit(limits)
    qtbot.waitUntil(lambda: not desktop.tasks.busy)
    assert load(profile_paths(tmp_path)).alerts == limits
    shown(desktop, qtbot)
    assert desktop.monitor_page.status.alert_notice.isVisible()


def test_the_file_dialog_is_opened_and_answers(desktop: Desktop, qtbot: QtBot, tmp_path: Path):
    """The real dialog (Qt's own, offscreen), not its stand-in."""
    shown(desktop, qtbot)
    page = desktop.monitor_page
    page.bar.record.trigger()
    dialog = page.findChild(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    assert dialog.acceptMode() == QFileDialog.AcceptMode.AcceptSave
    with qtbot.waitSignal(page.record_requested) as told:
        dialog.fileSelected.emit(str(tmp_path / "typed"))
    assert told.args == [tmp_path / "typed.dgrec", False]
    qtbot.waitUntil(page.status.recording_strip.isVisible, timeout=20_000)
    dialog.reject()


def test_the_cost_page_survives_a_restart(desktop: Desktop, qtbot: QtBot, tmp_path: Path):
    page = desktop.window.page("cost")
    assert isinstance(page, CostPage)
    page.choose_preset("article")
    page.inputs.boxes["cloud.price_per_hour"].setValue(4.5)
    qtbot.waitUntil(lambda: not desktop.tasks.busy)
    again = Desktop(profile_paths(tmp_path), machine_named("laptop"), live=False)
    qtbot.addWidget(again.window)
    kept = again.window.page("cost")
    assert isinstance(kept, CostPage)
    assert kept.plan == page.plan
    assert kept.plan.cloud.price_per_hour == 4.5
    again.shut_down()


def test_the_wizard_survives_a_restart(qtbot: QtBot, tmp_path: Path):
    own = replace(machine_named("office"), simulated=False, name="this machine")

    def begin() -> tuple[Desktop, MatchPage]:
        made = Desktop(profile_paths(tmp_path), live=False)
        qtbot.addWidget(made.window)
        made.window.show()
        made.show_machine(own)
        made.window.show_page("match")
        page = made.window.page("match")
        assert isinstance(page, MatchPage)
        qtbot.waitUntil(lambda: page.result is not None and not made.tasks.busy, timeout=20_000)
        return made, page

    made, page = begin()
    page.show_step(Step.VERDICT)
    page.verdict_step.plans.search_box.setText("qwen")
    page.verdict_step.plans.select_row(3)
    chosen = page.selected
    assert chosen is not None
    page.upgrade_step.prices_edited.emit({"disk": 99.0}, "disk")
    page.show_step(Step.UPGRADE)
    qtbot.waitUntil(lambda: not made.tasks.busy, timeout=20_000)
    made.shut_down()
    later, again = begin()
    assert again.step == Step.UPGRADE
    assert again.verdict_step.plans.search_box.text() == "qwen"
    assert again.selected is not None
    assert again.selected.plan == chosen.plan
    assert again.upgrade_step.prices == {"disk": 99.0}
    qtbot.waitUntil(lambda: not later.tasks.busy, timeout=20_000)
    later.shut_down()


def test_a_plan_of_match_goes_to_cost(desktop: Desktop, qtbot: QtBot):
    shown(desktop, qtbot)
    match = desktop.window.page("match")
    assert isinstance(match, MatchPage)
    qtbot.waitUntil(lambda: match.selected is not None and not desktop.tasks.busy, timeout=20_000)
    match.show_step(Step.PLAN)
    match.plan_step.cost_button.click()
    assert desktop.window.current_key == "cost"
    cost = desktop.window.page("cost")
    assert isinstance(cost, CostPage)
    assert match.selected is not None
    assert match.selected.speed.decode_tps is not None
    assert cost.plan.local.speed_tps == match.selected.speed.decode_tps.expected
