"""The real binding and the whole program against a stand-in for NVIDIA's driver, as children of their own."""

from __future__ import annotations

import ast
import ctypes
import inspect
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil
import pynvml
import pytest

import deepseek_gui.hardware

GIB, MIB = 1024**3, 1024**2
WAIT_S = 60.0
MAIN = "import sys; from deepseek_gui.cli.main import main; sys.exit(main(sys.argv[1:]))"
COUNTED_OFTEN = "from deepseek_gui.hardware import nvidia; nvidia.COUNT_EVERY_S = 0.2; "
Document = dict[str, Any]
Run = Callable[..., list[Document]]


@pytest.fixture
def run(nvml_standin: Any, tmp_path: Path) -> Run:
    """Return a function that runs the program in a scenario and returns its documents."""

    def go(scenario: str, *arguments: str, before: str = "") -> list[Document]:
        environment = nvml_standin.environment(tmp_path / "scenario", scenario)
        done = subprocess.run(
            [sys.executable, "-c", before + MAIN, *arguments, "--json"],
            env=environment,
            capture_output=True,
            text=True,
            check=True,
            timeout=WAIT_S,
        )
        assert done.stderr == ""
        return [json.loads(line) for line in done.stdout.splitlines()]

    return go


def watch(count: int, interval_s: float = 0.1) -> tuple[str, ...]:
    return "watch", "--count", str(count), "--interval", str(interval_s)


def used_functions() -> set[str]:
    """Return the binding's functions that the hardware room names."""
    folder = Path(inspect.getfile(deepseek_gui.hardware)).parent
    nodes = [node for path in folder.glob("*.py") for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))]
    names = {node.attr for node in nodes if isinstance(node, ast.Attribute)}
    return {name for name in names if re.match("nvml[A-Z]", name) and inspect.isfunction(getattr(pynvml, name, None))}


def exports_of(function: str) -> set[str]:
    """Return the library's functions that a function of the binding calls, through others of the binding too."""
    source = inspect.getsource(getattr(pynvml, function))
    called = set(re.findall(r"\b(nvml[A-Z]\w+)\(", source)) - {function}
    through = {name for name in called if inspect.isfunction(getattr(pynvml, name, None))}
    own = set(re.findall(r"_nvmlGetFunctionPointer\(\s*\"(\w+)\"", source))
    return own.union(*(exports_of(name) for name in through))


def test_it_answers_every_call_that_we_make(nvml_standin: Any):
    library = ctypes.CDLL(str(nvml_standin.library))
    functions = used_functions()
    assert {"nvmlInit", "nvmlGpmMetricsGet", "nvmlDeviceGetProcessUtilization"} <= functions
    wanted = {export for function in functions for export in exports_of(function)}
    assert len(wanted) >= len(functions)
    assert {export for export in wanted if not hasattr(library, export)} == set()


def test_eight_gpus(run: Run):
    loads = "\n".join(f"gpu {index} utilisation {index * 10}" for index in range(8))
    (sample,) = run(f"gpus 8\nreasons 36\n{loads}", *watch(1))
    assert [gpu["utilisation_percent"] for gpu in sample["gpus"]] == [index * 10.0 for index in range(8)]
    assert len({gpu["uuid"] for gpu in sample["gpus"]}) == 8
    expected = {
        "name": "NVIDIA H100 80GB HBM3",
        "memory_controller_percent": 30.0,
        "memory_used_bytes": 10 * GIB,
        "memory_reserved_bytes": GIB // 2,
        "memory_free_bytes": 80 * GIB - 10 * GIB - GIB // 2,
        "memory_total_bytes": 80 * GIB,
        "power_w": 350.0,
        "power_limit_w": 700.0,
        "energy_j": 123456.789,
        "temperature_c": 51.0,
        "memory_temperature_c": 60.0,
        "fan_percent": 40.0,
        "sm_clock_mhz": 1980.0,
        "memory_clock_mhz": 2619.0,
        "throttles": ["power_cap", "thermal"],
        "has_counters": True,
        "sm_activity_percent": 80.0,
        "sm_occupancy_percent": 12.0,
        "tensor_activity_percent": 5.0,
        "dram_activity_percent": 75.0,
        "pcie_tx_bytes_per_s": 10.0 * MIB,
        "pcie_rx_bytes_per_s": 20.0 * MIB,
        "pcie_generation": 5,
        "pcie_width": 16,
        "ecc_corrected": 0,
        "ecc_uncorrected": 0,
        "stale": None,
    }
    for gpu in sample["gpus"]:
        assert {key: gpu[key] for key in expected} == expected


def test_a_card_without_counters_tells_its_pcie_traffic_the_slow_way(run: Run):
    (sample,) = run("gpm 0", *watch(1))
    (gpu,) = sample["gpus"]
    assert (gpu["has_counters"], gpu["sm_activity_percent"], gpu["dram_activity_percent"]) == (False, None, None)
    assert (gpu["pcie_tx_bytes_per_s"], gpu["pcie_rx_bytes_per_s"]) == (1e6, 2e6)


def test_the_whole_card_of_a_mig_machine_has_no_utilisation(run: Run):
    (sample,) = run("mig", *watch(1))
    (gpu,) = sample["gpus"]
    assert (gpu["utilisation_percent"], gpu["sm_activity_percent"], gpu["stale"]) == (None, None, None)
    assert (gpu["memory_total_bytes"], gpu["power_w"]) == (80 * GIB, 350.0)


FIELDS = {
    "nvmlDeviceGetUtilizationRates": ["utilisation_percent", "memory_controller_percent"],
    "nvmlDeviceGetPowerUsage": ["power_w"],
    "nvmlDeviceGetEnforcedPowerLimit": ["power_limit_w"],
    "nvmlDeviceGetTemperature": ["temperature_c"],
    "nvmlDeviceGetFieldValues": ["memory_temperature_c"],
    "nvmlDeviceGetFanSpeed": ["fan_percent"],
    "nvmlDeviceGetClockInfo": ["sm_clock_mhz", "memory_clock_mhz"],
    "nvmlDeviceGetTotalEnergyConsumption": ["energy_j"],
    "nvmlDeviceGetTotalEccErrors": ["ecc_corrected", "ecc_uncorrected"],
    "nvmlDeviceGetCurrPcieLinkGeneration": ["pcie_generation"],
    "nvmlDeviceGetCurrPcieLinkWidth": ["pcie_width"],
    "nvmlDeviceGetCurrentClocksEventReasons": [],  # the older name answers
    "nvmlGpmQueryDeviceSupport": ["has_counters", "sm_activity_percent", "tensor_activity_percent"],
}


@pytest.mark.parametrize("code", [3, 13, 999], ids=["not supported", "function not found", "unknown error"])
def test_fields_that_are_not_supported_cost_only_themselves(run: Run, code: int):
    halves = sorted(FIELDS)[::2], sorted(FIELDS)[1::2]
    for functions in halves:
        errors = "\n".join(f"error {function} {code}" for function in functions)
        (sample,) = run(errors, *watch(1))
        (gpu,) = sample["gpus"]
        missing = {field for function in functions for field in FIELDS[function]}
        assert {key for key, value in gpu.items() if value is None} - {"stale"} >= missing
        others = {field for function in FIELDS if function not in functions for field in FIELDS[function]}
        assert all(gpu[field] is not None for field in others), others
        assert gpu["stale"] is None
        assert gpu["throttles"] == []


def test_an_older_driver_without_the_newer_memory_call(run: Run):
    (sample,) = run("error nvmlDeviceGetMemoryInfo_v2 13", *watch(1))
    (gpu,) = sample["gpus"]
    assert (gpu["memory_used_bytes"], gpu["memory_reserved_bytes"]) == (10 * GIB + GIB // 2, None)


def test_a_gpu_that_is_lost_stays_listed_and_comes_back(run: Run):
    samples = run("gpus 2\ngpu 1 lost after 60\ngpu 1 back after 1", *watch(30))
    assert all(len(sample["gpus"]) == 2 for sample in samples)
    lost = [sample["gpus"][1] for sample in samples if "lost" in (sample["gpus"][1]["stale"] or "")]
    assert lost
    assert all(gpu["utilisation_percent"] == 42.0 for gpu in lost)
    assert not any("lost" in (sample["gpus"][0]["stale"] or "") for sample in samples)
    assert samples[0]["gpus"][1]["stale"] is None
    assert any(sample["gpus"][1]["stale"] is None for sample in samples[-5:])


def test_a_call_that_hangs_delays_nobody_and_its_card_comes_back(run: Run):
    samples = run("hang nvmlDeviceGetPowerUsage 1.5 after 3", *watch(35))
    hung = [sample for sample in samples if sample["gpus"][0]["stale"] is not None]
    assert hung
    assert all("has not answered" in sample["gpus"][0]["stale"] for sample in hung)
    assert all(sample["gpus"][0]["power_w"] == 350.0 for sample in hung)
    assert all(sample["cpu"]["per_core_percent"] for sample in hung)
    assert any(sample["stale"] == {} for sample in hung)
    assert any(sample["gpus"][0]["stale"] is None for sample in samples[-5:])
    assert len(hung) >= 5  # samples went on meanwhile


def test_garbage_is_unknown(run: Run):
    (sample,) = run("gpus 2\ngpu 0 garbage", *watch(1))
    garbage, well = sample["gpus"]
    told = {key for key, value in garbage.items() if value is not None}
    assert told == {"index", "name", "uuid", "has_counters"}
    assert well["utilisation_percent"] == 42.0


@pytest.mark.parametrize(("change", "first", "last"), [("2 after 60", 1, 2), ("0 after 60", 1, 1)])
def test_gpus_come_and_go(run: Run, change: str, first: int, last: int):
    samples = run(f"gpus {change}", *watch(30), before=COUNTED_OFTEN)
    assert (len(samples[0]["gpus"]), len(samples[-1]["gpus"])) == (first, last)
    reasons = {sample["gpus"][0]["stale"] for sample in samples[-5:]}
    assert (None in reasons) == (last > first)


def test_processes_and_their_shares(run: Run):
    ours = os.getpid()
    samples = run(f"process {ours} {3 * GIB} 40\nprocess {2**31 - 2} 0 0", *watch(35))
    told, untold = samples[-1]["gpu_processes"]
    assert told == {
        "pid": ours,
        "gpu_index": 0,
        "name": psutil.Process().name(),
        "memory_bytes": 3 * GIB,
        "utilisation_percent": 40.0,
        "watched": False,
    }
    assert (untold["name"], untold["memory_bytes"], untold["utilisation_percent"]) == (None, None, 0.0)


def test_a_driver_that_does_not_open_is_no_card(run: Run):
    (sample,) = run("error nvmlInitWithFlags 9", *watch(1))
    assert (sample["gpus"], sample["gpu_processes"]) == ([], None)


def test_ctrl_c_while_the_driver_hangs_ends_it(nvml_standin: Any, tmp_path: Path):
    environment = nvml_standin.environment(tmp_path / "scenario", f"hang nvmlDeviceGetPowerUsage {2 * WAIT_S} after 2")
    command = [sys.executable, "-c", MAIN, "watch", "--interval", "0.1", "--json"]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        while json.loads(child.stdout.readline())["gpus"][0]["stale"] is None:
            pass
        child.send_signal(signal.SIGINT)
        _, complaint = child.communicate(timeout=WAIT_S)
    assert (child.returncode, complaint) == (0, "")


def test_the_probe_finds_the_cards(run: Run):
    (machine,) = run("gpus 8", "probe")
    assert sum(gpu["count"] for gpu in machine["gpus"]) == 8
    assert machine["gpus"][0]["name"] == "NVIDIA H100 80GB HBM3"
    assert machine["gpus"][0]["interconnect"] == "NVSwitch"
    assert machine["gpus"][0]["vram_gib"] == 80.0
