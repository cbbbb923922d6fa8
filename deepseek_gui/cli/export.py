"""`export`: writes a script that starts a model."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from deepseek_gui.cli.main import Subparsers
from deepseek_gui.cli.output import print_json
from deepseek_gui.cli.select_machine import add_machine, machine_of
from deepseek_gui.core.export import FORMATS, PLANNED, export_script, find_format
from deepseek_gui.core.script_file import save_script
from deepseek_gui.core.selection import add_select, plan_from


def add_parser(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
    """Add the command's parser."""
    parser = subparsers.add_parser(
        "export",
        help="write a script that starts a model",
        epilog=f"Formats: {', '.join(FORMATS)}. Not built yet: {', '.join(PLANNED)}.",
    )
    add_select(parser, engine="llama-server")
    add_machine(parser)
    parser.add_argument(
        "--format",
        default="bash",
        choices=(*FORMATS, *PLANNED),
        metavar="F",
        help=f"{', '.join(FORMATS)} (default: bash)",
    )
    parser.add_argument("-o", "--output", metavar="FILE", help="where to write it (default: standard output)")
    parser.add_argument("--json", action="store_true", help="say what was written as one JSON document")


def run(args: argparse.Namespace) -> int:
    """Write the script."""
    chosen = find_format(args.format)
    plan = plan_from(args)
    text = export_script(plan, machine_of(args), chosen.id)
    if args.output in (None, "-"):
        _to_stdout(args, text, plan.model, plan.quantisation)
        return 0
    path = Path(args.output)
    save_script(path, text, executable=chosen.executable)
    if args.json:
        print_json(_document(args, plan.model, plan.quantisation) | {"file": str(path)})
    else:
        print(f"Written: {path}")
    return 0


def _document(args: argparse.Namespace, model: str, quantisation: str | None) -> dict[str, str | None]:
    return {"format": args.format, "model": model, "quantisation": quantisation}


def _to_stdout(args: argparse.Namespace, text: str, model: str, quantisation: str | None) -> None:
    if args.json:
        print_json(_document(args, model, quantisation) | {"file": None, "script": text})
    else:
        sys.stdout.write(text)
