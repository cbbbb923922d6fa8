"""Facts of one part of the machine, each with where it comes from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

T = TypeVar("T")


@dataclass(slots=True)
class Facts:
    """Collects what the sources tell; the first source that knows a fact wins."""

    values: dict[str, Any] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)

    def add(self, name: str, value: Any, source: str) -> None:
        """Take a fact unless it is unknown (None) or known already."""
        if value is not None and name not in self.values:
            self.values[name] = value
            self.sources[name] = source


@dataclass(frozen=True, slots=True)
class Part(Generic[T]):
    """One part of the machine and the source of each of its known fields."""

    value: T
    sources: dict[str, str] = field(default_factory=dict)
