"""SM activity from NVIDIA's performance counters (GPM, Hopper and later)."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

SHORTEST_SPAN_S = 0.08
"""The counters move in steps: snapshots a few milliseconds apart read 0 on a busy card (seen on an H100)."""
SM_ACTIVITY = 2
"""NVML_GPM_METRIC_SM_UTIL."""


class SmActivity:
    """The share of time with a warp on the multiprocessors, the mean between two snapshots."""

    def __init__(self, nvml: Any, handle: Any, clock: Callable[[], float] = time.monotonic) -> None:
        """Prepare; nothing is asked before `prime` or `read`."""
        self._clock = clock
        self._before_s = 0.0
        self._latest: float | None = None
        self._nvml = nvml
        self._handle = handle
        self._before: Any = None
        self._spare: Any = None

    def prime(self) -> bool:
        """Take the first snapshot.

        Raises:
            NVMLError: not supported on this card or not allowed to this user.
        """
        nvml = self._nvml
        if not nvml.nvmlGpmQueryDeviceSupport(self._handle).isSupportedDevice:
            raise nvml.NVMLError(nvml.NVML_ERROR_NOT_SUPPORTED)
        self._spare = nvml.nvmlGpmSampleAlloc()
        self._before = nvml.nvmlGpmSampleGet(self._handle, nvml.nvmlGpmSampleAlloc())
        self._before_s = self._clock()
        return True

    def read(self) -> float | None:
        """Return percent since the snapshot before, the last value when that was just now; None when there was none.

        Raises:
            NVMLError: as `prime`.
        """
        if self._before is None:
            self.prime()
            return None
        if self._clock() - self._before_s < SHORTEST_SPAN_S:
            return self._latest
        now = self._nvml.nvmlGpmSampleGet(self._handle, self._spare)
        before, self._before, self._spare = self._before, now, self._before
        self._before_s = self._clock()
        self._latest = self._metric(before, now)
        return self._latest

    def free(self) -> None:
        """Give the snapshots back; call before NVML is shut down."""
        for sample in (self._before, self._spare):
            if sample is not None:
                self._nvml.nvmlGpmSampleFree(sample)
        self._before = self._spare = None

    def _metric(self, before: Any, now: Any) -> float | None:
        nvml = self._nvml
        request = nvml.c_nvmlGpmMetricsGet_t()
        request.version = nvml.NVML_GPM_METRICS_GET_VERSION
        request.numMetrics = 1
        request.sample1, request.sample2 = before, now
        request.metrics[0].metricId = SM_ACTIVITY
        nvml.nvmlGpmMetricsGet(request)
        metric = request.metrics[0]
        return float(metric.value) if metric.nvmlReturn == nvml.NVML_SUCCESS else None
