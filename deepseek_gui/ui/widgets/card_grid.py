"""A layout for cards: equal columns, as many as the width allows."""

from __future__ import annotations

from PySide6.QtCore import QMargins, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class CardGrid(QLayout):
    """Fills rows from left to right; the last card takes what is left of its row.

    Args:
        column_width: narrowest column, pixels.
        most: highest number of columns.
        grow: rows share the height that is left; without it they keep the height they ask for.
    """

    def __init__(
        self, column_width: int, spacing: int, most: int = 4, *, grow: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._grow = grow
        self._items: list[QLayoutItem] = []
        self._column_width = column_width
        self._most = most
        self.setSpacing(spacing)
        self.setContentsMargins(QMargins(0, 0, 0, 0))

    def addItem(self, item: QLayoutItem) -> None:  # noqa: N802  Qt's name
        """Take an item in at the end."""
        self._items.append(item)

    def insert_widget(self, index: int, widget: QWidget) -> None:
        """Take a widget in at a place."""
        self.addWidget(widget)
        self._items.insert(index, self._items.pop())
        self.invalidate()

    def count(self) -> int:
        """Return the number of items."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # noqa: N802  Qt's name
        """Return an item, or None past the end."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # noqa: N802  Qt's name
        """Take an item out."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:  # noqa: N802  Qt's name
        """Return which room is wanted."""
        return Qt.Orientation.Horizontal | Qt.Orientation.Vertical if self._grow else Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:  # noqa: N802  Qt's name
        """Return that rows depend on the width."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802  Qt's name
        """Return the height of all rows."""
        return sum(self._heights(width)) + self.spacing() * max(0, len(self._heights(width)) - 1)

    def sizeHint(self) -> QSize:  # noqa: N802  Qt's name
        """Return the smallest size; the width is whatever there is."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:  # noqa: N802  Qt's name
        """Return one column."""
        heights = [item.sizeHint().height() for item in self._shown()]
        return QSize(self._column_width, max(heights, default=0))

    def setGeometry(self, rect: QRect) -> None:  # noqa: N802  Qt's name
        """Move the cards."""
        super().setGeometry(rect)
        self._place(rect)

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _columns(self, width: int, count: int) -> int:
        fitting = (width + self.spacing()) // (self._column_width + self.spacing())
        columns = max(1, min(fitting, self._most, count))
        while self._grow and columns > 2 and count % columns == 1:  # one chart alone in a row would be a giant
            columns -= 1
        return columns

    def _heights(self, width: int) -> list[int]:
        """Return the height of each row."""
        items = self._shown()
        columns = self._columns(width, len(items))
        hints = [item.sizeHint().height() for item in items]
        return [max(hints[start : start + columns]) for start in range(0, len(hints), columns)]

    def _place(self, rect: QRect) -> None:
        items, heights = self._shown(), self._heights(rect.width())
        columns = self._columns(rect.width(), len(items))
        spare = rect.height() - self.heightForWidth(rect.width()) if self._grow and heights else 0
        extra = max(0, spare) // max(1, len(heights))
        y = rect.top()
        for number, height in enumerate(heights):
            row = items[number * columns : (number + 1) * columns]
            self._place_row(row, QRect(rect.left(), y, rect.width(), height + extra), columns)
            y += height + extra + self.spacing()

    def _place_row(self, row: list[QLayoutItem], rect: QRect, columns: int) -> None:
        step = (rect.width() + self.spacing()) / columns
        for column, item in enumerate(row):
            left = round(column * step)
            last = column == len(row) - 1
            right = rect.width() if last else round((column + 1) * step) - self.spacing()
            item.setGeometry(QRect(rect.left() + left, rect.top(), right - left, rect.height()))
