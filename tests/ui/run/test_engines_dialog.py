"""The Engines dialog: against a server that answers like the release pages, and with engines as a test wants them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from deepseek_gui.core.engine_shelf import shelf_backend
from deepseek_gui.domain.machine import Gpu, Machine
from deepseek_gui.services.engine_shelf import EngineShelf
from deepseek_gui.services.tasks import TaskRunner
from deepseek_gui.settings.paths import Paths, profile_paths
from deepseek_gui.ui import language
from deepseek_gui.ui.run.build_fetch import Stage
from deepseek_gui.ui.run.engines_dialog import EnginesDialog
from tests.fake_programs import fake_program
from tests.release_pages import Pages, release_pages

PLAIN = Machine("plain")
NVIDIA = Machine("gpu", gpus=(Gpu("RTX 3060", vendor="nvidia", compute_capability="8.6"),))
AMD = Machine("amd", gpus=(Gpu("RX 7900", vendor="amd"),))

Open = Callable[..., EnginesDialog]


@pytest.fixture
def pages(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Pages]:
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    with release_pages(monkeypatch) as offered:
        yield offered


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return profile_paths(tmp_path / "profile")


@pytest.fixture
def open_dialog(qtbot: QtBot, pages: Pages, paths: Paths) -> Iterator[Open]:
    tasks = TaskRunner()

    def make(machine: Machine = PLAIN, selected: str = "llama-server", url: str = "") -> EnginesDialog:
        releases = url or f"{pages.url}/releases"
        shelf = EngineShelf(tasks, shelf_backend(paths, releases_url=releases, ollama_url="http://127.0.0.1:9"))
        dialog = EnginesDialog(shelf, machine, selected)
        qtbot.addWidget(dialog)
        dialog.show()
        qtbot.waitUntil(lambda: shelf.shelf is not None)
        return dialog

    yield make
    tasks.shut_down()


def press(dialog: EnginesDialog) -> None:
    QTest.keyClick(dialog.fetch.action_button, Qt.Key.Key_Space)


def reach(qtbot: QtBot, dialog: EnginesDialog, stage: Stage) -> None:
    qtbot.waitUntil(lambda: dialog.fetch.stage is stage)


def find(qtbot: QtBot, dialog: EnginesDialog) -> None:
    press(dialog)
    reach(qtbot, dialog, Stage.FOUND)


def agree(qtbot: QtBot, dialog: EnginesDialog) -> None:
    qtbot.waitUntil(lambda: bool(dialog.findChildren(QMessageBox)))
    ask = dialog.findChildren(QMessageBox)[0]
    assert ask.defaultButton() is ask.button(QMessageBox.StandardButton.No)
    ask.button(QMessageBox.StandardButton.Yes).click()


def test_nothing_is_asked_of_the_network_before_a_person_does(open_dialog: Open) -> None:
    dialog = open_dialog()
    assert dialog.fetch.stage is Stage.UNASKED
    assert "GitHub" in dialog.fetch.words
    assert dialog.pane.state == "Not installed."


def test_the_right_build_is_named_with_its_reason_and_size(qtbot: QtBot, open_dialog: Open) -> None:
    dialog = open_dialog(NVIDIA)
    find(qtbot, dialog)
    assert "b7, CUDA 12.8" in dialog.fetch.words
    assert "RTX 3060 computes with CUDA" in dialog.fetch.words
    assert "GiB" in dialog.fetch.words
    assert "checksum" in dialog.fetch.words


def test_where_there_is_no_build_for_the_gpu_the_nearest_is_offered(qtbot: QtBot, open_dialog: Open) -> None:
    dialog = open_dialog(AMD)
    find(qtbot, dialog)
    assert "There is no official build for RX 7900 on this system; this one uses the CPU." in dialog.fetch.words


def test_fetch_list_use_and_remove(qtbot: QtBot, open_dialog: Open) -> None:
    dialog = open_dialog()
    find(qtbot, dialog)
    press(dialog)
    reach(qtbot, dialog, Stage.DONE)
    qtbot.waitUntil(lambda: len(dialog.builds.builds) == 1)
    assert dialog.builds.isVisible()
    assert dialog.pane.state.startswith("Installed: ")
    assert "Version: 1" in dialog.pane.facts_text
    assert "not installed" not in dialog.list.currentIndex().data()
    assert not dialog.builds.use_button.isEnabled(), "it is in use"
    QTest.keyClick(dialog.builds.remove_button, Qt.Key.Key_Space)
    agree(qtbot, dialog)
    qtbot.waitUntil(lambda: not dialog.builds.builds)
    assert dialog.pane.state == "Not installed."
    assert dialog.fetch.stage is Stage.FOUND, "it can be fetched again"


def test_a_removal_that_nobody_agrees_to_is_none(qtbot: QtBot, open_dialog: Open) -> None:
    dialog = open_dialog()
    find(qtbot, dialog)
    press(dialog)
    qtbot.waitUntil(lambda: len(dialog.builds.builds) == 1)
    dialog.builds.remove_button.click()
    qtbot.waitUntil(lambda: bool(dialog.findChildren(QMessageBox)))
    dialog.findChildren(QMessageBox)[0].reject()
    assert len(dialog.builds.builds) == 1


def test_another_build_can_be_used(qtbot: QtBot, open_dialog: Open, paths: Paths) -> None:
    for name in ("llama.cpp-b1-cpu", "llama.cpp-b2-cpu"):
        fake_program(paths.engines_dir / name)
    dialog = open_dialog()
    used = {build.name: build.used for build in dialog.builds.builds}
    assert list(used.values()).count(True) == 1
    other = next(name for name, in_use in used.items() if not in_use)
    dialog.builds.table.selectRow(list(used).index(other))
    with qtbot.waitSignal(dialog.build_chosen) as caught:
        QTest.keyClick(dialog.builds.use_button, Qt.Key.Key_Space)
    assert caught.args == [other]


def test_stop_and_go_on(qtbot: QtBot, open_dialog: Open, pages: Pages) -> None:
    dialog = open_dialog()
    find(qtbot, dialog)
    pages.hold = True
    press(dialog)
    qtbot.waitUntil(lambda: dialog.fetch.progress.value() > 300)
    assert dialog.fetch.progress.isVisible()
    press(dialog)
    pages.go_on.set()
    reach(qtbot, dialog, Stage.STOPPED)
    assert "goes on from there" in dialog.fetch.words
    assert not dialog.builds.isVisible()
    pages.hold = False
    press(dialog)
    reach(qtbot, dialog, Stage.DONE)
    assert (pages.ranges[-1] or "").startswith("bytes=")
    qtbot.waitUntil(lambda: len(dialog.builds.builds) == 1)


def test_a_download_goes_on_behind_a_closed_dialog(qtbot: QtBot, open_dialog: Open, pages: Pages) -> None:
    dialog = open_dialog()
    find(qtbot, dialog)
    pages.hold = True
    press(dialog)
    reach(qtbot, dialog, Stage.FETCHING)
    dialog.close()
    again = EnginesDialog(dialog.shelf, PLAIN, "llama-server")
    qtbot.addWidget(again)
    again.show()
    assert again.fetch.stage is Stage.FETCHING
    pages.go_on.set()
    reach(qtbot, again, Stage.DONE)
    assert again.fetch.words == "llama.cpp-b7-cpu is installed."
    qtbot.waitUntil(lambda: len(again.builds.builds) == 1)


def test_a_wrong_checksum_is_told_and_can_be_tried_again(qtbot: QtBot, open_dialog: Open, pages: Pages) -> None:
    pages.digest = "sha256:" + "0" * 64
    dialog = open_dialog()
    find(qtbot, dialog)
    press(dialog)
    qtbot.waitUntil(dialog.fetch.banner.isVisible)
    assert "checksum differs" in dialog.fetch.banner.message
    assert dialog.fetch.stage is Stage.FOUND
    assert not dialog.builds.builds


def test_a_full_disk_is_told_before_anything_is_fetched(
    qtbot: QtBot, open_dialog: Open, pages: Pages, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = open_dialog()
    find(qtbot, dialog)
    monkeypatch.setattr("shutil.disk_usage", lambda _: type("Usage", (), {"free": 1000})())
    press(dialog)
    qtbot.waitUntil(dialog.fetch.banner.isVisible)
    assert "The engine needs" in dialog.fetch.banner.message
    assert dialog.fetch.banner.hint
    assert not pages.ranges


def test_being_offline_is_told_and_can_be_tried_again(qtbot: QtBot, open_dialog: Open) -> None:
    dialog = open_dialog(url="http://127.0.0.1:9/releases")
    press(dialog)
    qtbot.waitUntil(dialog.fetch.banner.isVisible)
    assert dialog.fetch.banner.message == "127.0.0.1 cannot be reached."
    assert "connection" in dialog.fetch.banner.hint
    assert dialog.fetch.stage is Stage.UNASKED
    assert dialog.fetch.action_button.isEnabled()


def test_no_build_for_this_system_is_told(qtbot: QtBot, open_dialog: Open, pages: Pages) -> None:
    pages.document = b"[]"
    dialog = open_dialog()
    press(dialog)
    qtbot.waitUntil(dialog.fetch.banner.isVisible)
    assert "publishes no build for this system" in dialog.fetch.banner.message
    assert "Build it from source" in dialog.fetch.banner.hint


def test_other_engines_show_the_exact_commands(open_dialog: Open) -> None:
    dialog = open_dialog(selected="vllm")
    assert dialog.shown == "vllm"
    assert "~/vllm/bin/pip install vllm" in dialog.pane.commands.toPlainText().splitlines()
    assert "Lacks: GGUF files\nlayers on the CPU" in dialog.pane.facts_text
    assert not dialog.fetch.isVisible()
    QTest.keyClick(dialog.pane.copy_button, Qt.Key.Key_Space)
    assert QGuiApplication.clipboard().text() == dialog.pane.commands.toPlainText()


def test_what_was_installed_since_is_found_by_refresh(qtbot: QtBot, open_dialog: Open, tmp_path: Path) -> None:
    dialog = open_dialog()
    fake_program(tmp_path / "bin", help_file="llama-server-old.help", version="version: 5000 (abc)")
    QTest.keyClick(dialog.refresh_button, Qt.Key.Key_Space)
    assert not dialog.refresh_button.isEnabled()
    qtbot.waitUntil(dialog.refresh_button.isEnabled)
    assert dialog.pane.state == f"Installed: {tmp_path / 'bin' / 'llama-server'}"
    assert "fitting a model to the free GPU memory by itself" in dialog.pane.facts_text
    assert dialog.list.currentIndex().data() == "llama-server b5000"


def test_the_article_s_options_are_listed_with_what_is_real(open_dialog: Open) -> None:
    dialog = open_dialog()
    QTest.keyClick(dialog.list, Qt.Key.Key_End)
    assert dialog.shown == ""
    assert dialog.placeholders.isVisible()
    words = [label.text() for label in dialog.placeholders.findChildren(QLabel)]
    for part in ("--use_tensor_core=True", "-ctk q8_0  -ctv q8_0  -fa on", "--kv-cache-dtype fp8", "NCCL_DEBUG=INFO"):
        assert part in words
    assert any("Tensor cores need no option" in word for word in words)


def test_it_follows_the_language(qapp: QApplication, open_dialog: Open) -> None:
    dialog = open_dialog(selected="vllm")
    dialog.list.setCurrentIndex(dialog.list.model().index(3, 0))
    try:
        language.install(qapp, "zh_CN")
        QApplication.sendPostedEvents()
        assert dialog.windowTitle() == "引擎"
        assert dialog.shown == "vllm", "what is selected stays"
        assert "不支持" in dialog.pane.facts_text
        assert any("张量核心" in label.text() for label in dialog.placeholders.findChildren(QLabel))
    finally:
        language.install(qapp, "en")


def test_words_from_outside_are_plain_and_everything_has_a_name(open_dialog: Open) -> None:
    dialog = open_dialog()
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in dialog.findChildren(QLabel) if label.text())
    named: tuple[QWidget, ...] = (dialog.list, dialog.fetch.progress, dialog.builds.table, dialog.pane.commands)
    assert all(widget.accessibleName() for widget in named)
