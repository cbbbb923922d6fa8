"""What went wrong with the engine or a file: the cause, the line that tells it, and what to try next."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.events import Failed
from deepseek_gui.domain.failure import Remedy, Step
from deepseek_gui.domain.text import Text
from deepseek_gui.ui.texts import translate
from deepseek_gui.ui.widgets.banner import ErrorBanner
from deepseek_gui.ui.widgets.card import em_of
from deepseek_gui.ui.widgets.elided_label import ElidedLabel
from deepseek_gui.ui.widgets.menu_button import MenuButton
from deepseek_gui.ui.widgets.plain import plain_label


class FailurePanel(ErrorBanner):
    """Shows one failure; the rest of the page goes on working around it.

    What can be pressed comes first: the next setting on a button, the other ones in its menu; what only a person can
    do, and what was tried before, stand in words.
    """

    retry_requested = Signal()
    """The same again."""
    remedy_requested = Signal(object)
    """The `Remedy` to take, or to be led to."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._log = ""
        self._failed = Failed(Text(""))
        self._evidence = ElidedLabel()
        self._evidence.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._tried = plain_label(muted=True)
        self._by_hand = plain_label()
        self._try = QPushButton()
        self._try.setDefault(True)
        self._try.clicked.connect(self._on_try_clicked)
        self._others = MenuButton()
        self._others.entries.setToolTipsVisible(True)
        self._retry = QPushButton()
        self._retry.clicked.connect(self.retry_requested)
        self._lay_out_remedies()
        self._say_remedies()

    @property
    def evidence(self) -> str:
        """Return the line that tells the cause."""
        return self._evidence.text()

    @property
    def tried_text(self) -> str:
        """Return what was tried before, in words."""
        return self._tried.text()

    @property
    def by_hand_text(self) -> str:
        """Return what a person can do, in words."""
        return self._by_hand.text()

    @property
    def try_button(self) -> QPushButton:
        """Return the button of the next setting."""
        return self._try

    @property
    def others_button(self) -> QPushButton:
        """Return the button with the menu of other settings."""
        return self._others

    @property
    def retry_button(self) -> QPushButton:
        """Return the button that does the same again, where there is nothing better."""
        return self._retry

    def show_failure(self, error: ActionableError | Failed | Exception, log: str = "") -> None:
        """Show a failure; the end of the engine's `log` joins the details when they are copied."""
        self._log = log
        self._failed = error if isinstance(error, Failed) else Failed(Text(""))
        self._say_remedies()
        self.show_error(error)

    @property
    def details(self) -> str:
        """Return what "Copy details" copies: the sentences, the evidence, the technical text and the engine's log."""
        parts = [super().details]
        for more in (self._failed.evidence, self._log):
            if parts[0] and more and more not in "\n".join(parts):
                parts.append(more)
        return "\n\n".join(parts)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  Qt's name
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say_remedies()

    def _lay_out_remedies(self) -> None:
        em = round(em_of(self))
        buttons = QHBoxLayout()
        buttons.setContentsMargins(0, em // 4, 0, 0)
        buttons.addWidget(self._try)
        buttons.addWidget(self._others)
        buttons.addWidget(self._retry)
        buttons.addSpacing(em // 2)
        buttons.addWidget(self._by_hand, 1)
        buttons.addStretch()
        self._column.addWidget(self._evidence)
        self._column.addWidget(self._tried)
        self._column.addLayout(buttons)
        for before, after in pairwise((self._try, self._others, self._retry, self._copy, self._dismiss)):
            QWidget.setTabOrder(before, after)

    def _say_remedies(self) -> None:
        failed = self._failed
        self._evidence.show_words(failed.evidence)
        self._evidence.setVisible(bool(failed.evidence))
        self._evidence.setAccessibleName(self.tr("Evidence: {line}").format(line=failed.evidence))
        _say(self._tried, self.tr("Already tried: {steps}"), failed.tried)
        by_hand = [remedy.text for remedy in failed.remedies if not remedy.pressable]
        _say(self._by_hand, self.tr("By hand: {steps}"), by_hand)
        self._retry.setText(self.tr("Try a&gain"))
        self._others.setText(self.tr("Alternati&ves"))
        self._offer([remedy for remedy in failed.remedies if remedy.pressable])

    def _offer(self, remedies: list[Remedy]) -> None:
        """Put the first on the button and the others into the menu."""
        if remedies:
            self._try.setText(self._button_words(remedies[0], self.tr("Try: {remedy}")))
        self._others.entries.clear()
        for remedy in remedies[1:]:
            action = self._others.entries.addAction(self._button_words(remedy, "{remedy}"))
            action.triggered.connect(lambda _checked=False, taken=remedy: self.remedy_requested.emit(taken))
        if remedies and not any(remedy.step is Step.AGAIN for remedy in remedies):
            self._others.entries.addAction(self.tr("Try again without a change")).triggered.connect(
                self.retry_requested
            )
        self._try.setVisible(bool(remedies))
        self._others.setVisible(not self._others.entries.isEmpty())
        self._retry.setVisible(not remedies)

    def _button_words(self, remedy: Remedy, template: str) -> str:
        """Return a button's words: three dots say that it leads to a dialog."""
        leads_on = remedy.plan is None or remedy.question is not None
        template = self.tr("{remedy}…") if leads_on else template
        return _label(template.format(remedy=translate(remedy.text)))

    @Slot()
    def _on_try_clicked(self) -> None:
        remedy = next((remedy for remedy in self._failed.remedies if remedy.pressable), None)
        if remedy is not None:
            self.remedy_requested.emit(remedy)


def _say(label: QLabel, template: str, steps: Sequence[Text]) -> None:
    label.setText(template.format(steps=" · ".join(translate(step) for step in steps)) if steps else "")
    label.setVisible(bool(steps))


def _label(words: str) -> str:
    """Return words for a button: an ampersand in them is no mnemonic."""
    return words.replace("&", "&&")
