"""SVG icons in the palette's colours, sharp at every scale."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtSvg import QSvgRenderer

from deepseek_gui.resources import resource_path

if TYPE_CHECKING:
    from PySide6.QtGui import QIcon


def draw_icon(painter: QPainter, rect: QRectF, name: str, colour: QColor) -> None:
    """Draw `resources/icons/<name>.svg` into `rect`, its `currentColor` replaced by `colour`."""
    _renderer(name, colour.name()).render(painter, rect)


def app_icon() -> QIcon:
    """Return the program's icon; wanted after the first paint."""
    from PySide6.QtGui import QIcon, QImage, QPixmap  # noqa: PLC0415  3 ms that the first paint need not wait for

    icon = QIcon()
    renderer = _renderer("app", "#000000")
    for size in (16, 32, 64, 128):
        image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        renderer.render(painter, QRectF(0, 0, size, size))
        painter.end()
        icon.addPixmap(QPixmap.fromImage(image))
    return icon


@cache
def _renderer(name: str, colour: str) -> QSvgRenderer:
    source = resource_path("icons", f"{name}.svg").read_text(encoding="utf-8")
    return QSvgRenderer(source.replace("currentColor", colour).encode())
