"""The charts of a run as files: a table, a picture.

The table is CSV (RFC 4180, UTF-8) with one head line; an empty cell is not known. Units stand in the names: `…_s`
seconds, `…_gib` 2**30 bytes, `…_w` watts, `…_j` joules, `…_percent`. Columns:

- `time`: wall clock, ISO 8601 with its zone; `seconds`: since the first row; `phase`: loading, prompt, generation or
  empty.
- `tokens_per_s` over the last second, `mean_tokens_per_s` since the first token, `tokens` of the answer so far,
  `prompt_read_percent`, `first_token_s`.
- `engine_ram_gib` (resident), `cpu_percent`, `cpu_w` (packages), `energy_per_token_j` now and `mean_energy_per_token_j`
  of the answer, from the power that is known: GPUs, CPU or both.
- `gpus_…` all GPUs together (load: their mean), `gpu0_…` each: `percent`, `engine_gib`, `others_gib` (other programs),
  `used_gib`, `w`.
- `text`: what was written since the row before, as a JSON string, so that no spreadsheet takes it for a formula.
"""

from __future__ import annotations

import csv
import io
import json
import math
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QWidget

from deepseek_gui.ui.run.course import RunCourse
from deepseek_gui.ui.run.phases import PhaseTrack
from deepseek_gui.ui.run.token_timeline import TokenTimeline
from deepseek_gui.ui.theme import scaled_font
from deepseek_gui.ui.widgets.card import em_of
from deepseek_gui.ui.widgets.history import Window

_PIXELS = 2.0
"""Dots in the picture by pixel on the screen."""


@dataclass(frozen=True, slots=True)
class RunRecord:
    """A copy of what is known of a run, for another thread."""

    names: tuple[str, ...]
    rows: Window
    clock_offset_s: float
    track: PhaseTrack
    tokens: TokenTimeline


def record_of(course: RunCourse, track: PhaseTrack, tokens: TokenTimeline) -> RunRecord:
    """Return a run as it is now."""
    return RunRecord(course.names, course.history.rows(), course.clock_offset_s, track.copy(), tokens.copy())


def run_csv(record: RunRecord) -> str:
    """Return the rows of the last hour, as the head of this module tells; off the GUI thread, it takes a while."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(("time", "seconds", "phase", *record.names, "text"))
    times, columns = record.rows.times, record.rows.columns
    for place, time_s in enumerate(times):
        values = record.rows.values[place * columns : (place + 1) * columns]
        cells = ["" if math.isnan(value) else f"{value:.6g}" for value in values]
        text = record.tokens.between(times[place - 1], time_s).text if place else ""
        table.writerow((*_when(record, time_s), *cells, json.dumps(text, ensure_ascii=False) if text else ""))
    return out.getvalue()


def _when(record: RunRecord, time_s: float) -> tuple[str, str, str]:
    clock = datetime.fromtimestamp(time_s + record.clock_offset_s).astimezone()
    phase = record.track.at(time_s)
    seconds = time_s - record.rows.times[0]
    return clock.isoformat(timespec="milliseconds"), f"{seconds:.3f}", "" if phase is None else phase.name.lower()


def charts_picture(title: str, parts: list[QWidget], width: int) -> QImage:
    """Return widgets below each other under a title, all of each, in the colours that they wear now.

    Args:
        title: what ran where, and when.
        parts: what is painted, scrolled away or not.
        width: of the picture, pixels of the screen.
    """
    first = parts[0]
    em = em_of(first)
    head, gap = 2.2 * em, 0.4 * em
    size = QSize(width + round(2 * em), round(head + sum(part.height() for part in parts) + gap * len(parts) + em))
    picture = QImage(size * _PIXELS, QImage.Format.Format_RGB32)
    picture.setDevicePixelRatio(_PIXELS)
    picture.fill(first.palette().window().color())
    painter = QPainter(picture)
    painter.setFont(scaled_font(first.font(), 1.0, bold=True))
    painter.setPen(first.palette().text().color())
    line = QRectF(em, 0.4 * em, width, 1.6 * em)
    words = painter.fontMetrics().elidedText(title, Qt.TextElideMode.ElideMiddle, round(line.width()))
    painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, words)
    top = head
    for part in parts:
        painter.drawImage(QPointF(em, top), _painted(part))
        top += part.height() + gap
    painter.end()
    return picture


def _painted(widget: QWidget) -> QImage:
    image = QImage(widget.size() * _PIXELS, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(_PIXELS)
    image.fill(Qt.GlobalColor.transparent)
    widget.render(image, renderFlags=QWidget.RenderFlag.DrawChildren)
    return image
