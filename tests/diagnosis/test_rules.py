"""The rules against the loads measured on an H200, and each of them there and not there."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deepseek_gui.diagnosis.rules import diagnose
from deepseek_gui.domain.finding import Finding, Severity
from deepseek_gui.domain.machine import Cpu, Gpu, Machine
from deepseek_gui.domain.sample import (
    CpuState,
    GpuProcess,
    GpuState,
    MemoryState,
    ProcessState,
    Sample,
    Throttle,
    TransferRates,
)
from deepseek_gui.domain.text import Text

GIB = 1024**3
MIB = 1024**2
GEN5_X16 = {"pcie_generation": 5, "pcie_width": 16}

# Five loads and an idle card, measured one second each on an H200; rows without a PCIe rate moved nothing there.
MATRIX_PRODUCT: dict[str, Any] = {
    "utilisation_percent": 99.0,
    "memory_controller_percent": 23.0,
    "sm_activity_percent": 96.0,
    "sm_occupancy_percent": 14.0,
    "tensor_activity_percent": 93.0,
    "dram_activity_percent": 16.0,
    "pcie_rx_bytes_per_s": 0.0,
    "pcie_tx_bytes_per_s": 0.0,
    "power_w": 693.0,
    "power_limit_w": 700.0,
    "throttles": (Throttle.POWER_CAP,),
    **GEN5_X16,
}
MEMORY_COPY = MATRIX_PRODUCT | {
    "utilisation_percent": 100.0,
    "memory_controller_percent": 100.0,
    "sm_activity_percent": 99.0,
    "sm_occupancy_percent": 80.0,
    "tensor_activity_percent": 0.0,
    "dram_activity_percent": 88.0,
    "power_w": 404.0,
    "throttles": (),
}
MATRIX_VECTOR = MEMORY_COPY | {
    "utilisation_percent": 95.0,
    "memory_controller_percent": 98.0,
    "sm_activity_percent": 80.0,
    "sm_occupancy_percent": 11.0,
    "tensor_activity_percent": 3.0,
    "dram_activity_percent": 78.0,
    "power_w": 516.0,
}
TINY_KERNELS = MEMORY_COPY | {
    "utilisation_percent": 28.0,
    "memory_controller_percent": 0.0,
    "sm_activity_percent": 0.0,
    "sm_occupancy_percent": 0.0,
    "tensor_activity_percent": 0.0,
    "dram_activity_percent": 0.0,
    "power_w": None,
}
HOST_COPY = TINY_KERNELS | {
    "utilisation_percent": 99.0,
    "memory_controller_percent": 2.0,
    "dram_activity_percent": 1.0,
    "pcie_rx_bytes_per_s": 56.0 * GIB,
}
NO_COUNTERS = {
    "sm_activity_percent": None,
    "sm_occupancy_percent": None,
    "tensor_activity_percent": None,
    "dram_activity_percent": None,
    "pcie_rx_bytes_per_s": None,
    "pcie_tx_bytes_per_s": None,
    "has_counters": False,
}


def gpu(values: dict[str, Any], index: int = 0) -> GpuState:
    return GpuState(index=index, name="H200", **values)


def samples_of(*states: GpuState, count: int = 5, **parts: Any) -> list[Sample]:
    return [Sample(time_s=1e9 + at, monotonic_s=float(at), gpus=states, **parts) for at in range(count)]


def keys(samples: Sequence[Sample], machine: Machine | None = None) -> list[str]:
    return [finding.key for finding in diagnose(samples, machine)]


def only(samples: Sequence[Sample], machine: Machine | None = None) -> Finding:
    (finding,) = diagnose(samples, machine)
    return finding


@pytest.mark.parametrize(
    ("load", "expected", "evidence"),
    [
        (MATRIX_PRODUCT, ["compute", "power_cap"], "SM 96 %, tensor 93 %, DRAM 16 %"),
        (MEMORY_COPY, ["memory_bandwidth"], "SM 99 %, tensor 0 %, DRAM 88 %"),
        (MATRIX_VECTOR, ["memory_bandwidth"], "SM 80 %, tensor 3 %, DRAM 78 %"),
        (TINY_KERNELS, ["launch"], "GPU busy 28 %, SM 0 %, tensor 0 %, DRAM 0 %"),
        (HOST_COPY, ["transfer"], "GPU busy 99 %, SM 0 %, PCIe 56.0 GiB/s (95 % of the link)"),
    ],
)
def test_the_five_measured_loads_are_told_apart(load: dict[str, Any], expected: list[str], evidence: str):
    found = diagnose(samples_of(gpu(load)), None)
    assert [finding.key for finding in found] == expected
    assert str(found[0].evidence) == evidence
    assert found[0].gpu_index == 0


def test_the_articles_rule_would_miss_both_memory_loads_and_blame_the_copy():
    def article(load: dict[str, Any]) -> bool:
        return bool(load["utilisation_percent"] >= 95 and load["sm_activity_percent"] < 80)

    assert [article(load) for load in (MEMORY_COPY, MATRIX_VECTOR, HOST_COPY)] == [False, False, True]


def test_power_cap_is_normal_and_says_the_watts():
    cap = diagnose(samples_of(gpu(MATRIX_PRODUCT)), None)[1]
    assert (cap.severity, str(cap.evidence), cap.remedy) == (
        Severity.NORMAL,
        "clock: power limit, 693 W of 700 W",
        None,
    )


# Without counters


@pytest.mark.parametrize(
    ("load", "expected"),
    [
        (MATRIX_VECTOR, ["memory_bandwidth_likely"]),
        (MATRIX_PRODUCT | {"throttles": None}, ["busy_unknown"]),
        (HOST_COPY, ["busy_unknown"]),
        (TINY_KERNELS, []),
        (MATRIX_PRODUCT | {"throttles": None, "memory_controller_percent": None}, ["busy_unknown"]),
    ],
)
def test_without_counters_the_cause_is_guessed_or_said_to_be_unknown(load: dict[str, Any], expected: list[str]):
    assert keys(samples_of(gpu(load | NO_COUNTERS))) == expected


# Few processors, mixed work, unknown link


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"sm_activity_percent": 30.0, "dram_activity_percent": 10.0}, ["under_filled"]),
        ({"sm_activity_percent": 50.0, "dram_activity_percent": 10.0}, ["busy_mixed"]),
        ({"sm_activity_percent": 45.0, "dram_activity_percent": 65.0}, ["memory_bandwidth"]),
        ({"sm_activity_percent": 45.0, "dram_activity_percent": 65.0, "tensor_activity_percent": None}, ["busy_mixed"]),
        ({"sm_activity_percent": 45.0, "dram_activity_percent": None}, ["under_filled"]),
        ({"sm_activity_percent": 1.0, "dram_activity_percent": 1.0}, ["under_filled"]),
        # SM below 10 % may be a copy: nothing is said about the cause as long as the link's traffic is unknown
        ({"sm_activity_percent": 1.0, "dram_activity_percent": 1.0, "pcie_rx_bytes_per_s": None}, ["busy_mixed"]),
        ({"tensor_activity_percent": 45.0, "dram_activity_percent": 70.0}, ["busy_mixed"]),
        ({"utilisation_percent": 89.0, "sm_activity_percent": 30.0, "dram_activity_percent": 10.0}, []),
    ],
)
def test_a_busy_gpu_between_the_measured_loads(change: dict[str, Any], expected: list[str]):
    if "pcie_rx_bytes_per_s" in change:
        change = change | {"pcie_tx_bytes_per_s": None}
    assert keys(samples_of(gpu(MATRIX_VECTOR | change))) == expected


@pytest.mark.parametrize(
    "change",
    [
        {"utilisation_percent": 19.0},
        {"utilisation_percent": 40.0},
        {"dram_activity_percent": 5.0},
        {"pcie_rx_bytes_per_s": 8.0 * GIB},
        {"pcie_rx_bytes_per_s": None, "pcie_tx_bytes_per_s": None},
        {"pcie_generation": None},
    ],
)
def test_not_launch_bound(change: dict[str, Any]):
    assert keys(samples_of(gpu(TINY_KERNELS | change))) == []


def test_the_link_is_taken_from_the_machine_when_the_driver_does_not_tell_it():
    load = HOST_COPY | {"pcie_generation": None, "pcie_width": None}
    slow = Machine("m", gpus=(Gpu("H200", pcie_gbs=63.0),))
    assert keys(samples_of(gpu(load)), slow) == ["transfer"]
    assert keys(samples_of(gpu(load)), Machine("m", gpus=(Gpu("another", pcie_gbs=63.0),))) == ["busy_mixed"]
    assert keys(samples_of(gpu(load)), None) == ["busy_mixed"]
    fast = Machine("m", gpus=(Gpu("H200", pcie_gbs=450.0),))
    assert keys(samples_of(gpu(load)), fast) == ["under_filled"]


# Three of five


def test_three_of_five_samples_make_a_finding_and_two_do_not():
    busy, idle = samples_of(gpu(MATRIX_VECTOR), count=3), samples_of(gpu({"utilisation_percent": 0.0}), count=3)
    assert keys([*busy, *idle[:2]]) == ["memory_bandwidth"]
    assert keys([*busy[:2], *idle]) == []
    assert keys(busy[:2]) == []
    assert keys([*busy, *busy, *idle, *idle]) == []  # only the newest five count
    assert keys([]) == []


def test_the_evidence_is_the_mean_of_the_samples_that_showed_it():
    loads = [MATRIX_VECTOR | {"dram_activity_percent": dram} for dram in (70.0, 80.0, 90.0)]
    samples = [samples_of(gpu(load), count=1)[0] for load in [*loads, {"utilisation_percent": 0.0}]]
    assert "DRAM 80 %" in str(only(samples).evidence)


def test_old_values_are_no_load():
    stale = gpu(MATRIX_VECTOR | {"stale": Text("The driver has not answered for 2.0 s.")})
    finding = only(samples_of(stale))
    assert (finding.key, finding.severity) == ("driver", Severity.WARNING)
    assert "2.0 s" in str(finding.evidence)


def test_a_gpu_that_sleeps_is_no_finding():
    asleep = GpuState(0, "RX 7900", memory_total_bytes=24 * GIB, stale=Text("This GPU sleeps to save power."))
    assert keys(samples_of(asleep)) == []


def test_each_of_several_gpus_has_its_own_limit():
    samples = samples_of(gpu(MATRIX_VECTOR), gpu(MATRIX_PRODUCT, 1), gpu({"utilisation_percent": 0.0}, 2))
    found = {(finding.key, finding.gpu_index) for finding in diagnose(samples, None)}
    assert found == {("memory_bandwidth", 0), ("compute", 1), ("power_cap", 1)}


# Health


@pytest.mark.parametrize(
    ("throttles", "expected"),
    [
        ((Throttle.THERMAL,), ["thermal"]),
        ((Throttle.HARDWARE_THERMAL, Throttle.HARDWARE_SLOWDOWN), ["thermal"]),
        ((Throttle.POWER_BRAKE, Throttle.HARDWARE_SLOWDOWN), ["power_brake"]),
        ((Throttle.HARDWARE_SLOWDOWN,), ["hardware_slowdown"]),
        ((Throttle.POWER_CAP,), ["power_cap"]),
        ((Throttle.IDLE,), []),
        ((Throttle.CLOCK_SETTING, Throttle.SYNC_BOOST), []),
        (None, []),
    ],
)
def test_throttling_with_its_reason(throttles: tuple[Throttle, ...] | None, expected: list[str]):
    state = gpu({"throttles": throttles, "temperature_c": 91.0, "sm_clock_mhz": 1200.0, "power_w": 300.0})
    found = diagnose(samples_of(state), None)
    assert [finding.key for finding in found] == expected
    severities = {finding.severity for finding in found}
    assert severities <= {Severity.NORMAL if expected == ["power_cap"] else Severity.WARNING}
    assert all((finding.remedy is None) == (finding.severity is Severity.NORMAL) for finding in found)
    assert all("1200 MHz" in str(finding.evidence) for finding in found)


def test_heat_is_told_with_its_degrees():
    state = gpu({"throttles": (Throttle.THERMAL,), "temperature_c": 91.0})
    assert str(only(samples_of(state)).evidence) == "slowdown: heat, 91 °C"


@pytest.mark.parametrize(("errors", "expected"), [(2, ["ecc"]), (0, []), (None, [])])
def test_memory_errors(errors: int | None, expected: list[str]):
    assert keys(samples_of(gpu({"ecc_uncorrected": errors}), count=1)) == expected


LINKED = Machine("m", gpus=(Gpu("H200", pcie_generation_max=5, pcie_width_max=16),))


@pytest.mark.parametrize(
    ("load", "machine", "found"),
    [
        ({"utilisation_percent": 60.0, "pcie_generation": 5, "pcie_width": 8}, LINKED, True),
        ({"utilisation_percent": 60.0, "pcie_generation": 3, "pcie_width": 16}, LINKED, True),
        ({"utilisation_percent": 60.0, "pcie_generation": 3, "pcie_width": None}, LINKED, True),
        ({"utilisation_percent": 60.0, "pcie_generation": 5, "pcie_width": 16}, LINKED, False),
        ({"utilisation_percent": 0.0, "pcie_generation": 1, "pcie_width": 16}, LINKED, False),  # asleep: it saves power
        ({"utilisation_percent": None, "pcie_generation": 1, "pcie_width": 16}, LINKED, False),
        ({"utilisation_percent": 60.0, "pcie_generation": 1, "pcie_width": 4}, None, False),
        (
            {"utilisation_percent": 60.0, "pcie_generation": 1, "pcie_width": 4},
            Machine("m", gpus=(Gpu("H200"),)),
            False,
        ),
    ],
)
def test_a_link_below_its_best(load: dict[str, Any], machine: Machine | None, found: bool):
    assert ("pcie_link" in keys(samples_of(gpu(load)), machine)) is found


def test_the_link_is_named_now_and_at_its_best():
    load = {"utilisation_percent": 60.0, "pcie_generation": 3, "pcie_width": 8}
    assert str(only(samples_of(gpu(load)), LINKED).evidence) == "PCIe 3.0 x8 of 5.0 x16, GPU busy 60 %"


def test_the_card_is_found_by_its_identifier_before_its_place():
    first, second = Gpu("H200", uuid="a", pcie_width_max=16), Gpu("H200", uuid="b", pcie_width_max=8)
    state = gpu({"uuid": "b", "utilisation_percent": 60.0, "pcie_width": 8})
    assert keys(samples_of(state), Machine("m", gpus=(first, second))) == []
    assert keys(samples_of(dataclasses.replace(state, uuid="a")), Machine("m", gpus=(second, first))) == ["pcie_link"]


SPILLED = MATRIX_VECTOR | {
    "dram_activity_percent": 12.0,
    "pcie_rx_bytes_per_s": 25.0 * GIB,
    "memory_used_bytes": 79 * GIB,
    "memory_total_bytes": 80 * GIB,
}


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({}, True),
        ({"memory_used_bytes": 77 * GIB}, False),
        ({"memory_used_bytes": None}, False),
        ({"pcie_rx_bytes_per_s": 5.0 * GIB}, False),
        ({"dram_activity_percent": 78.0}, False),
        ({"dram_activity_percent": None}, False),
        ({"sm_activity_percent": 0.0}, False),  # a mere copy: a model that loads
    ],
)
def test_memory_that_has_moved_to_the_host(change: dict[str, Any], found: bool):
    assert ("spill" in keys(samples_of(gpu(SPILLED | change)))) is found


def test_the_spill_is_told_first_with_its_numbers():
    first = diagnose(samples_of(gpu(SPILLED)), None)[0]
    assert str(first.evidence) == "GPU memory 79.0 GiB of 80.0 GiB, DRAM 12 %, PCIe 25.0 GiB/s (43 % of the link)"


def test_without_counters_a_spill_may_be_a_model_that_loads():
    load = SPILLED | NO_COUNTERS | {"pcie_rx_bytes_per_s": 25.0 * GIB}
    finding = diagnose(samples_of(gpu(load)), None)[0]
    assert (finding.key, finding.severity) == ("spill_likely", Severity.NOTICE)
    assert "is loading, or" in str(finding.message)
    shared = Machine("m", gpus=(Gpu("H200", unified_memory=True),))
    assert "spill_likely" not in keys(samples_of(gpu(load)), shared)


# Busy for long


def steps(minutes: float, load: Callable[[int], float | None]) -> list[Sample]:
    return [
        Sample(1e9 + at, float(at), gpus=(gpu({"utilisation_percent": load(at)}),))
        for at in range(int(minutes * 60) + 1)
    ]


@pytest.mark.parametrize(
    ("samples", "found"),
    [
        (steps(10, lambda _: 97.0), True),
        (steps(30, lambda at: 97.0 if at > 1200 else 0.0), True),
        (steps(10, lambda at: 97.0 if at % 30 else 10.0), True),
        (steps(9.9, lambda _: 97.0), False),
        (steps(30, lambda at: 97.0 if at > 1300 else 0.0), False),
        (steps(10, lambda at: 97.0 if at % 10 else 10.0), False),
        (steps(10, lambda at: 97.0 if at > 550 else None), False),
        (steps(10, lambda at: 97.0 if at < 595 else 0.0), False),
    ],
)
def test_busy_for_ten_minutes_is_healthy(samples: list[Sample], found: bool):
    findings = [finding for finding in diagnose(samples, None) if finding.key == "sustained"]
    assert bool(findings) is found
    assert all(finding.severity is Severity.NORMAL and "10 minutes" in str(finding.evidence) for finding in findings)


# The computer


def memory(**values: Any) -> list[Sample]:
    return samples_of(memory=MemoryState(**values))


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"total_bytes": 64 * GIB, "available_bytes": 3 * GIB}, ["memory_low"]),
        ({"total_bytes": 64 * GIB, "available_bytes": 4 * GIB}, []),
        ({"total_bytes": 8 * GIB, "available_bytes": GIB - 1}, ["memory_low"]),
        ({"total_bytes": None, "available_bytes": GIB - 1}, ["memory_low"]),
        ({"total_bytes": None, "available_bytes": 2 * GIB}, []),
        ({"total_bytes": 64 * GIB, "available_bytes": None}, []),
        ({"swap_out_bytes_per_s": 2.0 * MIB, "swap_used_bytes": GIB}, ["swapping"]),
        ({"swap_out_bytes_per_s": 2.0 * MIB}, ["swapping"]),
        ({"swap_out_bytes_per_s": 1000.0, "swap_used_bytes": 4 * GIB, "total_bytes": 64 * GIB}, ["swap_used"]),
        ({"swap_out_bytes_per_s": 0.0, "swap_used_bytes": GIB, "total_bytes": 64 * GIB}, []),
        ({"swap_out_bytes_per_s": None, "swap_used_bytes": 4 * GIB, "total_bytes": 64 * GIB}, []),
        ({"swap_out_bytes_per_s": 0.0, "swap_used_bytes": 0, "total_bytes": 0}, []),
    ],
)
def test_memory_and_swap(values: dict[str, Any], expected: list[str]):
    assert keys(memory(**values)) == expected


def test_memory_and_swap_in_numbers():
    low, swapping = diagnose(
        memory(
            total_bytes=64 * GIB, available_bytes=3 * GIB, swap_out_bytes_per_s=2.0 * MIB, swap_used_bytes=1536 * MIB
        ),
        None,
    )
    assert str(low.evidence) == "3.0 GiB left of 64.0 GiB"
    assert str(swapping.evidence) == "2.0 MiB/s to swap, 1.5 GiB in swap"


def process(gpus: tuple[GpuState, ...] = (), **values: Any) -> list[Sample]:
    return samples_of(*gpus, process=ProcessState(pid=1, **values), cpu=CpuState(per_core_percent=(1.0,) * 8))


ALONE: dict[str, Any] = {"busiest_thread_percent": 99.0, "cpu_percent": 110.0}


@pytest.mark.parametrize(
    ("gpus", "values", "expected"),
    [
        ((gpu({"utilisation_percent": 45.0}),), ALONE, ["single_thread"]),
        ((), ALONE, ["single_thread"]),
        ((gpu({"utilisation_percent": 70.0}),), ALONE, []),  # a thread that waits for the GPU spins
        ((gpu({"utilisation_percent": None}),), ALONE, []),
        ((gpu({"utilisation_percent": 45.0}), gpu({"utilisation_percent": 80.0}, 1)), ALONE, []),
        ((gpu({"utilisation_percent": 45.0}),), ALONE | {"busiest_thread_percent": 94.0}, []),
        ((gpu({"utilisation_percent": 45.0}),), ALONE | {"busiest_thread_percent": None}, []),
        ((gpu({"utilisation_percent": 45.0}),), ALONE | {"cpu_percent": None}, []),
        ((gpu({"utilisation_percent": 45.0}),), ALONE | {"cpu_percent": 400.0}, []),
        ((), {"busiest_thread_percent": 99.0, "cpu_percent": 600.0}, ["processor"]),
        ((), {"busiest_thread_percent": 99.0, "cpu_percent": 500.0}, []),
    ],
)
def test_the_engine_on_the_processor(gpus: tuple[GpuState, ...], values: dict[str, Any], expected: list[str]):
    assert keys(process(gpus, **values)) == expected


def test_the_engine_on_the_processor_in_numbers():
    assert str(only(process((gpu({"utilisation_percent": 45.0}),), **ALONE)).evidence) == (
        "busiest thread 99 %, GPU busy 45 %"
    )
    machine = Machine("m", cpu=Cpu(cores=6, threads=12))
    assert str(only(process(cpu_percent=590.0), machine).evidence) == "the engine uses 5.9 of 6 cores"


def test_a_single_core_is_never_half_used():
    samples = samples_of(process=ProcessState(pid=1, **ALONE), cpu=CpuState(per_core_percent=(99.0,)))
    assert keys(samples) == []


@pytest.mark.parametrize(
    ("faults", "read", "expected"),
    [
        (800.0, 200.0 * MIB, ["paging"]),
        (10.0, 200.0 * MIB, []),
        (800.0, MIB, []),
        (None, 200.0 * MIB, []),
        (800.0, None, []),
    ],
)
def test_a_model_read_from_the_disk(faults: float | None, read: float | None, expected: list[str]):
    found = diagnose(
        samples_of(memory=MemoryState(major_faults_per_s=faults), process=ProcessState(pid=1, read_bytes_per_s=read)),
        None,
    )
    assert [finding.key for finding in found] == expected
    assert all(str(finding.evidence) == "the engine reads 200 MiB/s, 800 page faults/s" for finding in found)


def test_old_readings_of_the_computer_are_told_and_not_judged():
    low = MemoryState(total_bytes=64 * GIB, available_bytes=GIB)
    stale = {"memory": Text("The memory could not be read."), "disk": Text("No disk answers.")}
    finding = only(samples_of(memory=low, stale=stale))
    assert (finding.key, finding.severity) == ("old_readings", Severity.NOTICE)
    assert str(finding.evidence) == "The memory could not be read. No disk answers."


def test_warnings_come_first_and_what_is_normal_last():
    load = MATRIX_PRODUCT | {"throttles": (Throttle.POWER_CAP, Throttle.THERMAL)}
    samples = samples_of(gpu(HOST_COPY), gpu(load, 1), memory=MemoryState(available_bytes=MIB))
    assert keys(samples) == ["thermal", "memory_low", "transfer", "compute", "power_cap"]


# Any mixture of the known and the unknown

PERCENTS = st.sampled_from([0.0, 4.0, 25.0, 45.0, 65.0, 95.0, 100.0])
SIZES = st.sampled_from([0, 1, 79 * GIB, 80 * GIB, 2**62])
NUMBERS = st.one_of(PERCENTS, st.sampled_from([1e9, 30.0 * GIB, -1.0, 1e308]))
REASONS = st.none() | st.just(Text("The driver {x}.", {"x": "hangs"}))


def anything(field: dataclasses.Field[Any]) -> st.SearchStrategy[Any]:
    kind = str(field.type)
    known = {
        "tuple[Throttle, ...] | None": st.lists(st.sampled_from(Throttle)).map(tuple),
        "bool | None": st.booleans(),
        "str | None": st.text(),
        "Text | None": REASONS,
        "tuple[float, ...]": st.lists(NUMBERS, max_size=3).map(tuple),
        "int": st.integers(0, 2),
        "str": st.just("H200"),
    }.get(kind, SIZES if kind.startswith("int") else NUMBERS)
    return st.none() | known if "None" in kind else known


def states(kind: type[Any], **fixed: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.builds(kind, **({field.name: anything(field) for field in dataclasses.fields(kind)} | fixed))


SAMPLES = st.lists(
    st.builds(
        Sample,
        time_s=NUMBERS,
        monotonic_s=NUMBERS,
        cpu=states(CpuState),
        memory=states(MemoryState),
        gpus=st.lists(states(GpuState), max_size=2).map(tuple),
        disk=states(TransferRates),
        network=states(TransferRates),
        process=st.none() | states(ProcessState),
        gpu_processes=st.none() | st.lists(states(GpuProcess), max_size=1).map(tuple),
        stale=st.dictionaries(
            st.sampled_from(["cpu", "memory", "process", "nvidia"]), st.just(Text("Old.")), max_size=2
        ),
    ),
    max_size=6,
)
MACHINES = st.none() | st.builds(
    Machine,
    name=st.just("m"),
    cpu=st.builds(Cpu, cores=st.none() | st.integers(1, 4), threads=st.none() | st.integers(1, 8)),
    gpus=st.lists(
        st.builds(
            Gpu,
            name=st.just("H200"),
            uuid=st.none() | st.text(max_size=1),
            pcie_gbs=st.none() | NUMBERS,
            unified_memory=st.booleans(),
            pcie_generation_max=st.none() | st.integers(1, 6),
            pcie_width_max=st.none() | st.integers(1, 16),
        ),
        max_size=2,
    ).map(tuple),
)

READ_FROM = {
    "transfer": ("utilisation_percent", "sm_activity_percent"),
    "memory_bandwidth": ("dram_activity_percent", "tensor_activity_percent"),
    "compute": ("tensor_activity_percent",),
    "under_filled": ("utilisation_percent", "sm_activity_percent"),
    "launch": ("utilisation_percent", "sm_activity_percent", "tensor_activity_percent", "dram_activity_percent"),
    "memory_bandwidth_likely": ("utilisation_percent", "memory_controller_percent"),
    "busy_mixed": ("utilisation_percent",),
    "busy_unknown": ("utilisation_percent",),
    "thermal": ("throttles",),
    "power_brake": ("throttles",),
    "hardware_slowdown": ("throttles",),
    "power_cap": ("throttles",),
    "pcie_link": ("utilisation_percent",),
    "spill": ("memory_used_bytes", "memory_total_bytes", "sm_activity_percent", "dram_activity_percent"),
    "spill_likely": ("memory_used_bytes", "memory_total_bytes", "utilisation_percent"),
    "sustained": ("utilisation_percent",),
    "ecc": (),
    "driver": (),
}
"""What a GPU's finding speaks of."""


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # samples have many fields
@given(SAMPLES, MACHINES)
def test_nothing_raises_and_no_finding_speaks_of_what_is_not_known(samples: list[Sample], machine: Machine | None):
    for finding in diagnose(samples, machine):
        words = " ".join(str(text) for text in (finding.message, finding.evidence, finding.remedy) if text is not None)
        assert "None" not in words
        assert "{" not in words
        if finding.gpu_index is None:
            continue
        for field in READ_FROM[finding.key]:
            known = [
                state
                for sample in samples[-5:]
                for state in sample.gpus
                if state.index == finding.gpu_index and getattr(state, field) is not None
            ]
            assert len(known) >= 3, (finding.key, field)


@given(st.lists(st.integers(0, 3), min_size=1, max_size=4))
def test_a_machine_that_tells_nothing_has_no_findings(indices: list[int]):
    unknown = tuple(GpuState(index, "H200") for index in indices)
    assert diagnose(samples_of(*unknown, process=ProcessState(pid=1)), None) == ()
