"""NVIDIA's performance counters (GPM, Hopper and later; GeForce from Blackwell)."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from deepseek_gui.domain.units import MIB
from deepseek_gui.hardware.limits import LINK_BYTES_PER_S, PERCENT, within

SHORTEST_SPAN_S = 0.08
"""The counters move in steps: snapshots a few milliseconds apart read 0 on a busy card (seen on an H100)."""
METRICS = {
    "sm_activity_percent": (2, 1, PERCENT),
    "sm_occupancy_percent": (3, 1, PERCENT),
    "tensor_activity_percent": (5, 1, PERCENT),
    "dram_activity_percent": (10, 1, PERCENT),
    "pcie_tx_bytes_per_s": (20, MIB, LINK_BYTES_PER_S),
    "pcie_rx_bytes_per_s": (21, MIB, LINK_BYTES_PER_S),
}
"""Field -> number, unit, limits: NVML_GPM_METRIC_SM_UTIL, _SM_OCCUPANCY, _ANY_TENSOR_UTIL, _DRAM_BW_UTIL, _PCIE_…."""


@dataclass(frozen=True, slots=True)
class Counted:
    """Means between two snapshots, in the units of `GpuState`; None is not told."""

    sm_activity_percent: float | None = None
    sm_occupancy_percent: float | None = None
    tensor_activity_percent: float | None = None
    dram_activity_percent: float | None = None
    pcie_tx_bytes_per_s: float | None = None
    pcie_rx_bytes_per_s: float | None = None


class PerformanceCounters:
    """The counters of one card.

    Attributes:
        supported: whether the card has them; None before the first question and when the driver does not say.
    """

    def __init__(self, nvml: Any, clock: Callable[[], float] = time.monotonic) -> None:
        """Prepare; nothing is asked before `prime` or `read`."""
        self.supported: bool | None = None
        self._clock = clock
        self._before_s = 0.0
        self._latest = Counted()
        self._nvml = nvml
        self._before: Any = None
        self._spare: Any = None
        self._request: Any = None

    def prime(self, handle: Any) -> bool:
        """Take the first snapshot.

        Raises:
            NVMLError: not supported on this card or not allowed to this user.
        """
        nvml = self._nvml
        self.supported = bool(nvml.nvmlGpmQueryDeviceSupport(handle).isSupportedDevice)
        if not self.supported:
            raise nvml.NVMLError(nvml.NVML_ERROR_NOT_SUPPORTED)
        self._spare = self._spare or nvml.nvmlGpmSampleAlloc()
        self._before = nvml.nvmlGpmSampleGet(handle, nvml.nvmlGpmSampleAlloc())
        self._before_s = self._clock()
        return True

    def read(self, handle: Any) -> Counted:
        """Return the means since the snapshot before, the last ones when that was just now.

        Raises:
            NVMLError: as `prime`.
        """
        if self._before is None:
            self.prime(handle)
            return Counted()
        if self._clock() - self._before_s < SHORTEST_SPAN_S:
            return self._latest
        now = self._nvml.nvmlGpmSampleGet(handle, self._spare)
        before, self._before, self._spare = self._before, now, self._before
        self._before_s = self._clock()
        self._latest = self._metrics(before, now)
        return self._latest

    def free(self) -> None:
        """Give the snapshots back; call before NVML is shut down."""
        for sample in (self._before, self._spare):
            if sample is not None:
                self._nvml.nvmlGpmSampleFree(sample)
        self._before = self._spare = None

    def _metrics(self, before: Any, now: Any) -> Counted:
        """Ask for all metrics at once: the structure is large and kept."""
        nvml = self._nvml
        if self._request is None:
            self._request = nvml.c_nvmlGpmMetricsGet_t()
        request = self._request
        request.version = nvml.NVML_GPM_METRICS_GET_VERSION
        request.numMetrics = len(METRICS)
        request.sample1, request.sample2 = before, now
        for place, (number, _, _) in enumerate(METRICS.values()):
            request.metrics[place].metricId = number
        nvml.nvmlGpmMetricsGet(request)
        answers = zip(METRICS.items(), request.metrics, strict=False)
        return Counted(
            **{
                name: within(metric.value * unit, limits) if metric.nvmlReturn == nvml.NVML_SUCCESS else None
                for (name, (_, unit, limits)), metric in answers
            }
        )
