"""Limits that a person set, and what to say while they are passed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text
from deepseek_gui.settings.store import AlertLimits
from deepseek_gui.ui.readings import percent_of

if TYPE_CHECKING:
    from deepseek_gui.domain.sample import Sample

HYSTERESIS = 3.0
"""An alert ends this far (°C, percentage points) below its limit, so that it does not come and go."""

_GPU_TEMPERATURE = QT_TRANSLATE_NOOP("core", "GPU {index} is at {value} °C; your limit is {limit} °C.")
_GPU_MEMORY = QT_TRANSLATE_NOOP("core", "The memory of GPU {index} is {value} % full; your limit is {limit} %.")
_RAM = QT_TRANSLATE_NOOP("core", "RAM is {value} % full; your limit is {limit} %.")

_Watched = tuple[str, int, float | None, float | None]
"""Sentence, GPU, value, limit."""


class AlertWatch:
    """Says which limits are passed, sample by sample."""

    def __init__(self) -> None:
        self._limits = AlertLimits()
        self._on: set[tuple[str, int]] = set()

    def set_limits(self, limits: AlertLimits) -> None:
        """Watch these; what no longer holds ends with the next sample."""
        self._limits = limits

    def check(self, sample: Sample) -> tuple[Text, ...]:
        """Return a sentence for each limit that is passed. A value that is not known neither begins nor ends one."""
        return tuple(
            Text(sentence, {"index": index, "value": f"{value:.0f}", "limit": f"{limit:.0f}"})
            for sentence, index, value, limit in self._watched(sample)
            if self._holds((sentence, index), value, limit) and value is not None and limit is not None
        )

    def _watched(self, sample: Sample) -> Iterator[_Watched]:
        limits, memory = self._limits, sample.memory
        for gpu in sample.gpus:
            fresh = gpu.stale is None
            used = percent_of(gpu.memory_used_bytes, gpu.memory_total_bytes)
            yield _GPU_TEMPERATURE, gpu.index, gpu.temperature_c if fresh else None, limits.gpu_temperature_c
            yield _GPU_MEMORY, gpu.index, used if fresh else None, limits.gpu_memory_percent
        yield _RAM, 0, percent_of(memory.used_bytes, memory.total_bytes), limits.ram_percent

    def _holds(self, key: tuple[str, int], value: float | None, limit: float | None) -> bool:
        if limit is None:
            self._on.discard(key)
        elif value is not None and value >= limit:
            self._on.add(key)
        elif value is not None and value < limit - HYSTERESIS:
            self._on.discard(key)
        return key in self._on
