"""Samples of a machine that is only described: a plausible load that breathes."""

from __future__ import annotations

import math
import time
import zlib
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from deepseek_gui.domain.machine import Gpu, Machine
from deepseek_gui.domain.sample import (
    CpuState,
    GpuProcess,
    GpuState,
    MemoryState,
    ProcessState,
    Sample,
    Throttle,
    TransferRates,
)
from deepseek_gui.domain.units import GB, GIB, MIB

if TYPE_CHECKING:
    from deepseek_gui.hardware.processes import ProcessTree

DEFAULT_THREADS = 8
DEFAULT_GHZ = 3.0
DEFAULT_TDP_W = 200.0
DEFAULT_MEMORY_BYTES = 16 * GIB
GPM_ARCHITECTURES = frozenset({"Hopper", "Blackwell"})
"""Where a real driver tells the SM activity (GPM: Hopper and later)."""
ROOM_TEMPERATURE_C = 30.0
IDLE_POWER_SHARE = 0.12
THERMAL_LAG_S = 12.0
LOAD_SPAN_S = 60.0
IDLE_LOAD, FULL_LOAD = 0.02, 0.93
DATACENTRE_GBS = 1500.0
"""Cards with stacked memory: no fan of their own, memory sensors and error correction."""
SWAP_BYTES = 8 * GIB
ENERGY_SINCE_S = 86_400.0
ENGINE_PID = 4711


class SimulatedReader:
    """Makes the samples of a described machine: the same seed and time give the same sample."""

    def __init__(
        self,
        machine: Machine,
        seed: int = 0,
        clock: Callable[[], float] = time.monotonic,
        wall: Callable[[], float] = time.time,
    ) -> None:
        """Prepare.

        Args:
            machine: whose facts bound the numbers.
            seed: another seed, another course.
            clock: seconds, drives the course.
            wall: seconds since the epoch, for the sample's `time_s`.
        """
        self._machine = machine
        self._clock = clock
        self._wall = wall
        self._noise = Noise(seed)
        self._watched: int | None = None
        self._tree: ProcessTree | None = None

    def read(self) -> Sample:
        """Return the sample of this moment."""
        now_s = self._clock()
        gpus = tuple(self._gpu(index, gpu, now_s) for index, gpu in enumerate(self._machine.gpus))
        return Sample(
            time_s=self._wall(),
            monotonic_s=now_s,
            cpu=self._cpu(now_s),
            memory=self._memory(now_s),
            gpus=gpus,
            gpu_processes=tuple(self._gpu_process(state) for state in gpus) or None,
            disk=self._rates("disk", now_s, 400 * MIB),
            network=self._rates("network", now_s, (self._machine.network.gbps or 1.0) * GB / 8 * 0.05),
            process=self._process(),
        )

    def watch_process(self, pid: int | None) -> None:
        """Follow a real process: the engine of a simulated machine still runs on this one."""
        self._watched = pid

    def close(self) -> None:
        """Nothing to free."""

    def _load(self, now_s: float) -> float:
        """Return how hard the imagined model works, 0 to 1: answers of some 40 s with pauses between."""
        busy = _smoothstep(0.35, 0.6, self._noise.at("answering", now_s, 20.0))
        return busy * (0.75 + 0.25 * self._noise.at("effort", now_s, 3.0))

    def _resident(self, now_s: float) -> float:
        """Return the filled share of the imagined model's memory: weights, and a cache that grows and is freed."""
        return 0.55 + 0.2 * self._noise.at("cache", now_s, 45.0)

    def _cpu(self, now_s: float) -> CpuState:
        threads = self._machine.cpu.threads or self._machine.cpu.cores or DEFAULT_THREADS
        share = 0.15 if self._machine.gpus else 0.85
        base = 3 + 100 * share * self._load(now_s)
        cores = tuple(
            round(_clamp(base * (0.4 + 1.2 * self._noise.at(f"core{core}", now_s, 2.5)), 0, 100), 1)
            for core in range(threads)
        )
        utilisation = round(sum(cores) / threads, 1)
        return CpuState(
            utilisation_percent=utilisation,
            per_core_percent=cores,
            frequency_mhz=float(round((self._machine.cpu.base_ghz or DEFAULT_GHZ) * 1000 * (1.2 - utilisation / 500))),
            load_1min=round(threads * share * self._recent_load(now_s, LOAD_SPAN_S) + 0.2, 2),
        )

    def _memory(self, now_s: float) -> MemoryState:
        total = self._machine.memory.total_bytes or DEFAULT_MEMORY_BYTES
        unified = any(gpu.unified_memory for gpu in self._machine.gpus)
        hosts_model = unified or not self._machine.gpus
        model = self._resident(now_s) * 0.6 if hosts_model else 0.05
        used = int(total * (0.15 + 0.03 * self._noise.at("host memory", now_s, 30.0) + model))
        return MemoryState(
            total_bytes=total,
            used_bytes=used,
            available_bytes=total - used,
            cached_bytes=int((total - used) * 0.6),
            swap_total_bytes=SWAP_BYTES,
            swap_used_bytes=int(SWAP_BYTES * 0.02 * self._noise.at("swap", now_s, 120.0)),
            swap_out_bytes_per_s=0.0,
            major_faults_per_s=round(20 * self._noise.at("faults", now_s, 6.0) ** 4, 1),
        )

    def _gpu(self, index: int, gpu: Gpu, now_s: float) -> GpuState:
        load = self._gpu_load(index, now_s)
        utilisation = _clamp(100 * load, 0, 100)
        total, limit_w = gpu.vram_bytes, gpu.tdp_w or DEFAULT_TDP_W
        used = None if total is None else int(total * self._gpu_resident(gpu, now_s))
        state = GpuState(
            index=index,
            name=gpu.name,
            utilisation_percent=float(round(utilisation)),
            memory_used_bytes=used,
            memory_total_bytes=total,
            memory_free_bytes=None if total is None or used is None else total - used,
            power_w=round(limit_w * (IDLE_POWER_SHARE + 0.78 * load), 1),
            temperature_c=float(round(ROOM_TEMPERATURE_C + 4 + 42 * self._warmth(index, now_s))),
        )
        if gpu.vendor not in (None, "nvidia"):
            return state
        return self._with_counters(self._with_sensors(state, gpu, limit_w, now_s), gpu, now_s)

    def _with_sensors(self, state: GpuState, gpu: Gpu, limit_w: float, now_s: float) -> GpuState:
        """Add what NVIDIA's driver tells of every card."""
        load, warmth = self._gpu_load(state.index, now_s), self._warmth(state.index, now_s)
        free, reserved = state.memory_free_bytes, (gpu.vram_bytes or 0) // 128
        datacentre = gpu.bandwidth_gbs is not None and gpu.bandwidth_gbs > DATACENTRE_GBS
        return replace(
            state,
            uuid=gpu.uuid,
            memory_reserved_bytes=None if gpu.vram_bytes is None else reserved,
            memory_free_bytes=None if free is None else max(0, free - reserved),
            memory_controller_percent=float(round(min(100.0, 96 * load))),
            pcie_generation=(5 if datacentre else 4) if load > IDLE_LOAD else 1,
            pcie_width=16,
            sm_clock_mhz=float(round(210 + 1700 * min(1.0, load * 4) - 120 * load)),
            memory_clock_mhz=2619.0 if datacentre else 9001.0,
            throttles=_throttles(load),
            power_limit_w=limit_w,
            energy_j=round(limit_w * (IDLE_POWER_SHARE + 0.3) * (now_s + ENERGY_SINCE_S), 1),
            memory_temperature_c=float(round(ROOM_TEMPERATURE_C + 9 + 44 * warmth)) if datacentre else None,
            fan_percent=None if datacentre else float(round(30 + 45 * warmth)),
            ecc_corrected=0 if datacentre else None,
            ecc_uncorrected=0 if datacentre else None,
        )

    def _with_counters(self, state: GpuState, gpu: Gpu, now_s: float) -> GpuState:
        """Add the performance counters of an answer that is written: bound by memory, now and then by a prompt."""
        if gpu.architecture not in GPM_ARCHITECTURES:
            pcie = self._rates(f"pcie{state.index}", now_s, 200 * MIB)
            return replace(
                state,
                has_counters=None if gpu.architecture is None else False,
                pcie_rx_bytes_per_s=pcie.read_bytes_per_s,
                pcie_tx_bytes_per_s=pcie.write_bytes_per_s,
            )
        utilisation = state.utilisation_percent or 0.0
        prompt = _smoothstep(0.7, 0.85, self._noise.at("prompt", now_s, 8.0))
        pcie = self._rates(f"pcie{state.index}", now_s, 4 * GB)
        return replace(
            state,
            has_counters=True,
            sm_activity_percent=round(utilisation * 0.84, 1),
            sm_occupancy_percent=round(utilisation * (0.12 + 0.1 * prompt), 1),
            tensor_activity_percent=round(utilisation * (0.04 + 0.7 * prompt), 1),
            dram_activity_percent=round(utilisation * (0.8 - 0.55 * prompt), 1),
            pcie_rx_bytes_per_s=pcie.read_bytes_per_s,
            pcie_tx_bytes_per_s=pcie.write_bytes_per_s,
        )

    def _gpu_process(self, state: GpuState) -> GpuProcess:
        """Return the imagined engine's part on a card."""
        used = state.memory_used_bytes
        return GpuProcess(
            pid=ENGINE_PID,
            gpu_index=state.index,
            name="llama-server",
            memory_bytes=None if used is None else int(used * 0.97),
            utilisation_percent=state.utilisation_percent,
        )

    def _warmth(self, index: int, now_s: float) -> float:
        return sum(self._gpu_load(index, now_s - lag) for lag in (0.0, THERMAL_LAG_S / 2, THERMAL_LAG_S)) / 3

    def _recent_load(self, now_s: float, span_s: float) -> float:
        return sum(self._load(now_s - part * span_s / 4) for part in range(4)) / 4

    def _gpu_load(self, index: int, now_s: float) -> float:
        return _clamp(self._load(now_s) * (0.9 + 0.1 * self._noise.at(f"gpu{index}", now_s, 1.5)), 0, 1)

    def _gpu_resident(self, gpu: Gpu, now_s: float) -> float:
        share = self._resident(now_s)
        return share * 0.8 if gpu.unified_memory else 0.03 + share

    def _rates(self, channel: str, now_s: float, peak_bytes_per_s: float) -> TransferRates:
        read = self._noise.at(f"{channel} in", now_s, 4.0) ** 4 * peak_bytes_per_s
        write = self._noise.at(f"{channel} out", now_s, 4.0) ** 6 * peak_bytes_per_s
        return TransferRates(read_bytes_per_s=round(read), write_bytes_per_s=round(write))

    def _process(self) -> ProcessState | None:
        pid = self._watched
        if pid is None:
            return None
        if self._tree is None or self._tree.pid != pid:
            from deepseek_gui.hardware.processes import ProcessTree  # noqa: PLC0415  psutil only when it is needed

            self._tree = ProcessTree(pid)
        return self._tree.read().state


class Noise:
    """Smooth random courses, one a channel, that depend on seed, channel and time alone."""

    def __init__(self, seed: int) -> None:
        self._seed = seed

    def at(self, channel: str, time_s: float, period_s: float) -> float:
        """Return a value from 0 to 1 that wanders with about this period."""
        position = time_s / period_s
        step = math.floor(position)
        blend = _smoothstep(0.0, 1.0, position - step)
        return self._point(channel, step) * (1 - blend) + self._point(channel, step + 1) * blend

    def _point(self, channel: str, step: int) -> float:
        return zlib.crc32(f"{self._seed}/{channel}/{step}".encode()) / 0xFFFFFFFF


def _throttles(load: float) -> tuple[Throttle, ...]:
    if load < IDLE_LOAD:
        return (Throttle.IDLE,)
    return (Throttle.POWER_CAP,) if load > FULL_LOAD else ()


def _smoothstep(low: float, high: float, value: float) -> float:
    share = _clamp((value - low) / (high - low), 0, 1)
    return share * share * (3 - 2 * share)


def _clamp(value: float, low: float, high: float) -> float:
    return max(low, min(high, value))
