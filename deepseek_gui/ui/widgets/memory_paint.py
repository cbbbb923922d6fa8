"""How memory by part is drawn: one bar a device, to the scale of its capacity."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPalette, QPen

from deepseek_gui.domain.plan import DeviceMemory
from deepseek_gui.ui.theme import bad_colour, card_colour, series_colour, track_colour

CAPACITY_SHARE = 0.8
"""Where a device's capacity stands on every bar, so that bars compare at a glance; the rest is for what is too much."""

_THIN = 4.0
"""A part of fewer pixels keeps them all: a line beside it would hide it."""


class Part(StrEnum):
    """What takes memory, in drawing order."""

    WEIGHTS = "weights"
    KV_CACHE = "kv_cache"
    COMPUTE = "compute"
    OVERHEAD = "overhead"


@dataclass(frozen=True, slots=True)
class DeviceGroup:
    """Devices of one name side by side, shown by the one with the least room left.

    Attributes:
        count: how many there are.
        device: the fullest of them.
    """

    count: int
    device: DeviceMemory


@dataclass(frozen=True, slots=True)
class BarSpans:
    """A bar in shares of its width.

    Attributes:
        parts: start and end of each part, 0 to 1.
        capacity: where the capacity stands; None when it is not known.
        clipped: the plan takes more than the bar can show.
    """

    parts: dict[Part, tuple[float, float]]
    capacity: float | None
    clipped: bool


def part_bytes(device: DeviceMemory) -> dict[Part, int]:
    """Return the bytes of each part."""
    return {
        Part.WEIGHTS: device.weights_bytes,
        Part.KV_CACHE: device.kv_cache_bytes,
        Part.COMPUTE: device.compute_bytes,
        Part.OVERHEAD: device.overhead_bytes,
    }


def part_colour(palette: QPalette, part: Part) -> QColor:
    """Return the colour of a part, the same wherever memory is shown."""
    return series_colour(palette, tuple(Part).index(part))


def group_devices(devices: Iterable[DeviceMemory]) -> tuple[DeviceGroup, ...]:
    """Return neighbours of one name and kind together: eight bars of one server say no more than one."""
    groups = []
    for _, members in groupby(devices, key=lambda device: (device.kind, device.name)):
        same = list(members)
        groups.append(DeviceGroup(len(same), max(same, key=_strain)))
    return tuple(groups)


def bar_spans(device: DeviceMemory) -> BarSpans:
    """Return where each part begins and ends on a bar whose capacity stands at `CAPACITY_SHARE`."""
    full = device.free_bytes or device.total_bytes
    scale = CAPACITY_SHARE / full if full else 0.0
    parts, end = {}, 0.0
    for part, size in part_bytes(device).items():
        start, end = end, end + size * scale
        parts[part] = (min(start, 1.0), min(end, 1.0))
    return BarSpans(parts, CAPACITY_SHARE if device.free_bytes else None, end > 1.0)


def paint_bar(painter: QPainter, rect: QRectF, device: DeviceMemory, palette: QPalette) -> None:
    """Draw a device's bar: its parts, its capacity, and hatched what does not fit."""
    spans = bar_spans(device)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _clip_round(painter, rect)
    room = _slice(rect, 0.0, CAPACITY_SHARE)
    painter.fillRect(room, track_colour(palette))
    for part, (start, end) in spans.parts.items():
        painter.fillRect(_slice(rect, start, end), part_colour(palette, part))
        if (end - start) * rect.width() > _THIN:
            _separator(painter, rect, end, palette)
    _paint_excess(painter, rect, max(end for _, end in spans.parts.values()), palette)
    painter.restore()
    if spans.capacity is not None:
        _paint_capacity(painter, rect, palette)
    if spans.clipped:
        _paint_more(painter, rect, palette)


def _strain(device: DeviceMemory) -> float:
    """Return how full a device is; without a known capacity the larger one counts as fuller."""
    return device.total_bytes / device.free_bytes if device.free_bytes else float(device.total_bytes)


def _slice(rect: QRectF, start: float, end: float) -> QRectF:
    return QRectF(rect.left() + start * rect.width(), rect.top(), (end - start) * rect.width(), rect.height())


def _clip_round(painter: QPainter, rect: QRectF) -> None:
    radius = min(3.0, rect.height() / 2)
    path = QPainterPath()
    path.addRoundedRect(rect, radius, radius)
    painter.setClipPath(path)


def _separator(painter: QPainter, rect: QRectF, share: float, palette: QPalette) -> None:
    """Part two neighbours by a hairline of the ground, so that they differ without colour too."""
    left = rect.left() + share * rect.width()
    painter.fillRect(QRectF(left - 1, rect.top(), 1, rect.height()), card_colour(palette))


def _paint_excess(painter: QPainter, rect: QRectF, end: float, palette: QPalette) -> None:
    if end <= CAPACITY_SHARE + 1e-9:
        return
    over = _slice(rect, CAPACITY_SHARE, end)
    painter.fillRect(over, card_colour(palette))
    painter.fillRect(over, QBrush(bad_colour(palette), Qt.BrushStyle.BDiagPattern))
    painter.setPen(QPen(bad_colour(palette), 1))
    painter.drawRect(over.adjusted(0.5, 0.5, -0.5, -0.5))


def _paint_capacity(painter: QPainter, rect: QRectF, palette: QPalette) -> None:
    x = round(rect.left() + CAPACITY_SHARE * rect.width())
    painter.fillRect(QRectF(x - 1, rect.top() - 2, 2, rect.height() + 4), palette.color(QPalette.ColorRole.Text))


def _paint_more(painter: QPainter, rect: QRectF, palette: QPalette) -> None:
    """Draw two chevrons at the end: there is more than the bar can show."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(bad_colour(palette), 1.6))
    reach = min(rect.height(), 10.0) / 2
    for offset in (3.0, 7.0):
        tip = QPointF(rect.right() - offset + 2, rect.center().y())
        painter.drawPolyline([tip + QPointF(-reach / 1.4, -reach), tip, tip + QPointF(-reach / 1.4, reach)])
    painter.restore()
