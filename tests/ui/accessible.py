"""What a screen reader hears of the widgets that the keyboard reaches."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget


def nameless(page: QWidget) -> list[str]:
    """Return the visible widgets that take the focus by Tab and have no name, each with where it stands."""
    reached = [widget for widget in page.findChildren(QWidget) if _is_reached(widget)]
    return [_path(widget, page) for widget in reached if not name_of(widget)]


def name_of(widget: QWidget) -> str:
    """Return what a screen reader calls a widget."""
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name).strip() if interface is not None else ""


def _is_reached(widget: QWidget) -> bool:
    by_tab = bool(widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value)
    return by_tab and widget.isVisible() and widget.isEnabled() and widget.focusProxy() is None


def _path(widget: QWidget, page: QWidget) -> str:
    names = []
    found: QWidget | None = widget
    while found is not None and found is not page:
        names.append(type(found).__name__)
        found = found.parentWidget()
    return " < ".join(names)
