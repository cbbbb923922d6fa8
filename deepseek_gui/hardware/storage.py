"""Disks: traffic of all of them, and the one that holds the models."""

from __future__ import annotations

import os
import plistlib
import re
import sys
from functools import lru_cache
from pathlib import Path
from xml.parsers.expat import ExpatError

import psutil

from deepseek_gui.domain.machine import Storage
from deepseek_gui.hardware.commands import output_of
from deepseek_gui.hardware.facts import Facts, Part
from deepseek_gui.hardware.files import read_int, read_text
from deepseek_gui.hardware.pci import link_of
from deepseek_gui.hardware.rates import Counters
from deepseek_gui.hardware.windows_report import WindowsReport, number_in, text_in

ROOT = Path("/")
NETWORK_FILE_SYSTEMS = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "afpfs", "9p", "fuse.sshfs", "lustre", "ceph"}
)
WINDOWS_BUSES = {
    "7": "USB", "usb": "USB", "8": "RAID", "raid": "RAID", "10": "SAS", "sas": "SAS", "11": "SATA", "sata": "SATA",
    "17": "NVMe", "nvme": "NVMe",
}  # fmt: skip
WINDOWS_MEDIA = {"3": "HDD", "hdd": "HDD", "4": "SSD", "ssd": "SSD"}
"""MSFT_PhysicalDisk.BusType and MediaType, as number or in PowerShell's words."""
MACOS_NVME = ("PCI-Express", "Apple Fabric")
"""diskutil's bus of a Mac's own disk."""


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


def probe_storage(folder: Path, root: Path = ROOT, windows: WindowsReport | None = None) -> Part[Storage]:
    """Return the disk that holds a folder, or will hold it when it is made.

    Args:
        folder: the models' folder.
        root: where /sys is (recorded trees in tests).
        windows: what Windows says, on Windows.
    """
    facts = Facts()
    existing = existing_part(folder)
    if existing is not None:
        usage = psutil.disk_usage(str(existing))
        facts.add("total_bytes", usage.total, "os")
        facts.add("free_bytes", usage.free, "os")
        file_system, device = mount_of(existing)
        if file_system in NETWORK_FILE_SYSTEMS:
            facts.add("kind", "network", "os")
        elif windows is not None:
            add_windows_disk(facts, windows, existing.resolve().drive)
        elif sys.platform == "darwin":
            add_macos_disk(facts, output_of(("diskutil", "info", "-plist", device)))
        elif sys.platform.startswith("linux"):
            _add_disk(facts, root, existing, device)
    return Part(Storage(**facts.values), facts.sources)


def existing_part(folder: Path) -> Path | None:
    """Return the folder, or the nearest one above it that exists."""
    return next((path for path in (folder, *folder.absolute().parents) if path.exists()), None)


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
    """Take kind, model, bus and RAID level of a block device in /sys.

    Looks through partitions, RAID, LVM and encryption.
    """
    disk = _whole_disk(block)
    facts.add("raid", raid_level(read_text(disk / "md/level")), "sysfs")
    beneath = sorted(disk.glob("slaves/*"))
    if beneath:
        add_block_device(facts, beneath[0])
        return
    kind = disk_kind(disk)
    facts.add("kind", kind, "sysfs")
    facts.add("model", " ".join((read_text(disk / "device/model") or "").split()) or None, "sysfs")
    facts.add("bus", disk_bus(disk), "sysfs")
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


def disk_bus(disk: Path) -> str | None:
    """Return how a whole disk in /sys is connected; an NVMe disk's link of PCI Express now, where it is told."""
    path = str(disk)
    if disk.name.startswith("nvme"):
        link = link_of(disk / "device/device")
        known = link.generation is not None and link.width is not None
        return f"NVMe, PCIe {link.generation}.0 x{link.width}" if known else "NVMe"
    marks = {"/usb": "USB", "/ata": "SATA", "/virtio": "virtio", "/mmc": "MMC", "/sas": "SAS", "/host": "SCSI"}
    bus = next((bus for mark, bus in marks.items() if mark in path), None)
    return bus or ("virtio" if disk.name.startswith("vd") else None)


def add_macos_disk(facts: Facts, document: bytes | None) -> None:
    """Take kind, model and bus from `diskutil info -plist`."""
    try:
        disk = plistlib.loads(document or b"")
    except (plistlib.InvalidFileException, ExpatError, ValueError):
        return
    if not isinstance(disk, dict):
        return
    bus, model = (disk.get(name) for name in ("BusProtocol", "MediaName"))
    solid = disk.get("SolidState")
    if bus in MACOS_NVME and solid:
        facts.add("kind", "NVMe SSD", "diskutil")
    elif isinstance(solid, bool):
        facts.add("kind", "USB" if bus == "USB" else "SSD" if solid else "HDD", "diskutil")
    facts.add("model", model if isinstance(model, str) and model.strip() else None, "diskutil")
    facts.add("bus", bus if isinstance(bus, str) and bus.strip() else None, "diskutil")


def add_windows_disk(facts: Facts, report: WindowsReport, drive: str) -> None:
    """Take kind, model and bus of the disk with a drive letter ("C:"), from MSFT_PhysicalDisk."""
    letters = {text_in(row, "DriveLetter"): number_in(row, "DiskNumber") for row in report.partitions}
    number = letters.get(drive[:1].upper())
    disk = next((row for row in report.disks if number is not None and number_in(row, "DeviceId") == number), None)
    if disk is None:
        return
    bus = WINDOWS_BUSES.get(str(disk.get("BusType")).lower())
    media = WINDOWS_MEDIA.get(str(disk.get("MediaType")).lower())
    if bus == "NVMe":
        facts.add("kind", "NVMe SSD", "cim")
    elif bus == "USB":
        facts.add("kind", "USB", "cim")
    elif media is not None:
        facts.add("kind", "SATA SSD" if media == "SSD" and bus == "SATA" else media, "cim")
    facts.add("model", text_in(disk, "FriendlyName"), "cim")
    facts.add("bus", bus, "cim")


def raid_level(level: str | None) -> str | None:
    """Return "RAID 0" for the kernel's "raid0"; None when this is no RAID device."""
    found = re.fullmatch(r"raid(\d+)", level or "")
    return f"RAID {found[1]}" if found else None
