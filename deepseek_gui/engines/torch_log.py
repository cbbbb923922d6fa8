"""Progress in the logs of PyTorch engines: the bars of tqdm, one update a line, and what comes after the weights."""

from __future__ import annotations

import re

from deepseek_gui.domain.events import Loading
from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text

_BAR = re.compile(
    r"(?:Loading (?:weights|(?:safetensors |pt )?checkpoint shards)|Multi-thread loading shards): +(?P<percent>\d+)%"
)
"""transformers 5; transformers 4; vLLM and SGLang (their weight loaders)."""

_PREPARING = re.compile(r"Warming up model for the compilation|Capturing CUDA graph|Captur(?:e|ing) (?:cuda|cpu) graph")
"""vLLM and SGLang: it takes longer than the reading of a small model."""


def progress(line: str) -> Loading | None:
    """Return how much of the weights a line says is read, or what is done after that, else None."""
    found = _BAR.search(line[:400])
    if found is not None:
        return Loading(int(found["percent"]) / 100)
    if _PREPARING.search(line[:400]):
        return Loading(None, Text(QT_TRANSLATE_NOOP("core", "Compiling the model and trying it out")))
    return None
