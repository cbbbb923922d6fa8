"""What AMD cards are here: amdsmi where it is installed, the amdgpu driver's files under /sys otherwise."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from deepseek_gui.domain.machine import Gpu
from deepseek_gui.domain.text import Text
from deepseek_gui.domain.units import GIB
from deepseek_gui.hardware.amd_smi import import_amdsmi, smi_facts
from deepseek_gui.hardware.files import read_int, read_text
from deepseek_gui.hardware.gpus import GpuFacts
from deepseek_gui.hardware.limits import GPU_POWER_W, MEMORY_BYTES, whole_within, within
from deepseek_gui.hardware.pci import (
    AMD,
    PciDevice,
    display_devices,
    driver_version,
    link_of,
    shares_memory,
    without_driver,
)

ROOT = Path("/")
NAMES = "usr/share/libdrm/amdgpu.ids"
CARVE_OUT_BYTES = GIB
"""Where nothing else tells: a chip with no more memory than this shares the host's (firmware sets 64 MiB to 1 GiB)."""
LARGE_CHIPS = frozenset({0x1586})
"""Strix Halo: processors whose graphics is built to run models, with the bandwidth for it (pci.ids)."""
PROCESSOR_TABLES = (2, 3)
"""`gpu_metrics` tables of revision 1 belong to cards, 2 and 3 to processors (kernel, kgd_pp_interface.h)."""


def probe_amd(root: Path = ROOT, load_smi: Callable[[], Any] = import_amdsmi) -> GpuFacts:
    """Return the AMD GPUs; what is not counted as one is named in a notice.

    Args:
        root: where /sys is (recorded trees in tests).
        load_smi: returns the module amdsmi, None where there is none.
    """
    cards = usable_cards(root)
    asked = tuple(card.path.name for card in cards if card.device not in LARGE_CHIPS and not card.is_asleep)
    told = smi_facts(load_smi, asked) if asked else {}
    gpus, sources = [], {}
    for index, card in enumerate(cards):
        facts = told.get(card.path.name, {})
        gpus.append(replace(_probe_card(card, root, several=len(cards) > 1), **facts))
        sources.update({(index, fact): "amdsmi" for fact in facts})
    notices = tuple(_why_not(card, root) for card in amd_devices(root) if card not in cards)
    return GpuFacts(tuple(gpus), "sysfs", notices, sources)


def amd_devices(root: Path) -> tuple[PciDevice, ...]:
    """Return all display devices that AMD made, in bus order."""
    return tuple(device for device in display_devices(root) if device.vendor == AMD)


def usable_cards(root: Path) -> tuple[PciDevice, ...]:
    """Return the devices that count as GPUs: cards, and processors' graphics that are built to run models."""
    served = (device for device in amd_devices(root) if device.driver == "amdgpu")
    return tuple(device for device in served if device.device in LARGE_CHIPS or not is_integrated(device))


def is_integrated(card: PciDevice) -> bool:
    """Return whether the GPU is part of the processor: told by its metrics table, its sensors, or its small memory.

    The memory that the firmware sets aside for it may be anything from 64 MiB to most of the host's.
    """
    if card.device in LARGE_CHIPS:
        return True
    if not card.is_asleep:
        table = _metrics_revision(card)
        if table is not None:
            return table in PROCESSOR_TABLES
        if read_text(card.hwmon / "in1_label") == "vddnb":  # the northbridge's voltage: processors only
            return True
    return (read_int(card.path / "mem_info_vram_total") or 0) <= CARVE_OUT_BYTES


def memory_of(card: PciDevice) -> tuple[int | None, int | None]:
    """Return used and total bytes that a usable GPU may take.

    A processor's graphics takes what the firmware set aside and, through its page table (GTT), of the rest what the
    driver allows: half of it unless a module parameter says otherwise.
    """
    pools = ("vram", "gtt") if card.device in LARGE_CHIPS else ("vram",)
    totals = [whole_within(read_int(card.path / f"mem_info_{pool}_total"), MEMORY_BYTES) for pool in pools]
    used = [whole_within(read_int(card.path / f"mem_info_{pool}_used"), MEMORY_BYTES) for pool in pools]
    total = sum(known) if len(known := [size for size in totals if size is not None]) == len(pools) else None
    if not total:
        return None, None
    in_use = sum(known) if len(known := [size for size in used if size is not None]) == len(pools) else None
    return whole_within(in_use, (0, total)), total


def card_name(card: PciDevice, root: Path) -> str:
    """Return the market name: the card's own, or libdrm's by chip and revision."""
    own = read_text(card.path / "product_name")
    revision = read_int(card.path / "revision") or 0
    listed = re.search(
        rf"^{card.device:X},\s*{revision:X},\s*(.+)$", read_text(root / NAMES) or "", re.MULTILINE | re.IGNORECASE
    )
    return own or (listed[1].strip() if listed else f"AMD GPU {card.device:04x}")


def _probe_card(card: PciDevice, root: Path, *, several: bool) -> Gpu:
    used, total = memory_of(card)
    integrated = card.device in LARGE_CHIPS  # no other of a processor's graphics is counted
    rated = _watts(card.hwmon, "power1_cap_default", "power1_cap")
    return Gpu(
        name=card_name(card, root),
        vendor="amd",
        vram_bytes=total,
        free_bytes=None if total is None or used is None else total - used,
        interconnect="PCIe" if several else None,
        unified_memory=integrated,
        tdp_w=rated,
        uuid=read_text(card.path / "unique_id"),
        integrated=integrated,
        driver_version=driver_version("amdgpu", root),
        runtime=rocm_version(root),
        power_limit_w=_watts(card.hwmon, "power1_cap"),
        power_limit_max_w=_watts(card.hwmon, "power1_cap_max"),
        **({} if integrated else link_of(card.path).facts),
    )


def rocm_version(root: Path) -> str | None:
    """Return "ROCm 6.4.1" for an installed ROCm (its file holds "6.4.1-83")."""
    found = re.match(r"\d+(\.\d+){1,2}", read_text(root / "opt/rocm/.info/version") or "")
    return f"ROCm {found[0]}" if found else None


def _why_not(card: PciDevice, root: Path) -> Text:
    name = card_name(card, root)
    return shares_memory(name) if card.driver == "amdgpu" else without_driver(name, card.driver)


def _metrics_revision(card: PciDevice) -> int | None:
    """Return the third byte of the table's header: size in two bytes, then the revision of the format."""
    try:
        with (card.path / "gpu_metrics").open("rb") as file:
            header = file.read(4)
    except OSError:
        return None
    return header[2] if len(header) == 4 and header[2] in (1, *PROCESSOR_TABLES) else None


def _watts(folder: Path, *names: str) -> float | None:
    microwatts = next((value for name in names if (value := read_int(folder / name)) is not None), None)
    return within(None if microwatts is None else microwatts / 1e6, GPU_POWER_W) or None
