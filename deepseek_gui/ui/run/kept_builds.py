"""The llama.cpp builds that were fetched: which one is used, what each takes, Remove."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QMessageBox, QPushButton, QVBoxLayout, QWidget

from deepseek_gui.core.engine_shelf import KeptBuild
from deepseek_gui.domain.units import format_gib
from deepseek_gui.ui.cost.tables import WordsModel
from deepseek_gui.ui.widgets.card import em_of
from deepseek_gui.ui.widgets.plain import plain_label
from deepseek_gui.ui.widgets.tables import FactTable


class KeptBuilds(QWidget):
    """A table of builds with two buttons; hidden while there are none."""

    use_requested = Signal(str)
    """The name of the build to start from now on."""
    remove_requested = Signal(str)
    """The name of the build to delete; the person has agreed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._builds: tuple[KeptBuild, ...] = ()
        self._title = plain_label(bold=True)
        self._words = WordsModel(self)
        self.table = FactTable()
        self.table.setModel(self._words)
        self.table.selectionModel().selectionChanged.connect(self._show_possible)
        self.use_button, self.remove_button = QPushButton(), QPushButton()
        self.use_button.clicked.connect(self._on_use)
        self.remove_button.clicked.connect(self._on_remove)
        em = round(em_of(self))
        buttons = QHBoxLayout()
        buttons.addWidget(self.use_button)
        buttons.addWidget(self.remove_button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(round(0.4 * em))
        column.addWidget(self._title)
        column.addWidget(self.table)
        column.addLayout(buttons)
        self._retranslate()

    @property
    def builds(self) -> tuple[KeptBuild, ...]:
        """Return the rows."""
        return self._builds

    def show_builds(self, builds: Sequence[KeptBuild]) -> None:
        """Show these builds."""
        self._builds = tuple(builds)
        self._say()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  Qt's name
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self._title.setText(self.tr("Fetched builds"))
        self.table.setAccessibleName(self.tr("Fetched builds"))
        self.use_button.setText(self.tr("&Use it"))
        self.remove_button.setText(self.tr("&Remove…"))
        self._say()

    def _say(self) -> None:
        rows = [
            (build.name, format_gib(build.size_bytes), self.tr("in use") if build.used else self.tr("not in use"))
            for build in self._builds
        ]
        self._words.set_rows((self.tr("Build"), self.tr("On disk"), ""), rows)
        head = self.table.horizontalHeader()
        for column in range(3):
            fixed = QHeaderView.ResizeMode.ResizeToContents
            head.setSectionResizeMode(column, fixed if column else QHeaderView.ResizeMode.Stretch)
        self.table.setFixedHeight(self.table.content_height())
        if rows:
            self.table.selectRow(next((row for row, build in enumerate(self._builds) if build.used), 0))
        self.setVisible(bool(rows))
        self._show_possible()

    def _selected(self) -> KeptBuild | None:
        row = self.table.currentIndex().row()
        return self._builds[row] if 0 <= row < len(self._builds) else None

    @Slot()
    def _show_possible(self) -> None:
        build = self._selected()
        self.use_button.setEnabled(build is not None and not build.used)
        self.remove_button.setEnabled(build is not None)

    @Slot()
    def _on_use(self) -> None:
        build = self._selected()
        if build is not None:
            self.use_requested.emit(build.name)

    @Slot()
    def _on_remove(self) -> None:
        build = self._selected()
        if build is None:
            return
        words = self.tr("Remove {build}? It can be fetched again.").format(build=build.name)
        ask = QMessageBox(QMessageBox.Icon.Question, self.tr("Remove a build"), words, parent=self)
        ask.setStandardButtons(QMessageBox.StandardButton.Yes | QMessageBox.StandardButton.No)
        ask.setDefaultButton(QMessageBox.StandardButton.No)
        ask.setObjectName(build.name)
        ask.finished.connect(self._on_answered)
        ask.open()

    @Slot(int)
    def _on_answered(self, answer: int) -> None:
        ask = self.sender()
        if isinstance(ask, QMessageBox):
            ask.deleteLater()
            if answer == QMessageBox.StandardButton.Yes:
                self.remove_requested.emit(ask.objectName())
