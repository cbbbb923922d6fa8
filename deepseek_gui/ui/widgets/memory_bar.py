"""The big memory bar: every device of a plan with its parts in GiB; the head of the table is the legend."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from deepseek_gui.domain.plan import DeviceMemory
from deepseek_gui.domain.units import format_gib
from deepseek_gui.ui.texts import UNKNOWN
from deepseek_gui.ui.theme import bad_colour
from deepseek_gui.ui.widgets.card import em_of
from deepseek_gui.ui.widgets.elided_label import ElidedLabel
from deepseek_gui.ui.widgets.memory_paint import (
    DeviceGroup,
    Part,
    group_devices,
    paint_bar,
    part_bytes,
    part_colour,
)

_BAR, _FIRST_PART = 1, 2
_TOTAL = _FIRST_PART + len(Part)


class MemoryBar(QWidget):
    """Shows what a plan takes on each device against what the device has to give."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._groups: tuple[DeviceGroup, ...] = ()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(round(em_of(self) * 0.8))
        self._grid.setVerticalSpacing(round(em_of(self) * 0.35))
        self._grid.setColumnStretch(_BAR, 1)
        self._lines: list[_Line] = []
        self._show()

    def set_devices(self, devices: tuple[DeviceMemory, ...]) -> None:
        """Show these devices; neighbours of one name become one line."""
        groups = group_devices(devices)
        if groups != self._groups:
            self._groups = groups
            self._show()

    @property
    def groups(self) -> tuple[DeviceGroup, ...]:
        """Return what is shown, a line each."""
        return self._groups

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  Qt's name
        """Follow the language and the theme."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.LanguageChange, QEvent.Type.PaletteChange} and self._groups:
            self._lay_out()
            self._show()

    def _show(self) -> None:
        """Write the numbers; widgets are made anew only for another number of lines: each costs a repaint."""
        if len(self._groups) != len(self._lines):
            self._lay_out()
        for line, group in zip(self._lines, self._groups, strict=True):
            self._fill(line, group)
        self.setAccessibleName(self.tr("Memory by device and part"))
        self.setAccessibleDescription("\n".join(self._sentence(group) for group in self._groups))

    def _lay_out(self) -> None:
        _clear(self._grid)
        self._lines = [_Line() for _ in self._groups]
        if self._groups:
            self._add_head()
        for row, line in enumerate(self._lines, start=1):
            self._grid.addWidget(line.name, row, 0)
            self._grid.addWidget(line.bar, row, _BAR)
            for column, label in enumerate((*line.parts, line.total), start=_FIRST_PART):
                self._grid.addWidget(label, row, column, Qt.AlignmentFlag.AlignRight)

    def _add_head(self) -> None:
        for column, part in enumerate(Part, start=_FIRST_PART):
            self._grid.addWidget(_Swatch(part, self._part_name(part)), 0, column, Qt.AlignmentFlag.AlignRight)
        self._grid.addWidget(_number(self.tr("Total / free")), 0, _TOTAL, Qt.AlignmentFlag.AlignRight)

    def _fill(self, line: _Line, group: DeviceGroup) -> None:
        line.name.show_words(self._name(group))
        line.bar.show_device(group.device)
        for label, size in zip(line.parts, part_bytes(group.device).values(), strict=True):
            label.setText(format_gib(size))
        line.total.setText(self._total(group.device))
        line.mark_total(bad=_too_much(group.device))

    def _name(self, group: DeviceGroup) -> str:
        if group.count == 1:
            return self._device_name(group.device)
        return self.tr("{count} × {name}, the fullest").format(count=group.count, name=group.device.name)

    def _device_name(self, device: DeviceMemory) -> str:
        return self.tr("Main memory") if device.kind == "host" else device.name

    def _part_name(self, part: Part) -> str:
        names = {
            Part.WEIGHTS: self.tr("Weights"),
            Part.KV_CACHE: self.tr("KV cache"),
            Part.COMPUTE: self.tr("Compute"),
            Part.OVERHEAD: self.tr("Overhead"),
        }
        return names[part]

    def _total(self, device: DeviceMemory) -> str:
        free = UNKNOWN if device.free_bytes is None else format_gib(device.free_bytes)
        return self.tr("{total} / {free}").format(total=format_gib(device.total_bytes), free=free)

    def _sentence(self, group: DeviceGroup) -> str:
        parts = ", ".join(
            f"{self._part_name(part)} {format_gib(size)}" for part, size in part_bytes(group.device).items()
        )
        return f"{self._name(group)}: {self._total(group.device)} ({parts})"


class _Bar(QWidget):
    """One device's bar."""

    def __init__(self) -> None:
        super().__init__()
        self._device: DeviceMemory | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_device(self, device: DeviceMemory) -> None:
        """Show this device."""
        if device != self._device:
            self._device = device
            self.update()

    def sizeHint(self) -> QSize:  # noqa: N802  Qt's name
        """Return a size in font heights."""
        em = em_of(self)
        return QSize(round(12 * em), round(1.3 * em))

    def minimumSizeHint(self) -> QSize:  # noqa: N802  Qt's name
        """Return the least that still shows parts."""
        return QSize(round(6 * em_of(self)), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        """Draw the bar."""
        del event
        if self._device is None:
            return
        painter = QPainter(self)
        paint_bar(painter, QRectF(self.rect()).adjusted(0, 3, 0, -3), self._device, self.palette())
        painter.end()


class _Swatch(QWidget):
    """A square of a part's colour and its name: an entry of the legend."""

    def __init__(self, part: Part, name: str) -> None:
        super().__init__()
        self._part, self._name = part, name
        self.setAccessibleName(name)

    def sizeHint(self) -> QSize:  # noqa: N802  Qt's name
        """Return room for the square and the name."""
        metrics = self.fontMetrics()
        return QSize(round(metrics.height() * 1.1) + metrics.horizontalAdvance(self._name) + 2, metrics.height() + 2)

    def minimumSizeHint(self) -> QSize:  # noqa: N802  Qt's name
        """Return the same: a legend that is cut explains nothing."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        """Draw the square and the name."""
        del event
        painter = QPainter(self)
        side = self.fontMetrics().height() * 0.7
        square = QRectF(0, (self.height() - side) / 2, side, side)
        painter.fillRect(square, part_colour(self.palette(), self._part))
        painter.setPen(self.palette().text().color())
        words = QRectF(self.rect()).adjusted(side * 1.5, 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self._name)
        painter.end()


class _Line:
    """The widgets of one line."""

    def __init__(self) -> None:
        self.name, self.bar = ElidedLabel(), _Bar()
        self.parts = tuple(_number() for _ in Part)
        self.total = _number()
        font = self.total.font()
        font.setBold(True)
        self.total.setFont(font)
        self._bad = False

    def mark_total(self, *, bad: bool) -> None:
        """Show the total as too much, or as an ordinary number."""
        if bad != self._bad:
            self._bad = bad
            palette = QPalette()
            if bad:
                palette.setColor(self.total.foregroundRole(), bad_colour(self.total.palette()))
            self.total.setPalette(palette)


def _number(words: str = "") -> QLabel:
    label = QLabel(words)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


def _too_much(device: DeviceMemory) -> bool:
    return device.free_bytes is not None and device.total_bytes > device.free_bytes


def _clear(grid: QGridLayout) -> None:
    while (item := grid.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
