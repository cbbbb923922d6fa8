"""Which GPU sources this system may have, in the order in which cards are listed."""

from __future__ import annotations

import sys
from collections.abc import Mapping

from deepseek_gui.hardware.gpus import GpuSource
from deepseek_gui.hardware.nvidia import NvidiaSource


def system_gpu_sources() -> Mapping[str, GpuSource]:
    """Return the sources by name; each finds out itself whether it has cards."""
    if sys.platform == "darwin":
        return {}
    return {"nvidia": NvidiaSource()}
