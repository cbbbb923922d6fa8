"""What Windows says about its hardware: one PowerShell query of CIM and the registry, answered in JSON.

Written from the documentation of the classes and tested on recorded answers; it has not been run on Windows yet.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from deepseek_gui.hardware.commands import output_of

TIMEOUT_S = 8.0
"""PowerShell starts in about a second, CIM's first answers take another."""
DISPLAY_CLASS = r"HKLM:\SYSTEM\CurrentControlSet\Control\Class\{4d36e968-e325-11ce-bfc1-08002be10318}\0*"
SCRIPT = f"""
$ErrorActionPreference = 'SilentlyContinue'
[Console]::OutputEncoding = [Text.Encoding]::UTF8
@{{
  processors = @(Get-CimInstance Win32_Processor |
    Select-Object Name, NumberOfCores, NumberOfLogicalProcessors, MaxClockSpeed)
  modules = @(Get-CimInstance Win32_PhysicalMemory |
    Select-Object Capacity, SMBIOSMemoryType, Speed, ConfiguredClockSpeed, DataWidth, BankLabel, DeviceLocator)
  arrays = @(Get-CimInstance Win32_PhysicalMemoryArray | Select-Object MemoryErrorCorrection)
  adapters = @(Get-CimInstance Win32_VideoController |
    Select-Object Name, PNPDeviceID, AdapterRAM, DriverVersion, AdapterCompatibility)
  classes = @(Get-ItemProperty '{DISPLAY_CLASS}' |
    Select-Object MatchingDeviceId, DriverDesc, HardwareInformation.qwMemorySize)
  disks = @(Get-PhysicalDisk | Select-Object DeviceId, FriendlyName, MediaType, BusType)
  partitions = @(Get-Partition | Where-Object DriveLetter | Select-Object DriveLetter, DiskNumber)
}} | ConvertTo-Json -Compress -Depth 3
"""

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class WindowsReport:
    """The answer's tables; a table that Windows did not give is empty.

    Attributes:
        processors: Win32_Processor, one a socket.
        modules: Win32_PhysicalMemory, one a filled slot.
        arrays: Win32_PhysicalMemoryArray.
        adapters: Win32_VideoController.
        classes: the display adapters' keys in the registry.
        disks: MSFT_PhysicalDisk.
        partitions: MSFT_Partition, those with a drive letter.
    """

    processors: tuple[Row, ...] = ()
    modules: tuple[Row, ...] = ()
    arrays: tuple[Row, ...] = ()
    adapters: tuple[Row, ...] = ()
    classes: tuple[Row, ...] = ()
    disks: tuple[Row, ...] = ()
    partitions: tuple[Row, ...] = ()


def read_report(output: bytes | None) -> WindowsReport:
    """Return the report in PowerShell's output; empty for one that is damaged."""
    try:
        document = json.loads((output or b"").decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError):
        return WindowsReport()
    if not isinstance(document, dict):
        return WindowsReport()
    return WindowsReport(**{table: _rows(document.get(table)) for table in WindowsReport.__slots__})


def ask_windows() -> bytes | None:
    """Return PowerShell's answer; None where there is no PowerShell or it fails."""
    return output_of(("powershell", "-NoProfile", "-NonInteractive", "-Command", SCRIPT), TIMEOUT_S)


class WindowsQuery:
    """Asks once, whichever part of the probe wants the report first."""

    def __init__(self, ask: Callable[[], bytes | None] = ask_windows) -> None:
        """Prepare.

        Args:
            ask: returns the answer in JSON.
        """
        self._ask = ask
        self._lock = threading.Lock()
        self._report: WindowsReport | None = None

    def report(self) -> WindowsReport:
        """Return the report; the first call takes some seconds."""
        with self._lock:
            if self._report is None:
                self._report = read_report(self._ask())
            return self._report


def text_in(row: Row, name: str) -> str | None:
    """Return a field's text without surrounding space; None for anything else."""
    value = row.get(name)
    return value.strip() or None if isinstance(value, str) else None


def number_in(row: Row, name: str) -> int | None:
    """Return a field's whole number of at most 64 bits; None for anything else."""
    value = row.get(name)
    if isinstance(value, str) and len(value) <= 20 and value.isdecimal():
        value = int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**64 else None


def _rows(table: Any) -> tuple[Row, ...]:
    rows = [table] if isinstance(table, dict) else table if isinstance(table, list) else []
    return tuple(row for row in rows if isinstance(row, dict))
