"""A card with a sortable table as high as its rows, which hides what a narrow window has no room for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, Qt, Slot
from PySide6.QtGui import QFontMetrics, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QHeaderView, QLabel, QVBoxLayout, QWidget

from deepseek_gui.ui.monitor.row_model import RowModel, RowOrder
from deepseek_gui.ui.theme import scaled_font
from deepseek_gui.ui.widgets.card import Card, em_of
from deepseek_gui.ui.widgets.tables import FactTable

_MOST_ROWS = 16


class RowTable(FactTable):
    """Columns keep the width of their widest text; those of the highest rank are hidden first.

    Args:
        model: what is shown; its tool tips tell the hidden columns too.
        stretched: index of the column that takes what is left.
    """

    def __init__(self, model: RowModel[Any], stretched: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = model
        self._stretched = stretched
        self.order = RowOrder(self)
        self.order.setSourceModel(model)
        self.setModel(self.order)
        self.setSortingEnabled(True)
        self.order.sort(-1)
        self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.horizontalHeader().setSortIndicatorClearable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizeAdjustPolicy(QAbstractScrollArea.SizeAdjustPolicy.AdjustIgnored)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        for signal in (model.rowsInserted, model.rowsRemoved):
            signal.connect(self._on_count)
        self._on_count()

    def fit_columns(self) -> None:
        """Show as many columns as fit, and give each its width."""
        widths = [self._width(index) for index in range(len(self.rows.columns))]
        shown = set(range(len(widths)))
        by_rank = sorted(shown, key=lambda index: self.rows.columns[index].rank, reverse=True)
        for index in by_rank:
            if self.rows.columns[index].rank == 0 or sum(widths[i] for i in shown) <= self.viewport().width():
                break
            shown.discard(index)
        head = self.horizontalHeader()
        for index, width in enumerate(widths):
            self.setColumnHidden(index, index not in shown)
            stretched = index == self._stretched
            head.setSectionResizeMode(
                index, QHeaderView.ResizeMode.Stretch if stretched else QHeaderView.ResizeMode.Fixed
            )
            if not stretched:
                head.resizeSection(index, width)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  Qt's name
        """Choose the columns anew."""
        super().resizeEvent(event)
        self.fit_columns()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  Qt's name
        """Follow the font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.fit_columns()

    def _width(self, index: int) -> int:
        """Return what the widest text or the title needs, with its sort mark."""
        metrics, em = QFontMetrics(self.font()), em_of(self)
        words = metrics.horizontalAdvance(self.rows.widest(index))
        title = metrics.horizontalAdvance(self.rows.titles[index]) + em
        return round(max(words, title) + em)

    @Slot(QModelIndex, int, int)
    def _on_count(self, parent: QModelIndex | None = None, first: int = 0, last: int = 0) -> None:
        del parent, first, last
        rows = min(max(1, self.rows.rowCount()), _MOST_ROWS)
        head = self.horizontalHeader().sizeHint().height()
        self.fit_columns()
        self.setFixedHeight(head + rows * self.verticalHeader().defaultSectionSize() + 2 * self.frameWidth() + 2)


class TableCard(Card):
    """A titled table, hidden without rows; while it is scrolled away it only keeps what it will show.

    Args:
        table: what it holds.
        title: called for the words at each change of language.
    """

    def __init__(self, table: RowTable, title: Callable[[], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = table
        self._waiting: Sequence[Any] | None = None
        self._title = title
        self._label = QLabel()
        self._label.setFont(scaled_font(self.font(), 1.0, bold=True))
        self._label.setBuddy(table)
        em = em_of(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(round(0.8 * em), round(0.5 * em), round(0.8 * em), round(0.6 * em))
        column.setSpacing(round(0.3 * em))
        column.addWidget(self._label)
        column.addWidget(table)
        self.retranslate()

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Show these rows, at once or when they come into sight."""
        self._waiting = rows
        if len(rows) != self.table.rows.rowCount() or not self.visibleRegion().isEmpty():
            self.settle()

    def settle(self) -> None:
        """Take in the rows that wait."""
        rows, self._waiting = self._waiting, None
        if rows is not None:
            self.table.rows.show_rows(rows)
            if self.isHidden() == bool(rows):
                self.setVisible(bool(rows))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        """Come into sight with the newest rows."""
        self.settle()
        super().paintEvent(event)

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        self.table.rows.retranslate()
        self._label.setText(self._title())
        self.table.setAccessibleName(self._title())
        self.table.fit_columns()
