"""Texts made below Qt, in the window's language."""

from __future__ import annotations

import re

from PySide6.QtCore import QCoreApplication

from deepseek_gui.domain.text import CONTEXT, Text

UNKNOWN = "—"
"""What stands where a number is not known."""


def translate(text: Text) -> str:
    """Return a text in the language of the installed translator, English without one."""
    template = QCoreApplication.translate(CONTEXT, text.source)
    return template.format(**{name: _argument(value) for name, value in text.arguments.items()})


def join_sentences(*sentences: str) -> str:
    """Return sentences in one line, without the empty ones; after Chinese punctuation stands no space."""
    return re.sub(r"(?<=[。：！？]) ", "", " ".join(filter(None, sentences)))


def _argument(value: str | float | Text) -> str:
    return translate(value) if isinstance(value, Text) else str(value)
