"""Step 3: the three tiers with this machine's verdict, and below them the plans in ranking order."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from deepseek_gui.core.model_facts import model_facts
from deepseek_gui.core.ranking import rule
from deepseek_gui.domain.verdict import Claim, Place, Principle, Sufficiency, Tier, TierNeed, TierVerdict, Verdict
from deepseek_gui.ui.match.card_button import one_tab_stop
from deepseek_gui.ui.match.component_model import Column, ComponentModel
from deepseek_gui.ui.match.delegates import VerdictDelegate
from deepseek_gui.ui.match.plan_list import PlanList
from deepseek_gui.ui.match.plan_model import InsightOf
from deepseek_gui.ui.match.principles_card import PrinciplesCard
from deepseek_gui.ui.match.tier_card import TierCard
from deepseek_gui.ui.widgets.article_notes import ArticleNotes
from deepseek_gui.ui.widgets.card import em_of
from deepseek_gui.ui.widgets.plain import plain_label
from deepseek_gui.ui.widgets.tables import FactTable, FittedColumns

if TYPE_CHECKING:
    from deepseek_gui.core.matching import MatchResult

_LEAST_LIST_EM = 26
"""Font heights that the list and its details need to be of use."""


class VerdictStep(QScrollArea):
    """Shows a `MatchResult`; scrolls as a whole where the window is small."""

    plan_selected = Signal(object)
    """The `Estimate` of the selected row, or None."""
    plan_entered = Signal(object)
    """An `Estimate` was chosen with Enter, a double click or its button."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tiers: tuple[TierVerdict, ...] = ()
        self._needs: Mapping[Tier, TierNeed] = {}
        self._cards = [TierCard() for _ in Tier]
        self._group = QButtonGroup(self)
        self._toggle = QPushButton()
        self._toggled_by_hand = False
        self._tier_chosen = False
        self._components = ComponentModel(self)
        self._table = FactTable()
        self._note = plain_label(muted=True)
        self.notes = ArticleNotes()
        self.principles = PrinciplesCard()
        self._claims: tuple[Claim, ...] = ()
        self._sufficiencies: tuple[Sufficiency, ...] = ()
        self._list = PlanList()
        self._set_up()
        self._lay_out()
        self._retranslate()

    def show_result(
        self,
        result: MatchResult,
        needs: Mapping[Tier, TierNeed],
        names: Mapping[str, str],
        insight: InsightOf | None = None,
    ) -> None:
        """Show tiers and plans; the chosen tier and plan stay chosen.

        Args:
            result: what was matched.
            needs: the tiers' own words.
            names: catalogue id -> the model's name.
            insight: tells more of a plan.
        """
        if (result.tiers, needs) != (self._tiers, self._needs):
            self._show_tiers(result.tiers, needs)
        left_out = tuple(model.name for model in result.not_estimated)
        self._list.set_plans(
            result.plans,
            names,
            min_tps=result.need.min_tps,
            left_out=left_out,
            insight=insight,
            rule=rule(result.need),
            facts=partial(model_facts, use_case=result.need.use_case),
        )

    def _show_tiers(self, tiers: tuple[TierVerdict, ...], needs: Mapping[Tier, TierNeed]) -> None:
        self._tiers, self._needs = tiers, dict(needs)
        for card, tier in zip(self._cards, tiers, strict=True):
            card.set_tier(tier, needs.get(tier.tier))
        if not self._tier_chosen:
            self._cards[_telling_tier(tiers)].setChecked(True)
            one_tab_stop(self._group)
        self._show_components()

    def set_article(self, claims: tuple[Claim, ...], sufficiencies: tuple[Sufficiency, ...]) -> None:
        """Show with each tier what the article says of it, and whether what it asks for is enough."""
        self._claims, self._sufficiencies = claims, sufficiencies
        self._show_components()

    def show_principles(self, principles: tuple[Principle, ...]) -> None:
        """Show the selected plan's three principles."""
        self.principles.show_principles(principles)

    @property
    def plans(self) -> PlanList:
        """Return the list of plans."""
        return self._list

    @property
    def components(self) -> ComponentModel:
        """Return the model of the chosen tier's components."""
        return self._components

    def card(self, tier: Tier) -> TierCard:
        """Return a tier's card."""
        return self._cards[list(Tier).index(tier)]

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  Qt's name
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  Qt's name
        """Fold the components where the list would have no room, until a person decides."""
        super().resizeEvent(event)
        if not self._toggled_by_hand:
            roomy = event.size().height() > (_LEAST_LIST_EM + 30) * em_of(self)
            self._toggle.setChecked(roomy)

    def _set_up(self) -> None:
        for number, card in enumerate(self._cards):
            self._group.addButton(card, number)
        self._cards[0].setChecked(True)
        self._group.idClicked.connect(self._on_tier)
        self._toggle.setCheckable(True)
        self._toggle.clicked.connect(self._on_toggled_by_hand)
        self._toggle.toggled.connect(self._on_toggled)
        self._table.setModel(self._components)
        self._table.setItemDelegateForColumn(Column.VERDICT, VerdictDelegate(self._table))
        self._columns = FittedColumns((self._table,), {Column.NEED: 6, Column.HAVE: 6}, self)
        for widget in (self._table, self._note, self.notes, self.principles):
            widget.hide()
        self._list.plan_selected.connect(self.plan_selected)
        self._list.plan_entered.connect(self.plan_entered)

    def _lay_out(self) -> None:
        em = round(em_of(self))
        cards = QHBoxLayout()
        cards.setSpacing(round(0.6 * em))
        for card in self._cards:
            cards.addWidget(card, 1)
        fold = QHBoxLayout()
        fold.addWidget(self._toggle)
        fold.addStretch(1)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(round(0.5 * em))
        column.addLayout(cards)
        column.addLayout(fold)
        column.addWidget(self._note)
        column.addWidget(self._table)
        column.addWidget(self.notes)
        column.addWidget(self.principles)
        self._list.setMinimumHeight(_LEAST_LIST_EM * em)
        column.addWidget(self._list, 1)
        self.setWidget(body)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)

    def _retranslate(self) -> None:
        self._note.setText(
            self.tr("From the article's own lists. What is marked “shown only” does not decide the tier's verdict.")
        )
        self._table.setAccessibleName(self.tr("Components of the chosen tier"))
        self.setAccessibleName(self.tr("Tiers and plans"))
        self._components.retranslate()
        for card in self._cards:
            card.retranslate()
        self._show_toggle()

    def _show_toggle(self) -> None:
        if self._toggle.isChecked():
            self._toggle.setText(self.tr("▾ Hide the com&ponents"))
        else:
            self._toggle.setText(self.tr("▸ Show the com&ponents"))

    def _show_components(self) -> None:
        number = self._group.checkedId()
        self._components.set_tier(self._tiers[number] if number < len(self._tiers) else None)
        self._table.setFixedHeight(self._table.content_height())
        self._columns.fit()
        tier = list(Tier)[number]
        places = (Place(tier.value), Place.MODELS)
        self.notes.show_notes(
            (claim for claim in self._claims if claim.place in places),
            (found for found in self._sufficiencies if found.tier == tier),
        )

    @Slot(int)
    def _on_tier(self, number: int) -> None:
        del number
        self._tier_chosen = True
        self._show_components()

    @Slot()
    def _on_toggled_by_hand(self) -> None:
        self._toggled_by_hand = True

    @Slot(bool)
    def _on_toggled(self, shown: bool) -> None:
        for widget in (self._table, self._note, self.notes):
            widget.setVisible(shown)
        self._show_toggle()


def _telling_tier(tiers: tuple[TierVerdict, ...]) -> int:
    """Return the highest tier that passes, the lowest one when none does."""
    passed = [number for number, tier in enumerate(tiers) if tier.verdict == Verdict.PASS]
    return max(passed, default=0)
