"""The cards of Monitor: CPU and RAM, every GPU, the threads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QWidget

from deepseek_gui.domain.units import format_gib
from deepseek_gui.ui.readings import memory_reading, number_text, percent_of, percent_reading
from deepseek_gui.ui.texts import translate
from deepseek_gui.ui.widgets.card import em_of
from deepseek_gui.ui.widgets.card_grid import CardGrid
from deepseek_gui.ui.widgets.core_strip import CoreStrip
from deepseek_gui.ui.widgets.device_card import DeviceCard
from deepseek_gui.ui.widgets.gauge import SPARK_SPAN_S, Gauge, Reading

if TYPE_CHECKING:
    from deepseek_gui.domain.machine import Machine
    from deepseek_gui.domain.sample import GpuState, Sample

_CARD_EM = 29


class GaugeBoard(QWidget):
    """Shows the newest sample it was given."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._machine: Machine | None = None
        self._sample: Sample | None = None
        self._gpu_cards: list[DeviceCard] = []
        self._system = DeviceCard(first_colour=0, second_colour=0)
        self._cores = CoreStrip()
        em = em_of(self)
        self._grid = CardGrid(round(_CARD_EM * em), round(0.7 * em), most=3, parent=self)
        self._grid.addWidget(self._system)
        self._grid.addWidget(self._cores)
        self._retranslate()

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

    def set_machine(self, machine: Machine | None) -> None:
        """Name the devices."""
        self._machine = machine
        self._name_system()
        if self._sample is not None:
            self._say(self._sample)

    def show_sample(self, sample: Sample) -> None:
        """Show a sample and go on with the sparklines."""
        self._fit_cards(len(sample.gpus))
        for gauge, reading in self._readings(sample):
            gauge.show_reading(sample.monotonic_s, reading)
        self._say_rest(sample)

    def show_course(self, samples: Sequence[Sample]) -> None:
        """Show the last of these samples, and the others as its past."""
        sample = samples[-1]
        past = [s for s in samples if s.monotonic_s >= sample.monotonic_s - SPARK_SPAN_S]
        self._fit_cards(len(sample.gpus))
        self._system.first.show_course((s.monotonic_s, _share(s.cpu.utilisation_percent)) for s in past)
        self._system.second.show_course(
            (s.monotonic_s, _share(percent_of(s.memory.used_bytes, s.memory.total_bytes))) for s in past
        )
        for index, card in enumerate(self._gpu_cards):
            gpus = [(s.monotonic_s, s.gpus[index]) for s in past if index < len(s.gpus)]
            card.first.show_course((t, _share(g.utilisation_percent)) for t, g in gpus)
            card.second.show_course((t, _share(percent_of(g.memory_used_bytes, g.memory_total_bytes))) for t, g in gpus)
        self._say(sample)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  Qt's name
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _readings(self, sample: Sample) -> Iterator[tuple[Gauge, Reading]]:
        yield self._system.first, self._cpu_reading(sample)
        yield self._system.second, self._ram_reading(sample)
        for card, gpu in zip(self._gpu_cards, sample.gpus, strict=True):
            yield card.first, self._load_reading(gpu)
            yield card.second, self._vram_reading(gpu)

    def _say(self, sample: Sample) -> None:
        """Say a sample in the words of now."""
        for gauge, reading in self._readings(sample):
            gauge.restate(reading)
        self._say_rest(sample)

    def _say_rest(self, sample: Sample) -> None:
        self._sample = sample
        reason = sample.stale.get("cpu") or sample.stale.get("memory")
        self._system.set_stale("" if reason is None else translate(reason))
        self._cores.setVisible(bool(sample.cpu.per_core_percent))
        self._cores.show_percents(sample.cpu.per_core_percent, self._busiest(sample.cpu.per_core_percent))
        for card, gpu in zip(self._gpu_cards, sample.gpus, strict=True):
            self._show_facts(card, gpu)

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

    def _show_facts(self, card: DeviceCard, gpu: GpuState) -> None:
        known = [(gpu.power_w, "W"), (gpu.temperature_c, "°C")]
        card.set_facts(" · ".join(number_text(value, unit) for value, unit in known if value is not None))
        card.set_stale("" if gpu.stale is None else translate(gpu.stale))
        card.set_title(self.tr("GPU {index}").format(index=gpu.index), gpu.name)

    def _retranslate(self) -> None:
        self._system.first.set_label(self.tr("CPU"))
        self._system.second.set_label(self.tr("RAM"))
        self._cores.set_title(self.tr("Threads"))
        for index in range(len(self._gpu_cards)):
            self._label_gpu(index)
        self._name_system()
        if self._sample is not None:
            self._say(self._sample)

    def _label_gpu(self, index: int) -> None:
        self._gpu_cards[index].first.set_label(self.tr("Utilisation"))
        self._gpu_cards[index].second.set_label(self.tr("Memory"))

    def _name_system(self) -> None:
        machine = self._machine
        if machine is None:
            self._system.set_title(self.tr("System"))
            return
        self._system.set_title(machine.cpu.name or self.tr("CPU and RAM"))
        self._system.set_facts(machine.memory.type or "")

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


def _share(percent: float | None) -> float | None:
    return None if percent is None else percent / 100
