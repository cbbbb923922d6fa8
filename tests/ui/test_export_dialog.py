from __future__ import annotations

import os
import stat
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from deepseek_gui.core.estimating import estimate
from deepseek_gui.core.export import export_script
from deepseek_gui.core.machines import machine_named
from deepseek_gui.domain.plan import Estimate, Plan
from deepseek_gui.services.tasks import TaskRunner
from deepseek_gui.ui.export_dialog import ExportDialog, core_backend
from deepseek_gui.ui.theme import dark_palette

PLAN = Plan("r1-distill-qwen-7b", "Q4_K_M")


@pytest.fixture
def tasks(qapp: object) -> TaskRunner:
    del qapp
    return TaskRunner()


def open_dialog(qtbot: QtBot, tasks: TaskRunner, subject: Plan | Estimate) -> ExportDialog:
    dialog = ExportDialog(subject, machine_named("basic"), tasks)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: not tasks.busy, timeout=30_000)
    return dialog


def test_the_preview_is_the_script_itself(qtbot: QtBot, tasks: TaskRunner):
    dialog = open_dialog(qtbot, tasks, PLAN)
    assert dialog.preview.toPlainText() == export_script(PLAN, machine_named("basic"), "bash")
    assert dialog.preview.isReadOnly()
    assert dialog.warning == ""


def test_copy_puts_it_on_the_clipboard(qtbot: QtBot, tasks: TaskRunner):
    dialog = open_dialog(qtbot, tasks, PLAN)
    QTest.keyClick(dialog.copy_button, Qt.Key.Key_Space)
    assert QGuiApplication.clipboard().text() == dialog.preview.toPlainText()
    assert dialog.state == "Copied."


def test_save_writes_a_script_that_bash_accepts(
    qtbot: QtBot, tasks: TaskRunner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    dialog = open_dialog(qtbot, tasks, PLAN)
    path = tmp_path / "start here.sh"
    offered: list[str] = []

    def choose(parent: object, title: str, name: str) -> tuple[str, str]:
        del parent, title
        offered.append(name)
        return str(path), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    QTest.keyClick(dialog.save_button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: "Saved" in dialog.state)
    assert offered == ["start-r1-distill-qwen-7b-Q4_K_M.sh"]
    assert path.read_text(encoding="utf-8") == dialog.preview.toPlainText()
    if os.name == "posix":
        assert path.stat().st_mode & stat.S_IXUSR
        subprocess.run(["bash", "-n", str(path)], check=True)


def test_a_folder_that_cannot_be_written_is_a_sentence(qtbot: QtBot, tasks: TaskRunner, tmp_path: Path):
    dialog = open_dialog(qtbot, tasks, PLAN)
    dialog.save(tmp_path / "missing" / "start.sh")
    qtbot.waitUntil(dialog.banner.isVisible)
    assert "start.sh" in dialog.banner.message
    assert dialog.banner.hint
    assert dialog.state == ""
    dialog.save(tmp_path / "start.sh")
    qtbot.waitUntil(lambda: "Saved" in dialog.state)
    assert not dialog.banner.isVisible()


def test_a_plan_that_does_not_fit_is_said_above_the_script(qtbot: QtBot, tasks: TaskRunner):
    found = estimate(Plan("deepseek-r1", "Q4_K_M"), machine_named("basic"))
    assert not found.fits
    dialog = open_dialog(qtbot, tasks, found)
    assert str(found.reason) in dialog.warning
    assert dialog.preview.toPlainText()


def test_a_plan_that_cannot_be_written_shows_why_and_offers_nothing(qtbot: QtBot, tasks: TaskRunner):
    dialog = open_dialog(qtbot, tasks, replace(PLAN, model="no-such-model"))
    assert "no-such-model" in dialog.banner.message
    assert not dialog.save_button.isEnabled()
    assert not dialog.copy_button.isEnabled()


def test_every_format_is_offered_by_its_title(qtbot: QtBot, tasks: TaskRunner):
    dialog = open_dialog(qtbot, tasks, PLAN)
    formats = core_backend().formats
    assert [dialog.format_box.itemData(index) for index in range(dialog.format_box.count())] == list(formats)
    assert dialog.format_box.currentText() == str(formats["bash"].title)


def test_the_script_is_coloured_and_follows_the_theme(qtbot: QtBot, tasks: TaskRunner):
    dialog = open_dialog(qtbot, tasks, PLAN)

    def colours() -> set[str]:
        found = set()
        block = dialog.preview.document().begin()
        while block.isValid():
            found |= {span.format.foreground().color().name() for span in block.layout().formats()}
            block = block.next()
        return found

    light = colours()
    assert len(light) >= 4
    dialog.setPalette(dark_palette())
    assert colours() != light
