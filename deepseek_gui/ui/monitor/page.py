"""Monitor: what the machine is doing now and did in the last minutes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QDoubleSpinBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from deepseek_gui.domain.units import format_gib
from deepseek_gui.ui.monitor.charts import MonitorCharts
from deepseek_gui.ui.readings import memory_reading, number_text, percent_reading
from deepseek_gui.ui.texts import translate
from deepseek_gui.ui.theme import scaled_font
from deepseek_gui.ui.widgets.card import em_of
from deepseek_gui.ui.widgets.card_grid import CardGrid
from deepseek_gui.ui.widgets.core_strip import CoreStrip
from deepseek_gui.ui.widgets.device_card import DeviceCard
from deepseek_gui.ui.widgets.gauge import Reading
from deepseek_gui.ui.widgets.notice import Notice

if TYPE_CHECKING:
    from deepseek_gui.domain.machine import Machine
    from deepseek_gui.domain.sample import GpuState, Sample

SPANS_S = (60.0, 120.0, 600.0, 1800.0)
_CARD_EM = 29


class MonitorPage(QWidget):
    """Shows the samples it is given.

    Args:
        interval_s: what the interval box says at first.
        interval_range_s: what it allows.
    """

    interval_changed = Signal(float)
    """Seconds between samples, chosen by the person."""

    def __init__(
        self,
        interval_s: float = 1.0,
        interval_range_s: tuple[float, float] = (0.5, 10.0),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._machine: Machine | None = None
        self._sample: Sample | None = None
        self._gpu_cards: list[DeviceCard] = []
        self._heading = QLabel()
        self._heading.setTextFormat(Qt.TextFormat.PlainText)
        self._interval = _interval_box(interval_s, interval_range_s)
        self._interval.valueChanged.connect(self.interval_changed)
        self._interval_label = QLabel()
        self._interval_label.setBuddy(self._interval)
        self._span = QComboBox()
        self._span.activated.connect(self._on_span)
        self._span_label = QLabel()
        self._span_label.setBuddy(self._span)
        self._notices = Notice()
        self._system = DeviceCard(first_colour=0, second_colour=0)
        self._cores = CoreStrip()
        self._charts = MonitorCharts()
        self._lay_out()
        self._retranslate()

    @property
    def interval_box(self) -> QDoubleSpinBox:
        """Return the box that sets the pace."""
        return self._interval

    @property
    def system_card(self) -> DeviceCard:
        """Return the card of CPU and RAM."""
        return self._system

    @property
    def gpu_cards(self) -> tuple[DeviceCard, ...]:
        """Return a card a GPU."""
        return tuple(self._gpu_cards)

    @property
    def core_strip(self) -> CoreStrip:
        """Return the bars of the hardware threads."""
        return self._cores

    @property
    def charts(self) -> MonitorCharts:
        """Return the history charts."""
        return self._charts

    @property
    def notice(self) -> Notice:
        """Return the sentences on what can't be read."""
        return self._notices

    @Slot(object)
    def set_machine(self, machine: Machine) -> None:
        """Name the machine and its devices, and say what can't be read."""
        self._machine = machine
        self._show_machine()

    @Slot(object)
    def show_sample(self, sample: Sample) -> None:
        """Show a sample everywhere."""
        self._sample = sample
        self._fit_cards(len(sample.gpus))
        self._system.first.show_reading(sample.monotonic_s, self._cpu_reading(sample))
        self._system.second.show_reading(sample.monotonic_s, self._ram_reading(sample))
        self._show_threads(sample)
        for card, gpu in zip(self._gpu_cards, sample.gpus, strict=True):
            card.first.show_reading(sample.monotonic_s, self._load_reading(gpu))
            card.second.show_reading(sample.monotonic_s, self._vram_reading(gpu))
            self._show_facts(card, gpu)
        self._charts.show_sample(sample)

    def set_interval(self, interval_s: float) -> None:
        """Show a pace that was chosen elsewhere."""
        self._interval.setValue(interval_s)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  Qt's name
        """Follow the language and the font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _lay_out(self) -> None:
        em = em_of(self)
        self._heading.setFont(scaled_font(self.font(), 1.35, bold=True))
        head = QHBoxLayout()
        head.setSpacing(round(0.5 * em))
        head.addWidget(self._heading, 1)
        for widget in (self._span_label, self._span, self._interval_label, self._interval):
            head.addWidget(widget)
        head.insertSpacing(3, round(0.8 * em))
        self._grid = CardGrid(round(_CARD_EM * em), round(0.7 * em), most=3)
        self._grid.addWidget(self._system)
        self._grid.addWidget(self._cores)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(round(em), round(0.7 * em), round(em), round(0.8 * em))
        column.setSpacing(round(0.7 * em))
        column.addLayout(head)
        column.addWidget(self._notices)
        column.addLayout(self._grid)
        column.addWidget(self._charts, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(_scroll(content))

    def _fit_cards(self, count: int) -> None:
        """Have one card a GPU, before the strip of threads."""
        while len(self._gpu_cards) < count:
            index = len(self._gpu_cards)
            card = DeviceCard(first_colour=index + 1, second_colour=index + 1)
            self._gpu_cards.append(card)
            self._grid.insert_widget(index + 1, card)
            self._label_gpu(index)
        while len(self._gpu_cards) > count:
            card = self._gpu_cards.pop()
            self._grid.removeWidget(card)
            card.deleteLater()

    def _restate(self) -> None:
        """Say the last sample again, in the words of now."""
        sample = self._sample
        if sample is None:
            return
        self._system.first.restate(self._cpu_reading(sample))
        self._system.second.restate(self._ram_reading(sample))
        self._show_threads(sample)
        for card, gpu in zip(self._gpu_cards, sample.gpus, strict=True):
            card.first.restate(self._load_reading(gpu))
            card.second.restate(self._vram_reading(gpu))
            self._show_facts(card, gpu)

    def _cpu_reading(self, sample: Sample) -> Reading:
        return percent_reading(sample.cpu.utilisation_percent, self._cpu_detail())

    def _ram_reading(self, sample: Sample) -> Reading:
        memory = sample.memory
        return memory_reading(memory.used_bytes, memory.total_bytes, self._of_total(memory.total_bytes))

    def _load_reading(self, gpu: GpuState) -> Reading:
        sm = gpu.sm_activity_percent
        detail = "" if sm is None else self.tr("SM active {percent} %").format(percent=f"{sm:.0f}")
        return percent_reading(gpu.utilisation_percent, detail)

    def _vram_reading(self, gpu: GpuState) -> Reading:
        total_bytes = gpu.memory_total_bytes
        return memory_reading(gpu.memory_used_bytes, total_bytes, self._of_total(total_bytes))

    def _show_threads(self, sample: Sample) -> None:
        percents = sample.cpu.per_core_percent
        self._cores.setVisible(bool(percents))
        self._cores.show_percents(percents, self._busiest(percents))

    def _show_facts(self, card: DeviceCard, gpu: GpuState) -> None:
        known = [(gpu.power_w, "W"), (gpu.temperature_c, "°C")]
        card.set_facts(" · ".join(number_text(value, unit) for value, unit in known if value is not None))
        card.set_stale("" if gpu.stale is None else translate(gpu.stale))
        card.set_title(self.tr("GPU {index}").format(index=gpu.index), gpu.name)

    def _retranslate(self) -> None:
        self._interval_label.setText(self.tr("&Every"))
        self._interval.setSuffix(self.tr(" s"))
        self._interval.setAccessibleName(self.tr("Seconds between two samples"))
        self._span_label.setText(self.tr("C&harts"))
        self._span.setAccessibleName(self.tr("How far back the charts reach"))
        self._fill_spans()
        self._system.first.set_label(self.tr("CPU"))
        self._system.second.set_label(self.tr("RAM"))
        self._cores.set_title(self.tr("Threads"))
        for index in range(len(self._gpu_cards)):
            self._label_gpu(index)
        self._show_machine()

    def _fill_spans(self) -> None:
        chosen = max(0, self._span.currentIndex()) if self._span.count() else SPANS_S.index(120.0)
        self._span.clear()
        for span_s in SPANS_S:
            self._span.addItem(self.tr("last {minutes} min").format(minutes=f"{span_s / 60:.0f}"), span_s)
        self._span.setCurrentIndex(chosen)

    def _label_gpu(self, index: int) -> None:
        self._gpu_cards[index].first.set_label(self.tr("Utilisation"))
        self._gpu_cards[index].second.set_label(self.tr("Memory"))

    def _show_machine(self) -> None:
        machine = self._machine
        if machine is None:
            self._heading.setText(self.tr("This computer"))
            self._system.set_title(self.tr("System"))
            self._notices.show_texts(())
            return
        self._heading.setText(
            self.tr("Simulated: {name}").format(name=machine.name) if machine.simulated else self.tr("This computer")
        )
        self._system.set_title(machine.cpu.name or self.tr("CPU and RAM"))
        self._system.set_facts(machine.memory.type or "")
        self._notices.show_texts(machine.notices)
        self._restate()

    def _cpu_detail(self) -> str:
        cpu = self._machine.cpu if self._machine else None
        if cpu is None or cpu.threads is None:
            return ""
        if cpu.cores is None:
            return self.tr("{threads} threads").format(threads=cpu.threads)
        return self.tr("{cores} cores, {threads} threads").format(cores=cpu.cores, threads=cpu.threads)

    def _of_total(self, total_bytes: int | None) -> str:
        return "" if total_bytes is None else self.tr("of {size}").format(size=format_gib(total_bytes))

    def _busiest(self, percents: tuple[float, ...]) -> str:
        if not percents:
            return ""
        return self.tr("{count}, the busiest at {percent} %").format(
            count=len(percents), percent=f"{max(percents):.0f}"
        )

    @Slot(int)
    def _on_span(self, index: int) -> None:
        self._charts.set_span(SPANS_S[index])


def _interval_box(interval_s: float, interval_range_s: tuple[float, float]) -> QDoubleSpinBox:
    box = QDoubleSpinBox()
    box.setRange(*interval_range_s)
    box.setSingleStep(0.5)
    box.setDecimals(1)
    box.setValue(interval_s)
    box.setKeyboardTracking(False)
    return box


def _scroll(content: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidget(content)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return area
