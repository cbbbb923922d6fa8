from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil
import pytest

from deepseek_gui.domain.sample import GpuState, Throttle, throttle_text
from deepseek_gui.hardware.nvidia import NvidiaSource
from deepseek_gui.hardware.nvidia_calls import Calls
from deepseek_gui.hardware.nvidia_power import IDLE_S, NEXT_TRY_S, PATIENCE_S, RuntimePower
from deepseek_gui.hardware.nvidia_processes import CardProcesses
from deepseek_gui.hardware.processes import ProcessNames

GIB, MIB = 1024**3, 1024**2
NOT_SUPPORTED, NO_PERMISSION, TIMEOUT, LIBRARY_NOT_FOUND, FUNCTION_NOT_FOUND, GPU_IS_LOST = 3, 4, 10, 12, 13, 15
UNKNOWN = 999

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
    card = make_card(sm_activity=37.5, counters={3: 12.5, 5: 4.0, 10: 71.0, 20: 10.0, 21: 20.0}, reasons=0x1 | 0x20)
    (state,) = source_of(make_nvml(card), clock).read().states
    assert state == GpuState(
        index=0,
        name="NVIDIA H100 80GB HBM3",
        uuid="GPU-0",
        utilisation_percent=42.0,
        memory_controller_percent=23.0,
        memory_used_bytes=10 * GIB,
        memory_total_bytes=80 * GIB,
        memory_free_bytes=80 * GIB - 10 * GIB - GIB // 2,
        memory_reserved_bytes=GIB // 2,
        power_w=350.0,
        power_limit_w=650.0,
        energy_j=123.456,
        temperature_c=51.0,
        memory_temperature_c=62.0,
        fan_percent=40.0,
        sm_clock_mhz=1980.0,
        memory_clock_mhz=2619.0,
        throttles=(Throttle.IDLE, Throttle.THERMAL),
        has_counters=True,
        sm_activity_percent=37.5,
        sm_occupancy_percent=12.5,
        tensor_activity_percent=4.0,
        dram_activity_percent=71.0,
        pcie_tx_bytes_per_s=10 * MIB,
        pcie_rx_bytes_per_s=20 * MIB,
        pcie_generation=5,
        pcie_width=16,
        ecc_corrected=3,
        ecc_uncorrected=0,
    )


def test_all_counters_come_from_one_question_a_reading(make_nvml: Make, make_card: Make, clock: Clock):
    nvml = make_nvml(make_card(sm_activity=37.5, counters={3: 1.0, 5: 2.0, 10: 3.0}))
    source = source_of(nvml, clock)
    for _ in range(3):
        source.read()
        clock.pass_by(1.0)
    assert nvml.calls.count("gpm metrics") == 3


def test_pcie_traffic_is_asked_for_slowly_and_only_without_counters(make_nvml: Make, make_card: Make, clock: Clock):
    nvml = make_nvml(make_card(uuid="GPU-a"), make_card(uuid="GPU-b", bus=2, sm_activity=1.0))
    source = source_of(nvml, clock)
    for _ in range(5):
        without, _ = source.read().states
        clock.pass_by(0.9)
    assert (without.has_counters, without.pcie_tx_bytes_per_s, without.pcie_rx_bytes_per_s) == (False, 1e6, 2e6)
    assert nvml.calls.count("pcie rate") == 2
    clock.pass_by(1.0)
    source.read()
    assert nvml.calls.count("pcie rate") == 4


def test_slow_values_are_read_in_turns(make_nvml: Make, make_card: Make, clock: Clock):
    nvml = make_nvml(*(make_card(uuid=f"GPU-{i}", bus=i, sm_activity=1.0) for i in range(8)))
    source = source_of(nvml, clock)
    energy_calls = []
    for _ in range(30):
        before = nvml.calls.count("energy")
        source.read()
        energy_calls.append(nvml.calls.count("energy") - before)
        clock.pass_by(1.0)
    assert energy_calls[0] == 8
    assert max(energy_calls[1:]) <= 3
    assert sum(energy_calls[10:]) == 32


@pytest.mark.parametrize(
    ("mask", "throttles"),
    [
        (0, ()),
        (0x4, (Throttle.POWER_CAP,)),
        (0x2 | 0x100, (Throttle.CLOCK_SETTING,)),
        (0x8 | 0x40, (Throttle.HARDWARE_SLOWDOWN, Throttle.HARDWARE_THERMAL)),
        (0x10, (Throttle.SYNC_BOOST,)),
        (0x80, (Throttle.POWER_BRAKE,)),
        (0x200, ()),
        (2**64 - 1, None),
    ],
)
def test_throttle_reasons(
    make_nvml: Make, make_card: Make, clock: Clock, mask: int, throttles: tuple[Throttle, ...] | None
):
    (state,) = source_of(make_nvml(make_card(reasons=mask)), clock).read().states
    assert state.throttles == throttles


def test_an_older_driver_knows_throttle_reasons_by_their_older_name(
    make_nvml: Make, make_card: Make, nvml_error: Make, clock: Clock
):
    nvml = make_nvml(make_card(reasons=nvml_error(FUNCTION_NOT_FOUND)))
    assert source_of(nvml, clock).read().states[0].throttles == (Throttle.POWER_CAP,)


def test_every_throttle_reason_has_words():
    words = {str(throttle_text(throttle)) for throttle in Throttle}
    assert len(words) == len(Throttle)
    assert "" not in words


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
        ("memory_utilisation", 101, "memory_controller_percent"),
        ("enforced_milliwatts", 0xFFFFFFFF, "power_limit_w"),
        ("enforced_milliwatts", 0, "power_limit_w"),
        ("millijoules", 2**64 - 1, "energy_j"),
        ("fan", 4294967295, "fan_percent"),
        ("ecc", (2**64 - 1, 0), "ecc_corrected"),
        ("memory_celsius", 0, "memory_temperature_c"),
        ("clocks", (4294967295, 1), "sm_clock_mhz"),
        ("link", (99, 16), "pcie_generation"),
        ("pcie_kilobytes", (4294967295, 1), "pcie_tx_bytes_per_s"),
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


def test_processes_are_listed_for_each_card(make_nvml: Make, make_card: Make, clock: Clock):
    nvml = make_nvml(
        make_card(uuid="GPU-a", compute=[(os.getpid(), 3 * GIB), (2**31 - 2, None)]),
        make_card(uuid="GPU-b", bus=2, compute=[(os.getpid(), 2 * GIB)]),
    )
    ours, ended, ours_again = source_of(nvml, clock).read().processes or ()
    assert (ours.pid, ours.gpu_index, ours.memory_bytes) == (os.getpid(), 0, 3 * GIB)
    assert ours.name == psutil.Process().name()
    assert (ended.name, ended.memory_bytes) == (None, None)
    assert (ours_again.gpu_index, ours_again.memory_bytes) == (1, 2 * GIB)


def test_a_driver_that_lists_no_processes_is_not_one_without_any(
    make_nvml: Make, make_card: Make, nvml_error: Make, clock: Clock
):
    assert source_of(make_nvml(make_card(compute=nvml_error(NOT_SUPPORTED))), clock).read().processes is None
    assert source_of(make_nvml(make_card()), clock).read().processes == ()


def test_processes_are_listed_every_few_seconds_unless_a_tree_is_watched(
    make_nvml: Make, make_card: Make, clock: Clock
):
    nvml = make_nvml(make_card(graphics=[(20, GIB)]))
    source = source_of(nvml, clock)
    for _ in range(9):
        assert [process.pid for process in source.read().processes or ()] == [20]
        clock.pass_by(1.0)
    assert nvml.calls.count("compute") == 3
    source.wants_processes = True
    for _ in range(10):
        source.read()
        clock.pass_by(1.0)
    assert nvml.calls.count("compute") == 13
    assert nvml.calls.count("graphics") <= 4


def test_shares_of_processes(make_nvml: Make, make_card: Make, clock: Clock):
    card = make_card(compute=[(10, GIB), (11, GIB), (12, GIB)], shares=[(10, 1000, 50)])
    source = source_of(make_nvml(card), clock)
    source.wants_processes = True

    def shares() -> list[float | None]:
        return [process.utilisation_percent for process in source.read().processes or ()]

    assert shares() == [None, None, None]  # of an unknown past
    card.shares = [(10, 1000, 50), (10, 2500, 70), (10, 2000, 60), (12, 2400, 4_000_000)]
    assert shares() == [70.0, 0.0, None]
    assert shares() == [0.0, 0.0, 0.0]  # nothing new: idle


def test_a_wall_clock_that_was_set_back_does_not_silence_the_shares(make_nvml: Make, make_card: Make):
    now_s = 2_000_000_000.0
    card = make_card(compute=[(10, GIB)], shares=[(10, int(now_s * 1e6), 50)])
    nvml = make_nvml(card)
    processes = CardProcesses(Calls(nvml, card), ProcessNames(), Clock(), wall=lambda: now_s)
    processes.read(at_once=True)
    now_s -= 3600.0
    card.shares = [(10, int(now_s * 1e6), 60)]
    (process,) = processes.read(at_once=True) or ()
    assert process.utilisation_percent == 60.0


def test_a_card_that_is_plugged_in_is_found_and_one_that_is_pulled_out_stays(
    make_nvml: Make, make_card: Make, clock: Clock
):
    first, second = make_card(uuid="GPU-a", bus=1), make_card(uuid="GPU-b", bus=2)
    nvml = make_nvml(first)
    source = source_of(nvml, clock)
    source.read()
    nvml.cards.append(second)
    clock.pass_by(10.0)
    assert [state.uuid for state in source.read().states] == ["GPU-a", "GPU-b"]
    nvml.cards.remove(first)
    clock.pass_by(10.0)
    gone, well = source.read().states
    assert (gone.uuid, gone.index, well.uuid, well.stale) == ("GPU-a", 0, "GPU-b", None)
    assert "lost" in str(gone.stale)
    assert nvml.opened == 1


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


CARD = "sys/bus/pci/devices/0000:01:00.0"
DRIVER = "proc/driver/nvidia/gpus/0000:01:00.0"


@pytest.fixture
def laptop(tree: Callable[[dict[str, str]], Path]) -> Path:
    """Return a root with one card that its driver turns off when idle."""
    return tree(
        {
            f"{CARD}/power/runtime_status": "suspended\n",
            "sys/bus/pci/drivers/nvidia/0000:01:00.0/vendor": "0x10de\n",
            f"{DRIVER}/power": "Runtime D3 status:          Enabled (fine-grained)\nVideo Memory: Off\n",
            f"{DRIVER}/information": "Model: \t\t NVIDIA GeForce RTX 4060 Laptop GPU\nIRQ:  \t 16\n",
        }
    )


def set_status(root: Path, status: str) -> None:
    (root / CARD / "power/runtime_status").write_text(status)


def test_a_sleeping_card_is_listed_without_touching_the_driver(
    make_nvml: Make, make_card: Make, clock: Clock, laptop: Path
):
    nvml = make_nvml(make_card())
    source = NvidiaSource(lambda: nvml, clock, clock.pass_by, RuntimePower(laptop))
    for _ in range(100):
        clock.pass_by(1.0)
        (state,) = source.read().states
        assert state.name == "NVIDIA GeForce RTX 4060 Laptop GPU"
        assert "sleeps" in str(state.stale)
    assert nvml.calls == []
    set_status(laptop, "active")
    (state,) = source.read().states
    assert (state.index, state.uuid, state.stale, state.utilisation_percent) == (0, "GPU-0", None, 42.0)


def test_a_card_that_falls_asleep_gets_no_call(make_nvml: Make, make_card: Make, clock: Clock, laptop: Path):
    set_status(laptop, "active")
    nvml = make_nvml(make_card())
    source = NvidiaSource(lambda: nvml, clock, clock.pass_by, RuntimePower(laptop))
    source.read()
    set_status(laptop, "suspended")
    calls = len(nvml.calls)
    (state,) = source.read().states
    assert "sleeps" in str(state.stale)
    assert (state.utilisation_percent, state.memory_total_bytes) == (None, 80 * GIB)
    assert len(nvml.calls) == calls


def test_an_idle_card_that_may_sleep_is_let_go_and_taken_again_when_it_wakes(
    make_nvml: Make, make_card: Make, clock: Clock, laptop: Path
):
    set_status(laptop, "active")
    nvml = make_nvml(make_card(utilisation=0, used=0))
    source = NvidiaSource(lambda: nvml, clock, clock.pass_by, RuntimePower(laptop))
    source.read()
    assert nvml.opened == 1
    clock.pass_by(IDLE_S)
    source.read()
    assert nvml.opened == 0
    (state,) = source.read().states
    assert "left alone" in str(state.stale)
    set_status(laptop, "suspended")
    assert "sleeps" in str(source.read().states[0].stale)
    set_status(laptop, "active")
    clock.pass_by(1.0)
    assert source.read().states[0].stale is None
    assert nvml.opened == 1


def test_a_card_that_does_not_go_to_sleep_is_read_again_and_left_in_peace(
    make_nvml: Make, make_card: Make, clock: Clock, laptop: Path
):
    set_status(laptop, "active")
    nvml = make_nvml(make_card(utilisation=0, used=0))
    source = NvidiaSource(lambda: nvml, clock, clock.pass_by, RuntimePower(laptop))
    source.read()
    clock.pass_by(IDLE_S)
    source.read()
    clock.pass_by(PATIENCE_S)
    assert source.read().states[0].stale is None
    for _ in range(int(NEXT_TRY_S) - 1):
        clock.pass_by(1.0)
        source.read()
    assert nvml.opened == 1


def test_an_idle_card_that_never_sleeps_is_read_on(make_nvml: Make, make_card: Make, clock: Clock, laptop: Path):
    set_status(laptop, "active")
    (laptop / DRIVER / "power").write_text("Runtime D3 status:          Disabled by default\n")
    nvml = make_nvml(make_card(utilisation=0, used=0))
    source = NvidiaSource(lambda: nvml, clock, clock.pass_by, RuntimePower(laptop))
    for _ in range(100):
        clock.pass_by(1.0)
        assert source.read().states[0].stale is None
