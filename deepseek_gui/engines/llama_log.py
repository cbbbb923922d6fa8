"""How far llama.cpp's loading is, as its log says."""

from __future__ import annotations

import json

from deepseek_gui.domain.events import Loading

_STATE = "cmd_child_to_router:state:"


def progress(line: str) -> Loading | None:
    """Return the loading progress that a line of llama.cpp's server tells its router, 0 to 1, or None."""
    start = line.find(_STATE)
    if start < 0:
        return None
    try:
        state = json.loads(line[start + len(_STATE) :])
    except ValueError:
        return None
    payload = state.get("payload") or {}
    return Loading(payload["value"]) if state.get("state") == "loading" and "value" in payload else None
