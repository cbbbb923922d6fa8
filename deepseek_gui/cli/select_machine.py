"""`--machine`: this computer, an example, or a machine file."""

from __future__ import annotations

import argparse

from deepseek_gui.domain.machine import Machine


def add_machine(parser: argparse.ArgumentParser) -> None:
    """Add the option to a command."""
    parser.add_argument(
        "--machine", metavar="F", help="a machine file (TOML) or an example's name (default: this computer)"
    )


def machine_of(args: argparse.Namespace) -> Machine:
    """Return the machine that the command is about.

    Raises:
        ActionableError: no such machine, or its file is wrong.
    """
    from deepseek_gui.core.machines import current_machine, machine_named  # noqa: PLC0415  drivers wake up only if asked

    return machine_named(args.machine) if args.machine is not None else current_machine()
