"""The charts of the Run page above each other: what each draws, which are shown, one crosshair for all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QSize, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from deepseek_gui.domain.plan import DeviceMemory
from deepseek_gui.ui.run.course import RunCourse, gpu_column
from deepseek_gui.ui.run.phases import PhaseTrack
from deepseek_gui.ui.run.run_chart import Bands, RunChart, Said, band_parts
from deepseek_gui.ui.widgets.memory_paint import Part

_WIDTH_EM = 27

GpuColumn = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Kind:
    """One chart.

    Attributes:
        columns: of the course, given what names a GPU's column.
        host_only: columns on a machine without GPUs.
        strong: bands of predicted memory lie behind its lines.
        late: it appears once one of its columns was known.
    """

    columns: Callable[[GpuColumn], tuple[str, ...]]
    host_only: tuple[str, ...] | None = None
    strong: bool = False
    maximum: float | None = None
    late: bool = False


KINDS: Mapping[str, Kind] = {
    "speed": Kind(lambda _: ("tokens_per_s", "mean_tokens_per_s")),
    "prompt": Kind(lambda _: ("prompt_read_percent",), maximum=100.0, late=True),
    "ram": Kind(lambda _: ("engine_ram_gib",), strong=True),
    "vram": Kind(lambda gpu: (gpu("engine_gib"), gpu("others_gib"), gpu("used_gib")), strong=True, late=True),
    "load": Kind(lambda gpu: ("cpu_percent", gpu("percent")), host_only=("cpu_percent",), maximum=100.0),
    "power": Kind(lambda gpu: ("cpu_w", gpu("w")), host_only=("cpu_w",), late=True),
    "energy": Kind(lambda _: ("energy_per_token_j", "mean_energy_per_token_j"), late=True),
}
"""By key, in the order in which they lie."""


class ChartStack(QScrollArea):
    """Shows the charts; scrolls when they do not fit.

    Args:
        course: the table behind them.
        track: phases to shade.
        said: what is said of a time at the crosshair.
        span_s: seconds from the left edge to now.
    """

    width_changed = Signal()
    """The room beside the scroll bar is another."""

    def __init__(
        self, course: RunCourse, track: PhaseTrack, said: Said, span_s: float, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._course = course
        self._history = course.history
        self._device: int | None = None
        self._hidden: frozenset[str] = frozenset()
        self._devices: tuple[DeviceMemory, ...] = ()
        self._bands_start_s: float | None = None
        self._bands_end_s: float | None = None
        self._charts = {
            key: RunChart(
                len(kind.columns(lambda name: name)),
                track,
                said,
                strong=kind.strong,
                maximum=kind.maximum,
                span_s=span_s,
            )
            for key, kind in KINDS.items()
        }
        self._lay_out()
        self._retranslate()
        self._rebuild()

    @property
    def content(self) -> QWidget:
        """Return what holds the charts, those that are scrolled away too."""
        return self._content

    @property
    def charts(self) -> tuple[RunChart, ...]:
        """Return every chart, in order."""
        return tuple(self._charts.values())

    @property
    def device(self) -> int | None:
        """Return the GPU that is shown; None is all of them together."""
        return self._device

    @property
    def hidden(self) -> frozenset[str]:
        """Return the keys of the charts that the person does not want."""
        return self._hidden

    def chart(self, key: str) -> RunChart:
        """Return a chart by its key in `KINDS`."""
        return self._charts[key]

    def title(self, key: str) -> str:
        """Return a chart's title."""
        return self._charts[key].title

    def is_known(self, key: str) -> bool:
        """Return whether a chart has, or will have, anything to show."""
        kind = KINDS[key]
        return not kind.late or any(map(self._course.knows, kind.columns(self._gpu)))

    def set_hidden(self, keys: Iterable[str]) -> None:
        """Hide these charts."""
        self._hidden = frozenset(keys)
        self._show_wanted()

    @Slot(object)
    def set_device(self, index: int | None) -> None:
        """Show one GPU, or all together."""
        self._device = index
        self._rebuild()
        self._place_bands()

    def set_span(self, span_s: float) -> None:
        """Change how far back every chart reaches, seconds."""
        for chart in self._charts.values():
            chart.set_span(span_s)

    def begin_bands(self, devices: tuple[DeviceMemory, ...], now_s: float) -> None:
        """Draw what an engine is predicted to take, from now on."""
        self._devices, self._bands_start_s, self._bands_end_s = devices, now_s, None
        self._place_bands()

    def end_bands(self, now_s: float) -> None:
        """The engine is gone: nothing is predicted from now on."""
        if self._bands_end_s is None:
            self._bands_end_s = now_s
            self._place_bands()

    def refresh(self) -> None:
        """Draw the rows that the course has now."""
        if self._history is not self._course.history:
            self._rebuild()
        for key, chart in self._charts.items():
            chart.show_history(chart.history, None, self._course.clock_offset_s)
            if KINDS[key].late and chart.isHidden() and key not in self._hidden and self.is_known(key):
                self._show_wanted()

    def sizeHint(self) -> QSize:  # noqa: N802  Qt's name
        """Return a width at which legends can be read; the height is what there is."""
        em = self.fontMetrics().height()
        return QSize(_WIDTH_EM * em, 3 * _WIDTH_EM * em // 2)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  Qt's name
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  Qt's name
        """Tell what lines up with the charts."""
        super().resizeEvent(event)
        self.width_changed.emit()

    def _lay_out(self) -> None:
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._content = QWidget()
        self._content.setAutoFillBackground(False)
        column = QVBoxLayout(self._content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.fontMetrics().height() // 3)
        for chart in self._charts.values():
            chart.cursor_moved.connect(self._on_cursor)
            chart.hide()
            column.addWidget(chart, 1)
        self.setWidget(self._content)
        self.viewport().setAutoFillBackground(False)

    @Slot(object)
    def _on_cursor(self, age_s: float | None) -> None:
        for chart in self._charts.values():
            chart.set_cursor(age_s)

    def _gpu(self, name: str) -> str:
        return gpu_column(self._device, name)

    def _rebuild(self) -> None:
        """Take the columns anew: other GPUs, another one chosen, or the table began anew."""
        self._history = self._course.history
        if self._device is not None and self._device >= self._course.gpus:
            self._device = None
        for key, kind in KINDS.items():
            names = kind.columns(self._gpu)
            if kind.host_only is not None and not self._course.gpus:
                names = kind.host_only
            self._charts[key].show_history(self._course.columns(*names), None, self._course.clock_offset_s)
        self._retranslate()
        self._show_wanted()

    def _show_wanted(self) -> None:
        for key, chart in self._charts.items():
            chart.setVisible(key not in self._hidden and self.is_known(key))

    def _place_bands(self) -> None:
        start_s = self._bands_start_s
        gpus = [device for device in self._devices if device.kind == "gpu"]
        if self._device is not None:
            gpus = gpus[self._device : self._device + 1]
        hosts = [device for device in self._devices if device.kind != "gpu"]
        for key, devices in (("ram", hosts), ("vram", gpus)):
            wanted = start_s is not None and devices
            bands = Bands(band_parts(devices), start_s or 0.0, self._bands_end_s) if wanted else None
            self._charts[key].set_bands(bands)

    def _retranslate(self) -> None:
        gpu = self.tr("GPU") if self._device is None else self.tr("GPU {index}").format(index=self._device)
        if self._device is None and self._course.gpus > 1:
            gpu = self.tr("{count} GPUs").format(count=self._course.gpus)
        both = (self.tr("CPU"), gpu) if self._course.gpus else (self.tr("CPU"),)
        engine, others, used = self.tr("engine"), self.tr("others"), self.tr("in use")
        answer = (self.tr("now"), self.tr("mean"))
        words = {
            "speed": (self.tr("Speed"), self.tr("tok/s"), answer),
            "prompt": (self.tr("Prompt read"), "%", (self.tr("read"),)),
            "ram": (self.tr("RAM"), "GiB", (engine,)),
            "vram": (
                self.tr("VRAM, {gpu}").format(gpu=gpu) if self._course.gpus > 1 else self.tr("VRAM"),
                "GiB",
                (engine, others, used),
            ),
            "load": (self.tr("Machine load"), "%", both),
            "power": (self.tr("Power"), "W", both),
            "energy": (self.tr("Energy per token"), "J", answer),
        }
        parts = {
            Part.WEIGHTS: self.tr("weights"),
            Part.KV_CACHE: self.tr("KV cache"),
            Part.COMPUTE: self.tr("compute"),
            Part.OVERHEAD: self.tr("overhead"),
        }
        for key, (title, unit, lines) in words.items():
            self._charts[key].set_labels(title, unit, lines)
            self._charts[key].set_part_names(self.tr("predicted"), parts)
        self._content.setAccessibleName(self.tr("Charts of the run"))
