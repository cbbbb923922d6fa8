"""The history charts of Monitor: which there are, what they draw from a sample, what they are called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QWidget

from deepseek_gui.ui.readings import megabytes, percent_of
from deepseek_gui.ui.widgets.card import em_of
from deepseek_gui.ui.widgets.card_grid import CardGrid
from deepseek_gui.ui.widgets.charts import DEFAULT_SPAN_S, TimeChart

if TYPE_CHECKING:
    from deepseek_gui.domain.sample import GpuState, Sample

_NARROWEST_EM = 26


class MonitorCharts(QWidget):
    """Utilisation, memory, power, temperature, disk, network; a chart appears when its value is known."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._gpu_count = 0
        self._charts = {
            "utilisation": self._chart(maximum=100),
            "memory": self._chart(maximum=100),
            "power": self._chart(first_colour=1),
            "temperature": self._chart(maximum=100, first_colour=1),
            "disk": self._chart(),
            "network": self._chart(),
        }
        em = em_of(self)
        grid = CardGrid(round(_NARROWEST_EM * em), round(0.7 * em), most=3, grow=True, parent=self)
        for chart in self._charts.values():
            grid.addWidget(chart)
        self._retranslate()

    def chart(self, key: str) -> TimeChart:
        """Return a chart by its key ("utilisation", "memory", "power", "temperature", "disk", "network")."""
        return self._charts[key]

    def show_sample(self, sample: Sample) -> None:
        """Draw one more point in each chart."""
        if len(sample.gpus) != self._gpu_count:
            self._gpu_count = len(sample.gpus)
            self._retranslate()
        rows = {
            "utilisation": [sample.cpu.utilisation_percent, *(_fresh(g, g.utilisation_percent) for g in sample.gpus)],
            "memory": [
                percent_of(sample.memory.used_bytes, sample.memory.total_bytes),
                *(_fresh(g, percent_of(g.memory_used_bytes, g.memory_total_bytes)) for g in sample.gpus),
            ],
            "power": [_fresh(g, g.power_w) for g in sample.gpus],
            "temperature": [_fresh(g, g.temperature_c) for g in sample.gpus],
            "disk": [megabytes(sample.disk.read_bytes_per_s), megabytes(sample.disk.write_bytes_per_s)],
            "network": [megabytes(sample.network.read_bytes_per_s), megabytes(sample.network.write_bytes_per_s)],
        }
        for key, row in rows.items():
            chart = self._charts[key]
            chart.append(sample.monotonic_s, row)
            if chart.isHidden() and any(value is not None for value in row):
                chart.show()

    def set_span(self, span_s: float) -> None:
        """Change how far back every chart reaches, seconds."""
        for chart in self._charts.values():
            chart.set_span(span_s)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  Qt's name
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _chart(self, maximum: float | None = None, first_colour: int = 0) -> TimeChart:
        chart = TimeChart("", maximum=maximum, first_colour=first_colour, span_s=DEFAULT_SPAN_S, parent=self)
        chart.hide()
        return chart

    def _retranslate(self) -> None:
        gpus = [self.tr("GPU {index}").format(index=index) for index in range(self._gpu_count)]
        read_write = [self.tr("read"), self.tr("written")]
        in_out = [self.tr("received"), self.tr("sent")]
        self._charts["utilisation"].set_labels(self.tr("Utilisation"), "%", [self.tr("CPU"), *gpus])
        self._charts["memory"].set_labels(self.tr("Memory in use"), "%", [self.tr("RAM"), *gpus])
        self._charts["power"].set_labels(self.tr("Power"), "W", gpus)
        self._charts["temperature"].set_labels(self.tr("Temperature"), "°C", gpus)
        self._charts["disk"].set_labels(self.tr("Disk"), self.tr("MB/s"), read_write)
        self._charts["network"].set_labels(self.tr("Network"), self.tr("MB/s"), in_out)


def _fresh(gpu: GpuState, value: float | None) -> float | None:
    """Return a value only while it is live: an old one must not look like a flat line."""
    return None if gpu.stale is not None else value
