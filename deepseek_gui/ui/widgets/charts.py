"""A history chart: a few lines over a span of time, in the palette's colours, with a crosshair."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from deepseek_gui.ui.texts import UNKNOWN
from deepseek_gui.ui.theme import series_colour, series_style
from deepseek_gui.ui.widgets import chart_paint
from deepseek_gui.ui.widgets.card import em_of, paint_card
from deepseek_gui.ui.widgets.chart_library import chart_library
from deepseek_gui.ui.widgets.history import DAY_BINS, HOUR_S, Course, History

if TYPE_CHECKING:
    from deepseek_gui.ui.widgets.plot import Scale

DEFAULT_SPAN_S = 120.0
AXIS_EM = 2.6
"""Charts above each other share one time axis."""

_KEY_STEPS = 60
"""A key moves the crosshair by this part of the span."""
_SAY_EVERY_S = 0.5
_HEAD_EM = 2.1
_NEAR_SHARE = 0.02
"""A row counts as the crosshair's when it is not further than this share of the span."""


def plain(value: float) -> str:
    """Return a number with the digits that help: 0.42, 3.1, 27, 1,204."""
    digits = 0 if abs(value) >= 10 or value == 0 else 1 if abs(value) >= 1 else 2
    return f"{value:,.{digits}f}"


def new_history(columns: int) -> History:
    """Return a course as charts keep it: an hour in full, a day in bins."""
    return History(columns, HOUR_S, DAY_BINS)


class TimeChart(QWidget):
    """A title with the newest values, and lines whose x axis is fixed as "seconds ago".

    Everything is painted from the history when Qt asks for it, so what is hidden or scrolled away costs nothing. The
    lines appear when the chart library is there.

    Args:
        title: what is shown.
        unit: written behind every value and in the title ("%", "MB/s"); may be empty.
        series: names of the lines.
        first_colour: index of the first line's colour, so that a device keeps its colour in every chart.
        maximum: top of the y axis; None follows the data.
        span_s: seconds from the left edge to now.
        formatter: value -> text without the unit.
    """

    cursor_moved = Signal(object)
    """Seconds before the right edge that the person points at, a float; None when they point nowhere."""

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
        self._own = new_history(len(self._names))
        self._history: Course = self._own
        self._now_s: float | None = None
        self._clock_offset_s: float | None = None
        self._cursor_s: float | None = None
        self._pointed = False
        self._drawn_s = self._said_s = -1e9
        self._pens: list[tuple[QColor, Qt.PenStyle]] = []
        self._axes_key: tuple[object, ...] = ()
        self._axes_picture: QImage | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(title)

    @property
    def series(self) -> tuple[str, ...]:
        """Return the names of the lines."""
        return self._names

    @property
    def history(self) -> Course:
        """Return the values behind the lines."""
        return self._history

    @property
    def title(self) -> str:
        """Return what is shown."""
        return self._title

    @property
    def cursor_s(self) -> float | None:
        """Return where the crosshair stands, seconds before the right edge."""
        return self._cursor_s

    @property
    def cursor_time_s(self) -> float | None:
        """Return the time at the crosshair, seconds of the history's clock."""
        return None if self._cursor_s is None else self._edge_s() - self._cursor_s

    def curve_points(self, index: int) -> tuple[list[float], list[float]]:
        """Return what a line draws now: ages in seconds and values, NaN where unknown; empty without the library."""
        if not chart_library().ready:
            return [], []
        from deepseek_gui.ui.widgets import plot  # noqa: PLC0415  imports numpy

        return plot.course(self._history.window(self._span_s, self._now_s), index, self._edge_s())

    def append(self, time_s: float, values: Sequence[float | None]) -> None:
        """Add one value a line; `time_s` is a clock that never jumps, None leaves a gap."""
        self._own.append(time_s, values)
        self.refresh()

    def refresh(self) -> None:
        """Draw what the history holds now: the lines when they have moved by a pixel, the values twice a second."""
        if not self.isVisible():
            return
        now_s = self._edge_s()
        if abs(now_s - self._drawn_s) * self.width() >= self._span_s:
            self.update()
        elif abs(now_s - self._said_s) >= _SAY_EVERY_S:
            self.update(0, 0, self.width(), round(_HEAD_EM * em_of(self)))

    def show_history(self, history: Course, now_s: float | None = None, clock_offset_s: float | None = None) -> None:
        """Draw a history that is kept elsewhere, with as many columns as there are lines.

        Args:
            history: what to draw.
            now_s: time at the right edge; None is the newest row.
            clock_offset_s: wall clock minus the history's clock, so that the crosshair can tell the time of day.
        """
        changed = history is not self._history or (now_s is None) != (self._now_s is None)
        self._history, self._now_s, self._clock_offset_s = history, now_s, clock_offset_s
        if changed:
            self.update()
        self.refresh()

    def set_labels(self, title: str, unit: str, series: Sequence[str]) -> None:
        """Change the words; with another number of lines the history starts anew."""
        self._title, self._unit = title, unit
        if len(series) != self._history.columns:
            self._history = self._own = new_history(len(series))
        self._names = tuple(series)
        self.setAccessibleName(title)
        self.update()

    def set_maximum(self, maximum: float | None) -> None:
        """Fix the top of the y axis, or let it follow the data."""
        self._maximum = maximum
        self.update()

    def set_span(self, span_s: float) -> None:
        """Change how far back the x axis reaches; older points come back when they are still known."""
        self._span_s = span_s
        self.set_cursor(None)
        self.update()

    def enable_cursor(self) -> None:
        """Let mouse and arrow keys move a crosshair; `cursor_moved` tells where to."""
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def set_cursor(self, age_s: float | None) -> None:
        """Show the crosshair there and the values at it; None takes it away."""
        if age_s != self._cursor_s:
            self._cursor_s = age_s
            self.update()

    def clear(self) -> None:
        """Forget the lines' past."""
        self._own.clear()
        self.update()

    def values(self) -> tuple[float | None, ...]:
        """Return the values at the crosshair, or at the right edge without one."""
        if self._cursor_s is None and self._now_s is None:
            return self._history.last
        within_s = max(self._span_s * _NEAR_SHARE, 1.0)
        return self._history.at(self._edge_s() - (self._cursor_s or 0.0), within_s)

    def entries(self) -> list[str]:
        """Return each line's name with its value as `values` has it: "GPU 0: 91 %"."""
        return [f"{n}: {self._value_text(v)}" for n, v in zip(self._names, self.values(), strict=False)]

    def when(self) -> str:
        """Return the crosshair's time in words; empty without one."""
        age_s = self._cursor_s
        if age_s is None:
            return ""
        ago = self.tr("{time} ago").format(time=chart_paint.duration_text(age_s))
        if self._clock_offset_s is None:
            return ago
        clock = chart_paint.clock_text(self._edge_s() - age_s + self._clock_offset_s)
        return self.tr("{ago}, at {clock}").format(ago=ago, clock=clock)

    def axis_insets(self) -> tuple[float, float]:
        """Return the pixels left and right of the time axis."""
        em = em_of(self)
        return (0.5 + AXIS_EM) * em, 0.6 * em

    def sizeHint(self) -> QSize:  # noqa: N802  Qt's name
        """Return a size that fits two charts beside each other in a 1280 pixel window."""
        em = em_of(self)
        return QSize(round(24 * em), round(10 * em))

    def minimumSizeHint(self) -> QSize:  # noqa: N802  Qt's name
        """Return the smallest size at which the axis can be read."""
        em = em_of(self)
        return QSize(round(15 * em), round(8 * em))

    def event(self, event: QEvent) -> bool:
        """Make the tool tip when it is asked for: it changes with every sample."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            if self._cursor_s is None:
                QToolTip.showText(event.globalPos(), self._tip(), self)
            return True
        return super().event(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802  Qt's name
        """Move the crosshair."""
        area = self._area()
        inside = area.adjusted(-1, 0, 1, 0).contains(event.position())
        self.point((area.right() - event.position().x()) / area.width() * self._span_s if inside else None)

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802  Qt's name
        """Take the crosshair away."""
        super().leaveEvent(event)
        self.point(None)

    def focusOutEvent(self, event) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001, N802  Qt's name
        """Take the keyboard's crosshair away."""
        super().focusOutEvent(event)
        self.point(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """Move the crosshair with Left, Right, Home and End; Escape takes it away."""
        step, here = self._span_s / _KEY_STEPS, self._cursor_s or 0.0
        places = {
            Qt.Key.Key_Left: min(self._span_s, here + step),
            Qt.Key.Key_Right: max(0.0, here - step),
            Qt.Key.Key_Home: self._span_s,
            Qt.Key.Key_End: 0.0,
        }
        if event.key() in places and self.focusPolicy() != Qt.FocusPolicy.NoFocus:
            self.point(places[Qt.Key(event.key())])
        elif event.key() == Qt.Key.Key_Escape and self._cursor_s is not None:
            self.point(None)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        """Draw card, title, legend, axes, lines and crosshair; only the head when nothing else is asked for."""
        self._said_s = self._edge_s()
        self._describe()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_card(painter, QRectF(self.rect()), self.palette(), em_of(self))
        if self.hasFocus():
            chart_paint.paint_focus(painter, QRectF(self.rect()), self)
        chart_paint.paint_head(painter, self, self._title, self.entries(), self.pen)
        if event.rect().bottom() < _HEAD_EM * em_of(self) - 1:
            pass
        elif self._names and chart_library().ready:
            self._drawn_s = self._said_s
            self._paint_plot(painter)
        elif self._names:
            chart_library().loaded.connect(self.update, Qt.ConnectionType.UniqueConnection)
        painter.end()

    def pen(self, index: int) -> tuple[QColor, Qt.PenStyle]:
        """Return how a line looks."""
        while len(self._pens) <= index:
            number = self._first_colour + len(self._pens)
            self._pens.append((series_colour(self.palette(), number), series_style(number)))
        return self._pens[index]

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  Qt's name
        """Follow the palette."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._pens.clear()

    def _paint_plot(self, painter: QPainter) -> None:
        from deepseek_gui.ui.widgets import plot  # noqa: PLC0415  imports numpy

        window = self._history.window(self._span_s, self._now_s)
        top = self._maximum or plot.nice_top(max(plot.highest(window), self._least_top()))
        scale = plot.Scale(self._area(), self._edge_s(), self._span_s, top)
        self._paint_behind(painter, scale)
        painter.drawImage(0, 0, self._axes(scale.area, top, painter.deviceTransform().m11()))
        plot.paint_lines(painter, window, scale, self.pen)
        if self._cursor_s is not None:
            x = scale.area.right() - self._cursor_s / self._span_s * scale.area.width()
            chart_paint.paint_rule(painter, self, scale.area, x)
            if self._pointed:
                entries = [(index, words) for index, words in enumerate(self.entries())]
                chart_paint.paint_box(painter, self, scale.area, x, (self.when(), *self._notes()), entries, self.pen)

    def _axes(self, area: QRectF, top: float, scale: float) -> QImage:
        """Return the axes as a picture, made anew when anything they depend on changes: text is what costs most.

        `scale` is in dots by pixel: a picture for a file may have more of them than the screen.
        """
        key = (area, top, self._span_s, scale, self.palette().cacheKey(), self.font().key(), self._frame_words())
        if self._axes_picture is None or self._axes_key != key:
            # No QPixmap: one that outlives the application object crashes.
            picture = QImage(self.size() * scale, QImage.Format.Format_ARGB32_Premultiplied)
            picture.setDevicePixelRatio(scale)
            picture.fill(Qt.GlobalColor.transparent)
            painter = QPainter(picture)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_frame(painter, area, top)
            painter.end()
            self._axes_key, self._axes_picture = key, picture
        return self._axes_picture

    def _area(self) -> QRectF:
        em, (left, right) = em_of(self), self.axis_insets()
        return QRectF(self.rect()).adjusted(left, self._head_em() * em, -right, -self._foot_em() * em)

    # what kinds of charts may add

    def _head_em(self) -> float:
        """Return the height above the plot, font heights."""
        return 2.6

    def _foot_em(self) -> float:
        """Return the height below the plot, font heights."""
        return 1.6

    def _frame_words(self) -> Sequence[str]:
        """Return the words of `_paint_frame` that may change."""
        return ()

    def _paint_frame(self, painter: QPainter, area: QRectF, top: float) -> None:
        """Draw what stays as it is from one sample to the next."""
        chart_paint.paint_axes(painter, self, area, top)
        chart_paint.paint_ages(painter, self, area, self._span_s)

    def _least_top(self) -> float:
        """Return the value up to which the y axis reaches at least, in a chart that follows its data."""
        return 0.0

    def _paint_behind(self, painter: QPainter, scale: Scale) -> None:
        """Draw what is behind the lines."""

    def _notes(self) -> Sequence[str]:
        """Return more to say at the crosshair."""
        return ()

    def _tip(self) -> str:
        """Return what the tool tip says."""
        return "\n".join((self._title, *self.entries()))

    def _description(self) -> Sequence[str]:
        """Return what a screen reader says beside the title."""
        notes = self._notes() if self._cursor_s is not None else ()
        return (self.when(), *notes, *self.entries())

    def _edge_s(self) -> float:
        return self._now_s if self._now_s is not None else self._history.newest_s or 0.0

    def point(self, age_s: float | None) -> None:
        """Move the crosshair there, as mouse and keys do; None takes it away."""
        self._pointed = age_s is not None
        if age_s != self._cursor_s:
            self.set_cursor(age_s)
            self.cursor_moved.emit(age_s)

    def _value_text(self, value: float | None) -> str:
        return f"{UNKNOWN if value is None else self._formatter(value)} {self._unit}".strip()

    def _describe(self) -> None:
        """Tell a screen reader what the lines say; nobody else pays for it."""
        from PySide6.QtGui import QAccessible  # noqa: PLC0415  its enums take 5 ms: not before the first paint

        if QAccessible.isActive():
            self.setAccessibleDescription(", ".join(filter(None, self._description())))
