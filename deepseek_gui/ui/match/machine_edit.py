"""Edits of a machine that can be undone."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QUndoCommand

from deepseek_gui.domain.machine import Machine


class MachineEdit(QUndoCommand):
    """One step from a machine to another.

    Args:
        before: the machine until now.
        after: the machine from now on.
        show: takes the machine that holds.
    """

    def __init__(self, before: Machine, after: Machine, show: Callable[[Machine], None]) -> None:
        super().__init__()
        self._before, self._after, self._show = before, after, show

    def redo(self) -> None:
        """Show the later machine."""
        self._show(self._after)

    def undo(self) -> None:
        """Show the earlier machine."""
        self._show(self._before)
