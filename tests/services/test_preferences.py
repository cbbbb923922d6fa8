"""Settings change at once, are saved behind, and a folder that can't be written is told once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.services.preferences import Preferences
from deepseek_gui.services.tasks import TaskRunner
from deepseek_gui.settings.paths import profile_paths
from deepseek_gui.settings.store import Settings, load

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def tasks() -> Iterator[TaskRunner]:
    runner = TaskRunner()
    yield runner
    runner.shut_down(2.0)


def test_change_is_told_and_saved(qtbot: QtBot, tasks: TaskRunner, tmp_path: Path):
    preferences = Preferences(profile_paths(tmp_path), tasks)
    with qtbot.waitSignal(preferences.changed) as told:
        preferences.update(interval_s=4.0)
    assert told.args == [Settings(interval_s=4.0)]
    qtbot.waitUntil(lambda: not tasks.busy)
    assert load(profile_paths(tmp_path)).interval_s == 4.0


def test_last_of_many_changes_wins(qtbot: QtBot, tasks: TaskRunner, tmp_path: Path):
    preferences = Preferences(profile_paths(tmp_path), tasks)
    for tenths in range(10, 60):
        preferences.update(interval_s=tenths / 10)
    qtbot.waitUntil(lambda: not tasks.busy)
    assert load(profile_paths(tmp_path)).interval_s == 5.9


def test_same_value_says_nothing(qtbot: QtBot, tasks: TaskRunner, tmp_path: Path):
    preferences = Preferences(profile_paths(tmp_path), tasks)
    with qtbot.assertNotEmitted(preferences.changed):
        preferences.update(interval_s=1.0)


def test_flush_saves_what_is_not_saved(tasks: TaskRunner, tmp_path: Path):
    preferences = Preferences(profile_paths(tmp_path), tasks)
    preferences.update(interval_s=2.0)
    preferences.update(interval_s=3.0)
    tasks.shut_down(2.0)
    preferences.flush()
    assert load(profile_paths(tmp_path)).interval_s == 3.0


def test_unwritable_profile_is_told_once_and_the_program_goes_on(qtbot: QtBot, tasks: TaskRunner, tmp_path: Path):
    (tmp_path / "profile").write_text("a file stands where the folder should be")
    preferences = Preferences(profile_paths(tmp_path / "profile"), tasks)
    told: list[ActionableError] = []
    preferences.failed.connect(told.append)
    for interval_s in (2.0, 3.0, 4.0):
        preferences.update(interval_s=interval_s)
        qtbot.waitUntil(lambda: not tasks.busy)
    assert len(told) == 1
    assert preferences.settings.interval_s == 4.0


def test_a_folder_that_cannot_be_written_is_told_before_anything_is_lost(
    qtbot: QtBot, tasks: TaskRunner, tmp_path: Path
):
    (tmp_path / "profile").write_text("a file stands where the folder should be")
    preferences = Preferences(profile_paths(tmp_path / "profile"), tasks)
    with qtbot.waitSignal(preferences.failed) as told:
        preferences.check_folder()
    assert "--profile-dir" in str(told.args[0].hint)


def test_a_good_folder_is_left_as_it_is(qtbot: QtBot, tasks: TaskRunner, tmp_path: Path):
    preferences = Preferences(profile_paths(tmp_path), tasks)
    with qtbot.assertNotEmitted(preferences.failed):
        preferences.check_folder()
        qtbot.waitUntil(lambda: not tasks.busy)
    assert list(profile_paths(tmp_path).config_dir.iterdir()) == []


def test_damaged_settings_are_remembered_for_the_window(tasks: TaskRunner, tmp_path: Path):
    paths = profile_paths(tmp_path)
    paths.config_dir.mkdir()
    paths.settings_file.write_text("{")
    preferences = Preferences(paths, tasks)
    assert preferences.settings == Settings()
    assert preferences.first_error is not None
