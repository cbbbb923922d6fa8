"""PySide6 must not lose references to None: 6.12.0 does on Python 3.11 and aborts after some thousand void calls."""

from __future__ import annotations

import sys

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

CALLS = 4000


def test_void_calls_keep_none_alive(qtbot: QtBot):
    label = QLabel()
    qtbot.addWidget(label)
    before = sys.getrefcount(None)
    for number in range(CALLS):
        label.setText(str(number))
    lost = before - sys.getrefcount(None)
    assert lost < CALLS / 4, f"{lost} references to None lost in {CALLS} calls: pin PySide6 below this version"
