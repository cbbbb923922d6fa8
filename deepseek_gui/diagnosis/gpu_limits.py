"""What holds a GPU's speed: rules on its counters, and on utilisation alone where it has none.

The numbers are of five loads measured on an H200 (the table in `tests/diagnosis/test_rules.py`), which correct the
article's. Warps that wait for memory count as active: a plain memory copy keeps the multiprocessors 99 % active, so
their activity alone says nothing about memory. An unknown reading never satisfies a condition.
"""

from __future__ import annotations

from collections.abc import Callable

from deepseek_gui.diagnosis.evidence import gpu_readings, listing, pcie
from deepseek_gui.diagnosis.window import GpuWindow, at_least, below, held, link_share
from deepseek_gui.domain.finding import Finding, Severity
from deepseek_gui.domain.sample import GpuState
from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text

BUSY_PERCENT = 90
"""From here on a GPU has hardly a moment without work."""

COPY_SM_PERCENT = 10
COPY_LINK_SHARE = 0.5
BANDWIDTH_DRAM_PERCENT = 60
BANDWIDTH_TENSOR_PERCENT = 40
COMPUTE_TENSOR_PERCENT = 60
FILLED_SM_PERCENT = 50
LAUNCH_BUSY_PERCENT = (20, 40)
LAUNCH_COUNTER_PERCENT = 5
LAUNCH_LINK_SHARE = 0.1
BANDWIDTH_CONTROLLER_PERCENT = 70

_COUNTERS = ("utilisation_percent", "sm_activity_percent", "tensor_activity_percent", "dram_activity_percent")


def transfer(gpu: GpuWindow) -> Finding | None:
    """Find a GPU that waits for PCIe: utilisation >= 90 %, SM < 10 % and more than half the link in use.

    A copy from host to device: utilisation 99, SM 0, DRAM 1, PCIe 56 GiB/s of a link of 59.
    """

    def holds(state: GpuState) -> bool:
        return _is_busy(state) and below(state.sm_activity_percent, COPY_SM_PERCENT) and _is_copying(state, gpu)

    states = held(gpu.states, holds)
    if not states:
        return None
    return Finding(
        "transfer",
        Severity.NOTICE,
        Text(QT_TRANSLATE_NOOP("core", "Limited by transfers: the GPU waits for data from the computer's memory.")),
        listing(*gpu_readings(states, "utilisation_percent", "sm_activity_percent"), *pcie(states, gpu.card)),
        Text(
            QT_TRANSLATE_NOOP(
                "core",
                "While a model loads this is normal. Else keep more layers on the GPU, or take a smaller quantisation.",
            )
        ),
        gpu.newest.index,
    )


def memory_bandwidth(gpu: GpuWindow) -> Finding | None:
    """Find a GPU whose memory is the limit: DRAM >= 60 % and matrix units < 40 %.

    Measured: memory copy (DRAM 88, tensor 0) and matrix times vector, as decoding does (DRAM 78, tensor 3).
    """

    def holds(state: GpuState) -> bool:
        starved = below(state.tensor_activity_percent, BANDWIDTH_TENSOR_PERCENT)
        return starved and at_least(state.dram_activity_percent, BANDWIDTH_DRAM_PERCENT)

    states = held(gpu.states, holds)
    if not states:
        return None
    return Finding(
        "memory_bandwidth",
        Severity.NORMAL,
        Text(QT_TRANSLATE_NOOP("core", "Limited by memory bandwidth, as is normal while tokens are written.")),
        listing(*gpu_readings(states, "sm_activity_percent", "tensor_activity_percent", "dram_activity_percent")),
        Text(
            QT_TRANSLATE_NOOP(
                "core",
                "For more speed take a smaller quantisation; several requests at once use the same reading of memory.",
            )
        ),
        gpu.newest.index,
    )


def compute(gpu: GpuWindow) -> Finding | None:
    """Find a GPU whose matrix units are the limit: tensor >= 60 %.

    A matrix product: tensor 93, SM 96, DRAM 16.
    """
    states = held(gpu.states, lambda state: at_least(state.tensor_activity_percent, COMPUTE_TENSOR_PERCENT))
    if not states:
        return None
    return Finding(
        "compute",
        Severity.NORMAL,
        Text(
            QT_TRANSLATE_NOOP("core", "Limited by computing, as is normal while a prompt is read or many are served.")
        ),
        listing(*gpu_readings(states, "sm_activity_percent", "tensor_activity_percent", "dram_activity_percent")),
        Text(
            QT_TRANSLATE_NOOP(
                "core", "The GPU gives what it can. A shorter prompt or a smaller model needs less of it."
            )
        ),
        gpu.newest.index,
    )


def under_filled(gpu: GpuWindow) -> Finding | None:
    """Find a GPU that is always busy but with few multiprocessors: utilisation >= 90 %, SM < 50 %.

    Not when its memory or its matrix units are the limit. With SM < 10 % a copy looks the same: then the PCIe traffic
    must be known to be low.
    """

    def holds(state: GpuState) -> bool:
        if not _is_busy(state) or not below(state.sm_activity_percent, FILLED_SM_PERCENT):
            return False
        may_copy = below(state.sm_activity_percent, COPY_SM_PERCENT)
        copies_not = below(link_share(state, gpu.card), COPY_LINK_SHARE)
        return not _has_other_limit(state) and (copies_not or not may_copy)

    states = held(gpu.states, holds)
    if not states:
        return None
    return Finding(
        "under_filled",
        Severity.NOTICE,
        Text(QT_TRANSLATE_NOOP("core", "The GPU is busy, but most of its processors have nothing to do.")),
        listing(*gpu_readings(states, *_COUNTERS)),
        Text(QT_TRANSLATE_NOOP("core", "Serve several requests at once, or raise the batch size.")),
        gpu.newest.index,
    )


def launch(gpu: GpuWindow) -> Finding | None:
    """Find a GPU that gets its work in pieces too small: utilisation 20 to 40 %, every counter below 5 %, PCIe quiet.

    Tiny kernels: utilisation 28, SM, tensor and DRAM 0. Below 20 % it may be a desktop that is drawn.
    """
    low, high = LAUNCH_BUSY_PERCENT

    def holds(state: GpuState) -> bool:
        counters = (state.sm_activity_percent, state.tensor_activity_percent, state.dram_activity_percent)
        nearly_idle = all(below(value, LAUNCH_COUNTER_PERCENT) for value in counters)
        quiet = below(link_share(state, gpu.card), LAUNCH_LINK_SHARE)
        return (
            nearly_idle
            and quiet
            and at_least(state.utilisation_percent, low)
            and below(state.utilisation_percent, high)
        )

    states = held(gpu.states, holds)
    if not states:
        return None
    return Finding(
        "launch",
        Severity.NOTICE,
        Text(
            QT_TRANSLATE_NOOP("core", "Limited by starting work: the GPU gets many pieces that are too small for it.")
        ),
        listing(*gpu_readings(states, *_COUNTERS)),
        Text(QT_TRANSLATE_NOOP("core", "Turn on flash attention and CUDA graphs, or serve several requests at once.")),
        gpu.newest.index,
    )


def memory_bandwidth_likely(gpu: GpuWindow) -> Finding | None:
    """Guess the memory where there are no counters: utilisation >= 90 % and memory controller >= 70 %.

    The controller's number is time with any traffic, not traffic: hence "probably".
    """

    def holds(state: GpuState) -> bool:
        reads_much = at_least(state.memory_controller_percent, BANDWIDTH_CONTROLLER_PERCENT)
        return _is_busy(state) and reads_much and not _has_counters(state)

    states = held(gpu.states, holds)
    if not states:
        return None
    return Finding(
        "memory_bandwidth_likely",
        Severity.NORMAL,
        Text(QT_TRANSLATE_NOOP("core", "Probably limited by memory bandwidth, as is normal while tokens are written.")),
        listing(*gpu_readings(states, "utilisation_percent", "memory_controller_percent")),
        Text(QT_TRANSLATE_NOOP("core", "For more speed take a smaller quantisation.")),
        gpu.newest.index,
    )


def busy_mixed(gpu: GpuWindow) -> Finding | None:
    """Find a busy GPU whose counters are read and show no single limit (prefill and decode in turn, say)."""
    states = held(gpu.states, lambda state: _is_busy(state) and _has_counters(state))
    if not states:
        return None
    return Finding(
        "busy_mixed",
        Severity.NORMAL,
        Text(QT_TRANSLATE_NOOP("core", "The GPU is busy, and its counters show no single limit.")),
        listing(*gpu_readings(states, *_COUNTERS)),
        gpu_index=gpu.newest.index,
    )


def busy_unknown(gpu: GpuWindow) -> Finding | None:
    """Find a busy GPU without counters: what limits it is not to be had (GPM: Hopper and later)."""
    states = held(gpu.states, lambda state: _is_busy(state) and not _has_counters(state))
    if not states:
        return None
    return Finding(
        "busy_unknown",
        Severity.NORMAL,
        Text(QT_TRANSLATE_NOOP("core", "The GPU is busy; the cause cannot be measured on this GPU.")),
        listing(*gpu_readings(states, "utilisation_percent", "memory_controller_percent")),
        gpu_index=gpu.newest.index,
    )


GPU_LIMITS: tuple[Callable[[GpuWindow], Finding | None], ...] = (
    transfer,
    memory_bandwidth,
    compute,
    under_filled,
    launch,
    memory_bandwidth_likely,
    busy_mixed,
    busy_unknown,
)
"""The first that finds something is the GPU's limit; the last two are what remains."""


def _is_busy(state: GpuState) -> bool:
    return at_least(state.utilisation_percent, BUSY_PERCENT)


def _is_copying(state: GpuState, gpu: GpuWindow) -> bool:
    share = link_share(state, gpu.card)
    return share is not None and share > COPY_LINK_SHARE


def _has_counters(state: GpuState) -> bool:
    counters = (state.sm_activity_percent, state.tensor_activity_percent, state.dram_activity_percent)
    return any(value is not None for value in counters)


def _has_other_limit(state: GpuState) -> bool:
    by_memory = at_least(state.dram_activity_percent, BANDWIDTH_DRAM_PERCENT)
    return by_memory or at_least(state.tensor_activity_percent, COMPUTE_TENSOR_PERCENT)
