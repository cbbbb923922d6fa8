"""What Run has started: the engine's state, the plan behind it, and what is watched of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from deepseek_gui.core.attaching import Server
from deepseek_gui.core.memory_seen import MemoryWatch
from deepseek_gui.core.runnable import PlanFacts, Weights
from deepseek_gui.core.session import SessionState
from deepseek_gui.core.watching import SpillWatch
from deepseek_gui.domain.machine import Machine
from deepseek_gui.ui.run.choices import Choice


@dataclass(slots=True)
class Running:
    """Shared by the parts of the page.

    Attributes:
        facts: of the plan that was loaded last; None before the first.
        choice: the entry of the list that it came from.
        spill: looks whether memory spills into RAM while an answer is written.
        memory: looks how much the engine takes.
    """

    state: SessionState = SessionState.IDLE
    facts: PlanFacts | None = None
    choice: Choice | None = None
    spill: SpillWatch = field(default_factory=lambda: SpillWatch(None))
    memory: MemoryWatch = field(default_factory=lambda: MemoryWatch(None))

    @property
    def server(self) -> Server | None:
        """Return the server that is not ours; None when the engine is."""
        return self.choice.server if self.choice is not None else None

    @property
    def has_random_weights(self) -> bool:
        """Return whether what is answered are no words."""
        return self.facts is not None and self.facts.weights is Weights.RANDOM

    @property
    def alive(self) -> PlanFacts | None:
        """Return the plan of an engine that lives; None without one."""
        return self.facts if self.state is not SessionState.IDLE else None

    def begin(self, facts: PlanFacts, choice: Choice | None, machine: Machine) -> None:
        """Take note of what is loaded now; on a simulated machine nothing can be compared."""
        self.facts, self.choice = facts, choice
        estimate = None if machine.simulated else facts.estimate
        self.spill, self.memory = SpillWatch(estimate), MemoryWatch(estimate)
