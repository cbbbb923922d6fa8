"""The article, checked: what it says, what is true, and whether what it asks for is enough."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from deepseek_gui.domain.verdict import Claim, Sufficiency
from deepseek_gui.ui.texts import translate
from deepseek_gui.ui.widgets.card import Card, em_of
from deepseek_gui.ui.widgets.plain import plain_label


class ArticleNotes(Card):
    """Shows claims with their corrections, and figures of requirements."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._claims: tuple[Claim, ...] = ()
        self._sufficiencies: tuple[Sufficiency, ...] = ()
        self._title = plain_label(bold=True)
        self._words = plain_label()
        em = round(em_of(self))
        column = QVBoxLayout(self)
        column.setContentsMargins(em, round(0.6 * em), em, round(0.6 * em))
        column.setSpacing(round(0.3 * em))
        column.addWidget(self._title)
        column.addWidget(self._words)
        self._retranslate()

    def show_notes(self, claims: Iterable[Claim], sufficiencies: Iterable[Sufficiency] = ()) -> None:
        """Show these; figures first."""
        self._claims, self._sufficiencies = tuple(claims), tuple(sufficiencies)
        self._retranslate()

    @property
    def words(self) -> str:
        """Return what is shown, a note a line."""
        return self._words.text()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  Qt's name
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self._title.setText(self.tr("The article, checked"))
        template = self.tr("The article: {claim} True today: {truth}")
        figures = [translate(found.words) for found in self._sufficiencies]
        claims = [template.format(claim=translate(claim.claim), truth=translate(claim.truth)) for claim in self._claims]
        self._words.setText("\n".join(f"• {line}" for line in (*figures, *claims)))
