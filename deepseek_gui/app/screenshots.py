"""`--screenshots`: a picture of every page in its states, both themes, both languages."""

from __future__ import annotations

import itertools
import logging
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QObject, QPoint, QTimer, Slot
from PySide6.QtWidgets import QApplication, QDialog, QScrollArea, QWidget

from deepseek_gui.app.desktop import Desktop
from deepseek_gui.app.engine_scenes import QUESTION, attach_backend, scenes
from deepseek_gui.app.run_scenes import LOAD_SCENES, load_dialog, plan_for, show_answer
from deepseek_gui.core import runnable
from deepseek_gui.core.machines import machine_named
from deepseek_gui.core.recording import Recording
from deepseek_gui.core.remedies import Ladder
from deepseek_gui.core.session import SessionState
from deepseek_gui.core.watching import slow_loading
from deepseek_gui.domain.events import Failed
from deepseek_gui.domain.failure import Cause
from deepseek_gui.domain.machine import Machine
from deepseek_gui.domain.plan import Plan
from deepseek_gui.domain.sample import Sample
from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text
from deepseek_gui.engines.failures import read
from deepseek_gui.hardware.simulated import SimulatedReader
from deepseek_gui.services.engine_shelf import EngineShelf
from deepseek_gui.services.tasks import TaskRunner
from deepseek_gui.settings.paths import profile_paths
from deepseek_gui.settings.store import AlertLimits
from deepseek_gui.ui import language
from deepseek_gui.ui.cost.page import CostPage
from deepseek_gui.ui.export_dialog import ExportDialog
from deepseek_gui.ui.match.model_facts_dialog import ModelFactsDialog
from deepseek_gui.ui.match.page import MatchPage, Step
from deepseek_gui.ui.monitor.page import MonitorPage
from deepseek_gui.ui.monitor.playback import playback_of
from deepseek_gui.ui.run.attach_dialog import AttachDialog
from deepseek_gui.ui.run.engines_dialog import EnginesDialog
from deepseek_gui.ui.run.page import RunPage
from deepseek_gui.ui.run.question_dialog import QuestionDialog
from deepseek_gui.ui.theme import dark_palette, light_palette
from deepseek_gui.ui.widgets.chart_library import chart_library

_log = logging.getLogger(__name__)

NORMAL = (1280, 800)
SMALL = (1024, 700)
LARGE = (1920, 1080)
_SECONDS = 125
_TURN_MS = 5
_THEMES = {"light": light_palette, "dark": dark_palette}
_DRAWN_TURNS = 60
"""The conversation and the charts draw a frame every few turns."""
_PROMPTS = {
    "en": (
        "Who are you?",
        "Which model fits a graphics card with 12 GB?",
        "What does quantisation do?",
        "What can I do when memory runs out?",
    ),
    "zh_CN": ("你是谁？", "12 GB 显存能跑什么模型？", "量化有什么作用？", "显存不够用怎么办？"),
}
_NO_ROOM = "llama_init_from_model: failed to initialize the context: failed to allocate buffer for kv cache"
_CLOCK_START_S = 1000.0
_WALL_START_S = 1_800_000_000.0


@dataclass(frozen=True, slots=True)
class MonitorShot:
    """A state of Monitor.

    Attributes:
        machine: name of the example machine.
        gpus: that many of its first GPU instead of its own.
        stale: the last GPU and the disks stop answering.
        state: what a person did: "pause", "record", "why", "recording", "end" (scrolled down), "crosshair".
    """

    name: str
    machine: str
    size: tuple[int, int] = NORMAL
    gpus: int | None = None
    stale: bool = False
    state: str = ""


MONITOR_SHOTS = (
    MonitorShot("laptop", "laptop"),
    MonitorShot("small", "laptop", SMALL),
    MonitorShot("two-gpus", "professional", LARGE),
    MonitorShot("eight-gpus", "enterprise"),
    MonitorShot("no-gpu", "office"),
    MonitorShot("mac", "mac"),
    MonitorShot("stale", "professional", stale=True),
    MonitorShot("sixteen-gpus", "enterprise", gpus=16),
    MonitorShot("paused", "professional", state="pause"),
    MonitorShot("crosshair", "enterprise", LARGE, state="crosshair"),
    MonitorShot("tables", "enterprise", SMALL, state="end"),
    MonitorShot("why", "enterprise", state="why"),
    MonitorShot("recorder", "laptop", SMALL, state="record"),
    MonitorShot("recording", "enterprise", state="recording"),
)


def take_screenshots(app: QApplication, folder: Path) -> int:
    """Write the pictures and return the exit code."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="deepseek-gui-") as profile:
        photographer = Photographer(app, folder, Path(profile))
        photographer.start()
        app.exec()
        return photographer.exit_code


class Photographer(QObject):
    """Walks through the states one event-loop turn at a time, so that each is laid out before its picture."""

    def __init__(self, app: QApplication, folder: Path, profile: Path) -> None:
        super().__init__(app)
        self.exit_code = 1
        self._app = app
        self._folder = folder
        self._profile = profile
        self._count = 0
        self._steps = self._all_steps()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._on_turn)

    def start(self) -> None:
        """Begin when charts can be drawn."""
        chart_library().loaded.connect(self._on_ready)
        chart_library().start()

    @Slot()
    def _on_ready(self) -> None:
        self._timer.start(_TURN_MS)

    @Slot()
    def _on_turn(self) -> None:
        try:
            next(self._steps)
        except StopIteration:
            self.exit_code = 0
            print(f"{self._count} pictures in {self._folder}")
            self._end()
        except Exception:  # noqa: BLE001  logged, and the exit code says so
            _log.exception("the pictures stop here")
            self._end()

    def _end(self) -> None:
        self._timer.stop()
        self._app.quit()

    def _all_steps(self) -> Iterator[None]:
        for (theme, palette), code in itertools.product(_THEMES.items(), language.NAMES):
            self._app.setPalette(palette())
            suffix = f"{theme}-{code}"
            for shot in MONITOR_SHOTS:
                yield from self._monitor(shot, code, suffix)
            yield from self._match(code, suffix)
            yield from self._run(code, suffix)
            yield from self._run_simulated(code, suffix)
            yield from self._load(suffix)
            yield from self._engines(suffix)
            yield from self._cost(code, suffix)
            yield from self._settings(code, suffix)

    def _monitor(self, shot: MonitorShot, code: str, suffix: str) -> Iterator[None]:
        machine = machine_named(shot.machine)
        if shot.gpus is not None:
            machine = replace(machine, name=f"{shot.gpus} GPUs", gpus=machine.gpus[:1] * shot.gpus)
        desktop = self._desktop(machine, code, shot.size)
        yield
        feed(desktop, machine, stale=shot.stale)
        yield
        _put_into(desktop.monitor_page, machine, shot.state)
        yield from _turns(2)
        if shot.state == "end":
            _scroll_to(desktop.monitor_page, desktop.monitor_page.view.gpu_card)
            yield
        self._take(desktop.window, f"monitor-{shot.name}-{suffix}")
        yield from _close(desktop)

    def _match(self, code: str, suffix: str) -> Iterator[None]:
        """Show the wizard's steps and the Export dialog of the plan at its end."""
        desktop = self._desktop(machine_named("laptop"), code, NORMAL)
        desktop.window.show_page("match")
        page = desktop.window.page("match")
        if not isinstance(page, MatchPage):
            raise TypeError(page)
        yield from _until(lambda: page.result is not None and not desktop.tasks.busy)
        for step in Step:
            page.show_step(step)
            yield from _until(lambda: not desktop.tasks.busy)
            yield
            self._take(desktop.window, f"match-{step + 1}-{step.name.lower()}-{suffix}")
        if page.selected is not None:
            page.plan_step.facts_button.click()
            facts = next(iter(desktop.window.findChildren(ModelFactsDialog)))
            yield
            self._take(facts, f"model-facts-{suffix}")
            facts.close()
            page.export_requested.emit(page.selected)
            dialog = next(iter(desktop.window.findChildren(ExportDialog)))
            yield from _until(lambda: bool(dialog.preview.toPlainText()) and not desktop.tasks.busy)
            self._take(dialog, f"export-{suffix}")
            dialog.close()
        for name, step, size in (
            ("small", Step.VERDICT, SMALL),
            ("upgrade-small", Step.UPGRADE, SMALL),
            ("large", Step.VERDICT, LARGE),
            ("upgrade-large", Step.UPGRADE, LARGE),
        ):
            desktop.window.resize(*size)
            page.show_step(step)
            yield
            self._take(desktop.window, f"match-{name}-{suffix}")
        yield from _close(desktop)

    def _run(self, code: str, suffix: str) -> Iterator[None]:
        """Show Run on this very machine: the embedded engine loads the demo model and answers."""
        desktop = Desktop(profile_paths(self._profile))
        language.install(self._app, code)
        desktop.window.resize(*NORMAL)
        desktop.window.show()
        yield from _until(lambda: desktop.machine is not None)
        desktop.window.show_page("run")
        page = desktop.window.page("run")
        if not isinstance(page, RunPage):
            raise TypeError(page)
        yield from _until(lambda: not desktop.tasks.busy)
        yield from _turns(_DRAWN_TURNS)
        self._take(desktop.window, f"run-empty-{suffix}")
        for number, prompt in enumerate(_PROMPTS[code]):
            page.chat.prompt_box.setPlainText(prompt)
            page.chat.send_button.click()
            if number == 0:
                yield from _until(lambda: page.engine_service.state is SessionState.LOADING)
                yield from _turns(2)
                self._take(desktop.window, f"run-loading-{suffix}")
            yield from _until(lambda: page.chat.answering)
            if number == len(_PROMPTS[code]) - 1:
                yield from _until(lambda: page.meter.mean() is not None or not page.chat.answering)
                self._take(desktop.window, f"run-generating-{suffix}")
            yield from _until(lambda: not page.chat.answering)
            yield from _turns(_DRAWN_TURNS)
        self._take(desktop.window, f"run-done-{suffix}")
        desktop.window.resize(*SMALL)
        yield from _turns(_DRAWN_TURNS)
        self._take(desktop.window, f"run-done-small-{suffix}")
        yield from self._run_troubles(desktop, page, suffix)
        broken = self._profile / "model.gguf"
        broken.write_text("not a model")
        page.open_file(broken)
        yield from _until(lambda: not desktop.tasks.busy)
        yield from _turns(_DRAWN_TURNS)
        self._take(desktop.window, f"run-broken-file-small-{suffix}")
        yield from _close(desktop)

    def _run_troubles(self, desktop: Desktop, page: RunPage, suffix: str) -> Iterator[None]:
        """Show what an engine on a laptop with a GPU may tell: a slow disk, then no room twice."""
        machine, plan, ladder = machine_named("laptop"), Plan("r1-distill-qwen-7b", "Q4_K_M"), Ladder()
        notice = slow_loading(4_700_000_000, 94.0)
        if notice is not None:
            page.notices.show_notice(
                replace(
                    notice, remedies=ladder.propose(Cause.SLOW_DISK, replace(plan, file=Path("model.gguf")), machine)
                )
            )
        yield from _turns(_DRAWN_TURNS)
        self._take(desktop.window, f"run-notice-small-{suffix}")
        page.notices.clear()
        told = read(_NO_ROOM)
        if isinstance(told, Failed):
            first = ladder.failed(told, plan, machine).remedies[0]
            page.failure_panel.show_failure(ladder.failed(told, first.plan or plan, machine))
        for size, name in ((SMALL, "-small"), (NORMAL, "")):
            desktop.window.resize(*size)
            yield from _turns(_DRAWN_TURNS)
            self._take(desktop.window, f"run-failed{name}-{suffix}")
        desktop.window.resize(*SMALL)

    def _run_simulated(self, code: str, suffix: str) -> Iterator[None]:
        """Show an answer on no GPU, on one and on eight."""
        for gpus, name, size in ((0, "office", SMALL), (1, "laptop", NORMAL), (8, "enterprise", LARGE)):
            machine = machine_named(name)
            desktop = self._desktop(machine, code, size)
            desktop.window.show_page("run")
            page = desktop.window.page("run")
            if not isinstance(page, RunPage):
                raise TypeError(page)
            plan = plan_for(machine)
            page.set_plan(plan)
            yield from _until(lambda desktop=desktop: not desktop.tasks.busy)  # type: ignore[misc]
            show_answer(page, runnable.describe(plan, machine).estimate, samples(machine, _SECONDS))
            yield from _turns(_DRAWN_TURNS)
            self._take(desktop.window, f"run-gpus-{gpus}-{suffix}")
            yield from _close(desktop)

    def _load(self, suffix: str) -> Iterator[None]:
        """Show the dialog of several users."""
        for scene in LOAD_SCENES:
            dialog = load_dialog(scene)
            dialog.show()
            yield from _turns(2)
            self._take(dialog, f"load-{scene.name}-{suffix}")
            dialog.close()
            dialog.deleteLater()
            yield

    def _engines(self, suffix: str) -> Iterator[None]:
        """Show the dialogs about engines and servers, on a laptop with a GPU."""
        machine, tasks = machine_named("laptop"), TaskRunner()
        for scene in scenes(machine):
            shelf = EngineShelf(tasks, scene.backend)
            dialog = EnginesDialog(shelf, machine, scene.selected)
            dialog.show()
            yield from _until(lambda shelf=shelf: shelf.shelf is not None)  # type: ignore[misc]
            if not scene.selected:
                dialog.show_placeholders()
            for _ in range(scene.presses):
                dialog.fetch.action_button.click()
                yield from _until(lambda shelf=shelf: shelf.fetching or not tasks.busy)  # type: ignore[misc]
                yield from _turns(_DRAWN_TURNS)
            yield
            self._take(dialog, f"engines-{scene.name}-{suffix}")
            shelf.close()
            yield from _end_dialog(dialog, tasks)
        yield from self._attach(tasks, suffix)

    def _attach(self, tasks: TaskRunner, suffix: str) -> Iterator[None]:
        """Show what a server answers to no key, a good and a bad one, and a question before a risk."""
        for name, address, key in (
            ("empty", "", ""),
            ("good", "http://192.168.1.20:8000/v1", "good"),
            ("bad", "https://gpu.example.com", "wrong"),
        ):
            dialog = AttachDialog(attach_backend(), tasks, address)
            dialog.key_edit.setText(key)
            dialog.show()
            yield
            if address:
                dialog.test()
            yield from _until(lambda: not tasks.busy)
            yield from _turns(2)
            self._take(dialog, f"attach-{name}-{suffix}")
            yield from _end_dialog(dialog, tasks)
        question = QuestionDialog(QUESTION)
        question.show()
        yield from _turns(2)
        self._take(question, f"question-{suffix}")
        yield from _end_dialog(question, tasks)

    def _cost(self, code: str, suffix: str) -> Iterator[None]:
        """Show the article's comparison and a plan of one's own, which does not pay off, in three sizes."""
        desktop = self._desktop(machine_named("laptop"), code, NORMAL)
        desktop.window.show_page("cost")
        page = desktop.window.page("cost")
        if not isinstance(page, CostPage):
            raise TypeError(page)
        for name, preset, size in (("article", "article", NORMAL), ("small", "plan", SMALL), ("large", "plan", LARGE)):
            desktop.window.resize(*size)
            page.choose_preset(preset)
            yield from _turns(2)
            self._take(desktop.window, f"cost-{name}-{suffix}")
        yield from _close(desktop)

    def _settings(self, code: str, suffix: str) -> Iterator[None]:
        desktop = self._desktop(machine_named("laptop"), code, NORMAL)
        desktop.window.show_page("settings")
        yield
        self._take(desktop.window, f"settings-{suffix}")
        yield from _close(desktop)

    def _desktop(self, machine: Machine, code: str, size: tuple[int, int]) -> Desktop:
        """Return a window that waits to be fed; closing it does not end the program."""
        self._app.setQuitOnLastWindowClosed(False)
        desktop = Desktop(profile_paths(self._profile), machine, live=False)
        language.install(self._app, code)
        desktop.show_machine(machine)
        desktop.window.resize(*size)
        desktop.window.show()
        return desktop

    def _take(self, widget: QWidget, name: str) -> None:
        if not widget.grab().save(str(self._folder / f"{name}.png")):
            raise OSError(self._folder / f"{name}.png")
        self._count += 1


def _put_into(page: MonitorPage, machine: Machine, state: str) -> None:
    """Do to Monitor what a person did."""
    if state == "pause":
        page.bar.pause.toggle()
    elif state == "why":
        page.view.findings.all_button.setChecked(True)
        page.view.findings.why_button.setChecked(True)
    elif state == "crosshair":
        page.view.charts.chart("utilisation").point(35.0)
    elif state == "record":
        page.set_limits(AlertLimits(gpu_temperature_c=60.0, gpu_memory_percent=70.0))
        page.show_recording_started(Path("deepseek-gui 2026-11-26 14-03-05.dgrec"))
        for sample in samples(machine, _SECONDS):
            page.show_sample(replace(sample, monotonic_s=sample.monotonic_s + _SECONDS))
    elif state == "recording":
        recording = Recording(machine, tuple(samples(machine, 4 * _SECONDS)), truncated=True)
        page.show_playback(playback_of("night.dgrec", recording))
        page.playback_bar.slider.setValue(3 * _SECONDS)


def _scroll_to(page: MonitorPage, widget: QWidget) -> None:
    area = page.findChild(QScrollArea)
    content = area.widget() if isinstance(area, QScrollArea) else None
    if isinstance(area, QScrollArea) and content is not None:
        area.verticalScrollBar().setValue(widget.mapTo(content, QPoint(0, 0)).y() - 8)


def _close(desktop: Desktop) -> Iterator[None]:
    """Close a window and let Qt delete it, rather than Python's collector in the middle of the next one."""
    desktop.window.close()
    desktop.window.deleteLater()
    yield
    desktop.deleteLater()
    yield


def _end_dialog(dialog: QDialog, tasks: TaskRunner) -> Iterator[None]:
    dialog.close()
    yield from _until(lambda: not tasks.busy)
    dialog.deleteLater()
    yield


def _until(ready: Callable[[], bool]) -> Iterator[None]:
    """Wait for background work, a minute at most."""
    deadline = time.monotonic() + 60
    while not ready():
        if time.monotonic() > deadline:
            raise TimeoutError("a page is not ready after a minute")
        yield


def _turns(count: int) -> Iterator[None]:
    """Let the event loop turn for some hundred milliseconds."""
    for _ in range(count):
        yield


def feed(desktop: Desktop, machine: Machine, *, stale: bool = False) -> None:
    """Show two minutes of the machine's simulated course on Monitor."""
    for sample in samples(machine, _SECONDS):
        age_s = _CLOCK_START_S + _SECONDS - sample.monotonic_s
        desktop.monitor_page.show_sample(_stale(sample) if stale and age_s < 30 else sample)


def samples(machine: Machine, seconds: int) -> Iterator[Sample]:
    """Yield one sample a second of a simulated machine, the same on every computer and day."""
    now = _Clock()
    reader = SimulatedReader(machine, seed=7, clock=now.monotonic, wall=now.wall)
    for second in range(seconds):
        now.second = second
        yield reader.read()


class _Clock:
    def __init__(self) -> None:
        self.second = 0

    def monotonic(self) -> float:
        return _CLOCK_START_S + self.second

    def wall(self) -> float:
        return _WALL_START_S + self.second


def _stale(sample: Sample) -> Sample:
    """Return the sample with its last GPU and the disks no longer answering."""
    reason = Text(QT_TRANSLATE_NOOP("core", "The driver has not answered for {seconds} s."), {"seconds": 30})
    gpus = (*sample.gpus[:-1], replace(sample.gpus[-1], stale=reason))
    return replace(sample, gpus=gpus, stale={"disk": reason})
