"""What a plan adds to an engine's start: what may be added at all, and how each engine is told."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.plan import Extras
from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text
from deepseek_gui.engines.flag_lists import flag_lists
from deepseek_gui.engines.options import Options

LONGEST_VALUE = 300
_FLAG = re.compile(r"--[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*|-[a-z]{1,6}", re.ASCII)
_NUMBER = re.compile(r"-[0-9.]+(?:[eE][-+]?[0-9]+)?", re.ASCII)

_TAKES_FLAGS = ("llama-server", "vllm", "sglang")
_TAKES_ADAPTER = ("llama-server", "embedded")
_TAKES_TEMPLATE = ("llama-server", "embedded", "vllm", "sglang")

_DOORS = frozenset(
    [
        "host",
        "hostname",
        "port",
        "ports",
        "listen",
        "bind",
        "addr",
        "address",
        "ip",
        "key",
        "keys",
        "api",
        "token",
        "ssl",
        "tls",
        "cors",
        "origins",
        "rpc",
        "grpc",
        "http",
        "url",
        "urls",
        "uds",
        "endpoint",
        "endpoints",
        "otlp",
        "ray",
        "disaggregation",
        "publish",
        "http2",
        "--data-parallel-backend",
        "uri",
        "root",
        "prefix",
        "remote",
        "master",
        "peer",
        "dist",
        "nnodes",
        "node",
        "bootstrap",
        "webui",
        "ui",
        "public",
        "proxy",
        "socket",
        "reuseport",
    ]
)
"""Words of flags that open a door to others, or call out to them; one with dashes is a whole flag."""
_PRESET = "-default"
"""How llama.cpp's flags end that download a model."""
_CODE = frozenset(
    [
        "plugin",
        "plugins",
        "middleware",
        "cls",
        "class",
        "module",
        "modules",
        "import",
        "exec",
        "executor",
        "command",
        "cmd",
        "script",
        "tools",
        "mcp",
        "processor",
        "processors",
        "trust",
        "code",
        "loggers",
        "connector",
        "format",
        "config",
        "builtin",
        "agent",
        "hook",
        "hooks",
        "sidecar",
        "--tool-server",
        "embeds",
    ]
)
"""Words of flags that run what a file or a request brings along."""
_FILES = frozenset(
    [
        "file",
        "files",
        "path",
        "paths",
        "dir",
        "dirs",
        "folder",
        "directory",
        "model",
        "models",
        "mmproj",
        "vocoder",
        "lora",
        "adapter",
        "template",
        "download",
        "save",
        "dump",
        "store",
        "storage",
        "export",
        "corpus",
        "media",
        "hf",
        "repo",
        "docker",
        "weight",
        "weights",
        "--tokenizer",
        "revision",
        "--default-mm-loras",
        "--init-expert-location",
        "--log-requests-target",
        "lookup",
        "vector",
        "delete",
    ]
)
"""Words of flags that read or write files; an adapter and a template have fields of their own."""

_SETTINGS = frozenset(["-m", "-c", "-np", "-b", "-ub", "-fa", "-ctk", "-ctv", "-ngl", "-ncmoe", "-ts", "-t", "-lm"])
"""What the plan's own settings become."""
_SAID = Text(QT_TRANSLATE_NOOP("core", "the plan's settings say that already"))


def check_flag(engine: str, flag: str, value: str | None) -> None:
    """Raise unless a plan may add a flag.

    Raises:
        ActionableError: it is no flag, or one that no plan may add; it is named.
    """
    if not _FLAG.fullmatch(flag):
        raise _refused(flag, Text(QT_TRANSLATE_NOOP("core", "it is not the name of a flag")))
    if not flag.startswith("--") and flag not in known_flags(engine):
        raise _refused(flag, Text(QT_TRANSLATE_NOOP("core", "a short flag that this program does not know")))
    reason = _SAID if engine == "llama-server" and flag in _SETTINGS else _reason(flag)
    if reason is not None:
        raise _refused(flag, reason)
    if value is not None and (
        not value
        or len(value) > LONGEST_VALUE
        or not value.isprintable()
        or (value.startswith("-") and not _NUMBER.fullmatch(value))
    ):
        raise _refused(flag, Text(QT_TRANSLATE_NOOP("core", "its value is empty, too long or looks like a flag")))


def known_flags(engine: str) -> frozenset[str]:
    """Return the flags of an engine that this program knows; empty for an engine without flags."""
    found = flag_lists().get(engine)
    return found.flags if found is not None and engine in _TAKES_FLAGS else frozenset()


def check_kinds(engine: str, extras: Extras) -> None:
    """Raise unless an engine can be told what a plan adds.

    Raises:
        ActionableError: it cannot; what it cannot be told is named.
    """
    wanted: tuple[tuple[object, tuple[str, ...], str], ...] = (
        (extras.flags, _TAKES_FLAGS, extras.flags[0][0] if extras.flags else ""),
        (extras.adapter, _TAKES_ADAPTER, "--lora"),
        (extras.chat_template, _TAKES_TEMPLATE, "--chat-template-file"),
    )
    for value, engines, option in wanted:
        if value and engine not in engines:
            raise ActionableError(
                Text(
                    QT_TRANSLATE_NOOP("core", "{engine} cannot do what this plan needs: {option}."),
                    {"engine": engine, "option": option},
                ),
                Text(QT_TRANSLATE_NOOP("core", "Use one of: {names}."), {"names": ", ".join(engines)}),
            )


def llama_pairs(extras: Extras) -> tuple[tuple[str, str | None], ...]:
    """Return what is added in llama-server's words: name and value, None for a switch."""
    files = (("--lora", extras.adapter), ("--chat-template-file", extras.chat_template))
    return (*extras.flags, *((flag, str(file)) for flag, file in files if file is not None))


def llama_words(extras: Extras, options: Options | None, said: Sequence[str]) -> list[str]:
    """Return what is added as arguments of llama-server.

    Args:
        extras: of the plan.
        options: of the build; None when it could not be asked.
        said: the arguments so far: none of them may be said again.

    Raises:
        ActionableError: the build does not take one as it is, or nothing is known of what it takes.
    """
    pairs = llama_pairs(extras)
    if pairs and options is None:
        raise ActionableError(
            Text(QT_TRANSLATE_NOOP("core", "What this plan adds cannot be checked: llama-server lists no flags.")),
            Text(QT_TRANSLATE_NOOP("core", "Install a newer version of the engine, or take it out of the plan.")),
        )
    for file in (extras.adapter, extras.chat_template):
        if file is not None:
            existing(file)
    return [] if options is None else _words("llama-server", pairs, len(extras.flags), options, said)


def torch_words(engine: str, extras: Extras, options: Options, said: Sequence[str]) -> list[str]:
    """Return what is added as arguments of vLLM or SGLang. Arguments and errors as `llama_words`."""
    check_kinds(engine, extras)
    pairs = extras.flags
    if extras.chat_template is not None:
        pairs = (*pairs, ("--chat-template", str(existing(extras.chat_template))))
    return _words(engine, pairs, len(extras.flags), options, said)


def existing(file: Path) -> Path:
    """Return a file of a plan.

    Raises:
        ActionableError: it is not there, or llama.cpp would take its name for two.
    """
    if not file.is_file() or "," in str(file):
        raise ActionableError(
            Text(QT_TRANSLATE_NOOP("core", "There is no file {file}."), {"file": str(file)}),
            Text(QT_TRANSLATE_NOOP("core", "Put it there, under a name without a comma, or take it out of the plan.")),
        )
    return file


def _words(
    engine: str, pairs: Sequence[tuple[str, str | None]], flags: int, options: Options, said: Sequence[str]
) -> list[str]:
    """Return pairs as arguments; the first `flags` of them were named by the plan itself."""
    words: list[str] = []
    for number, (flag, value) in enumerate(pairs):
        if number < flags:
            check_flag(engine, flag, value)
            _check_here(flag, value, options, said)
        words += options.checked(flag, value)
    return words


def _check_here(flag: str, value: str | None, options: Options, said: Sequence[str]) -> None:
    """Raise when a build takes a flag for another one, or without its value for the next one's."""
    spellings = options.aliases.get(flag, frozenset({flag}))
    reason = next((found for found in map(_reason, sorted(spellings)) if found is not None), None)
    if reason is not None:
        raise _refused(flag, reason)
    if spellings & set(said):
        raise _refused(flag, _SAID)
    if options.aliases and (value is None) != (flag in options.switches):
        raise _refused(
            flag,
            Text(QT_TRANSLATE_NOOP("core", "it needs a value"))
            if value is None
            else Text(QT_TRANSLATE_NOOP("core", "it takes no value")),
        )


def _reason(flag: str) -> Text | None:
    """Return why no plan may add a flag, None when it may."""
    name = flag.lower().strip("-").replace("_", "-")
    words = {*name.split("-"), f"--{name}"}
    if words & _DOORS or name.endswith(_PRESET):
        return Text(QT_TRANSLATE_NOOP("core", "nothing listens beyond 127.0.0.1, and nothing is called from a plan"))
    if words & _CODE:
        return Text(QT_TRANSLATE_NOOP("core", "a plan never names what would be run"))
    if words & _FILES:
        return Text(QT_TRANSLATE_NOOP("core", "files go into the fields adapter and chat_template only"))
    return None


def _refused(flag: str, reason: Text) -> ActionableError:
    return ActionableError(
        Text(QT_TRANSLATE_NOOP("core", "The flag {flag} is refused: {reason}."), {"flag": flag[:80], "reason": reason}),
        Text(QT_TRANSLATE_NOOP("core", "Take it out of the plan.")),
    )
