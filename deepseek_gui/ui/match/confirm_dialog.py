"""A plan from outside: everything it touches is seen and ticked off before it can be started."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFrame,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from deepseek_gui.core.plan_concerns import Concern
from deepseek_gui.ui.texts import join_sentences, translate
from deepseek_gui.ui.widgets.card import Card, em_of
from deepseek_gui.ui.widgets.plain import plain_label

_MOST_HEIGHT_EM = 34


class ConfirmPlanDialog(QDialog):
    """Lists what a plan touches, what each does and what can go wrong; starts only with all of it confirmed.

    Args:
        concerns: what to confirm.
    """

    def __init__(self, concerns: Sequence[Concern], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Start this plan?"))
        self._concerns = tuple(concerns)
        self.boxes = [QCheckBox() for _ in concerns]
        kinds = QDialogButtonBox.StandardButton
        buttons = QDialogButtonBox(kinds.Cancel)
        self.start_button = QPushButton(self.tr("&Start it"))
        buttons.addButton(self.start_button, QDialogButtonBox.ButtonRole.AcceptRole)
        self.cancel_button = buttons.button(kinds.Cancel)
        self.cancel_button.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        for box in self.boxes:
            box.toggled.connect(self._show_complete)
        em = round(em_of(self))
        column = QVBoxLayout(self)
        column.setContentsMargins(em, em, em, em)
        column.setSpacing(round(0.7 * em))
        lead = self.tr(
            "This plan comes from a file. It runs no program of its own and listens at 127.0.0.1 only. "
            "Beside that it brings what stands here; tick off each thing that you want."
        )
        column.addWidget(plain_label(lead))
        column.addWidget(self._list(em), 1)
        column.addWidget(buttons)
        self.setMinimumWidth(46 * em)
        self._show_complete()

    @property
    def words(self) -> str:
        """Return what is asked, a thing a line."""
        return "\n".join(self._sentence(concern) for concern in self._concerns)

    def _list(self, em: int) -> QScrollArea:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(round(0.5 * em))
        for concern, box in zip(self._concerns, self.boxes, strict=True):
            column.addWidget(self._card(concern, box, em))
        column.addStretch(1)
        area = QScrollArea()
        area.setWidget(body)
        area.setAccessibleName(self.tr("What the plan brings"))
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setMinimumHeight(min(_MOST_HEIGHT_EM, 9 * len(self.boxes) + 2) * em)
        return area

    def _card(self, concern: Concern, box: QCheckBox, em: int) -> Card:
        card = Card()
        column = QVBoxLayout(card)
        column.setContentsMargins(em, round(0.6 * em), em, round(0.6 * em))
        column.setSpacing(round(0.25 * em))
        column.addWidget(plain_label(concern.what, bold=True))
        column.addWidget(plain_label(translate(concern.does)))
        column.addWidget(plain_label(self.tr("Risk: {risk}").format(risk=translate(concern.risk)), muted=True))
        box.setText(self.tr("Seen, and wanted"))
        box.setAccessibleName(self.tr("{what}: seen, and wanted").format(what=concern.what))
        box.setAccessibleDescription(self._sentence(concern))
        column.addWidget(box)
        return card

    def _sentence(self, concern: Concern) -> str:
        risk = self.tr("Risk: {risk}").format(risk=translate(concern.risk))
        return join_sentences(f"{concern.what}: {translate(concern.does)}", risk)

    @Slot()
    def _show_complete(self) -> None:
        self.start_button.setEnabled(all(box.isChecked() for box in self.boxes))
