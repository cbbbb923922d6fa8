"""`estimate`: how much memory one model takes on each device, and how fast it runs."""

from __future__ import annotations

import argparse

from deepseek_gui.cli.main import Subparsers
from deepseek_gui.cli.output import print_json, printable
from deepseek_gui.cli.reports import estimate_lines, machine_lines
from deepseek_gui.cli.select_machine import add_machine, machine_of
from deepseek_gui.core.documents import estimate_document
from deepseek_gui.core.estimating import estimate, subject
from deepseek_gui.core.selection import add_select, plan_from, with_default_context
from deepseek_gui.domain.plan import Source


def add_parser(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
    """Add the command's parser."""
    parser = subparsers.add_parser("estimate", help="say how much memory one model takes and how fast it runs")
    add_select(parser)
    add_machine(parser)
    parser.add_argument(
        "--source", choices=["computed", "engine"], default="computed", help="where the numbers come from"
    )
    parser.add_argument("--json", action="store_true", help="one JSON document")


def run(args: argparse.Namespace) -> int:
    """Print the estimate. A plan that does not fit is no error."""
    plan = plan_from(args)
    machine = machine_of(args)
    if args.context is None:
        plan = with_default_context(plan, machine)
    found = estimate(plan, machine, Source(args.source))
    if args.json:
        print_json(estimate_document(found))
    else:
        about = subject(plan)
        lines = estimate_lines(found, about.name, about.architecture.n_layers)
        print(printable("\n".join([*machine_lines(machine), "", *lines])))
    return 0
