from __future__ import annotations

from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from deepseek_gui.core.catalogue import tier_needs
from deepseek_gui.core.machines import machine_named
from deepseek_gui.core.matching import MatchResult
from deepseek_gui.domain.verdict import Tier, TierVerdict, Verdict
from deepseek_gui.sizing.tiers import judge_tiers
from deepseek_gui.ui.match.component_model import VERDICT_ROLE, Column, ComponentModel
from deepseek_gui.ui.match.tier_card import TierCard


def verdict_of(machine: str, tier: Tier) -> TierVerdict:
    return judge_tiers(machine_named(machine), tier_needs())[list(Tier).index(tier)]


def test_components_that_decide_come_first(qapp: object, result: MatchResult):
    del qapp
    model = ComponentModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    model.set_tier(result.tiers[0])
    decides = [model.index(row, Column.DECIDES).data() for row in range(model.rowCount())]
    assert decides == sorted(decides, key=lambda word: word != "yes")
    first = [model.index(0, column).data() for column in Column]
    assert first == ["GPU memory", "12 GiB", "12 GiB", "pass", "yes"]
    assert Verdict(model.index(0, Column.VERDICT).data(VERDICT_ROLE)) is Verdict.PASS
    model.set_tier(None)
    assert model.rowCount() == 0


def test_a_card_says_what_is_short_and_whether_its_model_runs(qtbot: QtBot):
    card = TierCard()
    qtbot.addWidget(card)
    needs = {need.tier: need for need in tier_needs()}
    card.set_tier(verdict_of("laptop", Tier.BASIC), needs[Tier.BASIC])
    assert card.accessibleName() == "Basic: short"
    assert "GPU memory" in card.accessibleDescription()
    assert "not known" in card.accessibleDescription()
    card.set_tier(verdict_of("enterprise", Tier.ENTERPRISE), needs[Tier.ENTERPRISE])
    assert card.accessibleName() == "Enterprise: pass"
    assert "Everything that decides is there." in card.accessibleDescription()


def test_a_lifted_tier_does_not_claim_that_everything_is_there(qtbot: QtBot):
    short = verdict_of("office", Tier.BASIC)
    lifted = TierVerdict(short.tier, Verdict.PASS, short.components, runs=True)
    card = TierCard()
    qtbot.addWidget(card)
    card.set_tier(lifted, None)
    assert "passes a higher tier" in card.accessibleDescription()
