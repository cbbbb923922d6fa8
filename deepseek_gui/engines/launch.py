"""How children of ours are started: the command line and a clean environment."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Mapping
from pathlib import Path

from deepseek_gui.domain.plan import LaunchSpec

CHILD_FLAG = "--child"
"""First argument by which a frozen executable is asked to run one of our modules instead of the window."""

_LIBRARY_PATHS = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "DYLD_FRAMEWORK_PATH", "LIBPATH")
_FOREIGN_PREFIXES = ("QT_", "QML_", "QML2_", "PYTEST_")


def child_command(module: str) -> tuple[str, ...]:
    """Return the start of a command line that runs `module` of this program in a process of its own."""
    if getattr(sys, "frozen", False):
        return (sys.executable, CHILD_FLAG, module)
    return (sys.executable, "-m", module)


def child_environment() -> dict[str, str]:
    """Return the variables that let `child_command` find this package when it runs from a plain folder."""
    root = Path(__file__).resolve().parents[2]
    installed = getattr(sys, "frozen", False) or "site-packages" in root.parts
    # An installed package must not get there: its folder before the standard library's would shadow modules.
    return {} if installed else {"PYTHONPATH": str(root)}


def clean_environment(spec: LaunchSpec, inherited: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the environment of an engine process.

    Qt's variables and the library paths of a frozen app would make the engine load our libraries;
    PyInstaller keeps a library path's former value in NAME_ORIG.

    Args:
        spec: its `environment` is added, its `unset` taken away.
        inherited: our own environment; `os.environ` when None.
    """
    environment = dict(os.environ if inherited is None else inherited)
    for name in _LIBRARY_PATHS:
        _restore(environment, name)
    for name in [name for name in environment if name.startswith(_FOREIGN_PREFIXES)]:
        del environment[name]
    for name in spec.unset:
        environment.pop(name, None)
    return environment | dict(spec.environment)


def free_port() -> int:
    """Return a TCP port of 127.0.0.1 that nobody listens on at this moment, for engines that cannot choose one."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def is_taken(port: int) -> bool:
    """Return whether somebody listens on a port of 127.0.0.1, who would answer for our engine and get its key."""
    with socket.socket() as probe:
        probe.settimeout(1.0)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _restore(environment: dict[str, str], name: str) -> None:
    original = environment.pop(f"{name}_ORIG", None)
    if original is not None:
        environment[name] = original
    elif getattr(sys, "frozen", False):
        environment.pop(name, None)
