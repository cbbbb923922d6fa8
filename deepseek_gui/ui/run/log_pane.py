"""The engine's own words, folded away until they are wanted."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer, Slot
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPlainTextEdit, QToolButton, QVBoxLayout, QWidget

from deepseek_gui.ui.run.transcript import clean

_MOST_LINES = 2000
_LONGEST_LINE = 2000
_FLUSH_MS = 200
_SHOWN_LINES = 9


class LogPane(QWidget):
    """A heading that unfolds the last lines of the engine's log."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._toggle = QToolButton(self, autoRaise=True)
        self._toggle.setCheckable(True)
        self._toggle.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._toggle.toggled.connect(self._on_toggled)
        self._copy = QToolButton(self, autoRaise=True)
        self._copy.clicked.connect(self._on_copy)
        self._lines = QPlainTextEdit(self, readOnly=True)
        self._lines.setMaximumBlockCount(_MOST_LINES)
        self._lines.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._lines.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._lines.setFixedHeight(_SHOWN_LINES * self.fontMetrics().lineSpacing())
        self._lines.setAcceptDrops(False)
        self._waiting: list[str] = []
        self._flush_timer = QTimer(self, interval=_FLUSH_MS, singleShot=True)
        self._flush_timer.timeout.connect(self.flush)
        self._lay_out()
        self._retranslate()
        self._on_toggled(False)

    def add_line(self, line: str) -> None:
        """Keep a line; the oldest go when there are too many."""
        self._waiting.append(clean(line.rstrip())[:_LONGEST_LINE])
        if not self._flush_timer.isActive():
            self._flush_timer.start()

    def clear_lines(self) -> None:
        """Forget everything: another engine starts."""
        self._waiting.clear()
        self._lines.clear()

    def text(self) -> str:
        """Return the lines that are kept."""
        self.flush()
        return str(self._lines.toPlainText())

    @Slot()
    def flush(self) -> None:
        """Show what came since the last time."""
        self._flush_timer.stop()
        if self._waiting:
            self._lines.appendPlainText("\n".join(self._waiting[-_MOST_LINES:]))
            self._waiting.clear()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  Qt's name
        """Take the new language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _lay_out(self) -> None:
        heading = QHBoxLayout()
        heading.addWidget(self._toggle)
        heading.addStretch()
        heading.addWidget(self._copy)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(heading)
        layout.addWidget(self._lines)

    @Slot(bool)
    def _on_toggled(self, shown: bool) -> None:
        self._toggle.setArrowType(Qt.ArrowType.DownArrow if shown else Qt.ArrowType.RightArrow)
        self._lines.setVisible(shown)
        self._copy.setVisible(shown)

    @Slot()
    def _on_copy(self) -> None:
        QApplication.clipboard().setText(self.text())

    def _retranslate(self) -> None:
        self._toggle.setText(self.tr("Eng&ine log"))
        self._copy.setText(self.tr("Copy log"))
        self._lines.setAccessibleName(self.tr("Engine log"))
        self._lines.setPlaceholderText(self.tr("Nothing yet: the engine's own messages appear here."))
