"""Display devices on the PCI bus, as the Linux kernel lists them under /sys."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from deepseek_gui.domain.links import LANE_GBS
from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text
from deepseek_gui.hardware.files import read_int, read_text
from deepseek_gui.hardware.gpus import GpuFacts

AMD, INTEL, NVIDIA = 0x1002, 0x8086, 0x10DE
DISPLAY_CLASS = 0x03
PREFETCHABLE_MEMORY = 0x2000 | 0x200
"""IORESOURCE_PREFETCH | IORESOURCE_MEM of the kernel's ioport.h: the window onto a card's own memory."""
DISPLAY_ONLY = {
    0x1013: "Cirrus", 0x102B: "Matrox", 0x1234: "QEMU", 0x1414: "Hyper-V", 0x15AD: "VMware", 0x1A03: "ASPEED",
    0x1AB8: "Parallels", 0x1AF4: "virtio", 0x1B36: "QXL", 0x80EE: "VirtualBox",
}  # fmt: skip
"""PCI vendor ids (pci.ids) of what shows a picture of a server or a virtual machine and computes nothing."""
GENERATIONS = {2.5: 1, 5.0: 2, 8.0: 3, 16.0: 4, 32.0: 5, 64.0: 6}
"""Gigatransfers per second of a lane -> generation of PCI Express."""
WIDTHS = (1, 2, 4, 8, 12, 16, 32)


@dataclass(frozen=True, slots=True)
class PciDevice:
    """One display device.

    Attributes:
        path: its folder under /sys.
        vendor: PCI id of the maker.
        device: PCI id of the chip.
        driver: kernel driver that serves it, None when there is none.
    """

    path: Path
    vendor: int
    device: int
    driver: str | None

    @property
    def is_asleep(self) -> bool:
        """The device has been powered down: any question to its driver would wake it."""
        return read_text(self.path / "power/runtime_status") == "suspended"

    @property
    def hwmon(self) -> Path:
        """The folder of its sensors; may not exist."""
        return next(iter(sorted(self.path.glob("hwmon/hwmon*"))), self.path / "hwmon")


def display_devices(root: Path = Path("/")) -> tuple[PciDevice, ...]:
    """Return all display devices in bus order; none where there is no /sys (containers, other systems)."""
    found = []
    for path in sorted((root / "sys/bus/pci/devices").glob("*")):
        pci_class, vendor, device = (read_int(path / name) for name in ("class", "vendor", "device"))
        if pci_class is None or pci_class >> 16 != DISPLAY_CLASS or vendor is None or device is None:
            continue
        driver = path / "driver"
        found.append(PciDevice(path, vendor, device, driver.resolve().name if driver.exists() else None))
    return tuple(found)


def largest_window_bytes(device: PciDevice) -> int | None:
    """Return the size of the largest memory window: with resizable BAR the whole memory of the card."""
    sizes = []
    for line in (read_text(device.path / "resource") or "").splitlines():
        try:
            start, end, flags = (int(number, 16) for number in line.split())
        except ValueError:
            continue
        if flags & PREFETCHABLE_MEMORY == PREFETCHABLE_MEMORY and end > start:
            sizes.append(end - start + 1)
    return max(sizes, default=None)


@dataclass(frozen=True, slots=True)
class PciLink:
    """A link of PCI Express: generation and lanes, now and at most; None what the kernel does not tell."""

    generation: int | None = None
    width: int | None = None
    generation_max: int | None = None
    width_max: int | None = None

    @property
    def best_gbs(self) -> float | None:
        """The rate that the link has under load: idle cards lower the generation, the lanes stay."""
        return link_gbs(self.generation_max, self.width)

    @property
    def facts(self) -> Mapping[str, Any]:
        """What `Gpu` calls the link's facts."""
        return {
            "pcie_gbs": self.best_gbs,
            "pcie_generation": self.generation,
            "pcie_width": self.width,
            "pcie_generation_max": self.generation_max,
            "pcie_width_max": self.width_max,
        }


def link_gbs(generation: int | None, width: int | None) -> float | None:
    """Return what a link carries in one direction, 10**9 bytes per second."""
    lane = LANE_GBS.get(generation or 0)
    return round(lane * width, 1) if lane and width else None


def pci_link(generation: int | None, width: int | None, generation_max: int | None, width_max: int | None) -> PciLink:
    """Return a link as a driver tells it; generations and widths that do not exist are unknown."""
    generations = (known if known in LANE_GBS else None for known in (generation, generation_max))
    widths = (known if known in WIDTHS else None for known in (width, width_max))
    (now, best), (lanes, most) = generations, widths
    return PciLink(now, lanes, best, most)


def link_of(device: Path) -> PciLink:
    """Return the link to the host of a PCI device in /sys (sysfs-bus-pci: current_link_speed, …)."""
    slot = _outer_port(device.resolve())
    return pci_link(
        _generation(read_text(slot / "current_link_speed")),
        read_int(slot / "current_link_width"),
        _generation(read_text(slot / "max_link_speed")),
        read_int(slot / "max_link_width"),
    )


def _outer_port(device: Path) -> Path:
    """Return the port that faces the slot: AMD's and Intel's cards carry a switch, inside it any speed is told."""
    maker = read_int(device / "vendor")
    outer = device.parent.parent
    while maker is not None and read_int(outer / "vendor") == maker and read_text(outer / "max_link_speed"):
        device, outer = outer, outer.parent.parent
    return device


def _generation(speed: str | None) -> int | None:
    """Return 4 for "16.0 GT/s PCIe"."""
    number = (speed or "").partition(" ")[0]
    try:
        return GENERATIONS.get(float(number))
    except ValueError:
        return None


def driver_version(module: str, root: Path) -> str | None:
    """Return the version of a kernel module; the kernel's own drivers have the kernel's."""
    own = read_text(root / "sys/module" / module / "version")
    kernel = read_text(root / "proc/sys/kernel/osrelease")
    return own or (f"Linux {kernel}" if kernel else None)


def probe_displays(root: Path = Path("/")) -> GpuFacts:
    """Return no GPU, and a sentence for each adapter that only shows a picture (servers, virtual machines)."""
    names = (DISPLAY_ONLY.get(device.vendor) for device in display_devices(root))
    return GpuFacts(notices=tuple(display_only(name) for name in names if name))


def display_only(name: str) -> Text:
    """Return the sentence on an adapter that computes nothing."""
    return Text(QT_TRANSLATE_NOOP("core", "{name} only shows a picture and is not counted as a GPU."), {"name": name})


def shares_memory(name: str) -> Text:
    """Return the sentence on graphics inside the processor."""
    return Text(
        QT_TRANSLATE_NOOP("core", "{name} shares the host's memory and is not counted as a GPU."), {"name": name}
    )


def without_driver(name: str, driver: str | None) -> Text:
    """Return the sentence on a card that no graphics driver serves; vfio-pci hands a card to a virtual machine."""
    if driver is None:
        return Text(
            QT_TRANSLATE_NOOP("core", "{name} is built in, but no driver serves it: it cannot be used."), {"name": name}
        )
    return Text(
        QT_TRANSLATE_NOOP("core", "{name} is built in, but the driver {driver} serves it: it cannot be used."),
        {"name": name, "driver": driver},
    )
