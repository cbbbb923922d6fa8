"""The Settings page: the Python that holds torch."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from deepseek_gui.services.preferences import Preferences
from deepseek_gui.services.tasks import TaskRunner
from deepseek_gui.settings.paths import profile_paths
from deepseek_gui.ui.settings_page import SettingsPage


@pytest.fixture
def preferences(qtbot: QtBot, tmp_path: Path) -> Iterator[Preferences]:
    tasks = TaskRunner()
    yield Preferences(profile_paths(tmp_path), tasks)
    qtbot.waitUntil(lambda: not tasks.busy)
    tasks.shut_down()


@pytest.fixture
def page(preferences: Preferences, qtbot: QtBot) -> SettingsPage:
    made = SettingsPage(preferences)
    qtbot.addWidget(made)
    made.show()
    return made


def chosen(page: SettingsPage, entry: int) -> QFileDialog:
    page.python_button.entries.actions()[entry].trigger()
    (dialog,) = page.findChildren(QFileDialog)
    return dialog


@pytest.mark.parametrize(
    ("entry", "mode"), [(0, QFileDialog.FileMode.ExistingFile), (1, QFileDialog.FileMode.Directory)]
)
def test_the_python_that_holds_torch_is_chosen_and_forgotten(
    page: SettingsPage, preferences: Preferences, qtbot: QtBot, entry: int, mode: QFileDialog.FileMode
):
    assert "looked for" in page.python_text
    assert not page.python_reset_button.isEnabled()
    dialog = chosen(page, entry)
    assert dialog.fileMode() == mode
    with qtbot.waitSignal(preferences.changed):
        dialog.fileSelected.emit("/opt/torch/bin/python")
    dialog.close()
    assert preferences.settings.torch_python == "/opt/torch/bin/python"
    assert page.python_text == "/opt/torch/bin/python"
    page.python_reset_button.click()
    assert preferences.settings.torch_python == ""
    assert "looked for" in page.python_text


def test_a_link_stays_a_link(page: SettingsPage):
    """A virtual environment's Python is one; behind it lies the system's, without torch."""
    dialog = chosen(page, 0)
    assert dialog.testOption(QFileDialog.Option.DontResolveSymlinks)
    dialog.close()
