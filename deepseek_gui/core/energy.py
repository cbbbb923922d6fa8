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

    A reading holds from when it was taken until the next one (samples come once a second or so), over a gap for
    `HOLD_S`. A longer time for which a power is not known makes the whole unknown: a part of the energy over all tokens
    would be too little.
    """

    def __init__(self) -> None:
        self._power: Power | None = None
        self._told_s: dict[Counted, float] = {}
        self._read_s = 0.0
        self._joules = 0.0
        self._known = False
        self._running = False
        self.counted: Counted | None = None

    @property
    def joules(self) -> float | None:
        """Energy of the time since `begin`, up to the last reading or `end`; None when it is not known."""
        return self._joules if self._known else None

    def begin(self, now_s: float) -> None:
        """Tokens are written from now on; count anew."""
        power = self._power
        self._joules, self._running, self._read_s = 0.0, True, now_s
        self.counted = power.counted if power is not None else None
        self._known = self.counted is not None

    def take(self, power: Power, now_s: float) -> None:
        """Use a reading; times do not go back."""
        self._add(now_s)
        held = self._power or Power(None, None)
        self._power = Power(
            self._hold(Counted.GPUS, power.gpus_w, held.gpus_w, now_s),
            self._hold(Counted.CPU, power.cpu_w, held.cpu_w, now_s),
        )
        if self._running and self._power.counted is not self.counted:
            self._known = False

    def end(self, now_s: float) -> None:
        """No more tokens: the last reading holds until here."""
        self._add(now_s)
        self._running = False

    def per_token_j(self, tokens: int) -> float | None:
        """Return joules by token; None when the energy is not known or there is no token."""
        return self._joules / tokens if self._known and tokens > 0 else None

    def _hold(self, part: Counted, new_w: float | None, held_w: float | None, now_s: float) -> float | None:
        if new_w is not None:
            self._told_s[part] = now_s
            return new_w
        return held_w if now_s - self._told_s.get(part, -math.inf) <= HOLD_S else None

    def _add(self, now_s: float) -> None:
        watts = self._power.total_w if self._power is not None else None
        if self._running and self._known and watts is not None:
            self._joules += watts * max(0.0, now_s - self._read_s)
        self._read_s = max(now_s, self._read_s)
