"""What Windows says, from recorded answers."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from deepseek_gui.hardware.cpu import add_windows
from deepseek_gui.hardware.facts import Facts
from deepseek_gui.hardware.isa import windows_isa
from deepseek_gui.hardware.memory import add_windows_modules
from deepseek_gui.hardware.storage import add_windows_disk
from deepseek_gui.hardware.windows_gpus import dedicated_bytes, probe_windows
from deepseek_gui.hardware.windows_report import SCRIPT, WindowsQuery, WindowsReport, read_report

GIB = 1024**3
Recorded = Callable[[str], bytes]


def gpu_report(name: str, device: str = "PCI\\VEN_8086&DEV_E20B&SUBSYS_1&REV_00\\1", **more: Any) -> WindowsReport:
    return WindowsReport(adapters=({"Name": name, "PNPDeviceID": device, **more},))


def test_the_processor(recorded_windows: Recorded):
    facts = Facts()
    add_windows(facts, read_report(recorded_windows("desktop")))
    assert facts.values["name"] == "AMD Ryzen 9 7950X 16-Core Processor"
    assert (facts.values["base_ghz"], facts.values["sockets"], facts.sources["sockets"]) == (4.5, 1, "cim")


def test_two_processors_are_named_with_their_count():
    row = {"Name": "Intel(R) Xeon(R) Platinum 8380 CPU @ 2.30GHz", "MaxClockSpeed": 2301}
    facts = Facts()
    add_windows(facts, WindowsReport(processors=(row, row)))
    assert (facts.values["name"], facts.values["base_ghz"]) == ("2x Intel Xeon Platinum 8380", 2.3)


def test_the_memory(recorded_windows: Recorded):
    facts = Facts()
    add_windows_modules(facts, read_report(recorded_windows("desktop")))
    assert facts.values == {"type": "DDR5", "ecc": False, "speed_mts": 4800, "channels": 2}


def test_the_disk_of_a_drive(recorded_windows: Recorded):
    report = read_report(recorded_windows("desktop"))
    found = {}
    for drive in ("C:", "d:", "X:", ""):
        facts = Facts()
        add_windows_disk(facts, report, drive)
        found[drive] = facts.values
    assert found["C:"] == {"kind": "NVMe SSD", "model": "Samsung SSD 990 PRO 2TB", "bus": "NVMe"}
    assert found["d:"] == {"kind": "HDD", "model": "ST4000DM004-2CV104", "bus": "SATA"}
    assert found["X:"] == found[""] == {}


@pytest.mark.parametrize(
    ("name", "counted"),
    [
        ("Intel(R) Arc(TM) B580 Graphics", True),
        ("Intel(R) Arc(TM) A770 Graphics", True),
        ("Intel(R) Arc(TM) Pro B60 Graphics", True),
        ("Intel(R) Arc(TM) Graphics", False),  # Meteor Lake's own
        ("Intel(R) Arc(TM) 140V GPU (16GB)", False),  # Lunar Lake's own
        ("Intel(R) UHD Graphics 770", False),
        ("Intel(R) Iris(R) Xe Graphics", False),
    ],
)
def test_intels_cards_by_name(name: str, counted: bool):
    facts = probe_windows(gpu_report(name), 32 * GIB)
    assert bool(facts.gpus) is counted
    assert bool(facts.notices) is not counted


@pytest.mark.parametrize(
    ("value", "size"),
    [
        (25753026560, 25753026560),
        ([0, 0, 0, 0, 4, 0, 0, 0], 16 * GIB),  # a binary value, as Intel's driver writes it
        ("17179869184", 16 * GIB),
        ([0, 0, 0, 1], None),
        ([300] * 8, None),
        (2**70, None),
        (-1, None),
        ("much", None),
        (None, None),
    ],
)
def test_the_registrys_size(value: Any, size: int | None):
    adapter = {"Name": "a", "PNPDeviceID": "PCI\\VEN_8086&DEV_E20B&SUBSYS_1"}
    key = {"MatchingDeviceId": "pci\\ven_8086&dev_e20b", "HardwareInformation.qwMemorySize": value}
    assert dedicated_bytes(adapter, [key]) == size


@pytest.mark.parametrize(("told", "size"), [(2 * GIB, 2 * GIB), (4293918720, None), (0, None), (-1048576, None)])
def test_wmis_size_where_32_bits_hold_it(told: int, size: int | None):
    assert dedicated_bytes({"Name": "a", "AdapterRAM": told}, ()) == size


@pytest.mark.parametrize(
    "output",
    [None, b"", b"{", b"[]", b"3", b"null", b"\xff\xfe{", b'{"adapters": 3, "disks": [1, null]}', b"[" * 100_000],
)
def test_a_damaged_answer_says_nothing(output: bytes | None):
    assert read_report(output) == WindowsReport()


def test_a_single_row_and_a_byte_order_mark():
    output = b"\xef\xbb\xbf" + json.dumps({"processors": {"Name": "x"}, "news": []}).encode()
    assert read_report(output).processors == ({"Name": "x"},)


@pytest.mark.parametrize("value", [None, "", 10**30, -5, [], {}, True, "\ud800", "x" * 100_000, 1.5])
def test_absurd_fields_raise_nothing(value: Any):
    keys = "Name MaxClockSpeed Capacity SMBIOSMemoryType Speed ConfiguredClockSpeed DataWidth BankLabel DeviceLocator"
    keys += " MemoryErrorCorrection PNPDeviceID AdapterRAM DriverVersion AdapterCompatibility MatchingDeviceId"
    keys += (
        " DriverDesc HardwareInformation.qwMemorySize DeviceId FriendlyName MediaType BusType DriveLetter DiskNumber"
    )
    row = dict.fromkeys(keys.split(), value)
    report = WindowsReport(*[(row, {**row, "Capacity": 1, "DriveLetter": "C", "DiskNumber": 0})] * 7)
    facts = Facts()
    add_windows(facts, report)
    add_windows_modules(facts, report)
    add_windows_disk(facts, report, "C:")
    assert probe_windows(report, GIB).gpus == ()
    assert "speed_mts" not in facts.values


def test_windows_is_asked_once():
    asked = []
    query = WindowsQuery(lambda: asked.append(1) or b"{}")  # type: ignore[func-returns-value]
    assert query.report() is query.report()
    assert asked == [1]


def test_the_query_asks_for_every_table():
    assert all(f"{table} = @(" in SCRIPT for table in WindowsReport.__slots__)
    assert SCRIPT.count("{") == SCRIPT.count("}")


def test_instruction_sets_on_windows():
    assert windows_isa(lambda number: number in {39, 40}) == ("AVX", "AVX2")
