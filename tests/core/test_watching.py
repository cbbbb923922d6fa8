from __future__ import annotations

import threading

import pytest

from deepseek_gui.core.watching import SilenceWatch, SpillWatch, silence, slow_loading, spilled
from deepseek_gui.domain.failure import Cause
from deepseek_gui.domain.plan import DeviceMemory, Estimate, Plan, Range, RunSettings, Source, Speed
from deepseek_gui.domain.sample import GpuState, Sample
from deepseek_gui.domain.text import Text
from deepseek_gui.domain.units import GIB

EXPECTED = Range(20.0, 25.0, 30.0)


@pytest.mark.parametrize(
    ("used", "speed", "expected", "told"),
    [
        (11.9, 5.0, EXPECTED, True),
        (11.9, 15.0, EXPECTED, False),  # slow, but not far under
        (8.0, 5.0, EXPECTED, False),  # there is room
        (None, 5.0, EXPECTED, False),
        (11.9, None, EXPECTED, False),
        (11.9, 5.0, None, False),
    ],
)
def test_a_full_gpu_far_under_the_estimate_has_spilled(
    used: float | None, speed: float | None, expected: Range | None, told: bool
) -> None:
    found = spilled(None if used is None else int(used * GIB), 12 * GIB, speed, expected)
    assert (found is not None) == told
    if found:
        assert found.cause is Cause.SPILLED
        assert "5.0 tokens/s" in str(found.message)


def full(stale: Text | None = None) -> Sample:
    used, total = int(11.9 * GIB), 12 * GIB
    return Sample(0.0, 0.0, gpus=(GpuState(0, "a GPU", memory_used_bytes=used, memory_total_bytes=total, stale=stale),))


def estimated(kind: str) -> Estimate:
    return Estimate(
        Plan("x", "Q4_0"),
        RunSettings(),
        Source.COMPUTED,
        fits=True,
        file_bytes=GIB,
        devices=(DeviceMemory("x", kind, GIB, 0, 0, 0),),
        speed=Speed(decode_tps=EXPECTED, basis=Text("x")),
    )


def test_a_spill_is_told_once_and_only_of_a_plan_that_uses_the_gpu() -> None:
    watch = SpillWatch(estimated("gpu"))
    assert watch.look(full(), None) is None
    assert watch.look(full(Text("the driver hangs")), 5.0) is None
    assert watch.look(Sample(0.0, 0.0), 5.0) is None
    assert watch.look(full(), 5.0) is not None
    assert watch.look(full(), 5.0) is None
    assert SpillWatch(estimated("host")).look(full(), 5.0) is None
    assert SpillWatch(None).look(full(), 5.0) is None


def test_a_file_that_is_read_at_a_hard_disk_s_rate_is_remarked() -> None:
    found = slow_loading(10 * 10**9, 100.0)
    assert found is not None
    assert "100 MB/s" in str(found.message)
    assert slow_loading(10 * 10**9, 10.0) is None
    assert slow_loading(100 * 10**9, 100.0) is None
    assert slow_loading(None, 100.0) is None


def test_silence_is_told_once_and_only_when_nothing_was_heard() -> None:
    told = threading.Event()
    with SilenceWatch(told.set, 0.01):
        assert told.wait(10)
    quiet = threading.Event()
    with SilenceWatch(quiet.set, 60.0) as watch:
        watch.heard()
    assert not quiet.is_set()
    assert silence(120.0).cause is Cause.HUNG
    assert "120 s" in str(silence(120.0).message)
