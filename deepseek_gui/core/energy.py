"""Energy by token: power integrated over the time in which tokens are written."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import Enum

from deepseek_gui.domain.sample import Sample

HOLD_S = 5.0
"""A counter that begins anew is silent for a sample."""


class Counted(Enum):
    """Whose power is known and counted."""

    GPUS = "gpus"
    CPU = "cpu"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Power:
    """What a machine draws at one moment, watts; None is not known.

    Attributes:
        gpus_w: of all GPUs together; None when that of one is not known.
        cpu_w: of the processors' packages.
    """

    gpus_w: float | None
    cpu_w: float | None

    @property
    def counted(self) -> Counted | None:
        """Whose power `total_w` holds."""
        if self.gpus_w is None:
            return None if self.cpu_w is None else Counted.CPU
        return Counted.GPUS if self.cpu_w is None else Counted.BOTH

    @property
    def total_w(self) -> float | None:
        """What is known, summed; None when nothing is."""
        known = [watts for watts in (self.gpus_w, self.cpu_w) if watts is not None]
        return sum(known) if known else None


def power_of(sample: Sample) -> Power:
    """Return what a sample says of power; a source that no longer answers says nothing."""
    watts = [None if gpu.stale is not None else gpu.power_w for gpu in sample.gpus]
    known = [value for value in watts if value is not None]
    gpus_w = sum(known) if known and len(known) == len(watts) else None
    return Power(gpus_w, None if "cpu" in sample.stale else sample.cpu.power_w)


class EnergyMeter:
    """Integrates power while tokens are written.

    A reading counts for the time since the reading before: package counters tell the mean of just that, and a reading
    from before the first token would be that of an idle card. After the last reading its power goes on. A part that is
    silent for up to `HOLD_S` keeps its value; for longer, the whole becomes unknown, as a part of the energy over all
    tokens would be too little.
    """

    def __init__(self) -> None:
        self._power: Power | None = None
        self._told_s: dict[Counted, float] = {}
        self._since_s = 0.0
        self._joules = 0.0
        self._running = False
        self._broken = False
        self.counted: Counted | None = None

    def begin(self, now_s: float) -> None:
        """Tokens are written from now on; count anew."""
        self._joules, self._since_s = 0.0, now_s
        self._running, self._broken, self.counted = True, False, None

    def take(self, power: Power, now_s: float) -> None:
        """Use a reading; times do not go back."""
        held = self._power or Power(None, None)
        self._power = read = Power(
            self._hold(Counted.GPUS, power.gpus_w, held.gpus_w, now_s),
            self._hold(Counted.CPU, power.cpu_w, held.cpu_w, now_s),
        )
        if not self._running:
            return
        if self.counted is None:
            self.counted = read.counted
        self._broken = self._broken or read.counted is not self.counted
        self._joules += (read.total_w or 0.0) * max(0.0, now_s - self._since_s)
        self._since_s = now_s

    def end(self, now_s: float) -> None:
        """No more tokens."""
        if self._running and self.counted is not None and self._power is not None:
            self._joules += (self._power.total_w or 0.0) * max(0.0, now_s - self._since_s)
        self._since_s = now_s
        self._running = False

    def joules(self, now_s: float) -> float | None:
        """Return the energy since `begin` until now, or until `end`.

        None when it is not known: nothing tells a power, or no reading came while tokens were written.
        """
        if self.counted is None or self._broken or self._power is None:
            return None
        ahead_s = max(0.0, now_s - self._since_s) if self._running else 0.0
        return self._joules + (self._power.total_w or 0.0) * ahead_s

    def per_token_j(self, tokens: int, now_s: float) -> float | None:
        """Return joules by token; None when the energy is not known or there is no token."""
        joules = self.joules(now_s)
        return joules / tokens if joules is not None and tokens > 0 else None

    def _hold(self, part: Counted, new_w: float | None, held_w: float | None, now_s: float) -> float | None:
        if new_w is not None:
            self._told_s[part] = now_s
            return new_w
        return held_w if now_s - self._told_s.get(part, -math.inf) <= HOLD_S else None
