"""Display devices on the PCI bus, as the Linux kernel lists them under /sys."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from deepseek_gui.hardware.files import read_int, read_text

AMD, INTEL, NVIDIA = 0x1002, 0x8086, 0x10DE
DISPLAY_CLASS = 0x03
PREFETCHABLE_MEMORY = 0x2000 | 0x200
"""IORESOURCE_PREFETCH | IORESOURCE_MEM of the kernel's ioport.h: the window onto a card's own memory."""


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
        start, end, flags = (int(number, 16) for number in line.split())
        if flags & PREFETCHABLE_MEMORY == PREFETCHABLE_MEMORY and end > start:
            sizes.append(end - start + 1)
    return max(sizes, default=None)
