"""Attaching against real servers on this machine."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from deepseek_gui.core.attaching import Server, served_models
from deepseek_gui.core.engine_shelf import BARE
from deepseek_gui.services.tasks import TaskRunner
from deepseek_gui.ui.run.attach_dialog import AttachDialog
from tests.web_server import Answer, WebServer, web_server

MODELS = json.dumps({"data": [{"id": "deepseek-r1"}, {"id": "other"}]}).encode()
BACKEND = replace(BARE, models=served_models, kept_key=lambda address: f"kept for {address}")

Open = Callable[..., AttachDialog]


@pytest.fixture
def server() -> Iterator[WebServer]:
    with web_server({"/v1/models": Answer(MODELS, key="secret")}) as running:
        yield running


@pytest.fixture
def open_dialog(qtbot: QtBot) -> Iterator[Open]:
    tasks = TaskRunner()

    def make(address: str = "", *, keeps_keys: bool = True, key_kept: bool = False) -> AttachDialog:
        backend = replace(BACKEND, keeps_keys=lambda: keeps_keys)
        dialog = AttachDialog(backend, tasks, address, key_kept=key_kept)
        qtbot.addWidget(dialog)
        dialog.show()
        qtbot.waitUntil(lambda: not tasks.busy)
        return dialog

    yield make
    tasks.shut_down()


def write(edit: QLineEdit, text: str) -> None:
    edit.selectAll()
    QTest.keyClicks(edit, text)


def test_a_good_key_lists_the_models_and_one_is_attached(qtbot: QtBot, open_dialog: Open, server: WebServer) -> None:
    dialog = open_dialog()
    assert not dialog.test_button.isEnabled()
    assert not dialog.attach_button.isEnabled()
    write(dialog.address_edit, f"{server.url}/v1")
    write(dialog.key_edit, "secret")
    QTest.keyClick(dialog.test_button, Qt.Key.Key_Space)
    qtbot.waitUntil(dialog.attach_button.isEnabled)
    assert "2" in dialog.state
    assert not dialog.warning.isVisible()
    dialog.model_box.setCurrentText("other")
    with qtbot.waitSignal(dialog.accepted):
        dialog.attach_button.click()
    assert dialog.server == Server(server.url, "secret", "other")


def test_what_is_edited_must_be_tested_again(qtbot: QtBot, open_dialog: Open, server: WebServer) -> None:
    dialog = open_dialog(server.url)
    write(dialog.key_edit, "secret")
    dialog.test()
    qtbot.waitUntil(dialog.attach_button.isEnabled)
    write(dialog.key_edit, "secret2")
    assert dialog.server is None
    assert not dialog.attach_button.isEnabled()


def test_a_bad_key_is_told(qtbot: QtBot, open_dialog: Open, server: WebServer) -> None:
    dialog = open_dialog(server.url)
    write(dialog.key_edit, "wrong")
    dialog.test()
    qtbot.waitUntil(dialog.banner.isVisible)
    assert "refuses the key" in dialog.banner.message
    assert "wrong" not in dialog.banner.details
    assert dialog.server is None


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("http://127.0.0.1:9", "Nobody answers at http://127.0.0.1:9."),
        ("localhost:8000", "“localhost:8000” is no address of a server."),
        ("http://me:pw@127.0.0.1", "The address must not carry a name or a password."),
    ],
)
def test_what_cannot_be_reached_is_told(qtbot: QtBot, open_dialog: Open, address: str, message: str) -> None:
    dialog = open_dialog(address)
    dialog.test()
    qtbot.waitUntil(dialog.banner.isVisible)
    assert dialog.banner.message == message
    assert dialog.banner.hint
    assert dialog.test_button.isEnabled()


def test_a_connection_in_the_open_is_said_while_the_address_is_written(open_dialog: Open) -> None:
    dialog = open_dialog()
    write(dialog.address_edit, "http://gpu.example.com:8000")
    assert "gpu.example.com is not encrypted" in dialog.warning.text
    write(dialog.address_edit, "https://gpu.example.com:8000")
    assert not dialog.warning.isVisible()


def test_the_key_is_hidden_and_stays_out_of_logs(
    qtbot: QtBot, open_dialog: Open, server: WebServer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    dialog = open_dialog(server.url)
    write(dialog.key_edit, "secret")
    assert dialog.key_edit.echoMode() is QLineEdit.EchoMode.Password
    dialog.test()
    qtbot.waitUntil(dialog.attach_button.isEnabled)
    assert "secret" not in caplog.text
    assert "secret" not in repr(dialog.server)


def test_a_kept_key_comes_back_for_who_asked_for_it(qtbot: QtBot, open_dialog: Open) -> None:
    dialog = open_dialog("http://a", key_kept=True)
    qtbot.waitUntil(lambda: dialog.key_edit.text() == "kept for http://a")
    assert dialog.keep_box.isChecked()
    again = open_dialog("http://a")
    assert again.keep_box.isEnabled()
    assert not again.keep_box.isChecked(), "not asked for"
    assert again.key_edit.text() == ""


def test_without_a_keyring_the_key_cannot_be_kept(open_dialog: Open) -> None:
    dialog = open_dialog(keeps_keys=False)
    assert not dialog.keep_box.isEnabled()
    assert "forgotten" in dialog.keep_box.text()


def test_blanks_around_a_pasted_key_are_no_part_of_it(qtbot: QtBot, open_dialog: Open, server: WebServer) -> None:
    dialog = open_dialog()
    write(dialog.address_edit, server.url)
    write(dialog.key_edit, " secret ")
    dialog.test()
    qtbot.waitUntil(dialog.attach_button.isEnabled)
    assert dialog.server == Server(server.url, "secret", "deepseek-r1")
