"""Edits of a plan that can be undone."""

from __future__ import annotations

from collections.abc import Callable
from zlib import crc32

from PySide6.QtGui import QUndoCommand

from deepseek_gui.domain.cost import CostPlan


class Edit(QUndoCommand):
    """One step from a plan to another; steps of the same number in a row are one.

    Args:
        before: the plan until now.
        after: the plan from now on.
        key: of the number that changed; empty for a step that stands alone.
        show: takes the plan that holds.
    """

    def __init__(self, before: CostPlan, after: CostPlan, key: str, show: Callable[[CostPlan], None]) -> None:
        super().__init__()
        self.before, self.after, self.key = before, after, key
        self._show = show

    def id(self) -> int:
        """Return what tells edits of one number from others."""
        return crc32(self.key.encode()) & 0x7FFFFFFF if self.key else -1

    def mergeWith(self, other: QUndoCommand) -> bool:  # noqa: N802  Qt's name
        """Take a later edit of the same number into this one."""
        if not isinstance(other, Edit) or other.key != self.key:
            return False
        self.after = other.after
        self.setObsolete(self.after == self.before)
        return True

    def redo(self) -> None:
        """Show the later plan."""
        self._show(self.after)

    def undo(self) -> None:
        """Show the earlier plan."""
        self._show(self.before)
