"""The chosen row of the ranking in full: memory by device and part, speed with its basis, what would help."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from deepseek_gui.core.model_facts import ModelFacts
from deepseek_gui.domain.plan import ENGINE_NAMES, Estimate
from deepseek_gui.domain.units import format_gib
from deepseek_gui.domain.verdict import Verdict
from deepseek_gui.ui.match.marks import Mark
from deepseek_gui.ui.match.model_facts_dialog import FactsButton
from deepseek_gui.ui.match.model_words import quality_text
from deepseek_gui.ui.match.words import basis_text, seconds_text, span_text, speed_text
from deepseek_gui.ui.texts import join_sentences, translate
from deepseek_gui.ui.widgets.card import Card, em_of
from deepseek_gui.ui.widgets.memory_bar import MemoryBar
from deepseek_gui.ui.widgets.plain import plain_label


class PlanDetails(Card):
    """Shows one estimate."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._estimate: Estimate | None = None
        self._name = ""
        self._mark = Mark()
        self._title = plain_label(bold=True)
        self._verdict = plain_label()
        self._memory = MemoryBar()
        self._speed = plain_label()
        self._basis = plain_label(muted=True)
        self._score = plain_label()
        self._facts: ModelFacts | None = None
        self.choose, self.facts_button = QPushButton(), FactsButton()
        self._lay_out()
        self._retranslate()

    def show_estimate(self, estimate: Estimate | None, name: str = "", facts: ModelFacts | None = None) -> None:
        """Show an estimate, or nothing.

        Args:
            estimate: what to show.
            name: the model's name for a person.
            facts: what is known of the model.
        """
        self._estimate, self._name, self._facts = estimate, name, facts
        self._memory.set_devices(estimate.devices if estimate else ())
        if estimate:
            self._mark.set_verdict(Verdict.PASS if estimate.fits else Verdict.SHORT)
        self._show_words()

    @property
    def estimate(self) -> Estimate | None:
        """Return what is shown."""
        return self._estimate

    @property
    def verdict(self) -> str:
        """Return the sentence on whether it fits."""
        return self._verdict.text()

    @property
    def speed(self) -> str:
        """Return the line on its speed."""
        return self._speed.text()

    @property
    def score(self) -> str:
        """Return the line on the model's published score."""
        return self._score.text()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  Qt's name
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _lay_out(self) -> None:
        em = round(em_of(self))
        head = QHBoxLayout()
        head.addWidget(self._mark)
        head.addWidget(self._title, 1)
        head.addWidget(self.facts_button)
        head.addWidget(self.choose)
        column = QVBoxLayout(self)
        column.setContentsMargins(em, round(0.6 * em), em, round(0.6 * em))
        column.setSpacing(round(0.4 * em))
        column.addLayout(head)
        for widget in (self._verdict, self._memory, self._speed, self._basis, self._score):
            column.addWidget(widget)

    def _retranslate(self) -> None:
        self.choose.setText(self.tr("Choose &this plan"))
        self._show_words()

    def _show_words(self) -> None:
        estimate = self._estimate
        for widget in (self._mark, self._verdict, self._memory, self._speed, self._basis, self.choose):
            widget.setVisible(estimate is not None)
        self._score.setVisible(self._facts is not None)
        self.facts_button.set_facts(self._facts)
        if estimate is None:
            self._title.setText(self.tr("Choose a plan in the list to see what it takes."))
            return
        engine = ENGINE_NAMES.get(estimate.plan.engine, estimate.plan.engine)
        parts = (self._name, estimate.plan.quantisation or "", engine, self._file_words(estimate))
        self._title.setText(" · ".join(part for part in parts if part))
        self._verdict.setText(self._verdict_words(estimate))
        self._verdict.setVisible(not estimate.fits)
        self._speed.setText(self._speed_words(estimate))
        self._basis.setText(basis_text(estimate.speed))
        if self._facts is not None:
            self._score.setText(self.tr("Published score: {score}").format(score=quality_text(self._facts.quality)))

    def _file_words(self, estimate: Estimate) -> str:
        return self.tr("file {size}").format(size=format_gib(estimate.file_bytes))

    def _verdict_words(self, estimate: Estimate) -> str:
        note = translate(estimate.note) if estimate.note else ""
        if estimate.fits:
            return join_sentences(self.tr("It fits."), note)
        reason = translate(estimate.reason) if estimate.reason else self.tr("It does not fit.")
        remedy = translate(estimate.remedy) if estimate.remedy else ""
        return join_sentences(reason, remedy, note)

    def _speed_words(self, estimate: Estimate) -> str:
        speed = estimate.speed
        words = [self.tr("Speed: {speed}").format(speed=speed_text(speed.decode_tps))]
        if speed.decode_tps_at_context is not None:
            full = speed_text(speed.decode_tps_at_context)
            words.append(self.tr("with the context full: {speed}").format(speed=full))
        if speed.streams > 1 and speed.throughput_tps is not None:
            together = self.tr("all {count} users at once: {speed}, each of them {span} tok/s")
            facts = {"speed": speed_text(speed.throughput_tps), "span": span_text(speed.stream_tps)}
            words.append(together.format(count=speed.streams, **facts))
        if speed.time_to_first_token_s is not None:
            first = seconds_text(speed.time_to_first_token_s)
            words.append(self.tr("first token of a page after {time}").format(time=first))
        return " · ".join(words)
