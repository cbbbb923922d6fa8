"""Asks the model: prompts that wait until it is loaded, the answer that grows, and a prompt that failed."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from deepseek_gui.core.session import ChatMessage, SessionState
from deepseek_gui.domain.events import Done, Token
from deepseek_gui.services.engine import EngineService
from deepseek_gui.ui.run.chat_panel import ChatPanel
from deepseek_gui.ui.run.live_charts import LiveCharts
from deepseek_gui.ui.run.rate import RateMeter
from deepseek_gui.ui.run.running import Running
from deepseek_gui.ui.run.state_words import StateWords

_RANDOM_ANSWER_TOKENS = 512
"""Random weights know no end of an answer."""


class Asking(QObject):
    """Brings conversation, charts and engine together.

    Args:
        running: what is loaded.
        engine: answers.
        chat: the conversation.
        charts: draw the answer's tokens.
        words: name who answers.
    """

    load_wanted = Signal()
    """A prompt waits and nothing is loaded."""
    sent = Signal()
    changed = Signal()
    """A prompt was taken: it was sent, or waits."""

    def __init__(  # noqa: PLR0917  what it brings together
        self,
        running: Running,
        engine: EngineService,
        chat: ChatPanel,
        charts: LiveCharts,
        words: StateWords,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._running = running
        self._engine = engine
        self._chat = chat
        self._charts = charts
        self._words = words
        self._waiting: str | None = None
        self._meter = RateMeter()
        chat.prompt_entered.connect(self.ask)
        chat.stop_clicked.connect(self._on_stop_clicked)

    @property
    def meter(self) -> RateMeter:
        """Return the meter of the answer that runs or ran last."""
        return self._meter

    @property
    def waiting(self) -> bool:
        """Return whether a prompt waits for the model."""
        return self._waiting is not None

    @Slot(str)
    def ask(self, prompt: str) -> None:
        """Send a prompt now, or as soon as the model is loaded."""
        if self._running.state is SessionState.READY:
            self._send(prompt)
        else:
            self._waiting = prompt
            if self._running.state is not SessionState.LOADING:
                self.load_wanted.emit()
        self.changed.emit()

    def hold(self, prompt: str | None) -> None:
        """Let a prompt, or none, wait for the model that is about to be loaded."""
        self._waiting = prompt

    def send_waiting(self) -> None:
        """Send the prompt that waited: the model is there."""
        prompt, self._waiting = self._waiting, None
        if prompt is not None:
            self._send(prompt)

    def give_back(self) -> None:
        """Put a prompt that could not be sent back where it was written."""
        if self._waiting is not None and not self._chat.prompt_box.toPlainText():
            self._chat.prompt_box.setPlainText(self._waiting)
        self._waiting = None

    def take_failed(self) -> str | None:
        """Take the prompt whose answer failed out of the conversation, to ask it again."""
        answer = self._chat.transcript.last_answer()
        return self._chat.take_back() if answer is not None and answer.failed else None

    def take_token(self, token: Token) -> None:
        """Let the answer grow."""
        self._meter.add(token.time_s, token.count)
        self._charts.take_token(token)
        self._chat.add_token(token)

    def end(self, done: Done) -> None:
        """Show the whole answer and what it took."""
        self._charts.end_phase()
        self._chat.end_answer(done)
        facts, memory = self._running.facts, self._running.memory
        if facts is not None:
            context = 0 if self._running.server is not None else facts.plan.settings.context
            memory.answered(done.prompt_tokens)
            self._chat.figures.show_memory(memory.seen)
            self._chat.figures.show_done(done, facts.estimate, context)

    def break_off(self) -> None:
        """Leave the answer as it is: no more of it will come."""
        if self._chat.answering:
            self._chat.end_answer(None)

    @Slot()
    def _on_stop_clicked(self) -> None:
        self._engine.cancel()

    def _send(self, prompt: str) -> None:
        self.sent.emit()
        self._chat.begin(prompt, self._words.speaker(self._running.facts))
        self._meter = RateMeter()
        self._charts.begin_prompt(self._meter)
        most = _RANDOM_ANSWER_TOKENS if self._running.has_random_weights else None
        self._engine.send(self._messages(), most)

    def _messages(self) -> list[ChatMessage]:
        """Return what is sent: the conversation, or of random words only the newest prompt.

        Invented syllables come back as one token a byte, so that a second turn would fill the context with noise.
        """
        messages = [ChatMessage(role.value, text) for role, text in self._chat.transcript.history()]
        return messages[-1:] if self._running.has_random_weights else messages
