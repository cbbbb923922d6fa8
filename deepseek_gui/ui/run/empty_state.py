"""What the conversation shows before it begins: what to do now, and questions to start with."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from deepseek_gui.ui import theme
from deepseek_gui.ui.widgets.card import em_of


class EmptyState(QWidget):
    """A title, a sentence and a few questions that fill the prompt box."""

    suggestion_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = self._label()
        self._title.setFont(theme.scaled_font(self.font(), 1.4, bold=True))
        self._words = self._label()
        self._suggestions = [QPushButton(self) for _ in range(3)]
        layout = QVBoxLayout(self)
        layout.addStretch(2)
        layout.addWidget(self._title)
        layout.addWidget(self._words)
        layout.addSpacing(round(em_of(self)))
        for button in self._suggestions:
            button.clicked.connect(self._on_clicked)
            layout.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)
        self._retranslate()
        self._mute()

    @property
    def buttons(self) -> tuple[QPushButton, ...]:
        """Return the questions."""
        return tuple(self._suggestions)

    def show_words(self, title: str, words: str) -> None:
        """Say where things stand."""
        self._title.setText(title)
        self._words.setText(words)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  Qt's name
        """Follow the language and the palette."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        elif event.type() == QEvent.Type.PaletteChange:
            self._mute()

    def _label(self) -> QLabel:
        label = QLabel(self, wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        return label

    def _mute(self) -> None:
        palette = self._words.palette()
        palette.setColor(QPalette.ColorRole.WindowText, theme.muted_colour(self.palette()))
        self._words.setPalette(palette)

    @Slot()
    def _on_clicked(self) -> None:
        button = self.sender()
        if isinstance(button, QPushButton):
            self.suggestion_chosen.emit(button.text())

    def _retranslate(self) -> None:
        questions = (
            self.tr("Which model fits a graphics card with 12 GB?"),
            self.tr("What does quantisation do?"),
            self.tr("What can I do when memory runs out?"),
        )
        for button, question in zip(self._suggestions, questions, strict=True):
            button.setText(question)
