"""A model's page, and that nothing but https leaves for the browser."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from deepseek_gui.core.model_facts import model_facts
from deepseek_gui.core.ranking import UseCase
from deepseek_gui.ui.match.linked_rows import LinkedRow, LinkedTable
from deepseek_gui.ui.match.model_facts_dialog import FactsButton, ModelFactsDialog
from deepseek_gui.ui.web import open_page


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the browser was asked for."""
    pages: list[str] = []

    def keep(page: QUrl) -> bool:
        pages.append(page.toString())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", keep)
    return pages


def shown(qtbot: QtBot, model: str, use_case: UseCase = UseCase.CHAT) -> ModelFactsDialog:
    dialog = ModelFactsDialog(model_facts(model, use_case))
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def cells(table: LinkedTable, row: int) -> list[str]:
    return [str(table.rows.index(row, column).data()) for column in range(table.rows.columnCount())]


def test_every_fact_stands_with_its_source(qtbot: QtBot):
    dialog = shown(qtbot, "deepseek-r1-0528")
    rows = dict(dialog.rows())
    assert rows["Parameters"] == "671.0 billion, 37.0 of them active for a token"
    assert rows["Architecture"] == "DeepSeek V3 (deepseek2), 61 layers, 8 of 256 experts a token"
    assert rows["Made for"] == "163,840 tokens of context"
    assert rows["Licence"] == "MIT: commercial use allowed"
    assert rows["Recommended sampling"].startswith("temperature 0.6, top-p 0.95 (")
    assert rows["Score that counts here"] == "GPQA Diamond 81.0 % (DeepSeek-R1-0528, model card, 2025-05-28)"
    assert cells(dialog.scores, 0)[:3] == ["GPQA Diamond", "81.0 %", "DeepSeek-R1-0528, model card, 2025-05-28"]
    assert cells(dialog.engines, 0) == ["llama.cpp", "2025-01-04", "llama.cpp #11049, 2025-01-04"]
    assert [button.text() for button in dialog.links] == ["Hugging Face", "ModelScope", "Ollama", "GGUF"]


def test_what_is_not_known_is_said(qtbot: QtBot):
    dialog = shown(qtbot, "deepseek-v4.1-flash-1017")
    rows = dict(dialog.rows())
    assert rows["Recommended sampling"] == "none published that is known"
    assert "Score that counts here" not in rows  # it is not estimated, so nothing counts
    assert not dialog.scores.isVisible()
    assert not dialog.engines.isVisible()


def test_a_bound_is_not_told_as_the_first_version(qtbot: QtBot):
    dialog = shown(qtbot, "r1-distill-qwen-7b")
    assert cells(dialog.engines, 0)[:2] == ["llama.cpp", "b1999 or earlier"]


def test_pages_open_on_a_click_or_enter_only(qtbot: QtBot, opened: list[str]):
    dialog = shown(qtbot, "deepseek-r1")
    assert not opened
    dialog.links[0].click()
    dialog.scores.selectRow(0)
    QTest.keyClick(dialog.scores, Qt.Key.Key_Return)
    assert opened == ["https://huggingface.co/deepseek-ai/DeepSeek-R1", "https://github.com/deepseek-ai/DeepSeek-R1"]
    dialog.engines.selectRow(0)
    QTest.keyClick(dialog.engines, Qt.Key.Key_Enter)
    assert opened[-1] == "https://github.com/ggml-org/llama.cpp/pull/11049"


@pytest.mark.parametrize("url", ["http://example.org", "file:///etc/passwd", "javascript:alert(1)", "https:", ""])
def test_only_https_is_opened(opened: list[str], url: str):
    open_page(url)
    assert not opened


def test_a_row_of_a_table_opens_its_own_source(qtbot: QtBot, opened: list[str]):
    table = LinkedTable(
        ("a",), [LinkedRow(("x",), "https://example.org/1"), LinkedRow(("y",), "https://example.org/2")]
    )
    qtbot.addWidget(table)
    table.doubleClicked.emit(table.rows.index(1, 0))
    assert opened == ["https://example.org/2"]


def test_the_button_is_there_for_a_known_model(qtbot: QtBot):
    button = FactsButton()
    qtbot.addWidget(button)
    button.set_facts(None)
    assert button.isHidden()
    button.set_facts(model_facts("deepseek-r1", UseCase.CHAT))
    button.show()
    button.click()
    (dialog,) = button.findChildren(ModelFactsDialog)
    assert dialog.isVisible()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
