"""What the wizard remembers between two starts: words in `MatchState` and what they stand for."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from typing import TypeVar

from deepseek_gui.core.machine_edits import machine_of_words, machine_words
from deepseek_gui.core.matching import Licence, Need, Priority, UseCase, default_need
from deepseek_gui.domain.machine import Machine
from deepseek_gui.domain.match_state import MatchState
from deepseek_gui.ui.match.machine_edit import Tried

_Word = TypeVar("_Word", bound=StrEnum)


def state_of(need: Need, tried: Tried, machine: Machine | None, link_mbps: float) -> MatchState:
    """Return what is worth remembering."""
    return MatchState(
        use_case=str(need.use_case),
        context=need.context,
        users=need.users,
        min_tps=need.min_tps or 0.0,
        licence=str(need.licence),
        priority=str(need.priority),
        link_mbps=link_mbps,
        choice=tried.choice,
        machine=machine_words(machine) if machine is not None and tried.edited else "",
    )


def remembered_need(state: MatchState) -> Need:
    """Return what was asked; a word that this version does not know counts as not asked."""
    start = default_need(_known(UseCase, state.use_case, UseCase.CHAT))
    return replace(
        start,
        context=state.context or start.context,
        users=max(1, state.users),
        min_tps=state.min_tps or None,
        licence=_known(Licence, state.licence, Licence.ANY),
        priority=_known(Priority, state.priority, Priority.BALANCED),
    )


def remembered_machine(state: MatchState) -> Tried | None:
    """Return the edited machine; None when none was edited.

    Raises:
        ActionableError: its words are no machine.
    """
    return Tried(state.choice, machine_of_words(state.machine), edited=True) if state.machine else None


def _known(kind: type[_Word], word: str, default: _Word) -> _Word:
    """Return an enum's member, the default for a word that this version does not know."""
    return kind(word) if word in list(kind) else default
