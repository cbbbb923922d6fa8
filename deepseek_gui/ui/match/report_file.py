"""A report on the disk: HTML as it is, PDF through Qt's printing."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMarginsF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPdfWriter, QTextDocument

from deepseek_gui.core.script_file import save_text
from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text

_MARGIN_MM = 15
_DPI = 300


def save_report(html: str, path: Path) -> None:
    """Write a report as the path's suffix says: ".pdf", anything else is HTML. Call it on the GUI thread.

    Raises:
        ActionableError: the file cannot be written.
    """
    if path.suffix.lower() == ".pdf":
        _print(html, path)
    else:
        save_text(path, html)


def _print(html: str, path: Path) -> None:
    writer = QPdfWriter(str(path))
    writer.setResolution(_DPI)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    margins = QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM)
    writer.setPageMargins(margins, QPageLayout.Unit.Millimeter)
    document = QTextDocument()
    document.documentLayout().setPaintDevice(writer)
    document.setDocumentMargin(0)
    document.setHtml(html)
    document.setPageSize(QSizeF(writer.width(), writer.height()))
    document.print_(writer)
    del writer  # closes the file
    if not path.exists() or path.stat().st_size == 0:
        raise ActionableError(
            Text(QT_TRANSLATE_NOOP("core", "The report can't be saved as {path}."), {"path": str(path)}),
            Text(QT_TRANSLATE_NOOP("core", "Choose another folder or name.")),
        )
