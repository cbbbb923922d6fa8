"""What the wizard remembers between two starts: words and numbers of `MatchState`, and what they stand for."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from typing import TypeVar

from PySide6.QtCore import QObject, Signal, Slot

from deepseek_gui.core.machine_edits import machine_of_words, machine_words
from deepseek_gui.core.matching import Licence, Need, Priority, UseCase, default_need
from deepseek_gui.domain.cost import Currency
from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.match_state import MatchState
from deepseek_gui.ui.match.list_memory import ListMemory, key_of
from deepseek_gui.ui.match.machine_control import MachineControl
from deepseek_gui.ui.match.match_control import MatchControl
from deepseek_gui.ui.match.need_step import CONTEXTS, FASTEST_TPS, MOST_USERS
from deepseek_gui.ui.match.plan_control import PlanControl
from deepseek_gui.ui.match.step_bar import Step
from deepseek_gui.ui.match.tried import THIS_COMPUTER, Tried
from deepseek_gui.ui.match.upgrade_model import DEAREST
from deepseek_gui.ui.match.upgrade_step import UpgradeStep

_Word = TypeVar("_Word", bound=StrEnum)


class WizardMemory(QObject):
    """Gathers what is worth remembering, and brings it back as soon as there is a result to apply it to.

    Args:
        controls: which machine is tried, what is asked and found, which plan is selected.
        shown: how the list of plans is shown.
        upgrade: the step with edited prices.
    """

    changed = Signal(object)
    """The `MatchState` to remember."""
    step_wanted = Signal(int)
    """Go to the step of the last end."""
    failed = Signal(object)

    def __init__(
        self,
        controls: tuple[MachineControl, MatchControl, PlanControl],
        shown: ListMemory,
        upgrade: UpgradeStep,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._machines, self._matches, self._plans = machines, matches, _ = controls
        self._list, self._upgrade = shown, upgrade
        self._step = Step.MACHINE
        self._pending: MatchState | None = None
        for signal in (machines.machine_changed, matches.changed, shown.changed, upgrade.currency_changed):
            signal.connect(self._tell)
        matches.matched.connect(self._on_matched)
        for signal in (machines.failed, matches.failed):
            signal.connect(self._on_failed)

    @property
    def state(self) -> MatchState:
        """Return what is worth remembering for the next start."""
        need, tried, machine = self._matches.need, self._machines.tried, self._machines.machine
        model, quantisation, engine = self._chosen_plan()
        return replace(
            self._list.state,
            use_case=str(need.use_case),
            context=need.context,
            users=need.users,
            min_tps=need.min_tps or 0.0,
            licence=str(need.licence),
            priority=str(need.priority),
            choice=tried.choice,
            machine=machine_words(machine) if machine is not None and tried.edited else "",
            step=self._step.name.lower(),
            plan_model=model,
            plan_quantisation=quantisation,
            plan_engine=engine,
            prices=dict(self._upgrade.prices),
            currency=str(self._upgrade.currency),
        )

    def set_step(self, step: Step) -> None:
        """Take the step that is shown; who went there does not want to be anywhere else."""
        self._step = step
        if self._pending is not None:
            self._pending = replace(self._pending, step="")
        self._tell()

    def restore(self, state: MatchState) -> None:
        """Ask again what was asked before the last end."""
        if state.step == Step.NEED.name.lower():
            self.step_wanted.emit(Step.NEED)
        self._pending = state
        self._list.restore(state)
        self._matches.set_prices({key: price for key, price in state.prices.items() if 0 < price <= DEAREST})
        self._upgrade.set_currency(_known(Currency, state.currency, Currency.USD))
        self._matches.set_need(remembered_need(state))
        try:
            self._restore_machine(state)
        except ActionableError as error:
            self.failed.emit(error)

    def _restore_machine(self, state: MatchState) -> None:
        if state.machine:
            self._machines.show_tried(Tried(state.choice, machine_of_words(state.machine), edited=True))
        elif state.choice != THIS_COMPUTER:
            self._machines.choose_if_there(state.choice)

    def _chosen_plan(self) -> tuple[str, str, str]:
        """Return the key of the selected plan; the best one and one from a file are none to hold on to."""
        found, result = self._plans.selected, self._matches.result
        if found is None or result is None or self._plans.is_foreign:
            return "", "", ""
        key = key_of(found)
        return ("", "", "") if key == key_of(result.plans[0]) else key

    @Slot()
    def _tell(self) -> None:
        """Tell the state, once what is to be restored is there: half of it would overwrite the whole."""
        if self._machines.machine is not None and self._pending is None:
            self.changed.emit(self.state)

    @Slot()
    def _on_matched(self) -> None:
        if self._pending is None or self._machines.busy:
            return
        state, self._pending = self._pending, None
        if state.plan_model and not self._plans.is_foreign:
            self._list.select(state.plan_model, state.plan_quantisation, state.plan_engine)
        step = next((step for step in Step if step.name.lower() == state.step), None)
        if step is not None:
            self.step_wanted.emit(step)
        self._tell()

    @Slot()
    def _on_failed(self) -> None:
        self._pending = None


def remembered_need(state: MatchState) -> Need:
    """Return what was asked; what this version does not know, or what cannot be, counts as not asked."""
    start = default_need(_known(UseCase, state.use_case, UseCase.CHAT))
    return replace(
        start,
        context=state.context if 0 < state.context <= CONTEXTS[-1] else start.context,
        users=min(max(1, state.users), MOST_USERS),
        min_tps=state.min_tps if 0 < state.min_tps <= FASTEST_TPS else None,
        licence=_known(Licence, state.licence, Licence.ANY),
        priority=_known(Priority, state.priority, Priority.BALANCED),
    )


def _known(kind: type[_Word], word: str, default: _Word) -> _Word:
    """Return an enum's member, the default for a word that this version does not know."""
    return kind(word) if word in list(kind) else default
