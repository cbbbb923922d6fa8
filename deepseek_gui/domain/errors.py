"""Errors a person can act on."""

from __future__ import annotations

from deepseek_gui.domain.failure import Cause
from deepseek_gui.domain.text import Text


class ActionableError(Exception):
    """Something went wrong and we know what to do about it.

    Attributes:
        message: what happened, one sentence.
        hint: what to do now, one sentence, or None when nothing can be done.
        details: technical text for "Copy details" (a log tail, a path); may be empty.
        cause: the kind of failure, for what to try next; None when there is none to name.
    """

    def __init__(self, message: Text, hint: Text | None = None, details: str = "", cause: Cause | None = None) -> None:
        super().__init__(str(message))
        self.message = message
        self.hint = hint
        self.details = details
        self.cause = cause
