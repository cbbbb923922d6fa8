"""How fast Match answers: `QT_QPA_PLATFORM=offscreen python -m tests.bench.match_page`.

Prints milliseconds, the goal and their ratio: ranking the whole catalogue on a machine with eight GPUs (the first time
in a process, for another context, again); from a moved context slider to the list repainted in the window; each change
of a step to its painted page. Beside the time by the clock stands the processor's, which other programs on the machine
disturb less: of all threads, and of the calling one, which in the window is the GUI's. The upgrade path has no goal: it
is weighed when its page is opened, off the GUI thread.
"""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer
from PySide6.QtWidgets import QApplication

from deepseek_gui.core.machines import machine_named
from deepseek_gui.core.matching import MatchResult, Need, match
from deepseek_gui.core.upgrades import upgrades
from deepseek_gui.services.tasks import TaskRunner
from deepseek_gui.ui.match.page import MatchPage, Step

MACHINE = "enterprise"
RANK_MS, SLIDER_MS, STEP_MS = 100.0, 50.0, 100.0
"""The goals."""

Times = tuple[float, float, float]
"""Milliseconds by the clock, of the processor, and of the processor on this thread."""


class Repaint(QObject):
    """Ends a loop when the list of plans has been painted with the newest result; costs nothing while it waits."""

    def __init__(self, page: MatchPage) -> None:
        super().__init__()
        self._loop = QEventLoop()
        self._shown = False
        page.result_changed.connect(self._on_result)
        page.verdict_step.plans.table.viewport().installEventFilter(self)

    def wait(self) -> None:
        """Turn the event loop until then."""
        self._shown = False
        self._loop.exec()

    def _on_result(self) -> None:
        self._shown = True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        """Look out for the paint; the window's other widgets are painted in the same turn."""
        if self._shown and event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, self._loop.quit)
        return super().eventFilter(watched, event)


def main() -> None:
    """Print the figures."""
    machine = machine_named(MACHINE)
    gc.freeze()  # as the program does after its first paint
    result: list[MatchResult] = []
    line("rank, first", [timed(lambda: result.append(match(machine, Need())))], RANK_MS)
    contexts = [4096, 8192, 16_384, 32_768, 65_536, 131_072]
    moved = [timed(partial(match, machine, Need(context=context + 256))) for context in contexts]
    line("rank, new context", moved, RANK_MS)
    line("rank, again", [timed(partial(match, machine, Need())) for _ in range(9)], RANK_MS)
    print(f"{len(result[0].plans)} plans")
    line("upgrade path", [timed(partial(upgrades, result[0]))])
    app = QApplication.instance() or QApplication([])
    tasks = TaskRunner()
    page = MatchPage(tasks, machine)
    page.resize(1200, 760)
    page.show()
    until(lambda: page.result is not None and not tasks.busy)
    gc.freeze()
    steps(page)
    slider(page)
    page.close()
    tasks.shut_down()
    del app


def line(name: str, times: list[Times], goal_ms: float | None = None) -> None:
    """Print the median and the worst time by the clock, the medians of the processor's, and the goal."""
    clock, processor, own = zip(*times, strict=True)
    middle = statistics.median(clock)
    words = f"{name:22}{middle:8.1f}  most {max(clock):7.1f}  processor {statistics.median(processor):7.1f}"
    words += f"  this thread {statistics.median(own):7.1f}"
    print(words if goal_ms is None else f"{words}  goal {goal_ms:g}: {middle / goal_ms:.2f} of it")


def steps(page: MatchPage) -> None:
    """Print how long a change of step takes to its painted page, the second time round."""
    for round_number in range(2):
        for step in Step:
            times = [timed(partial(_show, page, step))]
            if round_number:
                line(f"step to {step.name.lower()}", times, STEP_MS)


def _show(page: MatchPage, step: Step) -> None:
    page.show_step(step)
    page.grab()


def slider(page: MatchPage) -> None:
    """Print the time from a moved slider to the repainted list."""
    page.show_step(Step.VERDICT)
    places = (1, 2, 3, 4, 5, 6)
    repaint = Repaint(page)
    times = [timed(partial(_move, page, repaint, place)) for _ in range(6) for place in places]
    line("slider to repaint", times[len(places) :], SLIDER_MS)


def _move(page: MatchPage, repaint: Repaint, place: int) -> None:
    page.need_step.context_slider.setValue(place)
    repaint.wait()


def timed(work: Callable[[], object]) -> Times:
    """Return how long work takes."""
    start, used, own = time.perf_counter(), time.process_time(), time.thread_time()
    work()
    taken = time.perf_counter() - start
    return taken * 1e3, (time.process_time() - used) * 1e3, (time.thread_time() - own) * 1e3


def until(ready: Callable[[], bool]) -> None:
    """Turn the event loop until something holds."""
    loop = QEventLoop()
    timer = QTimer()
    timer.setInterval(1)
    timer.timeout.connect(lambda: loop.quit() if ready() else None)
    timer.start()
    if not ready():
        loop.exec()


if __name__ == "__main__":
    main()
