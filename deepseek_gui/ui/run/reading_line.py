"""One line above the charts: time to first token, how far the prompt is read, energy by token."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from deepseek_gui.core.energy import Counted
from deepseek_gui.ui.run.course import Answer
from deepseek_gui.ui.texts import UNKNOWN
from deepseek_gui.ui.widgets.plain import plain_label

_BETWEEN = " · "
_NO_BREAK = str.maketrans({" ": "\N{NO-BREAK SPACE}", "/": "/\N{WORD JOINER}"})


class ReadingLine(QWidget):
    """Hidden before the first prompt."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._answer: Answer | None = None
        self._joules: float | None = None
        self._counted: Counted | None = None
        self._simulated = False
        self._label = plain_label(scale=0.9)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._label)
        self.hide()

    @property
    def text(self) -> str:
        """Return the line as it is read."""
        return " ".join(self._label.text().replace("\N{WORD JOINER}", "").split())

    def show_reading(
        self, answer: Answer, joules: float | None, counted: Counted | None, *, simulated: bool = False
    ) -> None:
        """Say how an answer goes.

        Args:
            answer: the one under way, or the last.
            joules: by token; None when it is not known.
            counted: whose power `joules` holds.
            simulated: the machine that is shown is not this one.
        """
        self._answer, self._joules, self._counted, self._simulated = answer, joules, counted, simulated
        self._say()
        self.show()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  Qt's name
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say()

    def _say(self) -> None:
        if self._answer is None:
            return
        parts = (self._first_token(self._answer), self._prompt(self._answer), self._energy())
        words = _BETWEEN.join(_whole(part) for part in parts)
        if words != self._label.text():
            self._label.setText(words)
        self._label.setToolTip(self._explanation())

    def _first_token(self, answer: Answer) -> str:
        seconds = UNKNOWN if answer.first_s is None else f"{answer.first_s:.2f} s"
        return self.tr("first token {seconds}").format(seconds=seconds)

    def _prompt(self, answer: Answer) -> str:
        read = answer.read
        if read is None:
            return self.tr("prompt {tokens} tokens").format(tokens=UNKNOWN)
        if answer.first_s is not None:
            return self.tr("prompt {tokens} tokens").format(tokens=f"{read.total:,}")
        return self.tr("prompt {done} of {total} tokens, {percent} %").format(
            done=f"{read.processed:,}", total=f"{read.total:,}", percent=100 * read.processed // read.total
        )

    def _energy(self) -> str:
        if self._joules is None or self._counted is None:
            return self.tr("{joules} J/token").format(joules=UNKNOWN)
        number = f"{self._joules:.{0 if self._joules >= 100 else 1 if self._joules >= 10 else 2}f}"
        return self.tr("{joules} J/token, {counted}").format(joules=number, counted=self._whose())

    def _explanation(self) -> str:
        if self._joules is not None:
            return self.tr(
                "Energy of the answer so far, by token: the power of what is named, over the time of writing"
            )
        if self._simulated:
            return self.tr("Energy by token is not known: the machine is simulated, the engine runs on this computer.")
        return self.tr("Energy by token is not known: no power was read while tokens were written.")

    def _whose(self) -> str:
        names = {
            Counted.GPUS: self.tr("GPU only"),
            Counted.CPU: self.tr("CPU package only"),
            Counted.BOTH: self.tr("GPU and CPU package"),
        }
        return names[self._counted] if self._counted is not None else ""


def _whole(words: str) -> str:
    """Return words that no line breaks."""
    return words.translate(_NO_BREAK)
