"""Light colours for shell scripts: comments, strings, variables, keywords."""

from __future__ import annotations

import re

from PySide6.QtGui import QColor, QFont, QPalette, QSyntaxHighlighter, QTextCharFormat, QTextDocument

from deepseek_gui.ui.theme import muted_colour, series_colour

_KEYWORDS = "if then else elif fi for in do done while case esac function exec set export unset local return exit"
_TOKENS = re.compile(
    r"(?P<comment>(?:^|(?<=\s))#.*$)"
    r"|(?P<string>'[^']*'|\"(?:[^\"\\]|\\.)*\")"
    r"|(?P<variable>\$\{[^}]*\}|\$\w+)"
    r"|(?P<option>(?<=\s)--?[A-Za-z][\w-]*)"
    rf"|(?P<keyword>\b(?:{'|'.join(_KEYWORDS.split())})\b)"
)


class ShellHighlighter(QSyntaxHighlighter):
    """Colours one line at a time; what it does not know stays as it is."""

    def __init__(self, document: QTextDocument, palette: QPalette) -> None:
        super().__init__(document)
        self._formats: dict[str, QTextCharFormat] = {}
        self.set_palette(palette)

    def set_palette(self, palette: QPalette) -> None:
        """Take the colours of a theme."""
        self._formats = {
            "comment": _format(muted_colour(palette), italic=True),
            "string": _format(series_colour(palette, 2)),
            "variable": _format(series_colour(palette, 3)),
            "option": _format(series_colour(palette, 0)),
            "keyword": _format(series_colour(palette, 1), bold=True),
        }
        self.rehighlight()

    def highlightBlock(self, text: str) -> None:  # noqa: N802  Qt's name
        """Colour one line."""
        for token in _TOKENS.finditer(text):
            kind = token.lastgroup or ""
            self.setFormat(token.start(), token.end() - token.start(), self._formats[kind])


def _format(colour: QColor, *, bold: bool = False, italic: bool = False) -> QTextCharFormat:
    result = QTextCharFormat()
    result.setForeground(colour)
    result.setFontItalic(italic)
    if bold:
        result.setFontWeight(QFont.Weight.Bold)
    return result
