"""What is matched for, and edits of it that can be undone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtGui import QUndoCommand

from deepseek_gui.domain.machine import Machine

THIS_COMPUTER = ""
"""The choice that stands for the machine the program runs on."""


@dataclass(frozen=True, slots=True)
class Tried:
    """A choice of machine.

    Attributes:
        choice: an example machine's name or the path of a machine file; empty is this computer.
        machine: what is matched for; None is this computer as it is known by now.
        edited: facts differ from those of the choice.
    """

    choice: str = THIS_COMPUTER
    machine: Machine | None = None
    edited: bool = False


class MachineEdit(QUndoCommand):
    """One step from a machine to another.

    Args:
        before: what was tried until now.
        after: what is tried from now on.
        show: takes what holds.
    """

    def __init__(self, before: Tried, after: Tried, show: Callable[[Tried], None]) -> None:
        super().__init__()
        self._before, self._after, self._show = before, after, show

    def redo(self) -> None:
        """Show the later machine."""
        self._show(self._after)

    def undo(self) -> None:
        """Show the earlier machine."""
        self._show(self._before)
