"""Host memory: how much is used now, and what it is."""

from __future__ import annotations

import json
import mmap
import re
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import psutil

from deepseek_gui.domain.machine import Memory
from deepseek_gui.domain.sample import MemoryState
from deepseek_gui.hardware.commands import text_of
from deepseek_gui.hardware.facts import Facts, Part
from deepseek_gui.hardware.files import read_text
from deepseek_gui.hardware.limits import within
from deepseek_gui.hardware.rates import RateMeter
from deepseek_gui.hardware.windows_report import WindowsReport, number_in, text_in

ROOT = Path("/")
KIB = 1024
CHANNEL_BITS = 64
CHANNEL = re.compile(r"^(.*channel[ _-]?[a-z0-9])", re.IGNORECASE)
MODULE = re.compile(r"^E: ?MEMORY_DEVICE_(\d+)_(\w+)=(.*)$", re.MULTILINE)
SMBIOS_TYPES = {
    20: "DDR", 21: "DDR2", 24: "DDR3", 26: "DDR4", 27: "LPDDR", 28: "LPDDR2", 29: "LPDDR3", 30: "LPDDR4", 32: "HBM",
    33: "HBM2", 34: "DDR5", 35: "LPDDR5", 36: "HBM3",
}  # fmt: skip
"""Memory device types of SMBIOS 3.7, table 77."""
ERROR_CORRECTION = {3: False, 5: True, 6: True}
"""Win32_PhysicalMemoryArray.MemoryErrorCorrection: none, single-bit, multi-bit; the rest says nothing of ECC."""
SPEED_MTS = (100, 100_000)
NO_TYPE = frozenset({"", "unknown", "other", "<out of spec>"})


class MemoryMeter:
    """Reads host memory, and how fast it is swapped out and read back."""

    def __init__(self, root: Path = ROOT, clock: Callable[[], float] = time.monotonic) -> None:
        """Prepare.

        Args:
            root: where /proc is (recorded trees in tests).
            clock: seconds, never backwards.
        """
        self._root = root
        self._meter = RateMeter(clock)

    def read(self) -> MemoryState:
        """Return host memory now; "used" is all that a new program cannot take."""
        memory = psutil.virtual_memory()
        swap = read_swap(self._root)
        swap_out, faults = self._meter.rates((swap.out_bytes, swap.major_faults))
        return MemoryState(
            total_bytes=memory.total,
            used_bytes=memory.total - memory.available,
            available_bytes=memory.available,
            cached_bytes=getattr(memory, "cached", None),
            swap_total_bytes=swap.total_bytes,
            swap_used_bytes=swap.used_bytes,
            swap_out_bytes_per_s=swap_out,
            major_faults_per_s=faults,
        )


@dataclass(frozen=True, slots=True)
class Swap:
    """Swap space now, and counters since the start of the system.

    Attributes:
        major_faults: pages that had to be read from a disk; None where the system does not count (not Linux).
    """

    total_bytes: int | None = None
    used_bytes: int | None = None
    out_bytes: int | None = None
    major_faults: int | None = None


def read_swap(root: Path = ROOT) -> Swap:
    """Return what the system tells of its swap."""
    if sys.platform.startswith("linux"):  # psutil reads the same files, but warns where a container hides one
        sizes, counts = read_text(root / "proc/meminfo") or "", read_text(root / "proc/vmstat") or ""
        total, free = _count(sizes, "SwapTotal:"), _count(sizes, "SwapFree:")
        out = _count(counts, "pswpout")
        return Swap(
            total_bytes=None if total is None else total * KIB,
            used_bytes=None if total is None or free is None else (total - free) * KIB,
            out_bytes=None if out is None else out * mmap.PAGESIZE,
            major_faults=_count(counts, "pgmajfault"),
        )
    swap = psutil.swap_memory()
    return Swap(swap.total, swap.used, swap.sout if sys.platform == "darwin" else None)


def _count(text: str, name: str) -> int | None:
    at = text.find(f"\n{name} ") + 1
    if not at and not text.startswith(f"{name} "):
        return None
    number = text[at + len(name) :].split(maxsplit=1)[0]
    return int(number) if number.isdigit() else None


def probe_memory(root: Path = ROOT, windows: WindowsReport | None = None) -> Part[Memory]:
    """Return this machine's memory; its kind where the system tells an ordinary user.

    Args:
        root: where /run is (recorded trees in tests).
        windows: what Windows says, on Windows.
    """
    facts = Facts()
    memory = psutil.virtual_memory()
    facts.add("total_bytes", memory.total, "os")
    facts.add("available_bytes", memory.available, "os")
    if windows is not None:
        add_windows_modules(facts, windows)
    elif sys.platform == "darwin":
        add_macos_modules(facts, text_of(("system_profiler", "-json", "SPMemoryDataType"), timeout_s=10.0))
    else:
        add_udev_modules(facts, read_text(root / "run/udev/data/+dmi:id") or "")
    return Part(Memory(**facts.values), facts.sources)


def add_udev_modules(facts: Facts, text: str) -> None:
    """Take type, speed and channels from what systemd's udev read out of the firmware's tables (systemd 248, 2021).

    Empty slots carry PRESENT=0. Speeds are the configured ones: two modules a channel often run below their rating.
    """
    _add_modules(facts, _modules(text), _has_ecc(text), "udev")


def add_windows_modules(facts: Facts, report: WindowsReport) -> None:
    """Take the same from Windows' copy of the tables: Win32_PhysicalMemory and Win32_PhysicalMemoryArray."""
    modules = [
        {
            "TYPE": SMBIOS_TYPES.get(number_in(row, "SMBIOSMemoryType") or 0, ""),
            "SPEED_MTS": str(number_in(row, "Speed") or ""),
            "CONFIGURED_SPEED_MTS": str(number_in(row, "ConfiguredClockSpeed") or ""),
            "DATA_WIDTH": str(number_in(row, "DataWidth") or ""),
            "BANK_LOCATOR": text_in(row, "BankLabel") or "",
            "LOCATOR": text_in(row, "DeviceLocator") or "",
        }
        for row in report.modules
        if number_in(row, "Capacity")
    ]
    kinds = [number_in(row, "MemoryErrorCorrection") for row in report.arrays]
    ecc = None if not kinds or kinds[0] not in ERROR_CORRECTION else ERROR_CORRECTION[kinds[0]]
    _add_modules(facts, modules, ecc, "cim")


def _add_modules(facts: Facts, modules: list[dict[str, str]], ecc: bool | None, source: str) -> None:
    kinds = {module.get("TYPE", "").strip() for module in modules} - {""}
    kind = kinds.pop() if len(kinds) == 1 else ""
    if kind.lower() not in NO_TYPE:
        facts.add("type", f"{kind} ECC" if ecc else kind, source)
    facts.add("ecc", ecc, source)
    speeds = [_number(module.get("CONFIGURED_SPEED_MTS") or module.get("SPEED_MTS")) for module in modules]
    known = [speed for speed in speeds if speed and within(speed, SPEED_MTS) is not None]
    facts.add("speed_mts", min(known, default=None), source)
    facts.add("channels", _channels(modules), source)


def add_macos_modules(facts: Facts, text: str | None) -> None:
    """Take the type from `system_profiler -json SPMemoryDataType`."""
    try:
        document = json.loads(text or "{}")
    except (ValueError, RecursionError):
        return
    entries = document.get("SPMemoryDataType") if isinstance(document, dict) else None
    for entry in entries if isinstance(entries, list) else []:
        kind = entry.get("dimm_type") if isinstance(entry, dict) else None
        facts.add("type", kind if isinstance(kind, str) and kind.lower() not in NO_TYPE else None, "system_profiler")


def _modules(text: str) -> list[dict[str, str]]:
    slots: dict[int, dict[str, str]] = {}
    for number, name, value in MODULE.findall(text):
        slots.setdefault(int(number), {})[name] = value.strip()
    return [slot for _, slot in sorted(slots.items()) if slot.get("PRESENT") != "0" and _number(slot.get("SIZE"))]


def _has_ecc(text: str) -> bool | None:
    found = re.search(r"^E: ?MEMORY_ARRAY_EC_TYPE=(.*)$", text, re.MULTILINE)
    if found is None or found[1].strip().lower() in NO_TYPE:
        return None
    return "ecc" in found[1].lower()


def _channels(modules: list[dict[str, str]]) -> int | None:
    """Return the channels in use, counted in 64 bits; None where a slot's name does not tell its channel.

    A name's channel may be narrower (LPDDR5: 16 or 32 bits): the modules' data width says so.
    """
    widths: Counter[str] = Counter()
    for module in modules:
        names = (module.get("BANK_LOCATOR", ""), module.get("LOCATOR", ""))
        channel = next((found[1] for name in names if (found := CHANNEL.match(name))), None)
        if channel is None:
            return None
        widths[channel] = max(widths[channel], _number(module.get("DATA_WIDTH")) or CHANNEL_BITS)
    return max(1, round(widths.total() / CHANNEL_BITS)) if widths else None


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isdecimal() and len(text) < 20 else None
