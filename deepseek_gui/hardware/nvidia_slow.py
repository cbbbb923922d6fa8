"""What an NVIDIA card tells slowly or seldom changes: read every few seconds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from deepseek_gui.hardware.limits import (
    ENERGY_J,
    ERRORS,
    GPU_POWER_W,
    LINK_BYTES_PER_S,
    PCIE_GENERATION,
    PCIE_WIDTH,
    PERCENT,
    TEMPERATURE_C,
    whole_within,
    within,
)
from deepseek_gui.hardware.nvidia_calls import Calls

EVERY_S = 5.0
"""The energy counter takes 3.3 ms a card, the PCIe counters 21 ms each (measured on an H200)."""


@dataclass(frozen=True, slots=True)
class SlowValues:
    """Fields of `GpuState`; the PCIe rates only of cards without performance counters."""

    power_limit_w: float | None = None
    energy_j: float | None = None
    memory_temperature_c: float | None = None
    fan_percent: float | None = None
    ecc_corrected: int | None = None
    ecc_uncorrected: int | None = None
    pcie_generation: int | None = None
    pcie_width: int | None = None
    pcie_rx_bytes_per_s: float | None = None
    pcie_tx_bytes_per_s: float | None = None


@dataclass(slots=True)
class SlowReader:
    """Reads the slow values of one card when they are due.

    Attributes:
        delay_s: by how much the second reading is put off, so that the cards of a server take turns.
    """

    calls: Calls
    clock: Callable[[], float]
    delay_s: float = 0.0
    latest: SlowValues = field(default_factory=SlowValues)
    due_s: float | None = None

    def read(self, *, with_pcie: bool) -> SlowValues:
        """Return the values, of up to `EVERY_S` ago.

        Raises:
            GpuLostError: the card answers no more.
        """
        now_s = self.clock()
        if self.due_s is None or now_s >= self.due_s:
            self.due_s = now_s + EVERY_S + (self.delay_s if self.due_s is None else 0.0)
            self.latest = self._ask(with_pcie=with_pcie)
        return self.latest

    def _ask(self, *, with_pcie: bool) -> SlowValues:
        ask, nvml = self.calls.ask, self.calls.nvml
        limit = ask("power limit", nvml.nvmlDeviceGetEnforcedPowerLimit)
        energy = ask("energy", nvml.nvmlDeviceGetTotalEnergyConsumption)
        fan = ask("fan", nvml.nvmlDeviceGetFanSpeed)
        corrected, uncorrected = (
            ask("ecc", nvml.nvmlDeviceGetTotalEccErrors, kind, nvml.NVML_VOLATILE_ECC)
            for kind in (nvml.NVML_MEMORY_ERROR_TYPE_CORRECTED, nvml.NVML_MEMORY_ERROR_TYPE_UNCORRECTED)
        )
        return SlowValues(
            power_limit_w=within(None if limit is None else limit / 1000, GPU_POWER_W) or None,
            energy_j=within(None if energy is None else energy / 1000, ENERGY_J),
            memory_temperature_c=self._memory_temperature(),
            fan_percent=within(None if fan is None else float(fan), PERCENT),
            ecc_corrected=whole_within(corrected, ERRORS),
            ecc_uncorrected=whole_within(uncorrected, ERRORS),
            pcie_generation=whole_within(
                ask("pcie generation", nvml.nvmlDeviceGetCurrPcieLinkGeneration), PCIE_GENERATION
            ),
            pcie_width=whole_within(ask("pcie width", nvml.nvmlDeviceGetCurrPcieLinkWidth), PCIE_WIDTH),
            pcie_rx_bytes_per_s=self._pcie(nvml.NVML_PCIE_UTIL_RX_BYTES) if with_pcie else None,
            pcie_tx_bytes_per_s=self._pcie(nvml.NVML_PCIE_UTIL_TX_BYTES) if with_pcie else None,
        )

    def _memory_temperature(self) -> float | None:
        nvml = self.calls.nvml
        answers: Any = self.calls.ask("fields", nvml.nvmlDeviceGetFieldValues, [nvml.NVML_FI_DEV_MEMORY_TEMP])
        if not answers or answers[0].nvmlReturn != nvml.NVML_SUCCESS:
            return None
        return within(float(answers[0].value.uiVal), TEMPERATURE_C) or None  # 0: the memory has no sensor

    def _pcie(self, counter: int) -> float | None:
        """Return the rate over the last 20 ms; the call takes as long."""
        kilobytes = self.calls.ask("pcie rate", self.calls.nvml.nvmlDeviceGetPcieThroughput, counter)
        return within(None if kilobytes is None else kilobytes * 1000.0, LINK_BYTES_PER_S)
