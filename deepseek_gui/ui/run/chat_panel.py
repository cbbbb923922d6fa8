"""The conversation with its buttons, its prompt box and its totals."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from deepseek_gui.domain.events import Done, Token
from deepseek_gui.ui.run.conversation_view import ConversationView
from deepseek_gui.ui.run.empty_state import EmptyState
from deepseek_gui.ui.run.figures import Figures
from deepseek_gui.ui.run.notice import Notice
from deepseek_gui.ui.run.prompt_box import PromptBox
from deepseek_gui.ui.run.transcript import Transcript, Turn, take_token
from deepseek_gui.ui.widgets.card import Card, em_of


class ChatPanel(Card):
    """Keeps the transcript and shows it; what is typed goes out as a signal."""

    prompt_entered = Signal(str)
    stop_clicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._transcript = Transcript()
        self._answer: Turn | None = None
        self._can_send = False
        self._notice = Notice(self)
        self._view = ConversationView(self)
        self._empty = EmptyState(self)
        self._empty.suggestion_chosen.connect(self._on_suggestion)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._view)
        self._show(self._empty)
        self._figures = Figures(self)
        self._prompt = PromptBox(self)
        self._prompt.submitted.connect(self._on_submitted)
        self._prompt.textChanged.connect(self._update_buttons)
        self._send = QPushButton(self)
        self._send.clicked.connect(self._on_send_clicked)
        self._thinking = self._tool_button(checkable=True)
        self._thinking.toggled.connect(self._view.set_show_thinking)
        self._copy = self._tool_button()
        self._copy.clicked.connect(self.copy_answer)
        self._new = self._tool_button()
        self._new.clicked.connect(self.clear)
        self._lay_out()
        self._retranslate()

    @property
    def transcript(self) -> Transcript:
        """Return the conversation."""
        return self._transcript

    @property
    def view(self) -> ConversationView:
        """Return the widget that shows the conversation."""
        return self._view

    @property
    def prompt_box(self) -> PromptBox:
        """Return the field where the person writes."""
        return self._prompt

    @property
    def send_button(self) -> QPushButton:
        """Return the button that sends, or stops the answer that runs."""
        return self._send

    @property
    def figures(self) -> Figures:
        """Return the totals of the last answer."""
        return self._figures

    @property
    def notice(self) -> Notice:
        """Return the line about what the words are worth."""
        return self._notice

    @property
    def empty_state(self) -> EmptyState:
        """Return what stands here before a conversation."""
        return self._empty

    @property
    def answering(self) -> bool:
        """Whether an answer is under way."""
        return self._answer is not None

    def set_can_send(self, can_send: bool) -> None:
        """Allow or forbid a new prompt."""
        self._can_send = can_send
        self._update_buttons()

    def begin(self, prompt: str, speaker: str) -> None:
        """Show a prompt and the place where its answer will grow."""
        self._show(self._view)
        self._view.add_turn(self._transcript.ask(prompt))
        self._answer = self._transcript.begin_answer(speaker)
        self._view.add_turn(self._answer)
        self._update_buttons()

    def add_token(self, token: Token) -> None:
        """Let the answer grow."""
        if self._answer is not None:
            self._view.extend(take_token(self._answer, token), thinking=token.thinking)

    def end_answer(self, done: Done | None) -> None:
        """Format the answer; None says that it broke off."""
        turn, self._answer = self._answer, None
        if turn is not None:
            turn.done, turn.failed = done, done is None
            self._view.end_turn(turn)
        self._update_buttons()

    def take_back(self) -> str | None:
        """Remove the last prompt and its answer and return the prompt."""
        prompt = self._transcript.take_back()
        self._view.show_turns(self._transcript.turns)
        self._update_buttons()
        return prompt

    @Slot()
    def clear(self) -> None:
        """Begin a new conversation; an answer that runs is left alone."""
        if self._answer is None:
            self._transcript = Transcript()
            self._view.show_turns([])
            self._figures.clear()
            self._show(self._empty)
            self._update_buttons()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  Qt's name
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """Stop the answer on Esc."""
        if event.key() == Qt.Key.Key_Escape and self._answer is not None:
            self.stop_clicked.emit()
        else:
            super().keyPressEvent(event)

    def _show(self, wanted: QWidget) -> None:
        """Show the conversation or what stands in its place; the other one asks for no room."""
        for page in (self._empty, self._view):
            free = QSizePolicy.Policy.Expanding if page is wanted else QSizePolicy.Policy.Ignored
            page.setSizePolicy(free, free)
        self._stack.setCurrentWidget(wanted)

    def _tool_button(self, *, checkable: bool = False) -> QToolButton:
        button = QToolButton(self, autoRaise=True)
        button.setCheckable(checkable)
        return button

    def _lay_out(self) -> None:
        em = round(em_of(self))
        tools = QHBoxLayout()
        tools.addWidget(self._new)
        tools.addStretch()
        tools.addWidget(self._thinking)
        tools.addWidget(self._copy)
        entry = QHBoxLayout()
        entry.setSpacing(em // 2)
        entry.addWidget(self._prompt, 1)
        entry.addWidget(self._send)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(em, em // 2, em, round(0.8 * em))
        layout.setSpacing(em // 2)
        layout.addLayout(tools)
        layout.addWidget(self._notice)
        layout.addWidget(self._stack, 1)
        layout.addWidget(self._figures)
        layout.addLayout(entry)
        order = (self._new, self._thinking, self._copy, self._view, *self._empty.buttons, self._prompt, self._send)
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)
        self._send.setMinimumWidth(6 * em)
        self._send.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    @Slot()
    def _on_submitted(self) -> None:
        prompt = self._prompt.toPlainText().strip()
        if prompt and self._can_send and self._answer is None:
            self._prompt.clear()
            self.prompt_entered.emit(prompt)

    @Slot()
    def _on_send_clicked(self) -> None:
        if self._answer is not None:
            self.stop_clicked.emit()
        else:
            self._on_submitted()

    @Slot(str)
    def _on_suggestion(self, question: str) -> None:
        self._prompt.setPlainText(question)
        self._prompt.setFocus()
        self._on_submitted()

    @Slot()
    def copy_answer(self) -> None:
        """Put the newest answer, as the model wrote it and without its thinking, on the clipboard."""
        answer = self._transcript.last_answer()
        if answer is not None:
            QApplication.clipboard().setText(answer.text.strip())

    @Slot()
    def _update_buttons(self) -> None:
        answering = self._answer is not None
        self._send.setText(self.tr("Sto&p") if answering else self.tr("Send"))
        self._send.setEnabled(answering or (self._can_send and bool(self._prompt.toPlainText().strip())))
        self._new.setEnabled(bool(self._transcript.turns) and not answering)
        self._copy.setEnabled(self._transcript.last_answer() is not None)

    def _retranslate(self) -> None:
        self._prompt.setPlaceholderText(self.tr("Write a prompt. Enter sends, Shift+Enter makes a new line."))
        self._prompt.setAccessibleName(self.tr("Prompt"))
        self._view.setAccessibleName(self.tr("Conversation"))
        self._thinking.setText(self.tr("Show t&hinking"))
        self._thinking.setToolTip(self.tr("Unfold what the model thinks before it answers"))
        self._copy.setText(self.tr("Cop&y answer"))
        self._new.setText(self.tr("&New conversation"))
        self._send.setToolTip(self.tr("Enter sends; Esc stops the answer"))
        self._update_buttons()
