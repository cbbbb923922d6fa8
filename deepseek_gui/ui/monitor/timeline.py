"""The course of a machine, quantity by quantity: what Monitor's charts draw, live or from a recording."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from deepseek_gui.domain.units import gib
from deepseek_gui.ui.readings import megabytes, percent_of
from deepseek_gui.ui.widgets.history import DAY_BINS, HOUR_S, History

if TYPE_CHECKING:
    from deepseek_gui.domain.sample import GpuState, Sample

Values = list[float | None]


@dataclass(frozen=True, slots=True)
class Quantity:
    """One chart's values.

    Attributes:
        key: names the chart.
        host: lines of the host, before those of the GPUs.
        gpu: one line a GPU; None has no such line.
        once_above_zero: the chart is of no interest before that.
    """

    key: str
    host: Callable[[Sample], Values] = lambda _: []
    gpu: Callable[[GpuState], float | None] | None = None
    once_above_zero: bool = False

    def row(self, sample: Sample) -> Values:
        """Return a row: of a source that is stale nothing, an old value must not look like a flat line."""
        gpu = self.gpu
        if gpu is None:
            return self.host(sample)
        return self.host(sample) + [None if state.stale is not None else gpu(state) for state in sample.gpus]


QUANTITIES = (
    Quantity("utilisation", lambda s: [_live(s, "cpu", s.cpu.utilisation_percent)], lambda g: g.utilisation_percent),
    Quantity(
        "memory",
        lambda s: [_live(s, "memory", percent_of(s.memory.used_bytes, s.memory.total_bytes))],
        lambda g: percent_of(g.memory_used_bytes, g.memory_total_bytes),
    ),
    Quantity("power", gpu=lambda g: g.power_w),
    Quantity("temperature", gpu=lambda g: g.temperature_c),
    Quantity("sm", gpu=lambda g: g.sm_activity_percent),
    Quantity("tensor", gpu=lambda g: g.tensor_activity_percent),
    Quantity("dram", gpu=lambda g: g.dram_activity_percent),
    Quantity("controller", gpu=lambda g: g.memory_controller_percent if g.dram_activity_percent is None else None),
    Quantity("clock", gpu=lambda g: g.sm_clock_mhz),
    Quantity("pcie_in", gpu=lambda g: megabytes(g.pcie_rx_bytes_per_s)),
    Quantity("pcie_out", gpu=lambda g: megabytes(g.pcie_tx_bytes_per_s)),
    Quantity("disk", lambda s: _rates(s, "disk", s.disk.read_bytes_per_s, s.disk.write_bytes_per_s)),
    Quantity("network", lambda s: _rates(s, "network", s.network.read_bytes_per_s, s.network.write_bytes_per_s)),
    Quantity("frequency", lambda s: [_live(s, "cpu", s.cpu.frequency_mhz)]),
    Quantity("swap", lambda s: [_live(s, "memory", _gib(s.memory.swap_used_bytes))], once_above_zero=True),
)


class Timeline:
    """The history behind every chart.

    Args:
        endless: forget nothing (a recording that was opened).
    """

    def __init__(self, *, endless: bool = False) -> None:
        self._endless = endless
        self._histories: dict[str, History] = {}
        self._shown: set[str] = set()
        self.gpu_count = 0
        self.clock_offset_s: float | None = None
        self.newest_s: float | None = None

    def append(self, sample: Sample) -> None:
        """Take a sample in."""
        self.gpu_count = len(sample.gpus)
        self.newest_s = sample.monotonic_s
        self.clock_offset_s = sample.time_s - sample.monotonic_s
        for quantity in QUANTITIES:
            row = quantity.row(sample)
            history = self._histories.get(quantity.key)
            if history is None or history.columns != len(row):
                history = self._histories[quantity.key] = self._new_history(len(row))
            history.append(sample.monotonic_s, row)
            if quantity.key not in self._shown and _is_known(row, above_zero=quantity.once_above_zero):
                self._shown.add(quantity.key)

    def history(self, key: str) -> History:
        """Return a quantity's course, empty before the first sample."""
        return self._histories.get(key) or self._new_history(0)

    def knows(self, key: str) -> bool:
        """Return whether a quantity was ever known."""
        return key in self._shown

    def _new_history(self, columns: int) -> History:
        if self._endless:
            return History(columns, math.inf, [replace(bins, kept_s=math.inf) for bins in DAY_BINS])
        return History(columns, HOUR_S, DAY_BINS)


def timeline_of(samples: Iterable[Sample]) -> Timeline:
    """Return the whole course of a recording; a day of eight GPUs takes seconds, so off the GUI thread."""
    timeline = Timeline(endless=True)
    for sample in samples:
        timeline.append(sample)
    return timeline


def _is_known(row: Values, *, above_zero: bool) -> bool:
    return any(value is not None and (value > 0 or not above_zero) for value in row)


def _live(sample: Sample, source: str, value: float | None) -> float | None:
    return None if source in sample.stale else value


def _rates(sample: Sample, source: str, read: float | None, written: float | None) -> Values:
    return [_live(sample, source, megabytes(read)), _live(sample, source, megabytes(written))]


def _gib(size_bytes: int | None) -> float | None:
    return None if size_bytes is None else gib(size_bytes)
