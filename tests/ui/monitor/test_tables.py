"""GPU and process tables: every figure with its unit, numeric order, the unknown last, selection that stays."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QSignalSpy
from pytestqt.qtbot import QtBot

from deepseek_gui.domain.sample import GpuProcess, GpuState, Throttle
from deepseek_gui.domain.units import GIB
from deepseek_gui.ui.monitor.gpu_table import GpuModel
from deepseek_gui.ui.monitor.page import MonitorPage
from deepseek_gui.ui.monitor.process_table import ProcessModel
from deepseek_gui.ui.monitor.row_model import RowOrder
from deepseek_gui.ui.monitor.row_table import RowTable
from deepseek_gui.ui.texts import UNKNOWN
from tests.ui.monitor.conftest import full_gpu, full_sample

pytestmark = pytest.mark.usefixtures("qapp")


def cells(model: GpuModel | ProcessModel, row: int = 0) -> dict[str, str]:
    return dict(zip((column.key for column in model.columns), model.words(row), strict=True))


def test_everything_that_the_driver_tells_with_its_unit():
    model = GpuModel()
    model.show_rows([full_gpu()])
    assert cells(model) == {
        "index": "0",
        "name": "H100 0",
        "utilisation": "91 %",
        "memory": "6.0 / 80.0 GiB",
        "power": "412 / 700 W",
        "temperature": "61 °C",
        "sm": "72 %",
        "tensor": "12 %",
        "dram": "64 %",
        "clocks": "1,980 / 2,619 MHz",
        "throttles": "at its power limit",
        "link": "5.0 ×16",
        "traffic": "1.2 / 0.02 GB/s",
        "ecc": "0 / 3",
        "fan": UNKNOWN,
    }


def test_unknown_is_a_dash_and_a_card_without_counters_says_so():
    model = GpuModel()
    model.show_rows([GpuState(0, "GTX", has_counters=False)])
    told = cells(model)
    assert {told[key] for key in ("sm", "tensor", "dram")} == {"not on this card"}
    assert {told[key] for key in ("utilisation", "memory", "power", "throttles", "link", "ecc")} == {UNKNOWN}
    model.show_rows([GpuState(0, "GTX", throttles=(), pcie_rx_bytes_per_s=0.0)])
    assert cells(model)["throttles"] == "nothing"
    assert cells(model)["traffic"] == f"0.00 / {UNKNOWN} GB/s"


def test_every_throttle_reason_has_words():
    model = GpuModel()
    model.show_rows([full_gpu(throttles=tuple(Throttle))])
    assert len(cells(model)["throttles"].split(", ")) == len(Throttle)


def test_only_changed_cells_are_told():
    model = GpuModel()
    model.show_rows([full_gpu(0), full_gpu(1)])
    spy = QSignalSpy(model.dataChanged)
    model.show_rows([full_gpu(0), full_gpu(1, temperature_c=61.3)])
    assert spy.count() == 0, "it reads the same"
    model.show_rows([full_gpu(0), full_gpu(1, temperature_c=62.0)])
    ((first, last, *_),) = [spy.at(number) for number in range(spy.count())]
    assert (first.row(), first.column()) == (last.row(), last.column()) == (1, 5)


@pytest.mark.parametrize(
    ("order", "pids"), [(Qt.SortOrder.AscendingOrder, [3, 2, 4]), (Qt.SortOrder.DescendingOrder, [4, 2, 3])]
)
def test_numbers_are_sorted_as_numbers_and_the_unknown_last(order: Qt.SortOrder, pids: list[int]):
    model = ProcessModel()
    memory = {1: None, 2: 9 * GIB, 3: 2 * GIB, 4: 100 * GIB, 5: None}
    model.show_rows([GpuProcess(pid, 0, f"p{pid}", size) for pid, size in memory.items()])
    proxy = RowOrder()
    proxy.setSourceModel(model)
    proxy.sort(3, order)
    shown = [int(proxy.index(row, 1).data()) for row in range(5)]
    assert shown[:3] == pids
    assert set(shown[3:]) == {1, 5}


def test_order_follows_new_values():
    model = ProcessModel()
    model.show_rows([GpuProcess(1, 0, "a", 1 * GIB), GpuProcess(2, 0, "b", 2 * GIB)])
    proxy = RowOrder()
    proxy.setSourceModel(model)
    proxy.sort(3, Qt.SortOrder.DescendingOrder)
    model.show_rows([GpuProcess(1, 0, "a", 5 * GIB), GpuProcess(2, 0, "b", 2 * GIB)])
    assert proxy.index(0, 0).data() == "a"


def test_selection_survives_a_refresh(qtbot: QtBot):
    model = ProcessModel()
    table = RowTable(model, 0)
    qtbot.addWidget(table)
    model.show_rows([GpuProcess(pid, 0, f"p{pid}", pid * GIB) for pid in (1, 2, 3)])
    table.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    table.selectRow(1)
    model.show_rows([GpuProcess(pid, 0, f"p{pid}", pid * GIB) for pid in (2, 3, 4, 5)])
    (chosen,) = table.selectionModel().selectedRows(1)
    assert chosen.data() == "2"


def test_a_process_on_two_gpus_is_two_rows():
    model = ProcessModel()
    model.show_rows([GpuProcess(1, 0, "a"), GpuProcess(1, 1, "a")])
    assert model.rowCount() == 2
    model.show_rows([])
    assert model.rowCount(QModelIndex()) == 0


def test_names_are_never_markup():
    model = ProcessModel()
    model.show_rows([GpuProcess(1, 0, "<b>x</b>")])
    assert "&lt;b&gt;" in model.data(model.index(0, 0), Qt.ItemDataRole.ToolTipRole)


@pytest.mark.parametrize("width", [700, 900, 1200, 2000])
def test_columns_fit_and_the_tool_tip_tells_the_rest(qtbot: QtBot, width: int):
    model = GpuModel()
    table = RowTable(model, 1)
    qtbot.addWidget(table)
    table.resize(width, 200)
    table.show()
    model.show_rows([full_gpu()])
    shown = [index for index in range(len(model.columns)) if not table.isColumnHidden(index)]
    assert {0, 1, 2, 3} <= set(shown)
    assert table.horizontalHeader().length() <= table.viewport().width()
    for index in shown:
        if index != 1:
            assert table.columnWidth(index) >= table.fontMetrics().horizontalAdvance(model.words(0)[index])
    assert "ECC errors: 0 / 3" in model.describe(0)


def test_tables_appear_with_their_rows(page: MonitorPage):
    page.show_sample(full_sample(1.0))
    assert not page.view.gpu_card.isHidden()
    assert page.view.process_card.table.rows.rows[0].pid == 40
    page.show_sample(full_sample(2.0, count=0, gpu_processes=None))
    assert page.view.gpu_card.isHidden()
    assert page.view.process_card.isHidden()


def test_a_table_that_is_scrolled_away_waits(page: MonitorPage, qtbot: QtBot):
    page.show_sample(full_sample(1.0, count=16))
    sample = full_sample(2.0, count=16)
    qtbot.waitUntil(lambda: page.view.gpu_card.visibleRegion().isEmpty())
    page.show_sample(replace(sample, gpus=tuple(replace(gpu, temperature_c=77.0) for gpu in sample.gpus)))
    assert page.view.gpu_card.table.rows.rows[0].temperature_c == 61.0
    assert page.view.tables()[1][1][5] == "77 °C", "what is copied is the newest"
