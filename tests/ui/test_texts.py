"""Texts made below Qt are looked up in the context "core", arguments too."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QApplication

from deepseek_gui.domain.text import Text
from deepseek_gui.ui.texts import join_sentences, translate

pytestmark = pytest.mark.usefixtures("qapp")


class Shouting(QTranslator):
    def translate(self, context: str, source: str, *_more: object) -> str:
        return source.upper().replace("{NAME}", "{name}") if context == "core" else ""

    def isEmpty(self) -> bool:  # noqa: N802  Qt's name
        return False


def test_english_without_a_translator():
    assert translate(Text("no driver for {name}", {"name": "GPU 0"})) == "no driver for GPU 0"


def test_argument_that_is_a_text_is_translated(qapp: QApplication):
    translator = Shouting()
    qapp.installTranslator(translator)
    try:
        assert translate(Text("driver: {name}", {"name": Text("not found")})) == "DRIVER: NOT FOUND"
        assert translate(Text("driver: {name}", {"name": 7})) == "DRIVER: 7"
    finally:
        qapp.removeTranslator(translator)


def test_sentences_are_joined_as_their_language_does():
    assert join_sentences("Too little.", "", "Take less.") == "Too little. Take less."
    assert join_sentences("内存不足。", "请减小上下文。") == "内存不足。请减小上下文。"
