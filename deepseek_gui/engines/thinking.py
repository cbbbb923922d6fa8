"""Tells a model's reasoning from its answer where the engine leaves the tags in the text."""

from __future__ import annotations

from collections.abc import Iterator

_OPEN = "<think>"
_CLOSE = "</think>"


class ThinkSplitter:
    """Splits a streamed text at `<think>` and `</think>`, which may be cut anywhere between two pieces."""

    def __init__(self) -> None:
        self._thinking = False
        self._held = ""

    def split(self, text: str) -> Iterator[tuple[str, bool]]:
        """Yield what is certain so far as (text, whether it is reasoning)."""
        if not self._held and "<" not in text:  # nearly always
            yield text, self._thinking
            return
        text = self._held + text
        self._held = ""
        while text:
            tag = _CLOSE if self._thinking else _OPEN
            before, found, text = text.partition(tag)
            if not found:
                before, self._held = _hold_back(before, tag)
            if before:
                yield before, self._thinking
            if found:
                self._thinking = not self._thinking

    def rest(self) -> Iterator[tuple[str, bool]]:
        """Yield what was held back, at the end of the text."""
        if self._held:
            yield self._held, self._thinking
            self._held = ""


def _hold_back(text: str, tag: str) -> tuple[str, str]:
    """Return `text` in two parts, the second one being the beginning of `tag`."""
    start = text.rfind("<")
    if start >= 0 and tag.startswith(text[start:]):
        return text[:start], text[start:]
    return text, ""
