"""The engines for the window and the command line: which are here, what they accept, how the others are installed."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from deepseek_gui.catalog.models import models
from deepseek_gui.core.engine_store import chosen_programs
from deepseek_gui.domain.text import Text
from deepseek_gui.engines.base import EngineBuild, ModelKind, Surroundings
from deepseek_gui.engines.features import missing_families, missing_features
from deepseek_gui.engines.installing import Instructions, instructions
from deepseek_gui.engines.options import Options
from deepseek_gui.engines.placeholders import PLACEHOLDERS, Placeholder
from deepseek_gui.engines.registry import engine, engine_ids
from deepseek_gui.settings.paths import Paths

__all__ = [
    "PLACEHOLDERS",
    "EngineBuild",
    "EngineFacts",
    "Instructions",
    "ModelKind",
    "Options",
    "Placeholder",
    "engine_facts",
    "engine_name",
    "flavour",
    "short_version",
]

_NAMES = {"ollama": "Ollama", "vllm": "vLLM", "sglang": "SGLang", "transformers": "Transformers"}
_BUILD = re.compile(r"\bbuild (?P<numbered>\d+)|^b?(?P<plain>\d{3,6})(?: |$)")


@dataclass(frozen=True, slots=True)
class EngineFacts:
    """One engine as it is on this computer.

    Attributes:
        build: what was found; None when it is not installed.
        options: what that build accepts; None when it is told by parameters, or was not found.
        run_here: its command line was tried by running it; otherwise it rests on the makers' list of options.
        model_kind: what it reads.
        instructions: how to install it; None for what comes with the program or is fetched by it.
        lacks: what plans may ask for and it does not have.
        unknown_families: families of catalogued models that this build does not know; None when it can't be told.
    """

    id: str
    build: EngineBuild | None
    options: Options | None
    run_here: bool
    model_kind: ModelKind
    instructions: Instructions | None = None
    lacks: tuple[Text, ...] = ()
    unknown_families: tuple[str, ...] | None = None


def engine_facts(paths: Paths, chosen: Mapping[str, Path] | None = None) -> tuple[EngineFacts, ...]:
    """Return every engine, the default first; asks installed programs once (seconds), so not on the GUI thread.

    Args:
        paths: of the profile.
        chosen: engine id -> the program to take; None takes those that the stored settings name.
    """
    surroundings = Surroundings(paths.cache_dir, chosen_programs(paths) if chosen is None else chosen)
    return tuple(_facts(id, surroundings) for id in engine_ids())  # noqa: A001  called id everywhere


def engine_name(id: str) -> str:  # noqa: A002  called id everywhere
    """Return an engine's own name, as its makers write it."""
    return _NAMES.get(id, id)


def short_version(build: EngineBuild) -> str:
    """Return a version as people quote it: llama.cpp's by its build ("b11374"); empty when it is not known."""
    version = build.version or ""
    found = _BUILD.search(version) if build.engine == "llama-server" else None
    return f"b{found['numbered'] or found['plain']}" if found else version


def flavour(build: EngineBuild) -> str:
    """Return what a build computes on: "CUDA", "CPU" when that is all, empty when it is not known."""
    return ", ".join(name for name in build.backends if name != "CPU") or ", ".join(build.backends)


def _facts(id: str, surroundings: Surroundings) -> EngineFacts:  # noqa: A002  called id everywhere
    chosen = engine(id, surroundings)
    build = chosen.detect()
    options = chosen.options(build) if build is not None else None
    return EngineFacts(
        id,
        build,
        options,
        chosen.run_here,
        chosen.model_kind,
        instructions(id, sys.platform),
        missing_features(id, options),
        missing_families(build, _families()) if build is not None else None,
    )


def _families() -> tuple[str, ...]:
    return tuple(sorted({model.architecture.gguf_name for model in models() if model.architecture}))
