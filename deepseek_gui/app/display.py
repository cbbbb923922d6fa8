"""Is there a screen? Asked before Qt, which aborts the process when there is none."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text

# The library that is missing -> the Debian/Ubuntu package that brings it.
_PACKAGES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libOpenGL.so.0": "libopengl0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-util.so.1": "libxcb-util1",
}


def check_display() -> None:
    """Do nothing when a window can be opened.

    Raises:
        ActionableError: no display, one that does not answer, or a system library that Qt needs is missing.
    """
    check_libraries()
    if sys.platform.startswith("linux"):
        problem = linux_problem(os.environ)
        if problem is not None:
            raise problem


def check_libraries() -> None:
    """Load Qt's own libraries once, to name what they miss.

    Raises:
        ActionableError: naming the library and the package that brings it.
    """
    try:
        from PySide6 import QtWidgets  # noqa: F401, PLC0415  the check itself
    except ImportError as error:
        raise _missing(str(error)) from error


def linux_problem(environment: Mapping[str, str]) -> ActionableError | None:
    """Return why no window can be opened under this environment, or None."""
    platform = environment.get("QT_QPA_PLATFORM", "").split(":")[0].split(";")[0]
    if platform not in ("", "xcb", "wayland"):
        return None
    if platform != "xcb" and _wayland_answers(environment):
        return None
    if not environment.get("DISPLAY"):
        return _no_display()
    plugin = _plugin_problem()
    return plugin if plugin is not None else _x11_problem(environment["DISPLAY"])


def _wayland_answers(environment: Mapping[str, str]) -> bool:
    name = environment.get("WAYLAND_DISPLAY")
    return bool(name) and Path(environment.get("XDG_RUNTIME_DIR", "/"), name or "").exists()


def _plugin_problem() -> ActionableError | None:
    """Load the X11 plugin as Qt will: it needs libraries that Qt itself does not."""
    import ctypes  # noqa: PLC0415  not on Wayland
    import importlib.util  # noqa: PLC0415  not on Wayland

    spec = importlib.util.find_spec("PySide6")
    folder = Path(spec.origin).parent if spec is not None and spec.origin else Path()
    plugin = folder / "Qt" / "plugins" / "platforms" / "libqxcb.so"
    if not plugin.is_file():  # a distribution's Qt keeps it elsewhere, with its libraries as dependencies
        return None
    try:
        ctypes.CDLL(str(plugin))
    except OSError as error:
        return _missing(str(error))
    return None


def _x11_problem(display: str) -> ActionableError | None:
    """Connect as Qt will: this covers a server that is gone and one that refuses us."""
    import ctypes  # noqa: PLC0415  not on Wayland

    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError as error:
        return _missing(str(error))
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(None, None))
    failed = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    return _dead_display(display) if failed else None


def _no_display() -> ActionableError:
    return ActionableError(
        Text(QT_TRANSLATE_NOOP("core", "There is no display to open a window on.")),
        Text(
            QT_TRANSLATE_NOOP(
                "core",
                "Start it from a desktop session, or over ssh with “ssh -X”. "
                "Without one, the terminal does the same: deepseek-gui match, deepseek-gui run --help.",
            )
        ),
    )


def _dead_display(display: str) -> ActionableError:
    return ActionableError(
        Text(QT_TRANSLATE_NOOP("core", "The display {display} does not answer."), {"display": display}),
        Text(
            QT_TRANSLATE_NOOP(
                "core",
                "Check the variable DISPLAY and that this user may use that screen. "
                "The terminal does the same: deepseek-gui match, deepseek-gui run --help.",
            )
        ),
    )


def _missing(error: str) -> ActionableError:
    """Name the library in a loader's message and the package that brings it."""
    library = error.split(":", 1)[0].strip()
    package = _PACKAGES.get(library)
    hint = (
        Text(
            QT_TRANSLATE_NOOP("core", "On Debian or Ubuntu: sudo apt install {package}. Then start again."),
            {"package": package},
        )
        if package
        else Text(QT_TRANSLATE_NOOP("core", "“python3 packaging/dev.py run” installs or names what is missing."))
    )
    return ActionableError(
        Text(QT_TRANSLATE_NOOP("core", "The window's libraries can't be loaded: {error}."), {"error": error}), hint
    )
