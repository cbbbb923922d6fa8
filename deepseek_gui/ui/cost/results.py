"""What a comparison comes to: the chart, the totals, what decides, and the article's table."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from deepseek_gui.core.catalogue import claims_at
from deepseek_gui.core.cost_article import article_rows
from deepseek_gui.core.cost_words import headline
from deepseek_gui.domain.comparison import Comparison, CostLine, Sensitivity
from deepseek_gui.domain.cost import SYMBOLS, CostPlan, Currency, format_money
from deepseek_gui.domain.verdict import Place
from deepseek_gui.sizing.cost import sensitivity
from deepseek_gui.ui.cost.chart import CostChart, Course
from deepseek_gui.ui.cost.tables import WordsTable
from deepseek_gui.ui.texts import UNKNOWN, translate
from deepseek_gui.ui.widgets.article_notes import ArticleNotes
from deepseek_gui.ui.widgets.card import Card, em_of
from deepseek_gui.ui.widgets.plain import plain_label

LOCAL, CLOUD, API = range(3)
"""Colours and dashes of the lines."""


class CostResults(QScrollArea):
    """Is given a comparison and shows it; the article's table only beside the article's own plan."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._found: Comparison | None = None
        self._currency = Currency.USD
        self.chart = CostChart()
        self.totals, self.sensitivity, self.article = WordsTable(), WordsTable(), WordsTable()
        names = ("totals", "sensitivity", "article")
        self._titles = {name: plain_label(bold=True) for name in names}
        self._notes = {name: plain_label(muted=True) for name in names}
        self.notes = ArticleNotes()
        self.notes.show_notes(claims_at(Place.COST))
        self._article_card = self._card("article", self.article)
        self._lay_out()
        self._retranslate()

    def show_answer(self, found: Comparison) -> None:
        """Show this comparison."""
        self._found, self._currency = found, found.plan.currency
        self._show_chart(found)
        self._show_totals(found)
        self._show_sensitivity(found)
        self._article_card.setVisible(found.plan.preset == "article")
        self._show_article(found.plan)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  Qt's name
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            if self._found is not None:
                self.show_answer(self._found)

    def _lay_out(self) -> None:
        em = em_of(self)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, round(0.6 * em), round(0.6 * em))
        column.setSpacing(round(0.6 * em))
        column.addWidget(self.chart, 1)
        column.addWidget(self._card("totals", self.totals))
        column.addWidget(self._article_card)
        column.addWidget(self._card("sensitivity", self.sensitivity))
        column.addWidget(self.notes)
        self.setWidget(content)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def _card(self, name: str, table: WordsTable) -> Card:
        em = em_of(self)
        card = Card()
        column = QVBoxLayout(card)
        column.setContentsMargins(round(0.9 * em), round(0.7 * em), round(0.9 * em), round(0.7 * em))
        column.setSpacing(round(0.3 * em))
        column.addWidget(self._titles[name])
        column.addWidget(table)
        column.addWidget(self._notes[name])
        return card

    def _retranslate(self) -> None:
        self.setAccessibleName(self.tr("Results"))
        titles = {
            "totals": (self.totals, self.tr("Over the whole time")),
            "sensitivity": (self.sensitivity, self.tr("What decides: one input a quarter lower or higher")),
            "article": (self.article, self.tr("The article's table, as it stands and computed")),
        }
        for name, (table, words) in titles.items():
            self._titles[name].setText(words)
            table.setAccessibleName(words)
        self._notes["sensitivity"].setText(
            self.tr(
                "Change of what local saves, and the month in which it then pays off. "
                "Counts move by one; hours and shares stop at their end."
            )
        )
        self.chart.set_words(self.tr("Spent by each month"), self.tr("months"), self.tr("month {month}"))

    def _show_chart(self, found: Comparison) -> None:
        courses = tuple(
            Course(name, line.cumulative, style, None if style == LOCAL else line.break_even_month)
            for style, name, line in self._lines(found)
        )
        self.chart.show_courses(courses, SYMBOLS[found.plan.currency], translate(headline(found)))

    def _lines(self, found: Comparison) -> Iterator[tuple[int, str, CostLine]]:
        """Yield the lines that there are, with their style and name."""
        yield LOCAL, self.tr("Local"), found.local
        if found.cloud is not None:
            yield CLOUD, self.tr("Cloud"), found.cloud
        if found.api is not None:
            yield API, self.tr("API"), found.api

    def _show_totals(self, found: Comparison) -> None:
        titles = ("", self.tr("Total"), self.tr("A month"), self.tr("A million tokens"), self.tr("Local pays off"))
        rows = [
            (
                name,
                self._money(line.total),
                self._money(line.per_month),
                UNKNOWN if line.per_million is None else self._money(line.per_million),
                "" if style == LOCAL else self._month(line.break_even_month),
            )
            for style, name, line in self._lines(found)
        ]
        self.totals.words.set_rows(titles, rows)
        parts = found.parts
        self._notes["totals"].setText(
            self.tr(
                "Local: purchase {purchase}, electricity {electricity}, maintenance {maintenance}, resale {resale}."
            ).format(
                purchase=self._money(parts.purchase),
                electricity=self._money(parts.electricity),
                maintenance=self._money(parts.maintenance),
                resale=self._money(-parts.resale),
            )
        )

    def _show_sensitivity(self, found: Comparison) -> None:
        titles = (
            self.tr("Input"),
            self.tr("−25 %"),
            self.tr("+25 %"),
            self.tr("−25 %, month"),
            self.tr("+25 %, month"),
        )
        rows = [
            (
                self._moved(row),
                self._change(row.saving_low),
                self._change(row.saving_high),
                self._month(row.month_low, short=True),
                self._month(row.month_high, short=True),
            )
            for row in sensitivity(found)
        ]
        self.sensitivity.words.set_rows(titles, rows)

    def _moved(self, row: Sensitivity) -> str:
        title = translate(row.field.title)
        return self.tr("{input} ±1").format(input=title) if row.by_one else title

    def _show_article(self, plan: CostPlan) -> None:
        titles = ("", self.tr("Cloud"), self.tr("Local"), self.tr("Local pays off"))
        rows = article_rows(plan.currency, plan)
        cells = [
            (translate(row.title), self._money(row.cloud), self._money(row.local), self._month(row.break_even_month))
            for row in rows
        ]
        words = [translate(row.remark) for row in rows]
        self.article.words.set_rows(titles, cells, words)
        self._notes["article"].setText("\n".join(f"• {remark}" for remark in words))

    def _money(self, value: float) -> str:
        return format_money(value, self._currency)

    def _change(self, value: float) -> str:
        return f"+{self._money(value)}" if value > 0 else self._money(value)

    def _month(self, month: int | None, *, short: bool = False) -> str:
        if month is None:
            return self.tr("never")
        return str(month) if short else self.tr("month {month}").format(month=month)
