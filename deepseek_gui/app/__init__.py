"""The desktop program: options, what must hold before Qt starts, then the window."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence

from deepseek_gui.app.options import parse
from deepseek_gui.domain.errors import ActionableError


def main(argv: Sequence[str]) -> int:
    """Open the window and stay until it is closed.

    Returns:
        0, or 1 when the window can't be opened; the reason and what to do are on stderr.
    """
    options = parse(argv)
    gc.disable()  # nothing made before the first paint is garbage; 4 % of it went into looking
    try:
        from deepseek_gui.app.display import check_display  # noqa: PLC0415  after --help

        check_display()
        from deepseek_gui.app.start import start  # noqa: PLC0415  imports Qt, which the check precedes

        return start(options)
    except ActionableError as error:
        print(f"deepseek-gui: {error.message}", file=sys.stderr)
        if error.hint is not None:
            print(str(error.hint), file=sys.stderr)
        return 1
    finally:
        gc.enable()
