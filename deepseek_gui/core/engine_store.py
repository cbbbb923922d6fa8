"""Official llama.cpp builds in the user's data folder: found for this machine, fetched, listed, removed."""

from __future__ import annotations

import platform
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from deepseek_gui.core.archives import unpack
from deepseek_gui.core.download import DownloadCancelledError, fetch, read, web
from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.machine import Machine
from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text
from deepseek_gui.domain.units import format_gib
from deepseek_gui.engines.llama_server import PROGRAM, LlamaServer
from deepseek_gui.engines.releases import RELEASES_URL, Asset, Choice, choose, parse_releases
from deepseek_gui.engines.transformers_engine import Transformers
from deepseek_gui.settings.paths import Paths, expanded
from deepseek_gui.settings.store import Settings, load

if TYPE_CHECKING:
    import httpx

_PREFIX = "llama.cpp-"
_MOST_LISTED_BYTES = 32 << 20
_UNPACKING, _REMOVING = ".unpacking-", ".removing-"
_LEFT_S = 3600.0
"""A half-made folder that nothing was written to for so long was left by a program that was killed."""
_UNPACKED = 4
"""An unpacked build is up to three times as long as its archive (b11459: CUDA 12.8, 766 MB to 2.0 GB)."""


@dataclass(frozen=True, slots=True)
class Installed:
    """A build that was fetched.

    Attributes:
        name: of its folder: "llama.cpp-b11459-vulkan".
        program: its `llama-server`.
    """

    name: str
    folder: Path
    program: Path

    @property
    def size_bytes(self) -> int:
        """What it takes on the disk."""
        return sum(file.lstat().st_size for file in self.folder.rglob("*"))


def installed(paths: Paths) -> tuple[Installed, ...]:
    """Return the builds that were fetched, by name."""
    folder = paths.engines_dir
    if not folder.is_dir():
        return ()
    found = (Installed(path.name, path, path / _program()) for path in sorted(folder.iterdir()))
    return tuple(build for build in found if build.name.startswith(_PREFIX) and build.program.is_file())


def programs(paths: Paths, chosen: str = "") -> Mapping[str, Path]:
    """Return the program of the chosen build, for `Surroundings`; nothing when none was fetched.

    Args:
        paths: of the profile.
        chosen: an installed build's name; empty takes the newest one.
    """
    builds = installed(paths)
    named = [build for build in builds if build.name == chosen]
    candidates = named if chosen else sorted(builds, key=lambda build: build.folder.stat().st_mtime_ns)
    return {LlamaServer.id: candidates[-1].program} if candidates else {}


def chosen_programs(paths: Paths) -> Mapping[str, Path]:
    """Return the programs that the stored settings name; settings that cannot be read name none."""
    try:
        return named_programs(load(paths), paths)
    except ActionableError:
        return programs(paths)


def named_programs(settings: Settings, paths: Paths) -> Mapping[str, Path]:
    """Return the programs that settings name, and the newest fetched llama.cpp build where they name none."""
    python = {Transformers.id: expanded(settings.torch_python)} if settings.torch_python else {}
    return {**programs(paths, settings.llama_build), **python}


def remove(build: Installed, paths: Paths) -> None:
    """Delete a fetched build.

    Raises:
        ActionableError: it is in use or cannot be deleted.
    """
    if build.folder.parent != paths.engines_dir or not build.name.startswith(_PREFIX):
        raise ValueError(build.folder)
    leaving = build.folder.with_name(f"{_REMOVING}{build.name}")
    try:
        shutil.rmtree(leaving, ignore_errors=True)  # left over from a removal that broke off
        build.folder.rename(leaving)  # refused as a whole where a program of it runs (Windows): nothing is lost then
        shutil.rmtree(leaving)
    except OSError as error:
        raise ActionableError(
            Text(
                QT_TRANSLATE_NOOP("core", "{name} cannot be removed: {reason}."),
                {"name": build.name, "reason": error.strerror or str(error)},
            ),
            Text(QT_TRANSLATE_NOOP("core", "Unload the model that runs on it, then try again.")),
            str(error),
        ) from error


def find(machine: Machine, *, url: str = RELEASES_URL) -> Choice:
    """Return the newest official build that fits this machine best; asks the release pages.

    Raises:
        ActionableError: offline, the pages answer otherwise than expected, or there is no build for this system.
    """
    import msgspec  # noqa: PLC0415

    with web() as client:
        document = read(client, f"{url}?per_page=30", most_bytes=_MOST_LISTED_BYTES)
    try:
        releases = parse_releases(document)
    except msgspec.MsgspecError as error:
        raise ActionableError(
            Text(QT_TRANSLATE_NOOP("core", "The list of llama.cpp's releases cannot be understood.")),
            Text(QT_TRANSLATE_NOOP("core", "Update this program, or install llama.cpp yourself.")),
            str(error),
        ) from error
    found = choose(releases, machine, sys.platform, platform.machine())
    if found is None:
        raise ActionableError(
            Text(
                QT_TRANSLATE_NOOP("core", "llama.cpp publishes no build for this system ({system}, {processor})."),
                {"system": sys.platform, "processor": platform.machine()},
            ),
            Text(QT_TRANSLATE_NOOP("core", "Build it from source, or use the embedded engine.")),
        )
    return found


def install(
    choice: Choice,
    paths: Paths,
    *,
    on_progress: Callable[[float], None] = lambda _: None,
    cancelled: threading.Event | None = None,
) -> Installed:
    """Fetch and unpack a build; it appears under its name only when it is whole.

    Args:
        choice: of `find`.
        paths: of the profile; archives are kept in its cache folder while they are fetched, so that it can go on.
        on_progress: told the part that is fetched, 0 to 1.
        cancelled: stops it; what was fetched is kept for the next time.

    Raises:
        ActionableError: no room, offline, a wrong checksum, an archive that is not to be trusted.
        DownloadCancelledError: `cancelled` was set.
    """
    target = paths.engines_dir / choice.name
    if not (target / _program()).is_file():
        try:
            _clear(paths.engines_dir)
            _check_room(choice, paths)
            archives = _fetch_all(choice, paths.cache_dir / "downloads", on_progress, cancelled)
            _unpack_all(archives, target, cancelled or threading.Event())
        except OSError as error:
            raise _cannot_write(paths.engines_dir, error) from error
    return Installed(target.name, target, target / _program())


def room_bytes(choice: Choice) -> int:
    """Return how much free disk space is wanted before a build is fetched."""
    return choice.download_bytes * _UNPACKED


def _program() -> str:
    return f"{PROGRAM}.exe" if sys.platform == "win32" else PROGRAM


def _clear(folder: Path) -> None:
    """Delete what was left half made or half removed."""
    for path in folder.iterdir() if folder.is_dir() else ():
        if path.name.startswith((_UNPACKING, _REMOVING)) and time.time() - _touched_s(path) > _LEFT_S:
            shutil.rmtree(path, ignore_errors=True)


def _touched_s(folder: Path) -> float:
    return max((path.lstat().st_mtime for path in (folder, *folder.glob("*"))), default=0.0)


def _check_room(choice: Choice, paths: Paths) -> None:
    paths.engines_dir.mkdir(parents=True, exist_ok=True)
    needed = room_bytes(choice)
    free = shutil.disk_usage(paths.engines_dir).free
    if free < needed:
        raise ActionableError(
            Text(
                QT_TRANSLATE_NOOP("core", "The engine needs {needed}, the disk of {folder} has {free} left."),
                {"needed": format_gib(needed), "folder": str(paths.engines_dir), "free": format_gib(free)},
            ),
            Text(QT_TRANSLATE_NOOP("core", "Free some space, or use the embedded engine.")),
        )


def _fetch_all(
    choice: Choice, folder: Path, on_progress: Callable[[float], None], cancelled: threading.Event | None
) -> tuple[Path, ...]:
    folder.mkdir(parents=True, exist_ok=True)
    done = 0
    files: list[Path] = []
    with web() as client:
        for asset in choice.archives:

            def tell(have: int, before: int = done) -> None:
                on_progress((before + have) / max(1, choice.download_bytes))

            files.append(_fetch(client, asset, folder, tell, cancelled))
            done += asset.size
    return tuple(files)


def _fetch(
    client: httpx.Client, asset: Asset, folder: Path, tell: Callable[[int], None], cancelled: threading.Event | None
) -> Path:
    if asset.sha256 is None or Path(asset.name).name != asset.name:
        raise ActionableError(
            Text(
                QT_TRANSLATE_NOOP("core", "{file} has no published checksum, so it is not fetched."),
                {"file": asset.name},
            ),
            Text(QT_TRANSLATE_NOOP("core", "Install llama.cpp yourself.")),
        )
    file = folder / asset.name
    fetch(
        client,
        asset.browser_download_url,
        file,
        size_bytes=asset.size,
        sha256=asset.sha256,
        on_bytes=tell,
        cancelled=cancelled,
    )
    return file


def _unpack_all(archives: tuple[Path, ...], target: Path, cancelled: threading.Event) -> None:
    """Unpack beside the target and rename: all archives into one folder, where the program finds its libraries."""

    def go_on() -> None:
        if cancelled.is_set():
            raise DownloadCancelledError

    with tempfile.TemporaryDirectory(prefix=_UNPACKING, dir=target.parent, ignore_cleanup_errors=True) as made:
        folder = Path(made) / target.name
        folder.mkdir()
        for archive in archives:
            unpack(archive, folder, go_on)
        if not (folder / _program()).is_file():
            raise ActionableError(
                Text(
                    QT_TRANSLATE_NOOP("core", "The archive {file} holds no {program}."),
                    {"file": archives[0].name, "program": _program()},
                ),
                Text(QT_TRANSLATE_NOOP("core", "Update this program, or install llama.cpp yourself.")),
            )
        if target.exists():
            shutil.rmtree(target)  # left over without its program
        folder.rename(target)
    for archive in archives:
        archive.unlink(missing_ok=True)


def _cannot_write(folder: Path, error: OSError) -> ActionableError:
    return ActionableError(
        Text(
            QT_TRANSLATE_NOOP("core", "The engine cannot be written to {folder}: {reason}."),
            {"folder": str(folder), "reason": error.strerror or str(error)},
        ),
        Text(QT_TRANSLATE_NOOP("core", "Make the folder writable, or free some space on its disk.")),
        str(error),
    )
