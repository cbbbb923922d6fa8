"""Everything that shows samples: findings, gauges, charts and tables."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from deepseek_gui.domain.units import format_gib
from deepseek_gui.ui.monitor.board import GaugeBoard
from deepseek_gui.ui.monitor.charts import MonitorCharts
from deepseek_gui.ui.monitor.finding_panel import Explanation, FindingPanel
from deepseek_gui.ui.monitor.gpu_table import GpuModel
from deepseek_gui.ui.monitor.process_table import ProcessModel
from deepseek_gui.ui.monitor.row_model import RowModel
from deepseek_gui.ui.monitor.row_table import RowTable, TableCard
from deepseek_gui.ui.readings import megabytes, number_text
from deepseek_gui.ui.texts import UNKNOWN
from deepseek_gui.ui.widgets.card import em_of

if TYPE_CHECKING:
    from deepseek_gui.domain.sample import GpuProcess, GpuState, Sample
    from deepseek_gui.ui.monitor.timeline import Timeline


class MonitorView(QWidget):
    """Shows what it is given; it does not know whether that is live."""

    def __init__(self, explain: Callable[[], Explanation] | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sample: Sample | None = None
        self.findings = FindingPanel(explain)
        self.board = GaugeBoard()
        self.charts = MonitorCharts()
        self.gpus, self.processes = GpuModel(self), ProcessModel(self)
        self.gpu_card = TableCard(RowTable(self.gpus, 1), lambda: self.tr("GPUs"))
        self.process_card = TableCard(RowTable(self.processes, 0), lambda: self.tr("Processes that hold GPU memory"))
        for card in (self.gpu_card, self.process_card):
            card.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(round(0.7 * em_of(self)))
        column.addWidget(self.findings)
        column.addWidget(self.board)
        column.addWidget(self.charts, 1)
        column.addWidget(self.gpu_card)
        column.addWidget(self.process_card)

    def show_sample(self, sample: Sample) -> None:
        """Show the next sample."""
        self.board.show_sample(sample)
        self._show_rows(sample)

    def show_course(self, samples: Sequence[Sample]) -> None:
        """Show the last of these samples, the others as its past."""
        self.board.show_course(samples)
        self._show_rows(samples[-1])

    def show_timeline(self, timeline: Timeline, now_s: float | None = None) -> None:
        """Draw the charts up to `now_s`, or to the newest sample."""
        self.charts.show_timeline(timeline, now_s)

    @Slot(float)
    def set_span(self, span_s: float) -> None:
        """Change how far back the charts reach, seconds."""
        self.charts.set_span(span_s)

    def tables(self) -> tuple[list[list[str]], ...]:
        """Return what is shown as tables of words, titles first: the host, the GPUs, the processes."""
        for card in (self.gpu_card, self.process_card):
            card.settle()
        models = (self.gpus, self.processes)
        return (self._host_table(), *(_table(model) for model in models if model.rows))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  Qt's name
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.gpus.retranslate()
            self.processes.retranslate()
            self.gpu_card.retranslate()
            self.process_card.retranslate()

    def _show_rows(self, sample: Sample) -> None:
        self._sample = sample
        self.gpu_card.show_rows(sample.gpus)
        self.process_card.show_rows(sample.gpu_processes or ())

    def _host_table(self) -> list[list[str]]:
        sample = self._sample
        head = [self.tr("Quantity"), self.tr("Value")]
        if sample is None:
            return [head]
        memory = sample.memory
        values = (
            (self.tr("CPU"), number_text(sample.cpu.utilisation_percent, "%")),
            (self.tr("CPU clock"), number_text(sample.cpu.frequency_mhz, "MHz")),
            (self.tr("RAM in use"), _size(memory.used_bytes)),
            (self.tr("RAM"), _size(memory.total_bytes)),
            (self.tr("Swap in use"), _size(memory.swap_used_bytes)),
            (self.tr("Disk, read"), number_text(megabytes(sample.disk.read_bytes_per_s), "MB/s")),
            (self.tr("Disk, written"), number_text(megabytes(sample.disk.write_bytes_per_s), "MB/s")),
            (self.tr("Network, received"), number_text(megabytes(sample.network.read_bytes_per_s), "MB/s")),
            (self.tr("Network, sent"), number_text(megabytes(sample.network.write_bytes_per_s), "MB/s")),
        )
        return [head, *map(list, values)]


def _table(model: RowModel[GpuState] | RowModel[GpuProcess]) -> list[list[str]]:
    return [list(model.titles), *(list(model.words(row)) for row in range(model.rowCount()))]


def _size(size_bytes: int | None) -> str:
    return UNKNOWN if size_bytes is None else format_gib(size_bytes)
