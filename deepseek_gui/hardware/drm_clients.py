"""Device memory of processes on AMD and Intel cards: Linux's graphics drivers tell it by open file."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from deepseek_gui.hardware.files import read_text

ROOT = Path("/")
DEVICES = "/dev/dri/"
FIELD = re.compile(r"^drm-(pdev|client-id|(?:resident|memory)-(?:vram|local)\d*):\s*(\S+)(?: (KiB|MiB))?", re.MULTILINE)
"""The kernel's drm-usage-stats: "vram" is amdgpu's and xe's region, "local" i915's; "memory" is the older name."""
UNITS = {"": 1, "KiB": 1024, "MiB": 1024**2}


def device_bytes(pids: Iterable[int], root: Path = ROOT) -> int | None:
    """Return the device memory that these processes hold; None where no driver tells (NVIDIA's does not, here).

    Args:
        pids: processes whose files may be looked at; of others nothing is known.
        root: where /proc is (recorded trees in tests).
    """
    clients: dict[tuple[str, str], int] = {}
    for pid in pids:
        for text in _open_devices(root / "proc" / str(pid)):
            fields = {name: (value, unit) for name, value, unit in FIELD.findall(text)}
            sizes = _sizes(fields)
            if sizes:
                client = fields.get("pdev", ("", ""))[0], fields.get("client-id", ("", ""))[0]
                clients[client] = sum(sizes.values())  # a file that is open twice is one client
    return sum(clients.values()) if clients else None


def _sizes(fields: dict[str, tuple[str, str]]) -> dict[str, int]:
    """Return bytes by region; a driver that has the newer name too says the same twice."""
    found: dict[str, int] = {}
    for kind in ("memory-", "resident-"):
        regions = ((name.removeprefix(kind), value, unit) for name, (value, unit) in fields.items() if kind in name)
        found |= {region: int(value) * UNITS[unit] for region, value, unit in regions if value.isdigit()}
    return found


def _open_devices(process: Path) -> list[str]:
    """Return what the kernel tells of each graphics device that the process has open."""
    try:
        numbers = [path.name for path in (process / "fd").iterdir() if _is_device(path)]
    except OSError:
        return []
    return [text for number in numbers if (text := read_text(process / "fdinfo" / number))]


def _is_device(path: Path) -> bool:
    try:
        return str(path.readlink()).startswith(DEVICES)
    except OSError:
        return False
