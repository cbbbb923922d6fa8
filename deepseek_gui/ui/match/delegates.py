"""How cells of the plan and component tables are painted."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPalette
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from deepseek_gui.domain.plan import Estimate
from deepseek_gui.domain.verdict import Verdict
from deepseek_gui.ui.match.component_model import VERDICT_ROLE
from deepseek_gui.ui.match.marks import paint_mark
from deepseek_gui.ui.match.plan_model import ESTIMATE_ROLE
from deepseek_gui.ui.widgets.memory_paint import group_devices, paint_bar
from deepseek_gui.ui.widgets.tables import RoomyDelegate

Index = QModelIndex | QPersistentModelIndex


class MemoryDelegate(QStyledItemDelegate):
    """Paints a plan's memory: a thin bar a device, each to the scale of its own capacity, and the sum."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the ground as the style does, then bars and number."""
        words = _paint_ground(self, painter, option, index)
        estimate = index.data(ESTIMATE_ROLE)
        if not isinstance(estimate, Estimate):
            return
        space = QRectF(option.rect).adjusted(6, 4, -6, -4)
        metrics = option.fontMetrics
        number = metrics.horizontalAdvance("888.8 GiB") + 6
        bars = space.adjusted(0, 0, -number, 0)
        if option.state & QStyle.StateFlag.State_Selected:
            _paint_backing(painter, bars, option.palette)
        _paint_bars(painter, bars, estimate, option.palette)
        painter.setPen(_text_colour(option))
        aligned = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(space, aligned, words)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802  Qt's name
        """Return room for a bar beside the number."""
        size = super().sizeHint(option, index)
        return QSize(size.width() + 110, size.height())


class VerdictDelegate(RoomyDelegate):
    """Paints a mark before the word of a verdict."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the ground as the style does, then mark and words."""
        words = _paint_ground(self, painter, option, index)
        verdict = _verdict(index)
        rect: QRect = option.rect
        metrics = option.fontMetrics
        side = metrics.height() * 0.85
        if verdict is not None:
            mark = QRectF(rect.left() + 6, rect.center().y() - side / 2 + 0.5, side, side)
            paint_mark(painter, mark, verdict, option.palette)
        space = rect.adjusted(round(side) + 13, 0, -6, 0)
        painter.setPen(_text_colour(option))
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, space.width())
        painter.drawText(space, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802  Qt's name
        """Return room for the mark too."""
        size = super().sizeHint(option, index)
        return QSize(size.width() + size.height() + 6, size.height())


def _paint_ground(delegate: QStyledItemDelegate, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> str:
    """Draw selection and focus as the style does, without the words, and return them."""
    own = QStyleOptionViewItem(option)
    delegate.initStyleOption(own, index)
    words: str = own.text
    own.text = ""
    widget = option.widget
    style = widget.style() if widget is not None else QApplication.style()
    style.drawControl(QStyle.ControlElement.CE_ItemViewItem, own, painter, widget)
    return words


def _paint_bars(painter: QPainter, space: QRectF, estimate: Estimate, palette: QPalette) -> None:
    groups = group_devices(estimate.devices)[:3]
    if not groups:
        return
    step = space.height() / max(len(groups), 2)
    height = min(step - 3, 9.0)
    top = space.center().y() - step * len(groups) / 2
    for number, group in enumerate(groups):
        bar = QRectF(space.left(), top + number * step + (step - height) / 2, space.width(), height)
        paint_bar(painter, bar, group.device, palette)


def _paint_backing(painter: QPainter, bars: QRectF, palette: QPalette) -> None:
    """Draw the table's ground under the bars: their colours would drown in the selection's."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(palette.base())
    painter.drawRoundedRect(bars.adjusted(-3, -1, 3, 1), 3, 3)
    painter.restore()


def _verdict(index: Index) -> Verdict | None:
    estimate = index.data(ESTIMATE_ROLE)
    if isinstance(estimate, Estimate):
        return Verdict.PASS if estimate.fits else Verdict.SHORT
    verdict = index.data(VERDICT_ROLE)
    return Verdict(verdict) if verdict else None  # Qt hands a StrEnum back as a str


def _text_colour(option: QStyleOptionViewItem) -> QColor:
    state = option.state
    selected = bool(state & QStyle.StateFlag.State_Selected)
    role = QPalette.ColorRole.HighlightedText if selected else QPalette.ColorRole.Text
    return option.palette.color(role)
