"""The engines for a combo box: what cannot run the selected model is grey and says why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from deepseek_gui.core.engine_choice import Offer
from deepseek_gui.ui.run.engine_words import build_title
from deepseek_gui.ui.texts import translate
from deepseek_gui.ui.widgets.plain import plain_tip

IdRole = Qt.ItemDataRole.UserRole

Index = QModelIndex | QPersistentModelIndex


class EngineModel(QAbstractListModel):
    """One row an engine."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._offers: tuple[Offer, ...] = ()

    @property
    def offers(self) -> tuple[Offer, ...]:
        """Return the rows."""
        return self._offers

    def set_offers(self, offers: Sequence[Offer]) -> None:
        """Show these engines."""
        self.beginResetModel()
        self._offers = tuple(offers)
        self.endResetModel()

    def row_of(self, id: str) -> int:  # noqa: A002  called id everywhere
        """Return an engine's row, -1 when it is not there."""
        return next((row for row, offer in enumerate(self._offers) if offer.id == id), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802  Qt's
        """Return the number of engines."""
        return 0 if parent.isValid() else len(self._offers)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return that an engine can be chosen; one that cannot run the model only shows."""
        able = index.isValid() and self._offers[index.row()].refusal is None
        return Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled if able else Qt.ItemFlag.NoItemFlags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a row's words, its engine's id, or where the program is."""
        if not index.isValid():
            return None
        offer = self._offers[index.row()]
        if role == IdRole:
            return offer.id
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._title(offer)
        if role == Qt.ItemDataRole.ToolTipRole:
            build = offer.facts.build
            return plain_tip(str(build.executable) if build and build.executable else self._title(offer))
        return None

    def _title(self, offer: Offer) -> str:
        title = build_title(offer.facts)
        if offer.refusal is None:
            return title
        return self.tr("{engine} ({reason})").format(engine=title, reason=translate(offer.refusal))
