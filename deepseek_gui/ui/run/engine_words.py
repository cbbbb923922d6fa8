"""What engines are called in the window."""

from __future__ import annotations

from deepseek_gui.core.engine_choice import BUILT_IN
from deepseek_gui.core.engine_facts import EngineFacts, engine_name, flavour, short_version
from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text
from deepseek_gui.ui.texts import translate


def engine_title(id: str) -> str:  # noqa: A002  called id everywhere
    """Return an engine's name: the makers' own, or that it is part of this program."""
    return translate(Text(QT_TRANSLATE_NOOP("core", "Built in"))) if id == BUILT_IN else engine_name(id)


def build_title(facts: EngineFacts) -> str:
    """Return an engine with the version and the flavour of the build that was found: "llama-server b6789, CUDA"."""
    name = engine_title(facts.id)
    if facts.build is None:
        return name
    named = " ".join(part for part in (name, short_version(facts.build)) if part)
    return ", ".join(part for part in (named, flavour(facts.build)) if part)
