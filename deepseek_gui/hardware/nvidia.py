"""NVIDIA cards through NVML: opens the driver, keeps the cards by UUID, opens it again after a loss."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from deepseek_gui.domain.sample import GpuState
from deepseek_gui.hardware.gpus import GpuReadings
from deepseek_gui.hardware.nvidia_card import GpuLostError, NvidiaCard, as_text, attempt

log = logging.getLogger(__name__)

RETRY_S = (1.0, 2.0, 5.0, 30.0)
"""Waits before NVML is opened again, the last one from then on."""
GRAPHICS_EVERY = 5
"""The list of graphics processes takes 4.5 ms on laptops (FACTS.md 8): not every tick."""
PRIMING_S = 0.1
"""Performance counters are the mean between two snapshots: the first reading waits this long for the second."""


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
    ) -> None:
        """Prepare; the driver is opened by the first `read`.

        Args:
            load: returns the binding.
            clock: seconds; paces the attempts to open the driver again.
            pause: waits seconds.
        """
        self.wants_processes = False
        self._load = load
        self._clock = clock
        self._pause = pause
        self._nvml: Any = None
        self._cards: list[NvidiaCard] = []
        self._failures = 0
        self._retry_at_s = -1.0
        self._tick = 0

    def read(self) -> GpuReadings:
        """Return the state of every card seen so far; lost ones keep their last values with the reason."""
        if self._nvml is None or any(card.lost for card in self._cards):
            self._open_when_due()
        states = tuple(replace(self._read_card(card), index=index) for index, card in enumerate(self._cards))
        if self._cards and not any(card.lost for card in self._cards):
            self._failures = 0
        process_bytes = self._process_bytes() if self.wants_processes else {}
        self._tick += 1
        return GpuReadings(states, process_bytes)

    def close(self) -> None:
        """Give NVML back."""
        nvml, self._nvml = self._nvml, None
        if nvml is None:
            return
        for card in self._cards:
            if card.gpm is not None:
                attempt(card.gpm.free)
        attempt(nvml.nvmlShutdown)

    def _open_when_due(self) -> None:
        now_s = self._clock()
        if now_s < self._retry_at_s:
            return
        self._retry_at_s = now_s + RETRY_S[min(self._failures, len(RETRY_S) - 1)]
        self._failures += 1
        self.close()
        self._open()
        primed = [card.prime() for card in self._cards if not card.lost]
        if any(primed):
            self._pause(PRIMING_S)

    def _open(self) -> None:
        """Open NVML and give each card its handle again."""
        try:
            nvml = self._load()
            nvml.nvmlInit()
            count = nvml.nvmlDeviceGetCount()
        except Exception as error:  # noqa: BLE001  a missing driver shows in many ways: NVMLError, OSError, ImportError
            log.debug("NVML did not open: %s", error)
            return
        self._nvml = nvml
        for index in range(count):
            self._attach(nvml, index, count)

    def _attach(self, nvml: Any, index: int, count: int) -> None:
        """Give the card of this place its handle; a card whose handle is refused is listed as lost."""
        handle = attempt(nvml.nvmlDeviceGetHandleByIndex, index)
        uuid = None if handle is None else as_text(attempt(nvml.nvmlDeviceGetUUID, handle))
        placeholder = f"index {index}"
        card = next((card for card in self._cards if card.key in (uuid, placeholder)), None)
        if card is None and (handle is not None or len(self._cards) < count):
            card = NvidiaCard(nvml, placeholder)
            self._cards.append(card)
        if card is not None and handle is not None:
            card.attach(nvml, handle, uuid or placeholder, self._clock)

    def _read_card(self, card: NvidiaCard) -> GpuState:
        if card.lost:
            return card.last_as_lost()
        try:
            return card.read()
        except GpuLostError:
            card.lost = True
            self._retry_at_s = max(self._retry_at_s, self._clock() + RETRY_S[0])
            return card.last_as_lost()

    def _process_bytes(self) -> dict[int, int | None]:
        found: dict[int, int | None] = {}
        for card in self._cards:
            if card.lost:
                continue
            for pid, used in card.processes(graphics=self._tick % GRAPHICS_EVERY == 0).items():
                found[pid] = _add(found.get(pid, 0), used)
        return found


def _add(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else one + other
