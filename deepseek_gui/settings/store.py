"""The person's settings: typed, in one JSON file, written atomically."""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path

from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text
from deepseek_gui.settings.paths import Paths

_log = logging.getLogger(__name__)

MIN_INTERVAL_S = 0.5
MAX_INTERVAL_S = 10.0
_PROBE_BYTES = 4096
"""More than the settings take; a full disk still has room for an empty file."""


class Theme(StrEnum):
    """Which colours the window wears."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a person can set; every field has a default, so an empty file is a good one.

    Attributes:
        language: "system", "en" or "zh_CN".
        interval_s: seconds between two samples of Monitor.
        models_dir: where model files are looked for first; empty is the profile's own folder.
        llama_build: name of the fetched llama.cpp build to use; empty is the newest one, or else the search path.
    """

    language: str = "system"
    theme: Theme = Theme.SYSTEM
    interval_s: float = 1.0
    models_dir: str = ""
    llama_build: str = ""


def load(paths: Paths) -> Settings:
    """Return the stored settings, or the defaults when there are none yet.

    Raises:
        ActionableError: the file can't be read or is damaged; a damaged one is kept beside it as `….damaged`.
    """
    path = paths.settings_file
    try:
        return _parse(path.read_bytes())
    except (FileNotFoundError, NotADirectoryError):  # the first save will say what is wrong with the folder
        return Settings()
    except OSError as error:
        raise _unreadable(path, error) from error
    except ValueError as error:
        _set_aside(path)
        raise _damaged(path, error) from error


def save(settings: Settings, paths: Paths) -> None:
    """Write the settings so that a crash leaves either the old or the new file.

    Raises:
        ActionableError: the profile folder is read-only, full or not a folder.
    """
    import json  # noqa: PLC0415  not before the first paint

    data = json.dumps(asdict(settings), indent=2, ensure_ascii=False).encode()
    try:
        paths.config_dir.mkdir(parents=True, exist_ok=True)
        _replace(paths.settings_file, data)
    except OSError as error:
        raise _unwritable(paths.config_dir, error) from error


def check_writable(paths: Paths) -> None:
    """Write a little into the profile and take it away again.

    Raises:
        ActionableError: settings could not be kept there.
    """
    import tempfile  # noqa: PLC0415  not before the first paint

    try:
        paths.config_dir.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=paths.config_dir) as file:
            file.write(bytes(_PROBE_BYTES))
            file.flush()
    except OSError as error:
        raise _unwritable(paths.config_dir, error) from error


def models_dir(settings: Settings, paths: Paths) -> Path:
    """Return the folder of model files that holds now."""
    return Path(settings.models_dir).expanduser() if settings.models_dir else paths.models_dir


def _parse(data: bytes) -> Settings:
    """Return settings from JSON; fields of a newer version are ignored.

    Checked by hand: the window reads them before its first paint, and importing msgspec takes 15 ms.

    Raises:
        ValueError: no JSON, or a field of the wrong type or out of range, which it names.
    """
    import json  # noqa: PLC0415  not before the first paint of a profile without settings

    document = json.loads(data)
    if not isinstance(document, dict):
        raise ValueError("not an object")  # noqa: TRY004  the caller knows one kind of damage
    default = Settings()
    return Settings(
        language=_text(document, "language", default.language),
        theme=Theme(_text(document, "theme", default.theme)),
        interval_s=_number(document, "interval_s", default.interval_s, MIN_INTERVAL_S, MAX_INTERVAL_S),
        models_dir=_text(document, "models_dir", default.models_dir),
        llama_build=_text(document, "llama_build", default.llama_build),
    )


def _text(document: Mapping[str, object], field: str, default: str) -> str:
    value = document.get(field, default)
    if not isinstance(value, str):
        raise ValueError(f"{field}: not a text")  # noqa: TRY004  the caller knows one kind of damage
    return value


def _number(document: Mapping[str, object], field: str, default: float, low: float, high: float) -> float:
    value = document.get(field, default)
    if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
        raise ValueError(f"{field}: not a number from {low} to {high}")
    return float(value)


def _replace(path: Path, data: bytes) -> None:
    """Write beside `path`, flush to the disk, then rename over it."""
    import tempfile  # noqa: PLC0415  brings random and the compressors: not before the first paint

    descriptor, name = tempfile.mkstemp(prefix=path.name, dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise


def _set_aside(path: Path) -> None:
    """Keep a damaged file for the person: the next save would overwrite it."""
    try:
        path.replace(path.with_name(path.name + ".damaged"))
    except OSError as error:
        _log.info("could not keep the damaged settings: %s", error)


def _unreadable(path: Path, error: OSError) -> ActionableError:
    return ActionableError(
        Text(
            QT_TRANSLATE_NOOP("core", "The settings can't be read: {cause}."), {"cause": error.strerror or str(error)}
        ),
        Text(
            QT_TRANSLATE_NOOP("core", "Check the permissions of {path}. Until then the defaults are used."),
            {"path": str(path)},
        ),
        details=str(error),
    )


def _damaged(path: Path, error: Exception) -> ActionableError:
    return ActionableError(
        Text(QT_TRANSLATE_NOOP("core", "The settings file is damaged; the defaults are used.")),
        Text(QT_TRANSLATE_NOOP("core", "The damaged file is kept as {path}."), {"path": f"{path}.damaged"}),
        details=f"{path}: {error}",
    )


def _unwritable(folder: Path, error: OSError) -> ActionableError:
    return ActionableError(
        Text(
            QT_TRANSLATE_NOOP("core", "The profile folder can't be written to: {cause}."),
            {"cause": error.strerror or str(error)},
        ),
        Text(
            QT_TRANSLATE_NOOP(
                "core",
                "The program goes on, but forgets its settings when it closes. "
                "Make {path} writable, or start with --profile-dir and another folder.",
            ),
            {"path": str(folder)},
        ),
        details=str(error),
    )
