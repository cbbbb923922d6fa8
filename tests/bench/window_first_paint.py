"""First paint of the window against a bare PySide6 window with one label, alternately, warm. Goal: at most 1.5 times.

Run: python tests/bench/window_first_paint.py [--rounds 15] [--goal 1.5]
Both processes measure themselves the same way: from the operating system's process start time to the moment when the
first paint, children and flush included, is over. `cpu_ratio` compares processor time: it holds on
a busy machine.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

BARE = """
import json
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow

class Window(QMainWindow):
    painted = Signal()
    first = True
    def paintEvent(self, event):
        super().paintEvent(event)
        if self.first:
            self.first = False
            self.painted.emit()

def done():
    import os, time
    stat = open("/proc/self/stat").read().rsplit(")", 1)[1].split()
    age = time.clock_gettime(time.CLOCK_BOOTTIME) - int(stat[19]) / os.sysconf("SC_CLK_TCK")
    print(json.dumps({"first_paint_ms": age * 1000, "first_paint_cpu_ms": time.process_time() * 1000}), flush=True)
    app.quit()

app = QApplication([])
window = Window()
window.setCentralWidget(QLabel("bare"))
window.resize(1280, 800)
window.painted.connect(done, Qt.ConnectionType.QueuedConnection)
window.show()
app.exec()
"""


@dataclass(frozen=True, slots=True)
class FirstPaint:
    """What a process says of its own first paint: by the clock, and by the processor time it took."""

    wall_ms: float
    cpu_ms: float


def measure(argv: list[str], environment: dict[str, str]) -> FirstPaint:
    """Start a window once."""
    result = subprocess.run(argv, capture_output=True, text=True, check=True, env=environment, timeout=60)
    figures = json.loads(result.stdout.splitlines()[-1])
    return FirstPaint(figures["first_paint_ms"], figures["first_paint_cpu_ms"])


def main() -> int:
    """Measure A B A B, print one JSON line, return 1 when the goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--goal", type=float, default=1.5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        bare = [sys.executable, "-c", BARE]
        ours = [sys.executable, "-m", "deepseek_gui", "--smoke", "--profile-dir", str(Path(folder, "profile"))]
        environment = {"QT_QPA_PLATFORM": "offscreen", **os.environ, "PYTHONPYCACHEPREFIX": str(Path(folder, "pyc"))}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program has its byte code
        for argv in (bare, ours):  # warm the caches
            measure(argv, environment)
        pairs = [(measure(bare, environment), measure(ours, environment)) for _ in range(options.rounds)]
    wall = [b.wall_ms / a.wall_ms for a, b in pairs]
    ratio = statistics.median(wall)
    report = {
        "bare_ms": round(statistics.median(a.wall_ms for a, _ in pairs), 1),
        "window_ms": round(statistics.median(b.wall_ms for _, b in pairs), 1),
        "ratio": round(ratio, 2),
        "ratio_range": [round(min(wall), 2), round(max(wall), 2)],
        "cpu_ratio": round(statistics.median(b.cpu_ms / a.cpu_ms for a, b in pairs), 2),
        "load_per_core": round(os.getloadavg()[0] / (os.cpu_count() or 1), 1),
        "rounds": options.rounds,
        "goal": options.goal,
    }
    print(json.dumps(report))
    return 0 if ratio <= options.goal else 1


if __name__ == "__main__":
    sys.exit(main())
