"""A sentence that writes itself at a chosen speed: what 5, 20 and 60 tokens per second look like."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate

from PySide6.QtCore import QElapsedTimer, QEvent, Qt, QTimer, Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QStyle, QVBoxLayout, QWidget

from deepseek_gui.ui.match.card_button import one_tab_stop
from deepseek_gui.ui.widgets.card import Card, em_of
from deepseek_gui.ui.widgets.plain import plain_label

RATES = (5, 20, 60)
"""Tokens per second on offer beside the one that is asked for."""
_TICK_MS = 40
_PAUSE_S = 1.2
_LINES = 3
_TOKENS_A_LETTER = {True: 0.3, False: 0.6}
"""Of an ASCII character and of a Chinese one (DeepSeek's API documentation, "Token usage")."""


class PaceSample(Card):
    """Writes only while it is on the screen; where animations are switched off the whole text stands still."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._caption = plain_label()
        self._rates = [QRadioButton() for _ in (*RATES, None)]
        self._group = QButtonGroup(self)
        self._text = plain_label(muted=True)
        self._wished: float | None = None
        self._ends: list[float] = []
        self._sample = ""
        self._clock = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._on_tick)
        self._lay_out()
        self._retranslate()

    @property
    def tokens_per_s(self) -> float:
        """Return the speed that is shown."""
        chosen = self._group.checkedId()
        return RATES[chosen] if chosen < len(RATES) else self._wished or RATES[1]

    @property
    def writing(self) -> bool:
        """Tell whether the text moves."""
        return self._timer.isActive()

    @property
    def text(self) -> str:
        """Return what is written now."""
        return self._text.text()

    def set_wished(self, tokens_per_s: float | None) -> None:
        """Offer the speed that is asked for and show it; None takes that offer away."""
        offered = self._rates[-1]
        before, self._wished = self._wished, tokens_per_s
        offered.setVisible(tokens_per_s is not None)
        if tokens_per_s is not None and tokens_per_s != before:
            offered.setChecked(True)
        elif tokens_per_s is None and offered.isChecked():
            self._rates[1].setChecked(True)
        self._show_rates()
        self._restart()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802  Qt's name
        """Begin to write."""
        super().showEvent(event)
        self._restart()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802  Qt's name
        """Stop: what nobody sees costs nothing."""
        self._timer.stop()
        super().hideEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  Qt's name
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _lay_out(self) -> None:
        em = round(em_of(self))
        row = QHBoxLayout()
        row.setSpacing(em)
        row.addWidget(self._caption)
        for number, button in enumerate(self._rates):
            self._group.addButton(button, number)
            row.addWidget(button)
        row.addStretch(1)
        self._caption.setWordWrap(False)
        self._rates[1].setChecked(True)
        self._rates[-1].hide()
        one_tab_stop(self._group)
        self._group.idClicked.connect(self._on_rate)
        self._text.setFixedHeight(_LINES * self._text.fontMetrics().lineSpacing() + 2)
        self._text.setAlignment(Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(em, round(0.6 * em), em, round(0.6 * em))
        column.setSpacing(round(0.4 * em))
        column.addLayout(row)
        column.addWidget(self._text)

    def _retranslate(self) -> None:
        self._caption.setText(self.tr("How that looks, in tokens per second:"))
        self._sample = self.tr(
            "A model writes one token after the other: a short word, a part of a long one, a comma. At five in a "
            "second you read along as it appears. At twenty the words run ahead of your eyes. At sixty a whole "
            "paragraph stands there before you have found its beginning, and a long answer takes seconds."
        )
        self._ends = list(accumulate(_TOKENS_A_LETTER[letter.isascii()] for letter in self._sample))
        self._text.setAccessibleName(self.tr("Example text at the chosen speed"))
        self._show_rates()
        self._restart()

    def _show_rates(self) -> None:
        for button, rate in zip(self._rates, (*RATES, self._wished), strict=True):
            words = f"{rate:g}" if rate else ""
            button.setText(words)
            button.setAccessibleName(self.tr("{rate} tokens per second").format(rate=words))

    def _restart(self) -> None:
        if not self.isVisible():
            return
        if self.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration, None, self) <= 0:
            self._timer.stop()
            self._text.setText(self._sample)
            return
        self._clock.start()
        self._text.setText("")
        self._timer.start()

    @Slot(int)
    def _on_rate(self, number: int) -> None:
        del number
        one_tab_stop(self._group)
        self._restart()

    @Slot()
    def _on_tick(self) -> None:
        elapsed_s = self._clock.elapsed() / 1000
        self._text.setText(self._sample[: bisect_right(self._ends, int(elapsed_s * self.tokens_per_s))])
        if elapsed_s * self.tokens_per_s > self._ends[-1] + _PAUSE_S * self.tokens_per_s:
            self._restart()
