"""The article's three principles for the selected plan: three lines with need and have."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from deepseek_gui.domain.verdict import Principle
from deepseek_gui.ui.match.marks import Mark
from deepseek_gui.ui.texts import join_sentences, translate
from deepseek_gui.ui.widgets.card import Card, em_of
from deepseek_gui.ui.widgets.plain import plain_label, set_tip

_LINES = 3


class PrinciplesCard(Card):
    """Shows compute, bandwidth and disk; the tool tip of a line says how its figures were made."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[Principle, ...] = ()
        self._heads = [plain_label(muted=True) for _ in range(3)]
        self._lines = [(Mark(), plain_label(), plain_label(), plain_label()) for _ in range(_LINES)]
        em = round(em_of(self))
        grid = QGridLayout(self)
        grid.setContentsMargins(em, round(0.5 * em), em, round(0.5 * em))
        grid.setHorizontalSpacing(em)
        grid.setVerticalSpacing(round(0.15 * em))
        for column, head in enumerate(self._heads, start=1):
            grid.addWidget(head, 0, column)
            grid.setColumnStretch(column, 1)
        for row, line in enumerate(self._lines, start=1):
            for column, widget in enumerate(line):
                grid.addWidget(widget, row, column)
        self._retranslate()

    def show_principles(self, principles: tuple[Principle, ...]) -> None:
        """Show these lines; without any the card is hidden."""
        self._shown = principles
        self.setVisible(bool(principles))
        self._retranslate()

    @property
    def words(self) -> tuple[tuple[str, ...], ...]:
        """Return what each line says: title, need, have."""
        return tuple(tuple(label.text() for label in line[1:]) for line in self._lines)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  Qt's name
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        titles = (self.tr("The three principles, for the selected plan"), self.tr("Need"), self.tr("Have"))
        for head, words in zip(self._heads, titles, strict=True):
            head.setText(words)
        for line, principle in zip(self._lines, self._shown, strict=False):
            mark, *labels = line
            mark.set_verdict(principle.verdict)
            for label, text in zip(labels, (principle.title, principle.need, principle.have), strict=True):
                label.setText(translate(text))
            self._name(labels, principle)

    def _name(self, labels: list[QLabel], principle: Principle) -> None:
        """Let a tool tip and a screen reader say how the figures were made."""
        detail = translate(principle.detail)
        for label in labels:
            set_tip(label, detail)
        title, need, have = labels
        verdict = {"pass": self.tr("pass"), "short": self.tr("short"), "unknown": self.tr("unknown")}
        title.setAccessibleDescription(join_sentences(verdict[principle.verdict], detail))
        need.setAccessibleName(self.tr("need: {words}").format(words=need.text()))
        have.setAccessibleName(self.tr("have: {words}").format(words=have.text()))
