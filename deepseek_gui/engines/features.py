"""What a build of an engine lacks of what plans may ask for: options by its help, model families by its own words."""

from __future__ import annotations

import importlib.util
import mmap
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text
from deepseek_gui.engines.base import EngineBuild
from deepseek_gui.engines.options import Options

_LLAMA_LIBRARIES = ("llama.dll", "libllama.so*", "libllama*.dylib")
_KNOWN_TO_ALL = "llama"
"""A family that every llama.cpp knows: where its name is not found, the file holds none of them."""


@dataclass(frozen=True, slots=True)
class _Feature:
    """Something that a plan may ask for; one of its flags is enough."""

    words: str
    flags: tuple[str, ...]


_LLAMA_FEATURES = (
    _Feature(QT_TRANSLATE_NOOP("core", "a compressed KV cache"), ("-ctk",)),
    _Feature(QT_TRANSLATE_NOOP("core", "experts in main memory"), ("-ncmoe", "-ot")),
    _Feature(QT_TRANSLATE_NOOP("core", "a share for each of several GPUs"), ("-ts",)),
    _Feature(QT_TRANSLATE_NOOP("core", "flash attention when it helps"), ("-fa",)),
    _Feature(QT_TRANSLATE_NOOP("core", "fitting a model to the free GPU memory by itself"), ("-fit",)),
    _Feature(QT_TRANSLATE_NOOP("core", "thinking apart from the answer"), ("--reasoning-format",)),
    _Feature(QT_TRANSLATE_NOOP("core", "refusing requests of web pages (CORS)"), ("--cors-origins",)),
)
_NEVER: Mapping[str, tuple[str, ...]] = {
    "ollama": (
        QT_TRANSLATE_NOOP("core", "experts in main memory"),
        QT_TRANSLATE_NOOP("core", "a share for each of several GPUs"),
        QT_TRANSLATE_NOOP("core", "a key"),
    ),
    "transformers": (QT_TRANSLATE_NOOP("core", "GGUF files"),),
    "vllm": (
        QT_TRANSLATE_NOOP("core", "GGUF files"),
        QT_TRANSLATE_NOOP("core", "layers on the CPU"),
    ),
    "sglang": (
        QT_TRANSLATE_NOOP("core", "GGUF files"),
        QT_TRANSLATE_NOOP("core", "layers on the CPU"),
    ),
}
"""What no version of an engine has, as its adapter refuses it."""


def missing_features(engine: str, options: Options | None) -> tuple[Text, ...]:
    """Return what plans may ask for and an engine's build does not have.

    Args:
        engine: its id.
        options: what the build accepts; None when that is not known or it is told by parameters.
    """
    missing = _NEVER.get(engine, ())
    if engine == "llama-server" and options is not None:
        missing += tuple(
            feature.words for feature in _LLAMA_FEATURES if not any(options.has(flag) for flag in feature.flags)
        )
    return tuple(Text(words) for words in missing)


def missing_families(build: EngineBuild, families: Iterable[str]) -> tuple[str, ...] | None:
    """Return which model families (`general.architecture`) a llama.cpp build does not know; None when it can't be told.

    The names stand as they are in the library (llama.cpp, src/llama-arch.cpp), each ended by a zero byte.
    """
    wanted = tuple(families)
    for file in _libraries(build):
        absent = _absent(file, (_KNOWN_TO_ALL, *wanted))
        if absent is not None and _KNOWN_TO_ALL not in absent:
            return tuple(name for name in wanted if name in absent)
    return None


def _libraries(build: EngineBuild) -> Iterator[Path]:
    """Yield the files that may hold a build's list of families."""
    if build.engine == "embedded":
        found = importlib.util.find_spec("xllamacpp")
        for folder in (found.submodule_search_locations or ()) if found is not None else ():
            yield from (path for pattern in ("*.so", "*.pyd") for path in sorted(Path(folder).glob(pattern)))
    elif build.engine == "llama-server" and build.executable is not None:
        program = build.executable.resolve()
        for pattern in _LLAMA_LIBRARIES:
            yield from sorted(program.parent.glob(pattern))
        yield program


def _absent(file: Path, names: tuple[str, ...]) -> set[str] | None:
    """Return the names that a file does not hold; None when it cannot be read."""
    try:
        with file.open("rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as data:
            return {name for name in names if data.find(name.encode() + b"\0") < 0}
    except (OSError, ValueError):  # ValueError: an empty file
        return None
