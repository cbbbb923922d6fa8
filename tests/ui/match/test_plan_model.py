from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from deepseek_gui.core.insight import Insight
from deepseek_gui.core.matching import MatchResult
from deepseek_gui.domain.licence import Commercial
from deepseek_gui.domain.match_state import PlanFilter
from deepseek_gui.domain.plan import Estimate
from deepseek_gui.ui.match.plan_model import Column, PlanModel, short_name

ASCENDING, DESCENDING = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
ALL = PlanFilter(fitting_only=False, grouped=False)
NAMES = {"r1-distill-qwen-7b": "DeepSeek-R1-Distill-Qwen-7B"}


def texts(model: PlanModel, column: Column) -> list[str]:
    return [model.index(row, column).data() for row in range(model.rowCount())]


@pytest.fixture
def model(qapp: object, result: MatchResult) -> PlanModel:
    del qapp
    model = PlanModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    model.set_plans(result.plans, NAMES, insight=insight)
    return model


def insight(found: Estimate) -> Insight:
    """Return a loss by the mix and a context that grows with the file."""
    losses = {"Q8_0": 0.01, "Q4_K_M": 0.25, "Q4_0": 0.45}
    return Insight(losses[found.plan.quantisation or ""], found.file_bytes // 1_000_000, Commercial.FREE)


def test_only_what_fits_is_shown_at_first_best_first(model: PlanModel):
    assert texts(model, Column.RANK) == ["1", "2", "3", "4", "5"]
    assert (model.fitting, model.total) == (5, 7)
    assert set(texts(model, Column.FITS)) == {"Fits"}


def test_what_does_not_fit_says_why_and_what_would_help(model: PlanModel):
    model.set_filter(ALL)
    index = model.index(6, Column.FITS)
    assert index.data() == "No: Short by 366.0 GiB of GPU memory."
    assert "Take Q3_K_M." in index.data(Qt.ItemDataRole.ToolTipRole)


@pytest.mark.parametrize(
    ("column", "order", "ranks"),
    [
        (Column.SPEED, DESCENDING, "4 3 2 1 6 7 5"),
        (Column.SPEED, ASCENDING, "7 6 1 2 3 4 5"),
        (Column.MEMORY, ASCENDING, "4 3 2 1 5 6 7"),
        (Column.QUANTISATION, ASCENDING, "5 1 3 7 2 4 6"),
        (Column.FITS, ASCENDING, "1 2 3 4 5 6 7"),
        (Column.CONTEXT, DESCENDING, "7 6 5 1 2 3 4"),
        (Column.LOSS, ASCENDING, "2 4 6 1 3 7 5"),
        (Column.DOWNLOAD, ASCENDING, "4 3 2 1 5 6 7"),
        (Column.RANK, DESCENDING, "7 6 5 4 3 2 1"),
    ],
)
def test_columns_sort_by_their_values_and_unknown_comes_last(
    model: PlanModel, column: Column, order: Qt.SortOrder, ranks: str
):
    model.set_filter(ALL)
    model.sort(column, order)
    assert texts(model, Column.RANK) == ranks.split()


def test_sorting_keeps_hold_of_a_row(model: PlanModel):
    held = QPersistentModelIndex(model.index(3, Column.MODEL))
    model.sort(Column.SPEED, DESCENDING)
    assert held.row() == 0
    assert model.index(held.row(), Column.RANK).data() == "4"


def test_words_find_names_ids_and_quantisations(model: PlanModel):
    model.set_filter(PlanFilter(fitting_only=False, words="QWEN q8"))
    assert texts(model, Column.RANK) == ["2", "4", "6"]
    model.set_filter(PlanFilter(words="nothing like this"))
    assert model.rowCount() == 0


def test_the_best_of_each_model_is_one_row(model: PlanModel):
    model.set_filter(PlanFilter(best_of_model=True))
    assert texts(model, Column.RANK) == ["1", "2", "4", "5"]


def test_the_same_plan_is_found_again_after_new_numbers(model: PlanModel, plan_of: Callable[..., Estimate]):
    known = plan_of("r1-distill-qwen-7b", "Q4_K_M", gpu_gib=(9.0,), tps=1.0)
    assert model.row_of(known) == 2
    assert model.row_of(plan_of("r1-distill-qwen-7b", "IQ1_S")) is None
    assert model.row_of(None) is None


def test_an_unknown_speed_is_a_dash_not_zero(model: PlanModel):
    assert texts(model, Column.SPEED)[4] == "—"
    assert texts(model, Column.SPEED)[0] == "25–34"


def test_a_plan_that_is_slower_than_asked_says_so(model: PlanModel, result: MatchResult):
    model.set_plans(result.plans, NAMES, min_tps=30)
    assert texts(model, Column.FITS) == ["Fits, slower than asked", "Fits", "Fits", "Fits", "Fits"]


def test_a_name_with_markup_stays_words(model: PlanModel, plan_of: Callable[..., Estimate]):
    model.set_plans((plan_of("evil"),), {"evil": "<img src=x>"})
    assert texts(model, Column.MODEL) == ["<img src=x>"]
    assert "&lt;img" in model.index(0, Column.MODEL).data(Qt.ItemDataRole.ToolTipRole)


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("DeepSeek-R1-Distill-Qwen-7B", "R1-Distill-Qwen-7B"),
        ("DeepSeek LLM 7B Chat", "LLM 7B Chat"),
        ("DeepSeekMoE 16B Chat", "DeepSeekMoE 16B Chat"),
        ("demo", "demo"),
    ],
)
def test_names_are_told_without_the_makers(name: str, short: str):
    assert short_name(name) == short


def test_new_words_are_announced(qtbot: QtBot, model: PlanModel):
    with qtbot.waitSignals([model.dataChanged, model.headerDataChanged]):
        model.retranslate()


def test_groups_stand_where_their_best_plan_stands(model: PlanModel):
    model.set_filter(PlanFilter(fitting_only=False, grouped=True))
    assert texts(model, Column.RANK) == ["1", "6", "2", "3", "4", "5", "7"]
    assert texts(model, Column.MODEL)[1] == ""
    assert model.index(1, Column.MODEL).data(Qt.ItemDataRole.AccessibleTextRole) == "r1-distill-qwen-14b"
    model.sort(Column.SPEED, DESCENDING)
    assert "" not in texts(model, Column.MODEL)


def test_a_download_follows_the_link(qtbot: QtBot, model: PlanModel):
    assert model.index(3, Column.DOWNLOAD).data() == "1.8 GiB, 3 min"  # 1.83 GiB, 8.5 bits a byte, 100 Mbit/s
    with qtbot.waitSignal(model.dataChanged):
        model.set_link(1000)
    assert model.index(3, Column.DOWNLOAD).data() == "1.8 GiB, 17 s"


def test_insights_are_asked_only_for_rows_that_are_looked_at(model: PlanModel, result: MatchResult):
    asked: list[Estimate] = []

    def counted(found: Estimate) -> Insight:
        asked.append(found)
        return insight(found)

    model.set_plans(result.plans, NAMES, insight=counted)
    assert not asked
    assert model.index(0, Column.LOSS).data() == "small"
    assert model.index(0, Column.CONTEXT).data() == "9,377"
    assert asked == [result.plans[0]]


def test_another_context_asks_for_no_insight_again(model: PlanModel, plan_of: Callable[..., Estimate]):
    asked: list[Estimate] = []

    def counted(found: Estimate) -> Insight:
        asked.append(found)
        return Insight(0.25, 9000, Commercial.FREE)

    for context in (8192, 4096):
        model.set_plans((plan_of(context=context),), NAMES, insight=counted)
        assert model.index(0, Column.CONTEXT).data() == "9,000"
    assert len(asked) == 1
    model.set_plans((plan_of(free_gib=20.0),), NAMES, insight=counted)  # another machine
    assert model.index(0, Column.CONTEXT).data() == "9,000"
    assert len(asked) == 2
