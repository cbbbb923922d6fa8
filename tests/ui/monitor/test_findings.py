"""The diagnosis line: the most important finding, all of them on request, and the rules behind them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from deepseek_gui.app.monitoring import diagnose_lazily, explain
from deepseek_gui.domain.finding import Finding, Severity
from deepseek_gui.domain.machine import Machine
from deepseek_gui.domain.sample import Sample
from deepseek_gui.domain.text import Text
from deepseek_gui.ui.monitor.finding_panel import FindingPanel
from deepseek_gui.ui.monitor.page import MonitorPage
from tests.ui.monitor.conftest import full_gpu, full_sample

HOT = Finding("thermal", Severity.WARNING, Text("Too hot."), Text("91 °C"), Text("Clean the fan."), gpu_index=1)
BUSY = Finding("compute", Severity.NORMAL, Text("Computing."), Text("tensor 80 %"))


@pytest.fixture
def panel(qtbot: QtBot) -> FindingPanel:
    widget = FindingPanel(explain)
    qtbot.addWidget(widget)
    return widget


def test_the_most_important_finding_with_numbers_and_remedy(panel: FindingPanel):
    assert panel.isHidden()
    panel.show_findings((HOT, BUSY))
    assert not panel.isHidden()
    assert panel.text == "GPU 1: Too hot.\n91 °C — Clean the fan."
    panel.show_findings(())
    assert panel.isHidden()


def test_the_others_on_request(panel: FindingPanel):
    panel.show()
    panel.show_findings((HOT, BUSY))
    assert panel.all_button.text() == "1 more"
    assert list(panel.lines) == ["GPU 1: Too hot.\n91 °C — Clean the fan."]
    QTest.keyClick(panel.all_button, Qt.Key.Key_Space)
    assert panel.lines[-1] == "Computing.\ntensor 80 %"
    panel.show_findings((HOT,))
    assert list(panel.lines) == ["GPU 1: Too hot.\n91 °C — Clean the fan."]
    assert panel.all_button.isHidden()


@pytest.mark.parametrize(
    ("indices", "words"),
    [((0,), "GPU 0: "), ((0, 1), "GPU 0, 1: "), (range(8), "GPU 0–7: "), ((1, 4, 5), "GPU 1, 4, 5: ")],
)
def test_the_same_of_several_gpus_is_one_line(panel: FindingPanel, indices: Sequence[int], words: str):
    panel.show()
    panel.show_findings([replace(HOT, gpu_index=index, evidence=Text(f"{90 + index} °C")) for index in indices])
    assert panel.text.startswith(f"{words}Too hot.\n9")
    assert panel.all_button.isHidden()


def test_why_states_the_articles_rule_ours_and_the_difference(panel: FindingPanel):
    panel.show()
    panel.show_findings((BUSY,))
    assert panel.rules_text == ""
    QTest.keyClick(panel.why_button, Qt.Key.Key_Space)
    assert "The article: GPU utilisation of 95 % or more with SM below 80 %" in panel.rules_text
    assert "Here: Memory bandwidth is the limit when DRAM is at" in panel.rules_text
    assert "Because: It errs both ways." in panel.rules_text


def test_the_page_asks_every_two_seconds(qtbot: QtBot):
    asked: list[int] = []

    def diagnose(samples: Sequence[Sample], machine: Machine | None) -> tuple[Finding, ...]:
        assert machine is not None
        asked.append(len(samples))
        return (BUSY,)

    page = MonitorPage(diagnose=diagnose)
    qtbot.addWidget(page)
    page.set_machine(Machine("desk"))
    page.show()
    for tenth in range(50):
        page.show_sample(full_sample(10.0 + tenth / 10))
    assert asked == [1, 20, 39]
    assert page.view.findings.findings == (BUSY,)


def test_memory_bandwidth_is_told_from_samples(qtbot: QtBot):
    page = MonitorPage(diagnose=diagnose_lazily, explain=explain)
    qtbot.addWidget(page)
    page.show()
    gpu = full_gpu(utilisation_percent=95.0, sm_activity_percent=80.0, tensor_activity_percent=3.0)
    for second in range(0, 20, 2):
        page.show_sample(full_sample(100.0 + second, gpus=(gpu,), gpu_processes=None))
    assert "memory bandwidth" in page.view.findings.text
