"""The person's settings: typed, in one JSON file, written atomically."""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, is_dataclass, replace
from enum import StrEnum
from pathlib import Path
from types import UnionType
from typing import TYPE_CHECKING, Any, TypeVar

from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.match_state import MatchState
from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text
from deepseek_gui.settings.paths import Paths, expanded

if TYPE_CHECKING:
    from deepseek_gui.domain.cost import CostPlan

_Record = TypeVar("_Record")

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
class AlertLimits:
    """From where on Monitor speaks up; None is never.

    Attributes:
        gpu_temperature_c: of any GPU.
        gpu_memory_percent: of any GPU's memory.
        ram_percent: of the host's memory.
    """

    gpu_temperature_c: float | None = None
    gpu_memory_percent: float | None = None
    ram_percent: float | None = None


ALERT_RANGES = {
    "gpu_temperature_c": (30.0, 120.0),
    "gpu_memory_percent": (1.0, 100.0),
    "ram_percent": (1.0, 100.0),
}
"""Lowest and highest limit that can be set, by the field of `AlertLimits`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a person can set; every field has a default, so an empty file is a good one.

    Attributes:
        language: "system", "en" or "zh_CN".
        interval_s: seconds between two samples of Monitor.
        alerts: limits that a person set; none at first.
        models_dir: where model files are looked for first; empty is the profile's own folder.
        cost: the inputs of the Cost page; None before it was used.
        match: what the Match page was asked last; None before it was used.
        llama_build: name of the fetched llama.cpp build to use; empty is the newest one, or else the search path.
        engine: id of the engine that a person chose in Run; empty takes what suits the machine.
        server: address of the server that was attached last; its key is not among the settings.
        server_model: the model that was used on it.
        server_key_kept: its key was put into the system's keyring.
        torch_python: a Python, or the folder of its virtual environment, that holds torch and transformers; empty looks
            for one.
        hidden_charts: keys of Run's charts that are not wanted.
    """

    language: str = "system"
    theme: Theme = Theme.SYSTEM
    interval_s: float = 1.0
    models_dir: str = ""
    alerts: AlertLimits = AlertLimits()
    cost: CostPlan | None = None
    match: MatchState | None = None
    llama_build: str = ""
    engine: str = ""
    server: str = ""
    server_model: str = ""
    server_key_kept: bool = False
    torch_python: str = ""
    hidden_charts: tuple[str, ...] = ()


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
    except (ValueError, RecursionError) as error:
        _set_aside(path)
        raise _damaged(path, error) from error


def save(settings: Settings, paths: Paths) -> None:
    """Write the settings so that a crash leaves either the old or the new file.

    Raises:
        ActionableError: the profile folder is read-only, full or not a folder.
    """
    import json  # noqa: PLC0415  not before the first paint

    # A folder whose name is no text has halves of characters; JSON writes these with a backslash, as Python does.
    data = json.dumps(asdict(settings), indent=2, ensure_ascii=False).encode("utf-8", "backslashreplace")
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
    return expanded(settings.models_dir) if settings.models_dir else paths.models_dir


def _parse(data: bytes) -> Settings:
    """Return settings from JSON; fields of a newer version are ignored.

    Checked by hand: the window reads them before its first paint, and importing msgspec takes 15 ms.

    Raises:
        ValueError: no JSON, or a field of the wrong type or out of range, which it names.
        RecursionError: it is nested too deeply.
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
        alerts=_alerts(document.get("alerts", {})),
        cost=_cost(document.get("cost")),
        match=None if document.get("match") is None else _record(document["match"], "match", MatchState()),
        llama_build=_text(document, "llama_build", default.llama_build),
        engine=_text(document, "engine", default.engine),
        server=_text(document, "server", default.server),
        server_model=_text(document, "server_model", default.server_model),
        server_key_kept=_typed(document.get("server_key_kept", default.server_key_kept), "server_key_kept", bool),
        torch_python=_text(document, "torch_python", default.torch_python),
        hidden_charts=_texts(document, "hidden_charts"),
    )


def _alerts(document: object) -> AlertLimits:
    if not isinstance(document, dict):
        raise ValueError("alerts: not an object")  # noqa: TRY004  the caller knows one kind of damage
    known = (field.name for field in fields(AlertLimits) if document.get(field.name) is not None)
    return AlertLimits(**{name: _number(document, name, 0.0, *ALERT_RANGES[name]) for name in known})


def _cost(found: object) -> CostPlan | None:
    """Return the inputs of the Cost page.

    Raises:
        ValueError: one is of the wrong type or out of range.
    """
    if found is None:
        return None
    from deepseek_gui.domain.cost import CostPlan  # noqa: PLC0415  not before the first paint of most
    from deepseek_gui.domain.cost_fields import check_plan  # noqa: PLC0415  not before the first paint of most

    try:
        return check_plan(_record(found, "cost", CostPlan()))
    except ActionableError as error:
        raise ValueError(str(error)) from error


def _record(found: object, name: str, default: _Record) -> _Record:
    """Return `default`, a dataclass, with what a JSON object says otherwise; fields of a newer version are ignored."""
    if not isinstance(found, dict) or not is_dataclass(default) or isinstance(default, type):
        raise ValueError(f"{name}: not an object")
    known = {field.name: getattr(default, field.name) for field in fields(default)}
    changed = {key: _field(found[key], f"{name}.{key}", value) for key, value in known.items() if key in found}
    return replace(default, **changed)


def _field(found: object, name: str, default: object) -> object:
    """Return a value of the default's own type."""
    if isinstance(default, bool):
        return _typed(found, name, bool)
    if isinstance(default, str):
        return type(default)(_typed(found, name, str))
    if isinstance(default, int):
        return _typed(found, name, int)
    if isinstance(default, float):
        return _float(_typed(found, name, int | float), name)
    if isinstance(default, Mapping):
        return {key: _field(value, f"{name}.{key}", 0.0) for key, value in _typed(found, name, dict).items()}
    return _record(found, name, default)


def _float(found: float, name: str) -> float:
    try:
        return float(found)
    except OverflowError as error:
        raise ValueError(f"{name}: too large") from error


def _typed(found: object, name: str, wanted: type | UnionType) -> Any:
    if not isinstance(found, wanted) or (isinstance(found, bool) and wanted is not bool):
        raise ValueError(f"{name}: wrong type")
    return found


def _text(document: Mapping[str, object], field: str, default: str) -> str:
    value = document.get(field, default)
    if not isinstance(value, str):
        raise ValueError(f"{field}: not a text")  # noqa: TRY004  the caller knows one kind of damage
    return value


def _texts(document: Mapping[str, object], field: str) -> tuple[str, ...]:
    values = document.get(field, [])
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise ValueError(f"{field}: not a list of texts")
    return tuple(values)


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
