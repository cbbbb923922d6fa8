"""How much of the engine's own speed arrives: `python tests/bench/engine_stream.py [FILE.gguf]`.

Without a file the 1.5B-shaped Q4_0 file is made in the program's cache. In one run, alternating:
`session`: tokens per second as `EngineSession` hears them; `window`: as a slot on the GUI thread hears them;
`engine`: the engine's own timings of the same answer; `alone`: the engine's timings of an answer not streamed.
Prints one JSON document; `window_ratio` is the figure that must be 0.97 or more.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import time
from dataclasses import replace
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import httpx
from PySide6.QtCore import QCoreApplication, QObject, QTimer, Slot

from deepseek_gui.core.session import ChatMessage
from deepseek_gui.domain.events import Done, EngineEvent, Failed, Ready, Token
from deepseek_gui.domain.machine import Machine
from deepseek_gui.domain.plan import Plan, RunSettings
from deepseek_gui.services.engine import EngineService
from deepseek_gui.settings.paths import default_paths

ASK = [ChatMessage("user", "Tell me a long story about a lighthouse.")]


class Bench(QObject):
    """Asks again and again and keeps the figures."""

    def __init__(self, plan: Plan, tokens: int, repeat: int) -> None:
        super().__init__()
        self.rows: list[dict[str, float]] = []
        self._plan, self._tokens, self._left = plan, tokens, repeat + 1
        self._seen: list[tuple[float, int]] = []
        self.service = EngineService(default_paths())
        self.service.event_received.connect(self._on_event)
        QTimer.singleShot(0, self._on_start)

    @Slot()
    def _on_start(self) -> None:
        self.service.load(self._plan, Machine("here"))

    @Slot(object)
    def _on_event(self, event: EngineEvent) -> None:
        match event:
            case Ready():
                self._ask()
            case Token(count=count):
                self._seen.append((time.perf_counter(), count))
            case Done():
                self._keep(event)
            case Failed():
                sys.exit(f"{event.message} {event.details}")

    def _ask(self) -> None:
        self._seen.clear()
        self.service.send(ASK, self._tokens)

    def _keep(self, done: Done) -> None:
        self._left -= 1
        if len(self._seen) < 2:
            sys.exit("the answer came in one piece: ask for more --tokens")
        (first_s, first), *_, (last_s, _) = self._seen
        rest = sum(count for _, count in self._seen) - first
        row = {
            "tokens": done.tokens,
            "window": rest / (last_s - first_s),
            "session": done.decode_tps or 0.0,
            "engine": done.engine_decode_tps or 0.0,
            "alone": self._alone(done.tokens),
        }
        self.rows.append(row)
        if self._left > 0:
            self._ask()
        else:
            QCoreApplication.quit()

    def _alone(self, tokens: int) -> float:
        """Return the engine's speed when nobody listens to each token."""
        stream = self.service._session._run._stream  # type: ignore[union-attr]
        body = {"messages": [{"role": "user", "content": ASK[0].content}], "max_tokens": tokens, "stream": False}
        client: httpx.Client = stream._client  # type: ignore[union-attr]
        timings = client.post("/v1/chat/completions", json=body).json()["timings"]
        return float((timings["predicted_n"] - 1) / timings["predicted_ms"] * 1000)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", nargs="?", type=Path)
    parser.add_argument("--tokens", type=int, default=128)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--threads", type=int)
    args = parser.parse_args()
    plan = Plan("r1-distill-qwen-1.5b", "Q4_0", settings=RunSettings(threads=args.threads), synthetic=True)
    if args.file:
        plan = replace(plan, model=args.file.name, quantisation=None, file=args.file)
    app = QCoreApplication([])
    bench = Bench(plan, args.tokens, args.repeat)
    app.exec()
    bench.service.close()
    rows = bench.rows[1:]  # the first one warms up
    ratios = {
        f"{way}_ratio": statistics.median(row[way] / row["engine"] for row in rows) for way in ("session", "window")
    }
    print(json.dumps({"model": plan.model, "rows": rows, **ratios}, indent=1))


if __name__ == "__main__":
    main()
