"""Switching the window's language: words, and the forms of characters."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from deepseek_gui.domain.text import Text
from deepseek_gui.ui import language
from deepseek_gui.ui.texts import translate


@pytest.fixture(autouse=True)
def english_again(qapp: QApplication) -> Iterator[None]:
    yield
    language.install(qapp, "en")


def test_chinese_has_words_and_forms_of_its_own(qapp: QApplication):
    assert language.install(qapp, "zh_CN") == "zh_CN"
    assert translate(Text("GPU memory")) == "显存"
    assert QLocale().name() == "zh_CN"


def test_english_is_back_after_chinese(qapp: QApplication):
    language.install(qapp, "zh_CN")
    assert language.install(qapp, "en") == "en"
    assert translate(Text("GPU memory")) == "GPU memory"
    assert QLocale().name() == QLocale.system().name()


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "zh_CN"),
        ({"LANG": "de_DE.UTF-8", "LANGUAGE": "de:zh_CN:en"}, "zh_CN"),
        ({"LANG": "C", "LANGUAGE": "zh_CN"}, "en"),
        ({}, "en"),
    ],
)
def test_the_system_decides_by_its_variables(monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], expected: str):
    monkeypatch.setattr("deepseek_gui.ui.language.sys.platform", "linux")
    monkeypatch.setattr("deepseek_gui.ui.language.os.environ", variables)
    assert language.resolve(language.SYSTEM) == expected
