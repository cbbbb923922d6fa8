"""How much of the engine's speed arrives in the window, and how long a frame takes at 1,000 tokens a second.

    python tests/bench/run_page_stream.py [--answers 3] [--tokens 128] [--cache DIR] [--scripted-s 20]

Prints one JSON document. `ratio` is tokens per second by the clock of the window (from the first to the last token that
it was told of) over the engine's own timings of the same answers; `ratio_alone` compares with the same engine in
alternating answers that go to no window, so it holds what drawing takes from the processor too.
`longest_gap_ms` is by the wall clock and grows on a busy machine; `longest_work_ms` is what the window's own thread
computed between two turns of its loop.
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
SCRIPTED_RATE = 1000
BEAT_MS = 2
"""Between two looks at the clock: a gap reads this much too long."""


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


class Script(QObject):
    """Sends tokens at a steady pace and looks for the longest gap between two turns of the event loop."""

    def __init__(self, page: RunPage, seconds: float) -> None:
        super().__init__()
        self._page = page
        self._end_s = seconds
        self._sent = 0
        self._start_s = time.perf_counter()
        self._last_s = self._start_s
        self._worked_s = time.thread_time()
        self.gaps: list[float] = []
        self.work: list[float] = []
        self.finished = False
        self.measured = False
        self._feed = QTimer(self, interval=16)
        self._feed.timeout.connect(self.feed)
        self._pulse = QTimer(self, interval=BEAT_MS)
        self._pulse.timeout.connect(self.beat)

    def start(self) -> None:
        """Begin: a prompt that nobody but this script answers."""
        self._page.chat.begin(PROMPT, "script")
        self._page.charts.begin_prompt(self._page.meter)
        self._start_s = self._last_s = time.perf_counter()
        self._worked_s = time.thread_time()
        self._feed.start()
        self._pulse.start()

    @Slot()
    def feed(self) -> None:
        """Send what is due, as the service joins it."""
        elapsed = time.perf_counter() - self._start_s
        due = int(elapsed * SCRIPTED_RATE) - self._sent
        if due > 0:
            words = "".join(WORDS[(self._sent + k) % len(WORDS)] for k in range(due))
            self._sent += due
            self._page.engine_service.event_received.emit(Token(words, elapsed, due))
        if elapsed >= self._end_s and not self.finished:
            self._feed.stop()
            self.finished = True
            self._page.engine_service.event_received.emit(Done(10, self._sent, 0.0, self._sent / elapsed, None, None))

    @Slot()
    def beat(self) -> None:
        """Note how long the loop was busy since the last beat; the end of the answer counts too."""
        now = time.perf_counter()
        self.gaps.append(now - self._last_s)
        self._last_s = now
        worked = time.thread_time()
        self.work.append(worked - self._worked_s)
        self._worked_s = worked
        if self.finished:
            self._pulse.stop()
            self.measured = True


WORDS = ("The ", "model ", "reads ", "4.4 ", "GiB ", "a ", "token, ", "**so** ", "bandwidth ", "decides.\n", "`KV` ")


def scripted_bench(page: RunPage, seconds: float) -> dict[str, object]:
    """Return the frame gaps of a stream of 1,000 tokens a second with all charts on."""
    script = Script(page, seconds)
    cpu = time.process_time()
    script.start()
    wait(lambda: script.measured)
    gaps = sorted(script.gaps)
    return {
        "seconds": seconds,
        "tokens": round(seconds * SCRIPTED_RATE),
        "characters": len(page.chat.view.toPlainText()),
        "longest_gap_ms": round(gaps[-1] * 1000, 1),
        "longest_work_ms": round(max(script.work) * 1000, 1),
        "gaps_over_33_ms": sum(gap > 0.033 for gap in gaps),
        "p999_gap_ms": round(gaps[int(len(gaps) * 0.999)] * 1000, 1),
        "cpu_percent": round(100 * (time.process_time() - cpu) / seconds),
    }


def main() -> int:
    """Run both and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--answers", type=int, default=3)
    parser.add_argument("--tokens", type=int, default=128)
    parser.add_argument("--scripted-s", type=float, default=20.0)
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
    figures: dict[str, object] = {"scripted": scripted_bench(page, options.scripted_s)}
    page.chat.clear()
    if options.answers:
        figures["engine"] = engine_bench(page, options.answers, options.tokens)
    desktop.window.close()
    print(json.dumps(figures, indent=2))
    app.quit()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
