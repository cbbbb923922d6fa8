"""What went wrong with the engine or a file, with a button that tries again."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QBoxLayout, QPushButton, QWidget

from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.events import Failed
from deepseek_gui.ui.widgets.banner import ErrorBanner


class FailurePanel(ErrorBanner):
    """Shows one failure; the rest of the page goes on working around it."""

    retry_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        self._log = ""
        self._retry: QPushButton | None = None
        super().__init__(parent)
        self._retry = QPushButton(self)
        self._retry.clicked.connect(self.retry_requested)
        self._name_retry()
        row = self.layout()
        if isinstance(row, QBoxLayout):
            row.insertWidget(1, self._retry)

    def show_failure(self, error: ActionableError | Failed | Exception, log: str = "", *, retry: bool = True) -> None:
        """Show a failure; the end of the engine's `log` joins the details when they are copied."""
        self._log = log
        self.show_error(error)
        if self._retry is not None:
            self._retry.setVisible(retry)

    @property
    def details(self) -> str:
        """Return what "Copy details" copies: the sentences, the technical text and the engine's log."""
        base = super().details
        return f"{base}\n\n{self._log}" if base and self._log and self._log not in base else base

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  Qt's name
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._name_retry()

    def _name_retry(self) -> None:
        if self._retry is not None:
            self._retry.setText(self.tr("Try a&gain"))
