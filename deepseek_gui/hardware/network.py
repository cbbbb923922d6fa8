"""The network: traffic of all links, and the fastest one."""

from __future__ import annotations

import sys
from pathlib import Path

import psutil

from deepseek_gui.hardware.rates import Counters

SYS = Path("/sys")


def network_counters() -> Counters | None:
    """Return bytes received and sent by all real links since the start; None where the system does not count."""
    links = psutil.net_io_counters(pernic=True)
    names = real_links(tuple(links))
    if not names:
        return None
    return sum(links[name].bytes_recv for name in names), sum(links[name].bytes_sent for name in names)


def real_links(names: tuple[str, ...], sys_root: Path = SYS) -> tuple[str, ...]:
    """Return the links to the outside: bridges, tunnels and containers' pairs would count the same bytes twice.

    In a container the only link may itself be virtual: then all but the loopback count.
    """
    outside = tuple(name for name in names if not is_loopback(name))
    if not sys.platform.startswith("linux"):
        return outside
    return tuple(name for name in outside if (sys_root / "class" / "net" / name / "device").exists()) or outside


def is_loopback(name: str) -> bool:
    """Return whether the link leads nowhere but back: "lo", "lo0", "Loopback Pseudo-Interface 1"."""
    return name in ("lo", "lo0") or name.lower().startswith("loopback")
