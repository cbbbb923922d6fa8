"""A course of values: in full while it is new, in bins when it is old, gaps kept, a day in little memory."""

from __future__ import annotations

import math

import pytest

from deepseek_gui.ui.widgets.history import DAY_BINS, DAY_S, HOUR_S, Bins, Columns, History


def rows(history: History, span_s: float, now_s: float | None = None, most: int = 1500) -> list[tuple[float, float]]:
    window = history.window(span_s, now_s, most)
    return list(zip(window.times, window.values, strict=True))


def test_rows_older_than_the_span_are_forgotten():
    history = History(1, 10.0)
    for second in range(30):
        history.append(float(second), [float(second)])
    assert history.column(0) == [float(second) for second in range(19, 30)]
    assert len(history) == 11
    assert history.ages() == [float(age) for age in range(-10, 1)]
    history.append(100.0, [])
    assert history.last == (None,)


def test_a_window_ends_where_it_is_told():
    history = History(1, 100.0)
    for second in range(30):
        history.append(float(second), [float(second)])
    assert rows(history, 2.0) == [(26, 26), (27, 27), (28, 28), (29, 29)]
    assert rows(history, 2.0, 10.0) == [(7, 7), (8, 8), (9, 9), (10, 10)]


def test_nothing_yet():
    history = History(2, 10.0, DAY_BINS)
    assert rows(history, 60.0) == []
    assert history.last == (None, None)
    assert history.at(5.0, 1.0) == (None, None)


def test_old_rows_stay_as_the_range_of_their_bin():
    history = History(1, 5.0, [Bins(10.0, 1000.0)])
    for second in range(40):
        history.append(float(second), [float(second % 10)])
    window = rows(history, 40.0, 39.0)
    assert window == [(0, 0), (9, 9), (10, 0), (19, 9), (20, 0), (29, 9), (30, 0), (39, 9)]


def test_a_bin_that_is_not_full_yet_is_drawn():
    history = History(1, 1.0, [Bins(10.0, 1000.0)])
    for second in range(23):
        history.append(float(second), [float(second)])
    assert rows(history, 30.0)[-2:] == [(20, 20), (22, 22)]


def test_an_unknown_value_does_not_widen_a_bin_and_an_unknown_bin_is_a_gap():
    history = History(1, 1.0, [Bins(10.0, 1000.0)])
    for second in range(40):
        history.append(float(second), [None if second == 5 or 10 <= second < 20 else float(second)])
    values = [value for _, value in rows(history, 40.0)]
    assert values[:2] == [0, 9]
    assert all(math.isnan(value) for value in values[2:4])
    assert values[4:] == [20, 29, 30, 39]


def test_a_long_silence_is_a_gap_in_every_copy():
    history = History(1, 1000.0, [Bins(10.0, 1000.0)])
    for second in (0, 1, 2, 300, 301):
        history.append(float(second), [1.0])
    assert [math.isnan(value) for _, value in rows(history, 400.0)] == [False, False, False, True, False, False]
    assert any(math.isnan(value) for _, value in rows(history, 400.0, most=4))


def test_a_slow_pace_is_no_gap():
    history = History(1, 1000.0)
    for second in range(0, 600, 60):
        history.append(float(second), [1.0])
    assert not any(math.isnan(value) for _, value in rows(history, 600.0))


def test_values_at_a_time():
    history = History(2, 100.0, [Bins(10.0, 1000.0)])
    for second in range(50):
        history.append(float(second), [float(second), None])
    assert history.at(20.4, 1.0) == (20.0, None)
    assert history.at(60.0, 1.0) == (None, None)


def test_values_at_a_time_that_is_only_in_bins_are_the_highest():
    history = History(1, 5.0, [Bins(10.0, 1000.0)])
    for second in range(100):
        history.append(float(second), [float(second)])
    assert history.at(14.0, 1.0) == (19.0,)


@pytest.mark.parametrize(
    ("pace_s", "span_s"), [(1.0, 600), (1.0, 1800), (1.0, 6 * HOUR_S), (0.1, 600), (0.1, HOUR_S), (10.0, DAY_S)]
)
def test_no_span_draws_more_rows_than_it_is_told(pace_s: float, span_s: float):
    history = History(1, HOUR_S, DAY_BINS)
    for number in range(round(1.5 * HOUR_S / pace_s)):
        history.append(number * pace_s, [1.0])
    assert 0 < len(history.window(span_s).times) <= 1502
    reached = (history.newest_s or 0.0) - history.window(span_s).times[0]
    assert reached >= min(span_s, 1.4 * HOUR_S) - 120


def test_a_day_takes_little_memory():
    history = History(9, HOUR_S, DAY_BINS)
    for second in range(86_400):
        history.append(float(second), [1.0] * 9)
    held = sum(tier.times.itemsize * len(tier.times) + 4 * len(tier.values) for tier in history._tiers)
    assert held < 2**20, "under 1 MiB for the nine lines of a chart"
    assert history.window(DAY_S).times[0] <= 240


def test_clear():
    history = History(1, 10.0, [Bins(5.0, 100.0)])
    history.append(1.0, [1.0])
    history.clear()
    assert rows(history, 10.0) == []
    assert history.last == (None,)


def test_some_columns_are_the_same_history_in_another_order():
    history = History(3, 60.0)
    for second in range(4):
        history.append(second, (second, None if second == 2 else 10.0 * second, -second))
    columns = Columns(history, (2, 1))
    assert (columns.columns, columns.last, columns.newest_s, len(columns)) == (2, (-3.0, 30.0), 3.0, 4)
    assert columns.column(1) == [0.0, 10.0, None, 30.0]
    assert columns.at(1.1, 0.5) == (-1.0, 10.0)
    window = columns.window(2.0)
    assert list(window.times) == [0.0, 1.0, 2.0, 3.0]
    assert list(window.values[:4]) == [0.0, 0.0, -1.0, 10.0]
    assert math.isnan(window.values[5])


def test_the_rows_are_a_copy():
    history = History(2, 60.0)
    history.append(1.0, (5.0, None))
    rows = history.rows()
    history.append(2.0, (6.0, 7.0))
    assert list(rows.times) == [1.0]
    assert rows.values[0] == 5.0
    assert math.isnan(rows.values[1])
