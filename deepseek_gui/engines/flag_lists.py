"""The options of engines that we do not ask, as their sources or parsers name them (`resources/engines/flags.json`)."""

from __future__ import annotations

from functools import cache

import msgspec

from deepseek_gui.domain.decoding import decode
from deepseek_gui.engines.options import Options
from deepseek_gui.resources import resource_path


class FlagList(msgspec.Struct, frozen=True):
    """What one engine's sources list.

    Attributes:
        version: of the engine whose sources were read.
        source: where in them.
        flags: options and environment variables.
        values: flag -> the values that it takes, where they are few.
    """

    version: str
    source: str
    flags: frozenset[str]
    values: dict[str, frozenset[str]] = {}


@cache
def flag_lists() -> dict[str, FlagList]:
    """Return the list of every engine, by its id, and that of NCCL's variables."""
    return decode(resource_path("engines", "flags.json").read_bytes(), dict[str, FlagList])


def listed_options(engine: str) -> Options:
    """Return an engine's options by its makers' list."""
    found = flag_lists()[engine]
    return Options(f"{engine} {found.version}", found.flags, values=found.values)
