"""How fast Match answers: `QT_QPA_PLATFORM=offscreen python tests/bench/match_page.py`.

Prints, in milliseconds: ranking the whole catalogue on a machine with eight GPUs (first and again); from a moved
context slider to the repainted list; each change of a step to its painted page; the upgrade path.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from deepseek_gui.core.machines import machine_named
from deepseek_gui.core.matching import Need, match
from deepseek_gui.core.upgrades import upgrades
from deepseek_gui.services.tasks import TaskRunner
from deepseek_gui.ui.match.page import MatchPage, Step

MACHINE = "enterprise"


def main() -> None:
    """Print the figures."""
    machine = machine_named(MACHINE)
    print(f"rank, first        {timed(lambda: match(machine, Need())):7.1f}")
    contexts = [4096, 8192, 16_384, 32_768, 65_536, 131_072]
    first = [timed(partial(match, machine, Need(context=context + 256))) for context in contexts]
    print(f"rank, new context  {statistics.median(first):7.1f}  most {max(first):.1f}")
    again = [timed(lambda: match(machine, Need())) for _ in range(9)]
    print(f"rank, again        {statistics.median(again):7.1f}  most {max(again):.1f}")
    print(f"upgrade path       {timed(lambda: upgrades(match(machine, Need()))):7.1f}")
    app = QApplication.instance() or QApplication([])
    tasks = TaskRunner()
    page = MatchPage(tasks, machine)
    page.resize(1200, 760)
    page.show()
    until(lambda: page.result is not None and not tasks.busy)
    steps(page)
    slider(page)
    page.close()
    tasks.shut_down()
    del app


def steps(page: MatchPage) -> None:
    """Print how long a change of step takes to its painted page, the second time round."""
    for _ in range(2):
        took = {}
        for step in Step:
            start = time.perf_counter()
            page.show_step(step)
            page.grab()
            took[step] = (time.perf_counter() - start) * 1e3
    print("step changes       " + "  ".join(f"{step.name.lower()} {ms:.1f}" for step, ms in took.items()))


def slider(page: MatchPage) -> None:
    """Print the time from a moved slider to the repainted list."""
    page.show_step(Step.VERDICT)
    box = page.need_step.context_slider
    took = []
    for place in (1, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5, 6):
        before = page.result
        start = time.perf_counter()
        box.setValue(place)
        until(partial(_is_new, page, before))
        page.grab()
        took.append((time.perf_counter() - start) * 1e3)
    print(f"slider to repaint  {statistics.median(took):7.1f}  most {max(took):.1f}")


def _is_new(page: MatchPage, before: object) -> bool:
    return page.result is not before


def timed(work: Callable[[], object]) -> float:
    """Return how many milliseconds work takes."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1e3


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
