"""The real window with the real engine in its real child process, from the first paint to nothing left."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest
from pytestqt.qtbot import QtBot

from deepseek_gui.app.desktop import Desktop
from deepseek_gui.core.runnable import demo_plan
from deepseek_gui.domain.events import Loading
from deepseek_gui.settings.paths import profile_paths
from deepseek_gui.ui.run import RunPage
from deepseek_gui.ui.run.choices import Origin
from deepseek_gui.ui.run.model_bar import Start
from deepseek_gui.ui.run.phases import Phase
from tests.resources_held import held

WAIT_MS = 60_000


class Window:
    """The program as a person has it in front of them, on its Run page."""

    def __init__(self, desktop: Desktop, bot: QtBot) -> None:
        self._desktop = desktop
        self._bot = bot
        desktop.window.show()
        desktop.window.show_page("run")
        page = desktop.window.page("run")
        assert isinstance(page, RunPage)
        self.page = page

    def wait(self, what: Callable[[], bool]) -> None:
        self._bot.waitUntil(what, timeout=WAIT_MS)

    def action(self) -> Start:
        return self.page.bar.action

    def can_start(self) -> bool:
        return self.action() is Start.START and self.page.bar.start_button.isEnabled()

    def is_ready(self) -> bool:
        return self.action() is Start.UNLOAD

    def is_answering(self) -> bool:
        return self.page.chat.answering

    def start(self, file: Path) -> None:
        self.page.open_file(file)
        self.wait(lambda: self.can_start() and self.page.bar.summary_text().startswith("llama"))
        self.page.bar.start_button.click()
        self.wait(self.is_ready)

    def ask(self, prompt: str) -> None:
        self.page.chat.prompt_box.setPlainText(prompt)
        self.page.chat.send_button.click()

    def answer(self) -> str:
        turn = self.page.chat.transcript.last_answer()
        return turn.text if turn else ""

    def engine_pid(self) -> int:
        """Return the engine process itself: the child of our child, the supervisor."""
        (supervisor,) = children()
        (engine,) = supervisor.children()
        return engine.pid

    def close(self) -> None:
        self._desktop.window.close()


def children() -> list[psutil.Process]:
    return psutil.Process().children()


def nobody_left() -> bool:
    return not psutil.Process().children(recursive=True)


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[Window]:
    desktop = Desktop(profile_paths(tmp_path))
    window = Window(desktop, qtbot)
    window.wait(lambda: desktop.machine is not None and not desktop.tasks.busy)  # looking for engines starts children
    yield window
    window.close()
    assert nobody_left(), psutil.Process().children(recursive=True)
    desktop.window.deleteLater()
    desktop.deleteLater()


def test_from_start_to_stop_to_close(window: Window, chatty_model: Path):
    page = window.page
    window.start(chatty_model)
    assert "words are not" in page.chat.notice.text()
    window.ask("hello")
    speed, memory, load = (page.charts.stack.chart(key) for key in ("speed", "ram", "load"))
    window.wait(lambda: len(window.answer()) > 100)
    window.wait(lambda: any(value for value in speed.history.column(0)))
    assert window.is_answering()
    assert window.answer()[:80].strip()[:20] in page.chat.view.toPlainText()
    page.chat.send_button.click()
    window.wait(lambda: not window.is_answering())
    turn = page.chat.transcript.last_answer()
    assert turn is not None
    assert turn.done is not None
    assert turn.done.cancelled
    window.wait(lambda: (memory.history.column(0) or [None])[-1] is not None)
    assert memory.history.last[0] == pytest.approx(page.memory_seen[0].peak_bytes / 2**30, rel=0.5)
    assert load.history.ages() == speed.history.ages() == memory.history.ages()
    assert {span.phase for span in page.charts.track.spans} == set(Phase)
    assert page.charts.course.knows("prompt_read_percent")
    assert "prompt — tokens" not in page.charts.reading.text
    assert page.charts.tokens.between(0.0, float("inf")).text == turn.text
    assert memory.bands is not None
    page.bar.start_button.click()
    window.wait(window.can_start)
    assert nobody_left()


def test_an_answer_runs_to_its_end_and_its_totals_are_shown(window: Window, tiny_model: Path):
    window.start(tiny_model)
    window.ask("hello")
    window.wait(lambda: "first token" in window.page.chat.figures.text())
    turn = window.page.chat.transcript.last_answer()
    assert turn is not None
    assert turn.done is not None
    assert turn.done.tokens == 512
    assert not turn.done.cancelled
    assert turn.done.engine_decode_tps
    assert turn.done.prompt_tokens
    assert "512" in window.page.chat.figures.text()


def test_an_engine_that_is_killed_mid_answer(window: Window, chatty_model: Path):
    window.start(chatty_model)
    window.ask("hello")
    window.wait(lambda: len(window.answer()) > 50)
    os.kill(window.engine_pid(), signal.SIGKILL)
    panel = window.page.failure_panel
    window.wait(lambda: not panel.isHidden())
    assert "ended from outside" in panel.message
    assert panel.hint
    assert not window.is_answering()
    assert nobody_left()
    panel.retry_requested.emit()
    window.wait(lambda: window.is_answering() and len(window.answer()) > 50)
    assert panel.isHidden()


def test_closing_while_the_model_loads_leaves_nothing(window: Window, slow_model: Path, qtbot: QtBot):
    window.page.open_file(slow_model)
    window.wait(lambda: window.can_start() and window.page.bar.summary_text().startswith("llama"))
    window.page.bar.start_button.click()
    window.wait(lambda: window.action() is Start.CANCEL and bool(children()))
    window.close()
    assert nobody_left()
    del qtbot


def test_loading_can_be_cancelled_and_started_again(window: Window, slow_model: Path, tiny_model: Path):
    window.page.open_file(slow_model)
    window.wait(lambda: window.can_start() and window.page.bar.summary_text().startswith("llama"))
    window.page.bar.start_button.click()
    window.wait(lambda: window.action() is Start.CANCEL and bool(children()))
    window.page.bar.start_button.click()
    window.wait(window.can_start)
    assert nobody_left()
    assert window.page.failure_panel.isHidden()
    window.start(tiny_model)


def test_a_synthetic_file_is_made_with_progress_and_can_be_cancelled(window: Window, qtbot: QtBot):
    def is_synthetic() -> bool:
        choice = window.page.bar.current()
        return choice is not None and choice.origin is Origin.CATALOGUE and window.can_start()

    window.wait(lambda: window.page.bar.combo.count() > 0)
    window.page.bar.select(window.page.bar.combo.count() - 1)
    window.wait(is_synthetic)
    seen: list[float] = []

    def note(event: object) -> None:
        if isinstance(event, Loading) and event.step is not None and event.progress is not None:
            seen.append(event.progress)

    service = window.page.engine_service
    service.event_received.connect(note)
    window.page.bar.start_button.click()
    window.wait(lambda: any(0 < progress < 1 for progress in seen))
    assert window.page.bar.progress.value() > 0
    window.page.bar.start_button.click()
    window.wait(window.can_start)
    assert window.page.failure_panel.isHidden()
    service.event_received.disconnect(note)
    del qtbot


@pytest.mark.parametrize(
    ("name", "content"),
    [("text.gguf", b"this is no model\n" * 100), ("cut.gguf", None), ("empty.gguf", b""), ("gone.gguf", ...)],
)
def test_a_file_that_is_no_model_gets_a_sentence(
    window: Window, tiny_model: Path, tmp_path: Path, name: str, content: object
):
    file = tmp_path / name
    if content is None:
        file.write_bytes(tiny_model.read_bytes()[:20_000])
    elif isinstance(content, bytes):
        file.write_bytes(content)
    window.page.open_file(file)
    panel = window.page.failure_panel
    window.wait(lambda: not panel.isHidden())
    assert panel.message
    assert panel.hint
    assert "Traceback" not in panel.details
    assert "bug" not in panel.hint
    assert not window.page.bar.start_button.isEnabled()
    window.start(tiny_model)
    assert panel.isHidden()


def test_starting_and_stopping_leaks_nothing(window: Window, tiny_model: Path):
    """tests/bench/run_cycles.py does it a hundred times and looks at the memory."""

    def cycle() -> None:
        window.page.bar.start_button.click()
        window.wait(window.is_ready)
        window.ask("hello")
        window.wait(lambda: not window.is_answering())
        window.page.chat.clear()
        window.page.bar.start_button.click()
        window.wait(window.can_start)

    window.start(tiny_model)
    window.wait(
        lambda: any(thread.name == "process" for thread in threading.enumerate())
    )  # with the first sample of it
    window.page.bar.start_button.click()
    window.wait(window.can_start)
    cycle()  # loads what is loaded once
    before = held()
    for _ in range(5):
        cycle()
    after = held()
    assert (after.processes, after.ports) == (0, before.ports)
    assert after.threads == before.threads
    assert after.descriptors <= before.descriptors + 1
    assert not [name for name in after.files - before.files if "deepseek" in name]


@pytest.mark.skipif(demo_plan() is None, reason="this build carries no demo model")
def test_the_demo_model_answers_in_words(window: Window):
    window.wait(window.can_start)
    window.ask("Which model fits a graphics card with 12 GB?")
    window.wait(lambda: "first token" in window.page.chat.figures.text())
    answer = window.answer()
    assert any(word in answer for word in ("GB", "GiB", "7B", "14B", "12")), answer
    assert "not DeepSeek" in window.page.chat.notice.text()
