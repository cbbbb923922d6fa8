"""A plan as a file: TOML, every field checked. It never names a program, a host or anything else that would be run."""

from __future__ import annotations

import tomllib
from dataclasses import asdict, dataclass, fields, replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from deepseek_gui.core.script_file import save_text
from deepseek_gui.core.selection import check_options
from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.plan import Plan, RunSettings
from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text
from deepseek_gui.domain.toml import toml_table, toml_value
from deepseek_gui.modelfiles.regular_file import open_regular
from deepseek_gui.sizing.estimate import ENGINES
from deepseek_gui.sizing.memory import check_settings

FORMAT = 1
MAX_FILE_BYTES = 100_000
SUFFIX = ".toml"

Word = Annotated[str, Meta(min_length=1, max_length=300)]


class _PlanFile(msgspec.Struct, forbid_unknown_fields=True):
    """The file: the plan's own fields; settings are checked against `RunSettings`."""

    plan_format: Annotated[int, Meta(ge=1, le=FORMAT)]
    model: Word
    quantisation: Annotated[str, Meta(min_length=1, max_length=40)] | None = None
    engine: Word = "embedded"
    file: Annotated[str, Meta(min_length=1, max_length=4096)] | None = None
    synthetic: bool = False
    settings: dict[str, Any] = {}


@dataclass(frozen=True, slots=True)
class OpenedPlan:
    """A plan from outside.

    Attributes:
        concerns: what a person should know and confirm before it is started.
    """

    plan: Plan
    concerns: tuple[Text, ...] = ()


def is_plan(path: Path) -> bool:
    """Tell a plan file from a machine file by its first words; False for what cannot be read."""
    try:
        with open_regular(path) as file:
            return b"plan_format" in file.read(MAX_FILE_BYTES)
    except OSError:
        return False


def plan_text(plan: Plan) -> str:
    """Return a plan as the text of its file."""
    head = {
        "plan_format": FORMAT,
        "model": plan.model,
        "quantisation": plan.quantisation,
        "engine": plan.engine,
        "file": None if plan.file is None else str(plan.file),
        "synthetic": plan.synthetic or None,
    }
    lines = ["# A plan of DeepSeek GUI: open it with the program, or drag it onto its window."]
    lines += [f"{key} = {toml_value(value)}" for key, value in head.items() if value is not None]
    default = asdict(RunSettings())
    settings = {key: value for key, value in asdict(plan.settings).items() if value != default[key] or key == "context"}
    return "\n".join([*lines, *toml_table("[settings]", settings)]) + "\n"


def save_plan(plan: Plan, path: Path) -> None:
    """Write a plan file, whole or not at all.

    Raises:
        ActionableError: it cannot be written.
    """
    save_text(path, plan_text(plan))


def open_plan(path: Path) -> OpenedPlan:
    """Return the plan of a file and what a person should confirm before it is started.

    Raises:
        ActionableError: it cannot be read, is no plan, or a field of it is wrong or not allowed (it is named).
    """
    try:
        document = tomllib.loads(_read(path))
        file = msgspec.convert(document, _PlanFile)
        settings = _settings(file.settings)
    except (ValueError, RecursionError) as error:
        raise _wrong(path, str(error)) from error
    if file.engine not in ENGINES:
        raise _wrong(path, f"engine: {file.engine}")
    check_settings(settings)
    check_options(settings, file.engine)
    model = None if file.file is None else Path(file.file)
    plan = _local(Plan(file.model, file.quantisation, file.engine, settings, model, file.synthetic), path.parent)
    return OpenedPlan(plan, _concerns(plan))


def _read(path: Path) -> str:
    try:
        with open_regular(path) as file:
            content = file.read(MAX_FILE_BYTES + 1)
        if len(content) <= MAX_FILE_BYTES:
            return content.decode("utf-8-sig")
        details = f"more than {MAX_FILE_BYTES} bytes"
    except (OSError, UnicodeDecodeError) as error:
        details = str(error)
    raise ActionableError(
        Text(QT_TRANSLATE_NOOP("core", "The plan file {path} cannot be read."), {"path": str(path)}),
        Text(QT_TRANSLATE_NOOP("core", "It must be a small text file in TOML.")),
        details,
    )


def _settings(found: dict[str, Any]) -> RunSettings:
    """Return the settings; one that does not exist here (a program's flag, a host, an adapter) is refused.

    Raises:
        msgspec.ValidationError: a field is not known or not of its type; it is named.
    """
    unknown = sorted(set(found) - {field.name for field in fields(RunSettings)})
    if unknown:
        raise msgspec.ValidationError(f"settings.{unknown[0]} is not allowed in a plan")
    for name, value in found.items():
        if isinstance(value, float) and not 0 <= value < float("inf"):
            raise msgspec.ValidationError(f"settings.{name}: {value}")
        if isinstance(value, int) and not isinstance(value, bool) and not 0 <= value <= _LARGEST:
            raise msgspec.ValidationError(f"settings.{name}: {value}")
    settings: RunSettings = msgspec.convert(found, RunSettings)
    _check_words(settings)
    return settings


_LARGEST = 2**31 - 1
"""llama.cpp counts in 32 bits."""


def _check_words(settings: RunSettings) -> None:
    for field in fields(RunSettings):
        value = getattr(settings, field.name)
        if isinstance(value, str) and not isinstance(value, StrEnum) and not value.isidentifier():
            raise msgspec.ValidationError(f"settings.{field.name}: {value}")


def _concerns(plan: Plan) -> tuple[Text, ...]:
    """Return what a plan from outside would touch beside the catalogue."""
    if plan.file is None:
        return ()
    return (
        Text(
            QT_TRANSLATE_NOOP("core", "It loads the model file {path}, with the chat template inside it."),
            {"path": str(plan.file)},
        ),
    )


def _wrong(path: Path, problem: str) -> ActionableError:
    return ActionableError(
        Text(
            QT_TRANSLATE_NOOP("core", "The plan file {path} is not accepted: {problem}."),
            {"path": path.name, "problem": problem.replace("`$.", "`").replace("Object ", "The file ").rstrip(".")},
        ),
        Text(QT_TRANSLATE_NOOP("core", "Save the plan again with this program, or take that field out.")),
        str(path),
    )


def _local(plan: Plan, folder: Path) -> Plan:
    """Return the plan with a relative model file taken from the plan file's own folder."""
    if plan.file is None or plan.file.is_absolute():
        return plan
    return replace(plan, file=folder / plan.file)
