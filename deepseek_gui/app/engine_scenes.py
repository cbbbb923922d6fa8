"""Engines as a person may have them, for `--screenshots`: found, fetching, failed, offline, none."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from deepseek_gui.core.download import DownloadCancelledError
from deepseek_gui.core.engine_facts import EngineBuild, EngineFacts, ModelKind
from deepseek_gui.core.engine_shelf import BARE, Choice, KeptBuild, Shelf, ShelfBackend
from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.failure import Remedy, Step
from deepseek_gui.domain.machine import Machine
from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text
from deepseek_gui.engines.features import missing_features
from deepseek_gui.engines.flag_lists import listed_options
from deepseek_gui.engines.installing import instructions
from deepseek_gui.engines.options import Options
from deepseek_gui.engines.releases import Asset, Release, choose

_HALF = 0.42
_MB = 1_000_000
_OLD = Options("llama-server b5000", frozenset({"-ctk", "-ot", "-ts", "-fa"}))
_BUILDS = (
    KeptBuild("llama.cpp-b4000-vulkan", 210 * _MB, used=False),
    KeptBuild("llama.cpp-b5000-cuda", 2050 * _MB, used=True),
)
_CUDA = (Asset("llama-b11459-bin-ubuntu-cuda-12.8-x64.tar.gz", "", 766 * _MB),)
_VULKAN = (Asset("llama-b11459-bin-ubuntu-vulkan-x64.tar.gz", "", 66 * _MB),)

QUESTION = Remedy(
    Step.AGAIN,
    Text(QT_TRANSLATE_NOOP("core", "Start it again")),
    question=Text(
        QT_TRANSLATE_NOOP("core", "Weights in other formats can run code when they are read; choose another folder.")
    ),
)


@dataclass(frozen=True, slots=True)
class Scene:
    """A state of the Engines dialog.

    Attributes:
        selected: the engine that is shown; empty for the article's options.
        presses: how often the button of the official build is pressed: look up, fetch, stop.
    """

    name: str
    backend: ShelfBackend
    selected: str = "llama-server"
    presses: int = 0


def scenes(machine: Machine) -> tuple[Scene, ...]:
    """Return the states, on a machine with a GPU of NVIDIA's."""
    found = _found(machine, _CUDA)
    some = replace(BARE, look=_looked(_engines(), _BUILDS), find=lambda _: found, install=_stoppable)
    return (
        *(Scene(engine, some, engine) for engine in ("embedded", "llama-server", "ollama", "vllm", "transformers")),
        Scene("found", some, presses=1),
        Scene("fetching", some, presses=2),
        Scene("stopped", some, presses=3),
        Scene("nearest", replace(some, find=lambda _: _found(machine, _VULKAN)), presses=1),
        Scene("failed", replace(some, install=_spoilt), presses=2),
        Scene("done", replace(some, look=_looked(_engines(), (*_BUILDS, _kept(found)))), presses=1),
        Scene("none", replace(some, look=_looked(_engines(installed=False)))),
        Scene("offline", replace(some, look=_looked(_engines(installed=False)), find=_offline), presses=1),
        Scene("article", some, ""),
    )


def attach_backend() -> ShelfBackend:
    """Return a backend whose server takes any key but "wrong"."""
    return replace(BARE, models=_models, keeps_keys=lambda: True)


def _engines(*, installed: bool = True) -> tuple[EngineFacts, ...]:
    program = Path("/home/user/.local/share/deepseek-gui/engines/llama.cpp-b5000-cuda/llama-server")
    server = EngineBuild("llama-server", "5000 (a3c18b6)", ("CUDA", "CPU"), program) if installed else None
    vllm = EngineBuild("vllm", "0.21.0", ("CUDA",), Path("/home/user/vllm/bin/vllm")) if installed else None
    return (
        _facts(EngineBuild("embedded", "2026.10.0", ("CPU",)), "embedded", ModelKind.GGUF, families=()),
        _facts(server, "llama-server", ModelKind.GGUF, _OLD if installed else None, ("deepseek32", "deepseek4")),
        _facts(None, "ollama", ModelKind.TAG),
        _facts(vllm, "vllm", ModelKind.CHECKPOINT, listed_options("vllm")),
        _facts(None, "sglang", ModelKind.CHECKPOINT),
        _facts(None, "transformers", ModelKind.CHECKPOINT),
    )


def _facts(
    build: EngineBuild | None,
    engine: str,
    kind: ModelKind,
    options: Options | None = None,
    families: tuple[str, ...] | None = None,
) -> EngineFacts:
    here = kind is ModelKind.GGUF
    unknown = families if build is not None else None
    lacks = missing_features(engine, options)
    return EngineFacts(engine, build, options, here, kind, instructions(engine, "linux"), lacks, unknown)


def _looked(engines: tuple[EngineFacts, ...], builds: tuple[KeptBuild, ...] = ()) -> Callable[[], Shelf]:
    return lambda: Shelf(engines, builds)


def _found(machine: Machine, archives: tuple[Asset, ...]) -> Choice:
    found = choose([Release("b11459", archives)], machine, "linux", "x86_64")
    if found is None:  # pragma: no cover  the names are those of a release
        raise LookupError
    return found


def _kept(choice: Choice) -> KeptBuild:
    return KeptBuild(choice.name, 2000 * _MB, used=False)


def _stoppable(choice: Choice, tell: Callable[[float], None], cancelled: threading.Event) -> str:
    del choice
    tell(_HALF)
    cancelled.wait(60)
    raise DownloadCancelledError


def _spoilt(choice: Choice, tell: Callable[[float], None], cancelled: threading.Event) -> str:
    del tell, cancelled
    raise ActionableError(
        Text(
            QT_TRANSLATE_NOOP("core", "{file} is not the file that was published: its checksum differs."),
            {"file": choice.archives[0].name},
        ),
        Text(QT_TRANSLATE_NOOP("core", "Try again; if it happens again, something on the way changes files.")),
    )


def _offline(_: Machine) -> Choice:
    raise ActionableError(
        Text(QT_TRANSLATE_NOOP("core", "{host} cannot be reached."), {"host": "api.github.com"}),
        Text(QT_TRANSLATE_NOOP("core", "Check the connection to the internet, then try again.")),
    )


def _models(address: str, key: str) -> tuple[str, ...]:
    if key == "wrong":
        raise ActionableError(
            Text(QT_TRANSLATE_NOOP("core", "The server at {address} refuses the key."), {"address": address}),
            Text(QT_TRANSLATE_NOOP("core", "Enter the key that the server was started with.")),
        )
    return ("deepseek-r1-distill-qwen-7b", "deepseek-v2-lite-chat")
