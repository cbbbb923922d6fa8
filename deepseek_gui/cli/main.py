"""The command line: reads the arguments, runs one command, turns its errors into words or JSON and an exit code."""

from __future__ import annotations

import argparse
import importlib
import io
import logging
import os
import sys
from collections.abc import Callable, Sequence
from typing import NoReturn, Protocol, cast

from deepseek_gui import __version__
from deepseek_gui.cli.commands import COMMANDS
from deepseek_gui.cli.output import print_error, print_json
from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text

OK, FAILED, USAGE = 0, 1, 2

_log = logging.getLogger(__name__)

Subparsers = argparse._SubParsersAction  # noqa: SLF001  the type has no public name


class Command(Protocol):
    """What a module `deepseek_gui.cli.NAME` offers."""

    def add_parser(self, subparsers: Subparsers[argparse.ArgumentParser]) -> None:
        """Add the command's parser."""

    def run(self, args: argparse.Namespace) -> int:
        """Do the work and return the exit code; an `ActionableError` becomes 1."""


class _Parser(argparse.ArgumentParser):
    """An ArgumentParser whose complaint is a JSON document too when JSON was asked for."""

    json_wanted = False

    def error(self, message: str) -> NoReturn:
        """Print what is wrong and exit 2."""
        if _Parser.json_wanted:
            print_json({"error": {"message": message, "hint": f"{self.prog} --help"}})
        super().error(message)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 1 failed, 2 wrong usage.

    Args:
        argv: the arguments, the command's name first; None takes the process's.
    """
    arguments = list(sys.argv[1:] if argv is None else argv)
    _Parser.json_wanted = "--json" in arguments
    _speak_utf8()
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="%(levelname)s %(name)s: %(message)s")
    try:
        args = build_parser(arguments).parse_args(arguments)
    except SystemExit as exit_request:
        return exit_request.code if isinstance(exit_request.code, int) else USAGE
    return _guarded(lambda: _command(args.command).run(args), as_json=bool(getattr(args, "json", False)))


def build_parser(arguments: Sequence[str] = ()) -> argparse.ArgumentParser:
    """Return the parser; only the command that `arguments` name is imported, so that none waits for another's parts."""
    parser: argparse.ArgumentParser = _Parser(
        prog="deepseek-gui",
        description="Which DeepSeek can this computer run, how fast, and how is it started?",
        epilog="Without a command the window opens. Every command has --help, and --json for other programs.",
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    subparsers = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, summary in COMMANDS.items():
        if name in arguments:
            _command(name).add_parser(subparsers)
        else:
            subparsers.add_parser(name, help=summary)
    return parser


def _command(name: str) -> Command:
    return cast("Command", importlib.import_module(f"deepseek_gui.cli.{name}"))


def _guarded(work: Callable[[], int], *, as_json: bool) -> int:
    try:
        code = work()
        sys.stdout.flush()
    except ActionableError as error:
        print_error(error, as_json=as_json)
        return FAILED
    except BrokenPipeError:
        # The reader (`| head`) has had enough; the interpreter must not complain when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except KeyboardInterrupt:
        return 130
    except Exception as error:  # noqa: BLE001  a bug: logged with its trace, said once
        _log.exception("unexpected error")
        print_error(_bug(error), as_json=as_json)
        return FAILED
    return code


def _bug(error: Exception) -> ActionableError:
    return ActionableError(
        Text(
            QT_TRANSLATE_NOOP("core", "Something went wrong inside the program: {error}."),
            {"error": f"{type(error).__name__}: {error}".rstrip(".")},
        ),
        Text(QT_TRANSLATE_NOOP("core", "Please report it with the trace that stands above on stderr.")),
    )


def _speak_utf8() -> None:
    """Print UTF-8 whatever the console's encoding: the documents are JSON and the names are anybody's."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
