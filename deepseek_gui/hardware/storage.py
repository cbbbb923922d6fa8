"""Disks: traffic of all of them, and the one that holds the models."""

from __future__ import annotations

import sys
from pathlib import Path

import psutil

from deepseek_gui.hardware.rates import Counters

SYS = Path("/sys")


def disk_counters() -> Counters | None:
    """Return bytes read and written by all physical disks since the start; None where the system does not count."""
    disks = psutil.disk_io_counters(perdisk=True)
    if not disks:
        return None
    physical = [disk for name, disk in disks.items() if is_physical_disk(name)] or list(disks.values())
    return sum(disk.read_bytes for disk in physical), sum(disk.write_bytes for disk in physical)


def is_physical_disk(name: str, sys_root: Path = SYS) -> bool:
    """Return whether this is a whole disk: partitions, LVM, RAID and loop devices would count the same bytes twice."""
    return not sys.platform.startswith("linux") or (sys_root / "block" / name / "device").exists()
