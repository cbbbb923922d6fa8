"""A tier of the article with this machine's verdict."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from deepseek_gui.domain.verdict import TierNeed, TierVerdict, Verdict
from deepseek_gui.ui.match.card_button import CardButton
from deepseek_gui.ui.match.marks import Mark
from deepseek_gui.ui.texts import join_sentences, translate

MOST_NAMES = 2
"""So many components are named on the card when there are more than one more; the table below has them all."""


class TierCard(CardButton):
    """Shows one tier; choosing it shows its components."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tier: TierVerdict | None = None
        self._need: TierNeed | None = None
        self._mark = Mark()
        self._name = self.add_label(scale=1.1, bold=True)
        self._column.removeWidget(self._name)
        head = QHBoxLayout()
        head.addWidget(self._mark)
        head.addWidget(self._name, 1)
        self._column.addLayout(head)
        self._models = self.add_label(muted=True)
        self._why = self.add_label()
        self._runs = self.add_label()
        self._column.addStretch(1)

    def set_tier(self, tier: TierVerdict, need: TierNeed | None) -> None:
        """Show a verdict.

        Args:
            tier: the verdict.
            need: the tier's own words and representative model; None leaves them out.
        """
        self._tier, self._need = tier, need
        self._mark.set_verdict(tier.verdict)
        self.retranslate()

    @property
    def tier(self) -> TierVerdict | None:
        """Return the verdict that is shown."""
        return self._tier

    def retranslate(self) -> None:
        """Build the words anew."""
        tier, need = self._tier, self._need
        if tier is None:
            return
        name = translate(need.name) if need else tier.tier.value
        self._name.setText(self.tr("{tier}: {verdict}").format(tier=name, verdict=self._verdict_word(tier.verdict)))
        self._models.setText(translate(need.models) if need else "")
        self._models.setVisible(need is not None)
        self._why.setText(self._reason(tier))
        self._runs.setText(self._runs_words(tier.runs))
        self.setText(self._name.text())
        self.setAccessibleName(self._name.text())
        self.setAccessibleDescription(join_sentences(f"{self._models.text()}:", self._why.text(), self._runs.text()))

    def _verdict_word(self, verdict: Verdict) -> str:
        words = {Verdict.PASS: self.tr("pass"), Verdict.SHORT: self.tr("short"), Verdict.UNKNOWN: self.tr("unknown")}
        return words[verdict]

    def _reason(self, tier: TierVerdict) -> str:
        if tier.verdict == Verdict.PASS:
            return self._pass_reason(tier)
        guilty = [part for part in tier.components if part.decides and part.verdict == tier.verdict]
        names = self._listed([translate(part.title) for part in guilty])
        if tier.verdict == Verdict.SHORT:
            return self.tr("Too little: {components}.").format(components=names)
        return self.tr("Not known: {components}.").format(components=names)

    def _listed(self, names: list[str]) -> str:
        if len(names) <= MOST_NAMES + 1:
            return self.tr(", ").join(names)
        shown = self.tr(", ").join(names[:MOST_NAMES])
        return self.tr("{names} and {count} more").format(names=shown, count=len(names) - MOST_NAMES)

    def _pass_reason(self, tier: TierVerdict) -> str:
        if all(part.verdict == Verdict.PASS for part in tier.components if part.decides):
            return self.tr("Everything that decides is there.")
        return self.tr("It passes a higher tier, and so this one.")

    def _runs_words(self, runs: bool | None) -> str:
        if runs is None:
            return self.tr("Whether its model runs here is not known.")
        if runs:
            return self.tr("Its model of today runs here.")
        return self.tr("Its model of today does not run here.")
