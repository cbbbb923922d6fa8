"""Measured speeds of a machine shift the estimates for it and narrow their ranges.

The same plan takes the measured figure. Another model or quantisation with the same engine and the same kind of
placement takes the ratio of measured to estimated speed, as a geometric mean in which closer plans weigh more; it fades
with the distance of the closest one, because kernels differ by kind of weights. On GPUs that no constant was fitted on,
a row of the same kind takes the mean error from 9.6 to 6.2 %, one of another kind helps little
(`tests/bench/sizing_speed.py`). A range never gets wider by it, nor narrower than repeated runs scatter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from math import exp, log, log2, sqrt

from deepseek_gui.domain.measurement import SpeedMeasurement
from deepseek_gui.domain.plan import Estimate, Plan, Range, Source, Speed
from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text
from deepseek_gui.sizing.prefill import first_token_s

SCATTER = 0.03
"""Half-width of repeated runs on a logarithmic scale where only one was made."""

NARROWEST = 0.35
"""What is left of a range when a very close plan was measured."""

_KIND_DISTANCE, _ENGINE_DISTANCE = 2.0, 0.5
"""In doublings of what a token reads."""

_LLAMA_CPP = ("embedded", "llama-server", "ollama", "llama.cpp")


@dataclass(frozen=True, slots=True)
class Situation:
    """What decides whether one plan says something about another on the same machine.

    Attributes:
        placement: names of the devices that hold weights, and what of the model stays in main memory beside GPUs.
        kind: of most weights (`processors.weights_kind`, or the format of a checkpoint).
        read_bytes: weights that one token reads.
        experts: the model has routed experts.
    """

    plan: Plan
    placement: tuple[str, ...]
    kind: str
    read_bytes: float
    experts: bool


@dataclass(frozen=True, slots=True)
class Compared:
    """A measurement beside what is estimated for its plan."""

    situation: Situation
    estimated: Speed
    measurement: SpeedMeasurement


def situation_of(found: Estimate, kind: str, read_bytes: float, *, experts: bool) -> Situation:
    """Return the situation of an estimated plan."""
    names = [device.name for device in found.devices if device.kind == "gpu" and device.weights_bytes]
    host = next((device for device in found.devices if device.kind == "host"), None)
    beside = "layers" if host and host.kv_cache_bytes else "experts" if found.settings.cpu_experts else ""
    return Situation(found.plan, (*names, beside), kind, read_bytes, experts)


def calibrated(speed: Speed, situation: Situation, compared: Iterable[Compared]) -> Speed:
    """Return the speed shifted by what was measured on the same machine; unchanged when nothing there is similar."""
    similar = [one for one in compared if _is_similar(one.situation, situation)]
    same = [one for one in similar if _is_same(one.situation, situation)]
    decode = _shift(same, similar, situation, lambda one: _ratio(one.measurement.decode_tps, one.estimated.decode_tps))
    prefill = _shift(
        same, similar, situation, lambda one: _ratio(one.measurement.prefill_tps, one.estimated.prefill_tps)
    )
    together = _shift(same, [], situation, lambda one: _throughput_ratio(one, situation))
    shifts = [shift for shift in (decode, prefill, together) if shift is not None]
    if not shifts:
        return speed
    read, exact = _applied(prefill, speed.prefill_tps), any(shift.exact for shift in shifts)
    together = together or (decode if speed.streams == 1 else _loosened(decode))
    return replace(
        speed,
        decode_tps=_applied(decode, speed.decode_tps),
        decode_tps_at_context=_applied(_loosened(decode), speed.decode_tps_at_context),
        throughput_tps=_applied(together, speed.throughput_tps),
        throughput_tps_at_context=_applied(_loosened(together), speed.throughput_tps_at_context),
        prefill_tps=read,
        time_to_first_token_s=first_token_s(read) if speed.time_to_first_token_s else None,
        source=Source.MEASURED if exact else Source.CALIBRATED,
        basis=_basis(same if exact else similar, shifts[0], exact=exact),
    )


@dataclass(frozen=True, slots=True)
class _Shift:
    """What is done to a figure.

    Attributes:
        ratio: measured over estimated.
        scatter: least half-width of the new range, on a logarithmic scale.
        kept: share of the old half-width that is left.
        exact: the same plan was measured.
    """

    ratio: float
    scatter: float
    kept: float
    exact: bool

    def apply(self, figure: Range | None) -> Range | None:
        """Return the figure moved, its range narrower or as it was."""
        if figure is None:
            return None
        expected = figure.expected * self.ratio
        below = self._half(log(figure.expected / figure.low))
        above = self._half(log(figure.high / figure.expected))
        return Range(expected * exp(-below), expected, expected * exp(above))

    def _half(self, half: float) -> float:
        return min(half, max(self.scatter, half * self.kept))


def _applied(shift: _Shift | None, figure: Range | None) -> Range | None:
    return shift.apply(figure) if shift else figure


def _loosened(shift: _Shift | None) -> _Shift | None:
    """Return the shift for a figure beside the measured one: as a close plan's, never as if it were measured itself."""
    return replace(shift, kept=max(shift.kept, NARROWEST), exact=False) if shift else None


def _shift(
    same: Sequence[Compared],
    similar: Sequence[Compared],
    situation: Situation,
    ratio_of: Callable[[Compared], float | None],
) -> _Shift | None:
    """Return the shift by the same plan's measurements, else by similar plans', else None."""
    for members, exact in ((same, True), (similar, False)):
        ratios = [(one, ratio) for one in members if (ratio := ratio_of(one)) is not None]
        if ratios:
            return _weighted(ratios, situation, exact=exact)
    return None


def _weighted(ratios: Sequence[tuple[Compared, float]], situation: Situation, *, exact: bool) -> _Shift:
    weights = [_closeness(one.situation, situation) for one, _ in ratios]
    total = sum(weights)
    mean = sum(weight * log(ratio) for weight, (_, ratio) in zip(weights, ratios, strict=True)) / total
    variance = sum(weight * (log(ratio) - mean) ** 2 for weight, (_, ratio) in zip(weights, ratios, strict=True))
    own = max(one.measurement.scatter or SCATTER for one, _ in ratios)
    scatter = max(own, sqrt(variance / total))
    if exact:
        return _Shift(exp(mean), scatter, 0.0, exact)
    closest = max(weights)
    return _Shift(exp(mean * closest), scatter, 1.0 - (1.0 - NARROWEST) * closest, exact)


def _ratio(measured: float | None, estimated: Range | None) -> float | None:
    return measured / estimated.expected if measured and estimated else None


def _throughput_ratio(one: Compared, situation: Situation) -> float | None:
    if one.measurement.settings.parallel != situation.plan.settings.parallel:
        return None
    return _ratio(one.measurement.throughput_tps, one.estimated.throughput_tps)


def _engine(plan: Plan) -> str:
    return "llama.cpp" if plan.engine in _LLAMA_CPP else plan.engine


def _is_similar(one: Situation, other: Situation) -> bool:
    """Tell whether two plans run on the same devices in the same way: engine, placement, dense or with experts."""
    alike = one.placement == other.placement and one.experts == other.experts
    return alike and _engine(one.plan) == _engine(other.plan)


def _is_same(one: Situation, other: Situation) -> bool:
    """Tell whether two similar plans are the same but for the length of the context and the streams."""
    mine, yours = one.plan, other.plan
    if (mine.model, mine.quantisation, mine.engine) != (yours.model, yours.quantisation, yours.engine):
        return False
    a, b = mine.settings, yours.settings
    return (a.kv_type_k, a.kv_type_v, a.flash_attention, a.ubatch, a.threads) == (
        b.kv_type_k,
        b.kv_type_v,
        b.flash_attention,
        b.ubatch,
        b.threads,
    )


def _closeness(one: Situation, other: Situation) -> float:
    """Return 1 for the same plan, less for each doubling of what a token reads, another kind of weights or engine."""
    distance = abs(log2(max(1.0, one.read_bytes) / max(1.0, other.read_bytes)))
    distance += _KIND_DISTANCE * (one.kind != other.kind) + _ENGINE_DISTANCE * (one.plan.engine != other.plan.engine)
    return 1.0 / (1.0 + distance)


def _basis(used: Sequence[Compared], shift: _Shift, *, exact: bool) -> Text:
    if exact:
        latest = max(one.measurement.measured_at for one in used)
        return Text(QT_TRANSLATE_NOOP("core", "Measured on this machine ({when})."), {"when": latest[:10] or "?"})
    return Text(
        QT_TRANSLATE_NOOP(
            "core",
            "Computed, and corrected to {percent} % by what similar plans reached on this machine ({count} measured).",
        ),
        {"percent": round(100 * shift.ratio), "count": len(used)},
    )
