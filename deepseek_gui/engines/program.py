"""What an installed program says of itself: `--version` and `--help`, asked once for each build."""

from __future__ import annotations

import atexit
import contextlib
import hashlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

from deepseek_gui.domain.plan import LaunchSpec
from deepseek_gui.engines.launch import clean_environment

TIMEOUT_S = 20.0
"""For one question; a CUDA build on a cold disk takes several seconds to load its libraries."""

MAX_BYTES = 1 << 20
"""Of an answer; llama-server's help has 60 KB."""

FOLDER = "engines"
"""Below the profile's cache."""


_asked: set[subprocess.Popen[bytes]] = set()
"""Under way; their threads end with the program, not with the answer."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a program said.

    Attributes:
        version: its answer to `--version`, empty when it gave none in time.
        help: its answer to `--help`, likewise.
    """

    version: str
    help: str


def ask(program: Path, cache_dir: Path | None = None, *, timeout_s: float = TIMEOUT_S) -> Said:
    """Return what a program says of itself, from the cache when the same file was asked before.

    Args:
        program: the executable; started without a shell.
        cache_dir: of the profile; None keeps nothing.
        timeout_s: for each of the two questions; the program is killed after it.
    """
    stamp = _stamp(program)
    kept = None if cache_dir is None else cache_dir / FOLDER / f"{cache_name(program)}.json"
    said = _kept(kept, stamp)
    if said is not None:
        return said
    said = Said(answer(program, "--version", timeout_s=timeout_s), answer(program, "--help", timeout_s=timeout_s))
    if said.help:  # a program that did not answer is asked again
        _keep(kept, stamp, said)
    return said


def answer(program: Path, *arguments: str, timeout_s: float = TIMEOUT_S) -> str:
    """Return what a program prints, at most `MAX_BYTES`; empty when it cannot be started or does not end in time."""
    spec = LaunchSpec(program.name, (str(program), *arguments))
    try:
        process = subprocess.Popen(
            spec.argv,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=clean_environment(spec),
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            start_new_session=sys.platform != "win32",
        )
    except OSError:
        return ""
    overdue = threading.Event()

    def end() -> None:
        overdue.set()
        _kill(process)

    timer = threading.Timer(timeout_s, end)
    _asked.add(process)
    timer.start()
    try:
        data = _read(process.stdout)
    finally:
        timer.cancel()
        _kill(process)
        process.wait()
        timer.join()
        _asked.discard(process)
    return "" if overdue.is_set() else data.decode("utf-8", "replace")


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End a program that was not waited for yet, with all that it started: a script's child holds our pipe open."""
    if sys.platform == "win32":
        process.kill()
    else:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)


@atexit.register
def _kill_all() -> None:
    for process in tuple(_asked):
        _kill(process)


def _read(pipe: IO[bytes] | None) -> bytes:
    if pipe is None:
        return b""
    with pipe:
        return pipe.read(MAX_BYTES)


def _stamp(program: Path) -> dict[str, object]:
    """Return what tells one build from the next at the same place."""
    try:
        state = program.stat()
    except OSError:
        return {"path": str(program)}
    return {"path": os.fsencode(program.absolute()).hex(), "mtime_ns": state.st_mtime_ns, "size": state.st_size}


def _kept(file: Path | None, stamp: dict[str, object]) -> Said | None:
    if file is None:
        return None
    try:
        document = json.loads(file.read_bytes())
        return Said(str(document["version"]), str(document["help"])) if document["stamp"] == stamp else None
    except (OSError, ValueError, TypeError, KeyError):  # no cache yet, or a damaged one: ask
        return None


def _keep(file: Path | None, stamp: dict[str, object], said: Said) -> None:
    if file is not None:
        write_whole(file, json.dumps({"stamp": stamp, **asdict(said)}))


def write_whole(file: Path, text: str) -> None:
    """Write a cache file whole or not at all; one that cannot be written only costs time."""
    with contextlib.suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(dir=file.parent)
        with os.fdopen(descriptor, "w", encoding="utf-8") as out:
            out.write(text)
        Path(name).replace(file)


def cache_name(program: Path) -> str:
    """Return a file name for what is kept of a program, by its place."""
    return hashlib.sha256(os.fsencode(program.absolute())).hexdigest()[:24]
