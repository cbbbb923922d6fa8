"""The history charts of Monitor: one a quantity, all at the same time under the crosshair."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Slot
from PySide6.QtWidgets import QWidget

from deepseek_gui.ui.monitor.timeline import QUANTITIES, Timeline
from deepseek_gui.ui.widgets.card import em_of
from deepseek_gui.ui.widgets.card_grid import CardGrid
from deepseek_gui.ui.widgets.charts import DEFAULT_SPAN_S, TimeChart

_NARROWEST_EM = 26
_PERCENT = frozenset({"utilisation", "memory", "sm", "tensor", "dram", "controller"})
_WITH_HOST = frozenset({"utilisation", "memory"})
"""Their first line is the host's; the GPUs keep their colours in every chart."""


class MonitorCharts(QWidget):
    """Draws a timeline; a chart appears when its value is known."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._gpu_count = 0
        self._charts = {quantity.key: self._chart(quantity.key) for quantity in QUANTITIES}
        em = em_of(self)
        grid = CardGrid(round(_NARROWEST_EM * em), round(0.7 * em), most=3, grow=True, parent=self)
        for chart in self._charts.values():
            grid.addWidget(chart)
        self._retranslate()

    @property
    def keys(self) -> tuple[str, ...]:
        """Return every chart's key."""
        return tuple(self._charts)

    def chart(self, key: str) -> TimeChart:
        """Return a chart by its quantity's key."""
        return self._charts[key]

    def show_timeline(self, timeline: Timeline, now_s: float | None = None) -> None:
        """Draw a timeline up to `now_s`, or to its newest sample."""
        if timeline.gpu_count != self._gpu_count:
            self._gpu_count = timeline.gpu_count
            self._retranslate()
        for key, chart in self._charts.items():
            known = timeline.knows(key)
            if known:
                chart.show_history(timeline.history(key), now_s, timeline.clock_offset_s)
            if known == chart.isHidden():
                chart.setVisible(known)

    def set_span(self, span_s: float) -> None:
        """Change how far back every chart reaches, seconds."""
        for chart in self._charts.values():
            chart.set_span(span_s)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  Qt's name
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _chart(self, key: str) -> TimeChart:
        maximum = 100.0 if key in _PERCENT or key == "temperature" else None
        first_colour = 0 if key in _WITH_HOST or key in {"disk", "network", "frequency", "swap"} else 1
        chart = TimeChart("", maximum=maximum, first_colour=first_colour, span_s=DEFAULT_SPAN_S, parent=self)
        chart.enable_cursor()
        chart.cursor_moved.connect(self._on_cursor)
        chart.hide()
        return chart

    @Slot(object)
    def _on_cursor(self, age_s: float | None) -> None:
        for chart in self._charts.values():
            chart.set_cursor(age_s)

    def _retranslate(self) -> None:
        gpus = [self.tr("GPU {index}").format(index=index) for index in range(self._gpu_count)]
        titles = self._titles()
        hosts = {
            "utilisation": [self.tr("CPU")],
            "memory": [self.tr("RAM")],
            "disk": [self.tr("read"), self.tr("written")],
            "network": [self.tr("received"), self.tr("sent")],
            "frequency": [self.tr("mean of the threads")],
            "swap": [self.tr("used")],
        }
        for quantity in QUANTITIES:
            lines = hosts.get(quantity.key, []) + (gpus if quantity.gpu is not None else [])
            title, unit = titles[quantity.key]
            self._charts[quantity.key].set_labels(title, unit, lines)

    def _titles(self) -> dict[str, tuple[str, str]]:
        return {
            "utilisation": (self.tr("Utilisation"), "%"),
            "memory": (self.tr("Memory"), "%"),
            "power": (self.tr("Power"), "W"),
            "temperature": (self.tr("Temperature"), "°C"),
            "sm": (self.tr("Multiprocessors active"), "%"),
            "tensor": (self.tr("Tensor cores active"), "%"),
            "dram": (self.tr("GPU memory traffic"), "%"),
            "controller": (self.tr("Memory controller busy"), "%"),
            "clock": (self.tr("GPU clock"), "MHz"),
            "pcie_in": (self.tr("PCIe to the GPU"), "MB/s"),
            "pcie_out": (self.tr("PCIe from the GPU"), "MB/s"),
            "disk": (self.tr("Disk"), "MB/s"),
            "network": (self.tr("Network"), "MB/s"),
            "frequency": (self.tr("CPU clock"), "MHz"),
            "swap": (self.tr("Swap"), "GiB"),
        }
