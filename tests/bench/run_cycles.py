"""Whether starting and stopping the engine leaks: `python tests/bench/run_cycles.py [--cycles 100]`.

In the real window: click on Start, a short answer, click on Unload, so many times. Counts processes, listening ports,
open files, threads, temporary files and memory after the first ten, which load what is loaded once, and after the last.
Prints one JSON document; the goal is no growth. Memory is told as a slope, since an allocator keeps some of its pages:
less than 0.05 MiB a cycle counts as none.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import numpy as np
from PySide6.QtWidgets import QApplication

from deepseek_gui.app.desktop import Desktop
from deepseek_gui.core.model_store import demo_file
from deepseek_gui.settings.paths import profile_paths
from deepseek_gui.ui.run import RunPage
from deepseek_gui.ui.run.model_bar import Start
from deepseek_gui.ui.widgets.chart_library import chart_library
from tests.bench.run_page_stream import wait
from tests.resources_held import Held, held

WARM_UP = 10
STEEPEST_MIB = 0.05


def cycle(page: RunPage) -> None:
    """Start, ask, stop."""
    page.bar.start_button.click()
    wait(lambda: page.bar.action is Start.UNLOAD)
    page.chat.prompt_box.setPlainText("hello")
    page.chat.send_button.click()
    wait(lambda: not page.chat.answering)
    page.chat.clear()
    page.bar.start_button.click()
    wait(lambda: page.bar.action is Start.START)


def grown(before: Held, after: Held) -> dict[str, object]:
    """Return what there is more of."""
    return {
        "processes": after.processes - before.processes,
        "ports": after.ports - before.ports,
        "descriptors": after.descriptors - before.descriptors,
        "threads": len(after.threads) - len(before.threads),
        "native_threads": after.native_threads - before.native_threads,
        "files": sorted(after.files - before.files),
    }


def main() -> int:
    """Run and print; 1 when something grew."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cycles", type=int, default=100)
    options = parser.parse_args()
    app = QApplication([])
    with tempfile.TemporaryDirectory() as profile:
        temporary = Path(profile) / "tmp"
        temporary.mkdir()
        tempfile.tempdir = str(temporary)  # other programs' files are none of ours
        os.environ["TMPDIR"] = str(temporary)
        desktop = Desktop(profile_paths(Path(profile)))
        desktop.window.show()
        desktop.window.show_page("run")
        page = desktop.window.page("run")
        file = demo_file()
        if not isinstance(page, RunPage) or file is None:
            raise TypeError(page)
        wait(lambda: page.bar.combo.count() > 0 and chart_library().ready)
        page.open_file(file)
        wait(page.bar.start_button.isEnabled)
        counts: list[Held] = []
        for _ in range(options.cycles + WARM_UP):
            cycle(page)
            gc.collect()
            counts.append(held())
        desktop.window.close()
        tempfile.tempdir = None
    app.quit()
    counts = counts[WARM_UP - 1 :]
    rss = np.array([count.rss_bytes for count in counts]) / 2**20
    slope = float(np.polyfit(np.arange(len(rss)), rss, 1)[0])
    more = grown(counts[0], counts[-1])
    met = slope < STEEPEST_MIB and not any(more.values())
    figures = {
        "cycles": options.cycles,
        "grown": more,
        "rss_mib": [round(float(value), 1) for value in rss[:: max(1, len(rss) // 10)]],
        "rss_mib_a_cycle": round(slope, 4),
        "goal": f"nothing, memory below {STEEPEST_MIB} MiB a cycle",
        "met": met,
    }
    print(json.dumps(figures, indent=1))
    return 0 if met else 1


if __name__ == "__main__":
    raise SystemExit(main())
