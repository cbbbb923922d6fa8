"""What a model's makers published of it: benchmarks, scores, and where they stand."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reference:
    """Where a number can be read.

    Attributes:
        title: the document, for a person.
        url: https.
        date: day of publication, "2025-01-20".
    """

    title: str
    url: str
    date: str


@dataclass(frozen=True, slots=True)
class Benchmark:
    """A public test.

    Attributes:
        about: what it asks, for a person.
    """

    id: str
    name: str
    about: str


@dataclass(frozen=True, slots=True)
class Score:
    """A model's published result.

    Attributes:
        model: catalogue id.
        percent: 0 to 100.
        setting: how it was taken, in the publisher's terms; None when nothing about it is special.
    """

    model: str
    benchmark: Benchmark
    percent: float
    source: Reference
    setting: str | None = None
