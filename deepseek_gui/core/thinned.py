"""A list that stays bounded: when it becomes too large, every second item goes."""

from __future__ import annotations

from typing import Generic, TypeVar

T = TypeVar("T")


class Thinned(Generic[T]):
    """Items at equal steps over the whole course, however long it is.

    Attributes:
        items: what is kept, oldest first.
        step: every how many items one is kept.
    """

    def __init__(self, limit_bytes: int) -> None:
        """Prepare; what is kept stays under `limit_bytes`, by the sizes that `keep` is told."""
        self.items: list[T] = []
        self.step = 1
        self._limit_bytes = limit_bytes
        self._bytes = 0
        self._seen = 0

    def wants_next(self) -> bool:
        """Count an item in, and return whether it is one to keep."""
        place, self._seen = self._seen, self._seen + 1
        return place % self.step == 0

    def keep(self, item: T, size_bytes: int) -> None:
        """Keep an item that is wanted."""
        self.items.append(item)
        self._bytes += size_bytes
        if self._bytes > self._limit_bytes:
            del self.items[1::2]
            self.step *= 2
            self._bytes //= 2
