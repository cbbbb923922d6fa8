"""A banner for what went wrong: what happened, what to do, and the details to copy."""

from __future__ import annotations

import traceback
from typing import TYPE_CHECKING, TypeGuard, cast

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.ui.texts import translate
from deepseek_gui.ui.theme import bad_colour, blend, card_colour
from deepseek_gui.ui.widgets.card import em_of

if TYPE_CHECKING:
    from deepseek_gui.domain.events import Failed


class ErrorBanner(QFrame):
    """Shows one error at a time without stopping the person; hidden while there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._error: ActionableError | Failed | Exception | None = None
        self._message = _text_label(bold=True)
        self._hint = _text_label()
        self._column = QVBoxLayout()
        self._copy = QPushButton()
        self._copy.clicked.connect(self._on_copy)
        self._dismiss = QPushButton()
        self._dismiss.clicked.connect(self.dismiss)
        self._lay_out()
        self._retranslate()
        self.hide()

    def show_error(self, error: ActionableError | Failed | Exception) -> None:
        """Show what happened and what to do; anything but an `ActionableError` or `Failed` is named a bug."""
        self._error = error
        self._retranslate()
        self.show()

    @property
    def details(self) -> str:
        """Return what "Copy details" copies: the sentences in English and the technical text."""
        error = self._error
        if error is None:
            return ""
        if _has_words(error):
            return "\n\n".join(part for part in (str(error.message), str(error.hint or ""), error.details) if part)
        return "".join(traceback.format_exception(cast(Exception, error)))

    @property
    def message(self) -> str:
        """Return the sentence that is shown."""
        return self._message.text()

    @property
    def hint(self) -> str:
        """Return the advice that is shown."""
        return self._hint.text()

    @Slot()
    def dismiss(self) -> None:
        """Forget the error."""
        self._error = None
        self.hide()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  Qt's name
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def minimumSizeHint(self) -> QSize:  # noqa: N802  Qt's name
        """Return the height of the words at the present width: Qt takes that of the narrowest one, and a page grows."""
        least = super().minimumSizeHint()
        height = self.heightForWidth(max(self.width(), least.width()))  # -1 while nothing is shown
        return QSize(least.width(), min(least.height(), height)) if height > 0 else least

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  Qt's name
        """Need another height at another width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        """Draw a tinted card with a mark at its left edge."""
        del event
        em, bad = em_of(self), bad_colour(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(blend(bad, card_colour(self.palette()), 0.45))
        painter.setBrush(blend(bad, card_colour(self.palette()), 0.09))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 0.45 * em, 0.45 * em)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(bad)
        painter.drawRoundedRect(QRectF(0.5 * em, 0.6 * em, 0.25 * em, self.height() - 1.2 * em), 2, 2)
        painter.end()

    def _lay_out(self) -> None:
        em = round(em_of(self))
        self._column.setSpacing(em // 5)
        self._column.addWidget(self._message)
        self._column.addWidget(self._hint)
        row = QHBoxLayout(self)
        row.setContentsMargins(round(1.2 * em), em // 2, em // 2, em // 2)
        row.addLayout(self._column, 1)
        row.addWidget(self._copy, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._dismiss, 0, Qt.AlignmentFlag.AlignTop)

    def _retranslate(self) -> None:
        self._copy.setText(self.tr("&Copy details"))
        self._dismiss.setText(self.tr("&Dismiss"))
        message, hint = self._words()
        self._message.setText(message)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self.setAccessibleName(message)
        self.setAccessibleDescription(hint)

    def _words(self) -> tuple[str, str]:
        error = self._error
        if error is None:
            return "", ""
        if _has_words(error):
            return translate(error.message), translate(error.hint) if error.hint else ""
        return (
            self.tr("Something went wrong inside the program: {error}").format(
                error=f"{type(error).__name__}: {error}"
            ),
            self.tr("This is a bug. The program goes on; please report it with the details."),
        )

    @Slot()
    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.details)


def _has_words(error: ActionableError | Failed | Exception | None) -> TypeGuard[ActionableError | Failed]:
    """Return whether the error says what happened; anything else is a bug. `Failed` is the one that is no exception."""
    return isinstance(error, ActionableError) or not isinstance(error, Exception | None)


def _text_label(*, bold: bool = False) -> QLabel:
    """Return a label for words from anywhere: plain text, wrapped, selectable."""
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
    font = label.font()
    font.setBold(bold)
    label.setFont(font)
    return label
