"""Questions to NVML about one card: what it never tells is asked once, a loss is an error of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

T = TypeVar("T")

ABSENT = frozenset({3, 4, 13})
"""NVML codes "not supported", "no permission", "function not found": this card never tells."""
LOST = frozenset({1, 9, 15, 16, 18})
"""NVML codes "uninitialised", "driver not loaded", "GPU is lost", "reset required", "library and driver differ"."""
UNKNOWN_ERROR = 999
"""Some fields answer this on a healthy card (WSL): the card is lost only when nothing else answers."""


class GpuLostError(Exception):
    """One card has fallen off the bus, or the whole driver has gone."""


@dataclass(slots=True)
class Calls:
    """Asks one card.

    Attributes:
        nvml: the binding.
        handle: the card's.
        absent: what this card never tells.
        puzzled: a question was answered with "unknown error" since this was last set to False.
    """

    nvml: Any
    handle: Any
    absent: set[str] = field(default_factory=set)
    puzzled: bool = False

    def ask(self, what: str, call: Callable[..., T], *arguments: Any) -> T | None:
        """Return the call's answer; None when the card never tells or just now does not.

        Raises:
            GpuLostError: the card or the driver has gone.
        """
        if what in self.absent:
            return None
        try:
            return call(self.handle, *arguments)
        except self.nvml.NVMLError as error:
            if error.value in LOST:
                raise GpuLostError(str(error)) from error
            if error.value in ABSENT:
                self.absent.add(what)
            self.puzzled = self.puzzled or error.value == UNKNOWN_ERROR
            return None
