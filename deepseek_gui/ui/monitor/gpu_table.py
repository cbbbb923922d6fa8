"""The table of GPUs: everything a driver tells of each."""

from __future__ import annotations

from PySide6.QtCore import QObject

from deepseek_gui.domain.sample import GpuState, Throttle, throttle_text
from deepseek_gui.ui.monitor.row_model import Column, RowModel
from deepseek_gui.ui.readings import gib_number, number_text, rate_text
from deepseek_gui.ui.texts import UNKNOWN, translate

_COUNTERS = frozenset({"sm", "tensor", "dram"})


class GpuModel(RowModel[GpuState]):
    """GPUs, in the driver's order until a person sorts otherwise."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(self._columns(), lambda gpu: gpu.uuid or gpu.index, parent)
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        self._no_counters, self._nothing = self.tr("not on this card"), self.tr("nothing")
        self.set_titles(
            (
                self.tr("GPU"),
                self.tr("Name"),
                self.tr("Busy"),
                self.tr("Memory"),
                self.tr("Power"),
                self.tr("Temp."),
                self.tr("SM"),
                self.tr("Tensor"),
                self.tr("DRAM"),
                self.tr("Clocks"),
                self.tr("Held back by"),
                self.tr("PCIe"),
                self.tr("PCIe in / out"),
                self.tr("ECC errors"),
                self.tr("Fan"),
            )
        )

    def widest(self, column: int) -> str:
        """Return a text as wide as any of a column's: a card without counters says so in theirs."""
        without = self.columns[column].key in _COUNTERS and any(gpu.has_counters is False for gpu in self.rows)
        return self._no_counters if without else super().widest(column)

    def _columns(self) -> tuple[Column[GpuState], ...]:
        return (
            Column("index", lambda g: str(g.index), lambda g: g.index, "16", numeric=False),
            Column("name", lambda g: g.name, lambda g: g.name, "NVIDIA H100 80GB", numeric=False),
            Column("utilisation", lambda g: _percent(g.utilisation_percent), lambda g: g.utilisation_percent, "100 %"),
            Column("memory", _memory, lambda g: g.memory_used_bytes, "188.8 / 188.8 GiB"),
            Column("power", _power, lambda g: g.power_w, "1,000 / 1,000 W", rank=1),
            Column("temperature", _temperature, lambda g: g.temperature_c, "100 °C", rank=1),
            Column(
                "sm", lambda g: self._counter(g, g.sm_activity_percent), lambda g: g.sm_activity_percent, "100 %", 2
            ),
            Column(
                "tensor",
                lambda g: self._counter(g, g.tensor_activity_percent),
                lambda g: g.tensor_activity_percent,
                "100 %",
                3,
            ),
            Column(
                "dram",
                lambda g: self._counter(g, g.dram_activity_percent),
                lambda g: g.dram_activity_percent,
                "100 %",
                2,
            ),
            Column("clocks", _clocks, lambda g: g.sm_clock_mhz, "1,980 / 10,501 MHz", rank=5),
            Column("throttles", self._throttles, lambda g: _reasons(g) or None, "at its power limit", 4),
            Column("link", _link, lambda g: g.pcie_generation, "5.0 ×16", rank=7),
            Column("traffic", _traffic, _both_ways, "28.8 / 28.8 GB/s", rank=6),
            Column("ecc", _ecc, lambda g: g.ecc_uncorrected, "0 / 8,888", rank=8),
            Column("fan", lambda g: _percent(g.fan_percent), lambda g: g.fan_percent, "100 %", rank=9),
        )

    def _counter(self, gpu: GpuState, percent: float | None) -> str:
        return self._no_counters if gpu.has_counters is False else _percent(percent)

    def _throttles(self, gpu: GpuState) -> str:
        return "" if gpu.throttles is None else _reasons(gpu) or self._nothing


def _percent(value: float | None) -> str:
    return "" if value is None else f"{value:.0f} %"


def _memory(gpu: GpuState) -> str:
    if gpu.memory_used_bytes is None and gpu.memory_total_bytes is None:
        return ""
    return f"{_gib(gpu.memory_used_bytes)} / {_gib(gpu.memory_total_bytes)} GiB"


def _power(gpu: GpuState) -> str:
    if gpu.power_w is None:
        return ""
    limit = "" if gpu.power_limit_w is None else f" / {gpu.power_limit_w:,.0f}"
    return f"{gpu.power_w:,.0f}{limit} W"


def _temperature(gpu: GpuState) -> str:
    return "" if gpu.temperature_c is None else number_text(gpu.temperature_c, "°C")


def _clocks(gpu: GpuState) -> str:
    if gpu.sm_clock_mhz is None and gpu.memory_clock_mhz is None:
        return ""
    return f"{_whole(gpu.sm_clock_mhz)} / {_whole(gpu.memory_clock_mhz)} MHz"


def _reasons(gpu: GpuState) -> str:
    return ", ".join(translate(throttle_text(Throttle(reason))) for reason in gpu.throttles or ())


def _link(gpu: GpuState) -> str:
    if gpu.pcie_generation is None:
        return ""
    return f"{gpu.pcie_generation}.0" + ("" if gpu.pcie_width is None else f" ×{gpu.pcie_width}")


def _traffic(gpu: GpuState) -> str:
    if gpu.pcie_rx_bytes_per_s is None and gpu.pcie_tx_bytes_per_s is None:
        return ""
    return f"{rate_text(gpu.pcie_rx_bytes_per_s)} / {rate_text(gpu.pcie_tx_bytes_per_s)} GB/s"


def _both_ways(gpu: GpuState) -> float | None:
    known = [rate for rate in (gpu.pcie_rx_bytes_per_s, gpu.pcie_tx_bytes_per_s) if rate is not None]
    return sum(known) if known else None


def _ecc(gpu: GpuState) -> str:
    if gpu.ecc_uncorrected is None and gpu.ecc_corrected is None:
        return ""
    return f"{_whole(gpu.ecc_uncorrected)} / {_whole(gpu.ecc_corrected)}"


def _gib(size_bytes: int | None) -> str:
    return UNKNOWN if size_bytes is None else gib_number(size_bytes)


def _whole(value: float | None) -> str:
    return UNKNOWN if value is None else f"{value:,.0f}"
