"""Energy by token: what is counted, and when it is not known."""

from __future__ import annotations

import pytest

from deepseek_gui.core.energy import Counted, EnergyMeter, Power, power_of
from deepseek_gui.domain.sample import CpuState, GpuState, Sample
from deepseek_gui.domain.text import Text


def a_sample(*watts: float | None, cpu_w: float | None = None, stale: bool = False) -> Sample:
    reason = Text("silent") if stale else None
    gpus = tuple(GpuState(index, "a GPU", power_w=value, stale=reason) for index, value in enumerate(watts))
    return Sample(0.0, 0.0, CpuState(power_w=cpu_w), gpus=gpus)


@pytest.mark.parametrize(
    ("sample", "counted", "total_w"),
    [
        (a_sample(100.0, 50.0), Counted.GPUS, 150.0),
        (a_sample(100.0, cpu_w=30.0), Counted.BOTH, 130.0),
        (a_sample(cpu_w=30.0), Counted.CPU, 30.0),
        (a_sample(100.0, None), None, None),  # a part of the GPUs is not the GPUs
        (a_sample(100.0, stale=True), None, None),
        (a_sample(), None, None),
    ],
)
def test_what_is_counted(sample: Sample, counted: Counted | None, total_w: float | None):
    power = power_of(sample)
    assert power.counted is counted
    assert power.total_w == total_w


def test_a_reading_counts_for_the_time_before_it():
    """The first reading is of an idle card, from before the first token."""
    meter = EnergyMeter()
    meter.take(Power(20.0, None), 9.9)
    meter.begin(10.0)
    meter.take(Power(100.0, None), 11.0)
    meter.take(Power(200.0, None), 12.0)
    assert meter.joules(12.5) == pytest.approx(100 + 200 + 0.5 * 200)
    meter.end(12.5)
    assert meter.joules(99.0) == pytest.approx(400.0)
    assert meter.per_token_j(100, 99.0) == pytest.approx(4.0)
    assert meter.counted is Counted.GPUS
    assert meter.per_token_j(0, 99.0) is None


def test_an_answer_shorter_than_a_sample_tells_nothing():
    meter = EnergyMeter()
    meter.take(Power(20.0, None), 9.0)
    meter.begin(10.0)
    meter.end(10.4)
    assert meter.joules(10.4) is None


def test_a_short_silence_is_bridged_and_a_long_one_is_not():
    meter = EnergyMeter()
    meter.begin(0.0)
    meter.take(Power(100.0, 50.0), 1.0)
    meter.take(Power(100.0, None), 2.0)
    assert meter.joules(2.0) == pytest.approx(300.0)
    meter.take(Power(100.0, None), 8.0)
    assert meter.joules(8.0) is None
    meter.begin(9.0)
    meter.take(Power(100.0, None), 10.0)
    assert meter.joules(10.0) == pytest.approx(100.0)
    assert meter.counted is Counted.GPUS
