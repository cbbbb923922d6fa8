"""Cards that are read from /sys: found again now and then, a card once seen stays listed."""

from __future__ import annotations

import math
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from deepseek_gui.domain.sample import GpuState
from deepseek_gui.hardware.files import read_int, read_text
from deepseek_gui.hardware.gpus import GpuReadings, asleep, lost
from deepseek_gui.hardware.pci import PciDevice

FIND_EVERY_S = 10.0
PCIE_GENERATIONS = {"2.5": 1, "5.0": 2, "8.0": 3, "16.0": 4, "32.0": 5, "64.0": 6}
"""GT/s of a lane -> generation."""


@dataclass(slots=True)
class SysfsCard:
    """One card, with the folder and the labels of its sensors and its last state."""

    device: PciDevice
    sensors: Path | None = None
    labels: dict[str, str] = field(default_factory=dict)
    last: GpuState | None = None

    def forget_sensors(self) -> None:
        """Look for the sensors anew: a driver that is loaded again numbers them anew."""
        self.sensors = None

    def sensor(self, kind: str, *labels: str) -> int | None:
        """Return the first of these labelled sensors that answers, in the kernel's units.

        Args:
            kind: "temp", "freq", "power", ….
            labels: as `temp2_label` writes them ("junction").
        """
        self._find_sensors()
        names = (self.labels.get(f"{kind} {label}") for label in labels)
        return next((value for name in names if name and (value := self.value(f"{name}_input")) is not None), None)

    def value(self, *names: str) -> int | None:
        """Return the first of these sensor files that answers ("power1_average"), in the kernel's units."""
        folder = self._find_sensors()
        return next((value for name in names if (value := read_int(folder / name)) is not None), None)

    def _find_sensors(self) -> Path:
        if self.sensors is None:
            self.sensors = self.device.hwmon
            self.labels = sensor_labels(self.sensors)
        return self.sensors

    def link(self) -> tuple[int | None, int | None]:
        """Return generation and lanes of the link to the host, now."""
        speed = re.match(r"([0-9.]+) GT/s", read_text(self.device.path / "current_link_speed") or "")
        width = read_int(self.device.path / "current_link_width")
        return PCIE_GENERATIONS.get(speed[1]) if speed else None, width if width and width <= 32 else None


class SysfsCards:
    """All cards of one maker that were ever seen."""

    def __init__(
        self,
        find: Callable[[], tuple[PciDevice, ...]],
        blank: Callable[[SysfsCard], GpuState],
        ask: Callable[[SysfsCard], GpuState],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Prepare; the cards are looked for at the first `read`.

        Args:
            find: lists the cards that are there.
            blank: returns what is known of a card without waking it.
            ask: returns the state of a card that is awake.
            clock: seconds; paces the search.
        """
        self._find = find
        self._blank = blank
        self._ask = ask
        self._clock = clock
        self._find_at_s = -math.inf
        self._cards: dict[Path, SysfsCard] = {}
        self._present: frozenset[Path] = frozenset()

    def read(self) -> GpuReadings:
        """Return the state of every card; one that sleeps is left asleep, one that has gone keeps its last values."""
        if self._clock() >= self._find_at_s:
            self._find_at_s = self._clock() + FIND_EVERY_S
            found = self._find()
            self._present = frozenset(device.path for device in found)
            for device in found:
                self._cards.setdefault(device.path, SysfsCard(device)).forget_sensors()
        states = (self._state(card) for card in self._cards.values())
        return GpuReadings(tuple(replace(state, index=index) for index, state in enumerate(states)))

    def _state(self, card: SysfsCard) -> GpuState:
        if card.device.path not in self._present or not card.device.path.exists():
            card.forget_sensors()
            return replace(card.last or self._blank(card), stale=lost())
        if card.device.is_asleep:
            return replace(self._blank(card), stale=asleep())
        card.last = self._ask(card)
        return card.last


def sensor_labels(folder: Path) -> dict[str, str]:
    """Return "temp junction" -> "temp2" for the labelled sensors of a hwmon folder."""
    found = {}
    for path in sorted(folder.glob("*_label")):
        name = path.name.removesuffix("_label")
        found[f"{name.rstrip('0123456789')} {read_text(path)}"] = name
    return found
