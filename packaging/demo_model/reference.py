"""Writes how the training side tokenises 200 strings: `cd packaging && python -m demo_model.reference DIR FILE`.

Needs `tokenizers`. The tests compare the engine with the file.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from demo_model import generator, tokenizer

COUNT = 200
ODD = (
    "Hello  world", "  two spaces", "tab\tand\nnew\n\nline  \n end ", "1234567 3.14 1,572,999",
    "don't I'LL we've", "Größe émigré",
    "こんにちは 안녕 🙂🙂", "a_b-c/d\\e", "中文English混合123",
    "  ", "\n", "x", "ſ K", "e\u0301", "\u00a0nbsp", "١٢٣", "…—“”",
    "<think>hm</think>", "1\n2\r\n3", 'C++ && {"a": [1]}',
)  # fmt: skip
"""Spaces, line ends, digits, apostrophes, other scripts, marks, emoji, code."""


def texts() -> list[str]:
    """Return the strings: questions and answers of both languages, and odd ones."""
    made = generator.held_out(99, COUNT)
    return [part for one in made for part in (one.question, one.answer)][: COUNT - len(ODD)] + list(ODD)


def main() -> None:
    """Write them with their tokens."""
    trained = tokenizer.load(Path(sys.argv[1]) / "tokenizer.json")
    lines = (json.dumps({"text": text, "tokens": trained.encode(text).ids}, ensure_ascii=False) for text in texts())
    Path(sys.argv[2]).write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
