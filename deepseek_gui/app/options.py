"""The window's command line."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from deepseek_gui import __version__


@dataclass(frozen=True, slots=True)
class Options:
    """What was asked for.

    Attributes:
        machine: name or file of a simulated machine; None is this one.
        profile_dir: folder that keeps all state; None is the system's places.
        smoke: show, measure, leave.
        screenshots: folder for pictures of every page.
        file: a plan or machine file to open in Match.
    """

    machine: str | None = None
    profile_dir: Path | None = None
    smoke: bool = False
    screenshots: Path | None = None
    file: Path | None = None


def parse(argv: Sequence[str]) -> Options:
    """Return the options; wrong usage exits with 2."""
    parser = argparse.ArgumentParser(
        prog="deepseek-gui",
        description="Which DeepSeek can this computer run, how fast, and how is it started. Opens a window.",
        epilog="In the terminal: deepseek-gui probe, watch, match, estimate, run, cost, export (each with --help).",
    )
    parser.add_argument("--machine", metavar="NAME/FILE", help="show a simulated machine instead of this one")
    parser.add_argument("--profile-dir", metavar="DIR", type=Path, help="keep all state in this folder")
    parser.add_argument("--smoke", action="store_true", help="show the window, print its start-up figures, leave")
    parser.add_argument("--screenshots", metavar="DIR", type=Path, help="write a picture of every page, leave")
    parser.add_argument("file", nargs="?", metavar="PLAN.toml", type=Path, help="open a plan or machine file in Match")
    parser.add_argument("--version", action="version", version=f"deepseek-gui {__version__}")
    return Options(**vars(parser.parse_args(argv)))
