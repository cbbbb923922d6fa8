"""Edits that can be undone, and the keys that undo them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar
from zlib import crc32

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QUndoCommand, QUndoStack
from PySide6.QtWidgets import QAbstractSpinBox, QWidget

T = TypeVar("T")

_KEYS = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)


class Edit(QUndoCommand, Generic[T]):
    """One step from a value to another; steps of the same key in a row are one.

    Args:
        before: the value until now.
        after: the value from now on.
        show: takes the value that holds.
        key: of what changed; empty for a step that stands alone.
        words: what changed, for a person.
    """

    def __init__(self, before: T, after: T, show: Callable[[T], None], *, key: str = "", words: str = "") -> None:
        super().__init__(words)
        self.before, self.after, self.key = before, after, key
        self._show = show

    def id(self) -> int:
        """Return what tells edits of one key from others."""
        return crc32(self.key.encode()) & 0x7FFFFFFF if self.key else -1

    def mergeWith(self, other: QUndoCommand) -> bool:  # noqa: N802  Qt's name
        """Take a later edit of the same key into this one."""
        if not isinstance(other, Edit) or other.key != self.key:
            return False
        self.after = other.after
        self.setObsolete(self.after == self.before)
        return True

    def redo(self) -> None:
        """Show the later value."""
        self._show(self.after)

    def undo(self) -> None:
        """Show the earlier value."""
        self._show(self.before)


def add_history_keys(owner: QWidget, history: QUndoStack) -> None:
    """Let the platform's keys undo and redo wherever the focus is in a widget, unless a field wants them itself."""
    undo, redo = (QAction(owner) for _ in _KEYS)
    undo.setShortcuts(QKeySequence.StandardKey.Undo)
    undo.triggered.connect(history.undo)
    keys = QKeySequence.keyBindings(QKeySequence.StandardKey.Redo)
    redo.setShortcuts([*keys, *(key for key in map(QKeySequence, ("Ctrl+Shift+Z", "Ctrl+Y")) if key not in keys)])
    redo.triggered.connect(history.redo)
    for action in (undo, redo):
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        owner.addAction(action)


class HistoryKeys(QObject):
    """Leaves undo and redo to the page when nothing is being typed into a box of a number."""

    def watch(self, box: QAbstractSpinBox) -> None:
        """Obey in this box from now on."""
        box.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        """Keep the box from claiming the keys."""
        if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return False
        typing = isinstance(watched, QAbstractSpinBox) and watched.lineEdit().isModified()
        if typing or not any(event.matches(key) for key in _KEYS):
            return False
        event.ignore()
        return True
