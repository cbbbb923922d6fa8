"""The processor: its load now, and what it is."""

from __future__ import annotations

import psutil

from deepseek_gui.domain.sample import CpuState
from deepseek_gui.hardware.limits import PERCENT, within


def read_cpu() -> CpuState:
    """Return the load since the last call on this thread; the first call of a thread says nothing useful."""
    per_core = tuple(psutil.cpu_percent(percpu=True))
    known = [share for share in per_core if within(share, PERCENT) is not None]
    mean = round(sum(known) / len(known), 1) if known else None
    return CpuState(utilisation_percent=mean, per_core_percent=per_core if len(known) == len(per_core) else ())
