"""The main window: rail, pages, errors and the status bar."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QEvent, QSettings, Qt, Signal, Slot
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.text import Text
from deepseek_gui.ui.rail import Rail
from deepseek_gui.ui.texts import translate
from deepseek_gui.ui.widgets.banner import ErrorBanner
from deepseek_gui.ui.widgets.card import em_of

if TYPE_CHECKING:
    from deepseek_gui.domain.events import Failed
    from deepseek_gui.domain.machine import Machine


@dataclass(frozen=True, slots=True)
class PageEntry:
    """A page that the rail offers.

    Attributes:
        key: "monitor", "match", "run", "cost", "settings": names the icon and the title.
        make: builds the page when it is first shown.
        below: its button stands under the divider.
    """

    key: str
    make: Callable[[], QWidget]
    below: bool = False


class MainWindow(QMainWindow):
    """Shows one page at a time; knows nothing of what the pages do.

    Args:
        entries: the pages in the rail's order; the first one is shown.
        state: where the geometry is kept between runs; None keeps nothing.
    """

    first_painted = Signal()
    """Once, when the window and all in it are on the screen."""
    closing = Signal()
    """The window goes: end what runs."""

    def __init__(self, entries: Sequence[PageEntry], state: QSettings | None = None) -> None:
        super().__init__()
        self._entries = {entry.key: entry for entry in entries}
        self._pages: dict[str, QWidget] = {}
        self._state = state
        self._painted = False
        self._machine: Machine | None = None
        self._engine = Text("")
        self._model = ""
        self._rail = Rail(_keys(entries, below=False), _keys(entries, below=True))
        self._rail.chosen.connect(self.show_page)
        self._stack = QStackedWidget()
        self._banner = ErrorBanner()
        self._status = {name: _status_label() for name in ("engine", "model", "machine")}
        self._lay_out()
        self._add_shortcuts()
        self._retranslate()
        self._restore()
        self.show_page(entries[0].key)

    @property
    def banner(self) -> ErrorBanner:
        """Return the banner over the pages."""
        return self._banner

    @property
    def rail(self) -> Rail:
        """Return the left rail."""
        return self._rail

    @property
    def current_key(self) -> str:
        """Return the key of the page on top."""
        return next(key for key, page in self._pages.items() if page is self._stack.currentWidget())

    def page(self, key: str) -> QWidget:
        """Return a page, built now if it was never shown."""
        if key not in self._pages:
            page = self._pages[key] = self._entries[key].make()
            self._stack.addWidget(page)
        return self._pages[key]

    @Slot(str)
    def show_page(self, key: str) -> None:
        """Bring a page to the front; one that can't be built leaves the window where it was."""
        try:
            page = self.page(key)
        except Exception:
            self._rail.select(self.current_key)
            raise
        self._stack.setCurrentWidget(page)
        self._rail.select(key)

    @Slot(object)
    def show_error(self, error: ActionableError | Failed | Exception) -> None:
        """Show an error above the page without stopping the person."""
        self._banner.show_error(error)

    def set_machine(self, machine: Machine) -> None:
        """Name the machine in the status bar."""
        self._machine = machine
        self._show_status()

    @Slot(object, str)
    def set_engine(self, state: Text, model: str = "") -> None:
        """Name the engine's state and the model in the status bar; an empty model is none."""
        self._engine, self._model = state, model
        self._show_status()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  Qt's name
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        """Note the first paint; the signal is queued, so it comes when the children are painted and flushed too."""
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            self._announce.emit()

    _announce = Signal()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802  Qt's name
        """Keep the geometry and let the owners end their work."""
        if self._state is not None:
            self._state.setValue("geometry", self.saveGeometry())
            self._state.sync()
        self.closing.emit()
        super().closeEvent(event)

    def _lay_out(self) -> None:
        em = em_of(self)
        self._announce.connect(self.first_painted, Qt.ConnectionType.QueuedConnection)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        holder = QVBoxLayout()
        holder.setContentsMargins(round(em), 0, round(em), 0)
        holder.addWidget(self._banner)
        column.addLayout(holder)
        column.addWidget(self._stack, 1)
        body = QWidget()
        row = QHBoxLayout(body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._rail)
        row.addLayout(column, 1)
        self.setCentralWidget(body)
        bar = self.statusBar()
        bar.addWidget(self._status["engine"])
        bar.addWidget(self._status["model"], 1)
        bar.addPermanentWidget(self._status["machine"])
        self.resize(1280, 800)

    def _add_shortcuts(self) -> None:
        for number, key in enumerate(self._rail.keys, 1):
            action = QAction(self)
            action.setData(key)
            action.setShortcut(QKeySequence(f"Ctrl+{number}"))
            action.triggered.connect(self._on_shortcut)
            self.addAction(action)
        leave = QAction(self)
        leave.setShortcut(QKeySequence(QKeySequence.StandardKey.Quit))
        leave.triggered.connect(self.close)
        self.addAction(leave)

    @Slot()
    def _on_shortcut(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.show_page(action.data())

    def _restore(self) -> None:
        geometry = self._state.value("geometry") if self._state is not None else None
        if isinstance(geometry, QByteArray):
            self.restoreGeometry(geometry)

    def _retranslate(self) -> None:
        self.setWindowTitle("DeepSeek GUI")
        for number, key in enumerate(self._rail.keys, 1):
            self._rail.set_title(key, self._title(key), self.tr("Ctrl+{number}").format(number=number))
        self._show_status()

    def _title(self, key: str) -> str:
        titles = {
            "monitor": self.tr("&Monitor"),
            "match": self.tr("M&atch"),
            "run": self.tr("&Run"),
            "cost": self.tr("Cost"),
            "settings": self.tr("&Settings"),
        }
        return titles[key]

    def _show_status(self) -> None:
        engine = translate(self._engine) if self._engine.source else self.tr("not loaded")
        self._status["engine"].setText(self.tr("Engine: {engine}").format(engine=engine))
        self._status["model"].setText(self.tr("Model: {model}").format(model=self._model or self.tr("none")))
        self._status["machine"].setText(self._machine_text())

    def _machine_text(self) -> str:
        if self._machine is None:
            return self.tr("Reading this machine…")
        if self._machine.simulated:
            return self.tr("simulated: {name}").format(name=self._machine.name)
        return self.tr("this computer")


def _keys(entries: Sequence[PageEntry], *, below: bool) -> tuple[str, ...]:
    return tuple(entry.key for entry in entries if entry.below == below)


def _status_label() -> QLabel:
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setContentsMargins(6, 0, 10, 0)
    return label
