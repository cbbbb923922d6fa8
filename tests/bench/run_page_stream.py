"""How much of the engine's own speed arrives in the window.

    python tests/bench/run_page_stream.py [--answers 3] [--tokens 128] [--cache DIR]

Prints one JSON document. `ratio` is tokens per second by the clock of the window (from the first to the last token that
it was told of) over the engine's own timings of the same answers; `ratio_alone` compares with the same engine in
alternating answers that go to no window, so it holds what drawing takes from the processor too. A scripted stream at
any pace, and its frames: run_window_stream.py.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtCore import QEventLoop, QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication

from deepseek_gui.app.desktop import Desktop
from deepseek_gui.core.session import ChatMessage
from deepseek_gui.domain.events import Done, Failed, Token
from deepseek_gui.domain.plan import Plan
from deepseek_gui.settings.paths import profile_paths
from deepseek_gui.ui.run import RunPage
from deepseek_gui.ui.run.model_bar import Start
from deepseek_gui.ui.widgets.chart_library import chart_library

MODEL, QUANTISATION = "r1-distill-qwen-1.5b", "Q4_0"
PROMPT = "Write down whatever comes to your mind."


class Listener(QObject):
    """Notes when the window was told of tokens."""

    def __init__(self) -> None:
        super().__init__()
        self.times: list[float] = []
        self.tokens = 0
        self.done: Done | None = None

    def reset(self) -> None:
        """Begin another answer."""
        self.times.clear()
        self.tokens = 0
        self.done = None

    @Slot(object)
    def take(self, event: object) -> None:
        """Note an event."""
        if isinstance(event, Token):
            self.times.append(time.perf_counter())
            self.tokens += event.count if len(self.times) > 1 else 0
        elif isinstance(event, Done):
            self.done = event
        elif isinstance(event, Failed):
            raise SystemExit(f"{event.message} {event.hint}\n{event.details}")

    @property
    def rate(self) -> float:
        """Tokens per second from the first to the last."""
        return self.tokens / (self.times[-1] - self.times[0])


def wait(condition: Callable[[], bool], timeout_s: float = 600) -> None:
    """Run the event loop until a condition holds."""
    loop, timer = QEventLoop(), QTimer()
    deadline = time.monotonic() + timeout_s

    def look() -> None:
        if condition() or time.monotonic() > deadline:
            loop.quit()

    timer.timeout.connect(look)
    timer.start(20)
    loop.exec()
    if not condition():
        raise SystemExit("it took too long")


def engine_bench(page: RunPage, answers: int, tokens: int) -> dict[str, object]:
    """Return the speeds of answers through the window and of answers that no window shows, taken in turns."""
    listener, service = Listener(), page.engine_service
    service.event_received.connect(listener.take)
    page.set_plan(Plan(MODEL, QUANTISATION, synthetic=True))
    wait(lambda: page.bar.start_button.isEnabled() and page.bar.action is Start.START)
    page.bar.start_button.click()
    wait(lambda: page.bar.action is Start.UNLOAD)
    seen, own, alone = [], [], []
    for number in range(answers + 1):
        listener.reset()
        page.chat.prompt_box.setPlainText(PROMPT)
        page.chat.send_button.click()
        wait(lambda: listener.tokens >= tokens)
        page.chat.send_button.click()
        wait(lambda: listener.done is not None and not page.chat.answering)
        through = (listener.rate, listener.done.engine_decode_tps if listener.done else None)
        listener.reset()
        page.hide()
        service.send([ChatMessage("user", PROMPT)], tokens)
        wait(lambda: listener.done is not None)
        page.show()
        if number and through[1] and listener.done and listener.done.engine_decode_tps:  # the first one warms up
            seen.append(through[0])
            own.append(through[1])
            alone.append(listener.done.engine_decode_tps)
    page.bar.start_button.click()
    wait(lambda: page.bar.action is Start.START)
    window, engine = statistics.median(seen), statistics.median(own)
    return {
        "window_tps": round(window, 2),
        "engine_tps": round(engine, 2),
        "engine_alone_tps": round(statistics.median(alone), 2),
        "ratio": round(statistics.median(w / e for w, e in zip(seen, own, strict=True)), 4),
        "ratio_alone": round(statistics.median(w / a for w, a in zip(seen, alone, strict=True)), 4),
    }


def main() -> int:
    """Run both and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--answers", type=int, default=3)
    parser.add_argument("--tokens", type=int, default=128)
    parser.add_argument("--cache", type=Path, default=Path(tempfile.gettempdir()) / "deepseek-gui-bench")
    options = parser.parse_args()
    app = QApplication([])
    desktop = Desktop(profile_paths(options.cache))
    desktop.window.show()
    desktop.window.show_page("run")
    page = desktop.window.page("run")
    if not isinstance(page, RunPage):
        raise TypeError(page)
    wait(lambda: page.bar.combo.count() > 0 and chart_library().ready)
    figures = engine_bench(page, options.answers, options.tokens)
    desktop.window.close()
    print(json.dumps(figures, indent=2))
    app.quit()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
