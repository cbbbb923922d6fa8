"""Takes a model file or a folder that is dragged onto a page."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QRectF, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from deepseek_gui.ui import theme
from deepseek_gui.ui.widgets.card import em_of

_SUFFIX = ".gguf"


class DropArea(QWidget):
    """A page that shows a frame while something that it takes hovers over it."""

    dropped = Signal(object)
    """The `Path` of the file or folder."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._dragging = False
        self.setAcceptDrops(True)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802  Qt's name
        """Welcome one model file."""
        self._dragging = dropped_file(event.mimeData()) is not None
        if self._dragging:
            event.acceptProposedAction()
        self.update()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: N802  Qt's name
        """Forget the file that passed over."""
        super().dragLeaveEvent(event)
        self._dragging = False
        self.update()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802  Qt's name
        """Tell of the file."""
        self._dragging = False
        self.update()
        path = dropped_file(event.mimeData())
        if path is not None:
            event.acceptProposedAction()
            self.dropped.emit(path)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        """Draw a frame while a model file hovers over the page."""
        if self._dragging:
            em = em_of(self)
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.accent_colour(self.palette()), em / 4, Qt.PenStyle.DashLine))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(em / 4, em / 4, -em / 4, -em / 4), em / 2, em / 2)
            painter.end()


def dropped_file(data: QMimeData) -> Path | None:
    """Return the model file or folder that is dragged, None for anything else."""
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return paths[0] if len(paths) == 1 and (paths[0].suffix.lower() == _SUFFIX or paths[0].is_dir()) else None
