"""The part of a history chart that needs pyqtgraph; import it only when the chart library is ready."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from deepseek_gui.ui.theme import card_colour, line_colour, muted_colour, scaled_font


def make_plot(
    owner: QWidget, count: int, span_s: float, pen: Callable[[int], tuple[QColor, Qt.PenStyle]]
) -> tuple[Any, list[Any]]:
    """Return a plot widget in the owner's palette and its curves."""
    axes = {"bottom": pg.AxisItem("bottom"), "left": pg.AxisItem("left")}
    widget = pg.PlotWidget(parent=owner, background=card_colour(owner.palette()), axisItems=axes)
    item = widget.getPlotItem()
    for axis in axes.values():
        _dress_axis(axis, owner)
    axes["left"].setWidth(2.6 * owner.fontMetrics().height())  # charts above each other share one time axis
    item.setMenuEnabled(False)
    item.hideButtons()
    item.layout.setContentsMargins(0, round(0.5 * owner.fontMetrics().height()), 0, 0)  # the top label stands out
    item.setMouseEnabled(x=False, y=False)
    view = item.getViewBox()
    view.disableAutoRange()
    view.setXRange(-span_s, 0, padding=0)
    axes["bottom"].setTicks([[(x, _age_text(x)) for x in np.linspace(-span_s, 0, 5)]])
    widget.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    widget.setFrameShape(widget.Shape.NoFrame)
    curves = [item.plot(pen=_pen(*pen(index)), connect="finite", skipFiniteCheck=True) for index in range(count)]
    return widget, curves


def draw(
    widget: Any,
    curves: list[Any],
    rows: list[tuple[float, tuple[float | None, ...]]],
    maximum: float | None,
    top: float,
) -> float:
    """Give the curves their points, rows of (age, values); return the top of the y axis now in force."""
    ages = np.asarray([age for age, _ in rows], dtype=np.float64)
    # None becomes NaN, which leaves a gap in the line.
    table = np.asarray([row for _, row in rows], dtype=np.float64).reshape(len(rows), len(curves))
    for index, curve in enumerate(curves):
        curve.setData(ages, table[:, index])
    known = table[np.isfinite(table)]
    highest = float(known.max()) if known.size else 0.0
    wanted = maximum if maximum is not None else nice_top(highest)
    if wanted != top:
        widget.getPlotItem().getViewBox().setYRange(0, wanted, padding=0.02)
        widget.getPlotItem().getAxis("left").setTicks(
            [[(wanted * k / 4, _tick_text(wanted * k / 4)) for k in range(0, 5, 2)]]
        )
    return wanted


def nice_top(highest: float) -> float:
    """Return the next round number with some air above `highest`, so that the axis rarely moves."""
    if highest <= 0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(highest * 1.1))
    return next(step * power for step in (1, 1.5, 2, 3, 4, 5, 6, 8, 10) if step * power >= highest * 1.1)


def _pen(colour: QColor, style: Qt.PenStyle) -> Any:
    # Width 1 is free when antialiased, width 2 costs 85 % of a core with eight charts at 10 Hz (pyqtgraph 0.14).
    return pg.mkPen(colour, width=1, style=style)


def _age_text(age_s: float) -> str:
    if age_s == 0:
        return "0"
    return f"−{abs(age_s):.0f} s" if abs(age_s) < 120 else f"−{abs(age_s) / 60:g} min"


def _tick_text(value: float) -> str:
    return f"{value:,.0f}" if value >= 10 or value == int(value) else f"{value:g}"


def _dress_axis(axis: Any, owner: QWidget) -> None:
    axis.setPen(pg.mkPen(line_colour(owner.palette()), width=1))
    axis.setTextPen(muted_colour(owner.palette()))
    axis.setStyle(tickFont=scaled_font(owner.font(), 0.85), tickLength=0, tickTextOffset=4)
