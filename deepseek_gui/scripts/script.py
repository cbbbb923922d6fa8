"""What a launch script is made of, and the templates that turn it into text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from deepseek_gui.domain.plan import LaunchSpec
from deepseek_gui.resources import resource_path
from deepseek_gui.scripts.quoting import comment, only_quoted, shell

if TYPE_CHECKING:
    import jinja2

_SET_BY_TEMPLATE = {"-m", "--host", "--port"}
_WITHOUT_VALUE = {"--no-webui"}
_LEFT_OUT = {"--no-webui"}
"""The window needs no web page; a person with a script may like it."""

MEANINGS = {
    "-c": "context: tokens of the whole KV cache, shared by the parallel sequences",
    "-np": "sequences that are answered at the same time",
    "-b": "logical batch: tokens of a prompt handed over at once",
    "-ub": "physical batch: tokens of a prompt computed at once",
    "-fa": "flash attention",
    "-ctk": "type of the cached keys",
    "-ctv": "type of the cached values; anything below f16 needs flash attention",
    "-ngl": "layers on the GPU",
    "-ncmoe": "layers whose experts stay in main memory",
    "-ts": "share of each GPU",
    "-t": "CPU threads",
    "--dtype": "number format of the weights",
    "--device": "where the model goes: all GPUs and then main memory, or the CPU",
    "--quantization": "how bitsandbytes compresses the weights while they are loaded",
    "-lm": "how the model file gets into memory",
}
"""What each option of llama-server or transformers does, for the comment beside it."""

_DEFAULTS = {"-b": "2048", "-ub": "512", "-fa": "auto", "-ctk": "f16", "-ctv": "f16"}
"""Left out when they say what llama-server does anyway: the fewer options, the more versions understand the script."""


@dataclass(frozen=True, slots=True)
class Option:
    """One option of the program.

    Attributes:
        value: None for a switch.
        meaning: what it does, for the comment.
    """

    flag: str
    value: str | None
    meaning: str


@dataclass(frozen=True, slots=True)
class Download:
    """Where a missing model file is to be had.

    Attributes:
        repo: a repository of GGUF files on Hugging Face; None when none is known.
        original: the makers' own repository, in another format.
        quantisation: which file of it.
        command: what makes the file, for one of random weights.
    """

    repo: str | None = None
    original: str | None = None
    quantisation: str | None = None
    command: str | None = None


@dataclass(frozen=True, slots=True)
class Script:
    """A launch script before it is text.

    Attributes:
        title: what it starts, one line.
        notes: lines for the head of the script: memory, speed, what to know.
        model_path: the model file; None when a person has yet to get it.
        model_name: name of the file where a person keeps it, below `~/models`.
        warning: printed before the start, None when all is well.
        port: TCP port on 127.0.0.1.
    """

    title: str
    notes: tuple[str, ...]
    model_path: str | None
    model_name: str
    options: tuple[Option, ...]
    download: Download
    warning: str | None = None
    port: int = 8080


def options_of(spec: LaunchSpec) -> tuple[Option, ...]:
    """Return the options of a command line that a script states; the template sets the file and the address itself."""
    found = [Option(flag, value, MEANINGS.get(flag, "")) for flag, value in _pairs(spec.argv[1:])]
    skipped = _SET_BY_TEMPLATE | _LEFT_OUT
    return tuple(
        option for option in found if option.flag not in skipped and _DEFAULTS.get(option.flag) != option.value
    )


def listed(options: Mapping[str, str]) -> tuple[Option, ...]:
    """Return options by flag and value with their meanings."""
    return tuple(Option(flag, value, MEANINGS[flag]) for flag, value in options.items())


def _pairs(words: Sequence[str]) -> list[tuple[str, str | None]]:
    rest = iter(words)
    return [(flag, None if flag in _WITHOUT_VALUE else next(rest)) for flag in rest]


def render(template: str, script: Script) -> str:
    """Return a script's text.

    Args:
        template: file name below resources/templates.
        script: what to write.
    """
    return _environment().get_template(template).render(script=script)


@cache
def _environment() -> jinja2.Environment:
    import jinja2  # noqa: PLC0415  only an export needs it

    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(resource_path("templates")),
        undefined=jinja2.StrictUndefined,
        autoescape=False,  # noqa: S701  not HTML: `only_quoted` lets nothing pass that is not quoted for the shell
        finalize=only_quoted,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {"shell": shell, "comment": comment}
    return environment
