"""The Engines dialog: which are here, what they can do, how to get them, and what the article's options are today."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QStringListModel, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QListView,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from deepseek_gui.core.engine_facts import EngineFacts
from deepseek_gui.domain.machine import Machine
from deepseek_gui.services.engine_shelf import EngineShelf
from deepseek_gui.ui.run.build_fetch import BuildFetch
from deepseek_gui.ui.run.engine_bar import LLAMA_SERVER
from deepseek_gui.ui.run.engine_pane import EnginePane
from deepseek_gui.ui.run.engine_words import build_title
from deepseek_gui.ui.run.kept_builds import KeptBuilds
from deepseek_gui.ui.run.placeholder_view import PlaceholderView
from deepseek_gui.ui.widgets.card import em_of


class EnginesDialog(QDialog):
    """A list of engines at the left, the selected one at the right.

    Args:
        shelf: what was found; looks again, fetches and removes.
        machine: what a build is looked up for.
        selected: id of the engine to show first; empty is the first one.
    """

    build_chosen = Signal(str)
    """The name of the fetched llama.cpp build to start from now on."""

    def __init__(self, shelf: EngineShelf, machine: Machine, selected: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shelf = shelf
        self._engines: tuple[EngineFacts, ...] = ()
        self._wanted = selected
        self._names = QStringListModel(self)
        self.list = QListView()
        self.list.setModel(self._names)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setAutoScroll(False)  # it would scroll to the selected row before the list has its height
        self.list.selectionModel().currentChanged.connect(self._on_current_changed)
        self.pane = EnginePane()
        self.fetch = BuildFetch(shelf, machine)
        self.builds = KeptBuilds()
        self.builds.remove_requested.connect(shelf.remove)
        self.builds.use_requested.connect(self.build_chosen)
        self.placeholders = PlaceholderView()
        self.refresh_button = QPushButton()
        self.refresh_button.clicked.connect(self._on_refresh)
        self._buttons = QDialogButtonBox()
        self._close = self._buttons.addButton("", QDialogButtonBox.ButtonRole.RejectRole)
        self._buttons.addButton(self.refresh_button, QDialogButtonBox.ButtonRole.ActionRole)
        self._buttons.rejected.connect(self.reject)
        self._stack = QStackedWidget()
        self._lay_out()
        shelf.refreshed.connect(self._on_refreshed)
        self._retranslate()
        if shelf.shelf is None:
            shelf.refresh()

    @property
    def shelf(self) -> EngineShelf:
        """Return what looks, fetches and removes."""
        return self._shelf

    @property
    def shown(self) -> str:
        """Return the id of the engine that is shown, empty for the article's options."""
        row = self.list.currentIndex().row()
        return self._engines[row].id if 0 <= row < len(self._engines) else ""

    def show_engine(self, id: str) -> None:  # noqa: A002  called id everywhere
        """Show an engine."""
        self._wanted = id
        self._select(next((row for row, facts in enumerate(self._engines) if facts.id == id), 0))

    def show_placeholders(self) -> None:
        """Show what the article's options are today."""
        self._select(len(self._engines))

    def look_up(self) -> None:
        """Ask for the right llama.cpp build now."""
        self.fetch.look_up()
        self._area.ensureWidgetVisible(self.fetch)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  Qt's name
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _lay_out(self) -> None:
        em = round(em_of(self))
        content = QWidget()
        inner = QVBoxLayout(content)
        inner.setContentsMargins(0, 0, em // 2, 0)
        inner.setSpacing(round(1.2 * em))
        for widget in (self.pane, self.fetch, self.builds):
            inner.addWidget(widget)
        inner.addStretch(1)
        self._area = area = QScrollArea()
        area.setWidget(content)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._stack.addWidget(area)
        self._stack.addWidget(self.placeholders)
        self.list.setFixedWidth(round(16 * em))
        self.list.setSpacing(em // 6)
        row = QHBoxLayout()
        row.setSpacing(em)
        row.addWidget(self.list)
        row.addWidget(self._stack, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(em, em, em, em)
        column.setSpacing(round(0.7 * em))
        column.addLayout(row, 1)
        column.addWidget(self._buttons)
        self.setMinimumSize(40 * em, 22 * em)
        self.resize(62 * em, 39 * em)

    def _retranslate(self) -> None:
        self.setWindowTitle(self.tr("Engines"))
        self.list.setAccessibleName(self.tr("Engines"))
        self.refresh_button.setText(self.tr("R&efresh"))
        self.refresh_button.setToolTip(self.tr("Look again for what was installed since"))
        self._close.setText(self.tr("Close"))
        self._show()

    def _show(self) -> None:
        """Fill the list and keep what is selected."""
        shelf = self._shelf.shelf
        shown = self.shown or self._wanted
        article = bool(self._engines) and self.list.currentIndex().row() == len(self._engines)
        self._engines = shelf.engines if shelf is not None else ()
        self.builds.show_builds(shelf.builds if shelf is not None else ())
        self.refresh_button.setEnabled(not self._shelf.looking)
        rows = [self._row(facts) for facts in self._engines]
        self._names.setStringList([*rows, self.tr("The article's options")])
        if article:
            self.show_placeholders()
        else:
            self.show_engine(shown)

    def _row(self, facts: EngineFacts) -> str:
        title = build_title(facts)
        return title if facts.build is not None else self.tr("{engine} (not installed)").format(engine=title)

    def _select(self, row: int) -> None:
        index = self._names.index(row)
        self.list.setCurrentIndex(index)
        self._on_current_changed(index, index)

    @Slot(QModelIndex, QModelIndex)
    def _on_current_changed(self, current: QModelIndex, _before: QModelIndex) -> None:
        engine = self.shown if current.isValid() else ""
        facts = next((facts for facts in self._engines if facts.id == engine), None)
        article = bool(self._engines) and facts is None
        self._stack.setCurrentIndex(int(article))
        self.pane.show_facts(facts)
        for widget in (self.fetch, self.builds):
            widget.setVisible(engine == LLAMA_SERVER)
        self.builds.setVisible(engine == LLAMA_SERVER and bool(self.builds.builds))

    @Slot()
    def _on_refresh(self) -> None:
        self._shelf.refresh()
        self.refresh_button.setEnabled(False)

    @Slot(object)
    def _on_refreshed(self, _shelf: object) -> None:
        self._show()
