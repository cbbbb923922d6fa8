"""Tables as text: tab-separated for editors, HTML for spreadsheets and word processors."""

from __future__ import annotations

import html
from collections.abc import Sequence

from PySide6.QtCore import QMimeData

Table = Sequence[Sequence[str]]
"""Rows of cells, the titles first."""

_FORMULA_SIGNS = ("=", "+", "@", "-")


def mime_data(tables: Sequence[Table]) -> QMimeData:
    """Return the tables for the clipboard, both ways."""
    data = QMimeData()
    data.setText(tab_separated(tables))
    data.setHtml(as_html(tables))
    return data


def tab_separated(tables: Sequence[Table]) -> str:
    """Return lines of cells with tabs between them, an empty line between tables."""
    return "\n".join("".join("\t".join(map(_cell, row)) + "\n" for row in table) for table in tables)


def as_html(tables: Sequence[Table]) -> str:
    """Return `<table>` elements; every cell is escaped."""
    return "".join(f"<table>{_html_rows(table)}</table>" for table in tables)


def _html_rows(table: Table) -> str:
    return "".join(_html_row(row, "th" if number == 0 else "td") for number, row in enumerate(table))


def _html_row(row: Sequence[str], tag: str) -> str:
    return "<tr>" + "".join(f"<{tag}>{html.escape(_cell(words))}</{tag}>" for words in row) + "</tr>"


def _cell(words: str) -> str:
    """Return a cell in one line that no spreadsheet takes for a formula: a name may come from a file."""
    line = " ".join(words.split())
    return f"'{line}" if line.startswith(_FORMULA_SIGNS) else line
