"""The bar over Monitor: span and pace, pause, record, and what else can be done with what is shown."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QHBoxLayout, QLabel, QToolButton, QWidget

from deepseek_gui.ui.widgets.card import em_of
from deepseek_gui.ui.widgets.menu_button import MenuButton

SPANS_S = (60.0, 120.0, 600.0, 1800.0, 3600.0, 6 * 3600.0, 24 * 3600.0)
_FIRST_SPAN_S = 120.0


class MonitorBar(QWidget):
    """Knows no samples: it says what the person wants.

    Args:
        interval_s: what the interval box says at first.
        interval_range_s: what it allows.
    """

    span_chosen = Signal(float)
    interval_changed = Signal(float)
    pause_toggled = Signal(bool)
    record_toggled = Signal(bool)
    open_requested = Signal()
    copy_requested = Signal()
    picture_requested = Signal()
    alerts_requested = Signal()

    def __init__(self, interval_s: float, interval_range_s: tuple[float, float], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._interval = _interval_box(interval_s, interval_range_s)
        self._interval.valueChanged.connect(self.interval_changed)
        self._span = QComboBox()
        self._span.activated.connect(self._on_span)
        self._interval_label, self._span_label = QLabel(), QLabel()
        self._interval_label.setBuddy(self._interval)
        self._span_label.setBuddy(self._span)
        self.pause = self._action("Ctrl+P", checkable=True)
        self.pause.toggled.connect(self.pause_toggled)
        self.record = self._action("Ctrl+R", checkable=True)
        self.record.triggered.connect(self._on_record)
        self.open = self._action("Ctrl+O")
        self.open.triggered.connect(self.open_requested)
        self.copy = self._action("Ctrl+Shift+C")
        self.copy.triggered.connect(self.copy_requested)
        self.picture = self._action("Ctrl+S")
        self.picture.triggered.connect(self.picture_requested)
        self.alerts = self._action("Ctrl+Shift+A")
        self.alerts.triggered.connect(self.alerts_requested)
        self._more = MenuButton()
        self._lay_out()
        self._retranslate()

    @property
    def interval_box(self) -> QDoubleSpinBox:
        """Return the box that sets the pace."""
        return self._interval

    @property
    def span_box(self) -> QComboBox:
        """Return the choice of spans."""
        return self._span

    @property
    def span_s(self) -> float:
        """Return how far back the charts reach, seconds."""
        return float(self._span.currentData())

    def show_recording(self, *, on: bool) -> None:
        """Show whether samples are written to a file."""
        self.record.setChecked(on)
        self._name_record()

    def show_playback(self, *, on: bool) -> None:
        """Grey what makes no sense while a recording is shown."""
        self.pause.setEnabled(not on)
        self._interval.setEnabled(not on)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  Qt's name
        """Follow the language and the colours."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _lay_out(self) -> None:
        em = em_of(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(round(0.4 * em))
        for widget in (self._span_label, self._span, self._interval_label, self._interval):
            row.addWidget(widget)
        row.insertSpacing(2, round(0.6 * em))
        row.addSpacing(round(0.6 * em))
        for action in (self.pause, self.record):
            button = QToolButton()
            button.setDefaultAction(action)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            row.addWidget(button)
        self._more.entries.addActions([self.open, self.copy, self.picture, self.alerts])
        row.addWidget(self._more)

    def _retranslate(self) -> None:
        self._interval_label.setText(self.tr("&Every"))
        self._interval.setSuffix(self.tr(" s"))
        self._interval.setAccessibleName(self.tr("Seconds between two samples"))
        self._span_label.setText(self.tr("C&harts"))
        self._span.setAccessibleName(self.tr("How far back the charts reach"))
        self.pause.setText(self.tr("Pause"))
        self._name(self.pause, self.tr("Hold everything shown still; sampling and recording go on."))
        self._name_record()
        self._name(self.open, self.tr("Show a recorded file on this page."))
        self.open.setText(self.tr("&Open a recording…"))
        self.copy.setText(self.tr("&Copy as a table"))
        self.picture.setText(self.tr("&Save a picture…"))
        self.alerts.setText(self.tr("&Alerts…"))
        self._more.setText(self.tr("More"))
        self._fill_spans()

    def _name_record(self) -> None:
        on = self.record.isChecked()
        self.record.setText(self.tr("Stop recording") if on else self.tr("Record…"))
        tip = self.tr("Close the file.") if on else self.tr("Write every sample to a file.")
        self._name(self.record, tip)

    def _name(self, action: QAction, tip: str) -> None:
        keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        action.setToolTip(f"{tip} ({keys})")

    def _fill_spans(self) -> None:
        chosen = max(0, self._span.currentIndex()) if self._span.count() else SPANS_S.index(_FIRST_SPAN_S)
        self._span.clear()
        for span_s in SPANS_S:
            words = self.tr("last {hours} h") if span_s >= 3600 else self.tr("last {minutes} min")
            self._span.addItem(words.format(hours=f"{span_s / 3600:.0f}", minutes=f"{span_s / 60:.0f}"), span_s)
        self._span.setCurrentIndex(chosen)

    def _action(self, keys: str, *, checkable: bool = False) -> QAction:
        """Return an action whose keys work while this page is on top."""
        action = QAction(self)
        action.setShortcut(QKeySequence(keys))
        action.setCheckable(checkable)
        self.addAction(action)
        return action

    @Slot(int)
    def _on_span(self, index: int) -> None:
        self.span_chosen.emit(SPANS_S[index])

    @Slot(bool)
    def _on_record(self, on: bool) -> None:
        """Ask for it; the mark follows when the file is open or closed."""
        self.show_recording(on=not on)
        self.record_toggled.emit(on)


def _interval_box(interval_s: float, interval_range_s: tuple[float, float]) -> QDoubleSpinBox:
    box = QDoubleSpinBox()
    box.setRange(*interval_range_s)
    box.setSingleStep(0.5)
    box.setDecimals(1)
    box.setValue(interval_s)
    box.setKeyboardTracking(False)
    return box
