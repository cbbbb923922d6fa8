"""The one way a value gets into a script: quoted, whatever it holds."""

from __future__ import annotations

import re
import shlex
from typing import Any

from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text

_PLAIN = re.compile(r"[A-Za-z0-9_./:-]+")
"""What may stand bare; everything else is quoted, also where bash would not mind, for linters do."""


class Quoted(str):
    """Text that is safe to stand in a script; templates refuse to print anything else."""

    __slots__ = ()


def shell(value: object) -> Quoted:
    """Return a value as one word of bash.

    Printable text is single-quoted where it needs to be; text with line breaks, control characters or bytes that are
    no UTF-8 becomes `$'…'`, so that a value never spans lines and a reader sees what it holds. So does one with a
    backslash, which at the end of single quotes looks like an escape.

    Raises:
        ActionableError: it holds a NUL, which no program can be given.
    """
    text = str(value)
    if "\0" in text:
        raise ActionableError(
            Text(QT_TRANSLATE_NOOP("core", "A name with a NUL character cannot be written into a script.")),
            Text(QT_TRANSLATE_NOOP("core", "Rename the file.")),
        )
    if _PLAIN.fullmatch(text):
        return Quoted(text)
    if not text.isprintable() or "\\" in text:
        return Quoted(f"$'{''.join(map(_ansi_c, text))}'")
    quoted = shlex.quote(text)
    return Quoted(f"'{text}'" if quoted == text else quoted)


def _ansi_c(character: str) -> str:
    if character in "\\'":
        return "\\" + character
    if character == "\n":
        return "\\n"
    if character.isprintable():
        return character
    return "".join(f"\\x{byte:02x}" for byte in character.encode("utf-8", "surrogateescape"))


def comment(value: object) -> Quoted:
    """Return a value as the rest of one comment line: what is not printable becomes a question mark."""
    text = "".join(character if character.isprintable() else "?" for character in str(value))
    return Quoted(text)


def only_quoted(value: Any) -> Quoted:
    """Let quoted text pass; anything else is a mistake in a template.

    Raises:
        TypeError: the template prints a value without a filter.
    """
    if isinstance(value, Quoted):
        return value
    raise TypeError(f"a template prints an unquoted value: {value!r}")
