"""Everything that shows samples: findings, gauges, charts and tables."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from deepseek_gui.domain.units import format_gib
from deepseek_gui.ui.monitor.board import GaugeBoard
from deepseek_gui.ui.monitor.charts import MonitorCharts
from deepseek_gui.ui.readings import megabytes, number_text
from deepseek_gui.ui.texts import UNKNOWN
from deepseek_gui.ui.widgets.card import em_of

if TYPE_CHECKING:
    from deepseek_gui.domain.finding import Finding
    from deepseek_gui.domain.sample import Sample
    from deepseek_gui.ui.monitor.finding_panel import Explanation, FindingPanel
    from deepseek_gui.ui.monitor.row_model import RowModel
    from deepseek_gui.ui.monitor.row_table import TableCard
    from deepseek_gui.ui.monitor.timeline import Timeline
    from deepseek_gui.ui.widgets.article_notes import ArticleNotes


class MonitorView(QWidget):
    """Shows what it is given; it does not know whether that is live.

    Findings and tables are built with their first content: the window paints before there is any.
    """

    def __init__(self, explain: Callable[[], Explanation] | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._explain = explain
        self._sample: Sample | None = None
        self.board = GaugeBoard()
        self.charts = MonitorCharts()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(round(0.7 * em_of(self)))
        self._column.addWidget(self.board)
        self._column.addWidget(self.charts, 1)

    @cached_property
    def findings(self) -> FindingPanel:
        """Return what limits the machine."""
        from deepseek_gui.ui.monitor.finding_panel import FindingPanel  # noqa: PLC0415

        panel = FindingPanel(self._explain)
        self._column.insertWidget(0, panel)
        return panel

    @cached_property
    def notes(self) -> ArticleNotes:
        """Return what the article says of all this, corrected."""
        from deepseek_gui.ui.widgets.article_notes import ArticleNotes  # noqa: PLC0415

        notes = ArticleNotes(foldable=True)
        self._column.addWidget(notes)
        return notes

    @cached_property
    def gpu_card(self) -> TableCard:
        """Return the table of GPUs."""
        from deepseek_gui.ui.monitor.gpu_table import GpuModel  # noqa: PLC0415

        return self._add_card(GpuModel(self), 1, lambda: self.tr("GPUs"), self._column.indexOf(self.charts) + 1)

    @cached_property
    def process_card(self) -> TableCard:
        """Return the table of processes."""
        from deepseek_gui.ui.monitor.process_table import ProcessModel  # noqa: PLC0415

        title = lambda: self.tr("Processes that hold GPU memory")  # noqa: E731
        below = self._column.indexOf(self.notes) if "notes" in self.__dict__ else self._column.count()
        return self._add_card(ProcessModel(self), 0, title, below)

    def _add_card(self, model: RowModel[Any], stretched: int, title: Callable[[], str], place: int) -> TableCard:
        from deepseek_gui.ui.monitor.row_table import RowTable, TableCard  # noqa: PLC0415

        card = TableCard(RowTable(model, stretched), title)
        card.hide()
        self._column.insertWidget(place, card)
        return card

    def _cards(self) -> list[TableCard]:
        """Return the tables that were built."""
        return [self.__dict__[name] for name in ("gpu_card", "process_card") if name in self.__dict__]

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show what limits the machine."""
        if findings or "findings" in self.__dict__:
            self.findings.show_findings(findings)

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
        for card in self._cards():
            card.settle()
        models = (card.table.rows for card in self._cards())
        return (self._host_table(), *(_table(model) for model in models if model.rows))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  Qt's name
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            for card in self._cards():
                card.retranslate()

    def _show_rows(self, sample: Sample) -> None:
        self._sample = sample
        if self._explain is not None and "notes" not in self.__dict__:
            self.notes.show_notes(self._explain().article)
        for name, rows in (("gpu_card", sample.gpus), ("process_card", sample.gpu_processes or ())):
            if rows or name in self.__dict__:
                getattr(self, name).show_rows(rows)

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


def _table(model: RowModel[Any]) -> list[list[str]]:
    return [list(model.titles), *(list(model.words(row)) for row in range(model.rowCount()))]


def _size(size_bytes: int | None) -> str:
    return UNKNOWN if size_bytes is None else format_gib(size_bytes)
