"""A slow source on a thread of its own: a driver call that hangs holds up nobody else."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from deepseek_gui.domain.text import Text

log = logging.getLogger(__name__)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Answer(Generic[T]):
    """What a source last said.

    Attributes:
        value: the newest reading that succeeded; None before the first.
        unanswered_s: seconds since the question that has no answer yet; None when it was answered.
        error: what the source reported instead of a newer reading; None when it did not.
    """

    value: T | None
    unanswered_s: float | None = None
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Silence:
    """How a kind of source says that its values are old.

    Attributes:
        unanswered: marked source of a `Text` with `{seconds}`.
        failed: marked source of a `Text` with `{error}`.
    """

    unanswered: str
    failed: str


def why_old(answer: Answer[Any], silence: Silence) -> Text | None:
    """Return why the answer's value is older than the question; None when it is not."""
    if answer.unanswered_s is not None:
        return Text(silence.unanswered, {"seconds": f"{max(0.1, answer.unanswered_s):.1f}"})
    return None if answer.error is None else Text(silence.failed, {"error": answer.error})


class BackgroundSource(Generic[T]):
    """Runs a source's reads on one daemon thread, which alone ever touches the source.

    Each tick asks (`begin`), does other work, then takes what there is (`collect`). While a question is unanswered
    no other is asked, so a driver that hangs for a minute is called once, and its late answer is used when it comes.
    """

    def __init__(self, name: str, read: Callable[[], T], close: Callable[[], None] | None = None) -> None:
        """Prepare; the thread starts with the first question.

        Args:
            name: of the thread and in the log.
            read: takes one reading; may block, may raise.
            close: frees the source; called on the thread too; None: there is nothing to free.
        """
        self._name = name
        self._read = read
        self._close = close
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None
        self._asked_s: float | None = None
        self._overdue = False
        self._closing = False
        self._value: T | None = None
        self._error: str | None = None

    def begin(self) -> bool:
        """Ask for a reading; return False when the question before is still unanswered."""
        with self._changed:
            self._overdue = self._asked_s is not None
            if self._overdue or self._closing:
                return False
            self._asked_s = time.monotonic()
            self._changed.notify_all()
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name=self._name, daemon=True)
            self._thread.start()
        return True

    def collect(self, patience_s: float) -> Answer[T]:
        """Return the newest reading, waiting at most `patience_s` for the answer; not again for one that is overdue."""
        with self._changed:
            if not self._overdue:
                self._changed.wait_for(lambda: self._asked_s is None or self._closing, patience_s)
            unanswered_s = None if self._asked_s is None else time.monotonic() - self._asked_s
            return Answer(self._value, unanswered_s, self._error)

    def close(self) -> None:
        """End the thread once its call returns; comes back at once and wakes a `collect` that waits."""
        with self._changed:
            self._closing = True
            self._changed.notify_all()

    def _run(self) -> None:
        while self._wait_for_question():
            value, error = self._take_reading()
            with self._changed:
                if value is not None:
                    self._value = value
                self._error = error
                self._asked_s = None
                self._changed.notify_all()
        if self._close is not None:
            self._close()

    def _wait_for_question(self) -> bool:
        with self._changed:
            self._changed.wait_for(lambda: self._asked_s is not None or self._closing)
            return not self._closing

    def _take_reading(self) -> tuple[T | None, str | None]:
        try:
            return self._read(), None
        except Exception as error:
            if self._error is None:  # the first of a row; the rest says nothing new
                log.exception("%s: a reading failed", self._name)
            return None, str(error) or type(error).__name__
