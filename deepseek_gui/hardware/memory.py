"""Host memory: how much is used now, and what it is."""

from __future__ import annotations

import psutil

from deepseek_gui.domain.sample import MemoryState


def read_memory() -> MemoryState:
    """Return host memory now; "used" is all that a new program cannot take."""
    memory = psutil.virtual_memory()
    return MemoryState(
        total_bytes=memory.total, used_bytes=memory.total - memory.available, available_bytes=memory.available
    )
