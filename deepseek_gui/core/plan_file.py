"""A plan as a file: TOML, every field checked. It never names a program; what it adds to a start is confirmed first."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from deepseek_gui.core.plan_concerns import OWN_HOSTS, Concern, concerns
from deepseek_gui.core.script_file import save_text
from deepseek_gui.core.selection import are_shares, check_options
from deepseek_gui.domain.decoding import convert
from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.plan import Extras, Plan, RunSettings
from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text
from deepseek_gui.domain.toml import toml_table, toml_value
from deepseek_gui.engines.extras import check_flag, check_kinds
from deepseek_gui.modelfiles.regular_file import open_regular
from deepseek_gui.sizing.estimate import ENGINES
from deepseek_gui.sizing.memory import check_settings

FORMAT = 1
MAX_FILE_BYTES = 100_000
SUFFIX = ".toml"

Word = Annotated[str, Meta(min_length=1, max_length=300)]
Name = Annotated[str, Meta(min_length=1, max_length=4096)]


PROGRAM_FIELDS = ("executable", "program", "binary", "command", "exec", "argv", "args", "script", "environment", "env")
"""What a plan never has: it would say what is run."""


class _Extra(msgspec.Struct, forbid_unknown_fields=True):
    """What the plan adds to the engine's start; `host` is checked and goes nowhere."""

    flags: Annotated[list[Annotated[list[Word], Meta(min_length=1, max_length=2)]], Meta(max_length=40)] = []
    adapter: Name | None = None
    chat_template: Name | None = None
    host: Word | None = None


class _PlanFile(msgspec.Struct, forbid_unknown_fields=True):
    """The file: the plan's own fields; settings are checked against `RunSettings`."""

    plan_format: Annotated[int, Meta(ge=1, le=FORMAT)]
    model: Word
    quantisation: Annotated[str, Meta(min_length=1, max_length=40)] | None = None
    engine: Word = "embedded"
    file: Name | None = None
    synthetic: bool = False
    settings: dict[str, Any] = {}
    extra: _Extra = msgspec.field(default_factory=_Extra)


@dataclass(frozen=True, slots=True)
class OpenedPlan:
    """A plan from outside.

    Attributes:
        concerns: what a person should know and confirm before it is started.
    """

    plan: Plan
    concerns: tuple[Concern, ...] = ()


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
    return "\n".join([*lines, *toml_table("[settings]", settings), *_extra_lines(plan.extras)]) + "\n"


def _extra_lines(extras: Extras) -> list[str]:
    flags = [[flag] if value is None else [flag, value] for flag, value in extras.flags]
    files = {"adapter": extras.adapter, "chat_template": extras.chat_template}
    named = {key: None if file is None else str(file) for key, file in files.items()}
    return toml_table("[extra]", {"flags": flags or None, **named})


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
        _refuse_programs(path, document)
        file = convert(document, _PlanFile)
        settings = _settings(file.settings)
    except (ValueError, RecursionError) as error:
        raise _wrong(path, str(error)) from error
    if file.engine not in ENGINES:
        raise _wrong(path, f"engine: {file.engine}")
    check_settings(settings)
    check_options(settings, file.engine)
    extras = _extras(path, file)
    model = None if file.file is None else Path(file.file)
    plan = Plan(file.model, file.quantisation, file.engine, settings, model, file.synthetic, extras=extras)
    plan = _local(plan, path.parent.absolute())
    return OpenedPlan(plan, concerns(plan, file.extra.host))


def _refuse_programs(path: Path, document: Mapping[str, Any]) -> None:
    """Refuse a plan that says what is to be run: the person chooses that, in the settings."""
    for table in (document, *(value for value in document.values() if isinstance(value, dict))):
        for name in PROGRAM_FIELDS:
            if name in table:
                raise ActionableError(
                    Text(
                        QT_TRANSLATE_NOOP(
                            "core", "The plan file {path} names a program to run ({field}): no plan may do that."
                        ),
                        {"path": path.name, "field": name},
                    ),
                    Text(QT_TRANSLATE_NOOP("core", "Take it out; which program runs is chosen in this window only.")),
                    str(path),
                )


def _extras(path: Path, file: _PlanFile) -> Extras:
    """Return what a plan adds to the start; files are relative to the plan's folder.

    Raises:
        ActionableError: no plan may add it, or the engine cannot be told; it is named.
    """
    found, folder = file.extra, path.parent.absolute()
    if found.host is not None and found.host not in OWN_HOSTS:
        raise ActionableError(
            Text(
                QT_TRANSLATE_NOOP("core", "The plan file {path} is refused: it would listen at {host}."),
                {"path": path.name, "host": found.host},
            ),
            Text(QT_TRANSLATE_NOOP("core", "Nothing listens beyond 127.0.0.1: take the host out of the plan.")),
            str(path),
        )
    flags = tuple((pair[0], pair[1] if len(pair) > 1 else None) for pair in found.flags)
    for name in (found.adapter, found.chat_template):
        if name is not None and not name.isprintable():
            raise _wrong(path, f"extra: {name!r}")
    for flag, value in flags:
        check_flag(file.engine, flag, value)
    extras = Extras(
        flags,
        None if found.adapter is None else folder / found.adapter,
        None if found.chat_template is None else folder / found.chat_template,
    )
    check_kinds(file.engine, extras)
    return extras


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
    settings: RunSettings = convert(found, RunSettings)
    if settings.tensor_split and not are_shares(settings.tensor_split):
        raise msgspec.ValidationError("settings.tensor_split: shares of 0 or more, one of them above 0")
    _check_words(settings)
    return settings


_LARGEST = 2**31 - 1
"""llama.cpp counts in 32 bits."""


def _check_words(settings: RunSettings) -> None:
    for field in fields(RunSettings):
        value = getattr(settings, field.name)
        if isinstance(value, str) and not isinstance(value, StrEnum) and not value.isidentifier():
            raise msgspec.ValidationError(f"settings.{field.name}: {value}")


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
