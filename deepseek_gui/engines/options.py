"""Which options a build of an engine accepts, read from what its own help prints."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text

_LONGEST_HEAD = 400
"""Characters of a line that are looked at: option names stand at its start."""

_FLAG = r"-{1,2}[A-Za-z][\w.-]*"
_HEAD = re.compile(rf"^ {{0,8}}(?P<flags>{_FLAG}(?:, *{_FLAG})*)(?P<value> [^\s-]\S*)?")
_ALLOWED = re.compile(r"(?:allowed|possible) values: *(?P<values>[\w, .+-]+)")
_LISTED = re.compile(r"[\[{](?P<values>\w[\w.+-]*(?:[|,][\w.+-]+)+)[\]}]")
_ITEM = re.compile(r"^ +- (?P<value>[\w.+-]+): ")
_REMOVED = re.compile(r"the argument has been removed")


@dataclass(frozen=True, slots=True)
class Options:
    """The options of one build.

    Attributes:
        source: where the list comes from, for a person: a program and its version, or a list of ours.
        flags: every spelling, with its leading dashes.
        switches: those of `flags` that take no value.
        values: spelling -> the values that its help lists; absent when it lists none.
        aliases: spelling -> every spelling of the same option, itself too.
    """

    source: str
    flags: frozenset[str]
    switches: frozenset[str] = frozenset()
    values: Mapping[str, frozenset[str]] = field(default_factory=dict)
    aliases: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def has(self, flag: str) -> bool:
        """Return whether the build knows a flag."""
        return flag in self.flags

    def checked(self, flag: str, value: str | None = None) -> tuple[str, ...]:
        """Return a flag (and its value) as arguments.

        Raises:
            ActionableError: the build does not know the flag, or not this value of it.
        """
        if flag not in self.flags:
            raise ActionableError(
                Text(
                    QT_TRANSLATE_NOOP("core", "{engine} has no option {flag}, which this plan needs."),
                    {"engine": self.source, "flag": flag},
                ),
                Text(QT_TRANSLATE_NOOP("core", "Install a newer version of the engine, or change that setting.")),
            )
        if value is None:
            return (flag,)
        allowed = self.values.get(flag)
        if allowed and value not in allowed:
            raise ActionableError(
                Text(
                    QT_TRANSLATE_NOOP("core", "{engine} does not accept {value} for its option {flag}."),
                    {"engine": self.source, "value": value, "flag": flag},
                ),
                Text(QT_TRANSLATE_NOOP("core", "It accepts: {values}."), {"values": ", ".join(sorted(allowed))}),
            )
        return (flag, value)


def parse_help(text: str, source: str) -> Options:
    """Return the options that a help text lists.

    Understands llama.cpp's columns: names, one space and a value's name where there is one, two spaces, the meaning.

    Args:
        text: what `--help` printed.
        source: who printed it.
    """
    flags: set[str] = set()
    switches: set[str] = set()
    values: dict[str, frozenset[str]] = {}
    aliases: dict[str, frozenset[str]] = {}
    current: tuple[str, ...] = ()
    for line in text.splitlines():
        head = _HEAD.match(line[:_LONGEST_HEAD])
        if head is not None:
            current = () if _REMOVED.search(line) else tuple(re.split(", *", head["flags"]))
            flags.update(current)
            aliases.update(dict.fromkeys(current, frozenset(current)))
            if head["value"] is None:
                switches.update(current)
        found = _values(line)
        for flag in current if found else ():
            values[flag] = values.get(flag, frozenset()) | found
    return Options(source, frozenset(flags), frozenset(switches), values, aliases)


def _values(line: str) -> frozenset[str]:
    """Return the values that a line lists, in one of the three ways of llama.cpp's help."""
    item = _ITEM.match(line)
    if item:
        return frozenset({item["value"]})
    found = _ALLOWED.search(line) or (_LISTED.search(line[:60]) if line.lstrip().startswith("-") else None)
    return frozenset(re.findall(r"[\w.+-]+", found["values"])) if found else frozenset()
