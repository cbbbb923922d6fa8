"""The engines for the window and the command line: which are here, what they accept, how the others are installed."""

from __future__ import annotations

import sys
from dataclasses import dataclass

from deepseek_gui.core.engine_store import chosen_programs
from deepseek_gui.engines.base import EngineBuild, Surroundings
from deepseek_gui.engines.installing import Instructions, instructions
from deepseek_gui.engines.options import Options
from deepseek_gui.engines.placeholders import PLACEHOLDERS, Placeholder
from deepseek_gui.engines.registry import engine, engine_ids
from deepseek_gui.settings.paths import Paths

__all__ = ["PLACEHOLDERS", "EngineBuild", "EngineFacts", "Instructions", "Options", "Placeholder", "engine_facts"]


@dataclass(frozen=True, slots=True)
class EngineFacts:
    """One engine as it is on this computer.

    Attributes:
        build: what was found; None when it is not installed.
        options: what that build accepts; None when it is told by parameters, or was not found.
        run_here: its command line was tried by running it; otherwise it rests on the makers' list of options.
        instructions: how to install it; None for what comes with the program or is fetched by it.
    """

    id: str
    build: EngineBuild | None
    options: Options | None
    run_here: bool
    instructions: Instructions | None


def engine_facts(paths: Paths) -> tuple[EngineFacts, ...]:
    """Return every engine, the default first; asks installed programs once (seconds), so not on the GUI thread."""
    surroundings = Surroundings(paths.cache_dir, chosen_programs(paths))
    return tuple(_facts(id, surroundings) for id in engine_ids())  # noqa: A001  called id everywhere


def _facts(id: str, surroundings: Surroundings) -> EngineFacts:  # noqa: A002  called id everywhere
    chosen = engine(id, surroundings)
    build = chosen.detect()
    options = chosen.options(build) if build is not None else None
    return EngineFacts(id, build, options, chosen.run_here, instructions(id, sys.platform))
