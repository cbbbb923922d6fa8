"""A chart of the Run page: phases and predicted memory behind its lines, the tokens of a time at its crosshair."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter
from PySide6.QtWidgets import QWidget

from deepseek_gui.domain.plan import DeviceMemory
from deepseek_gui.domain.units import gib
from deepseek_gui.ui.run.phases import PhaseTrack
from deepseek_gui.ui.theme import muted_colour, scaled_font, series_colour, with_alpha
from deepseek_gui.ui.widgets import chart_paint
from deepseek_gui.ui.widgets.card import em_of
from deepseek_gui.ui.widgets.charts import TimeChart, plain
from deepseek_gui.ui.widgets.memory_paint import Part, part_bytes, part_colour
from deepseek_gui.ui.widgets.plot import Scale

_PHASE_ALPHA = 0.13
_BAND_ALPHA = 0.30
_HEAD_EM, _LEGEND_EM, _FOOT_EM = 2.3, 1.2, 0.7
_PLOT_EM, _BANDS_EM = 3.1, 5.0
"""Least height of a plot, and of one with bands; font heights."""
_MOST_MARKS = 100
_SMALL = 0.85

Pen = tuple[QColor, Qt.PenStyle]
Said = Callable[[float], Sequence[str]]


@dataclass(slots=True)
class Bands:
    """What a plan was predicted to take, stacked, for as long as its engine lives.

    Attributes:
        parts: GiB of each part.
        end_s: None while the engine lives.
    """

    parts: Mapping[Part, float]
    start_s: float
    end_s: float | None = None

    @property
    def top(self) -> float:
        """All parts together, GiB."""
        return sum(self.parts.values())


def band_parts(devices: Sequence[DeviceMemory]) -> dict[Part, float]:
    """Return the parts of some devices together, GiB."""
    sums = dict.fromkeys(Part, 0.0)
    for device in devices:
        for part, size in part_bytes(device).items():
            sums[part] += gib(size)
    return sums


class RunChart(TimeChart):
    """A history chart that lies above others of the same time.

    Args:
        series: how many lines.
        track: phases to shade.
        said: time -> what else is said of it at the crosshair.
        strong: the first line wears the colour of text, as bands behind it wear those of lines.
        maximum: top of the y axis; None follows the data.
        span_s: seconds from the left edge to now.
    """

    def __init__(
        self,
        series: int,
        track: PhaseTrack,
        said: Said,
        *,
        span_s: float,
        strong: bool = False,
        maximum: float | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", series=("",) * series, span_s=span_s, maximum=maximum, parent=parent)
        self._track = track
        self._said = said
        self._strong = strong
        self._bands: Bands | None = None
        self._part_names: dict[Part, str] = {}
        self._predicted = ""
        self._marks: deque[tuple[float, str]] = deque(maxlen=_MOST_MARKS)
        self.enable_cursor()

    @property
    def bands(self) -> Bands | None:
        """Return what is predicted; None when nothing is."""
        return self._bands

    def set_bands(self, bands: Bands | None) -> None:
        """Draw these behind the lines, or none."""
        self._bands = bands
        self.update()

    def set_part_names(self, predicted: str, names: Mapping[Part, str]) -> None:
        """Name the bands for the legend; `predicted` stands before them."""
        self._predicted, self._part_names = predicted, dict(names)
        self.update()

    def mark(self, time_s: float, words: str) -> None:
        """Write words beside a time."""
        self._marks.append((time_s, words))

    def clear_marks(self) -> None:
        """Forget every mark."""
        self._marks.clear()

    def band_words(self) -> str:
        """Return the bands as a sentence, for a screen reader and a tool tip; empty without them."""
        legend = self._full_legend()
        return ": ".join(filter(None, (*legend[:1], ", ".join(legend[1:]))))

    def minimumSizeHint(self) -> QSize:  # noqa: N802  Qt's name
        """Return less than Monitor's charts need: more of them lie above each other."""
        em = em_of(self)
        plot_em = _BANDS_EM if self._strong else _PLOT_EM
        return QSize(round(15 * em), round((self._head_em() + plot_em + self._foot_em()) * em))

    def sizeHint(self) -> QSize:  # noqa: N802  Qt's name
        """Return the same: they share what there is."""
        return self.minimumSizeHint()

    def pen(self, index: int) -> Pen:
        """Return how a line looks."""
        if self._strong and index == 0:
            return self.palette().text().color(), Qt.PenStyle.SolidLine
        if self._strong:  # past the colours of the parts
            return series_colour(self.palette(), len(Part) + index), Qt.PenStyle.DashLine
        return super().pen(index)

    def _tip(self) -> str:
        return "\n".join(filter(None, (super()._tip(), self.band_words())))

    def _head_em(self) -> float:
        return _HEAD_EM + (_LEGEND_EM if self._bands is not None else 0.0)

    def _foot_em(self) -> float:
        return _FOOT_EM

    def _frame_words(self) -> Sequence[str]:
        return (*self._full_legend(), str(self.width()))

    def _paint_frame(self, painter: QPainter, area: QRectF, top: float) -> None:
        """Leave out the times: they stand once, above all charts."""
        chart_paint.paint_axes(painter, self, area, top)
        if self._bands is not None:
            self._paint_legend(painter, self._bands)

    def _least_top(self) -> float:
        return self._bands.top if self._bands is not None else 0.0

    def _notes(self) -> Sequence[str]:
        cursor_s = self.cursor_time_s
        said = self._said(cursor_s) if cursor_s is not None else ()
        return (
            (*said, *self._full_legend()[:1], ", ".join(self._full_legend()[1:])) if self._bands is not None else said
        )

    def _description(self) -> Sequence[str]:
        return (*super()._description(), self.band_words())

    def _paint_behind(self, painter: QPainter, scale: Scale) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        for span in self._track.between(scale.now_s - scale.span_s, scale.now_s):
            colour = with_alpha(series_colour(self.palette(), span.phase), _PHASE_ALPHA)
            left, right = _x(scale, span.start_s), _x(scale, scale.now_s if span.end_s is None else span.end_s)
            painter.fillRect(QRectF(left, scale.area.top(), max(1.0, right - left), scale.area.height()), colour)
        if self._bands is not None:
            self._paint_bands(painter, scale, self._bands)
        self._paint_marks(painter, scale)
        painter.restore()

    def _paint_bands(self, painter: QPainter, scale: Scale, bands: Bands) -> None:
        area, sum_gib = scale.area, 0.0
        left, right = _x(scale, bands.start_s), _x(scale, scale.now_s if bands.end_s is None else bands.end_s)
        if right <= left:
            return
        for part, size in bands.parts.items():
            bottom = area.bottom() - sum_gib / scale.top * area.height()
            sum_gib += size
            top = area.bottom() - sum_gib / scale.top * area.height()
            colour = part_colour(self.palette(), part)
            painter.fillRect(QRectF(left, top, right - left, bottom - top), with_alpha(colour, _BAND_ALPHA))
            if bottom - top >= 1:  # no line: one that lets the ground through takes 0.16 ms
                painter.fillRect(QRectF(left, round(top), right - left, 1), with_alpha(colour, 0.8))

    def _paint_marks(self, painter: QPainter, scale: Scale) -> None:
        """Draw a line at each mark's time, and its words where there is room beside it."""
        first_s, area, em = scale.now_s - scale.span_s, scale.area, em_of(self)
        marks = [(_x(scale, time_s), words) for time_s, words in self._marks if time_s >= first_s]
        if not marks:
            return
        painter.setFont(scaled_font(self.font(), _SMALL))
        painter.setPen(self.palette().text().color())
        metrics = QFontMetricsF(painter.font())
        places = free_places(marks, (area.left(), area.right()), metrics, 0.4 * em)
        for left, right, words in places:
            place = QRectF(left, area.top(), right - left + 1, area.height())
            painter.drawText(place, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft, words)
        for x, _ in marks:
            crossed = any(left <= x <= right for left, right, _ in places)
            height = area.height() - (metrics.height() if crossed else 0)
            painter.fillRect(QRectF(round(x), area.top(), 1, height), with_alpha(muted_colour(self.palette()), 0.6))

    def _full_legend(self) -> tuple[str, ...]:
        return next(iter(self._legends()), ())

    def _legends(self) -> tuple[tuple[str, ...], ...]:
        """Return the words of the legend, the whole first: the longest form, shorter ones; none without bands."""
        if self._bands is None:
            return ()
        total = f"{plain(self._bands.top)} GiB"
        parts = {self._part_names[part]: size for part, size in self._bands.parts.items() if size > 0}
        head = f"{self._predicted} {total}"
        return (head, *(f"{name} {plain(size)}" for name, size in parts.items())), (head, *parts), (total, *parts)

    def _paint_legend(self, painter: QPainter, bands: Bands) -> None:
        em = em_of(self)
        painter.setFont(scaled_font(self.font(), _SMALL))
        metrics = QFontMetricsF(painter.font())
        side, x, end = 0.6 * metrics.height(), 0.8 * em, self.width() - 0.8 * em
        step = 1.45 * side  # the square and the room before its word, and as much behind the word
        legends = self._legends()
        room = end - x - 2 * step * (len(legends[0]) - 1)
        fitting = (words for words in legends if sum(map(metrics.horizontalAdvance, words)) <= room)
        line = QRectF(x, 1.8 * em, end - x, metrics.height() + 2)
        colours = (part_colour(self.palette(), part) for part, size in bands.parts.items() if size > 0)
        for colour, word in zip((None, *colours), next(fitting, legends[-1]), strict=True):
            if colour is not None and line.width() < step + metrics.horizontalAdvance(word):
                break
            if colour is not None:
                square = QRectF(line.left(), line.center().y() - side / 2, side, side)
                painter.fillRect(square, with_alpha(colour, 0.6))
                line.setLeft(line.left() + step)
            painter.setPen(muted_colour(self.palette()))
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, word)
            line.setLeft(line.left() + metrics.horizontalAdvance(word) + step)


def free_places(
    marks: Sequence[tuple[float, str]], ends: tuple[float, float], metrics: QFontMetricsF, gap: float
) -> list[tuple[float, float, str]]:
    """Return where the words of marks stand so that none touch: left, right and the words, newest first.

    Args:
        marks: x of each line and its words, from left to right.
        ends: between which x words may stand.
        metrics: of the words' font.
        gap: between a line and its words, and between words; they stand right of their line, or else left of it.
    """
    free_until, places = ends[1], list[tuple[float, float, str]]()
    for x, words in reversed(marks):
        room = metrics.horizontalAdvance(words)
        left = x + gap if x + gap + room <= free_until else x - gap - room
        if ends[0] <= left and left + room <= free_until:
            places.append((left, left + room, words))
            free_until = left - gap
    return places


def _x(scale: Scale, time_s: float) -> float:
    """Return where a time lies, within the plot."""
    x = scale.area.right() - (scale.now_s - time_s) / scale.span_s * scale.area.width()
    return min(max(x, scale.area.left()), scale.area.right())
