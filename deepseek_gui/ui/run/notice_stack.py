"""What to know of an engine that goes on: a quiet strip for each kind, with the setting that helps."""

from __future__ import annotations

import functools

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import QBoxLayout, QPushButton, QVBoxLayout, QWidget

from deepseek_gui.domain.events import Notice
from deepseek_gui.domain.failure import Cause
from deepseek_gui.ui.texts import translate
from deepseek_gui.ui.theme import warn_colour
from deepseek_gui.ui.widgets import notice as widgets
from deepseek_gui.ui.widgets.card import em_of
from deepseek_gui.ui.widgets.plain import set_tip


class NoticeStrip(widgets.Notice):
    """One notice with a button for what helps, if a button can do it."""

    remedy_requested = Signal(object)
    """The `Remedy` to take, or to be led to."""

    def __init__(self, notice: Notice, parent: QWidget) -> None:
        super().__init__(warn_colour, parent)
        self._remedy = next((remedy for remedy in notice.remedies if remedy.pressable), None)
        self._try = QPushButton(self)
        self._try.clicked.connect(self._on_try_clicked)
        self._dismiss = QPushButton(self)
        row = self.layout()
        if isinstance(row, QBoxLayout):
            row.setStretch(0, 1)
            row.addWidget(self._try, 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(self._dismiss, 0, Qt.AlignmentFlag.AlignTop)
        set_tip(self, notice.evidence)
        self._name_buttons()
        self.show_texts([text for text in (notice.message, notice.hint) if text is not None])

    @property
    def try_button(self) -> QPushButton:
        """Return the button that takes the remedy; hidden when there is none for it."""
        return self._try

    @property
    def dismiss_button(self) -> QPushButton:
        """Return the button that takes the strip away."""
        return self._dismiss

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  Qt's name
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._name_buttons()

    def _name_buttons(self) -> None:
        self._dismiss.setText(self.tr("Dismiss"))
        self._try.setVisible(self._remedy is not None)
        if self._remedy is not None:
            plan = self._remedy.plan
            words = self.tr("Try: {remedy}") if plan is not None else self.tr("{remedy}…")
            self._try.setText(words.format(remedy=translate(self._remedy.text)).replace("&", "&&"))

    @Slot()
    def _on_try_clicked(self) -> None:
        self.remedy_requested.emit(self._remedy)


class NoticeStack(QWidget):
    """Keeps the newest notice of each cause; hidden while it has none."""

    remedy_requested = Signal(object)
    """The `Remedy` to take, or to be led to."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._strips: dict[Cause | None, NoticeStrip] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(round(0.4 * em_of(self)))
        self.hide()

    @property
    def strips(self) -> tuple[NoticeStrip, ...]:
        """Return what is shown, oldest first."""
        return tuple(self._strips.values())

    def show_notice(self, notice: Notice) -> None:
        """Show a notice; an older one of its cause goes."""
        self.take_back(notice.cause)
        strip = NoticeStrip(notice, self)
        strip.remedy_requested.connect(self.remedy_requested)
        strip.dismiss_button.clicked.connect(functools.partial(self.take_back, notice.cause))
        self._strips[notice.cause] = strip
        self._column.addWidget(strip)
        self._follow()

    def take_back(self, cause: Cause | None, _checked: object = None) -> None:
        """Remove the notice of a cause that holds no longer."""
        strip = self._strips.pop(cause, None)
        if strip is not None:
            strip.hide()
            self._column.removeWidget(strip)
            strip.deleteLater()
            self._follow()

    def clear(self) -> None:
        """Remove every notice."""
        for cause in tuple(self._strips):
            self.take_back(cause)

    def _follow(self) -> None:
        self.setVisible(bool(self._strips))
