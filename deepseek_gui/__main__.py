"""The command `deepseek-gui`: a subcommand goes to the terminal program, anything else opens the window."""

from __future__ import annotations

import sys
from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program; nothing heavy is imported before it is known which half is wanted.

    Returns:
        0 done, 1 failed with a sentence, 2 wrong usage.
    """
    arguments = list(sys.argv[1:] if argv is None else argv)
    if arguments and not arguments[0].startswith("-") and not _is_file(arguments[0]):
        from deepseek_gui.cli.main import main as terminal  # noqa: PLC0415  one half only

        return terminal(arguments)
    from deepseek_gui.app import main as window  # noqa: PLC0415  one half only

    return window(arguments)


def _is_file(word: str) -> bool:
    """Tell a plan file, as a double click hands it over, from a command."""
    return word.lower().endswith(".toml")


if __name__ == "__main__":
    sys.exit(main())
