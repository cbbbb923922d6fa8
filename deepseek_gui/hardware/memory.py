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
from deepseek_gui.hardware.rates import RateMeter

ROOT = Path("/")
KIB = 1024
CHANNEL_BITS = 64
CHANNEL = re.compile(r"^(.*channel[ _-]?[a-z0-9])", re.IGNORECASE)
MODULE = re.compile(r"^E: ?MEMORY_DEVICE_(\d+)_(\w+)=(.*)$", re.MULTILINE)
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


def probe_memory(root: Path = ROOT) -> Part[Memory]:
    """Return this machine's memory; its kind where the system tells an ordinary user.

    Args:
        root: where /run is (recorded trees in tests).
    """
    facts = Facts()
    memory = psutil.virtual_memory()
    facts.add("total_bytes", memory.total, "os")
    facts.add("available_bytes", memory.available, "os")
    if sys.platform == "darwin":
        add_macos_modules(facts, text_of(("system_profiler", "-json", "SPMemoryDataType"), timeout_s=10.0))
    else:
        add_udev_modules(facts, read_text(root / "run/udev/data/+dmi:id") or "")
    return Part(Memory(**facts.values), facts.sources)


def add_udev_modules(facts: Facts, text: str) -> None:
    """Take type, speed and channels from what systemd's udev read out of the firmware's tables (systemd 248, 2021).

    Empty slots carry PRESENT=0. Speeds are the configured ones: two modules a channel often run below their rating.
    """
    modules = _modules(text)
    kinds = {module.get("TYPE", "").strip() for module in modules} - {""}
    kind = kinds.pop() if len(kinds) == 1 else ""
    ecc = _has_ecc(text)
    if kind.lower() not in NO_TYPE:
        facts.add("type", f"{kind} ECC" if ecc else kind, "udev")
    facts.add("ecc", ecc, "udev")
    speeds = [_number(module.get("CONFIGURED_SPEED_MTS") or module.get("SPEED_MTS")) for module in modules]
    facts.add("speed_mts", min((speed for speed in speeds if speed), default=None), "udev")
    facts.add("channels", _channels(modules), "udev")


def add_macos_modules(facts: Facts, text: str | None) -> None:
    """Take the type from `system_profiler -json SPMemoryDataType`."""
    try:
        entries = json.loads(text or "{}").get("SPMemoryDataType", [])
    except ValueError:
        return
    for entry in entries:
        facts.add("type", entry.get("dimm_type"), "system_profiler")


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
    return int(text) if text and text.isdigit() else None
