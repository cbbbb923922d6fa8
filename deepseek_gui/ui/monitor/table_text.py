"""Tables as text: tab-separated for editors, HTML for spreadsheets and word processors."""

from __future__ import annotations

import html
from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QMimeData, QObject, Slot
from PySide6.QtGui import QGuiApplication

Table = Sequence[Sequence[str]]
"""Rows of cells, the titles first."""

_FORMULA_SIGNS = ("=", "+", "@", "-")


class TableClipboard(QObject):
    """Puts tables on the clipboard, both ways; when the program ends, the lines with tabs are left there.

    A QMimeData made in Python crashes the process when the clipboard goes after the interpreter (PySide6 6.11), so that
    at the end it is replaced by one of Qt's own; this can go when PySide6 lets go of it.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._text: str | None = None
        app = QCoreApplication.instance()
        if app is not None:
            app.aboutToQuit.connect(self.keep_text)

    def put(self, tables: Sequence[Table]) -> None:
        """Replace what is on the clipboard."""
        data, self._text = QMimeData(), tab_separated(tables)
        data.setText(self._text)
        data.setHtml(as_html(tables))
        QGuiApplication.clipboard().setMimeData(data)

    @Slot()
    def keep_text(self) -> None:
        """Leave the text of what was put there, unless something else was copied since."""
        clipboard = QGuiApplication.clipboard()
        if self._text is not None and clipboard.text() == self._text:
            clipboard.setText(self._text)


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
