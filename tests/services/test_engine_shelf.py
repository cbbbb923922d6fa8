"""The shelf against a server that answers like the release pages: signals on the window's thread, one download."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from deepseek_gui.core.engine_shelf import BARE, Choice, Shelf, ShelfBackend, shelf_backend
from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.machine import Machine
from deepseek_gui.services.engine_shelf import EngineShelf
from deepseek_gui.services.tasks import TaskRunner
from deepseek_gui.settings.paths import Paths, profile_paths
from tests.release_pages import Pages, release_pages

HERE = Machine("here")


@pytest.fixture
def pages(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Pages]:
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    with release_pages(monkeypatch) as offered:
        yield offered


@pytest.fixture
def tasks(qapp: QCoreApplication) -> Iterator[TaskRunner]:
    assert qapp is not None
    made = TaskRunner()
    yield made
    made.shut_down()


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return profile_paths(tmp_path / "profile")


@pytest.fixture
def shelf(pages: Pages, tasks: TaskRunner, paths: Paths) -> EngineShelf:
    return EngineShelf(tasks, backend(pages, paths))


def backend(pages: Pages, paths: Paths) -> ShelfBackend:
    return shelf_backend(paths, releases_url=f"{pages.url}/releases", ollama_url="http://127.0.0.1:9")


def found(qtbot: QtBot, shelf: EngineShelf) -> Choice:
    with qtbot.waitSignal(shelf.found) as caught:
        shelf.find(HERE)
    assert isinstance(caught.args[0], Choice)
    return caught.args[0]


def looked(qtbot: QtBot, shelf: EngineShelf) -> Shelf:
    with qtbot.waitSignal(shelf.refreshed) as caught:
        shelf.refresh()
    assert isinstance(caught.args[0], Shelf)
    return caught.args[0]


def test_a_look_finds_the_engines(qtbot: QtBot, shelf: EngineShelf) -> None:
    assert shelf.shelf is None
    seen = looked(qtbot, shelf)
    assert shelf.shelf is seen
    assert seen.engines[0].id == "embedded"
    assert seen.builds == seen.served == ()


def test_a_build_is_fetched_used_and_removed(qtbot: QtBot, shelf: EngineShelf, paths: Paths) -> None:
    choice = found(qtbot, shelf)
    told: list[float] = []
    shelf.progressed.connect(told.append)
    with qtbot.waitSignals([shelf.fetched, shelf.refreshed]):
        shelf.fetch(choice)
        assert shelf.fetching
    assert not shelf.fetching
    assert told[-1] == 1.0
    assert told == sorted(told)
    seen = shelf.shelf
    assert seen is not None
    (build,) = seen.builds
    assert build.used
    assert build.size_bytes > 0
    server = next(facts for facts in seen.engines if facts.id == "llama-server")
    assert server.build is not None
    assert server.build.executable == paths.engines_dir / build.name / "llama-server"
    with qtbot.waitSignals([shelf.removed, shelf.refreshed]):
        shelf.remove(build.name)
    assert shelf.shelf is not None
    assert shelf.shelf.builds == ()


def test_a_stopped_download_goes_on_where_it_stopped(qtbot: QtBot, shelf: EngineShelf, pages: Pages) -> None:
    choice = found(qtbot, shelf)
    pages.hold = True
    with qtbot.waitSignal(shelf.progressed, check_params_cb=lambda part: part > 0.3):
        shelf.fetch(choice)
    shelf.fetch(choice)  # one at a time
    shelf.cancel()
    with qtbot.waitSignal(shelf.stopped):
        pages.go_on.set()
    assert len(pages.ranges) == 1
    pages.hold = False
    with qtbot.waitSignal(shelf.fetched):
        shelf.fetch(choice)
    assert pages.ranges[-1] is not None, "a range was asked for"
    qtbot.waitUntil(lambda: not shelf.looking)


def test_what_goes_wrong_is_told(qtbot: QtBot, shelf: EngineShelf, pages: Pages) -> None:
    pages.digest = "sha256:" + "0" * 64
    choice = found(qtbot, shelf)
    with qtbot.waitSignal(shelf.failed) as caught:
        shelf.fetch(choice)
    assert isinstance(caught.args[0], ActionableError)
    assert "checksum differs" in str(caught.args[0])
    assert not shelf.fetching


def test_what_changed_during_a_look_is_seen(qtbot: QtBot, tasks: TaskRunner) -> None:
    gate = threading.Event()
    looks: list[int] = []

    def look() -> Shelf:
        looks.append(len(looks))
        gate.wait(10)
        return Shelf(())

    shelf = EngineShelf(tasks, replace(BARE, look=look))
    shelf.refresh()
    shelf.refresh()
    shelf.refresh()
    gate.set()
    qtbot.waitUntil(lambda: not shelf.looking)
    assert looks == [0, 1]


def test_the_bare_shelf_has_the_built_in_engine(qtbot: QtBot, tasks: TaskRunner) -> None:
    assert [facts.id for facts in looked(qtbot, EngineShelf(tasks)).engines] == ["embedded"]
