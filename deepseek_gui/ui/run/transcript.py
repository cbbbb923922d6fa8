"""The conversation as data: who said what, what was thought, what goes back to the engine."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum

from deepseek_gui.domain.events import Done, Token

_LONGEST_PART = 4_096
"""Characters; to copy so many at each token takes a tenth of a microsecond."""

_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufdd0-\ufdef\ufffc\ufffe\uffff]")


class Role(StrEnum):
    """Who speaks, in the words of the OpenAI-compatible interface."""

    USER = "user"
    ASSISTANT = "assistant"


@dataclass(slots=True, eq=False)
class Turn:
    """What one side said.

    Attributes:
        speaker: name shown above it; empty for the person.
        done: how the answer ended; None while it runs and for a prompt.
        failed: the answer broke off because the engine did.
    """

    role: Role
    speaker: str = ""
    text_parts: list[str] = field(default_factory=list)
    thinking_parts: list[str] = field(default_factory=list)
    thinking_tokens: int = 0
    thinking_s: float = 0.0
    done: Done | None = None
    failed: bool = False

    @property
    def text(self) -> str:
        """Return what was said, without the thinking."""
        return "".join(self.text_parts)

    @property
    def thinking(self) -> str:
        """Return what was thought."""
        return "".join(self.thinking_parts)

    @property
    def ended(self) -> bool:
        """Whether nothing more will come."""
        return self.role is Role.USER or self.done is not None or self.failed


class Transcript:
    """The turns of one conversation, in order."""

    def __init__(self) -> None:
        self.turns: list[Turn] = []

    def ask(self, prompt: str) -> Turn:
        """Add what the person said."""
        turn = Turn(Role.USER, text_parts=[prompt])
        self.turns.append(turn)
        return turn

    def begin_answer(self, speaker: str) -> Turn:
        """Add an empty answer that tokens will fill."""
        turn = Turn(Role.ASSISTANT, speaker)
        self.turns.append(turn)
        return turn

    def take_back(self) -> str | None:
        """Remove the last prompt with its answer and return the prompt, so that it can be sent again."""
        while self.turns:
            turn = self.turns.pop()
            if turn.role is Role.USER:
                return turn.text
        return None

    def last_answer(self) -> Turn | None:
        """Return the newest answer."""
        return next((turn for turn in reversed(self.turns) if turn.role is Role.ASSISTANT), None)

    def history(self) -> list[tuple[Role, str]]:
        """Return what goes to the engine: no thinking (the models' makers ask for that), no empty or broken answer."""
        history: list[tuple[Role, str]] = []
        for turn in self.turns:
            if turn.role is Role.USER and history and history[-1][0] is Role.USER:
                history.pop()  # its answer never came
            if turn.text.strip() and not turn.failed:
                history.append((turn.role, turn.text))
        return history


def clean(text: str) -> str:
    """Return text that a document can hold: control characters, lone surrogates and Qt's own markers are replaced."""
    return _UNPRINTABLE.sub("\ufffd", text)


def take_token(turn: Turn, token: Token) -> str:
    """Put a piece of the answer where it belongs and return it as it may be shown."""
    text = clean(token.text)
    if token.thinking:
        _append(turn.thinking_parts, text)
        turn.thinking_tokens += token.count
        turn.thinking_s = token.time_s
    else:
        _append(turn.text_parts, text)
    return text


def _append(parts: list[str], text: str) -> None:
    """Add to the last part until it is long: a string a token takes ten times its letters."""
    if parts and len(parts[-1]) < _LONGEST_PART:
        parts[-1] += text
    else:
        parts.append(text)
