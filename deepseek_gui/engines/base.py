"""What every engine offers: is it here, what does it accept, how is it started, what does its log say."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from deepseek_gui.domain.events import EngineEvent, Loading
from deepseek_gui.domain.plan import LaunchSpec, Plan, RunSettings
from deepseek_gui.engines.options import Options


class ModelKind(StrEnum):
    """What an engine reads a model from."""

    GGUF = "gguf"
    """A file."""
    CHECKPOINT = "checkpoint"
    """A folder of safetensors, or its name on Hugging Face."""
    TAG = "tag"
    """A name in the engine's own library, or a GGUF file that is copied there."""


@dataclass(frozen=True, slots=True)
class EngineBuild:
    """An engine that was found on this machine.

    Attributes:
        version: as the engine's makers number it; None when it does not say.
        backends: what it can compute on ("CPU", "Metal", "CUDA"); empty when that is not known.
        executable: the program, or None when it lives inside ours.
    """

    engine: str
    version: str | None
    backends: tuple[str, ...]
    executable: Path | None = None


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the program knows and engines do not.

    Attributes:
        cache_dir: keeps what programs said of themselves; None keeps nothing.
        programs: engine id -> the program that the person chose or that we fetched; it goes before the search path.
    """

    cache_dir: Path | None = None
    programs: Mapping[str, Path] = field(default_factory=dict)


class Unprepared:
    """What engines share that answer as soon as they are up."""

    def prepare(
        self, spec: LaunchSpec, file: Path, tell: Callable[[Loading], None], cancelled: Callable[[], bool]
    ) -> None:
        """Nothing is left to do."""


class Engine(Protocol):
    """One engine, driven as a child process with an OpenAI-compatible interface.

    Every engine is stopped in the same way: by its process group (`EngineProcess.stop`).
    """

    @property
    def id(self) -> str:
        """Return the engine's id of DESIGN.md ("embedded", "llama-server")."""
        ...

    @property
    def run_here(self) -> bool:
        """Return whether its command line was tried by running it; otherwise it rests on the makers' list of flags."""
        ...

    @property
    def model_kind(self) -> ModelKind:
        """Return what `launch` wants as its `file`."""
        ...

    @property
    def metrics_path(self) -> str:
        """Return where it answers with Prometheus text below its address, empty when it does not."""
        ...

    def detect(self) -> EngineBuild | None:
        """Return the build that would be used, or None when there is none."""
        ...

    def options(self, build: EngineBuild) -> Options | None:
        """Return what a build accepts, asked of itself or from its makers' list; None when it takes no flags."""
        ...

    def launch(
        self,
        plan: Plan,
        settings: RunSettings,
        file: Path,
        port: int,
        api_key: str,
        *,
        build: EngineBuild | None = None,
    ) -> LaunchSpec:
        """Return how to start the engine.

        Args:
            plan: what to run.
            settings: the plan's settings with the placement filled in.
            file: the model file; by `model_kind` also a checkpoint's folder or name, or a tag.
            port: TCP port on 127.0.0.1; 0 lets the engine take a free one where it can.
            api_key: never put on the command line, where every user of the machine could read it.
            build: the build that `detect` found; None writes what most versions understand.

        Raises:
            ActionableError: the build cannot express the plan; it names the flag.
        """
        ...

    def prepare(
        self, spec: LaunchSpec, file: Path, tell: Callable[[Loading], None], cancelled: Callable[[], bool]
    ) -> None:
        """Do what is left once the server answers, before the first question; most engines have nothing left to do.

        Raises:
            ActionableError: it cannot be done.
        """
        ...

    def parse_log(self, line: str) -> EngineEvent | None:
        """Return the progress (`Loading`) or the cause of a failure (`Failed`) that a log line tells, else None."""
        ...
