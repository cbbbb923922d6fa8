"""What is wrong with a GPU or slows its clock: heat, power, its link, its memory, its driver."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from statistics import median

from deepseek_gui.diagnosis.evidence import filled, gpu_readings, listing, pcie, power
from deepseek_gui.diagnosis.gpu_limits import BUSY_PERCENT
from deepseek_gui.diagnosis.window import GpuWindow, at_least, below, held, link_share, state_of
from deepseek_gui.domain.finding import Finding, Severity
from deepseek_gui.domain.machine import Gpu
from deepseek_gui.domain.sample import GpuState, Sample, Throttle
from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text

LINK_BUSY_PERCENT = 50
"""An idle card lowers its link to save power; at work it must not."""

FULL_SHARE = 0.97
SPILL_LINK_SHARE = 0.25
SPILL_SM_PERCENT = 10
SPILL_DRAM_PERCENT = 40
SUSTAINED_S = 600.0
SUSTAINED_SHARE = 0.95


def driver(gpu: GpuWindow) -> Finding | None:
    """Find a GPU whose driver does not answer: its newest values are old.

    A GPU without values is asleep or was never read: no finding.
    """
    state = gpu.newest
    if state.stale is None or (state.utilisation_percent is None and state.memory_used_bytes is None):
        return None
    return Finding(
        "driver",
        Severity.WARNING,
        Text(QT_TRANSLATE_NOOP("core", "The GPU driver is not answering; the values shown are old.")),
        state.stale,
        Text(QT_TRANSLATE_NOOP("core", "If it does not come back, end what uses the GPU, or restart the computer.")),
        state.index,
    )


def ecc(gpu: GpuWindow) -> Finding | None:
    """Find memory errors that could not be corrected: any at all since the driver was loaded (NVML, volatile)."""
    count = gpu.newest.ecc_uncorrected
    if not at_least(count, 1):
        return None
    return Finding(
        "ecc",
        Severity.WARNING,
        Text(QT_TRANSLATE_NOOP("core", "The GPU's memory has had errors that could not be corrected.")),
        Text(QT_TRANSLATE_NOOP("core", "{count} since the driver was loaded"), {"count": str(count)}),
        Text(
            QT_TRANSLATE_NOOP(
                "core", "Results may be wrong. Restart the computer; if it goes on, have the card checked."
            )
        ),
        gpu.newest.index,
    )


def thermal(gpu: GpuWindow) -> Finding | None:
    """Find a clock lowered because of heat (NVML clock event reasons 0x20 and 0x40)."""
    states = held(gpu.states, lambda state: _has(state, Throttle.THERMAL, Throttle.HARDWARE_THERMAL))
    if not states:
        return None
    cause = Text(QT_TRANSLATE_NOOP("core", "slowdown: heat"))
    return Finding(
        "thermal",
        Severity.WARNING,
        Text(QT_TRANSLATE_NOOP("core", "The GPU is too hot and has lowered its clock.")),
        listing(cause, *gpu_readings(states, "temperature_c", "memory_temperature_c", "sm_clock_mhz")),
        Text(QT_TRANSLATE_NOOP("core", "Give it more air: clean the fans, check the case, or lower its power limit.")),
        gpu.newest.index,
    )


def power_brake(gpu: GpuWindow) -> Finding | None:
    """Find a clock lowered by the power supply's signal (NVML clock event reason 0x80)."""
    states = held(gpu.states, lambda state: _has(state, Throttle.POWER_BRAKE))
    if not states:
        return None
    cause = Text(QT_TRANSLATE_NOOP("core", "slowdown: power brake"))
    return Finding(
        "power_brake",
        Severity.WARNING,
        Text(QT_TRANSLATE_NOOP("core", "The power supply has told the GPU to slow down.")),
        listing(cause, *power(states), *gpu_readings(states, "sm_clock_mhz")),
        Text(
            QT_TRANSLATE_NOOP("core", "Check the power cables and the power supply's rating, or lower the power limit.")
        ),
        gpu.newest.index,
    )


def hardware_slowdown(gpu: GpuWindow) -> Finding | None:
    """Find a clock halved or worse by the card itself (NVML clock event reason 0x8) without its cause being told.

    The driver sets the reason together with 0x40 and 0x80, which have rules of their own.
    """

    def holds(state: GpuState) -> bool:
        explained = _has(state, Throttle.HARDWARE_THERMAL, Throttle.POWER_BRAKE)
        return _has(state, Throttle.HARDWARE_SLOWDOWN) and not explained

    states = held(gpu.states, holds)
    if not states:
        return None
    cause = Text(QT_TRANSLATE_NOOP("core", "slowdown: hardware"))
    return Finding(
        "hardware_slowdown",
        Severity.WARNING,
        Text(QT_TRANSLATE_NOOP("core", "The GPU's hardware has lowered its clock.")),
        listing(cause, *power(states), *gpu_readings(states, "temperature_c", "sm_clock_mhz")),
        Text(QT_TRANSLATE_NOOP("core", "Check cooling and power cables; heat or too little power is the usual cause.")),
        gpu.newest.index,
    )


def power_cap(gpu: GpuWindow) -> Finding | None:
    """Find a GPU at its power limit (NVML clock event reason 0x4): normal at full load (693 W on an H200)."""
    states = held(gpu.states, lambda state: _has(state, Throttle.POWER_CAP))
    if not states:
        return None
    cause = Text(QT_TRANSLATE_NOOP("core", "clock: power limit"))
    return Finding(
        "power_cap",
        Severity.NORMAL,
        Text(QT_TRANSLATE_NOOP("core", "The GPU draws all the power it may, as is normal at full load.")),
        listing(cause, *power(states), *gpu_readings(states, "sm_clock_mhz")),
        gpu_index=gpu.newest.index,
    )


def pcie_link(gpu: GpuWindow) -> Finding | None:
    """Find a link narrower or slower than card and slot allow while the GPU is at least 50 % busy.

    The most comes from the machine's facts (`Gpu.pcie_generation_max`, `pcie_width_max`).
    """
    card = gpu.card
    if card is None:
        return None

    def holds(state: GpuState) -> bool:
        return at_least(state.utilisation_percent, LINK_BUSY_PERCENT) and _is_downgraded(state, card)

    states = held(gpu.states, holds)
    if not states:
        return None
    links = {
        "now": _link(states[-1].pcie_generation, states[-1].pcie_width),
        "most": _link(card.pcie_generation_max, card.pcie_width_max),
    }
    return Finding(
        "pcie_link",
        Severity.WARNING,
        Text(QT_TRANSLATE_NOOP("core", "The GPU's PCIe link runs below what it can do.")),
        listing(
            Text(QT_TRANSLATE_NOOP("core", "PCIe {now} of {most}"), links), *gpu_readings(states, "utilisation_percent")
        ),
        Text(
            QT_TRANSLATE_NOOP(
                "core",
                "Seat the card again, use the slot next to the processor, leave out risers, check the BIOS setting.",
            )
        ),
        gpu.newest.index,
    )


def spill(gpu: GpuWindow) -> Finding | None:
    """Find GPU memory that has silently moved to the host's: memory >= 97 % full and kernels that read over PCIe.

    Measured as SM >= 10 % (work is being done: no mere copy), PCIe at least a quarter of the link and DRAM < 40 %
    (decoding from the card's own memory shows 78 on an H200). The bounds are ours. No sample counts spilled bytes.
    """

    def holds(state: GpuState) -> bool:
        works = at_least(state.sm_activity_percent, SPILL_SM_PERCENT)
        return works and below(state.dram_activity_percent, SPILL_DRAM_PERCENT) and _may_spill(state, gpu.card)

    states = held(gpu.states, holds)
    if not states:
        return None
    return Finding(
        "spill",
        Severity.WARNING,
        Text(
            QT_TRANSLATE_NOOP("core", "GPU memory is full, and part of the model is read from the computer's memory.")
        ),
        listing(*_filled(states), *gpu_readings(states, "dram_activity_percent"), *pcie(states, gpu.card)),
        _need_less(),
        gpu.newest.index,
    )


def spill_likely(gpu: GpuWindow) -> Finding | None:
    """Find what may be a spill where there are no counters: memory >= 97 % full, busy >= 90 %, PCIe over a quarter.

    Loading a model looks the same, so both are named.
    """

    def holds(state: GpuState) -> bool:
        uncounted = state.sm_activity_percent is None and state.dram_activity_percent is None
        return uncounted and at_least(state.utilisation_percent, BUSY_PERCENT) and _may_spill(state, gpu.card)

    states = held(gpu.states, holds)
    if not states:
        return None
    words = QT_TRANSLATE_NOOP(
        "core",
        "GPU memory is full and much goes over PCIe: a model is loading, or part of it is in the computer's memory.",
    )
    return Finding(
        "spill_likely",
        Severity.NOTICE,
        Text(words),
        listing(*_filled(states), *gpu_readings(states, "utilisation_percent"), *pcie(states, gpu.card)),
        _need_less(),
        gpu.newest.index,
    )


def sustained(gpu: GpuWindow) -> Finding | None:
    """Find a GPU that was at least 90 % busy in 95 % of the last ten minutes; needs samples that reach back so far.

    The article takes it for a reason to buy a card; a GPU that is busy while it answers is healthy.
    """
    now_s = gpu.samples[-1].monotonic_s
    if not held(gpu.states, lambda state: at_least(state.utilisation_percent, BUSY_PERCENT)):
        return None
    if gpu.samples[0].monotonic_s > now_s - SUSTAINED_S:
        return None
    recent = [sample for sample in gpu.samples if sample.monotonic_s > now_s - SUSTAINED_S]
    loads = [load for sample in recent if (load := _load(sample, gpu.newest.index)) is not None]
    busy = sum(load >= BUSY_PERCENT for load in loads)
    if busy < SUSTAINED_SHARE * len(recent):
        return None
    words = QT_TRANSLATE_NOOP("core", "GPU busy {value} % over {minutes} minutes")
    return Finding(
        "sustained",
        Severity.NORMAL,
        Text(
            QT_TRANSLATE_NOOP(
                "core", "The GPU has been busy for long. That is healthy, and no reason for another card."
            )
        ),
        Text(words, {"value": f"{median(loads):.0f}", "minutes": f"{SUSTAINED_S / 60:.0f}"}),
        Text(
            QT_TRANSLATE_NOOP(
                "core", "Compare the speed with the estimate; an upgrade pays off only if it is too slow."
            )
        ),
        gpu.newest.index,
    )


GPU_HEALTH: tuple[Callable[[GpuWindow], Finding | None], ...] = (
    driver,
    ecc,
    thermal,
    power_brake,
    hardware_slowdown,
    spill,
    pcie_link,
    spill_likely,
)
"""Most important first; each may find something beside the others."""

GPU_ORDINARY: tuple[Callable[[GpuWindow], Finding | None], ...] = (power_cap, sustained)
"""What looks like trouble and is none: said last."""


def _has(state: GpuState, *throttles: Throttle) -> bool:
    return state.throttles is not None and any(throttle in state.throttles for throttle in throttles)


def _is_downgraded(state: GpuState, card: Gpu) -> bool:
    pairs = ((state.pcie_generation, card.pcie_generation_max), (state.pcie_width, card.pcie_width_max))
    return any(most is not None and below(now, most) for now, most in pairs)


def _link(generation: int | None, width: int | None) -> str:
    """Return "4.0 x16"; a question mark is unknown."""
    return f"{'?' if generation is None else generation}.0 x{'?' if width is None else width}"


def _may_spill(state: GpuState, card: Gpu | None) -> bool:
    """Return whether a card with memory of its own is full and uses the link much."""
    if card is not None and card.unified_memory:
        return False
    used, total = state.memory_used_bytes, state.memory_total_bytes
    full = used is not None and total is not None and 0 < FULL_SHARE * total <= used
    return full and at_least(link_share(state, card), SPILL_LINK_SHARE)


def _filled(states: Sequence[GpuState]) -> list[Text]:
    used, total = states[-1].memory_used_bytes, states[-1].memory_total_bytes
    return [] if used is None or total is None else [filled(used, total)]


def _need_less() -> Text:
    return Text(
        QT_TRANSLATE_NOOP("core", "Put fewer layers on the GPU, take a shorter context or a smaller quantisation.")
    )


def _load(sample: Sample, index: int) -> float | None:
    state = state_of(sample, index)
    return None if state is None or state.stale is not None else state.utilisation_percent
