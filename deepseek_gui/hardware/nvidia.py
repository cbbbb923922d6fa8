"""NVIDIA cards through NVML: opens the driver, keeps the cards by UUID, opens it again after a loss or a change."""

from __future__ import annotations

import logging
import math
import time
from collections.abc import Callable
from typing import Any

from deepseek_gui.domain.sample import GpuProcess, GpuState
from deepseek_gui.hardware.gpus import GpuReadings
from deepseek_gui.hardware.nvidia_calls import GpuLostError
from deepseek_gui.hardware.nvidia_card import NvidiaCard, as_text, attempt, bus_address
from deepseek_gui.hardware.nvidia_power import Rest, RuntimePower
from deepseek_gui.hardware.processes import ProcessNames

log = logging.getLogger(__name__)

RETRY_S = (1.0, 2.0, 5.0, 30.0)
"""Waits before NVML is opened again, the last one from then on."""
COUNT_EVERY_S = 10.0
"""Cards are plugged in and out rarely."""
PRIMING_S = 0.1
"""Performance counters are the mean between two snapshots: the first reading waits this long for the second."""
IDLE_MEMORY_SHARE = 1 / 16
"""More than this in use: somebody has a model or a game loaded and the card will not sleep."""


def import_nvml() -> Any:
    """Return the NVML binding (package nvidia-ml-py)."""
    import pynvml  # noqa: PLC0415  30 ms, and only this source needs it

    return pynvml


class NvidiaSource:
    """Reads all NVIDIA cards. A machine without the driver has none; a driver that appears later is found."""

    def __init__(
        self,
        load: Callable[[], Any] = import_nvml,
        clock: Callable[[], float] = time.monotonic,
        pause: Callable[[float], None] = time.sleep,
        power: RuntimePower | None = None,
    ) -> None:
        """Prepare; the driver is opened by the first `read`.

        Args:
            load: returns the binding.
            clock: seconds; paces the attempts to open the driver again.
            pause: waits seconds.
            power: tells which cards sleep; None: as this system's kernel says.
        """
        self.wants_processes = False
        self._load = load
        self._clock = clock
        self._pause = pause
        self._power = power or RuntimePower()
        self._rest = Rest(self._power)
        self._names = ProcessNames()
        self._nvml: Any = None
        self._cards: list[NvidiaCard] = []
        self._failures = 0
        self._retry_at_s = -1.0
        self._counted: tuple[int | None, tuple[str, ...]] = (None, ())
        self._count_at_s = math.inf

    def read(self) -> GpuReadings:
        """Return the state of every card seen so far; lost ones keep their last values with the reason."""
        if self._nvml is None and not self._cards:
            self._list_sleeping()
        if self._rest.lasts(self._clock(), self._addresses()):
            return GpuReadings(tuple(self._read_resting(card) for card in self._cards))
        if self._nvml is None or any(card.lost for card in self._cards):
            self._open_when_due()
        elif self._clock() >= self._count_at_s and self._count() != self._counted:
            self._reopen()
        states = tuple(self._read_card(card) for card in self._cards)
        if self._cards and not any(card.lost for card in self._cards):
            self._failures = 0
        readings = GpuReadings(states, self._processes(states))
        self._rest_when_idle(states)
        return readings

    def close(self) -> None:
        """Give NVML back."""
        nvml, self._nvml = self._nvml, None
        for card in self._cards:
            card.detach()
        if nvml is not None:
            attempt(nvml.nvmlShutdown)

    def _addresses(self) -> tuple[str | None, ...]:
        return tuple(card.address for card in self._cards)

    def _list_sleeping(self) -> None:
        """List the cards without opening the driver when all of them sleep."""
        addresses = self._power.cards()
        if not addresses or not all(map(self._power.is_asleep, addresses)):
            return
        for place, address in enumerate(addresses):
            name = self._power.name(address) or "NVIDIA GPU"
            self._cards.append(NvidiaCard(address, place, self._names, name=name, address=address))
        self._rest.begin(self._clock())

    def _read_resting(self, card: NvidiaCard) -> GpuState:
        return card.last_as_asleep() if self._power.is_asleep(card.address) else card.last_as_left_alone()

    def _rest_when_idle(self, states: tuple[GpuState, ...]) -> None:
        """Let the driver go once all cards have been idle for long: an open handle keeps a laptop's card awake."""
        idle = bool(states) and not self.wants_processes and all(map(_is_idle, states))
        if self._rest.begins(self._clock(), self._addresses(), idle=idle):
            self.close()

    def _open_when_due(self) -> None:
        now_s = self._clock()
        if now_s < self._retry_at_s:
            return
        self._retry_at_s = now_s + RETRY_S[min(self._failures, len(RETRY_S) - 1)]
        self._failures += 1
        self._reopen()

    def _reopen(self) -> None:
        """Open NVML and give each card its handle again; a card without one is lost."""
        self.close()
        self._open()
        primed = [card.prime() for card in self._cards if not card.lost]
        if any(primed):
            self._pause(PRIMING_S)

    def _open(self) -> None:
        try:
            nvml = self._load()
            nvml.nvmlInit()
            count = nvml.nvmlDeviceGetCount()
        except Exception as error:  # noqa: BLE001  a missing driver shows in many ways: NVMLError, OSError, ImportError
            log.debug("NVML did not open: %s", error)
            return
        self._nvml = nvml
        self._counted = self._count()
        for index in range(count):
            self._attach(nvml, index, count)

    def _count(self) -> tuple[int | None, tuple[str, ...]]:
        """Return how many cards NVML counts, and those of the kernel's driver: NVML may keep the list of its start."""
        self._count_at_s = self._clock() + COUNT_EVERY_S
        return attempt(self._nvml.nvmlDeviceGetCount), self._power.cards()

    def _attach(self, nvml: Any, index: int, count: int) -> None:
        """Give the card of this place its handle; a card whose handle is refused is listed as lost."""
        handle = attempt(nvml.nvmlDeviceGetHandleByIndex, index)
        uuid = None if handle is None else as_text(attempt(nvml.nvmlDeviceGetUUID, handle))
        address = None if handle is None else bus_address(nvml, handle)
        placeholder = f"index {index}"
        keys = {key for key in (uuid, address, placeholder) if key is not None}
        card = next((card for card in self._cards if card.key in keys), None)
        if card is None and (handle is not None or len(self._cards) < count):
            card = NvidiaCard(placeholder, len(self._cards), self._names)
            self._cards.append(card)
        if card is not None and handle is not None:
            card.attach(nvml, handle, uuid or placeholder, self._clock)

    def _read_card(self, card: NvidiaCard) -> GpuState:
        if card.lost:
            return card.last_as_lost()
        if self._power.is_asleep(card.address):
            return card.last_as_asleep()
        try:
            return card.read()
        except GpuLostError:
            card.lost = True
            self._retry_at_s = max(self._retry_at_s, self._clock() + RETRY_S[0])
            return card.last_as_lost()

    def _processes(self, states: tuple[GpuState, ...]) -> tuple[GpuProcess, ...] | None:
        """Return who holds memory of which card; None when the driver tells it of none."""
        awake = [card for card, state in zip(self._cards, states, strict=True) if state.stale is None]
        lists = [card.processes(at_once=self.wants_processes) for card in awake]
        known = [listed for listed in lists if listed is not None]
        return tuple(process for listed in known for process in listed) if known else None


def _is_idle(state: GpuState) -> bool:
    used, total = state.memory_used_bytes, state.memory_total_bytes
    return state.utilisation_percent == 0 and used is not None and used <= (total or 0) * IDLE_MEMORY_SHARE
