"""What is asked of the machine and what is found: the need, the ranked plans and the upgrades."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QUndoStack

from deepseek_gui.core.insight import Insight
from deepseek_gui.domain.machine import Machine
from deepseek_gui.domain.plan import Estimate
from deepseek_gui.domain.verdict import Place
from deepseek_gui.services.tasks import TaskRunner
from deepseek_gui.ui.match.backend import MatchBackend
from deepseek_gui.ui.match.catalogue import Catalogue
from deepseek_gui.ui.match.latest import LatestTask
from deepseek_gui.ui.match.need_step import NeedStep
from deepseek_gui.ui.match.upgrade_step import UpgradeStep
from deepseek_gui.ui.match.verdict_step import VerdictStep
from deepseek_gui.ui.texts import translate
from deepseek_gui.ui.widgets.edits import Edit

if TYPE_CHECKING:
    from deepseek_gui.core.matching import MatchResult, Need
    from deepseek_gui.core.upgrades import Upgrade


class MatchControl(QObject):
    """Holds the need, the newest result and the edited prices, and drives the steps that show them.

    Args:
        steps: what asks what for, what shows tiers and plans, and what shows what money buys.
        backend: does the matching.
        tasks: runs it.
        edits: takes changes of the need and of prices.
    """

    matched = Signal(object)
    """The newest `MatchResult` is on the screen."""
    changed = Signal()
    """The need or a price is another one."""
    failed = Signal(object)
    busy_changed = Signal(bool)

    def __init__(
        self,
        steps: tuple[NeedStep, VerdictStep, UpgradeStep],
        backend: MatchBackend,
        tasks: TaskRunner,
        edits: QUndoStack,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._need_step, self._verdict, self._upgrade = steps
        self._backend, self._edits = backend, edits
        self._catalogue = Catalogue()
        self._machine: Machine | None = None
        self._need = self._need_step.need
        self._result: MatchResult | None = None
        self._upgraded: MatchResult | None = None
        self._ranking = False
        self._matches, self._upgrades = LatestTask(tasks, self), LatestTask(tasks, self)
        self._matches.done.connect(self._on_matched)
        self._upgrades.done.connect(self._on_upgrades)
        for work in (self._matches, self._upgrades):
            work.failed.connect(self.failed)
            work.busy_changed.connect(self.busy_changed)
        self._need_step.need_changed.connect(self._on_need)
        self._upgrade.prices_edited.connect(self._on_prices)

    @property
    def result(self) -> MatchResult | None:
        """Return the newest result, None before the first."""
        return self._result

    @property
    def need(self) -> Need:
        """Return what is asked for."""
        return self._need

    @property
    def is_ranking(self) -> bool:
        """Return whether the list of plans is being filled: it then selects by itself."""
        return self._ranking

    @property
    def busy_words(self) -> str:
        """Return what is under way, empty when nothing is."""
        if self._upgrades.busy:
            return self.tr("Weighing upgrades…")
        return self.tr("Ranking plans…") if self._matches.busy else ""

    def set_catalogue(self, catalogue: Catalogue) -> None:
        """Know names, tiers and the article's claims from now on."""
        self._catalogue = catalogue
        self._verdict.set_article(catalogue.claims, catalogue.sufficiencies)
        self._upgrade.set_claims(catalogue.claims_at(Place.OUTLOOK))
        if self._result is not None:
            self._show_result(self._result)

    def set_machine(self, machine: Machine) -> None:
        """Match for this machine from now on."""
        self._machine = machine
        self._ask()

    def set_need(self, need: Need) -> None:
        """Ask for this, without a step to undo."""
        if self._need_step.need != need:
            self._need_step.set_need(need)
        self._need = self._need_step.need
        self._ask()
        self.changed.emit()

    def set_prices(self, prices: Mapping[str, float]) -> None:
        """Take edited prices, without a step to undo."""
        self._upgrade.set_prices(prices)
        self.changed.emit()

    def ask_upgrades(self) -> None:
        """Weigh upgrades of the newest result, once."""
        if self._result is not None and self._result is not self._upgraded:
            self._upgraded = self._result
            self._upgrades.submit(partial(self._backend.upgrades, self._result))

    def _ask(self) -> None:
        """Match anew; the answer to an older question is never shown."""
        if self._machine is not None:
            self._matches.submit(partial(self._backend.match, self._machine, self._need))

    def _show_result(self, result: MatchResult) -> None:
        insight = partial(_insight, self._backend, result.machine)
        self._ranking = True
        self._verdict.show_result(result, self._catalogue.needs, self._catalogue.model_names(), insight)
        self._ranking = False

    @Slot(object, str)
    def _on_need(self, need: Need, key: str) -> None:
        if need != self._need:
            words = self.tr("what is asked for")
            self._edits.push(Edit(self._need, need, self.set_need, key=key and f"need.{key}", words=words))

    @Slot(object, str)
    def _on_prices(self, prices: Mapping[str, float], key: str) -> None:
        words = self.tr("a price")
        self._edits.push(Edit(self._upgrade.prices, prices, self.set_prices, key=f"price.{key}", words=words))

    @Slot(object)
    def _on_matched(self, result: MatchResult) -> None:
        self._result = result
        self._show_result(result)
        self.matched.emit(result)

    @Slot(object)
    def _on_upgrades(self, found: tuple[tuple[Upgrade, ...], tuple[Upgrade, ...]]) -> None:
        tiers = {tier: translate(need.name) for tier, need in self._catalogue.needs.items()}
        self._upgrade.show_upgrades(*found, self._catalogue.model_names(), tiers)


def _insight(backend: MatchBackend, machine: Machine, found: Estimate) -> Insight:
    return backend.insight(found, machine)
