"""Disks: traffic of all of them, and the one that holds the models."""

from __future__ import annotations

import os
import re
import sys
from functools import lru_cache
from pathlib import Path

import psutil

from deepseek_gui.domain.machine import Storage
from deepseek_gui.hardware.facts import Facts, Part
from deepseek_gui.hardware.files import read_int, read_text
from deepseek_gui.hardware.rates import Counters

ROOT = Path("/")
NETWORK_FILE_SYSTEMS = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "afpfs", "9p", "fuse.sshfs", "lustre", "ceph"}
)


def disk_counters() -> Counters | None:
    """Return bytes read and written by all physical disks since the start; None where the system does not count."""
    disks = psutil.disk_io_counters(perdisk=True)
    if not disks:
        return None
    physical = [disk for name, disk in disks.items() if is_physical_disk(name)] or list(disks.values())
    return sum(disk.read_bytes for disk in physical), sum(disk.write_bytes for disk in physical)


@lru_cache(maxsize=1024)
def is_physical_disk(name: str, root: Path = ROOT) -> bool:
    """Return whether this is a whole disk: partitions, LVM, RAID and loop devices would count the same bytes twice."""
    return not sys.platform.startswith("linux") or (root / "sys/block" / name / "device").exists()


def probe_storage(folder: Path, root: Path = ROOT) -> Part[Storage]:
    """Return the disk that holds a folder, or will hold it when it is made.

    Args:
        folder: the models' folder.
        root: where /sys is (recorded trees in tests).
    """
    facts = Facts()
    existing = next((path for path in (folder, *folder.absolute().parents) if path.exists()), None)
    if existing is not None:
        usage = psutil.disk_usage(str(existing))
        facts.add("total_bytes", usage.total, "os")
        facts.add("free_bytes", usage.free, "os")
        file_system, device = mount_of(existing)
        if file_system in NETWORK_FILE_SYSTEMS:
            facts.add("kind", "network", "os")
        elif sys.platform.startswith("linux"):
            _add_disk(facts, root, existing, device)
    return Part(Storage(**facts.values), facts.sources)


def mount_of(path: Path) -> tuple[str, str]:
    """Return file system and device of a path; empty when no mount point is known for it."""
    resolved = path.resolve()
    mounts = [part for part in psutil.disk_partitions(all=True) if resolved.is_relative_to(part.mountpoint)]
    mount = max(mounts, key=lambda part: len(part.mountpoint), default=None)
    return ("", "") if mount is None else (mount.fstype.lower(), mount.device)


def _add_disk(facts: Facts, root: Path, path: Path, device: str) -> None:
    number = path.stat().st_dev
    block = root / "sys/dev/block" / f"{os.major(number)}:{os.minor(number)}"
    if not block.exists():  # btrfs and overlays have numbers of their own
        block = root / "sys/class/block" / Path(device).name
    add_block_device(facts, block)


def add_block_device(facts: Facts, block: Path) -> None:
    """Take kind and RAID level of a block device in /sys; looks through partitions, RAID, LVM and encryption."""
    disk = _whole_disk(block)
    facts.add("raid", raid_level(read_text(disk / "md/level")), "sysfs")
    beneath = sorted(disk.glob("slaves/*"))
    if beneath:
        add_block_device(facts, beneath[0])
        return
    kind = disk_kind(disk)
    facts.add("kind", kind, "sysfs")
    if kind == "NVMe SSD":
        facts.add("raid", "none", "sysfs")


def _whole_disk(block: Path) -> Path:
    resolved = block.resolve()
    return resolved.parent if (resolved / "partition").exists() else resolved


def disk_kind(disk: Path) -> str | None:
    """Return what a whole disk in /sys is; None for a virtual machine's disk, which says nothing true about itself."""
    name, path = disk.name, str(disk)
    if name.startswith("nvme"):
        return "NVMe SSD"
    if "/usb" in path:
        return "USB"
    rotates = read_int(disk / "queue/rotational")
    if not name.startswith("sd") or rotates is None:
        return "SD card" if name.startswith("mmcblk") else None
    if rotates:
        return "HDD"
    return "SATA SSD" if "/ata" in path else "SSD"


def raid_level(level: str | None) -> str | None:
    """Return "RAID 0" for the kernel's "raid0"; None when this is no RAID device."""
    found = re.fullmatch(r"raid(\d+)", level or "")
    return f"RAID {found[1]}" if found else None
