"""Pages on the web: opened by the person's own browser, on a click, and only over https."""

from __future__ import annotations

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices


def open_page(url: str) -> None:
    """Open a page in the browser; anything but https is left alone."""
    page = QUrl(url)
    if page.scheme() == "https" and page.host():
        QDesktopServices.openUrl(page)
