"""Samples as lines of JSON and back, nothing taken on trust."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from operator import attrgetter
from string import Formatter
from typing import Any

import msgspec

from deepseek_gui.domain.decoding import decoder_of
from deepseek_gui.domain.sample import (
    CpuState,
    GpuProcess,
    GpuState,
    MemoryState,
    ProcessState,
    Sample,
    TransferRates,
)
from deepseek_gui.domain.text import Text

Bounds = tuple[float, float]

PERCENT: Bounds = (0.0, 1000.0)
"""Ten times what can be: a rounding error is no damage."""

PROCESS_PERCENT: Bounds = (0.0, 1e8)
CELSIUS: Bounds = (-274.0, 10_000.0)
ANY_NUMBER: Bounds = (0.0, float(2**62))
TIME_S: Bounds = (0.0, 32_503_680_000.0)
"""Up to the year 3000: what every system can show as a date."""

MAX_PARTS = 4096
"""GPUs, cores and processes that a sample may list."""

MAX_TEXT_LENGTH = 100_000
MAX_TEXT_DEPTH = 8

_encoder = msgspec.json.Encoder()
_decoder = decoder_of(Sample)


def encode_sample(sample: Sample) -> bytes:
    """Return a sample as one line of JSON with its end; what is not a number becomes null."""
    return _encoder.encode(sample) + b"\n"


def decode_sample(line: bytes) -> Sample | None:
    """Return the sample of a line; None when it is none, or holds what no sensor can say."""
    try:
        sample = _decoder.decode(line)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None
    return sample if _is_possible(sample) else None


def _is_possible(sample: Sample) -> bool:
    cores, processes = sample.cpu.per_core_percent, sample.gpu_processes or ()
    if max(len(cores), len(sample.gpus), len(processes), len(sample.stale)) > MAX_PARTS:
        return False
    parts = (sample, sample.cpu, sample.memory, sample.disk, sample.network, *sample.gpus, *processes)
    process = () if sample.process is None else (sample.process,)
    texts = [*sample.stale.values(), *(gpu.stale for gpu in sample.gpus if gpu.stale is not None)]
    return (
        _within(cores, PERCENT)
        and all(_has_possible_numbers(part) for part in (*parts, *process))
        and all(_is_harmless(text) for text in texts)
    )


def _has_possible_numbers(part: Any) -> bool:
    return all(_within(values_of(part), bounds) for bounds, values_of in _NUMBERS[type(part)])


def _within(values: Iterable[float | None], bounds: Bounds) -> bool:
    known = [value for value in values if value is not None]
    return not known or (bounds[0] <= min(known) and max(known) <= bounds[1])


def _is_harmless(text: Text) -> bool:
    """Return whether a text only puts its arguments in their places: a format can look into objects or fill memory."""
    try:
        return _length(text, MAX_TEXT_DEPTH) <= MAX_TEXT_LENGTH
    except ValueError:
        return False


def _length(text: Text, depth: int) -> int:
    """Return about how long a text gets, without making it.

    Raises:
        ValueError: it holds more than plain places for its arguments.
    """
    total = len(text.source)
    for _, name, spec, conversion in Formatter().parse(text.source):
        if name is None:
            continue
        if spec or conversion or not name.isidentifier() or name not in text.arguments or not depth:
            raise ValueError(name)
        value = text.arguments[name]
        total += _length(value, depth - 1) if isinstance(value, Text) else _printed(value)
    return total


def _printed(value: str | float) -> int:
    if isinstance(value, str):
        return len(value)
    if not abs(value) < ANY_NUMBER[1]:
        raise ValueError(value)
    return 24


def _number_getters(part: type) -> tuple[tuple[Bounds, Callable[[Any], tuple[Any, ...]]], ...]:
    """Return what reads a part's numbers, those of the same bounds together."""
    groups: dict[Bounds, list[str]] = {}
    for field in fields(part):
        if str(field.type).split(" ")[0] in {"int", "float"}:
            groups.setdefault(_bounds(part, field.name), []).append(field.name)
    # The first name stands twice: one name alone would not give a tuple.
    return tuple((bounds, attrgetter(*names, names[0])) for bounds, names in groups.items())


def _bounds(part: type, name: str) -> Bounds:
    if name == "time_s":
        return TIME_S
    if name.endswith("_percent"):
        return PROCESS_PERCENT if part is ProcessState else PERCENT
    return CELSIUS if name.endswith("_c") else ANY_NUMBER


_NUMBERS: Mapping[type, tuple[tuple[Bounds, Callable[[Any], tuple[Any, ...]]], ...]] = {
    part: _number_getters(part)
    for part in (Sample, CpuState, MemoryState, TransferRates, GpuState, GpuProcess, ProcessState)
}
