"""Which machine is matched for."""

from __future__ import annotations

from dataclasses import dataclass

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
