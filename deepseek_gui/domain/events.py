"""What an engine does, as a stream of facts."""

from __future__ import annotations

from dataclasses import dataclass

from deepseek_gui.domain.failure import Cause, Remedy
from deepseek_gui.domain.text import Text


@dataclass(frozen=True, slots=True)
class Loading:
    """The model is being read.

    Attributes:
        progress: 0 to 1; None when the engine does not say.
        step: what is being done; None is the plain reading of the file.
    """

    progress: float | None = None
    step: Text | None = None


@dataclass(frozen=True, slots=True)
class Ready:
    """The engine answers.

    Attributes:
        load_s: seconds from the start of the process.
        pid: the engine process itself (not its supervisor), to watch its memory; None when it is not ours.
    """

    load_s: float
    pid: int | None


@dataclass(frozen=True, slots=True)
class PromptProgress:
    """How far the engine has read the prompt.

    Attributes:
        processed: tokens read so far, `cached` ones among them.
        total: tokens of the prompt.
        cached: kept from an answer before, so that they cost nothing.
        time_s: seconds since the prompt was sent.
    """

    processed: int
    total: int
    cached: int
    time_s: float


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the answer, as it arrived.

    Attributes:
        time_s: seconds since the prompt was sent.
        count: tokens in this piece (engines may join several when a character spans tokens).
        thinking: the piece belongs to the model's reasoning.
    """

    text: str
    time_s: float
    count: int = 1
    thinking: bool = False


@dataclass(frozen=True, slots=True)
class Done:
    """The answer is complete or was cancelled.

    Attributes:
        time_to_first_token_s: by our clock; None when no token came.
        decode_tps: by our clock, first to last token.
        prefill_tps: by the engine's own timings.
        engine_decode_tps: by the engine's own timings.
        cancelled: the person stopped it.
    """

    prompt_tokens: int | None
    tokens: int
    time_to_first_token_s: float | None
    decode_tps: float | None
    prefill_tps: float | None
    engine_decode_tps: float | None
    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class Failed:
    """Something ended that should not have.

    Attributes:
        message: what happened.
        hint: what to do.
        details: log tail for "Copy details".
        cause: its kind; None when it is none that we know.
        evidence: the log line or the exit status that tells it; may be empty.
        remedies: what to try next, best first, without what was tried in vain.
        tried: what was proposed for this model, taken, and failed too, oldest first.
    """

    message: Text
    hint: Text | None = None
    details: str = ""
    cause: Cause | None = None
    evidence: str = ""
    remedies: tuple[Remedy, ...] = ()
    tried: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to know while the engine goes on; the fields are those of `Failed`."""

    message: Text
    hint: Text | None = None
    cause: Cause | None = None
    evidence: str = ""
    remedies: tuple[Remedy, ...] = ()


@dataclass(frozen=True, slots=True)
class Unloaded:
    """The engine process has ended and its memory is free."""


@dataclass(frozen=True, slots=True)
class LogLine:
    """One line of the engine's own log."""

    text: str


EngineEvent = Loading | Ready | PromptProgress | Token | Done | Failed | Notice | Unloaded | LogLine
