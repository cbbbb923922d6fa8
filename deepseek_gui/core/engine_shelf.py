"""The engines' place in the window, in one look: what is here, which builds were fetched, whose Ollama runs."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from deepseek_gui.core.attaching import Server, local_servers, served_models
from deepseek_gui.core.engine_facts import EngineFacts, ModelKind, engine_facts
from deepseek_gui.core.engine_store import find, install, installed, named_programs, remove, room_bytes
from deepseek_gui.core.key_store import can_keep, forget_key, keep_key, kept_key
from deepseek_gui.domain.machine import Machine
from deepseek_gui.engines.base import EngineBuild
from deepseek_gui.engines.ollama import SHARED_URL
from deepseek_gui.engines.releases import RELEASES_URL, Choice
from deepseek_gui.settings.paths import Paths
from deepseek_gui.settings.store import Settings

__all__ = ["BARE", "Choice", "KeptBuild", "Shelf", "ShelfBackend", "room_bytes", "shelf_backend"]


@dataclass(frozen=True, slots=True)
class KeptBuild:
    """A llama.cpp build that was fetched.

    Attributes:
        name: "llama.cpp-b11459-vulkan".
        used: it is the one that a start would take.
    """

    name: str
    size_bytes: int
    used: bool


@dataclass(frozen=True, slots=True)
class Shelf:
    """What one look found.

    Attributes:
        engines: every engine, the default first.
        builds: llama.cpp builds that were fetched, by name.
        served: the person's own Ollama, once for each of its models.
    """

    engines: tuple[EngineFacts, ...]
    builds: tuple[KeptBuild, ...] = ()
    served: tuple[Server, ...] = ()


@dataclass(frozen=True, slots=True)
class ShelfBackend:
    """What the shelf asks of the rooms below; everything may take its time.

    Attributes:
        look: finds what is here.
        find: names the right llama.cpp build for a machine; raises `ActionableError`.
        install: fetches it; told the part that is there (0 to 1); raises `ActionableError`, `DownloadCancelledError`.
        remove: deletes a fetched build by its name; raises `ActionableError`.
        models: of a server at an address, with a key; raises `ActionableError`.
        keeps_keys: tells whether the system's keyring can be reached.
        kept_key: of a server's address, from the keyring; empty for none.
        keep_key: puts it there, an empty key takes it away; raises `ActionableError`.
    """

    look: Callable[[], Shelf]
    find: Callable[[Machine], Choice]
    install: Callable[[Choice, Callable[[float], None], threading.Event], str]
    remove: Callable[[str], None]
    models: Callable[[str, str], tuple[str, ...]]
    keeps_keys: Callable[[], bool]
    kept_key: Callable[[str], str]
    keep_key: Callable[[str, str], None]


def shelf_backend(
    paths: Paths,
    settings: Callable[[], Settings] = Settings,
    *,
    releases_url: str = RELEASES_URL,
    ollama_url: str = SHARED_URL,
) -> ShelfBackend:
    """Return the real one.

    Args:
        paths: of the profile.
        settings: those in force, which name the programs to take; called on another thread.
        releases_url: where llama.cpp's releases are listed.
        ollama_url: where the person's own Ollama would listen.
    """
    return ShelfBackend(
        look=partial(_look, paths, settings, ollama_url),
        find=partial(find, url=releases_url),
        install=partial(_install, paths),
        remove=partial(_remove, paths),
        models=served_models,
        keeps_keys=can_keep,
        kept_key=kept_key,
        keep_key=_keep,
    )


def _look(paths: Paths, settings: Callable[[], Settings], ollama_url: str) -> Shelf:
    engines = engine_facts(paths, named_programs(settings(), paths))
    used = {facts.build.executable for facts in engines if facts.build is not None}
    builds = tuple(KeptBuild(build.name, build.size_bytes, build.program in used) for build in installed(paths))
    return Shelf(engines, builds, local_servers(ollama_url))


def _install(paths: Paths, choice: Choice, on_progress: Callable[[float], None], cancelled: threading.Event) -> str:
    return install(choice, paths, on_progress=on_progress, cancelled=cancelled).name


def _remove(paths: Paths, name: str) -> None:
    for build in installed(paths):
        if build.name == name:
            remove(build, paths)


def _keep(address: str, key: str) -> None:
    if key:
        keep_key(address, key)
    else:
        forget_key(address)


def _nothing(*_: object) -> None:
    return None


def _absent(*_: object) -> Choice:
    raise LookupError


BARE = ShelfBackend(
    look=lambda: Shelf(
        (
            EngineFacts(
                "embedded", EngineBuild("embedded", None, ("CPU",)), None, run_here=True, model_kind=ModelKind.GGUF
            ),
        )
    ),
    find=_absent,
    install=lambda *_: "",
    remove=_nothing,
    models=lambda *_: (),
    keeps_keys=lambda: False,
    kept_key=lambda _: "",
    keep_key=_nothing,
)
"""The built-in engine and nothing else."""
