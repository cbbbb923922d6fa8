"""A history chart: a few lines over the last minutes, in the palette's colours."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from deepseek_gui.ui.texts import UNKNOWN
from deepseek_gui.ui.theme import muted_colour, scaled_font, series_colour, series_style
from deepseek_gui.ui.widgets.card import em_of, paint_card
from deepseek_gui.ui.widgets.chart_library import chart_library
from deepseek_gui.ui.widgets.history import History

DEFAULT_SPAN_S = 120.0
KEPT_S = 1800.0
"""What a chart remembers, so that a longer span shows the past at once."""


def plain(value: float) -> str:
    """Return a number with the digits that help: 0.42, 3.1, 27, 1,204."""
    digits = 0 if abs(value) >= 10 or value == 0 else 1 if abs(value) >= 1 else 2
    return f"{value:,.{digits}f}"


class TimeChart(QWidget):
    """A title with the newest values, and lines whose x axis is fixed as "seconds ago".

    Usable at once; the plot itself appears when the chart library is there. The owner calls `append` once a sample and
    `set_labels` when the language changes. Measured with pyqtgraph 0.14: lines of width 1, no grid, a range that stays
    and nothing drawn while hidden keep eight charts under 1 % of a core at 1 Hz; a grid or width 2 cost far more.

    Args:
        title: what is shown.
        unit: written behind every value and in the title ("%", "MB/s"); may be empty.
        series: names of the lines.
        first_colour: index of the first line's colour, so that a device keeps its colour in every chart.
        maximum: top of the y axis; None follows the data.
        span_s: seconds from the left edge to now.
        formatter: value -> text without the unit.
    """

    def __init__(
        self,
        title: str,
        unit: str = "",
        series: Sequence[str] = (),
        *,
        first_colour: int = 0,
        maximum: float | None = None,
        span_s: float = DEFAULT_SPAN_S,
        formatter: Callable[[float], str] = plain,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._title = title
        self._unit = unit
        self._names = tuple(series)
        self._first_colour = first_colour
        self._maximum = maximum
        self._formatter = formatter
        self._span_s = span_s
        self._history = History(len(self._names), max(span_s, KEPT_S))
        self._plot: Any = None
        self._curves: list[Any] = []
        self._top = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._column = QVBoxLayout(self)
        self._set_margins()
        self._describe()

    @property
    def series(self) -> tuple[str, ...]:
        """Return the names of the lines."""
        return self._names

    @property
    def history(self) -> History:
        """Return the values behind the lines."""
        return self._history

    @property
    def has_plot(self) -> bool:
        """Whether the chart library arrived and the lines are drawn."""
        return self._plot is not None

    def curve_points(self, index: int) -> tuple[list[float], list[float]]:
        """Return what a line draws now: ages in seconds and values, NaN where unknown; empty without a plot."""
        if not self._curves:
            return [], []
        ages, values = self._curves[index].getData()
        return ([], []) if ages is None else (ages.tolist(), values.tolist())

    def append(self, time_s: float, values: Sequence[float | None]) -> None:
        """Add one value a line; `time_s` is a clock that never jumps, None leaves a gap."""
        self._history.append(time_s, values)
        if self.isVisible():
            self._refresh()

    def set_labels(self, title: str, unit: str, series: Sequence[str]) -> None:
        """Change the words; with another number of lines the history starts anew."""
        self._title, self._unit = title, unit
        if len(series) != len(self._names):
            self._history = History(len(series), self._history.span_s)
            self._drop_plot()
        self._names = tuple(series)
        self._describe()
        if self.isVisible():
            self._ensure_plot()
        self.update()

    def set_maximum(self, maximum: float | None) -> None:
        """Fix the top of the y axis, or let it follow the data."""
        self._maximum = maximum
        self._refresh()

    def set_span(self, span_s: float) -> None:
        """Change how far back the x axis reaches; older points come back when they are still known."""
        self._span_s = span_s
        self._drop_plot()
        if self.isVisible():
            self._ensure_plot()

    def clear(self) -> None:
        """Forget the lines' past."""
        self._history.clear()
        self._refresh()

    def sizeHint(self) -> QSize:  # noqa: N802  Qt's name
        """Return a size that fits two charts beside each other in a 1280 pixel window."""
        em = em_of(self)
        return QSize(round(24 * em), round(10 * em))

    def minimumSizeHint(self) -> QSize:  # noqa: N802  Qt's name
        """Return the smallest size at which the axis can be read."""
        em = em_of(self)
        return QSize(round(15 * em), round(8 * em))

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802  Qt's name
        """Draw what came while hidden; the plot is made the first time."""
        super().showEvent(event)
        self._ensure_plot()
        self._refresh()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  Qt's name
        """Follow the palette and the font."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._set_margins()
            self._drop_plot()
            if self.isVisible():
                self._ensure_plot()
                self._refresh()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        """Draw the card, the title and the legend with the newest values."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_card(painter, QRectF(self.rect()), self.palette(), em_of(self))
        self._paint_head(painter)
        painter.end()

    def _paint_head(self, painter: QPainter) -> None:
        em = em_of(self)
        left, top = 0.8 * em, 0.5 * em
        painter.setFont(scaled_font(self.font(), 1.0, bold=True))
        painter.setPen(self.palette().text().color())
        title = QFontMetricsF(painter.font()).elidedText(
            self._title, Qt.TextElideMode.ElideRight, self.width() - 2 * left
        )
        painter.drawText(QRectF(left, top, self.width() - 2 * left, 1.4 * em), Qt.AlignmentFlag.AlignVCenter, title)
        used = QFontMetricsF(painter.font()).horizontalAdvance(title)
        painter.setFont(self.font())
        self._paint_legend(painter, QRectF(left + used + em, top, self.width() - 2 * left - used - em, 1.4 * em))

    def _paint_legend(self, painter: QPainter, rect: QRectF) -> None:
        """Draw the newest values from the right edge; what does not fit is in the tool tip."""
        em = em_of(self)
        metrics = QFontMetricsF(self.font())
        entries = [
            (index, f"{name} {self._value_text(value)}".strip())
            for index, (name, value) in enumerate(zip(self._names, self._history.last, strict=True))
        ]
        widths = [metrics.horizontalAdvance(text) + 1.6 * em for _, text in entries]
        more, room = "", metrics.horizontalAdvance("+99") + 0.6 * em
        while entries and sum(widths) + (room if more else 0) > rect.width():
            entries.pop()
            widths.pop()
            more = f"+{len(self._names) - len(entries)}"
        painter.setPen(muted_colour(self.palette()))
        painter.drawText(rect, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, more)
        x = rect.right() - sum(widths) - (room if more else 0)
        for (index, text), width in zip(entries, widths, strict=True):
            colour, style = self._pen(index)
            painter.setPen(QPen(colour, 2, style))
            painter.drawLine(
                round(x + 0.5 * em), round(rect.center().y()), round(x + 1.2 * em), round(rect.center().y())
            )
            painter.setPen(muted_colour(self.palette()))
            painter.drawText(
                QRectF(x + 1.5 * em, rect.top(), width, rect.height()), Qt.AlignmentFlag.AlignVCenter, text
            )
            x += width

    def _value_text(self, value: float | None) -> str:
        return UNKNOWN if value is None else f"{self._formatter(value)} {self._unit}".strip()

    def _set_margins(self) -> None:
        em = em_of(self)
        self._column.setContentsMargins(round(0.5 * em), round(2.1 * em), round(0.6 * em), round(0.3 * em))

    def _describe(self) -> None:
        """Tell a screen reader, and the tool tip, what the lines say now."""
        values = (f"{n} {self._value_text(v)}" for n, v in zip(self._names, self._history.last, strict=True))
        self.setAccessibleName(self._title)
        self.setAccessibleDescription(", ".join(values))
        self.setToolTip("\n".join((self._title, *self.accessibleDescription().split(", "))))

    @Slot()
    def _ensure_plot(self) -> None:
        if self._plot is not None or not self._names:
            return
        library = chart_library()
        if not library.ready:
            library.loaded.connect(self._ensure_plot, Qt.ConnectionType.UniqueConnection)
            return
        from deepseek_gui.ui.widgets import plot  # noqa: PLC0415  imports pyqtgraph

        self._plot, self._curves = plot.make_plot(self, len(self._names), self._span_s, self._pen)
        self._column.addWidget(self._plot)
        self._refresh()

    def _drop_plot(self) -> None:
        if self._plot is not None:
            self._column.removeWidget(self._plot)
            self._plot.close()
            self._plot.deleteLater()
        self._plot, self._curves, self._top = None, [], 0.0

    def _pen(self, index: int) -> tuple[QColor, Qt.PenStyle]:
        return series_colour(self.palette(), self._first_colour + index), series_style(self._first_colour + index)

    def _refresh(self) -> None:
        self._describe()
        if self._plot is not None:
            from deepseek_gui.ui.widgets import plot  # noqa: PLC0415  imports pyqtgraph

            self._top = plot.draw(self._plot, self._curves, self._history.since(self._span_s), self._maximum, self._top)
        head = round(2.1 * em_of(self))
        self.update(0, 0, self.width(), head)
