"""Two or three plans side by side, a column each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHeaderView, QVBoxLayout, QWidget

from deepseek_gui.core.insight import Insight, confidence
from deepseek_gui.core.model_facts import ModelFacts
from deepseek_gui.domain.plan import ENGINE_NAMES, Estimate
from deepseek_gui.domain.units import format_gib
from deepseek_gui.ui.match.model_words import quality_text
from deepseek_gui.ui.match.words import (
    confidence_text,
    count_text,
    download_text,
    licence_text,
    loss_detail,
    quantisation_text,
    seconds_text,
    speed_text,
)
from deepseek_gui.ui.texts import UNKNOWN, join_sentences, translate
from deepseek_gui.ui.widgets.card import em_of
from deepseek_gui.ui.widgets.memory_paint import group_devices
from deepseek_gui.ui.widgets.plain import plain_tip
from deepseek_gui.ui.widgets.tables import FactTable

MOST_PLANS = 3
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Compared:
    """A plan with what the comparison says of it.

    Attributes:
        name: the model's name for a person.
        facts: what is known of the model; None when that was not asked.
    """

    name: str
    estimate: Estimate
    insight: Insight
    facts: ModelFacts | None = None


class CompareModel(QAbstractTableModel):
    """A property a row, a plan a column."""

    def __init__(self, plans: Sequence[Compared], link_mbps: float, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._plans = tuple(plans)
        columns = [self._properties(plan, link_mbps) for plan in self._plans]
        self._titles = [title for title, _ in columns[0]] if columns else []
        self._cells = [[words for _, words in column] for column in columns]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  Qt's name and default
        """Return the number of properties."""
        return 0 if parent.isValid() else len(self._titles)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  Qt's name and default
        """Return the number of plans."""
        return 0 if parent.isValid() else len(self._plans)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """Return the words of a cell."""
        if not index.isValid():
            return None
        words = self._cells[index.column()][index.row()]
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return words
        return plain_tip(words) if role == Qt.ItemDataRole.ToolTipRole else None

    def headerData(  # noqa: N802  Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        """Return a plan's name or a property's."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Vertical:
            return self._titles[section]
        plan = self._plans[section]
        engine = plan.estimate.plan.engine
        return f"{plan.name} · {quantisation_text(plan.estimate)} · {ENGINE_NAMES.get(engine, engine)}"

    def _properties(self, plan: Compared, link_mbps: float) -> list[tuple[str, str]]:
        found, more = plan.estimate, plan.insight
        speed = found.speed
        most = UNKNOWN if more.most_context is None else count_text(more.most_context)
        return [
            (self.tr("Fits here"), self._verdict(found)),
            (self.tr("Memory"), self._memory(found)),
            (self.tr("Speed"), speed_text(speed.decode_tps)),
            (self.tr("Speed, context full"), speed_text(speed.decode_tps_at_context)),
            (self.tr("Reading the prompt"), speed_text(speed.prefill_tps)),
            (self.tr("First token after"), seconds_text(speed.time_to_first_token_s)),
            (self.tr("Confidence"), confidence_text(confidence(found))),
            (self.tr("Context asked for"), count_text(found.settings.context // found.settings.parallel)),
            (self.tr("Most context that fits"), most),
            (self.tr("Published score"), quality_text(plan.facts.quality) if plan.facts else UNKNOWN),
            (self.tr("Quality cost"), loss_detail(more.loss)),
            (self.tr("Download"), download_text(found.file_bytes, link_mbps)),
            (self.tr("Licence"), licence_text(more.licence)),
            (self.tr("Engine"), found.plan.engine),
        ]

    def _verdict(self, found: Estimate) -> str:
        if found.fits:
            return self.tr("yes")
        remarks = (translate(text) for text in (found.reason, found.remedy) if text)
        return join_sentences(self.tr("No:"), *remarks)

    def _memory(self, found: Estimate) -> str:
        lines = []
        for group in group_devices(found.devices):
            count = f"{group.count} × " if group.count > 1 else ""
            free = UNKNOWN if group.device.free_bytes is None else format_gib(group.device.free_bytes)
            name = self.tr("Main memory") if group.device.kind == "host" else group.device.name
            lines.append(f"{count}{name}: {format_gib(group.device.total_bytes)} / {free}")
        return "\n".join(lines)


class CompareDialog(QDialog):
    """Shows the comparison; closes with Escape."""

    def __init__(self, plans: Sequence[Compared], link_mbps: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Compare plans"))
        self.model = CompareModel(plans, link_mbps, self)
        table = FactTable()
        table.setModel(self.model)
        table.setWordWrap(True)
        table.setAccessibleName(self.tr("Plans side by side"))
        rows = table.verticalHeader()
        rows.show()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(table, 1)
        column.addWidget(buttons)
        em = em_of(self)
        self.resize(round((18 + 20 * len(plans)) * em), round(30 * em))
