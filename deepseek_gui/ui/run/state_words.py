"""What Run says about itself: whose words these are, what to do now, what the engine is doing."""

from __future__ import annotations

from PySide6.QtCore import QObject

from deepseek_gui.core.attaching import ATTACHED
from deepseek_gui.core.runnable import PlanFacts, Weights
from deepseek_gui.core.session import SessionState
from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text


class StateWords(QObject):
    """Sentences in the window's language."""

    def speaker(self, facts: PlanFacts | None) -> str:
        """Return the name that stands above an answer."""
        if facts is None:
            return ""
        if facts.weights is Weights.DEMO:
            return self.tr("Demo model")
        if facts.weights is Weights.RANDOM:
            return self.tr("{name}, random weights").format(name=facts.name)
        return facts.name

    def worth(self, facts: PlanFacts | None) -> str:
        """Return what a model's words are worth; nothing for real weights."""
        if facts is None or facts.weights is Weights.REAL:
            return ""
        if facts.weights is Weights.DEMO:
            return self.tr("Demo model: a check that the engine works, not DeepSeek.")
        return self.tr("Random weights: speed and memory are real, words are not.")

    def next_step(self, state: SessionState, startable: bool, chosen: bool, waiting: bool) -> tuple[str, str]:
        """Return a title and a sentence for a conversation that has not begun.

        Args:
            state: what the engine is doing.
            startable: the selected model is known, and the selected engine can run it.
            chosen: the selected model is known.
            waiting: a prompt waits for the model.
        """
        if waiting:
            return self.tr("Loading the model"), self.tr("Your prompt is sent as soon as the model answers.")
        if state is SessionState.LOADING:
            return self.tr("Loading the model"), self.tr("You can write your prompt already.")
        if state in (SessionState.READY, SessionState.GENERATING):
            return self.tr("Ready"), self.tr("Write a prompt below, or begin with one of these:")
        if state is SessionState.UNLOADING:
            return self.tr("Ending the engine"), self.tr("Its memory is free in a moment.")
        return self._before_start(startable, chosen)

    def _before_start(self, startable: bool, chosen: bool) -> tuple[str, str]:
        if startable:
            return self.tr("Start a model"), self.tr("Press Start, or ask: the model starts by itself.")
        if chosen:
            return self.tr("Choose an engine"), self.tr("The one above cannot run this model; get it, or take another.")
        return self.tr("Choose a model"), self.tr("Choose one above, or drop a GGUF file here.")


def engine_state(state: SessionState, running: PlanFacts | None) -> Text:
    """Return engine and state for the status bar."""
    if running is None:
        return Text(QT_TRANSLATE_NOOP("core", "not loaded"))
    states = {
        SessionState.IDLE: Text(QT_TRANSLATE_NOOP("core", "not loaded")),
        SessionState.LOADING: Text(QT_TRANSLATE_NOOP("core", "loading")),
        SessionState.READY: Text(QT_TRANSLATE_NOOP("core", "ready")),
        SessionState.GENERATING: Text(QT_TRANSLATE_NOOP("core", "answering")),
        SessionState.UNLOADING: Text(QT_TRANSLATE_NOOP("core", "ending")),
    }
    embedded = Text(QT_TRANSLATE_NOOP("core", "built in"))
    attached = Text(QT_TRANSLATE_NOOP("core", "running server"))
    engine = {"embedded": embedded, ATTACHED: attached}.get(running.plan.engine, running.plan.engine)
    return Text(QT_TRANSLATE_NOOP("core", "{engine}, {state}"), {"engine": engine, "state": states[state]})
