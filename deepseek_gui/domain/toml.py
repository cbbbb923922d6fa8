"""TOML text of plain values: the standard library reads it, and does not write it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any


def toml_value(value: Any) -> str:
    """Return a text, number, truth value or list of them; JSON writes them as TOML does, but for DEL."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False).replace("\x7f", "\\u007f")


def toml_table(head: str, values: Mapping[str, Any]) -> list[str]:
    """Return the lines of a table ("[cpu]", "[[gpus]]") after an empty one; None and an empty table are left out."""
    rows = [f"{key} = {toml_value(value)}" for key, value in values.items() if value is not None]
    return ["", head, *rows] if rows else []
