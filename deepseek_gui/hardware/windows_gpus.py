"""AMD's and Intel's GPUs on Windows, from its own report; NVIDIA's driver speaks for itself.

Tested on recorded reports; it has not been run on Windows yet.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from deepseek_gui.domain.machine import Gpu
from deepseek_gui.domain.text import Text
from deepseek_gui.hardware.gpus import GpuFacts
from deepseek_gui.hardware.limits import MEMORY_BYTES, whole_within
from deepseek_gui.hardware.pci import AMD, INTEL, NVIDIA, display_only, shares_memory, without_driver
from deepseek_gui.hardware.windows_report import Row, WindowsReport, number_in, text_in

DEVICE = re.compile(r"^PCI\\VEN_([0-9A-F]{4})&DEV_([0-9A-F]{4})", re.IGNORECASE)
MAKERS = {AMD: "amd", INTEL: "intel", NVIDIA: "nvidia"}
BASIC_DRIVER = ("(standard display types)", "microsoft")
"""Makers of the driver that only shows a picture: the card's own is missing."""
CARDS = re.compile(
    r"\b(?:Radeon (?:RX|VII|Pro W)|Instinct|FirePro|Arc(?: Pro)? [AB]\d{2,3}\b|Data Center GPU)", re.ASCII
)
"""Names of AMD's and Intel's cards; all their other GPUs are part of a processor ("Radeon 780M", "Arc 140V")."""
LARGE_CHIPS = re.compile(r"\bRadeon 80[456]0S\b")
"""Strix Halo: a processor whose graphics is built to run models."""
ADAPTER_RAM_BELOW = 2**32 - 2**20
"""Win32_VideoController.AdapterRAM has 32 bits: a card with 4 GiB or more is told as this."""


def probe_windows(report: WindowsReport, host_bytes: int) -> GpuFacts:
    """Return AMD's and Intel's GPUs; what is not counted is named in a notice.

    Args:
        report: what Windows says.
        host_bytes: the host's memory, of which a processor's graphics may take half (Windows' shared GPU memory).
    """
    gpus: list[Gpu] = []
    notices: list[Text] = []
    sources: dict[tuple[int, str], str] = {}
    for adapter in report.adapters:
        found = _adapter(adapter, report, host_bytes)
        if isinstance(found, Text):
            notices.append(found)
        elif found is not None:
            if found.vram_bytes is not None:
                sources[len(gpus), "vram_bytes"] = "computed" if found.unified_memory else "registry"
            gpus.append(found)
    return GpuFacts(tuple(gpus), "cim", tuple(notices), sources)


def _adapter(adapter: Row, report: WindowsReport, host_bytes: int) -> Gpu | Text | None:
    """Return the adapter as a GPU, or why it is none; None for one that another source tells of."""
    name = " ".join(re.sub(r"\((?:TM|R)\)", " ", text_in(adapter, "Name") or "").split()) or "?"
    device = DEVICE.match(text_in(adapter, "PNPDeviceID") or "")
    vendor = int(device[1], 16) if device else None
    if vendor not in MAKERS:
        return display_only(name)
    if (text_in(adapter, "AdapterCompatibility") or "").lower() in BASIC_DRIVER:
        return without_driver(f"{MAKERS[vendor].upper()} GPU", None)
    if vendor == NVIDIA:
        return None
    large = LARGE_CHIPS.search(name) is not None
    if not large and not CARDS.search(name):
        return shares_memory(name)
    memory = dedicated_bytes(adapter, report.classes)
    if large:
        memory = None if memory is None else memory + host_bytes // 2
    return Gpu(
        name=name,
        vendor=MAKERS[vendor],
        vram_bytes=memory,
        unified_memory=large,
        integrated=large,
        driver_version=text_in(adapter, "DriverVersion"),
    )


def dedicated_bytes(adapter: Row, classes: Iterable[Row]) -> int | None:
    """Return the adapter's own memory: the registry's 64-bit size, or WMI's where 32 bits hold it.

    Args:
        adapter: of Win32_VideoController.
        classes: the display adapters' keys, with HardwareInformation.qwMemorySize (a number, or eight bytes).
    """
    place = (text_in(adapter, "PNPDeviceID") or "").lower()
    name = text_in(adapter, "Name")
    for key in classes:
        device = (text_in(key, "MatchingDeviceId") or "").lower()
        if (device and place.startswith(device)) or (name and text_in(key, "DriverDesc") == name):
            size = _quadword(key)
            if size is not None:
                return size
    told = number_in(adapter, "AdapterRAM")
    return told if told is not None and 0 < told < ADAPTER_RAM_BELOW else None


def _quadword(key: Row) -> int | None:
    name = "HardwareInformation.qwMemorySize"
    value = key.get(name)
    if isinstance(value, list) and len(value) == 8 and all(isinstance(byte, int) and 0 <= byte < 256 for byte in value):
        number: int | None = int.from_bytes(bytes(value), "little")
    else:
        number = number_in(key, name)
    return whole_within(number, MEMORY_BYTES) or None
