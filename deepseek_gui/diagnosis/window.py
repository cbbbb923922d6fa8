"""The newest samples as the rules look at them: what holds in most of them holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from deepseek_gui.domain.links import LANE_GBS
from deepseek_gui.domain.machine import Gpu, Machine
from deepseek_gui.domain.sample import GpuState, Sample
from deepseek_gui.domain.units import GB

RECENT = 5
HELD = 3
"""A thing counts when it was seen in 3 of the newest 5 samples; one odd reading is no finding."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class GpuWindow:
    """One GPU in the samples.

    Attributes:
        states: of the newest samples, oldest first; those whose values are old are left out.
        newest: its state in the newest sample, old or not.
        card: its facts; None when the machine is not known.
        samples: everything given, oldest first, for the rules that look far back.
    """

    states: tuple[GpuState, ...]
    newest: GpuState
    card: Gpu | None
    samples: Sequence[Sample]


def gpu_windows(samples: Sequence[Sample], machine: Machine | None) -> tuple[GpuWindow, ...]:
    """Return a window for each GPU of the newest sample."""
    if not samples:
        return ()
    return tuple(
        GpuWindow(tuple(_live(samples[-RECENT:], newest.index)), newest, _card(newest, machine), samples)
        for newest in samples[-1].gpus
    )


def _live(samples: Iterable[Sample], index: int) -> Iterable[GpuState]:
    states = (state_of(sample, index) for sample in samples)
    return (state for state in states if state is not None and state.stale is None)


def state_of(sample: Sample, index: int) -> GpuState | None:
    """Return a GPU's state in a sample; None when it is not listed there."""
    return next((state for state in sample.gpus if state.index == index), None)


def _card(state: GpuState, machine: Machine | None) -> Gpu | None:
    """Return the facts of a GPU: by the driver's identifier, else by its place when the names agree."""
    gpus = machine.gpus if machine is not None else ()
    by_uuid = next((gpu for gpu in gpus if gpu.uuid is not None and gpu.uuid == state.uuid), None)
    at_place = gpus[state.index] if 0 <= state.index < len(gpus) else None
    if by_uuid is None and at_place is not None and at_place.name == state.name:
        return at_place
    return by_uuid


def held(items: Iterable[T], holds: Callable[[T], bool]) -> tuple[T, ...]:
    """Return the items for which something holds; nothing when they are fewer than `HELD`."""
    found = tuple(item for item in items if holds(item))
    return found if len(found) >= HELD else ()


def at_least(value: float | None, bound: float) -> bool:
    """Return whether a value is known and not below the bound."""
    return value is not None and value >= bound


def below(value: float | None, bound: float) -> bool:
    """Return whether a value is known and below the bound."""
    return value is not None and value < bound


def pcie_bytes_per_s(state: GpuState) -> float | None:
    """Return the traffic of the busier direction; None when neither is known."""
    return max(
        (rate for rate in (state.pcie_rx_bytes_per_s, state.pcie_tx_bytes_per_s) if rate is not None), default=None
    )


def link_share(state: GpuState, card: Gpu | None) -> float | None:
    """Return the PCIe traffic over what the link can carry one way, 0 to about 1; None when either is not known."""
    traffic, link = pcie_bytes_per_s(state), _link_gbs(state, card)
    return None if traffic is None or not link else traffic / (link * GB)


def _link_gbs(state: GpuState, card: Gpu | None) -> float | None:
    lane = None if state.pcie_generation is None else LANE_GBS.get(state.pcie_generation)
    if lane is not None and state.pcie_width is not None:
        return lane * state.pcie_width
    return None if card is None else card.pcie_gbs
