"""The names of the commands; light, so that the window's help can list them."""

from __future__ import annotations

from collections.abc import Mapping

COMMANDS: Mapping[str, str] = {
    "probe": "say what this machine is",
    "watch": "show what it is doing, one sample a line",
    "match": "say which tier it reaches and which models it runs, best first",
    "estimate": "say how much memory one model takes and how fast it runs",
    "run": "start a model and stream its answer",
    "export": "write a script that starts a model",
    "cost": "compare the cloud, the API and a machine of one's own",
}
"""Name of the module `deepseek_gui.cli.NAME` -> what the command does."""
