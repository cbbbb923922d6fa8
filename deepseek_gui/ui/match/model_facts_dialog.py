"""A model's page: its facts, what was published of it, the engines that run it, and where to read more."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, Qt, Slot
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from deepseek_gui.core.model_facts import ModelFacts
from deepseek_gui.domain.benchmark import Score
from deepseek_gui.domain.support import Support
from deepseek_gui.domain.text import Text
from deepseek_gui.ui.match.linked_rows import LinkedRow, LinkedTable
from deepseek_gui.ui.match.model_words import (
    fact_rows,
    percent_text,
    quality_text,
    reference_text,
    setting_text,
    since_text,
)
from deepseek_gui.ui.texts import translate
from deepseek_gui.ui.web import open_page
from deepseek_gui.ui.widgets.card import em_of
from deepseek_gui.ui.widgets.plain import plain_label, set_tip


class LinkButton(QPushButton):
    """Opens a page in the browser when it is pressed."""

    def __init__(self, name: str, url: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._url = url
        set_tip(self, url)
        self.setAccessibleDescription(url)
        self.setAutoDefault(False)
        self.clicked.connect(self._on_clicked)

    @Slot()
    def _on_clicked(self) -> None:
        open_page(self._url)


class FactsButton(QPushButton):
    """Opens the dialog for the model at hand; hidden without one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._facts: ModelFacts | None = None
        self.hide()
        self.clicked.connect(self._on_clicked)
        self._retranslate()

    def set_facts(self, facts: ModelFacts | None) -> None:
        """Offer these facts."""
        self._facts = facts
        self.setVisible(facts is not None)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  Qt's name
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self.setText(self.tr("Mo&del facts…"))

    @Slot()
    def _on_clicked(self) -> None:
        if self._facts is not None:
            dialog = ModelFactsDialog(self._facts, self)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.open()


class ModelFactsDialog(QDialog):
    """Shows a `ModelFacts`; closes with Escape."""

    def __init__(self, facts: ModelFacts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Model facts"))
        self._facts = facts
        self.scores = LinkedTable(self._score_titles(), [self._score_row(score) for score in facts.scores])
        self.scores.setAccessibleName(self.tr("Published scores"))
        self.engines = LinkedTable(self._engine_titles(), [_engine_row(row) for row in facts.support])
        self.engines.setAccessibleName(self.tr("Engines that are known to run it"))
        self.links = [LinkButton(link.name, link.url) for link in facts.links]
        self._lay_out()
        em = em_of(self)
        self.resize(round(72 * em), round(52 * em))

    def rows(self) -> tuple[tuple[str, str], ...]:
        """Return the name and the words of each fact."""
        facts = self._facts
        note = [(self.tr("Note"), facts.model.note)] if facts.model.note else []
        decides = [(self.tr("Score that counts here"), quality_text(facts.quality))] if facts.family else []
        return (*fact_rows(facts.model, facts.family), *note, *decides)

    def _lay_out(self) -> None:
        em = round(em_of(self))
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, round(0.6 * em), 0)
        column.setSpacing(round(0.5 * em))
        column.addWidget(plain_label(self._facts.model.name, scale=1.35, bold=True))
        column.addLayout(self._grid(em))
        column.addLayout(self._link_row(em))
        self._add_table(column, self.tr("Published scores"), self.scores, self.tr("No published score was found."))
        missing = self.tr("Not known: no engine here knows its shapes.")
        self._add_table(column, self.tr("Engines that are known to run it"), self.engines, missing)
        column.addWidget(
            plain_label(self.tr("Enter or a double click opens a row's source in the browser."), muted=True)
        )
        column.addStretch(1)
        area = QScrollArea()
        area.setWidget(body)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(em, em, em, em)
        outer.addWidget(area, 1)
        outer.addWidget(buttons)

    def _grid(self, em: int) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(round(1.5 * em))
        grid.setVerticalSpacing(round(0.4 * em))
        grid.setColumnStretch(1, 1)
        for number, (name, words) in enumerate(self.rows()):
            caption, value = plain_label(name, muted=True), plain_label(words)
            caption.setWordWrap(False)
            value.setAccessibleName(f"{name}: {words}")
            grid.addWidget(caption, number, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(value, number, 1)
        return grid

    def _link_row(self, em: int) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(round(0.6 * em))
        caption = plain_label(self.tr("Open in the browser:"), muted=True)
        caption.setWordWrap(False)
        row.addWidget(caption)
        for button in self.links:
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _add_table(self, column: QVBoxLayout, title: str, table: LinkedTable, missing: str) -> None:
        column.addWidget(plain_label(title, bold=True))
        if table.rows.rowCount():
            column.addWidget(table)
        else:
            table.setParent(self)
            table.hide()
            column.addWidget(plain_label(missing, muted=True))

    def _score_titles(self) -> Iterable[str]:
        return (
            self.tr("Benchmark"),
            self.tr("Score"),
            self.tr("Source"),
            self.tr("How it was taken"),
            self.tr("It asks for"),
        )

    def _score_row(self, score: Score) -> LinkedRow:
        benchmark = score.benchmark
        about = translate(Text(benchmark.about))
        cells = (benchmark.name, percent_text(score), reference_text(score.source), setting_text(score), about)
        return LinkedRow(cells, score.source.url)

    def _engine_titles(self) -> Iterable[str]:
        return (self.tr("Engine"), self.tr("Since"), self.tr("Source"))


def _engine_row(row: Support) -> LinkedRow:
    return LinkedRow((row.engine, since_text(row), row.source), row.url)
