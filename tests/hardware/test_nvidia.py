from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from deepseek_gui.domain.sample import GpuState
from deepseek_gui.hardware.nvidia import NvidiaSource

GIB = 1024**3
NOT_SUPPORTED, NO_PERMISSION, TIMEOUT, LIBRARY_NOT_FOUND, GPU_IS_LOST, UNKNOWN = 3, 4, 10, 12, 15, 999

Make = Callable[..., Any]


class Clock:
    now_s = 0.0

    def __call__(self) -> float:
        return self.now_s

    def pass_by(self, seconds: float) -> None:
        self.now_s += seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


def source_of(nvml: Any, clock: Clock) -> NvidiaSource:
    return NvidiaSource(lambda: nvml, clock, clock.pass_by)


def test_a_card_is_read_in_our_units(make_nvml: Make, make_card: Make, clock: Clock):
    (state,) = source_of(make_nvml(make_card(sm_activity=37.5)), clock).read().states
    assert state == GpuState(
        index=0,
        name="NVIDIA H100 80GB HBM3",
        utilisation_percent=42.0,
        memory_used_bytes=10 * GIB,
        memory_total_bytes=80 * GIB,
        power_w=350.0,
        temperature_c=51.0,
        sm_activity_percent=37.5,
    )


def test_eight_cards_keep_their_order(make_nvml: Make, make_card: Make, clock: Clock):
    nvml = make_nvml(*(make_card(uuid=f"GPU-{i}", utilisation=i * 10) for i in range(8)))
    states = source_of(nvml, clock).read().states
    assert [(state.index, state.utilisation_percent) for state in states] == [(i, i * 10.0) for i in range(8)]


@pytest.mark.parametrize("code", [NOT_SUPPORTED, NO_PERMISSION])
def test_a_field_that_is_not_there_is_unknown_and_not_asked_again(
    make_nvml: Make, make_card: Make, nvml_error: Make, clock: Clock, code: int
):
    nvml = make_nvml(make_card(milliwatts=nvml_error(code)))
    source = source_of(nvml, clock)
    first, second = source.read().states[0], source.read().states[0]
    assert first.power_w is None
    assert second.utilisation_percent == 42
    assert nvml.calls.count("power") == 1


def test_a_field_that_fails_once_is_asked_again(make_nvml: Make, make_card: Make, nvml_error: Make, clock: Clock):
    card = make_card(milliwatts=nvml_error(TIMEOUT))
    source = source_of(make_nvml(card), clock)
    assert source.read().states[0].power_w is None
    card.milliwatts = 90_000
    assert source.read().states[0].power_w == 90.0


def test_a_card_without_performance_counters_has_no_sm_activity(make_nvml: Make, make_card: Make, clock: Clock):
    nvml = make_nvml(make_card())
    source = source_of(nvml, clock)
    source.read()
    assert source.read().states[0].sm_activity_percent is None
    assert nvml.calls.count("gpm support") == 1


@pytest.mark.parametrize(
    ("field", "value", "attribute"),
    [
        ("utilisation", 101, "utilisation_percent"),
        ("utilisation", 4294967295, "utilisation_percent"),
        ("milliwatts", 0xFFFFFFFF, "power_w"),
        ("celsius", 255, "temperature_c"),
        ("celsius", -128, "temperature_c"),
        ("used", 81 * GIB, "memory_used_bytes"),
        ("total", 2**64 - 1, "memory_total_bytes"),
        ("total", 0, "memory_used_bytes"),
        ("sm_activity", float("nan"), "sm_activity_percent"),
        ("sm_activity", 1e9, "sm_activity_percent"),
    ],
)
def test_what_no_card_can_be_is_unknown(make_nvml: Make, make_card: Make, field: str, value: Any, attribute: str):
    (state,) = source_of(make_nvml(make_card(**{field: value})), Clock()).read().states
    assert getattr(state, attribute) is None
    assert state.stale is None


def test_a_name_that_does_not_decode_costs_only_the_name(make_nvml: Make, make_card: Make, clock: Clock):
    bad = UnicodeDecodeError("utf-8", b"\xf8", 0, 1, "invalid start byte")
    (state,) = source_of(make_nvml(make_card(name=bad)), clock).read().states
    assert state.name == "NVIDIA GPU"
    assert state.utilisation_percent == 42


def test_a_lost_card_keeps_its_last_values_with_the_reason_and_the_others_go_on(
    make_nvml: Make, make_card: Make, nvml_error: Make, clock: Clock
):
    gone, well = make_card(uuid="GPU-a"), make_card(uuid="GPU-b", utilisation=7)
    source = source_of(make_nvml(gone, well), clock)
    source.read()
    gone.utilisation = nvml_error(GPU_IS_LOST)
    lost, healthy = source.read().states
    assert lost.utilisation_percent == 42
    assert lost.stale is not None
    assert "lost" in str(lost.stale)
    assert healthy.stale is None
    assert healthy.utilisation_percent == 7


def test_a_card_that_comes_back_is_the_same_card(make_nvml: Make, make_card: Make, nvml_error: Make, clock: Clock):
    gone, well = make_card(uuid="GPU-a"), make_card(uuid="GPU-b")
    nvml = make_nvml(gone, well)
    source = source_of(nvml, clock)
    source.read()
    gone.utilisation = nvml_error(GPU_IS_LOST)
    source.read()
    gone.utilisation = 11
    nvml.cards.reverse()  # the driver may number anew
    clock.now_s = 5.0
    states = source.read().states
    assert [(state.index, state.utilisation_percent, state.stale) for state in states] == [
        (0, 11.0, None),
        (1, 42.0, None),
    ]


def test_a_card_that_vanishes_from_the_list_stays_listed(
    make_nvml: Make, make_card: Make, nvml_error: Make, clock: Clock
):
    gone, well = make_card(uuid="GPU-a"), make_card(uuid="GPU-b")
    nvml = make_nvml(gone, well)
    source = source_of(nvml, clock)
    source.read()
    gone.utilisation = nvml_error(GPU_IS_LOST)
    source.read()
    nvml.cards.remove(gone)
    clock.now_s = 60.0
    lost, healthy = source.read().states
    assert lost.stale is not None
    assert healthy.stale is None


def test_a_card_that_refuses_its_handle_later_is_not_listed_twice(
    make_nvml: Make, make_card: Make, nvml_error: Make, clock: Clock
):
    card, well = make_card(uuid="GPU-a"), make_card(uuid="GPU-b")
    source = source_of(make_nvml(card, well), clock)
    source.read()
    card.utilisation = card.handle = nvml_error(GPU_IS_LOST)
    source.read()
    clock.now_s = 60.0
    assert [state.stale is None for state in source.read().states] == [False, True]


def test_a_lost_driver_is_opened_again_ever_more_rarely(
    make_nvml: Make, make_card: Make, nvml_error: Make, clock: Clock
):
    card = make_card()
    nvml = make_nvml(card)
    source = source_of(nvml, clock)
    source.read()
    card.utilisation = nvml_error(GPU_IS_LOST)
    opened_at = []
    for second in range(1, 80):
        clock.now_s = float(second)
        before = nvml.calls.count("init")
        source.read()
        if nvml.calls.count("init") > before:
            opened_at.append(second)
    assert opened_at == [2, 3, 5, 10, 40, 70]
    assert nvml.opened == 1


def test_a_card_refused_from_the_start_is_listed_as_lost(
    make_nvml: Make, make_card: Make, nvml_error: Make, clock: Clock
):
    broken, well = make_card(uuid="GPU-a", handle=nvml_error(GPU_IS_LOST)), make_card(uuid="GPU-b")
    source = source_of(make_nvml(broken, well), clock)
    lost, healthy = source.read().states
    assert lost.stale is not None
    assert healthy.utilisation_percent == 42
    broken.handle = None
    clock.now_s = 60.0
    assert [state.stale for state in source.read().states] == [None, None]


def test_unknown_errors_of_one_field_do_not_condemn_the_card(
    make_nvml: Make, make_card: Make, nvml_error: Make, clock: Clock
):
    card = make_card(milliwatts=nvml_error(UNKNOWN))
    source = source_of(make_nvml(card), clock)
    assert source.read().states[0].stale is None
    card.utilisation = card.celsius = card.used = nvml_error(UNKNOWN)
    assert source.read().states[0].stale is not None


def test_no_driver_is_no_card_and_a_driver_that_comes_is_found(
    make_nvml: Make, make_card: Make, nvml_error: Make, clock: Clock
):
    nvml = make_nvml(make_card())
    nvml.init_error = nvml_error(LIBRARY_NOT_FOUND)
    source = source_of(nvml, clock)
    assert source.read().states == ()
    assert source.read().states == ()
    assert nvml.calls.count("init") == 1
    nvml.init_error = None
    clock.now_s = 60.0
    assert len(source.read().states) == 1


def test_a_binding_that_is_not_installed_is_no_card(clock: Clock):
    def missing() -> Any:
        raise ImportError("pynvml")

    assert NvidiaSource(missing, clock).read().states == ()


def test_device_memory_by_process_only_when_wanted_and_over_all_cards(make_nvml: Make, make_card: Make, clock: Clock):
    nvml = make_nvml(
        make_card(uuid="GPU-a", compute=[(10, 3 * GIB), (11, None)]), make_card(uuid="GPU-b", compute=[(10, 2 * GIB)])
    )
    source = source_of(nvml, clock)
    assert source.read().process_bytes == {}
    assert "compute" not in nvml.calls
    source.wants_processes = True
    assert source.read().process_bytes == {10: 5 * GIB, 11: None}


def test_graphics_processes_are_listed_rarely(make_nvml: Make, make_card: Make, clock: Clock):
    nvml = make_nvml(make_card(graphics=[(20, GIB)]))
    source = source_of(nvml, clock)
    source.wants_processes = True
    assert all(source.read().process_bytes == {20: GIB} for _ in range(10))
    assert nvml.calls.count("graphics") == 2
    assert nvml.calls.count("compute") == 10


def test_close_frees_the_counters_and_the_driver(make_nvml: Make, make_card: Make, clock: Clock):
    nvml = make_nvml(make_card(sm_activity=5.0))
    source = source_of(nvml, clock)
    source.read()
    source.close()
    assert nvml.opened == 0
    assert nvml.calls.count("gpm free") == 2
    assert nvml.calls.index("gpm free") < nvml.calls.index("shutdown")


def test_snapshots_too_close_together_give_the_value_before(make_nvml: Make, make_card: Make, clock: Clock):
    card = make_card(sm_activity=95.0)
    source = source_of(make_nvml(card), clock)
    source.read()
    card.sm_activity = 0.0  # what an H100 answers for snapshots some milliseconds apart
    clock.pass_by(0.005)
    assert source.read().states[0].sm_activity_percent == 95.0
    card.sm_activity = 60.0
    clock.pass_by(1.0)
    assert source.read().states[0].sm_activity_percent == 60.0
