"""How much longer a click on Start takes than starting the same engine by hand.

    python tests/bench/run_start.py [--repeat 5] [--file FILE.gguf]

In turns: `window`: from the click to the button that says Unload, in the real window; `hand`: the engine's own child
with the same command line and environment, from its start to its ready line. Without a file the bundled demo model is
taken: the smaller the model, the more of the time is ours. Prints one JSON document; the goal is +150 ms or less.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from deepseek_gui.app.desktop import Desktop
from deepseek_gui.core.model_store import demo_file
from deepseek_gui.domain.plan import LaunchSpec, Plan
from deepseek_gui.engines import protocol
from deepseek_gui.engines.embedded import EmbeddedEngine
from deepseek_gui.engines.launch import child_environment, clean_environment
from deepseek_gui.settings.paths import profile_paths
from deepseek_gui.ui.run import RunPage
from deepseek_gui.ui.run.model_bar import Start
from deepseek_gui.ui.widgets.chart_library import chart_library
from tests.bench.run_page_stream import wait

GOAL_MS = 150


class Window:
    """The program on its Run page."""

    def __init__(self, desktop: Desktop, file: Path) -> None:
        desktop.window.show()
        desktop.window.show_page("run")
        page = desktop.window.page("run")
        if not isinstance(page, RunPage):
            raise TypeError(page)
        self.page = page
        wait(lambda: page.bar.combo.count() > 0 and chart_library().ready)
        page.open_file(file)
        wait(lambda: page.bar.start_button.isEnabled() and page.bar.summary_text() != "")
        self._settle()

    def start(self) -> float:
        """Return the seconds from the click until the window says that the engine is ready."""
        loop, timer = QEventLoop(), QTimer()
        timer.timeout.connect(lambda: loop.quit() if self.page.bar.action is Start.UNLOAD else None)
        timer.start(1)
        began = time.perf_counter()
        self.page.bar.start_button.click()
        loop.exec()
        return time.perf_counter() - began

    def stop(self) -> None:
        """End the engine."""
        self.page.bar.start_button.click()
        wait(lambda: self.page.bar.action is Start.START)
        self._settle()

    @staticmethod
    def _settle() -> None:
        loop = QEventLoop()
        QTimer.singleShot(500, loop.quit)
        loop.exec()


def by_hand(spec: LaunchSpec) -> float:
    """Return the seconds from the start of the engine's own process to its ready line."""
    began = time.perf_counter()
    with subprocess.Popen(
        spec.argv,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=clean_environment(spec) | child_environment(),
    ) as process:
        if process.stdout is None:
            raise SystemExit("no output")
        for line in process.stdout:
            fields = protocol.parse(line.decode("utf-8", "replace"))
            if fields and fields["event"] == "ready":
                taken = time.perf_counter() - began
                process.kill()
                return taken
    raise SystemExit("the engine did not come up")


def main() -> int:
    """Measure and print; 1 when the goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--file", type=Path, default=demo_file())
    options = parser.parse_args()
    if options.file is None:
        parser.error("this build has no demo model: name a file")
    app = QApplication([])
    with tempfile.TemporaryDirectory() as profile:
        desktop = Desktop(profile_paths(Path(profile)))
        window = Window(desktop, options.file)
        plan = Plan(options.file.name, None, file=options.file)
        spec = EmbeddedEngine().launch(plan, plan.settings, options.file, 0, "a-key")
        clicked, hand = [], []
        for number in range(options.repeat + 1):
            taken = window.start()
            window.stop()
            other = by_hand(spec)
            if number:  # the first one reads the files in
                clicked.append(taken)
                hand.append(other)
        desktop.window.close()
    app.quit()
    added_ms = 1000 * statistics.median(one - other for one, other in zip(clicked, hand, strict=True))
    figures = {
        "window_ms": round(1000 * statistics.median(clicked)),
        "hand_ms": round(1000 * statistics.median(hand)),
        "added_ms": round(added_ms),
        "all_added_ms": [round(1000 * (one - other)) for one, other in zip(clicked, hand, strict=True)],
        "ratio": round(statistics.median(clicked) / statistics.median(hand), 3),
        "goal_ms": GOAL_MS,
        "met": added_ms <= GOAL_MS,
    }
    print(json.dumps(figures, indent=1))
    return 0 if figures["met"] else 1


if __name__ == "__main__":
    raise SystemExit(main())
