"""Words made below Qt: source strings that the window translates and the command line prints."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

CONTEXT = "core"
"""The one translation context of every text that is made without Qt."""


def QT_TRANSLATE_NOOP(context: str, source: str) -> str:  # noqa: N802  the name pyside6-lupdate looks for
    """Return `source` unchanged; the call marks it for `pyside6-lupdate`.

    Args:
        context: must be the literal "core", so that lupdate files it where `Text` is looked up.
        source: the English sentence, a literal too.
    """
    del context
    return source


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence with its arguments, not yet in any language.

    Attributes:
        source: the English sentence with `{name}` placeholders, marked by `QT_TRANSLATE_NOOP`.
        arguments: values of the placeholders; a `Text` among them is translated too.
    """

    source: str
    arguments: Mapping[str, str | int | float | Text] = field(default_factory=dict)

    def __str__(self) -> str:
        """Return the English sentence."""
        return self.source.format(**{name: str(value) for name, value in self.arguments.items()})
