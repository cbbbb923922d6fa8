"""What every engine offers: is it here, how is it started, what does its log say."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from deepseek_gui.domain.events import EngineEvent
from deepseek_gui.domain.plan import LaunchSpec, Plan, RunSettings


@dataclass(frozen=True, slots=True)
class EngineBuild:
    """An engine that was found on this machine.

    Attributes:
        version: as the engine's makers number it; None when it does not say.
        backends: what it can compute on ("CPU", "Metal", "CUDA").
        executable: the program, or None when it lives inside ours.
    """

    engine: str
    version: str | None
    backends: tuple[str, ...]
    executable: Path | None = None


class Engine(Protocol):
    """One engine, driven as a child process with an OpenAI-compatible interface."""

    @property
    def id(self) -> str:
        """Return the engine's id of DESIGN.md ("embedded", "llama-server")."""
        ...

    def detect(self) -> EngineBuild | None:
        """Return the build that would be used, or None when there is none."""
        ...

    def launch(self, plan: Plan, settings: RunSettings, file: Path, port: int, api_key: str) -> LaunchSpec:
        """Return how to start the engine.

        Args:
            plan: what to run.
            settings: the plan's settings with the placement filled in.
            file: the model file.
            port: TCP port on 127.0.0.1; 0 lets the engine take a free one where it can.
            api_key: never put on the command line, where every user of the machine could read it.
        """
        ...

    def parse_log(self, line: str) -> EngineEvent | None:
        """Return the progress (`Loading`) or the cause of a failure (`Failed`) that a log line tells, else None."""
        ...
