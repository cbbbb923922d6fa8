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

import psutil

from deepseek_gui.domain.machine import Cpu
from deepseek_gui.domain.sample import CpuState
from deepseek_gui.hardware.commands import text_of
from deepseek_gui.hardware.facts import Facts, Part
from deepseek_gui.hardware.files import read_int, read_text
from deepseek_gui.hardware.limits import CLOCK_MHZ, PERCENT, within

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


def probe_cpu(root: Path = ROOT) -> Part[Cpu]:
    """Return the processors of this machine.

    Args:
        root: where /proc and /sys are (recorded trees in tests).
    """
    facts = Facts()
    facts.add("cores", psutil.cpu_count(logical=False), "os")
    facts.add("threads", psutil.cpu_count(), "os")
    if sys.platform == "win32":
        _add_windows(facts)
    elif sys.platform == "darwin":
        _add_macos(facts)
    else:
        _add_linux(facts, root)
    facts.add("name", platform.processor() or None, "os")
    return Part(Cpu(**facts.values), facts.sources)


def _add_linux(facts: Facts, root: Path) -> None:
    text = read_text(root / "proc/cpuinfo") or ""
    model = _field(text, "model name")
    sockets = len(set(re.findall(r"^physical id\s*: *(\S+)", text, re.MULTILINE)))
    if model is not None:
        name = clean_name(model)
        facts.add("name", f"{sockets}x {name}" if sockets > 1 else name, "proc")
    board = (read_text(root / "proc/device-tree/model") or "").strip("\0")
    facts.add("name", _field(text, "Hardware") or board or None, "proc")
    cpu0 = root / "sys/devices/system/cpu/cpu0"
    facts.add("base_ghz", _scaled(read_int(cpu0 / "cpufreq/base_frequency"), 1e6), "sysfs")
    facts.add("base_ghz", rated_ghz(model or ""), "proc")
    facts.add("base_ghz", _scaled(read_int(cpu0 / "acpi_cppc/nominal_freq"), 1e3), "sysfs")


def _add_macos(facts: Facts) -> None:
    facts.add("name", text_of(("sysctl", "-n", "machdep.cpu.brand_string")), "sysctl")
    hertz = text_of(("sysctl", "-n", "hw.cpufrequency"))
    facts.add("base_ghz", _scaled(int(hertz), 1e9) if hertz and hertz.isdigit() else None, "sysctl")


def _add_windows(facts: Facts) -> None:
    if sys.platform == "win32":  # spelt out so that type checkers skip it elsewhere
        import winreg  # noqa: PLC0415  exists on Windows only

        with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, REGISTRY_KEY) as key:
            facts.add("name", clean_name(winreg.QueryValueEx(key, "ProcessorNameString")[0]), "registry")
            facts.add("base_ghz", _scaled(winreg.QueryValueEx(key, "~MHz")[0], 1e3), "registry")


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


def _scaled(value: int | None, unit: float) -> float | None:
    return round(value / unit, 2) if value else None
