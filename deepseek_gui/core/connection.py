"""A connection of one's own to an engine that answers: several of them ask at the same time."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from deepseek_gui.engines.stream import AnswerEvent, ChatStream


class Connection:
    """Asks one question at a time, beside the session's own conversation."""

    def __init__(self, open_stream: Callable[[], ChatStream], fields: Mapping[str, Any]) -> None:
        """Prepare.

        Args:
            open_stream: makes the stream.
            fields: of every request, beside its messages (`request_fields`).
        """
        self._stream = open_stream()
        self._fields = fields
        self._aborted = threading.Event()

    def answer(
        self, messages: Sequence[Mapping[str, str]], max_tokens: int, extra: Mapping[str, Any]
    ) -> Iterator[AnswerEvent]:
        """Yield the pieces of an answer, then `Done`; errors as `ChatStream.answer`."""
        fields = {**self._fields, **extra}
        yield from self._stream.answer(messages, max_tokens=max_tokens, extra=fields, cancelled=self._aborted.is_set)

    def abort(self) -> None:
        """End the answer under way, and every later one, from any thread."""
        self._aborted.set()
        self._stream.abort()

    def close(self) -> None:
        """Close what is open."""
        self._stream.close()
