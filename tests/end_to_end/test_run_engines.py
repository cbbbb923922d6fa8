"""The real window with other engines: one from the search path, one that vanishes, a server that is not ours."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from pytestqt.qtbot import QtBot

from deepseek_gui.app.desktop import Desktop
from deepseek_gui.core.attaching import Server
from deepseek_gui.settings.paths import profile_paths
from deepseek_gui.settings.store import load
from deepseek_gui.ui.run import RunPage
from deepseek_gui.ui.run.attach_dialog import AttachDialog
from deepseek_gui.ui.run.model_bar import Start
from tests.fake_programs import fake_program
from tests.web_server import Answer, web_server

WAIT_MS = 60_000
MODELS = json.dumps({"data": [{"id": "deepseek-r1"}]}).encode()
PIECES = b"".join(
    b"data: " + json.dumps(piece).encode() + b"\n\n"
    for piece in (
        {"choices": [{"delta": {"content": "Hi there"}, "finish_reason": None}]},
        {"choices": [{"delta": {}, "finish_reason": "stop"}], "usage": {"prompt_tokens": 3, "completion_tokens": 2}},
    )
)


@pytest.fixture
def page(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[RunPage]:
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    fake_program(tmp_path / "bin")
    desktop = Desktop(profile_paths(tmp_path / "profile"))
    desktop.window.show()
    desktop.window.show_page("run")
    page = desktop.window.page("run")
    assert isinstance(page, RunPage)
    qtbot.waitUntil(lambda: page.bar.engines.combo.count() > 0 and not desktop.tasks.busy, timeout=WAIT_MS)
    yield page
    desktop.window.close()
    assert not psutil.Process().children(recursive=True)
    desktop.window.deleteLater()
    desktop.deleteLater()


def choose(page: RunPage, qtbot: QtBot, file: Path, engine: str) -> None:
    page.open_file(file)
    row = page.bar.engines.combo.model().rowCount()
    row = next(row for row in range(row) if page.bar.engines.combo.itemData(row) == engine)
    page.bar.engines.combo.setCurrentIndex(row)
    page.bar.engines.combo.activated.emit(row)
    qtbot.waitUntil(page.bar.start_button.isEnabled, timeout=WAIT_MS)


def ask(page: RunPage, qtbot: QtBot) -> str:
    page.chat.prompt_box.setPlainText("Hello")
    page.chat.send_button.click()
    qtbot.waitUntil(lambda: not page.chat.figures.isHidden(), timeout=WAIT_MS)
    turn = page.chat.transcript.last_answer()
    return turn.text if turn else ""


def test_an_engine_of_the_search_path_is_chosen_and_answers(
    page: RunPage, qtbot: QtBot, tiny_model: Path, tmp_path: Path
) -> None:
    choose(page, qtbot, tiny_model, "llama-server")
    assert page.bar.engines.combo.currentText() == "llama-server b11374"
    page.bar.start_button.click()
    qtbot.waitUntil(lambda: page.bar.action is Start.UNLOAD, timeout=WAIT_MS)
    assert ask(page, qtbot) == "Hi"
    settings = profile_paths(tmp_path / "profile")
    qtbot.waitUntil(lambda: load(settings).engine == "llama-server", timeout=WAIT_MS)


def test_an_engine_that_vanished_since_it_was_found_is_told_with_another_one(
    page: RunPage, qtbot: QtBot, tiny_model: Path, tmp_path: Path
) -> None:
    choose(page, qtbot, tiny_model, "llama-server")
    (tmp_path / "bin" / "llama-server").unlink()
    page.bar.start_button.click()
    panel = page.failure_panel
    qtbot.waitUntil(lambda: not panel.isHidden(), timeout=WAIT_MS)
    assert panel.message == "The engine llama-server is not installed on this computer."
    assert panel.try_button.text() == "Try: Use the engine embedded"
    panel.try_button.click()
    qtbot.waitUntil(lambda: page.bar.action is Start.UNLOAD, timeout=WAIT_MS)
    assert panel.isHidden()


def test_a_server_that_is_not_ours_answers_and_outlives_us(page: RunPage, qtbot: QtBot, tmp_path: Path) -> None:
    answers = {"/v1/models": Answer(MODELS, key="k"), "/v1/chat/completions": Answer(PIECES, key="k")}
    with web_server(answers) as server:
        dialog = page.desk.open_attach()
        assert isinstance(dialog, AttachDialog)
        dialog.address_edit.setText(server.url)
        dialog.key_edit.setText("k")
        dialog.test()
        qtbot.waitUntil(dialog.attach_button.isEnabled, timeout=WAIT_MS)
        dialog.attach_button.click()
        choice = page.bar.current()
        assert choice is not None
        assert choice.server == Server(server.url, "k", "deepseek-r1")
        page.bar.start_button.click()
        qtbot.waitUntil(lambda: page.bar.action is Start.UNLOAD, timeout=WAIT_MS)
        assert not psutil.Process().children(recursive=True)
        assert ask(page, qtbot) == "Hi there"
        page.bar.start_button.click()
        qtbot.waitUntil(lambda: page.bar.action is Start.START, timeout=WAIT_MS)
        dialog = page.desk.open_attach()
        assert isinstance(dialog, AttachDialog)
        dialog.key_edit.setText("k")
        dialog.test()
        qtbot.waitUntil(dialog.attach_button.isEnabled, timeout=WAIT_MS)  # it still runs
        dialog.reject()
    log = tmp_path / "profile" / "logs"
    assert all("Bearer k" not in file.read_text(encoding="utf-8") for file in log.glob("*"))
    page.bar.start_button.click()
    qtbot.waitUntil(lambda: not page.failure_panel.isHidden(), timeout=WAIT_MS)
    assert "Nobody answers" in page.failure_panel.message
