"""What a stream of scripted tokens loses on its way into the window, and how long a frame takes meanwhile.

    python tests/bench/run_window_stream.py [--seconds 20] [--minutes 10] [--history 100000]

A server in a process of its own sends tokens at a steady pace; the real window speaks to it as to any server that
somebody else runs (HTTP, session thread, service, page), with all charts on. Prints one JSON document with
`rates`: tokens per second from the first to the last token that the window has drawn, over the server's own timings of
the same answers, at 30 and at 1,000 tokens a second, in turns; and
`long`: 1,000 tokens a second for `--minutes` into a conversation that holds `--history` tokens already. A frame is one
turn of the window's event loop: the time between waking up and waiting again. `frame` counts by the wall clock less
the time in which the kernel gave the core to somebody else (Linux's schedstat), so that a busy machine does not decide;
`wall` is the whole, `queued` that time, `work` what the thread itself computed in the same turns, and `lock` the rest:
waiting for the interpreter, which another thread holds, or for a file.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["QT_NO_GLIB"] = "1"  # Qt's own loop tells when it wakes up and when it waits
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import psutil
from PySide6.QtCore import QAbstractEventDispatcher, QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import QApplication

from deepseek_gui.app.desktop import Desktop
from deepseek_gui.core.attaching import Server
from deepseek_gui.domain.events import Done, Failed, Ready, Token
from deepseek_gui.settings.paths import profile_paths
from deepseek_gui.ui.run import RunPage
from deepseek_gui.ui.widgets.chart_library import chart_library
from tests.bench.run_page_stream import wait
from tests.bench.scripted_stream import MODEL, words

GOALS = {30: 0.99, 1000: 0.98}
LONGEST_FRAME_MS = 33
HISTORY_TURN_TOKENS = 2000
LONG_ANSWER_TOKENS = 60_000
"""Of the answers of the long run: the conversation gets one after the other, a minute each."""


class Listener(QObject):
    """Notes what the service tells and when the view has drawn it."""

    def __init__(self, page: RunPage) -> None:
        super().__init__()
        self.done: Done | None = None
        self.ready = False
        self._told = 0
        self._drawn: list[tuple[float, int]] = []
        self._view = page.chat.view
        page.engine_service.event_received.connect(self.take)
        self._view.document().contentsChanged.connect(self.look)

    def reset(self) -> None:
        """Begin another answer."""
        self.done, self._told = None, 0
        self._drawn.clear()

    @Slot(object)
    def take(self, event: object) -> None:
        """Note an event, before the page draws it."""
        if isinstance(event, Token):
            self._told += event.count
        elif isinstance(event, Done):
            self.done = event
        elif isinstance(event, Ready):
            self.ready = True
        elif isinstance(event, Failed):
            raise SystemExit(f"{event.message} {event.hint}\n{event.details}")

    @Slot()
    def look(self) -> None:
        """Note that the view wrote what it was told of."""
        if self._told and (not self._drawn or self._drawn[-1][1] != self._told):
            self._drawn.append((time.perf_counter(), self._told))

    @property
    def rate(self) -> float:
        """Tokens per second from the first to the last that were drawn."""
        (first_s, first), (last_s, last) = self._drawn[0], self._drawn[-1]
        return (last - first) / (last_s - first_s)


class Frames(QObject):
    """Clocks every turn of this thread's event loop."""

    def __init__(self) -> None:
        super().__init__()
        self.frames: list[float] = []
        self.wall: list[float] = []
        self.work: list[float] = []
        self.queued: list[float] = []
        self.lock: list[float] = []
        self._began = (0.0, 0.0, 0.0)
        self._schedstat = Path(f"/proc/self/task/{threading.get_native_id()}/schedstat")
        dispatcher = QAbstractEventDispatcher.instance()
        dispatcher.awake.connect(self._on_awake, Qt.ConnectionType.DirectConnection)
        dispatcher.aboutToBlock.connect(self._on_about_to_block, Qt.ConnectionType.DirectConnection)
        self._dispatcher = dispatcher

    @Slot()
    def _on_awake(self) -> None:
        self._end()
        self._began = (time.perf_counter(), time.thread_time(), self._queued_s())

    @Slot()
    def _on_about_to_block(self) -> None:
        self._end()
        self._began = (0.0, 0.0, 0.0)

    def _end(self) -> None:
        began, worked, queued = self._began
        if began:
            taken, work = time.perf_counter() - began, time.thread_time() - worked
            waited = self._queued_s() - queued
            self.wall.append(taken)
            self.queued.append(waited)
            self.frames.append(taken - waited)
            self.work.append(work)
            self.lock.append(max(0.0, taken - waited - work))

    def _queued_s(self) -> float:
        """Return the seconds for which this thread could have run but had no core."""
        try:
            return int(self._schedstat.read_bytes().split()[1]) / 1e9
        except (OSError, IndexError):
            return 0.0

    def close(self) -> None:
        """Stop."""
        self._dispatcher.awake.disconnect(self._on_awake)
        self._dispatcher.aboutToBlock.disconnect(self._on_about_to_block)


def summary(seconds: list[float]) -> dict[str, object]:
    """Return what the times tell, in milliseconds."""
    ordered = sorted(seconds)
    return {
        "turns": len(ordered),
        "median_ms": round(1000 * statistics.median(ordered), 2),
        "p99_ms": round(1000 * ordered[int(len(ordered) * 0.99)], 1),
        "worst_ms": round(1000 * ordered[-1], 1),
        "worst_ten_ms": [round(1000 * value, 1) for value in ordered[:-11:-1]],
        "over_33_ms": sum(1000 * value > LONGEST_FRAME_MS for value in ordered),
    }


class Rig:
    """The window with the scripted server attached."""

    def __init__(self, profile: Path) -> None:
        self._server = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("scripted_stream.py"))], stdout=subprocess.PIPE, text=True
        )
        assert self._server.stdout is not None
        address = self._server.stdout.readline().strip()
        self.desktop = Desktop(profile_paths(profile))
        self.desktop.window.resize(1280, 800)
        self.desktop.window.show()
        self.desktop.window.show_page("run")
        page = self.desktop.window.page("run")
        if not isinstance(page, RunPage):
            raise TypeError(page)
        self.page = page
        self.listener = Listener(page)
        wait(lambda: page.bar.combo.count() > 0 and chart_library().ready)
        page.engine_service.attach(Server(address, "", MODEL))
        wait(lambda: self.listener.ready)

    def answer(self, rate: int, tokens: int) -> tuple[float, float]:
        """Return tokens per second as drawn and by the server's own timings."""
        self.listener.reset()
        self.page.chat.prompt_box.setPlainText(f"{rate} {tokens}")
        self.page.chat.send_button.click()
        wait(lambda: self.listener.done is not None and not self.page.chat.answering)
        done = self.listener.done
        if done is None or not done.engine_decode_tps:
            raise SystemExit("the server told no timings")
        return self.listener.rate, done.engine_decode_tps

    def fill(self, tokens: int) -> None:
        """Put a conversation of so many tokens into the page."""
        chat = self.page.chat
        for number in range(tokens // HISTORY_TURN_TOKENS):
            chat.begin(f"Question {number}", "script")
            chat.add_token(Token(words(number, HISTORY_TURN_TOKENS), 1.0, HISTORY_TURN_TOKENS))
            chat.end_answer(Done(10, HISTORY_TURN_TOKENS, 0.1, 1000.0, None, None))
            QApplication.processEvents()

    def close(self) -> None:
        """End window and server."""
        self.desktop.window.close()
        self._server.kill()
        self._server.wait()


def rates(rig: Rig, seconds: float, repeat: int) -> dict[str, object]:
    """Return the ratios at both paces, taken in turns."""
    found: dict[int, list[tuple[float, float]]] = {rate: [] for rate in GOALS}
    for _ in range(repeat):
        for rate, pairs in found.items():
            rig.page.chat.clear()
            pairs.append(rig.answer(rate, round(rate * seconds)))
    return {str(rate): _rate_row(pairs, GOALS[rate]) for rate, pairs in found.items()}


def _rate_row(pairs: list[tuple[float, float]], goal: float) -> dict[str, object]:
    ratio = statistics.median(drawn / sent for drawn, sent in pairs)
    return {
        "window_tps": round(statistics.median(drawn for drawn, _ in pairs), 2),
        "stream_tps": round(statistics.median(sent for _, sent in pairs), 2),
        "ratio": round(ratio, 4),
        "goal": goal,
        "met": ratio >= goal,
    }


def long_run(rig: Rig, minutes: float, history: int) -> dict[str, object]:
    """Return frame times and memory of a long stream into a long conversation."""
    rig.page.chat.clear()
    rig.fill(history)
    process = psutil.Process()
    rss = [process.memory_info().rss]
    meter = QTimer(interval=60_000)
    meter.timeout.connect(lambda: rss.append(process.memory_info().rss))
    frames = Frames()
    cpu = time.process_time()
    meter.start()
    left, pairs = round(minutes * 60_000), []
    while left > 0:
        pairs.append(rig.answer(1000, min(left, LONG_ANSWER_TOKENS)))
        left -= LONG_ANSWER_TOKENS
    frames.close()
    meter.stop()
    rss.append(process.memory_info().rss)
    frame = summary(frames.frames)
    return {
        "minutes": minutes,
        "history_tokens": history,
        "goal_ms": LONGEST_FRAME_MS,
        "met": frame["over_33_ms"] == 0,
        "frame": frame,
        "wall": summary(frames.wall),
        "work": summary(frames.work),
        "queued": summary(frames.queued),
        "lock": summary(frames.lock),
        "ratio": round(statistics.median(drawn / sent for drawn, sent in pairs), 4),
        "rss_mib": [round(value / 2**20, 1) for value in rss],
        "document_characters": rig.page.chat.view.document().characterCount(),
        "transcript_characters": sum(len(turn.text) for turn in rig.page.chat.transcript.turns),
        "cpu_percent": round(100 * (time.process_time() - cpu) / (60 * minutes)),
    }


def main() -> int:
    """Run both and print the figures; 1 when a goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=20.0, help="length of each answer of the rates; 0 leaves out")
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--minutes", type=float, default=10.0, help="length of the long run; 0 leaves it out")
    parser.add_argument("--history", type=int, default=100_000)
    options = parser.parse_args()
    app = QApplication([])
    figures: dict[str, dict[str, object]] = {}
    with tempfile.TemporaryDirectory() as profile:
        rig = Rig(Path(profile))
        gc.freeze()  # as the program does after its first paint
        if options.seconds:
            figures["rates"] = rates(rig, options.seconds, options.repeat)
        if options.minutes:
            figures["long"] = long_run(rig, options.minutes, options.history)
        rig.close()
    app.quit()
    print(json.dumps(figures, indent=1))
    rows = [*figures.get("rates", {}).values(), *([figures["long"]] if "long" in figures else [])]
    missed = [row for row in rows if isinstance(row, dict) and not row["met"]]
    print("goals missed: " + (str(len(missed)) if missed else "none"), file=sys.stderr)
    return 1 if missed else 0


if __name__ == "__main__":
    raise SystemExit(main())
