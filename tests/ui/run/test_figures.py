"""The totals of an answer: as many rows as the width asks for."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from deepseek_gui.domain.events import Done
from deepseek_gui.ui.run.figures import Figures

DONE = Done(1840, 1008, 2.0, 1036.3, 968.0, 1036.3)


def test_figures_go_below_each_other_rather_than_widen_the_page(qtbot: QtBot):
    holder = QWidget()  # a window itself keeps to its layout's width
    qtbot.addWidget(holder)
    figures = Figures(holder)
    figures.show_done(DONE, None, 4096)

    def tops() -> list[int]:
        labels = [label for label in figures.findChildren(QLabel) if label.text() and label.isVisible()]
        return sorted({label.y() for label in labels})

    figures.resize(1200, 100)
    holder.show()
    qtbot.waitUntil(lambda: len(tops()) == 2)
    assert figures.minimumSizeHint().width() < 200
    figures.resize(300, 100)
    qtbot.waitUntil(lambda: len(tops()) >= 4)
    labels = [label for label in figures.findChildren(QLabel) if label.text() and label.isVisible()]
    assert all(label.x() + label.sizeHint().width() <= 300 for label in labels)
    figures.resize(1200, 100)
    qtbot.waitUntil(lambda: len(tops()) == 2)
    assert "prompt: 1,840 tok" in figures.text()
