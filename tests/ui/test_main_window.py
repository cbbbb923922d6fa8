"""The window: pages built when shown, keyboard, errors, status, geometry."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.events import Failed
from deepseek_gui.domain.machine import Machine
from deepseek_gui.domain.text import Text
from deepseek_gui.ui.main_window import MainWindow, PageEntry


class Pages:
    """Counts what was built."""

    def __init__(self) -> None:
        self.built: list[str] = []

    def entries(self) -> tuple[PageEntry, ...]:
        keys = ("monitor", "match", "run", "settings")
        return tuple(PageEntry(key, self._maker(key), below=key == "settings") for key in keys)

    def _maker(self, key: str) -> Callable[[], QWidget]:
        def make() -> QWidget:
            self.built.append(key)
            return QLabel(key)

        return make


@pytest.fixture
def pages() -> Pages:
    return Pages()


@pytest.fixture
def window(qtbot: QtBot, pages: Pages) -> MainWindow:
    widget = MainWindow(pages.entries())
    qtbot.addWidget(widget)
    widget.show()
    qtbot.waitExposed(widget)
    return widget


def test_pages_are_built_when_first_shown(window: MainWindow, pages: Pages):
    assert pages.built == ["monitor"]
    window.show_page("run")
    window.show_page("monitor")
    window.show_page("run")
    assert pages.built == ["monitor", "run"]
    assert window.current_key == "run"


def test_shortcuts_go_through_the_rail(window: MainWindow):
    for key, page in ((Qt.Key.Key_2, "match"), (Qt.Key.Key_4, "settings"), (Qt.Key.Key_1, "monitor")):
        QTest.keyClick(window, key, Qt.KeyboardModifier.ControlModifier)
        assert window.current_key == page
        assert window.rail.button(page).isChecked()


def test_mnemonics_choose_pages(window: MainWindow, qtbot: QtBot):
    QTest.keyClick(window, Qt.Key.Key_R, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: window.current_key == "run")


def test_arrows_walk_the_rail(window: MainWindow):
    window.rail.button("monitor").setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(window.rail.button("monitor"), Qt.Key.Key_Down)
    assert window.rail.button("match").isChecked()
    assert window.current_key == "match"


def test_mouse_chooses_a_page(window: MainWindow):
    QTest.mouseClick(window.rail.button("match"), Qt.MouseButton.LeftButton)
    assert window.current_key == "match"


def test_page_that_cannot_be_built_leaves_the_window_where_it_was(qtbot: QtBot):
    def broken() -> QWidget:
        raise OSError("no such page")

    window = MainWindow((PageEntry("monitor", QLabel), PageEntry("run", broken)))
    qtbot.addWidget(window)
    with pytest.raises(OSError, match="no such page"):
        window.show_page("run")
    assert window.current_key == "monitor"
    assert window.rail.button("monitor").isChecked()


def test_error_stands_above_the_page_with_details_to_copy(window: MainWindow):
    window.show_error(ActionableError(Text("The disk is full."), Text("Free 2 GiB."), details="errno 28"))
    banner = window.banner
    assert banner.isVisible()
    assert (banner.message, banner.hint) == ("The disk is full.", "Free 2 GiB.")
    banner._on_copy()
    assert QGuiApplication.clipboard().text() == "The disk is full.\n\nFree 2 GiB.\n\nerrno 28"
    window.show_error(Failed(Text("The engine ended."), details="log"))
    assert (banner.message, banner.hint) == ("The engine ended.", "")
    banner.dismiss()
    assert banner.isHidden()


def test_bug_is_named_a_bug(window: MainWindow):
    with pytest.raises(KeyError) as caught:
        dict[str, int]()["x"]
    window.show_error(caught.value)
    assert "KeyError" in window.banner.message
    assert "Traceback" in window.banner.details


def test_status_bar_names_engine_model_and_machine(window: MainWindow):
    def words() -> list[str]:
        return [label.text() for label in window.statusBar().findChildren(QLabel)]

    assert "Engine: not loaded" in words()
    assert "Model: none" in words()
    window.set_machine(Machine("Laptop", simulated=True))
    window.set_engine(Text("answering"), "R1 1.5B")
    assert {"Engine: answering", "Model: R1 1.5B", "simulated: Laptop"} <= set(words())


def test_geometry_survives(qtbot: QtBot, pages: Pages, tmp_path: Path):
    def make() -> MainWindow:
        state = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
        widget = MainWindow(pages.entries(), state)
        qtbot.addWidget(widget)
        return widget

    first = make()
    first.resize(720, 610)
    first.show()
    first.close()
    second = make()
    second.show()
    assert (second.width(), second.height()) == (720, 610)


def test_unwritable_geometry_is_no_error(qtbot: QtBot, pages: Pages, tmp_path: Path):
    (tmp_path / "file").write_text("")
    state = QSettings(str(tmp_path / "file" / "window.ini"), QSettings.Format.IniFormat)
    window = MainWindow(pages.entries(), state)
    qtbot.addWidget(window)
    window.show()
    assert window.close()


def test_first_paint_is_told_once(qtbot: QtBot, pages: Pages):
    window = MainWindow(pages.entries())
    qtbot.addWidget(window)
    told: list[bool] = []
    window.first_painted.connect(lambda: told.append(True))
    with qtbot.waitSignal(window.first_painted):
        window.show()
    window.repaint()
    qtbot.waitUntil(lambda: told == [True])
