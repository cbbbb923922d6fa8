"""Asks the exported demo model questions whose wording it never saw: `cd packaging && python -m demo_model.evaluate`.

The answers come from the real engine and are checked for the figures that they must name.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from demo_model import generator
from demo_model.engine import Engine, answer_text, running

MODEL = Path(__file__).parents[2] / "resources" / "models" / "demo.gguf"
SEED = 424242
FIGURES = (
    "gpu_runs", "vram_runs", "ram_runs", "pair_runs", "model_needs", "model_needs_mix", "can_run", "speed",
    "gpu_memory", "model_file", "model_facts", "model_command", "tier",
)  # fmt: skip
"""Kinds whose answer names a tier, a model or an amount of memory."""
WORDS = ("concept", "faq", "off_topic")


@dataclass(frozen=True, slots=True)
class Outcome:
    """One question, what the model said and whether it is right."""

    made: generator.Exchange
    said: str

    @property
    def right(self) -> bool:
        """Everything that is checked was said."""
        return all(check in self.said for check in self.made.checks)


def main() -> None:
    """Evaluate as the arguments say and print one JSON document."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, default=MODEL)
    parser.add_argument("--questions", type=int, default=100)
    parser.add_argument("--samples", type=int, default=0, help="print so many answers, unedited, in both languages")
    arguments = parser.parse_args()
    started = time.monotonic()
    with running(arguments.model) as engine:
        load_s = time.monotonic() - started
        first_s = first_token_s(engine)
        figures = asked(engine, generator.held_out(SEED, arguments.questions, FIGURES))
        words = asked(engine, generator.held_out(SEED + 1, 60, WORDS))
        speeds = [speed(engine, question) for question in ("What is the KV cache?", "什么是KV缓存?") * 3]
        samples = asked(engine, generator.held_out(SEED + 2, arguments.samples))
    report = {
        "figures": summary(figures),
        "words": summary(words),
        "start_process_and_load_s": round(load_s, 2),
        "first_token_after_load_s": round(first_s, 3),
        "decode_tps": sorted(round(value) for value in speeds),
        "wrong": [(one.made.kind, one.made.question, one.made.checks, one.said) for one in figures if not one.right],
        "samples": [(one.made.question, one.said) for one in samples],
    }
    print(json.dumps(report, ensure_ascii=False, indent=1))


def asked(engine: Engine, questions: list[generator.Exchange]) -> list[Outcome]:
    """Return what the model says, likeliest token each time."""
    return [Outcome(made, answer_text(engine.chat(made.question, temperature=0))) for made in questions]


def summary(outcomes: list[Outcome]) -> dict[str, Any]:
    """Return how many are right, in all, by language and by kind."""
    total: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for one in outcomes:
        for key in ("all", one.made.language, one.made.kind):
            total[key] += 1
            right[key] += one.right
    return {key: f"{right[key]}/{total[key]}" for key in total}


def first_token_s(engine: Engine) -> float:
    """Return the seconds until one token of the very first answer."""
    started = time.monotonic()
    engine.chat("hi", max_tokens=1)
    return time.monotonic() - started


def speed(engine: Engine, question: str) -> float:
    """Return tokens per second of an answer, by the engine's own clock."""
    timings = engine.chat(question, temperature=0)["timings"]
    return float(timings["predicted_per_second"])


if __name__ == "__main__":
    main()
