"""Bugs are logged with their trace and told once a place; a log that can't be written is no end."""

from __future__ import annotations

import contextlib
import logging
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from deepseek_gui.app.logs import Bugs, open_log


@pytest.fixture
def root_handlers() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    yield
    for handler in set(root.handlers) - set(handlers):
        root.removeHandler(handler)
        with contextlib.suppress(OSError):  # the full disk, once more
            handler.close()
    root.setLevel(level)


def raise_here(number: int) -> None:
    raise ValueError(number)


@pytest.mark.expects_log
@pytest.mark.usefixtures("qapp")
def test_bug_is_told_once_a_place_and_logged_always(qtbot: QtBot, caplog: pytest.LogCaptureFixture):
    bugs = Bugs()
    told: list[Exception] = []
    bugs.found.connect(told.append)
    for number in range(3):
        try:
            raise_here(number)
        except ValueError as error:
            bugs.handle(type(error), error, error.__traceback__)
    with pytest.raises(KeyError) as caught:
        dict[str, int]()["elsewhere"]
    bugs.handle(caught.type, caught.value, caught.tb)
    qtbot.waitUntil(lambda: len(told) == 2)
    assert [type(error) for error in told] == [ValueError, KeyError]
    assert len([record for record in caplog.records if record.exc_info]) == 4


@pytest.mark.expects_log
@pytest.mark.usefixtures("qapp")
def test_bug_on_another_thread_is_told(qtbot: QtBot):
    bugs = Bugs()
    previous = sys.excepthook, threading.excepthook
    bugs.install()
    try:
        with qtbot.waitSignal(bugs.found) as told:
            thread = threading.Thread(target=raise_here, args=(7,))
            thread.start()
            thread.join()
    finally:
        sys.excepthook, threading.excepthook = previous
    assert isinstance(told.args[0], ValueError)


@pytest.mark.usefixtures("root_handlers")
def test_log_file_is_kept_small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("deepseek_gui.app.logs.LARGEST_BYTES", 10)
    path = tmp_path / "logs" / "program.log"
    path.parent.mkdir()
    path.write_text("x" * 11)
    assert open_log(path) is None
    logging.getLogger("deepseek_gui.test").info("hello")
    assert path.read_text().endswith("hello\n")
    assert path.with_suffix(".old.log").read_text() == "x" * 11


@pytest.mark.usefixtures("root_handlers")
def test_log_that_cannot_be_written_is_no_end(tmp_path: Path):
    (tmp_path / "logs").write_text("")
    assert open_log(tmp_path / "logs" / "program.log") is not None


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a disk that is always full")
@pytest.mark.usefixtures("root_handlers")
def test_a_full_disk_loses_records_and_says_nothing(capsys: pytest.CaptureFixture[str]):
    assert open_log(Path("/dev/full")) is None
    logging.getLogger("deepseek_gui.test").info("hello")
    assert capsys.readouterr().err == ""
