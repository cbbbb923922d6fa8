"""NVIDIA cards that sleep: laptops turn theirs off, and any question to the driver would wake it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from deepseek_gui.hardware.files import read_text

ROOT = Path("/")
IDLE_S = 30.0
"""A card that may sleep is left alone after doing nothing for so long."""
PATIENCE_S = 20.0
"""The kernel turns a card off some seconds after its last question; one that goes on is used by somebody else."""
NEXT_TRY_S = 600.0


class RuntimePower:
    """What the kernel says about the power of the cards that NVIDIA's driver serves."""

    def __init__(self, root: Path = ROOT) -> None:
        """Prepare.

        Args:
            root: where /sys and /proc are (recorded trees in tests).
        """
        self._root = root
        self._status: dict[str, Path] = {}

    def cards(self) -> tuple[str, ...]:
        """Return the bus addresses of the driver's cards ("0000:01:00.0"); none where the kernel does not list them."""
        return tuple(sorted(path.name for path in (self._root / "sys/bus/pci/drivers/nvidia").glob("*:*")))

    def is_asleep(self, address: str | None) -> bool:
        """Return whether the card is turned off."""
        if address is None:
            return False
        if address not in self._status:
            self._status[address] = self._root / "sys/bus/pci/devices" / address / "power/runtime_status"
        return read_text(self._status[address]) == "suspended"

    def may_sleep(self, address: str | None) -> bool:
        """Return whether the driver turns the card off when nobody uses it ("Runtime D3 status: Enabled (…)")."""
        text = self._told(address, "power")
        return re.search(r"^Runtime D3 status:\s*Enabled", text, re.MULTILINE) is not None

    def name(self, address: str) -> str | None:
        """Return the card's name without waking it."""
        found = re.search(r"^Model:\s*(.+)$", self._told(address, "information"), re.MULTILINE)
        return found[1].strip() if found else None

    def _told(self, address: str | None, file: str) -> str:
        return read_text(self._root / "proc/driver/nvidia/gpus" / (address or "-") / file) or ""


@dataclass(slots=True)
class Rest:
    """Decides when the driver is let go so that idle cards can sleep: an open handle keeps them awake."""

    power: RuntimePower
    idle_since_s: float | None = None
    resting_since_s: float | None = None
    slept: bool = False
    not_before_s: float = 0.0

    def begins(self, now_s: float, addresses: Sequence[str | None], *, idle: bool) -> bool:
        """Take note of whether all cards are idle; return True when they shall be left alone from now on."""
        if not idle or now_s < self.not_before_s:
            self.idle_since_s = None
            return False
        self.idle_since_s = now_s if self.idle_since_s is None else self.idle_since_s
        if now_s - self.idle_since_s < IDLE_S or not all(map(self.power.may_sleep, addresses)):
            return False
        self.begin(now_s)
        return True

    def begin(self, now_s: float) -> None:
        """Leave the cards alone."""
        self.idle_since_s, self.resting_since_s, self.slept = None, now_s, False

    def lasts(self, now_s: float, addresses: Iterable[str | None]) -> bool:
        """Return whether the cards are still to be left alone: until they wake, or when they do not go to sleep."""
        if self.resting_since_s is None:
            return False
        if all(map(self.power.is_asleep, addresses)):
            self.slept = True
            return True
        if not self.slept and now_s - self.resting_since_s < PATIENCE_S:
            return True
        self.resting_since_s = None
        self.not_before_s = now_s if self.slept else now_s + NEXT_TRY_S
        return False
