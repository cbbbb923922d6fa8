"""Alerts: nothing until a person sets a limit, no flicker around it, gone by themselves."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from deepseek_gui.domain.sample import MemoryState, Sample
from deepseek_gui.domain.text import Text
from deepseek_gui.settings.store import AlertLimits
from deepseek_gui.ui.monitor.alert_dialog import AlertDialog
from deepseek_gui.ui.monitor.alerts import AlertWatch
from deepseek_gui.ui.monitor.page import MonitorPage
from tests.ui.monitor.conftest import full_gpu, full_sample


def at(celsius: float | None) -> Sample:
    return full_sample(1.0, gpus=(full_gpu(temperature_c=celsius),))


def watch(**limits: float) -> AlertWatch:
    made = AlertWatch()
    made.set_limits(AlertLimits(**limits))
    return made


def said(texts: tuple[Text, ...]) -> list[str]:
    return [str(text) for text in texts]


def test_nothing_is_said_before_a_limit_is_set():
    assert AlertWatch().check(at(150.0)) == ()


def test_an_alert_begins_at_its_limit_and_ends_three_degrees_below():
    made = watch(gpu_temperature_c=85.0)
    course = [84.9, 85.0, 84.0, 82.0, 81.9, 84.9, 85.0]
    assert [bool(made.check(at(celsius))) for celsius in course] == [False, True, True, True, False, False, True]
    assert said(made.check(at(86.4))) == ["GPU 0 is at 86 °C; your limit is 85 °C."]


def test_an_unknown_value_neither_begins_nor_ends_one():
    made = watch(gpu_temperature_c=85.0)
    assert made.check(at(None)) == ()
    made.check(at(90.0))
    assert made.check(at(None)) == ()
    assert len(made.check(at(84.0))) == 1


def test_an_old_value_counts_as_unknown():
    made = watch(gpu_temperature_c=85.0)
    old = replace(full_gpu(temperature_c=99.0), stale=Text("The driver does not answer."))
    assert made.check(full_sample(1.0, gpus=(old,))) == ()


def test_memory_of_gpu_and_host():
    made = watch(gpu_memory_percent=50.0, ram_percent=90.0)
    sample = full_sample(
        1.0, gpus=(full_gpu(0), full_gpu(1, memory_used_bytes=60 * 2**30)), memory=MemoryState(100, 95, 5)
    )
    assert said(made.check(sample)) == [
        "The memory of GPU 1 is 75 % full; your limit is 50 %.",
        "RAM is 95 % full; your limit is 90 %.",
    ]


def test_taking_a_limit_away_ends_its_alert():
    made = watch(gpu_temperature_c=85.0)
    made.check(at(90.0))
    made.set_limits(AlertLimits())
    assert made.check(at(90.0)) == ()


def test_the_page_says_so_quietly(page: MonitorPage):
    page.set_limits(AlertLimits(gpu_temperature_c=60.0))
    page.show_sample(full_sample(1.0))
    assert page.status.alert_notice.isVisible()
    assert page.status.alert_notice.text == "GPU 0 is at 61 °C; your limit is 60 °C."
    page.show_sample(full_sample(2.0, gpus=(full_gpu(temperature_c=50.0),)))
    assert page.status.alert_notice.isHidden()


def test_limits_are_set_in_a_dialog(page: MonitorPage, qtbot: QtBot):
    page.set_limits(AlertLimits(ram_percent=80.0))
    page.bar.alerts.trigger()
    dialog = page.findChild(QDialog)
    assert isinstance(dialog, AlertDialog)
    assert [check.isChecked() for check in dialog.checks.values()] == [False, False, True]
    assert dialog.boxes["ram_percent"].value() == 80
    dialog.checks["gpu_temperature_c"].setChecked(True)
    dialog.boxes["gpu_temperature_c"].setValue(88)
    with qtbot.waitSignal(page.limits_chosen) as told:
        dialog.accept()
    assert told.args == [AlertLimits(gpu_temperature_c=88.0, ram_percent=80.0)]


def test_cancel_changes_nothing(page: MonitorPage, qtbot: QtBot):
    page.bar.alerts.trigger()
    dialog = page.findChild(QDialog)
    assert isinstance(dialog, AlertDialog)
    dialog.checks["ram_percent"].setChecked(True)
    with qtbot.assertNotEmitted(page.limits_chosen):
        dialog.reject()


@pytest.mark.parametrize("name", ["gpu_temperature_c", "gpu_memory_percent", "ram_percent"])
def test_a_limit_without_its_tick_cannot_be_typed(qtbot: QtBot, name: str):
    dialog = AlertDialog(AlertLimits())
    qtbot.addWidget(dialog)
    assert not dialog.boxes[name].isEnabled()
    dialog.checks[name].setChecked(True)
    assert dialog.boxes[name].isEnabled()
