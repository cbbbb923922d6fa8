"""The processor: its load now, and what it is."""

from __future__ import annotations

import math
import os
import platform
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil

from deepseek_gui.domain.machine import Cpu
from deepseek_gui.domain.sample import CpuState
from deepseek_gui.hardware.commands import text_of
from deepseek_gui.hardware.cpu_power import PackagePower
from deepseek_gui.hardware.facts import Facts, Part
from deepseek_gui.hardware.files import read_int, read_text
from deepseek_gui.hardware.isa import ask_macos, linux_isa, macos_isa, windows_isa
from deepseek_gui.hardware.limits import CLOCK_GHZ, CLOCK_MHZ, PERCENT, within
from deepseek_gui.hardware.windows_report import WindowsReport, number_in, text_in

ROOT = Path("/")
REGISTRY_KEY = r"HARDWARE\DESCRIPTION\System\CentralProcessor\0"
RATED_CLOCK = re.compile(r"@ *([0-9.]+) *GHz")
FREQUENCY_EVERY_S = 5.0
"""The clock is one file a thread: too many on a server for every tick."""
MARKS = re.compile(r"\((?:R|TM|r|tm)\)|\bCPU\b|@.*$")


class CpuMeter:
    """Reads the load; to be used by one thread, since loads are kept by thread."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Prepare.

        Args:
            clock: seconds; paces what takes long.
        """
        self._clock = clock
        self._power = PackagePower()
        self._frequency_mhz: float | None = None
        self._next_frequency_s = -math.inf

    def read(self) -> CpuState:
        """Return the load since the last call; the first call says nothing useful."""
        per_core = tuple(psutil.cpu_percent(percpu=True))
        known = [share for share in per_core if within(share, PERCENT) is not None]
        now_s = self._clock()
        if now_s >= self._next_frequency_s:
            self._frequency_mhz = _frequency_mhz()
            self._next_frequency_s = now_s + FREQUENCY_EVERY_S
        return CpuState(
            utilisation_percent=round(sum(known) / len(known), 1) if known else None,
            per_core_percent=per_core if len(known) == len(per_core) else (),
            frequency_mhz=self._frequency_mhz,
            load_1min=_load_1min(),
            power_w=self._power.read_w(),
        )


def _frequency_mhz() -> float | None:
    """Return the mean clock of the threads; psutil raises in many ways where the system does not tell."""
    try:
        found = psutil.cpu_freq()
    except (AttributeError, NotImplementedError, OSError, RuntimeError, ValueError):
        return None
    return None if found is None else within(round(float(found.current), 1), CLOCK_MHZ) or None


def _load_1min() -> float | None:
    if sys.platform == "win32":  # psutil's stand-in there needs five seconds and a thread
        return None
    return round(os.getloadavg()[0], 2)


def probe_cpu(root: Path = ROOT, windows: WindowsReport | None = None) -> Part[Cpu]:
    """Return the processors of this machine.

    Args:
        root: where /proc and /sys are (recorded trees in tests).
        windows: what Windows says, on Windows.
    """
    facts = Facts()
    facts.add("cores", psutil.cpu_count(logical=False), "os")
    facts.add("threads", psutil.cpu_count(), "os")
    if windows is not None:
        add_windows(facts, windows)
    elif sys.platform == "darwin":
        _add_macos(facts)
    else:
        _add_linux(facts, root)
    facts.add("name", platform.processor() or None, "os")
    return Part(Cpu(**facts.values), facts.sources)


def _add_linux(facts: Facts, root: Path) -> None:
    text = read_text(root / "proc/cpuinfo") or ""
    model = _field(text, "model name")
    cpus = root / "sys/devices/system/cpu"
    packages = {read_int(file) for file in cpus.glob("cpu[0-9]*/topology/physical_package_id")} - {None, -1}
    facts.add("sockets", len(packages) or None, "sysfs")
    facts.add("sockets", len(set(re.findall(r"^physical id\s*: *(\S+)", text, re.MULTILINE))) or None, "proc")
    if model is not None:
        facts.add("name", _counted(clean_name(model), facts.values.get("sockets")), "proc")
    board = (read_text(root / "proc/device-tree/model") or "").strip("\0")
    facts.add("name", _field(text, "Hardware") or board or None, "proc")
    facts.add("base_ghz", _clock(read_int(cpus / "cpu0/cpufreq/base_frequency"), 1e6), "sysfs")
    facts.add("base_ghz", rated_ghz(model or ""), "proc")
    facts.add("base_ghz", _clock(read_int(cpus / "cpu0/acpi_cppc/nominal_freq"), 1e3), "sysfs")
    highest = [read_int(file) or 0 for file in cpus.glob("cpu[0-9]*/cpufreq/cpuinfo_max_freq")]
    facts.add("boost_ghz", _clock(max(highest, default=0), 1e6), "sysfs")
    facts.add("isa", linux_isa(text), "proc")
    nodes = len(list((root / "sys/devices/system/node").glob("node[0-9]*")))
    facts.add("numa_nodes", nodes or None, "sysfs")


def _add_macos(facts: Facts) -> None:
    facts.add("name", text_of(("sysctl", "-n", "machdep.cpu.brand_string")), "sysctl")
    facts.add("base_ghz", _clock(_sysctl("hw.cpufrequency"), 1e9), "sysctl")
    facts.add("boost_ghz", _clock(_sysctl("hw.cpufrequency_max"), 1e9), "sysctl")
    facts.add("sockets", _sysctl("hw.packages"), "sysctl")
    facts.add("isa", macos_isa(ask_macos()), "sysctl")


def _sysctl(name: str) -> int | None:
    text = text_of(("sysctl", "-n", name)) or ""
    return int(text) if text.isdecimal() and len(text) < 20 else None


def add_windows(facts: Facts, report: WindowsReport) -> None:
    """Take what Windows says: Win32_Processor (one a socket; its MaxClockSpeed is the base clock), or the registry."""
    processors = report.processors
    first = processors[0] if processors else {}
    name = text_in(first, "Name")
    facts.add("sockets", len(processors) or None, "cim")
    facts.add("name", None if name is None else _counted(clean_name(name), len(processors)), "cim")
    facts.add("base_ghz", _clock(number_in(first, "MaxClockSpeed"), 1e3), "cim")
    for fact, value in _from_registry().items():
        facts.add(fact, value, "registry")
    facts.add("isa", windows_isa(), "os")
    facts.add("numa_nodes", _windows_nodes(), "os")


def _from_registry() -> dict[str, Any]:
    if sys.platform == "win32":  # spelt out so that type checkers skip it elsewhere
        import winreg  # noqa: PLC0415  exists on Windows only

        with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, REGISTRY_KEY) as key:
            name, megahertz = (winreg.QueryValueEx(key, value)[0] for value in ("ProcessorNameString", "~MHz"))
            return {"name": clean_name(name), "base_ghz": _clock(megahertz, 1e3)}
    return {}


def _windows_nodes() -> int | None:
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415  only here

        highest = ctypes.c_ulong()
        if ctypes.windll.kernel32.GetNumaHighestNodeNumber(ctypes.byref(highest)):
            return highest.value + 1
    return None


def clean_name(name: str) -> str:
    """Return a processor's name as people write it: "Intel(R) Core(TM) i7-12700K CPU @ 3.60GHz" loses its marks."""
    return " ".join(MARKS.sub(" ", name).split())


def rated_ghz(name: str) -> float | None:
    """Return the clock that Intel writes into the name ("… @ 2.30GHz")."""
    found = RATED_CLOCK.search(name)
    return float(found[1]) if found else None


def _field(text: str, name: str) -> str | None:
    found = re.search(rf"^{name}\s*: *(.+)$", text, re.MULTILINE)
    return found[1].strip() if found else None


def _counted(name: str, sockets: int | None) -> str:
    return f"{sockets}x {name}" if sockets is not None and sockets > 1 else name


def _clock(value: int | None, unit: float) -> float | None:
    """Return gigahertz; None for what no processor has."""
    return None if not value else within(round(value / unit, 2), CLOCK_GHZ)
