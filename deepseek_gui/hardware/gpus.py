"""What every GPU source answers, whoever made the card."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Protocol

from deepseek_gui.domain.machine import Gpu
from deepseek_gui.domain.sample import GpuProcess, GpuState
from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text
from deepseek_gui.hardware.background import Answer, Silence, why_old


@dataclass(frozen=True, slots=True)
class GpuReadings:
    """The cards of one vendor at one moment.

    Attributes:
        states: in the driver's order; a card once seen stays.
        processes: who holds memory of which card; None when the driver does not tell.
    """

    states: tuple[GpuState, ...] = ()
    processes: tuple[GpuProcess, ...] | None = None


@dataclass(frozen=True, slots=True)
class GpuFacts:
    """The cards of one vendor, for the probe.

    Attributes:
        gpus: in the order of `GpuReadings.states`.
        source: "nvml", "sysfs", …
        notices: what could not be read.
    """

    gpus: tuple[Gpu, ...] = ()
    source: str = ""
    notices: tuple[Text, ...] = ()


class GpuSource(Protocol):
    """Reads one vendor's cards; `read` and `close` are called on one thread only.

    Attributes:
        wants_processes: a process tree is watched: its list of processes shall be of this reading, not of some
            seconds ago.
    """

    wants_processes: bool

    def read(self) -> GpuReadings:
        """Take one reading; may block as long as the driver does."""

    def close(self) -> None:
        """Free the driver."""


DRIVER_SILENCE = Silence(
    unanswered=QT_TRANSLATE_NOOP("core", "The driver has not answered for {seconds} s."),
    failed=QT_TRANSLATE_NOOP("core", "The driver reported an error: {error}"),
)


def asleep() -> Text:
    """Return why a sleeping card has no new values."""
    return Text(QT_TRANSLATE_NOOP("core", "This GPU sleeps to save power; it is not woken to be read."))


def lost() -> Text:
    """Return why a card that has gone has no new values."""
    return Text(QT_TRANSLATE_NOOP("core", "The driver has lost this GPU; the values are the last it gave."))


def current_states(answer: Answer[GpuReadings]) -> tuple[GpuState, ...]:
    """Return the states of an answer; those that are older than the question carry the reason."""
    if answer.value is None:
        return ()
    reason = why_old(answer, DRIVER_SILENCE)
    if reason is None:
        return answer.value.states
    return tuple(state if state.stale else replace(state, stale=reason) for state in answer.value.states)
