"""What the command line prints: JSON documents, errors and plain tables."""

from __future__ import annotations

import json
import sys
import unicodedata
from collections.abc import Sequence
from typing import Any

from deepseek_gui.domain.errors import ActionableError


def print_json(document: Any) -> None:
    """Print one JSON document on a line of its own, at once.

    Raises:
        ValueError: the document holds NaN or infinity, which are not JSON.
    """
    print(json.dumps(document, ensure_ascii=False, allow_nan=False), flush=True)


def printable(text: str) -> str:
    """Return a text of a file's or a model's without control characters: it must not move the cursor or more."""
    return "".join(character if _harmless(character) else "�" for character in text)


def _harmless(character: str) -> bool:
    # The joiners belong to scripts and emoji; the other format characters turn the writing around.
    return character in "\n\t\u200c\u200d" or not unicodedata.category(character).startswith("C")


def error_document(error: ActionableError) -> dict[str, Any]:
    """Return `{"error": {"message", "hint"}}`, with "details" where the error has some."""
    words = {"message": str(error.message), "hint": None if error.hint is None else str(error.hint)}
    return {"error": words | ({"details": error.details} if error.details else {})}


def print_error(error: ActionableError, *, as_json: bool) -> None:
    """Print an error: as the one document on stdout, or in words on stderr."""
    if as_json:
        print_json(error_document(error))
        return
    print(printable(f"Error: {error.message}"), file=sys.stderr)
    if error.hint:
        print(printable(f"  {error.hint}"), file=sys.stderr)
    if error.details:
        print(printable(f"  ({error.details})"), file=sys.stderr)


def table(rows: Sequence[Sequence[str]], *, right: Sequence[int] = (), indent: int = 2) -> list[str]:
    """Return rows as lines with aligned columns.

    Args:
        rows: all of one length; the first may be a heading.
        right: columns that are numbers and stand to the right.
        indent: spaces before each line.
    """
    if not rows:
        return []
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [" " * indent + _cells(row, widths, right).rstrip() for row in rows]


def _cells(row: Sequence[str], widths: Sequence[int], right: Sequence[int]) -> str:
    cells = (
        cell.rjust(width) if index in right else cell.ljust(width)
        for index, (cell, width) in enumerate(zip(row, widths, strict=True))
    )
    return "  ".join(cells)
