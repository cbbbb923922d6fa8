"""What the article's options are today, option by option and engine by engine."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from deepseek_gui.core.engine_facts import PLACEHOLDERS, Placeholder, engine_name
from deepseek_gui.ui.texts import translate
from deepseek_gui.ui.widgets.card import em_of
from deepseek_gui.ui.widgets.plain import plain_label

_NCCL = "nccl"


class PlaceholderView(QWidget):
    """A list to read: the option as the article writes it, what it does, and the real flags."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lead = plain_label(muted=True)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._lead)
        column.addWidget(self._area, 1)
        self._retranslate()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  Qt's name
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self._lead.setText(
            self.tr("The article's options are placeholders. This is what stands behind them in today's engines.")
        )
        self._area.setAccessibleName(self.tr("The article's options today"))
        content = QWidget()
        column = QVBoxLayout(content)
        em = round(em_of(self))
        column.setContentsMargins(0, em // 2, em // 2, 0)
        column.setSpacing(em)
        for placeholder in PLACEHOLDERS:
            column.addLayout(self._entry(placeholder, em))
        column.addStretch(1)
        self._area.setWidget(content)

    def _entry(self, placeholder: Placeholder, em: int) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(em)
        grid.setVerticalSpacing(em // 4)
        grid.setColumnStretch(1, 1)
        title = _fixed(placeholder.written)
        font = title.font()
        font.setBold(True)
        title.setFont(font)
        grid.addWidget(title, 0, 0, 1, 2)
        grid.addWidget(plain_label(translate(placeholder.meaning)), 1, 0, 1, 2)
        rows = [(self._who(name), "  ".join(flags)) for name, flags in placeholder.real.items()]
        if not rows:
            rows = [(self.tr("Real option"), self.tr("none needed") if placeholder.automatic else self.tr("none"))]
        elif placeholder.automatic:
            rows.append((self.tr("By itself"), self.tr("engines do it anyway")))
        for row, (name, flags) in enumerate(rows, start=2):
            grid.addWidget(plain_label(name, muted=True), row, 0)
            grid.addWidget(
                _fixed(flags) if flags.startswith(("-", "OLLAMA", "NCCL", "GLOO")) else plain_label(flags), row, 1
            )
        return grid

    def _who(self, name: str) -> str:
        return self.tr("Environment") if name == _NCCL else engine_name(name)


def _fixed(words: str) -> QLabel:
    label = plain_label(words)
    label.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
    return label
