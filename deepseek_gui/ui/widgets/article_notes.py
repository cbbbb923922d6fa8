"""The article, checked: what it says, what is true, and whether what it asks for is enough."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, Qt, Slot
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from deepseek_gui.domain.verdict import Claim, Sufficiency
from deepseek_gui.ui.texts import join_sentences, translate
from deepseek_gui.ui.widgets.card import Card, em_of
from deepseek_gui.ui.widgets.plain import plain_label


class ArticleNotes(Card):
    """Shows claims with their corrections, and figures of requirements.

    Args:
        foldable: begins as one line that a person opens.
    """

    def __init__(self, parent: QWidget | None = None, *, foldable: bool = False) -> None:
        super().__init__(parent)
        self._claims: tuple[Claim, ...] = ()
        self._sufficiencies: tuple[Sufficiency, ...] = ()
        self._title = plain_label(bold=True)
        self.fold_button = QToolButton()
        self.fold_button.setCheckable(True)
        self.fold_button.setAutoRaise(True)
        self.fold_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.fold_button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.fold_button.toggled.connect(self._on_folded)
        self._words = plain_label()
        em = round(em_of(self))
        column = QVBoxLayout(self)
        column.setContentsMargins(em, round(0.6 * em), em, round(0.6 * em))
        column.setSpacing(round(0.3 * em))
        for widget in (self.fold_button, self._title, self._words):
            column.addWidget(widget)
        self.fold_button.setVisible(foldable)
        self._title.setVisible(not foldable)
        self._on_folded(not foldable)
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
        self.fold_button.setText(self.tr("The article, checked"))
        figures = [translate(found.words) for found in self._sufficiencies]
        claims = [self._claim_words(claim) for claim in self._claims]
        self._words.setText("\n".join(f"• {line}" for line in (*figures, *claims)))

    def _claim_words(self, claim: Claim) -> str:
        said = self.tr("The article: {claim} True today: {truth}").format(
            claim=translate(claim.claim), truth=translate(claim.truth)
        )
        return join_sentences(said, translate(claim.reason)) if claim.reason else said

    @Slot(bool)
    def _on_folded(self, opened: bool) -> None:
        self.fold_button.setArrowType(Qt.ArrowType.DownArrow if opened else Qt.ArrowType.RightArrow)
        self._words.setVisible(opened)
