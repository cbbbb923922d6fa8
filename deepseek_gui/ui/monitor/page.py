"""Monitor: what the machine is doing now, did until now, or did when it was recorded."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from enum import Enum, auto
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.settings.store import AlertLimits
from deepseek_gui.ui.monitor.alerts import AlertWatch
from deepseek_gui.ui.monitor.bar import MonitorBar
from deepseek_gui.ui.monitor.status import MonitorStatus
from deepseek_gui.ui.monitor.timeline import Timeline
from deepseek_gui.ui.monitor.view import MonitorView
from deepseek_gui.ui.widgets.card import em_of
from deepseek_gui.ui.widgets.plain import plain_label

if TYPE_CHECKING:
    from deepseek_gui.domain.finding import Finding
    from deepseek_gui.domain.machine import Machine
    from deepseek_gui.domain.sample import Sample
    from deepseek_gui.ui.files import FileQuestion, OnChosen
    from deepseek_gui.ui.monitor.finding_panel import Explanation
    from deepseek_gui.ui.monitor.playback import Playback, PlaybackBar
    from deepseek_gui.ui.monitor.table_text import TableClipboard

    Diagnose = Callable[[Sequence[Sample], Machine | None], tuple[Finding, ...]]
    AskForFile = Callable[[FileQuestion, OnChosen, QWidget], None]

# The imports in the functions below are of what is needed only after the window's first paint.

RECORDING_SUFFIX = ".dgrec"
_RECENT_SAMPLES = 601
"""Ten minutes at the usual pace: as far back as the diagnosis looks."""
_DIAGNOSE_EVERY_S = 1.9


class Mode(Enum):
    """What the page shows."""

    LIVE = auto()
    PAUSED = auto()
    PLAYBACK = auto()


class MonitorPage(QWidget):
    """Shows the samples it is given, and asks its owner for recordings.

    Args:
        interval_s: what the interval box says at first.
        interval_range_s: what it allows.
        diagnose: samples, oldest first, and the machine -> findings.
        explain: returns the rules behind the findings.
        ask: opens the dialog for a file; None is the system's.
    """

    interval_changed = Signal(float)
    """Seconds between samples, chosen by the person."""
    record_requested = Signal(object, bool)
    """`Path` of the recording to write, and whether it may replace a file."""
    record_stopped = Signal()
    recording_chosen = Signal(object)
    """`Path` of the recording to show."""
    limits_chosen = Signal(object)
    """The `AlertLimits` that the person set."""
    failed = Signal(object)
    """An `ActionableError`."""

    def __init__(
        self,
        interval_s: float = 1.0,
        interval_range_s: tuple[float, float] = (0.5, 10.0),
        *,
        diagnose: Diagnose | None = None,
        explain: Callable[[], Explanation] | None = None,
        ask: AskForFile | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._diagnose = diagnose
        self._open_dialog = ask
        self._machine: Machine | None = None
        self._mode = Mode.LIVE
        self._live = Timeline()
        self._recent: deque[Sample] = deque(maxlen=_RECENT_SAMPLES)
        self._held: Sample | None = None
        self._playback: Playback | None = None
        self._shown: Sample | None = None
        self._diagnosed_s = 0.0
        self._alerts = AlertWatch()
        self._limits = AlertLimits()
        self._heading = plain_label(scale=1.35, bold=True)
        self._bar = MonitorBar(interval_s, interval_range_s)
        self._status = MonitorStatus()
        self._view = MonitorView(explain)
        self._content = QWidget()
        self.setAcceptDrops(True)
        self._lay_out()
        self._connect()
        self._retranslate()

    @property
    def mode(self) -> Mode:
        """Return what the page shows."""
        return self._mode

    @property
    def bar(self) -> MonitorBar:
        """Return the bar with the page's choices."""
        return self._bar

    @property
    def view(self) -> MonitorView:
        """Return gauges, charts and tables."""
        return self._view

    @property
    def status(self) -> MonitorStatus:
        """Return what is said above the gauges."""
        return self._status

    @cached_property
    def playback_bar(self) -> PlaybackBar:
        """Return the bar of a recording that is shown; built with the first one."""
        from deepseek_gui.ui.monitor.playback import PlaybackBar  # noqa: PLC0415

        bar = PlaybackBar()
        bar.moved.connect(self._on_moved)
        bar.left.connect(self.leave_playback)
        self._column.insertWidget(self._column.indexOf(self._status) + 1, bar)
        return bar

    @cached_property
    def table_clipboard(self) -> TableClipboard:
        """Return what copies tables; built for the first copy."""
        from deepseek_gui.ui.monitor.table_text import TableClipboard  # noqa: PLC0415

        return TableClipboard(self)

    @Slot(object)
    def set_machine(self, machine: Machine) -> None:
        """Name the machine and its devices, and say what can't be read."""
        self._machine = machine
        self._say_machine()

    @Slot(object)
    def show_sample(self, sample: Sample) -> None:
        """Take a sample in; it is shown unless the page is paused, shows a recording or is not on the screen."""
        self._live.append(sample)
        self._recent.append(sample)
        self._status.show_alerts(self._alerts.check(sample))
        self._status.show_time(sample.monotonic_s)
        if self._mode is Mode.LIVE and self.isVisible():
            self._shown = sample
            self._view.show_sample(sample)
            self._view.show_timeline(self._live)
            self._status.show_unread(self._shown_machine(), sample)
            if abs(sample.monotonic_s - self._diagnosed_s) >= _DIAGNOSE_EVERY_S:
                self._show_findings(self._recent, sample)

    def set_interval(self, interval_s: float) -> None:
        """Show a pace that was chosen elsewhere."""
        self._bar.interval_box.setValue(interval_s)

    def set_limits(self, limits: AlertLimits) -> None:
        """Watch these limits."""
        self._limits = limits
        self._alerts.set_limits(limits)

    @Slot(object)
    def show_recording_started(self, path: Path) -> None:
        """Mark that samples go to a file."""
        self._bar.show_recording(on=True)
        self._status.show_recording(path)

    @Slot(object, int)
    def show_recording_stopped(self, path: Path | None = None, samples: int = 0) -> None:
        """Take the mark away."""
        del path, samples
        self._bar.show_recording(on=False)
        self._status.show_recording(None)

    @Slot(object)
    def show_playback(self, playback: Playback) -> None:
        """Show a recording instead of the machine, at its end."""
        self._playback = playback
        self._enter(Mode.PLAYBACK)

    @Slot()
    def leave_playback(self) -> None:
        """Show the machine again."""
        self._playback = None
        self._enter(Mode.LIVE)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802  Qt's name
        """Show what came while the page was hidden."""
        super().showEvent(event)
        if self._mode is Mode.LIVE:
            self._show_newest()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  Qt's name
        """Follow the language and the font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802  Qt's name
        """Take a file in."""
        urls = event.mimeData().urls()
        if len(urls) == 1 and urls[0].isLocalFile():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802  Qt's name
        """Show the recording that was dropped."""
        event.acceptProposedAction()
        self.recording_chosen.emit(Path(event.mimeData().urls()[0].toLocalFile()))

    def _lay_out(self) -> None:
        em = em_of(self)
        column = self._column = QVBoxLayout(self._content)
        column.setContentsMargins(round(em), round(0.7 * em), round(em), round(0.8 * em))
        column.setSpacing(round(0.7 * em))
        head = QHBoxLayout()
        head.addWidget(self._heading, 1)
        head.addWidget(self._bar)
        column.addLayout(head)
        column.addWidget(self._status)
        column.addWidget(self._view, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(_scroll(self._content))

    def _connect(self) -> None:
        bar = self._bar
        bar.interval_changed.connect(self.interval_changed)
        bar.span_chosen.connect(self._view.set_span)
        bar.pause_toggled.connect(self._on_pause)
        bar.record_toggled.connect(self._on_record)
        bar.open_requested.connect(self._on_open)
        bar.copy_requested.connect(self._on_copy)
        bar.picture_requested.connect(self._on_picture)
        bar.alerts_requested.connect(self._on_alerts)
        self._status.pause_strip.button.clicked.connect(bar.pause.toggle)
        self._status.recording_strip.button.clicked.connect(self.record_stopped)

    def _enter(self, mode: Mode) -> None:
        """Show what belongs to a mode."""
        self._mode = mode
        self._held = self._recent[-1] if mode is Mode.PAUSED and self._recent else None
        if mode is not Mode.PAUSED:
            self._bar.pause.blockSignals(True)
            self._bar.pause.setChecked(False)
            self._bar.pause.blockSignals(False)
        self._bar.show_playback(on=mode is Mode.PLAYBACK)
        if self._playback is not None or "playback_bar" in self.__dict__:
            self.playback_bar.show_playback(self._playback)
        self._status.show_pause(self._held, paused=mode is Mode.PAUSED)
        self._say_machine()
        if mode is Mode.PLAYBACK and self._playback is not None and self._playback.samples:
            self._on_moved(len(self._playback.samples) - 1)
        elif mode is Mode.LIVE:
            self._show_newest()
        elif self._held is not None:
            self._view.show_timeline(self._live, self._held.monotonic_s)

    def _show_newest(self) -> None:
        """Show the newest live sample with its past."""
        if self._recent:
            self._show_at(self._recent, self._live, None)

    def _show_at(self, samples: Sequence[Sample], timeline: Timeline, now_s: float | None) -> None:
        """Show the last of these samples, and a timeline up to it."""
        sample = self._shown = samples[-1]
        self._view.show_course(samples)
        self._view.show_timeline(timeline, now_s)
        self._status.show_unread(self._shown_machine(), sample)
        self._show_findings(samples, sample)

    def _show_findings(self, samples: Sequence[Sample], newest: Sample) -> None:
        self._diagnosed_s = newest.monotonic_s
        if self._diagnose is not None:
            self._view.show_findings(self._diagnose(tuple(samples), self._shown_machine()))

    def _shown_machine(self) -> Machine | None:
        return self._playback.recording.machine if self._playback is not None else self._machine

    def _retranslate(self) -> None:
        self._say_machine()

    def _say_machine(self) -> None:
        machine = self._shown_machine()
        self._view.board.set_machine(machine)
        if self._playback is not None:
            self._heading.setText(self.tr("A recording"))
        elif machine is not None and machine.simulated:
            self._heading.setText(self.tr("Simulated: {name}").format(name=machine.name))
        else:
            self._heading.setText(self.tr("This computer"))
        self._status.show_unread(machine, self._shown)

    @Slot(bool)
    def _on_pause(self, paused: bool) -> None:
        self._enter(Mode.PAUSED if paused else Mode.LIVE)

    @Slot(int)
    def _on_moved(self, index: int) -> None:
        """Show a moment of the recording."""
        if self._playback is None:
            return
        samples = self._playback.samples[max(0, index + 1 - _RECENT_SAMPLES) : index + 1]
        self._show_at(samples, self._playback.timeline, samples[-1].monotonic_s)

    @Slot(bool)
    def _on_record(self, on: bool) -> None:
        if not on:
            self.record_stopped.emit()
            return
        kinds = self.tr("Recordings (*{suffix})").format(suffix=RECORDING_SUFFIX)
        self._ask(
            self.tr("Record into a file"), kinds, RECORDING_SUFFIX, self.record_requested.emit, stem="deepseek-gui"
        )

    @Slot()
    def _on_open(self) -> None:
        kinds = self.tr("Recordings (*{suffix})").format(suffix=RECORDING_SUFFIX)
        self._ask(self.tr("Open a recording"), kinds, RECORDING_SUFFIX, self._on_recording_chosen)

    def _ask(self, title: str, kinds: str, suffix: str, on_chosen: OnChosen, stem: str | None = None) -> None:
        """Ask for a file: with a stem for a new one, whose name has the time of now."""
        from deepseek_gui.ui.files import FileQuestion, ask_for_file, dated_name  # noqa: PLC0415

        suggested = None if stem is None else dated_name(stem, suffix)
        (self._open_dialog or ask_for_file)(FileQuestion(title, kinds, suffix, suggested), on_chosen, self)

    def _on_recording_chosen(self, path: Path, agreed: bool) -> None:
        del agreed
        self.recording_chosen.emit(path)

    @Slot()
    def _on_copy(self) -> None:
        self.table_clipboard.put(self._view.tables())

    @Slot()
    def _on_picture(self) -> None:
        title, kinds = self.tr("Save a picture"), self.tr("Pictures (*.png)")
        self._ask(title, kinds, ".png", self._on_picture_chosen, stem="deepseek-gui monitor")

    def _on_picture_chosen(self, path: Path, agreed: bool) -> None:
        from deepseek_gui.ui.picture import save_picture  # noqa: PLC0415

        try:
            save_picture(self._content.grab().toImage(), path, replace=agreed)
        except ActionableError as error:
            self.failed.emit(error)

    @Slot()
    def _on_alerts(self) -> None:
        from deepseek_gui.ui.monitor.alert_dialog import AlertDialog  # noqa: PLC0415  built when first asked for

        dialog = AlertDialog(self._limits, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.limits_chosen.connect(self.limits_chosen)
        dialog.open()


def _scroll(content: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidget(content)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return area
