from __future__ import annotations

import pytest

from deepseek_gui.ui.run.rate import RateMeter


def steady(rate: float, count: int, start_s: float = 0.5) -> RateMeter:
    meter = RateMeter()
    for number in range(count):
        meter.add(start_s + number / rate, 1)
    return meter


def test_nothing_is_known_before_the_second_token():
    meter = RateMeter()
    assert meter.momentary() is None
    assert meter.mean() is None
    meter.add(0.4, 1)
    assert meter.momentary() is None
    assert meter.mean() is None


@pytest.mark.parametrize("rate", [2.0, 25.0, 1000.0])
def test_a_steady_stream_reads_its_rate(rate: float):
    meter = steady(rate, 3000)
    assert meter.momentary() == pytest.approx(rate, rel=0.01)
    assert meter.mean() == pytest.approx(rate)


def test_pieces_of_several_tokens_count_as_such():
    meter = RateMeter()
    for number in range(100):
        meter.add(1 + number * 0.016, 16)
    assert meter.mean() == pytest.approx(1000)


def test_the_momentary_rate_forgets_and_falls_when_nothing_comes():
    meter = steady(100, 200)
    for number in range(20):
        meter.add(2.5 + number * 0.1, 1)
    assert meter.momentary() == pytest.approx(10, rel=0.15)
    assert meter.momentary(now_s=10) == 0


def test_time_to_the_first_token_is_no_part_of_the_mean():
    assert steady(50, 100, start_s=30).mean() == pytest.approx(50)
