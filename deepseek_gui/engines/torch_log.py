"""Progress in the logs of PyTorch engines: the bars of tqdm, one update a line."""

from __future__ import annotations

import re

from deepseek_gui.domain.events import Loading

_BAR = re.compile(
    r"(?:Loading (?:weights|(?:safetensors |pt )?checkpoint shards)|Multi-thread loading shards): +(?P<percent>\d+)%"
)
"""transformers 5; transformers 4; vLLM and SGLang (their weight loaders)."""


def progress(line: str) -> Loading | None:
    """Return how much of the weights a line says is read, else None."""
    found = _BAR.search(line[:400])
    return Loading(int(found["percent"]) / 100) if found else None
