"""The head of the wizard: its steps by number and name, each one a button."""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from deepseek_gui.ui.match.card_button import one_tab_stop
from deepseek_gui.ui.theme import accent_colour, line_colour, muted_colour, track_colour
from deepseek_gui.ui.widgets.card import em_of


class Step(IntEnum):
    """The wizard's steps, in order."""

    MACHINE = 0
    NEED = 1
    VERDICT = 2
    UPGRADE = 3
    PLAN = 4


class StepButton(QAbstractButton):
    """One step: a number in a disc and its name."""

    def __init__(self, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number = number
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802  Qt's name
        """Return room for the disc and the bold name."""
        em = em_of(self)
        words = self.fontMetrics().horizontalAdvance(self.text()) * 1.12
        return QSize(round(words + 2.6 * em), round(2.2 * em))

    def minimumSizeHint(self) -> QSize:  # noqa: N802  Qt's name
        """Return room for the disc: the name may be cut on a narrow window, its tool tip is not."""
        return QSize(round(2.2 * em_of(self)), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        """Draw the disc, the name and the focus."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = 1.5 * em_of(self)
        disc = QRectF(0.3 * em_of(self), (self.height() - side) / 2, side, side)
        self._paint_disc(painter, disc)
        words = QRectF(self.rect()).adjusted(disc.right() + 0.4 * em_of(self), 0, 0, 0)
        painter.setFont(_weighted(self.font(), bold=self.isChecked()))
        painter.setPen(self._words_colour())
        shown = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, int(words.width()))
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        if self.hasFocus():
            painter.setPen(QPen(accent_colour(self.palette()), 1, Qt.PenStyle.DotLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.end()

    def _words_colour(self) -> QPen:
        palette = self.palette()
        if not self.isEnabled():
            return QPen(palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.WindowText))
        return QPen(palette.color(QPalette.ColorRole.WindowText) if self.isChecked() else muted_colour(palette))

    def _paint_disc(self, painter: QPainter, disc: QRectF) -> None:
        palette, chosen = self.palette(), self.isChecked()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(palette.color(QPalette.ColorRole.Highlight) if chosen else track_colour(palette))
        painter.drawEllipse(disc)
        painter.setPen(palette.color(QPalette.ColorRole.HighlightedText) if chosen else self._words_colour())
        painter.setFont(_weighted(self.font(), bold=True))
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, str(self._number))


class StepBar(QWidget):
    """The steps in a row; arrow keys and Tab reach each one that is open."""

    step_chosen = Signal(int)

    def __init__(self, count: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self._buttons = [StepButton(number + 1) for number in range(count)]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(round(0.3 * em_of(self)))
        for number, button in enumerate(self._buttons):
            if number:
                row.addWidget(_Rule())
            row.addWidget(button)
            self._group.addButton(button, number)
        row.addStretch(1)
        self._group.idClicked.connect(self._on_clicked)

    def set_titles(self, titles: tuple[str, ...]) -> None:
        """Name the steps."""
        for button, title in zip(self._buttons, titles, strict=True):
            button.setText(title)
            button.setToolTip(title)
            button.updateGeometry()

    def set_current(self, step: int) -> None:
        """Mark the step that is shown, without a signal."""
        self._buttons[step].setChecked(True)
        one_tab_stop(self._group)

    def set_open(self, step: int, reachable: bool) -> None:
        """Open or close a step."""
        self._buttons[step].setEnabled(reachable)

    def button(self, step: int) -> StepButton:
        """Return a step's button."""
        return self._buttons[step]

    @Slot(int)
    def _on_clicked(self, step: int) -> None:
        self.step_chosen.emit(step)


class _Rule(QWidget):
    """The line between two steps."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    def sizeHint(self) -> QSize:  # noqa: N802  Qt's name
        """Return a short line's size."""
        return QSize(round(1.8 * em_of(self)), 4)

    def minimumSizeHint(self) -> QSize:  # noqa: N802  Qt's name
        """Return a gap."""
        return QSize(4, 4)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        """Draw the line."""
        del event
        painter = QPainter(self)
        painter.fillRect(QRectF(0, self.height() / 2, self.width(), 1), line_colour(self.palette()))
        painter.end()


def _weighted(font: QFont, *, bold: bool) -> QFont:
    result = QFont(font)
    result.setBold(bold)
    return result
