"""The network: traffic of all links, and the fastest one."""

from __future__ import annotations

import re
import sys
from functools import lru_cache
from pathlib import Path

import psutil

from deepseek_gui.domain.machine import Network
from deepseek_gui.hardware.facts import Facts, Part
from deepseek_gui.hardware.files import read_int, read_text
from deepseek_gui.hardware.rates import Counters

ROOT = Path("/")
SPEED_LIMITS_MBITS = (1, 3_200_000)
UNKNOWN_SPEED_MBITS = 65535
"""Minus one in 16 bits: drivers that do not know their speed."""
INFINIBAND = 32
"""ARPHRD_INFINIBAND of the kernel's if_arp.h."""


def network_counters() -> Counters | None:
    """Return bytes received and sent by all real links since the start; None where the system does not count."""
    links = psutil.net_io_counters(pernic=True)
    names = real_links(tuple(links))
    if not names:
        return None
    return sum(links[name].bytes_recv for name in names), sum(links[name].bytes_sent for name in names)


@lru_cache(maxsize=64)
def real_links(names: tuple[str, ...], root: Path = ROOT) -> tuple[str, ...]:
    """Return the links to the outside: bridges, tunnels and containers' pairs would count the same bytes twice.

    In a container the only link may itself be virtual: then all but the loopback count.
    """
    outside = tuple(name for name in names if not is_loopback(name))
    if not sys.platform.startswith("linux"):
        return outside
    return tuple(name for name in outside if (root / "sys/class/net" / name / "device").exists()) or outside


def is_loopback(name: str) -> bool:
    """Return whether the link leads nowhere but back: "lo", "lo0", "Loopback Pseudo-Interface 1"."""
    return name in ("lo", "lo0") or name.lower().startswith("loopback")


def probe_network(root: Path = ROOT) -> Part[Network]:
    """Return the fastest link that is up; unknown where no link tells its speed (virtual machines).

    Args:
        root: where /sys is (recorded trees in tests).
    """
    facts = Facts()
    fabric = infiniband_gbps(root)
    if fabric is not None:
        facts.add("gbps", fabric, "sysfs")
        facts.add("kind", "InfiniBand", "sysfs")
    links = psutil.net_if_stats()
    speeds = {name: links[name].speed for name in real_links(tuple(links), root) if links[name].isup}
    known = {name: speed for name, speed in speeds.items() if _is_speed(speed)}
    if known:
        fastest = max(known, key=lambda name: known[name])
        facts.add("gbps", known[fastest] / 1000, "os")
        facts.add("kind", link_kind(root, fastest), "sysfs")
    return Part(Network(**facts.values), facts.sources)


def infiniband_gbps(root: Path) -> float | None:
    """Return the rate of the fastest active InfiniBand port ("400 Gb/sec (4X NDR)")."""
    rates = []
    for port in (root / "sys/class/infiniband").glob("*/ports/*"):
        rate = re.match(r"([0-9.]+) Gb/sec", read_text(port / "rate") or "")
        if rate and "ACTIVE" in (read_text(port / "state") or "") and read_text(port / "link_layer") != "Ethernet":
            rates.append(float(rate[1]))
    return max(rates, default=None)


def link_kind(root: Path, name: str) -> str | None:
    """Return the kind of a link in /sys; None where there is no /sys."""
    link = root / "sys/class/net" / name
    if (link / "wireless").exists() or (link / "phy80211").exists():
        return "Wi-Fi"
    kind = read_int(link / "type")
    if kind is None:
        return None
    return "InfiniBand" if kind == INFINIBAND else "Ethernet"


def _is_speed(speed: int) -> bool:
    return SPEED_LIMITS_MBITS[0] <= speed <= SPEED_LIMITS_MBITS[1] and speed != UNKNOWN_SPEED_MBITS
